/** A rulebook brought in as its Markdown file: as a draft of this book, or as a new book. Nothing typed or chosen is lost by a fault. */
import { useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { Faults } from './Faults.tsx';
import type { Book, Problem } from './shapes.ts';

interface ImportDialogProps {
  /** Without it the text becomes a new book. */
  readonly book?: Book;
  readonly onClose: () => void;
}

export function ImportDialog({ book, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const check = useApiCommand(rulebook.check);
  const create = useApiCommand(rulebook.create);
  const start = useApiCommand(authoring.startDraft);
  const [source, setSource] = useState('');
  const [title, setTitle] = useState('');
  const [problems, setProblems] = useState<readonly Problem[] | null>(null);
  const look = async (text: string): Promise<readonly Problem[]> => {
    const { errors } = await check.mutateAsync({ body: { source: text, ...(book ? { rulebookId: book.id } : {}) } });
    setProblems(errors);
    return errors;
  };
  const readFile = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const text = await file.text();
    setSource(text);
    if (!title) setTitle(file.name.replace(/\.(md|markdown|txt)$/i, '').slice(0, 100));
    await look(text);
  };
  const submit = async (): Promise<void> => {
    if (book) {
      const newest = Math.max(...book.versions.filter((one) => one.standing !== 'withdrawn').map((one) => one.number));
      const body = { title: title.trim(), source, from: newest };
      const { draftId } = await start.mutateAsync({ params: { rulebookId: book.id }, body });
      onClose();
      void navigate({ to: `/rulebooks/drafts/${draftId}` as never });
      return;
    }
    if ((await look(source)).length > 0) return;
    const made = await create.mutateAsync({ body: { source, note: title.trim() } });
    showDone(t('rulebook.import.done'));
    onClose();
    void navigate({ to: `/rulebooks/${made.rulebookId}` as never });
  };
  return (
    <DialogForm
      title={t(book ? 'rulebook.import.asDraft' : 'rulebook.import.asBook')}
      okText={t(book ? 'rulebook.draft.begin' : 'rulebook.publish')}
      width={720}
      incomplete={source.trim() === '' || (book !== undefined && title.trim() === '')}
      onCancel={onClose}
      onSubmit={submit}
    >
      <div>
        <label className="plain-button rule-file">
          {t('rulebook.import.file')}
          <input
            type="file"
            accept=".md,.markdown,.txt,text/markdown,text/plain"
            onChange={(event) => void readFile(event.target.files?.[0]).catch(showError)}
          />
        </label>{' '}
        <span className="muted">{t('rulebook.import.or')}</span>
      </div>
      {book ? (
        <Field label={t('rulebook.draft.title')}>
          <Input value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />
        </Field>
      ) : null}
      <Field label={t('rulebook.source')}>
        <Input.TextArea
          rows={10}
          className="rule-mono"
          spellCheck={false}
          value={source}
          onChange={(event) => {
            setSource(event.target.value);
            setProblems(null);
          }}
        />
      </Field>
      <div className="rule-tools">
        <ActionButton
          size="small"
          label={t('rulebook.import.check')}
          disabledReason={source.trim() ? null : t('rulebook.import.empty')}
          onClick={() => look(source)}
        />
        {problems?.length === 0 ? <span className="rule-good">{t('rulebook.import.fine')}</span> : null}
        {problems && problems.length > 0 ? (
          <span className="rule-bad">
            {t(book ? 'rulebook.import.faultyDraft' : 'rulebook.import.faulty', { count: problems.length })}
          </span>
        ) : null}
      </div>
      <Faults problems={problems ?? []} withLines />
    </DialogForm>
  );
}
