/** Asking a colleague for another signature, or letting them sign this one. */
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { PersonPicker } from '../organisation/PersonPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Approval } from './words.ts';

interface SignerDialogProps {
  readonly approval: Approval;
  readonly what: 'add' | 'pass';
  readonly onClose: () => void;
}

export function SignerDialog({ approval, what, onClose }: SignerDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaffId] = useState<string | null>(null);
  const [when, setWhen] = useState<'before' | 'after'>('before');
  const [reason, setReason] = useState('');
  const add = useApiCommand(approvals.addSigner);
  const pass = useApiCommand(approvals.passOn);
  const params = { approvalId: approval.id };
  return (
    <DialogForm
      title={t(what === 'add' ? 'approvals.addSigner' : 'approvals.passOn')}
      okText={t('approvals.confirm')}
      incomplete={staffId === null}
      onCancel={onClose}
      onSubmit={async () => {
        if (staffId === null) return;
        if (what === 'add') await add.mutateAsync({ params, body: { staffId, when, reason } });
        else await pass.mutateAsync({ params, body: { staffId, reason } });
        showDone(t(what === 'add' ? 'approvals.added' : 'approvals.passed'));
        onClose();
      }}
    >
      <Field label={t('approvals.colleague')}>
        <PersonPicker value={staffId} onChange={setStaffId} placeholder={t('approvals.colleague.hint')} />
      </Field>
      {what === 'add' ? (
        <Segmented
          block
          value={when}
          onChange={setWhen}
          options={(['before', 'after'] as const).map((value) => ({ value, label: t(`approvals.when.${value}`) }))}
        />
      ) : null}
      <Field label={t('approvals.note')}>
        <Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
