/** Asking for a review, and giving one: approve, or send back with what is to be changed. */
import { Alert, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import type { Draft } from './shapes.ts';

interface AskReviewProps {
  readonly draft: Draft;
  readonly onClose: () => void;
}

export function AskReview({ draft, onClose }: AskReviewProps) {
  const { t } = useTranslation();
  const reviewers = useApiQuery(authoring.reviewers, { params: { draftId: draft.id } }, { live: [] });
  const ask = useApiCommand(authoring.askReview);
  const [reviewerId, setReviewerId] = useState('');
  const [message, setMessage] = useState('');
  const options = [
    { value: '', label: t('rulebook.review.anybody') },
    ...(reviewers.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const submit = async (): Promise<void> => {
    await ask.mutateAsync({
      params: { draftId: draft.id },
      body: { version: draft.version, message, ...(reviewerId ? { reviewerId } : {}) },
    });
    showDone(t('rulebook.review.asked'));
    onClose();
  };
  return (
    <DialogForm title={t('rulebook.review.ask')} okText={t('rulebook.review.ask')} onCancel={onClose} onSubmit={submit}>
      <Field label={t('rulebook.review.reviewer')}>
        <Select
          value={reviewerId}
          onChange={setReviewerId}
          options={options}
          loading={reviewers.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('rulebook.review.reviewer')}
        />
      </Field>
      {reviewers.data?.rows.length === 0 ? <Alert type="info" title={t('rulebook.review.nobody')} /> : null}
      <Field label={t('rulebook.review.message')}>
        <Input.TextArea rows={3} maxLength={500} value={message} onChange={(event) => setMessage(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

interface GiveReviewProps extends AskReviewProps {
  readonly verdict: 'approved' | 'returned';
}

export function GiveReview({ draft, verdict, onClose }: GiveReviewProps) {
  const { t } = useTranslation();
  const give = useApiCommand(authoring.review);
  const [comment, setComment] = useState('');
  const submit = async (): Promise<void> => {
    const { byAuthor } = await give.mutateAsync({
      params: { draftId: draft.id },
      body: { version: draft.version, verdict, comment },
    });
    showDone(t(byAuthor ? 'rulebook.review.given.byAuthor' : `rulebook.review.given.${verdict}`));
    onClose();
  };
  const isReturned = verdict === 'returned';
  return (
    <DialogForm
      title={t(isReturned ? 'rulebook.review.return' : 'rulebook.review.approve')}
      okText={t(isReturned ? 'rulebook.review.return' : 'rulebook.review.approve')}
      incomplete={isReturned && comment.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <div>{t(isReturned ? 'rulebook.review.return.text' : 'rulebook.review.approve.text')}</div>
      <Field label={t(isReturned ? 'rulebook.review.comment' : 'rulebook.review.comment.optional')}>
        <Input.TextArea
          rows={4}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
