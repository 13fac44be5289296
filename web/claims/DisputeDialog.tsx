/** Raising a dispute with somebody about this customer. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';

interface DisputeDialogProps {
  readonly customerId: string;
  readonly file: ResponseOf<typeof claims.ofCustomer>;
  readonly onClose: () => void;
}

export function DisputeDialog({ customerId, file, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const owners = [...(file.current ? [file.current] : []), ...file.history].map((row) => row.owner);
  const people = [...new Map(owners.map((one) => [one.id, one])).values()].filter((one) => one.id !== me);
  const [otherId, setOtherId] = useState<string | null>(people[0]?.id ?? null);
  const [reason, setReason] = useState('');
  const raise = useApiCommand(claims.openDispute);
  return (
    <DialogForm
      title={t('claims.dispute')}
      incomplete={otherId === null || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await raise.mutateAsync({ params: { customerId }, body: { otherId: otherId ?? '', reason } });
        showDone(t('claims.dispute.done'));
        onClose();
      }}
    >
      <Field label={t('claims.dispute.other')}>
        <StaffSelect people={people} value={otherId} onChange={setOtherId} label={t('claims.dispute.other')} />
      </Field>
      <Field label={t('shell.reason')} hint={t('claims.dispute.hint')}>
        <Input.TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
