/** A penalty goes on the ledger with the clause of the house's document that was broken. */
import { Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import type { DayDialogProps } from './DayDialogs.tsx';
import { unitsOf } from './floor.ts';
import { ReasonField } from './ReasonField.tsx';

type Clause = ResponseOf<typeof rulebook.document>['chapters'][number]['clauses'][number];

const CLAUSE_LABEL_MAX = 60;

/** The clauses of the house's document, each with how it begins. */
function useHouseClauses(siteId: string) {
  const inForce = useApiQuery(rulebook.inForce, { params: { siteId }, query: {} });
  const rulebookId = inForce.data?.rulebookId ?? '';
  const document = useApiQuery(
    rulebook.document,
    { params: { rulebookId }, query: { number: inForce.data?.number ?? undefined } },
    { enabled: rulebookId !== '' },
  );
  const clauses = document.data?.chapters.flatMap((chapter) => chapter.clauses);
  return clauses?.map((clause) => ({
    value: clause.id,
    label: `${clause.id} ${beginningOf(clause).slice(0, CLAUSE_LABEL_MAX)}`,
  }));
}

const beginningOf = ({ body, gloss }: Clause): string => {
  const [first] = body;
  if (currentLanguage() === 'en' || first?.kind !== 'paragraph') return gloss;
  return first.content.map((inline) => (inline.kind === 'text' ? inline.text : inline.zh)).join('');
};

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
