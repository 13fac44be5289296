/** Where a draft stands, in a few tags: its book, its author, its review. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';
import type { DraftRow } from './shapes.ts';

export function DraftState({ draft }: { draft: DraftRow }) {
  return (
    <span className="rule-draft-state">
      <Link to={`/rulebooks/${draft.rulebookId}` as never}>{draft.rulebookTitle}</Link>
      <span className="muted">{draft.author.name}</span>
      <DraftTags draft={draft} />
    </span>
  );
}

export function DraftTags({ draft }: { draft: DraftRow }) {
  const { t } = useTranslation();
  const { state, review, faults, overtaken } = draft;
  if (state === 'published')
    return <StateTag tone="good">{t('rulebook.draft.published', { number: draft.publishedNumber })}</StateTag>;
  if (state === 'discarded') return <StateTag>{t('rulebook.draft.discarded')}</StateTag>;
  return (
    <>
      {draft.origin === 'shipped' && draft.basedOn === null ? (
        <StateTag tone="active">{t('rulebook.draft.update')}</StateTag>
      ) : null}
      {faults > 0 ? <StateTag tone="bad">{t('rulebook.draft.faults', { count: faults })}</StateTag> : null}
      {overtaken ? <StateTag tone="waiting">{t('rulebook.draft.overtaken')}</StateTag> : null}
      {review ? (
        <StateTag
          tone={
            !review.fresh
              ? 'neutral'
              : ({ waiting: 'waiting', approved: 'good', returned: 'bad' }[review.verdict] as 'good')
          }
        >
          {t(review.fresh ? `rulebook.review.${review.verdict}` : 'rulebook.review.stale')}
        </StateTag>
      ) : (
        <StateTag>{t('rulebook.draft.open')}</StateTag>
      )}
    </>
  );
}
