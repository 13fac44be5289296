/** Names: of the draft, and of the rulebook itself. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Draft, Edit } from './shapes.ts';
import { readDraft, type Writing } from './use-draft.ts';

interface DetailsDialogProps {
  readonly draft: Draft;
  readonly save: Writing['save'];
  readonly onClose: () => void;
}

export function DetailsDialog({ draft, save, onClose }: DetailsDialogProps) {
  const { t } = useTranslation();
  const edit = useApiCommand(authoring.edit);
  const meta = draft.document?.meta;
  const [title, setTitle] = useState(draft.title);
  const [note, setNote] = useState(draft.note);
  const [bookTitle, setBookTitle] = useState(meta?.title ?? '');
  const [gloss, setGloss] = useState(meta?.gloss ?? '');
  const submit = async (): Promise<void> => {
    const edits: Edit[] = [];
    if (meta && bookTitle !== meta.title) edits.push({ do: 'setMeta', field: 'title', value: bookTitle });
    if (meta && gloss !== meta.gloss) edits.push({ do: 'setMeta', field: 'gloss', value: gloss });
    if (edits.length > 0 && !(await save(edits))) return onClose();
    if (title !== draft.title || note !== draft.note) {
      const version = readDraft(draft.id)?.version ?? draft.version;
      await edit.mutateAsync({ params: { draftId: draft.id }, body: { version, title, note } });
    }
    onClose();
  };
  return (
    <DialogForm
      title={t('rulebook.details')}
      incomplete={!title.trim() || (meta !== undefined && !(bookTitle.trim() && gloss.trim()))}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('rulebook.draft.title')}>
        <Input value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('rulebook.draft.note')}>
        <Input.TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {meta ? (
        <>
          <Field label={t('rulebook.book.title')}>
            <Input value={bookTitle} maxLength={200} onChange={(event) => setBookTitle(event.target.value)} />
          </Field>
          <Field label={t('rulebook.book.gloss')}>
            <Input value={gloss} maxLength={200} onChange={(event) => setGloss(event.target.value)} />
          </Field>
        </>
      ) : null}
    </DialogForm>
  );
}
