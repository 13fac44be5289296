/** One clause: its text, what it cites, and the decisions that rested on it lately. */
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { DecisionRow } from '../journal/DecisionRow.tsx';
import { Blocks } from './Blocks.tsx';
import type { ClauseOf, Declarations } from './shapes.ts';

export type Decision = ResponseOf<typeof journal.list>['rows'][number];

interface ClauseProps {
  readonly clause: ClauseOf;
  readonly declarations?: Declarations;
  readonly showGloss: boolean;
  readonly decisions: readonly Decision[];
}

/** Drawn again only when it changes: a document has two hundred. The page around it hears its clicks. */
export const Clause = memo(function Clause({ clause, declarations, showGloss, decisions }: ClauseProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section id={clause.id} className="rule-clause">
      <ClauseNumber clause={clause} />
      <div className="rule-body">
        <Blocks blocks={clause.body} declarations={declarations} />
        {showGloss ? <p className="rule-gloss">{clause.gloss}</p> : null}
        <div className="rule-foot no-print">
          <Citations ids={clause.cites} />
          {decisions.length > 0 ? (
            <button type="button" className="rule-tool" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('rulebook.lately', { count: decisions.length })}
            </button>
          ) : null}
          <ExamplesOf clause={clause} />
        </div>
        {open ? (
          <div className="rule-lately no-print">
            {decisions.map((decision) => (
              <DecisionRow key={decision.id} decision={decision} />
            ))}
          </div>
        ) : null}
      </div>
    </section>
  );
});

/** The everyday cases a clause answers, unfolded on demand. */
export function ExamplesOf({ clause }: { clause: ClauseOf }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (clause.examples.length === 0) return null;
  return (
    <details className="rule-cases" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('rulebook.examples', { count: clause.examples.length })}</summary>
      {/* A document has hundreds: they are drawn for whoever unfolds them. */}
      <ul>
        {(open ? clause.examples : []).map((example) => (
          <li key={example.id}>
            {currentLanguage() === 'en' ? example.gloss : example.text}{' '}
            <span className="muted">
              {example.id} ·{' '}
              {example.expect.accepted
                ? t('rulebook.examples.accepted')
                : t('rulebook.examples.refused', { code: example.expect.code ?? '' })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function ClauseNumber({ clause }: { clause: Pick<ClauseOf, 'id' | 'order'> }) {
  const { t } = useTranslation();
  return (
    <h3>
      <a href={`#${clause.id}`}>{t('rulebook.article', { number: clause.order })}</a>
      <span className="rule-id">{clause.id}</span>
    </h3>
  );
}

export const Citations = ({ ids }: { ids: readonly string[] }) =>
  ids.map((id) => (
    <button key={id} type="button" className="rule-cite" data-cite={id}>
      {id}
    </button>
  ));
