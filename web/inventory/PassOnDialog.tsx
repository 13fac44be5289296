/** Handing a hold to a colleague; both are told. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { HoldRow } from './words.ts';

export function PassOnDialog({ hold, onClose }: { readonly hold: HoldRow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const colleagues = useColleagues(hold.siteId);
  const [toStaffId, setToStaffId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const pass = useApiCommand(inventory.passOn);
  return (
    <DialogForm
      title={t('inventory.passOn.title', { unit: hold.unit.code })}
      okText={t('inventory.passOn')}
      incomplete={toStaffId === null || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await pass.mutateAsync({ params: { holdId: hold.id }, body: { toStaffId: toStaffId ?? '', reason } });
        showDone(t('inventory.passOn.done'));
        onClose();
      }}
    >
      <Field label={t('inventory.passOn.to')}>
        <StaffSelect
          people={colleagues.filter(({ id }) => id !== hold.consultant.id)}
          value={toStaffId}
          onChange={setToStaffId}
          label={t('inventory.passOn.to')}
          autoFocus
        />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
