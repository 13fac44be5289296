/** A rulebook as a document: chapters and clauses to read, print and link to, with what lately rested on each clause. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Select, Switch } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
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
import { Blocks } from './Blocks.tsx';
import { CatalogueDrawer } from './CatalogueDrawer.tsx';
import { Clause } from './Clause.tsx';
import { EditingContext, useEdits } from './editing.ts';
import { isFromTheBeginning, since } from './since.ts';
import './rulebook.css';

const PublishBar = lazy(async () => ({ default: (await import('./PublishBar.tsx')).PublishBar }));

type Document = ResponseOf<typeof rulebook.document>;
const filters = { number: 0, gloss: false };

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
  const [citation, setCitation] = useState<string | null>(null);
  const book = document.data;
  const mayPublish = usePermission('rulebook.publish') !== null;
  const edits = useEdits();
  const [isEditing, setEditing] = useState(false);
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
            <span className="rule-switch">
              <Switch
                size="small"
                aria-label={t('rulebook.gloss')}
                checked={showGloss}
                onChange={(gloss) => change({ gloss })}
              />
              {t('rulebook.gloss')}
            </span>
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
            {mayPublish ? (
              <ActionButton
                label={t('rulebook.edit')}
                disabledReason={isNewest(book) ? null : t('rulebook.edit.newestOnly')}
                onClick={() => setEditing(true)}
              />
            ) : null}
            <AdoptButton book={book} />
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('shell.print')}
            </Button>
          </>
        ) : null
      }
    >
      {book ? (
        <EditingContext value={isEditing ? edits : null}>
          <div className="rulebook">
            <Contents book={book} />
            <article className="rule-paper">
              <header className="rule-head">
                <h1>{book.meta.title}</h1>
                {showGloss ? <p className="rule-gloss">{book.meta.gloss}</p> : null}
                <p className="muted">
                  {t('rulebook.number', { number: book.version.number })} · {inForce(book, t)}
                </p>
              </header>
              {book.chapters.map((chapter, index) => (
                <section key={chapter.title} id={`chapter-${index + 1}`} className="rule-chapter">
                  <h2>
                    {chapter.title}
                    {showGloss ? <span className="rule-gloss"> {chapter.gloss}</span> : null}
                  </h2>
                  <Blocks blocks={chapter.notes} declarations={book.parameters} />
                  {chapter.clauses.map((clause) => (
                    <Clause
                      key={clause.id}
                      clause={clause}
                      declarations={book.parameters}
                      showGloss={showGloss}
                      decisions={decisions.data?.clauses[clause.id] ?? []}
                      onCitation={setCitation}
                    />
                  ))}
                </section>
              ))}
            </article>
          </div>
          {isEditing ? (
            <Suspense>
              <PublishBar
                book={book}
                editing={edits}
                onDone={() => {
                  edits.clear();
                  setEditing(false);
                }}
              />
            </Suspense>
          ) : null}
        </EditingContext>
      ) : null}
      {citation ? <CatalogueDrawer id={citation} onClose={() => setCitation(null)} /> : null}
    </Page>
  );
}

/** Changes are made on the newest version, whether it is in force yet or not. */
const isNewest = (book: Document): boolean => book.versions.every(({ number }) => number <= book.version.number);

const inForce = (book: Document, t: TFunction): string =>
  isFromTheBeginning(book.version)
    ? t('rulebook.always')
    : t('rulebook.inForceFrom', { day: formatDay(book.version.effectiveFrom) });

function Standing({ book }: { book: Document }) {
  const { t } = useTranslation();
  const { standing, effectiveFrom } = book.version;
  if (standing === 'current') return <StateTag tone="good">{t('rulebook.standing.current')}</StateTag>;
  if (standing === 'past') return <StateTag>{t('rulebook.standing.past')}</StateTag>;
  return <StateTag tone="waiting">{t('rulebook.standing.coming', { day: formatDay(effectiveFrom) })}</StateTag>;
}

function Contents({ book }: { book: Document }) {
  const { t } = useTranslation();
  return (
    <nav className="rule-contents no-print" aria-label={t('rulebook.contents')}>
      <ol>
        {book.chapters.map((chapter, index) => (
          <li key={chapter.title}>
            <a href={`#chapter-${index + 1}`}>{chapter.title}</a>
          </li>
        ))}
      </ol>
      <div className="muted">{t('rulebook.sites')}</div>
      <div>{book.sites.map(({ name }) => name).join('、') || t('rulebook.noSite')}</div>
    </nav>
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
