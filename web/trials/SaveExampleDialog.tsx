/** Keeps the case as an example of a clause in a draft. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { trials } from '#contract/trials.ts';
import { showDone } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { type Answer, type Case, onlyCase } from './TrialPage.tsx';

interface Props {
  readonly kind: string;
  readonly tried: Case;
  readonly answers: readonly Answer[];
  readonly bookId: string;
  readonly draftId: string;
  readonly onClose: () => void;
}

export function SaveExampleDialog({ kind, tried, answers, bookId, draftId, onClose }: Props) {
  const { t } = useTranslation();
  const drafts = useApiQuery(authoring.drafts, { query: { rulebookId: bookId } });
  const [chosen, setChosen] = useState(draftId);
  const draft = useApiQuery(authoring.draft, { params: { draftId: chosen } }, { enabled: chosen !== '' });
  const [clause, setClause] = useState('');
  const [index, setIndex] = useState(answers.length - 1);
  const [text, setText] = useState('');
  const [gloss, setGloss] = useState('');
  const save = useApiCommand(trials.saveExample);
  const expected = answers[index];
  const suggested = expected?.houseClauses[0]?.id ?? '';
  const clauses = draft.data?.clauses ?? [];
  const ofClause = clause || (clauses.some((one) => one.id === suggested) ? suggested : '');
  const submit = async (): Promise<void> => {
    if (!expected || !draft.data) return;
    const expect = {
      accepted: expected.accepted,
      ...(expected.code ? { code: expected.code } : {}),
      outcome: plainParts(expected.outcome),
    };
    const body = {
      version: draft.data.version,
      clause: ofClause,
      text,
      gloss: gloss || text,
      kind,
      ...onlyCase(tried),
      expect,
    };
    const { exampleId } = await save.mutateAsync({ params: { draftId: chosen }, body });
    showDone(t('trials.saved', { id: exampleId }));
    onClose();
  };
  return (
    <DialogForm
      title={t('trials.save')}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={!draft.data || !ofClause || text.trim() === ''}
    >
      <Field
        label={t('trials.save.draft')}
        hint={drafts.data?.rows.length === 0 ? t('trials.save.noDraft') : undefined}
      >
        <Select
          value={chosen || null}
          aria-label={t('trials.save.draft')}
          options={(drafts.data?.rows ?? []).map((row) => ({ value: row.id, label: row.title }))}
          onChange={setChosen}
        />
      </Field>
      <Field label={t('trials.save.clause')}>
        <Select
          value={ofClause || null}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('trials.save.clause')}
          options={clauses.map((one) => ({
            value: one.id,
            label: `${one.id} ${one.text
              .replace(/\{%.*?%\}/gs, '…')
              .replace(/\s+/g, ' ')
              .slice(0, 30)}`,
          }))}
          onChange={setClause}
        />
      </Field>
      <Field label={t('trials.save.expect')}>
        <Select
          value={index}
          aria-label={t('trials.save.expect')}
          options={answers.map((answer, n) => ({
            value: n,
            label: `${textOf(answer.text)}：${textOf(answer.summary)}`,
          }))}
          onChange={setIndex}
        />
      </Field>
      <Field label={t('trials.save.text')}>
        <Input.TextArea rows={2} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label={t('trials.save.gloss')}>
        <Input value={gloss} maxLength={500} onChange={(event) => setGloss(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

/** The parts of an outcome that tell it: plain values up to two steps deep. Ledger entries and whole sheets say too much. */
function plainParts(outcome: unknown): Record<string, string | number | boolean | null> {
  const found: Record<string, string | number | boolean | null> = {};
  const walk = (value: unknown, path: string, depth: number): void => {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      if (path) found[path] = value as string | number | boolean | null;
    } else if (typeof value === 'object' && !Array.isArray(value) && depth < 3)
      for (const [key, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${key}` : key, depth + 1);
  };
  walk(outcome, '', 0);
  return found;
}
