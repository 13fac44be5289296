/** "Why?": the outcome in a sentence, the clauses as they read then, and whoever was not chosen with the reason. */
import { Link } from '@tanstack/react-router';
import { Collapse } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { Blocks } from '../rulebook/Blocks.tsx';
import { CatalogueDrawer } from '../rulebook/CatalogueDrawer.tsx';
import { formatFull } from '../shell/format.ts';
import { currentLanguage, textOf, wordsOf } from '../shell/i18n.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import '../rulebook/rulebook.css';

type Entry = ResponseOf<typeof journal.entry>;

export function Explanation({ journalId }: { journalId: string }) {
  const answer = useApiQuery(journal.entry, { params: { journalId } }, { live: [] });
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return answer.data ? <Explained entry={answer.data} /> : <Loading />;
}

function Explained({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const [citation, setCitation] = useState<string | null>(null);
  const mayTry = usePermission('rulebook.try');
  const unstated = entry.citations.filter(({ houseClauses }) => houseClauses.length === 0);
  return (
    <div className="why">
      <p className="why-summary">{textOf(entry.summary)}</p>
      <p className="muted">
        {textOf(entry.title)} · {formatFull(entry.at)} · {entry.actor?.name ?? t('journal.system')}
        {entry.site ? ` · ${entry.site.name}` : ''}
      </p>
      {entry.reason ? <p>{t('journal.reasonGiven', { reason: wordsOf(entry.reason) })}</p> : null}
      {entry.overruledBy ? (
        <p>
          <StateTag tone="waiting">{t('journal.overruled')}</StateTag> <WhyButton journalId={entry.overruledBy} />
        </p>
      ) : null}
      {entry.overrides ? (
        <p>
          {t('journal.overrides')} <WhyButton journalId={entry.overrides} />
        </p>
      ) : null}
      {entry.clauses.length > 0 ? <h3>{t('journal.restsOn')}</h3> : null}
      {entry.clauses.map((clause) => (
        <div key={clause.id} className="why-clause">
          <div className="muted">
            <ClauseLink entry={entry} clauseId={clause.id}>
              {t('rulebook.article', { number: clause.order })} {clause.id}
            </ClauseLink>
          </div>
          <Blocks blocks={clause.body} />
          {currentLanguage() === 'en' ? <p className="rule-gloss">{clause.gloss}</p> : null}
        </div>
      ))}
      {entry.rejected.length > 0 ? (
        <>
          <h3>{t('journal.notChosen')}</h3>
          <ul className="why-list">
            {entry.rejected.map((other) => (
              <li key={`${other.what} ${other.reason}`}>
                <strong>{other.name}</strong> {textOf(other)}{' '}
                <span className="muted">{other.houseClauses.join(' ')}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {unstated.length > 0 ? (
        <>
          <h3>{t('journal.alsoCited')}</h3>
          {unstated.map(({ id }) => (
            <button key={id} type="button" className="rule-cite" onClick={() => setCitation(id)}>
              {id}
            </button>
          ))}
        </>
      ) : null}
      {entry.rulebook ? (
        <p className="muted">{t('journal.under', { title: entry.rulebook.title, number: entry.rulebook.number })}</p>
      ) : (
        <p className="muted">{t('journal.underDefaults')}</p>
      )}
      {entry.facts === null || entry.facts === undefined ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'facts',
              label: t('journal.facts'),
              children: <pre className="why-facts">{JSON.stringify(entry.facts, null, 2)}</pre>,
            },
          ]}
        />
      )}
      {mayTry && entry.facts !== null && entry.facts !== undefined ? (
        <Link className="no-print" to="/trials" search={{ entry: entry.id } as never}>
          {t('journal.try')}
        </Link>
      ) : null}
      {citation ? <CatalogueDrawer id={citation} onClose={() => setCitation(null)} /> : null}
    </div>
  );
}

/** Opens the document at the clause, in the version the decision was made under. */
function ClauseLink({ entry, clauseId, children }: { entry: Entry; clauseId: string; children: React.ReactNode }) {
  if (!entry.rulebook) return <>{children}</>;
  const { rulebookId, number } = entry.rulebook;
  return (
    <Link to={`/rulebooks/${rulebookId}` as never} search={{ number } as never} hash={clauseId}>
      {children}
    </Link>
  );
}
