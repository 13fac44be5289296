/** Chapters of another rulebook brought into this draft, so that the house signs one document. */
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { useApiQuery } from '../shell/queries.ts';
import type { Draft, Edit } from './shapes.ts';

interface BringInDialogProps {
  readonly draft: Draft;
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

export function BringInDialog({ draft, save, onClose }: BringInDialogProps) {
  const { t } = useTranslation();
  const [book, setBook] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const shipped = useApiQuery(authoring.shipped, {});
  const others = (shipped.data?.rows ?? []).filter(({ rulebookId }) => rulebookId && rulebookId !== draft.rulebookId);
  const source = others.find(({ key }) => key === book)?.rulebookId ?? null;
  const text = useApiQuery(
    rulebook.document,
    { params: { rulebookId: source ?? draft.rulebookId } },
    { enabled: source !== null },
  );
  const chapters = source ? (text.data?.chapters ?? []) : [];
  const choose = (at: number, wanted: boolean): void =>
    setChosen((before) => (wanted ? [...before, at].sort((a, b) => a - b) : before.filter((one) => one !== at)));
  const bring = async (): Promise<void> => {
    if (!book || !(await save([{ do: 'bringIn', book, chapters: [...chosen] }]))) return;
    showDone(t('rulebook.bringIn.done', { count: chosen.length }));
    onClose();
  };
  return (
    <DialogForm
      title={t('rulebook.bringIn')}
      incomplete={!book || chosen.length === 0}
      onCancel={onClose}
      onSubmit={bring}
    >
      <p className="muted">{t('rulebook.bringIn.hint')}</p>
      <Field label={t('rulebook.bringIn.book')}>
        <Select
          value={book}
          loading={shipped.isLoading}
          placeholder={t('rulebook.bringIn.choose')}
          options={others.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(key: string) => {
            setBook(key);
            setChosen([]);
          }}
        />
      </Field>
      {source && text.isLoading ? <Loading /> : null}
      {chapters.length > 0 ? (
        <Field label={t('rulebook.bringIn.chapters')}>
          {chapters.map((chapter, at) => (
            <div key={chapter.title}>
              <Checkbox checked={chosen.includes(at)} onChange={(event) => choose(at, event.target.checked)}>
                {chapter.title}
              </Checkbox>
            </div>
          ))}
        </Field>
      ) : null}
    </DialogForm>
  );
}
