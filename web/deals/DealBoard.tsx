/** Deals by stage, side by side: where they pile up shows by itself. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { formatRelative, formatWan } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { type DealRowOut, type DealState, stages, unitText } from './words.ts';

interface BoardProps {
  readonly siteId: string;
  readonly kind: string;
  readonly consultantId: string;
  readonly q: string;
}

export function DealBoard(props: BoardProps) {
  return (
    <div className="deal-board">
      {stages.map((state) => (
        <Stage key={state} state={state} {...props} />
      ))}
    </div>
  );
}

function Stage({ state, siteId, kind, consultantId, q }: BoardProps & { readonly state: DealState }) {
  const { t } = useTranslation();
  const pages = useApiPages(deals.list, {
    query: {
      siteId,
      state,
      limit: 30,
      ...(kind ? { kind: kind as DealRowOut['kind'] } : {}),
      ...(consultantId ? { consultantId } : {}),
      ...(q ? { q } : {}),
    },
  });
  const sum = pages.rows.reduce((total, row) => total + row.priceFen, 0);
  return (
    <section className="deal-stage">
      <h2>
        {t(`deals.state.${state}`)}
        <span className="muted">
          {pages.rows.length}
          {pages.hasMore ? '+' : ''} · {formatWan(sum)}
        </span>
      </h2>
      {pages.isLoading ? <Loading /> : null}
      {pages.error ? <ErrorState error={pages.error} onRetry={pages.retry} /> : null}
      {pages.rows.map((row) => (
        <Link key={row.id} to={`/deals/${row.id}`} className="deal-tile">
          <b>{unitText(row) || t('deals.noUnit')}</b>
          <span>{formatWan(row.priceFen)}</span>
          <span>
            {row.customer.name} · {row.consultant.name}
          </span>
          <span className="muted">{formatRelative(row.stateSince)}</span>
          {row.waitsFor === 'nothing' ? null : <em>{t(`deals.waits.${row.waitsFor}`)}</em>}
        </Link>
      ))}
      {pages.hasMore ? (
        <button type="button" className="plain-button" onClick={pages.loadMore}>
          {t('shell.loadMore')}
        </button>
      ) : null}
    </section>
  );
}
