/** 销售报表: what happened in a day, a month or any period, by day and person. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { reports } from '#contract/reports.ts';
import { formatWan, formatYuan } from '../shell/format.ts';
import { Grid, type GridColumn } from '../shell/parts/Grid.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { Figure, Figures, Part, PrintButton } from '../shell/parts/Report.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { fileOf } from './file-of.ts';
import { Period, periodDefaults, usePeriod } from './Period.tsx';

const SalesChart = lazy(async () => ({ default: (await import('./SalesChart.tsx')).SalesChart }));

export type Report = ResponseOf<typeof reports.sales>;
type Totals = Report['totals'];

export function SalesPage() {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const [state, change] = useUrlState(periodDefaults);
  const filters = usePeriod(state);
  const live = ['deals', 'money', 'desk'];
  const query = useApiQuery(reports.sales, { query: filters }, { live, keepPrevious: true });
  return (
    <Page
      title={t('reports.sales.title')}
      subtitle={`${state.all || !site ? t('reports.allSites') : site.name} ${filters.from} – ${filters.to}`}
      query={query}
      actions={<PrintButton />}
      filters={<Period state={state} change={change} />}
    >
      {query.data ? <Body report={query.data} filters={filters} /> : null}
    </Page>
  );
}

interface BodyProps {
  readonly report: Report;
  readonly filters: Readonly<Record<string, string>>;
}

function Body({ report, filters }: BodyProps) {
  const { t } = useTranslation();
  const { totals } = report;
  const ledger = (stage: string): { to: never; search: never } => ({
    to: '/reports/ledger' as never,
    search: { ...filters, stage } as never,
  });
  const money = (fen: number): string => t('reports.yuan', { sum: formatYuan(fen) });
  if (report.days.length === 0)
    return <EmptyState title={t('reports.sales.none')} text={t('reports.sales.none.text')} />;
  return (
    <>
      <Figures>
        <Figure label={t('reports.visits')} value={totals.visits} />
        <Figure label={t('reports.registrations')} value={totals.registrations} />
        <Figure label={t('reports.holds')} value={totals.holds} />
        <Link {...ledger('subscribed')}>
          <Figure
            label={t('reports.subscriptions')}
            value={totals.subscriptions}
            note={formatWan(totals.subscribedFen)}
          />
        </Link>
        <Link {...ledger('contracted')}>
          <Figure label={t('reports.contracts')} value={totals.contracts} note={formatWan(totals.contractedFen)} />
        </Link>
        <Link {...ledger('handed_over')}>
          <Figure label={t('reports.handovers')} value={totals.handovers} note={formatWan(totals.handedOverFen)} />
        </Link>
        <Link {...ledger('cancelled')}>
          <Figure
            label={t('reports.cancellations')}
            value={totals.cancellations}
            note={formatWan(totals.cancelledFen)}
          />
        </Link>
        <Figure label={t('reports.received')} value={formatWan(totals.receivedFen)} note={money(totals.receivedFen)} />
        <Figure label={t('reports.refunded')} value={formatWan(totals.refundedFen)} note={money(totals.refundedFen)} />
        <Figure label={t('reports.owed')} value={formatWan(report.owedFen)} note={t('reports.owed.note')} />
      </Figures>
      {report.methods.length > 0 ? (
        <p className="muted">
          {report.methods.map(({ method, fen }) => `${t(`reports.method.${method}`)} ${money(fen)}`).join(' · ')}
        </p>
      ) : null}
      {report.days.length > 1 ? (
        <Suspense fallback={<Loading />}>
          <SalesChart days={report.days} />
        </Suspense>
      ) : null}
      <Part title={t('reports.people')} file={fileOf(filters, 'people')}>
        <FigureTable
          rows={report.people.map((row) => ({ ...row, id: row.person?.id ?? '', name: row.person?.name ?? '—' }))}
          first={t('reports.person')}
        />
      </Part>
      <Part title={t('reports.days')} file={fileOf(filters, 'days')}>
        <FigureTable
          rows={report.days.map((row) => ({ ...row, id: row.day, name: row.day }))}
          first={t('reports.day')}
        />
      </Part>
    </>
  );
}

type NamedFigures = Totals & { readonly id: string; readonly name: string };

function FigureTable({ rows, first }: { readonly rows: readonly NamedFigures[]; readonly first: string }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const count = (title: string, key: keyof Totals): GridColumn<NamedFigures> => ({
    title: t(`reports.${title}`),
    dataIndex: key,
    width: 76,
    align: 'right',
  });
  const amount = (title: string, key: keyof Totals): GridColumn<NamedFigures> => ({
    title: t(`reports.${title}`),
    width: 120,
    align: 'right',
    render: (_value, row) => (row[key] === 0 ? '' : formatYuan(row[key])),
  });
  if (isPhone)
    return (
      <div className="cards">
        {rows.map((row) => (
          <PhoneCard
            key={row.id}
            title={row.name}
            extra={formatWan(row.receivedFen)}
            lines={[
              `${t('reports.visits')} ${row.visits} · ${t('reports.registrations')} ${row.registrations} · ${t('reports.holds')} ${row.holds}`,
              `${t('reports.subscriptions')} ${row.subscriptions} · ${t('reports.contracts')} ${row.contracts} · ${t('reports.handovers')} ${row.handovers} · ${t('reports.cancellations')} ${row.cancellations}`,
            ]}
          />
        ))}
      </div>
    );
  return (
    <Grid
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: first, dataIndex: 'name', width: 110, fixed: 'left' },
        count('visits', 'visits'),
        count('registrations', 'registrations'),
        count('holds', 'holds'),
        count('subscriptions', 'subscriptions'),
        amount('subscribedFen', 'subscribedFen'),
        count('contracts', 'contracts'),
        amount('contractedFen', 'contractedFen'),
        count('handovers', 'handovers'),
        count('cancellations', 'cancellations'),
        amount('received', 'receivedFen'),
        amount('refunded', 'refundedFen'),
      ]}
    />
  );
}
