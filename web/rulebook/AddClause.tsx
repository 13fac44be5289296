/** A new clause: where it stands, what it says. Its number is the next free one unless the house gives it another. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { type Prose, writeProse } from './prose.ts';
import { ProseField } from './ProseField.tsx';
import type { Draft, Edit } from './shapes.ts';

interface AddClauseProps {
  readonly draft: Draft;
  /** Id of the clause it follows, or "chapter 2": at the end of that chapter, counted from 0. */
  readonly after: string;
  readonly taken: readonly string[];
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

export function AddClause({ draft, after, taken, save, onClose }: AddClauseProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(() => placeOf(draft, after));
  const [prose, setProse] = useState<Prose>({ text: '', tokens: [], examples: [] });
  const [gloss, setGloss] = useState('');
  const [id, setId] = useState('');
  const [cites, setCites] = useState('');
  const chapters = draft.document?.chapters ?? [];
  const siblings = draft.clauses.filter(({ chapter }) => chapter === place.chapter);
  const submit = async (): Promise<void> => {
    const edit: Edit = {
      do: 'addClause',
      ...place,
      text: writeProse(prose),
      // Every clause has an English gloss; a house without English says what kind of clause it is.
      gloss: gloss.trim() || 'A clause of the house.',
      cites: cites.split(/[\s,]+/).filter(Boolean),
      ...(id.trim() ? { id: id.trim() } : {}),
    };
    if (await save([edit])) onClose();
  };
  return (
    <DialogForm
      title={t('rulebook.clause.add')}
      okText={t('rulebook.clause.add')}
      width={680}
      incomplete={prose.text.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <ProseField label={t('rulebook.clause.text')} prose={prose} onChange={setProse} taken={taken} />
      <div className="rule-two">
        <Field label={t('rulebook.clause.chapter')}>
          <Select
            value={place.chapter}
            onChange={(chapter) =>
              setPlace({ chapter, after: draft.clauses.filter((one) => one.chapter === chapter).at(-1)?.id ?? null })
            }
            options={chapters.map((chapter, value) => ({ value, label: chapter.title }))}
          />
        </Field>
        <Field label={t('rulebook.clause.after')}>
          <Select
            value={place.after ?? ''}
            onChange={(one) => setPlace({ ...place, after: one || null })}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('rulebook.clause.first') },
              ...siblings.map((clause) => ({ value: clause.id, label: clause.id })),
            ]}
          />
        </Field>
      </div>
      <details>
        <summary>{t('rulebook.prose.more')}</summary>
        <Field label={t('rulebook.clause.id')} hint={t('rulebook.clause.id.hint')}>
          <Input value={id} maxLength={60} onChange={(event) => setId(event.target.value)} />
        </Field>
        <Field label={t('rulebook.gloss')}>
          <Input value={gloss} maxLength={500} onChange={(event) => setGloss(event.target.value)} />
        </Field>
        <Field label={t('rulebook.cites')} hint={t('rulebook.cites.hint')}>
          <Input value={cites} onChange={(event) => setCites(event.target.value)} />
        </Field>
      </details>
    </DialogForm>
  );
}

function placeOf(draft: Draft, after: string): { chapter: number; after: string | null } {
  const clause = draft.clauses.find(({ id }) => id === after);
  if (clause) return { chapter: clause.chapter, after: clause.id };
  const chapter = Number(after.replace('chapter ', ''));
  return { chapter, after: draft.clauses.filter((one) => one.chapter === chapter).at(-1)?.id ?? null };
}
