/** 销售漏斗: how far the customers of a period have come, from the door to the handover. */
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { reports } from '#contract/reports.ts';
import { Grid } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { Part, PrintButton } from '../shell/parts/Report.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { fileOf } from './file-of.ts';
import { Period, periodDefaults, usePeriod } from './Period.tsx';
import './reports.css';

type Funnel = ResponseOf<typeof reports.funnel>;
type Row = Funnel['rows'][number];
const stages = ['visits', 'registered', 'held', 'subscribed', 'contracted', 'handedOver'] as const;
const groups = ['person', 'team', 'source', 'site'] as const;
const defaults = { ...periodDefaults, by: 'person' };

const share = (part: number, whole: number): string => (whole === 0 ? '' : `${Math.round((part * 100) / whole)}%`);

export function FunnelPage() {
  const { t } = useTranslation();
  const [state, change] = useUrlState(defaults);
  const by = groups.find((one) => one === state.by) ?? 'person';
  const filters = { ...usePeriod(state), by };
  const query = useApiQuery(reports.funnel, { query: filters }, { live: ['deals', 'desk'], keepPrevious: true });
  const report = query.data;
  return (
    <Page
      title={t('reports.funnel.title')}
      subtitle={`${filters.from} – ${filters.to}`}
      query={query}
      actions={<PrintButton />}
      filters={
        <>
          <Segmented
            value={by}
            onChange={(value) => change({ by: value })}
            options={groups.map((one) => ({ value: one as string, label: t(`reports.by.${one}`) }))}
          />
          <Period state={state} change={change} />
        </>
      }
    >
      {report && report.rows.length === 0 ? (
        <EmptyState title={t('reports.sales.none')} text={t('reports.sales.none.text')} />
      ) : null}
      {report && report.rows.length > 0 ? (
        <>
          <Bars totals={report.totals} />
          <Part title={t(`reports.by.${by}`)} file={fileOf(filters, 'funnel')} note={t('reports.funnel.note')}>
            <Rows rows={report.rows.map((row) => ({ ...row, name: nameOf(row, by, t) }))} />
          </Part>
        </>
      ) : null}
    </Page>
  );
}

const nameOf = (row: Row, by: (typeof groups)[number], t: (key: string) => string): string =>
  by === 'source' && row.id ? t(`customers.source.${row.id}`) : row.name || t('reports.nobody');

/** Each stage as wide as what is left of the registered; visits stand above, on the same measure. */
function Bars({ totals }: { readonly totals: Funnel['totals'] }) {
  const { t } = useTranslation();
  const widest = Math.max(1, ...stages.map((stage) => totals[stage]));
  return (
    <ol className="funnel-bars" aria-label={t('reports.funnel.title')}>
      {stages.map((stage, index) => {
        const before = stages[index - 1];
        return (
          <li key={stage}>
            <span>{t(`reports.funnel.${stage}`)}</span>
            <span className="funnel-track">
              <span style={{ width: `${(totals[stage] * 100) / widest}%` }} />
            </span>
            <strong>{totals[stage]}</strong>
            <span className="muted">{before && index > 1 ? share(totals[stage], totals[before]) : ''}</span>
          </li>
        );
      })}
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
            key={row.id ?? ''}
            title={row.name}
            extra={share(row.subscribed, row.registered)}
            lines={[
              stages
                .slice(0, 3)
                .map((stage) => `${t(`reports.funnel.${stage}`)} ${row[stage]}`)
                .join(' · '),
              stages
                .slice(3)
                .map((stage) => `${t(`reports.funnel.${stage}`)} ${row[stage]}`)
                .join(' · '),
            ]}
          />
        ))}
      </div>
    );
  return (
    <Grid
      rows={rows}
      rowKey={(row) => row.id ?? ''}
      columns={[
        { title: t('reports.group'), dataIndex: 'name', width: 160, fixed: 'left' },
        ...stages.map((stage) => ({
          title: t(`reports.funnel.${stage}`),
          dataIndex: stage,
          width: 90,
          align: 'right',
        })),
        {
          title: t('reports.closing'),
          width: 100,
          align: 'right',
          render: (_value: unknown, row: Row) => share(row.subscribed, row.registered),
        },
      ]}
    />
  );
}
