/** A chapter: its heading, what stands under it, and taking it out once it is empty. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import type { Chapter, Edit } from './shapes.ts';

interface ChapterDialogProps {
  readonly at: number;
  readonly isNew: boolean;
  readonly chapters: readonly Chapter[];
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

export function ChapterDialog({ at, isNew, chapters, save, onClose }: ChapterDialogProps) {
  const { t } = useTranslation();
  const chapter = isNew ? undefined : chapters[at];
  const [title, setTitle] = useState(chapter?.title ?? '');
  const [gloss, setGloss] = useState(chapter?.gloss ?? '');
  const clauses = chapter?.clauses.length ?? 0;
  const send = async (edit: Edit): Promise<void> => {
    if (await save([edit])) onClose();
  };
  const name = { title: title.trim(), gloss: gloss.trim() };
  return (
    <DialogForm
      title={t(isNew ? 'rulebook.chapter.add' : 'rulebook.chapter.edit')}
      incomplete={!name.title}
      onCancel={onClose}
      onSubmit={() => send(isNew ? { do: 'addChapter', at, ...name } : { do: 'setChapter', chapter: at, ...name })}
    >
      <Field label={t('rulebook.chapter.title')}>
        <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('rulebook.gloss')}>
        <Input value={gloss} maxLength={200} onChange={(event) => setGloss(event.target.value)} />
      </Field>
      {isNew ? null : (
        <div>
          <ActionButton
            danger
            label={t('rulebook.chapter.remove')}
            disabledReason={clauses > 0 ? t('rulebook.chapter.notEmpty', { count: clauses }) : null}
            onClick={() => send({ do: 'removeChapter', chapter: at })}
          />
        </div>
      )}
    </DialogForm>
  );
}
