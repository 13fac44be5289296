/** Passing one customer to a colleague, with the reason everybody can read later. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimRow, claims } from '#contract/claims.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useColleagues } from './use-colleagues.ts';

const whys = ['reallocated', 'customer_request', 'owner_left', 'ruled'] as const;

export function PassOnDialog({ claim, onClose }: { claim: ClaimRow; onClose: () => void }) {
  const { t } = useTranslation();
  const [toId, setToId] = useState<string | null>(null);
  const [why, setWhy] = useState<(typeof whys)[number]>('reallocated');
  const [reason, setReason] = useState('');
  const people = useColleagues(claim.site.id).filter((person) => person.id !== claim.owner.id);
  const passOn = useApiCommand(claims.passOn);
  return (
    <DialogForm
      title={t('claims.passOn.title', { name: claim.customer.name })}
      okText={t('claims.passOn')}
      incomplete={toId === null || reason.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const { claim: now } = await passOn.mutateAsync({
          params: { claimId: claim.id },
          body: { toId: toId ?? '', why, reason },
        });
        showDone(t('claims.passOn.done', { name: now.owner.name }));
        onClose();
      }}
    >
      <Field label={t('claims.passOn.to')}>
        <StaffSelect people={people} value={toId} onChange={setToId} label={t('claims.passOn.to')} autoFocus />
      </Field>
      <Field label={t('claims.passOn.why')}>
        <Select
          value={why}
          onChange={setWhy}
          options={whys.map((value) => ({ value, label: t(`claims.passOn.why.${value}`) }))}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
