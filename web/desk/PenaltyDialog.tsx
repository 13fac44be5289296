/** A penalty goes on the ledger with the clause of the house's document that was broken. */
import { Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DayDialogProps } from './DayDialogs.tsx';
import { unitsOf } from './floor.ts';
import { useHouseClauses } from './house-clauses.ts';
import { ReasonField } from './ReasonField.tsx';

export function PenaltyDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [unitId, setUnit] = useState<string | undefined>();
  const [effect, setEffect] = useState<'note' | 'lose_turn'>('note');
  const [clause, setClause] = useState<string | undefined>();
  const clauses = useHouseClauses(floor.site.id);
  const [reason, setReason] = useState('');
  const penalise = useApiCommand(desk.penalise);
  return (
    <DialogForm
      title={t('desk.day.penalty')}
      danger
      onCancel={onClose}
      incomplete={!unitId || !clause || reason.trim() === ''}
      onSubmit={async () => {
        await penalise.mutateAsync({
          params: { siteId: floor.site.id },
          body: { unitId: unitId ?? '', effect, clause: clause ?? '', reason },
        });
        onClose();
      }}
    >
      <Field label={t('desk.penalty.who')}>
        <Select value={unitId} onChange={setUnit} options={unitsOf(floor)} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <Radio.Group
        value={effect}
        onChange={(change) => setEffect(change.target.value)}
        options={[
          { value: 'note', label: t('desk.penalty.note') },
          { value: 'lose_turn', label: t('desk.penalty.lose_turn') },
        ]}
      />
      <Field label={t('desk.penalty.clause')} hint={t('desk.penalty.clause.hint')}>
        <Select
          value={clause}
          onChange={setClause}
          options={clauses}
          loading={!clauses}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('desk.penalty.clause')}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
