/** What the draft changes, in words: kept folded until somebody wants it, open for the one who reviews. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { ChangeList } from './ChangeList.tsx';
import { ExampleResults, useExampleResults } from './ExampleResults.tsx';
import type { Draft } from './shapes.ts';

const NONE: readonly never[] = [];

export function DraftChanges({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(draft.whyNot.review === null && draft.review?.verdict === 'waiting');
  const from = String(draft.basedOn ?? draft.newest);
  return (
    <details className="rule-folded no-print" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('rulebook.changes.ofDraft', { number: from })}</summary>
      {open ? <Changes draft={draft} from={from} /> : null}
    </details>
  );
}

function Changes({ draft, from }: { draft: Draft; from: string }) {
  const { t } = useTranslation();
  const to = `draft:${draft.id}`;
  const results = useExampleResults(draft);
  const tries = usePermission('rulebook.try') !== null;
  const simulates = usePermission('rulebook.simulate') !== null;
  const diff = useApiQuery(
    authoring.diff,
    { params: { rulebookId: draft.rulebookId }, query: { from, to } },
    { live: ['rulebook'], keepPrevious: true, enabled: draft.document !== null },
  );
  if (draft.document === null) return <p className="muted">{t('rulebook.changes.broken')}</p>;
  if (diff.error) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Loading />;
  return (
    <>
      <ChangeList changes={diff.data.changes} hrefOf={(clause) => `#${clause}`} />
      <ExampleResults rows={results ?? NONE} />
      <div className="rule-tools">
        <Link to={`/rulebooks/${draft.rulebookId}/compare` as never} search={{ from, to } as never}>
          {t('rulebook.compare.full')}
        </Link>
        {tries ? (
          <Link to="/trials" search={{ book: draft.rulebookId, draft: draft.id } as never}>
            {t('rulebook.draft.try')}
          </Link>
        ) : null}
        {simulates ? (
          <Link to="/simulations" search={{ rulebookId: draft.rulebookId, under: to, ask: true } as never}>
            {t('rulebook.draft.simulate')}
          </Link>
        ) : null}
      </div>
    </>
  );
}
