/** A draft that does not compile at the moment: its clauses as they are written, each with what is wrong, until they stand again. */
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ClauseTools, type Rewriting } from './DraftClause.tsx';
import { Faults } from './Faults.tsx';
import { useTokenLabels } from './parameters.ts';
import { readProse } from './prose.ts';
import type { Draft, Problem } from './shapes.ts';
import './rulebook.css';

const ProseEditor = lazy(async () => ({ default: (await import('./ProseEditor.tsx')).ProseEditor }));

interface BrokenTextProps {
  readonly draft: Draft;
  readonly problems: Readonly<Record<string, Problem[]>>;
  readonly mayEdit: boolean;
  readonly rewritingOf: (clauseId: string) => Rewriting | null;
}

export function BrokenText({ draft, problems, mayEdit, rewritingOf }: BrokenTextProps) {
  const { t } = useTranslation();
  const labelOf = useTokenLabels();
  return (
    <div className="rulebook">
      <nav className="rule-contents no-print" aria-label={t('rulebook.faults')}>
        <ol>
          {draft.errors.map((problem) => {
            const clause = Object.keys(problems).find((id) => problems[id]?.includes(problem));
            return (
              <li key={`${problem.line} ${problem.en}`}>
                <a href={`#${clause ?? ''}`}>{clause || t('rulebook.line', { line: problem.line })}</a>
              </li>
            );
          })}
        </ol>
      </nav>
      <article className="rule-paper">
        <p className="rule-warn">{t('rulebook.draft.broken')}</p>
        <Faults problems={problems[''] ?? []} withLines />
        {draft.clauses.map((clause) => {
          const rewriting = rewritingOf(clause.id);
          const own = problems[clause.id];
          return (
            <section
              key={clause.id}
              id={clause.id}
              tabIndex={-1}
              data-clause={clause.id}
              className={own ? 'rule-clause is-broken' : 'rule-clause'}
            >
              <h3>
                <a href={`#${clause.id}`}>{clause.id}</a>
              </h3>
              <div className="rule-body">
                {rewriting ? (
                  <Suspense>
                    <ProseEditor {...rewriting} />
                  </Suspense>
                ) : (
                  <>
                    <p className="rule-written">{readProse(clause.text, labelOf).text}</p>
                    {mayEdit ? (
                      <div className="rule-foot no-print">
                        <ClauseTools />
                      </div>
                    ) : null}
                  </>
                )}
                {rewriting ? null : <Faults problems={own ?? []} />}
              </div>
            </section>
          );
        })}
      </article>
    </div>
  );
}
