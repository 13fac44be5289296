/** 进度: sales and collections of a month against its plan, day by day, and the causes of what is bad. */
import { Link } from '@tanstack/react-router';
import { Alert, Input } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { position, positionFilePath } from '#contract/position.ts';
import { formatInstant, formatWan, formatYuan, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Grid } from '../shell/parts/Grid.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { Figure, Figures, Part, PrintButton } from '../shell/parts/Report.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './reports.css';

const PositionChart = lazy(async () => ({ default: (await import('./PositionChart.tsx')).PositionChart }));
const PlanDialog = lazy(async () => ({ default: (await import('./PositionDialogs.tsx')).PlanDialog }));
const CauseDialog = lazy(async () => ({ default: (await import('./PositionDialogs.tsx')).CauseDialog }));

export type Position = ResponseOf<typeof position.get>;
export type Duty = Position['duties'][number];
type Measured = NonNullable<Position['standing']>['salesFen'];
const defaults = { month: '' };

export function PositionPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [state, change] = useUrlState(defaults);
  const [planning, setPlanning] = useState(false);
  const month = state.month || localToday().slice(0, 7);
  const query = useApiQuery(
    position.get,
    { params: { siteId: site.id }, query: { month } },
    { live: ['position', 'deals', 'money', 'liaison'], keepPrevious: true },
  );
  const page = query.data;
  return (
    <Page
      title={t('reports.position.title')}
      subtitle={page ? t('reports.position.subtitle', { site: site.name, day: page.through }) : site.name}
      query={query}
      actions={
        page ? (
          <>
            <ActionButton
              label={t(page.plan ? 'reports.position.changePlan' : 'reports.position.setPlan')}
              disabledReason={page.whyNot.plan}
              onClick={() => setPlanning(true)}
            />
            <PrintButton />
          </>
        ) : null
      }
      filters={
        <Input
          type="month"
          value={month}
          aria-label={t('reports.position.month')}
          onChange={(event) => change({ month: event.target.value })}
          style={{ width: 150 }}
        />
      }
    >
      {page ? <Body page={page} siteId={site.id} /> : null}
      {page && planning ? (
        <Suspense fallback={null}>
          <PlanDialog siteId={site.id} page={page} onClose={() => setPlanning(false)} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Body({ page, siteId }: { readonly page: Position; readonly siteId: string }) {
  const { t } = useTranslation();
  const { standing, plan } = page;
  const note = (one: Measured, show: (value: number) => string): string =>
    t('reports.position.ofDue', { due: show(one.due), percent: one.percent ?? '—' });
  const file = (format: 'xlsx' | 'csv'): string =>
    `/api${positionFilePath}?${new URLSearchParams({ siteId, month: page.month, format })}`;
  const isBad = standing !== null && (standing.salesFen.isBelow || standing.collectionsFen.isBelow);
  return (
    <>
      {plan === null ? (
        <Alert type="info" showIcon title={t('reports.position.noPlan')} className="report-alert" />
      ) : null}
      {isBad ? (
        <Alert
          type="warning"
          showIcon
          className="report-alert"
          title={t('reports.position.below', { percent: page.floorPercent })}
        />
      ) : null}
      <Figures>
        <Figure
          label={t('reports.position.contracts')}
          value={page.actual.contracts}
          {...(standing ? { note: note(standing.contracts, String) } : {})}
        />
        <Figure
          label={t('reports.position.sales')}
          value={formatWan(page.actual.salesFen)}
          {...(standing ? { note: note(standing.salesFen, formatWan) } : {})}
        />
        <Figure
          label={t('reports.position.collections')}
          value={formatWan(page.actual.collectionsFen)}
          {...(standing ? { note: note(standing.collectionsFen, formatWan) } : {})}
        />
        {plan ? (
          <Figure
            label={t('reports.position.planOfMonth', { version: plan.version })}
            value={`${formatWan(plan.salesFen)} / ${formatWan(plan.collectionsFen)}`}
            note={t('reports.position.planBy', { name: plan.setBy?.name ?? '', contracts: plan.contracts })}
          />
        ) : null}
      </Figures>
      <Suspense fallback={<Loading />}>
        <PositionChart days={page.days} />
      </Suspense>
      <Duties duties={page.duties} siteId={siteId} />
      <Part title={t('reports.position.days')} file={file} note={t(`reports.position.counts.${page.counts}`)}>
        <Days page={page} />
      </Part>
      {page.versions.length > 1 ? <Versions page={page} /> : null}
    </>
  );
}

function Duties({ duties, siteId }: { readonly duties: readonly Duty[]; readonly siteId: string }) {
  const { t } = useTranslation();
  const [noting, setNoting] = useState<Duty | null>(null);
  if (duties.length === 0) return null;
  const tone = { open: 'bad', noted: 'waiting', closed: 'good' } as const;
  const line = (name: string, one: Measured): string =>
    t('reports.position.dutyLine', {
      name: t(`reports.position.${name}`),
      actual: formatWan(one.actual),
      due: formatWan(one.due),
      percent: one.percent ?? '—',
    });
  return (
    <section className="report-part">
      <header>
        <h2>{t('reports.position.duties')}</h2>
      </header>
      <ul className="position-duties">
        {duties.map((duty) => (
          <li key={duty.id}>
            <span>
              <b>{t('reports.position.through', { day: duty.through })}</b>{' '}
              <StateTag tone={tone[duty.state]}>{t(`reports.position.state.${duty.state}`)}</StateTag>
              <small className="muted">
                {line('sales', duty.sales)} · {line('collections', duty.collections)}
              </small>
              {duty.cause ? (
                <small>
                  {t('reports.position.causeBy', { cause: duty.cause, name: duty.notedBy?.name ?? '' })}{' '}
                  {formatInstant(duty.notedAt)}
                </small>
              ) : null}
            </span>
            <span className="no-print">
              {duty.note ? <Link to={`/liaison/${duty.note.id}`}>{duty.note.number}</Link> : null}
              {duty.state === 'open' ? (
                <ActionButton
                  size="small"
                  type="primary"
                  label={t('reports.position.noteCause')}
                  disabledReason={duty.whyNot}
                  onClick={() => setNoting(duty)}
                />
              ) : null}
              <WhyButton kind="icon" journalId={duty.journalId} />
            </span>
          </li>
        ))}
      </ul>
      {noting ? (
        <Suspense fallback={null}>
          <CauseDialog siteId={siteId} duty={noting} onClose={() => setNoting(null)} />
        </Suspense>
      ) : null}
    </section>
  );
}

type Day = Position['days'][number];
function Days({ page }: { readonly page: Position }) {
  const { t } = useTranslation();
  const days = page.days.filter(({ actual }) => actual !== null).reverse();
  const yuan = (fen: number | undefined): string => (fen === undefined ? '' : formatYuan(fen));
  if (useIsPhone())
    return (
      <div className="cards">
        {days.map((day) => (
          <PhoneCard
            key={day.day}
            title={day.day}
            extra={formatWan(day.actual?.salesFen ?? 0)}
            lines={(['sales', 'collections'] as const).map((name) =>
              t('reports.position.dayLine', {
                name: t(`reports.position.${name}`),
                actual: yuan(day.actual?.[`${name}Fen`]),
                due: yuan(day.due?.[`${name}Fen`]) || '—',
              }),
            )}
          />
        ))}
      </div>
    );
  const amount = (title: string, of: (day: Day) => number | undefined) => ({
    title: t(title),
    width: 130,
    align: 'right' as const,
    render: (_: unknown, day: Day) => yuan(of(day)),
  });
  return (
    <Grid
      rows={days}
      rowKey={({ day }) => day}
      columns={[
        {
          title: t('reports.day'),
          width: 150,
          fixed: 'left',
          render: (_, day) => (
            <>
              {day.day} {day.isPlanned ? null : <small className="muted">{t('reports.position.off')}</small>}
            </>
          ),
        },
        {
          title: t('reports.position.contracts'),
          width: 80,
          align: 'right',
          render: (_, day) => day.actual?.contracts,
        },
        { title: t('reports.position.due'), width: 80, align: 'right', render: (_, day) => day.due?.contracts },
        amount('reports.position.sales', ({ actual }) => actual?.salesFen),
        amount('reports.position.due', ({ due }) => due?.salesFen),
        amount('reports.position.collections', ({ actual }) => actual?.collectionsFen),
        amount('reports.position.due', ({ due }) => due?.collectionsFen),
      ]}
    />
  );
}

const Versions = ({ page }: { readonly page: Position }) => {
  const { t } = useTranslation();
  return (
    <section className="report-part">
      <header>
        <h2>{t('reports.position.versions')}</h2>
      </header>
      <ul className="position-duties">
        {page.versions.map((one) => (
          <li key={one.version}>
            <span>
              {t('reports.position.version', {
                version: one.version,
                contracts: one.contracts,
                sales: formatWan(one.salesFen),
                collections: formatWan(one.collectionsFen),
              })}
              <small className="muted">
                {one.setBy?.name} {formatInstant(one.setAt)} {one.reason}
              </small>
            </span>
            <WhyButton kind="icon" journalId={one.journalId} />
          </li>
        ))}
      </ul>
    </section>
  );
};
