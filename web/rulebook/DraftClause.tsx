/** A clause in a draft: to be rewritten, moved, retired, with its faults beside it. Its buttons name what they do; the page hears them. */
import { lazy, memo, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Blocks } from './Blocks.tsx';
import { Citations, ClauseNumber, ExamplesOf } from './Clause.tsx';
import { Faults } from './Faults.tsx';
import type { ClauseOf, ClauseSource, Declarations, Edit, Problem } from './shapes.ts';

const ProseEditor = lazy(async () => ({ default: (await import('./ProseEditor.tsx')).ProseEditor }));

export interface Rewriting {
  readonly draftId: string;
  readonly source: ClauseSource;
  readonly taken: readonly string[];
  /** What is wrong with the clause as it is saved. */
  readonly known: readonly Problem[];
  readonly save: (edits: Edit[]) => Promise<boolean>;
  readonly onClose: () => void;
}

interface DraftClauseProps {
  readonly clause: ClauseOf;
  readonly declarations: Declarations;
  readonly showGloss: boolean;
  readonly problems: readonly Problem[] | undefined;
  /** Null: the draft cannot be changed by this person, or not now. */
  readonly mayEdit: boolean;
  readonly rewriting: Rewriting | null;
}

export const DraftClause = memo(function DraftClause(props: DraftClauseProps) {
  const { clause, declarations, showGloss, problems, mayEdit, rewriting } = props;
  return (
    <section id={clause.id} className="rule-clause" tabIndex={-1} data-clause={clause.id}>
      <ClauseNumber clause={clause} />
      <div className="rule-body">
        {rewriting ? (
          <Suspense>
            <ProseEditor {...rewriting} />
          </Suspense>
        ) : (
          <>
            <Blocks blocks={clause.body} declarations={declarations} />
            {showGloss ? <p className="rule-gloss">{clause.gloss}</p> : null}
            <div className="rule-foot no-print">
              <Citations ids={clause.cites} />
              <ExamplesOf clause={clause} />
              {mayEdit ? <ClauseTools /> : null}
            </div>
          </>
        )}
        {problems && !rewriting ? <Faults problems={problems} /> : null}
      </div>
    </section>
  );
});

export function ClauseTools() {
  const { t } = useTranslation();
  return (
    <span className="rule-clause-tools">
      <button type="button" className="rule-tool" data-act="rewrite">
        {t('rulebook.clause.rewrite')}
      </button>
      <button type="button" className="rule-tool" data-act="up" aria-label={t('rulebook.clause.up')}>
        ↑
      </button>
      <button type="button" className="rule-tool" data-act="down" aria-label={t('rulebook.clause.down')}>
        ↓
      </button>
      <button type="button" className="rule-tool" data-act="add">
        {t('rulebook.clause.addAfter')}
      </button>
      <button type="button" className="rule-tool" data-act="retire">
        {t('rulebook.clause.retire')}
      </button>
    </span>
  );
}
