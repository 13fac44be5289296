/** A keyset-paged list: a dense table on a desk PC, cards on a phone, "load more" on both. */
import { Button } from 'antd';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paged } from '../queries.ts';
import { Grid, type GridColumn, type GridSelection } from './Grid.tsx';
import { Loading } from './Loading.tsx';
import { EmptyState, ErrorState } from './states.tsx';
import { useIsPhone } from './use-is-phone.ts';

interface DataListProps<Row> {
  /** From `useApiPages`, or `wholeList(query)` for a list that comes at once. */
  readonly pages: Paged<Row>;
  readonly rowKey: (row: Row) => string;
  /** title, dataIndex or render, width (a number, every column), align, ellipsis, fixed: 'left'. */
  readonly columns: readonly GridColumn<Row>[];
  /** One row on a phone, usually a PhoneCard. */
  readonly card: (row: Row) => ReactNode;
  readonly empty?: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly selection?: GridSelection;
  readonly rowClassName?: (row: Row) => string;
}

export function DataList<Row extends object>(props: DataListProps<Row>) {
  const { pages, rowKey, columns, card, empty, onOpen, selection, rowClassName } = props;
  const isPhone = useIsPhone();
  if (pages.isLoading) return <Loading />;
  if (pages.error && pages.rows.length === 0) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.rows.length === 0) return <>{empty ?? <EmptyState />}</>;
  const more = <LoadMore pages={pages} />;
  if (isPhone)
    return (
      <div className="cards">
        {pages.rows.map((row) => (
          <div key={rowKey(row)}>{card(row)}</div>
        ))}
        {more}
      </div>
    );
  return (
    <>
      <Grid
        rows={pages.rows}
        columns={columns as readonly GridColumn<Row>[]}
        {...{ rowKey, onOpen, selection, rowClassName }}
      />
      {more}
    </>
  );
}

function LoadMore<Row>({ pages }: { pages: Paged<Row> }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { hasMore, isLoadingMore, loadMore } = pages;
  const latest = useRef(loadMore);
  latest.current = loadMore;
  useLayoutEffect(() => {
    if (!hasMore || isLoadingMore || !end.current) return;
    // A page further when its end comes near; the button serves keyboards and readers.
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && latest.current(), {
      rootMargin: '300px',
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasMore, isLoadingMore]);
  if (!hasMore) return <div className="list-more">{t('shell.end')}</div>;
  return (
    <div className="list-more" ref={end}>
      <Button loading={isLoadingMore} onClick={loadMore}>
        {t('shell.loadMore')}
      </Button>
    </div>
  );
}
