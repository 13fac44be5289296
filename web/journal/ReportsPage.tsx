/** 决策报表: who overrules, which clauses decide and which never do, disputes and how they end. */
import { Checkbox, Segmented } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { journalReports, type ReportTable, reportFilePath } from '#contract/journal-reports.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { Figure, Figures, Part, PrintButton } from '../shell/parts/Report.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useSession, useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ClauseTable, JudgeTable, OverriderTable, PartyTable, UnusedTable } from './ReportTables.tsx';

// The chart library is the heaviest part of the product: it comes only when a chart is looked at.
const ReportChart = lazy(async () => ({ default: (await import('./ReportChart.tsx')).ReportChart }));

export type Report = ResponseOf<typeof journalReports.decisions>;
type Day = Report['days'][number];

const defaults = { from: '', to: '', all: false };
const SPANS = [7, 30, 90, 365] as const;

const daysBack = (days: number): string =>
  dayjs(localToday())
    .subtract(days - 1, 'day')
    .format('YYYY-MM-DD');

/** Days without a decision are days too. */
function everyDay(from: string, to: string, days: readonly Day[]): Day[] {
  const known = new Map(days.map((one) => [one.day, one]));
  const count = dayjs(to).diff(dayjs(from), 'day') + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const day = dayjs(from).add(index, 'day').format('YYYY-MM-DD');
    return known.get(day) ?? { day, decisions: 0, overrides: 0 };
  });
}

export function ReportsPage() {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const { sites } = useSession();
  const [state, change] = useUrlState(defaults);
  const from = state.from || daysBack(30);
  const to = state.to || localToday();
  const filters = { from, to, ...(site && !state.all ? { siteId: site.id } : {}) };
  const query = useApiQuery(journalReports.decisions, { query: filters }, { live: [], keepPrevious: true });
  const report = query.data;
  const span = to === localToday() ? SPANS.find((days) => daysBack(days) === from) : undefined;
  return (
    <Page
      title={t('journal.reports.title')}
      subtitle={state.all || !site ? t('journal.allSites') : site.name}
      query={query}
      actions={<PrintButton />}
      filters={
        <>
          <Segmented
            value={span ?? 0}
            onChange={(days) => days > 0 && change({ from: days === 30 ? '' : daysBack(days), to: '' })}
            options={SPANS.map((days) => ({
              value: days as number,
              label: t('journal.reports.days', { count: days }),
            }))}
          />
          <DayInput label={t('journal.from')} value={from} max={to} onChange={(day) => change({ from: day })} />
          <span className="muted">–</span>
          <DayInput label={t('journal.to')} value={to} min={from} onChange={(day) => change({ to: day })} />
          {sites.length > 1 ? (
            <Checkbox checked={state.all} onChange={(event) => change({ all: event.target.checked })}>
              {t('journal.allSites')}
            </Checkbox>
          ) : null}
        </>
      }
    >
      {report ? <Body report={report} from={from} to={to} file={(table) => fileOf(filters, table)} /> : null}
    </Page>
  );
}

type Format = 'xlsx' | 'csv';
const fileOf =
  (filters: Readonly<Record<string, string>>, table: ReportTable) =>
  (format: Format): string =>
    `/api${reportFilePath}?${new URLSearchParams({ ...filters, table, format })}`;

interface BodyProps {
  readonly report: Report;
  readonly from: string;
  readonly to: string;
  readonly file: (table: ReportTable) => (format: Format) => string;
}

function Body({ report, from, to, file }: BodyProps) {
  const { t } = useTranslation();
  const { totals, disputes } = report;
  const period = { from, to };
  if (totals.decisions === 0 && disputes.opened === 0)
    return <EmptyState title={t('journal.reports.none')} text={t('journal.reports.none.text')} />;
  return (
    <>
      <Figures>
        <Figure label={t('journal.reports.decisions')} value={totals.decisions} />
        <Figure label={t('journal.reports.refused')} value={totals.refused} />
        <Figure label={t('journal.reports.overrides')} value={totals.overrides} />
        <Figure label={t('journal.reports.disputes')} value={disputes.opened} />
        <Figure label={t('journal.reports.toDepartment')} value={disputes.toDepartment} />
      </Figures>
      <Suspense fallback={<Loading />}>
        <ReportChart days={everyDay(from, to, report.days)} />
      </Suspense>
      <Part title={t('journal.reports.overriders')} file={file('overriders')}>
        <OverriderTable rows={report.overriders} period={period} />
      </Part>
      <Part title={t('journal.reports.clauses')} file={file('clauses')}>
        <ClauseTable rows={report.clauses} period={period} />
      </Part>
      <Part title={t('journal.reports.unused')} file={file('unused')} note={t('journal.reports.unused.text')}>
        <UnusedTable rows={report.unused} />
      </Part>
      <Part
        title={t('journal.reports.parties')}
        file={file('parties')}
        note={t('journal.reports.disputes.text', {
          opened: disputes.opened,
          settled: disputes.settled,
          agreed: disputes.agreed,
          ruled: disputes.ruled,
          appealed: disputes.appealed,
        })}
      >
        <PartyTable rows={disputes.parties} />
      </Part>
      <Part title={t('journal.reports.judges')} file={file('judges')}>
        <JudgeTable rows={disputes.judges} />
      </Part>
    </>
  );
}
