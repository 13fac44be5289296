/** What is going on with a rulebook: versions that take effect later, drafts in the making, a newer shipped text. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatFull } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { DraftTags } from './DraftState.tsx';
import type { Book, Version } from './shapes.ts';

const StartDraft = lazy(async () => ({ default: (await import('./StartDraft.tsx')).StartDraft }));

export function BookNews({ book }: { book: Book }) {
  const { t } = useTranslation();
  const coming = book.versions.filter(({ standing }) => standing === 'coming');
  return (
    <div className="rule-banners no-print">
      {book.version.standing === 'withdrawn' ? (
        <Alert type="warning" showIcon title={t('rulebook.standing.withdrawn')} />
      ) : null}
      {book.version.note ? <p className="muted">{t('rulebook.noteOf', { note: book.version.note })}</p> : null}
      {coming.map((version) => (
        <Coming key={version.number} book={book} version={version} />
      ))}
      <Update book={book} />
      <Drafts book={book} />
    </div>
  );
}

function Coming({ book, version }: { book: Book; version: Version }) {
  const { t } = useTranslation();
  const publishes = usePermission('rulebook.publish') !== null;
  const withdraw = useApiCommand(authoring.withdraw);
  const { number, effectiveFrom } = version;
  const onWithdraw = async (): Promise<void> => {
    const title = t('rulebook.withdraw.title', { number });
    const reason = await askReason({ title, text: t('rulebook.withdraw.text'), danger: true });
    if (reason === null) return;
    await withdraw.mutateAsync({ params: { rulebookId: book.id, number }, body: { reason } });
    showDone(t('rulebook.withdraw.done', { number }));
  };
  const current = book.versions.find(({ standing }) => standing === 'current');
  const compared = { from: String(current?.number ?? number), to: String(number) };
  return (
    <Alert
      type="info"
      showIcon
      title={t('rulebook.comingFrom', { number, at: formatFull(effectiveFrom).slice(0, 16) })}
      action={
        <span className="rule-tools">
          {book.version.number === number ? null : (
            <Link to={`/rulebooks/${book.id}` as never} search={{ number } as never}>
              {t('rulebook.read')}
            </Link>
          )}
          <Link to={`/rulebooks/${book.id}/compare` as never} search={compared as never}>
            {t('rulebook.compare')}
          </Link>
          {publishes ? <ActionButton size="small" danger label={t('rulebook.withdraw')} onClick={onWithdraw} /> : null}
        </span>
      }
    />
  );
}

function Update({ book }: { book: Book }) {
  const { t } = useTranslation();
  const [starts, setStarts] = useState(false);
  const drafts = usePermission('rulebook.draft') !== null;
  const books = useApiQuery(rulebook.list, {}, { live: ['rulebook'], enabled: drafts });
  if (!books.data?.rows.find(({ id }) => id === book.id)?.updateOffered) return null;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={t('rulebook.update.offered')}
        description={t('rulebook.update.text')}
        action={<ActionButton size="small" label={t('rulebook.update.start')} onClick={() => setStarts(true)} />}
      />
      <Suspense>{starts ? <StartDraft book={book} from="shipped" onClose={() => setStarts(false)} /> : null}</Suspense>
    </>
  );
}

function Drafts({ book }: { book: Book }) {
  const { t } = useTranslation();
  const drafts = useApiPages(authoring.drafts, { query: { rulebookId: book.id } }, { live: ['rulebook'] });
  if (drafts.rows.length === 0) return null;
  return (
    <ul className="rule-drafts">
      {drafts.rows.map((draft) => (
        <li key={draft.id}>
          <Link to={`/rulebooks/drafts/${draft.id}` as never}>{t('rulebook.draft.named', { title: draft.title })}</Link>
          <span className="muted">{draft.author.name}</span>
          <DraftTags draft={draft} />
        </li>
      ))}
    </ul>
  );
}
