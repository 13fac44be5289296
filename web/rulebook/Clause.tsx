/** One clause: its text, what it cites, and the decisions that rested on it lately. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { DecisionRow } from '../journal/DecisionRow.tsx';
import { Blocks, type ClauseOf, type Declarations } from './Blocks.tsx';

type Decision = ResponseOf<typeof journal.list>['rows'][number];

interface ClauseProps {
  readonly clause: ClauseOf;
  readonly declarations?: Declarations;
  readonly showGloss: boolean;
  readonly decisions: readonly Decision[];
  readonly onCitation: (id: string) => void;
}

export function Clause({ clause, declarations, showGloss, decisions, onCitation }: ClauseProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section id={clause.id} className="rule-clause">
      <h3>
        <a href={`#${clause.id}`}>{t('rulebook.article', { number: clause.order })}</a>
        <span className="rule-id">{clause.id}</span>
      </h3>
      <div className="rule-body">
        <Blocks blocks={clause.body} declarations={declarations} />
        {showGloss ? <p className="rule-gloss">{clause.gloss}</p> : null}
        <div className="rule-foot no-print">
          {clause.cites.map((id) => (
            <button key={id} type="button" className="rule-cite" onClick={() => onCitation(id)}>
              {id}
            </button>
          ))}
          {decisions.length > 0 ? (
            <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('rulebook.lately', { count: decisions.length })}
            </Button>
          ) : null}
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
}
