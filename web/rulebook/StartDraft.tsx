/** A draft begins: from the version one reads, or from the newer text the product ships. */
import { useNavigate } from '@tanstack/react-router';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Book } from './shapes.ts';

interface StartDraftProps {
  readonly book: Book;
  readonly from?: 'shipped';
  readonly onClose: () => void;
}

export function StartDraft({ book, from, onClose }: StartDraftProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const start = useApiCommand(authoring.startDraft);
  const [title, setTitle] = useState(from ? t('rulebook.update.draftTitle') : '');
  const [note, setNote] = useState('');
  const { number, standing } = book.version;
  const isNewest = book.versions.every((one) => one.standing === 'withdrawn' || one.number <= number);
  const submit = async (): Promise<void> => {
    const { draftId } = await start.mutateAsync({
      params: { rulebookId: book.id },
      body: { title: title.trim(), note, from: from ?? number },
    });
    onClose();
    void navigate({ to: `/rulebooks/drafts/${draftId}${from ? '/merge' : ''}` as never });
  };
  return (
    <DialogForm
      title={t('rulebook.draft.start')}
      okText={t('rulebook.draft.begin')}
      incomplete={title.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <div className="muted">
        {from ? t('rulebook.update.text') : t('rulebook.draft.startFrom', { title: book.meta.title, number })}
      </div>
      {!from && (!isNewest || standing === 'withdrawn') ? (
        <Alert type="warning" showIcon title={t('rulebook.draft.startFromOlder')} />
      ) : null}
      <Field label={t('rulebook.draft.title')}>
        <Input
          value={title}
          maxLength={100}
          placeholder={t('rulebook.draft.title.hint')}
          onChange={(event) => setTitle(event.target.value)}
        />
      </Field>
      <Field label={t('rulebook.draft.note')}>
        <Input.TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
