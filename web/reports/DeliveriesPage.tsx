/** 准时交付: how many handovers were on the day the customer was told, by person, site and month. */
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { deliveryGroups, reports } from '#contract/reports.ts';
import { Grid } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { Part, PrintButton } from '../shell/parts/Report.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { fileOf } from './file-of.ts';
import { Period, periodDefaults, usePeriod } from './Period.tsx';
import './reports.css';

type Report = ResponseOf<typeof reports.deliveries>;
type Row = Report['rows'][number];
const counts = ['handedOver', 'promised', 'onTime', 'late', 'daysLate'] as const;
const defaults = { ...periodDefaults, by: 'person' };

const percent = (rate: number | null): string => (rate === null ? '—' : `${rate}%`);

export function DeliveriesPage() {
  const { t } = useTranslation();
  const [state, change] = useUrlState(defaults);
  const by = deliveryGroups.find((one) => one === state.by) ?? 'person';
  const filters = { ...usePeriod(state), by };
  const query = useApiQuery(reports.deliveries, { query: filters }, { live: ['deals'], keepPrevious: true });
  const report = query.data;
  return (
    <Page
      title={t('reports.deliveries.title')}
      subtitle={`${filters.from} – ${filters.to}`}
      query={query}
      actions={<PrintButton />}
      filters={
        <>
          <Segmented
            value={by}
            onChange={(value) => change({ by: value })}
            options={deliveryGroups.map((one) => ({ value: one as string, label: t(`reports.by.${one}`) }))}
          />
          <Period state={state} change={change} />
        </>
      }
    >
      {report ? <Totals report={report} /> : null}
      {report && report.rows.length === 0 ? (
        <EmptyState title={t('reports.deliveries.none')} text={t('reports.sales.none.text')} />
      ) : null}
      {report && report.rows.length > 0 ? (
        <Part title={t(`reports.by.${by}`)} file={fileOf(filters, 'deliveries')} note={t('reports.deliveries.note')}>
          <Rows rows={report.rows} />
        </Part>
      ) : null}
    </Page>
  );
}

/** The rate as a bar: on time, late, and how many are late and still here. */
function Totals({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const { totals, overdueNow } = report;
  const widest = Math.max(1, totals.promised);
  const bars = [
    ['onTime', totals.onTime, percent(totals.ratePercent)],
    ['late', totals.late, ''],
  ] as const;
  return (
    <ol className="funnel-bars" aria-label={t('reports.deliveries.title')}>
      {bars.map(([key, count, beside]) => (
        <li key={key}>
          <span>{t(`reports.deliveries.${key}`)}</span>
          <span className="funnel-track">
            <span style={{ width: `${(count * 100) / widest}%` }} />
          </span>
          <strong>{count}</strong>
          <span className="muted">{beside}</span>
        </li>
      ))}
      <li>
        <span>{t('reports.deliveries.overdueNow')}</span>
        <span className="muted">{t('reports.owed.note')}</span>
        <strong>{overdueNow}</strong>
        <span />
      </li>
    </ol>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation();
  if (useIsPhone())
    return (
      <div className="cards">
        {rows.map((row) => (
          <PhoneCard
            key={row.id}
            title={row.name}
            extra={percent(row.ratePercent)}
            lines={[counts.map((key) => `${t(`reports.deliveries.${key}`)} ${row[key]}`).join(' · ')]}
          />
        ))}
      </div>
    );
  return (
    <Grid
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: t('reports.group'), dataIndex: 'name', width: 160, fixed: 'left' },
        ...counts.map((key) => ({
          title: t(`reports.deliveries.${key}`),
          dataIndex: key,
          width: 110,
          align: 'right' as const,
        })),
        {
          title: t('reports.deliveries.rate'),
          width: 100,
          align: 'right',
          render: (_value: unknown, row: Row) => percent(row.ratePercent),
        },
      ]}
    />
  );
}
