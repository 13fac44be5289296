/** A rulebook as a document: chapters and clauses to read, print and link to, with what lately rested on each clause. */
import { Select } from 'antd';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { formatDay } from '../shell/format.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { AdoptButton } from './AdoptButton.tsx';
import { BookMenu } from './BookMenu.tsx';
import { BookNews } from './BookNews.tsx';
import { Clause, type Decision } from './Clause.tsx';
import { GlossSwitch } from './GlossSwitch.tsx';
import { Paper } from './Paper.tsx';
import type { Book } from './shapes.ts';
import { isFromTheBeginning, since } from './since.ts';
import { standingTone } from './standing.ts';

const StartDraft = lazy(async () => ({ default: (await import('./StartDraft.tsx')).StartDraft }));

const filters = { number: 0, gloss: false };
const NO_DECISIONS: readonly Decision[] = [];

export function DocumentPage() {
  const { t } = useTranslation();
  const { rulebookId } = useRouteParams<'rulebookId'>();
  const [state, change] = useUrlState(filters);
  const document = useApiQuery(
    rulebook.document,
    { params: { rulebookId }, query: state.number > 0 ? { number: state.number } : {} },
    { live: ['rulebook'], keepPrevious: true },
  );
  const readsJournal = usePermission('journal.read') !== null;
  const decisions = useApiQuery(journal.byClause, { params: { rulebookId } }, { live: [], enabled: readsJournal });
  const drafts = usePermission('rulebook.draft') !== null;
  const [starts, setStarts] = useState(false);
  const book = document.data;
  useScrollToAnchor(book !== undefined);
  const showGloss = state.gloss || currentLanguage() === 'en';
  return (
    <Page
      title={book?.meta.title ?? t('rulebook.menu')}
      subtitle={book ? <Standing book={book} /> : null}
      query={document}
      actions={
        book ? (
          <>
            <GlossSwitch checked={showGloss} onChange={(gloss) => change({ gloss })} />
            <Select
              aria-label={t('rulebook.version')}
              value={book.version.number}
              onChange={(number) => change({ number })}
              popupMatchSelectWidth={false}
              options={book.versions.map((version) => ({
                value: version.number,
                label: `${t('rulebook.number', { number: version.number })} · ${since(version, t('rulebook.always'))}`,
              }))}
            />
            {drafts ? <ActionButton label={t('rulebook.draft.start')} onClick={() => setStarts(true)} /> : null}
            <AdoptButton book={book} />
            <BookMenu book={book} />
          </>
        ) : null
      }
    >
      {book ? (
        <>
          <BookNews book={book} />
          <Paper
            rulebookId={book.id}
            text={book}
            showGloss={showGloss}
            standing={`${t('rulebook.number', { number: book.version.number })} · ${inForce(book, t)}`}
            aside={<Sites book={book} />}
            clause={(clause) => (
              <Clause
                key={clause.id}
                clause={clause}
                declarations={book.parameters}
                showGloss={showGloss}
                decisions={decisions.data?.clauses[clause.id] ?? NO_DECISIONS}
              />
            )}
          />
          <Suspense>{starts ? <StartDraft book={book} onClose={() => setStarts(false)} /> : null}</Suspense>
        </>
      ) : null}
    </Page>
  );
}

const inForce = (book: Book, t: TFunction): string =>
  isFromTheBeginning(book.version)
    ? t('rulebook.always')
    : t('rulebook.inForceFrom', { day: formatDay(book.version.effectiveFrom) });

function Standing({ book }: { book: Book }) {
  const { t } = useTranslation();
  const { standing, effectiveFrom } = book.version;

  return (
    <StateTag tone={standingTone[standing]}>
      {t(`rulebook.standing.${standing}`, { day: formatDay(effectiveFrom) })}
    </StateTag>
  );
}

function Sites({ book }: { book: Book }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="muted">{t('rulebook.sites')}</div>
      <div>{book.sites.map(({ name }) => name).join('、') || t('rulebook.noSite')}</div>
    </>
  );
}

/** The document arrives after the address: go to the clause it names once the clause is there. */
function useScrollToAnchor(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const target = window.document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    target?.scrollIntoView({ block: 'start' });
  }, [ready]);
}
