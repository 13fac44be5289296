/** How well customers are looked after: contacts by day, and by person what they hold, reached, let lapse. */
import dayjs from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { inDays } from './words.ts';

// The chart library is the heaviest part of the product: it comes only when a chart is looked at.
const CoverageChart = lazy(async () => ({ default: (await import('./CoverageChart.tsx')).CoverageChart }));

const defaults = { from: '', to: '' };

type Day = ResponseOf<typeof claims.coverage>['days'][number];

/** Days without a contact are days too. */
function everyDay(from: string, to: string, days: readonly Day[]): Day[] {
  const known = new Map(days.map((one) => [one.day, one]));
  const count = dayjs(to).diff(dayjs(from), 'day') + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = dayjs(from).add(index, 'day').format('YYYY-MM-DD');
    return known.get(day) ?? { day, contacts: 0, valid: 0, customers: 0 };
  });
}

export function CoveragePage() {
  const { t } = useTranslation();
  const site = useSite();
  const [state, setState] = useUrlState(defaults);
  const from = state.from || inDays(-29);
  const to = state.to || localToday();
  const query = useApiQuery(
    claims.coverage,
    { query: { from, to, siteId: site.id } },
    { keepPrevious: true, staleTime: 60_000 },
  );
  const share = (row: { contacted: number; holding: number }) =>
    row.holding === 0 ? '—' : `${Math.round((row.contacted / row.holding) * 100)}%`;
  return (
    <Page
      title={t('claims.coverage.title')}
      query={query}
      filters={
        <>
          <DayInput
            label={t('claims.coverage.from')}
            value={from}
            max={to}
            onChange={(day) => day && setState({ from: day, to })}
          />
          <span className="muted">–</span>
          <DayInput
            label={t('claims.coverage.to')}
            value={to}
            min={from}
            max={localToday()}
            onChange={(day) => day && setState({ from, to: day })}
          />
        </>
      }
    >
      {query.data && query.data.days.length > 0 ? (
        <Suspense fallback={<Loading />}>
          <CoverageChart days={everyDay(from, to, query.data.days)} />
        </Suspense>
      ) : (
        <EmptyState title={t('claims.coverage.none')} />
      )}
      <DataList
        pages={wholeList(query, query.data?.people)}
        rowKey={(row) => row.staff.id}
        columns={[
          { title: t('claims.owner'), width: 130, render: (_, row) => row.staff.name },
          { title: t('claims.coverage.holding'), width: 110, align: 'right', dataIndex: 'holding' },
          { title: t('claims.coverage.contacted'), width: 130, align: 'right', dataIndex: 'contacted' },
          { title: t('claims.coverage.share'), width: 110, align: 'right', render: (_, row) => share(row) },
          { title: t('claims.coverage.contacts'), width: 110, align: 'right', dataIndex: 'contacts' },
          { title: t('claims.coverage.dueSoon'), width: 130, align: 'right', dataIndex: 'dueSoon' },
          { title: t('claims.coverage.lapsed'), width: 110, align: 'right', dataIndex: 'lapsed' },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.staff.name}
            extra={share(row)}
            lines={[
              t('claims.coverage.line', {
                holding: row.holding,
                contacted: row.contacted,
                dueSoon: row.dueSoon,
                lapsed: row.lapsed,
              }),
            ]}
          />
        )}
      />
    </Page>
  );
}
