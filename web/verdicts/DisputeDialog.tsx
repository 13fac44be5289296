/** Raising a dispute about this customer, or about the shares of the deal; a superior may raise it for somebody. */
import { useNavigate } from '@tanstack/react-router';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission, useSession, useSite } from '../shell/session.tsx';

interface DisputeDialogProps {
  readonly customerId: string;
  /** Those who had the customer, the present owner first. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly hasDeal: boolean;
  readonly onClose: () => void;
}

export function DisputeDialog({ customerId, owners, hasDeal, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useSession().person.id;
  const mayRule = usePermission('claims.rule') !== null;
  const colleagues = useColleagues(useSite().id);
  const people = [...new Map([...owners, ...colleagues].map((one) => [one.id, one])).values()];
  const [about, setAbout] = useState<'customer' | 'deal'>(hasDeal ? 'deal' : 'customer');
  const [forId, setForId] = useState<string | null>(null);
  const [otherId, setOtherId] = useState<string | null>(owners.find((one) => one.id !== me)?.id ?? null);
  const [reason, setReason] = useState('');
  const raise = useApiCommand(verdicts.open);
  const party = forId ?? me;
  return (
    <DialogForm
      title={t('verdicts.open.title')}
      okText={t('verdicts.open.do')}
      incomplete={otherId === null || otherId === party || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const { dispute } = await raise.mutateAsync({
          params: { customerId },
          body: { otherId: otherId ?? '', reason, about, ...(forId ? { onBehalfOf: forId } : {}) },
        });
        showDone(t('verdicts.open.done'));
        onClose();
        await navigate({ to: `/disputes/${dispute.id}` });
      }}
    >
      {hasDeal ? (
        <Segmented
          value={about}
          onChange={setAbout}
          options={(['customer', 'deal'] as const).map((value) => ({ value, label: t(`verdicts.about.${value}`) }))}
        />
      ) : null}
      {mayRule ? (
        <Field label={t('verdicts.open.for')} hint={t('verdicts.open.for.hint')}>
          <StaffSelect people={people} value={forId} onChange={setForId} label={t('verdicts.open.for')} />
        </Field>
      ) : null}
      <Field label={t('verdicts.open.other')}>
        <StaffSelect
          people={people.filter((one) => one.id !== party)}
          value={otherId}
          onChange={setOtherId}
          label={t('verdicts.open.other')}
        />
      </Field>
      <Field label={t('shell.reason')} hint={t('verdicts.open.hint')}>
        <Input.TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
