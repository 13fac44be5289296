/** A keyset-paged list: a dense table on a desk PC (drawn in part when long), cards on a phone, "load more" on both. */
import { Button, Table, type TableProps } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paged } from '../queries.ts';
import { Loading } from './Loading.tsx';
import { EmptyState, ErrorState } from './states.tsx';
import { useIsPhone } from './use-is-phone.ts';

const VIRTUAL_FROM_ROWS = 120; // a plain table of more rows becomes slow; a virtual one cannot be printed or searched in the page
const BOTTOM_PX = 76;

interface DataListProps<Row> {
  /** From `useApiPages`, or `wholeList(query)` for a list that comes at once. */
  readonly pages: Paged<Row>;
  readonly rowKey: (row: Row) => string;
  /** Give every column a width: a virtual table needs them. */
  readonly columns: ColumnsType<Row>;
  /** One row on a phone, usually a PhoneCard. */
  readonly card: (row: Row) => ReactNode;
  readonly empty?: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly selection?: TableProps<Row>['rowSelection'];
  readonly rowClassName?: (row: Row) => string;
}

export function DataList<Row extends object>({
  pages,
  rowKey,
  columns,
  card,
  empty,
  onOpen,
  selection,
  rowClassName,
}: DataListProps<Row>) {
  const isPhone = useIsPhone();
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(560);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = box.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(320, window.innerHeight - Math.max(0, top) - BOTTOM_PX - 40));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);

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
  const virtual = pages.rows.length > VIRTUAL_FROM_ROWS;
  const width = columns.reduce((sum, column) => sum + (typeof column.width === 'number' ? column.width : 140), 0);
  return (
    <div ref={box}>
      <div className="list-surface">
        <Table<Row>
          size="middle"
          rowKey={rowKey}
          columns={columns}
          dataSource={pages.rows as Row[]}
          pagination={false}
          virtual={virtual}
          scroll={virtual ? { x: width, y: height } : { x: 'max-content' }}
          rowSelection={selection}
          rowClassName={(row) => [onOpen ? 'row-clickable' : '', rowClassName?.(row) ?? ''].filter(Boolean).join(' ')}
          onRow={onOpen ? (row) => ({ onClick: () => onOpen(row) }) : undefined}
        />
      </div>
      {more}
    </div>
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
