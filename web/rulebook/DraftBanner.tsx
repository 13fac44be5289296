/** What a draft needs now: text that could not be saved, faults, a newer version to merge, what the reviewer said. */
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../shell/api.ts';
import { formatInstant } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import type { Draft } from './shapes.ts';
import type { Writing } from './use-draft.ts';

export function DraftBanner({ draft, writing }: { draft: Draft; writing: Writing }) {
  const { t } = useTranslation();
  const { unsaved } = writing;
  const { review } = draft;
  const isOpen = draft.state === 'open';
  return (
    <div className="rule-banners no-print">
      {unsaved ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t(isStale(unsaved.error) ? 'rulebook.draft.conflict' : 'rulebook.draft.notSaved')}
          description={
            isStale(unsaved.error)
              ? t('rulebook.draft.conflict.text')
              : unsaved.error instanceof ApiError
                ? textOf(unsaved.error)
                : undefined
          }
          action={
            <span className="rule-tools">
              <ActionButton size="small" type="primary" label={t('rulebook.draft.saveAgain')} onClick={writing.retry} />
              <Button size="small" onClick={writing.giveUp}>
                {t('rulebook.draft.giveUp')}
              </Button>
            </span>
          }
        />
      ) : null}
      {isOpen && draft.overtaken ? (
        <Alert
          type="warning"
          showIcon
          title={
            draft.origin === 'shipped' && draft.basedOn === null
              ? t('rulebook.merge.shipped')
              : t('rulebook.merge.overtaken', { number: draft.newest })
          }
          action={<Link to={`/rulebooks/drafts/${draft.id}/merge` as never}>{t('rulebook.merge.go')}</Link>}
        />
      ) : null}
      {isOpen && review && review.verdict !== 'waiting' && review.fresh ? (
        <Alert
          type={review.verdict === 'approved' ? 'success' : 'warning'}
          showIcon
          title={t(`rulebook.review.by.${review.verdict}`, {
            name: review.decidedBy?.name ?? '',
            at: formatInstant(review.decidedAt),
          })}
          description={[review.byAuthor ? t('rulebook.review.byAuthor') : '', review.comment].filter(Boolean).join(' ')}
        />
      ) : null}
      {isOpen && review?.verdict === 'waiting' && review.fresh ? (
        <Alert
          type="info"
          showIcon
          title={
            review.reviewer
              ? t('rulebook.review.waitsFor', { name: review.reviewer.name })
              : t('rulebook.review.waitsForAny')
          }
          description={review.message || undefined}
        />
      ) : null}
      {draft.note ? <p className="muted">{t('rulebook.noteOf', { note: draft.note })}</p> : null}
    </div>
  );
}

const isStale = (error: unknown): boolean => error instanceof ApiError && error.code === 'STALE_VERSION';
