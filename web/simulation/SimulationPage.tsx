/** What a simulation found: how much would change and how surely, by person, by clause, and one by one. */
import { Alert, Progress, Segmented, Select } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { simulation, type SimulationResult } from '#contract/simulation.ts';
import { askConfirm } from '../shell/feedback.tsx';
import { formatDay, formatInstant, lastDayOf } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Grid } from '../shell/parts/Grid.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ChangeList } from './ChangeList.tsx';
import { percentOf, StateOf } from './parts.tsx';
import './simulation.css';

const FiguresChart = lazy(async () => ({ default: (await import('./FiguresChart.tsx')).FiguresChart }));

type One = ResponseOf<typeof simulation.one>;
type Result = z.output<typeof SimulationResult>;
type Person = Result['people'][number];
const topics = ['turn', 'customer', 'split', 'other'] as const;
const defaults = { topic: '', certainty: '', personId: '', clause: '' };
type Filters = typeof defaults;

export function SimulationPage() {
  const { t } = useTranslation();
  const { simulationId } = useRouteParams<'simulationId'>();
  const query = useApiQuery(
    simulation.one,
    { params: { simulationId } },
    { live: ['simulations'], keepPrevious: true },
  );
  const one = query.data;
  return (
    <Page
      title={one?.rulebook.title ?? t('simulation.menu')}
      subtitle={one ? t('simulation.line', lineOf(one)) : null}
      query={query}
      actions={one ? <Actions one={one} /> : null}
    >
      {one ? <Body one={one} /> : null}
    </Page>
  );
}

const lineOf = (one: One) => ({
  under: textOf(one.under),
  from: formatDay(one.from),
  to: lastDayOf(one.to),
  sites: one.sites.map((site) => site.name).join('、'),
});

function Actions({ one }: { one: One }) {
  const { t } = useTranslation();
  const cancel = useApiCommand(simulation.cancel);
  const open = one.state === 'waiting' || one.state === 'running';
  if (!open)
    return one.result ? (
      <ActionButton label={t('simulation.print')} onClick={() => window.print()} />
    ) : (
      <StateOf row={one} />
    );
  return (
    <ActionButton
      danger
      label={t('simulation.cancel')}
      disabledReason={one.cancelRequested ? t('simulation.state.cancelling') : null}
      onClick={async () => {
        if (await askConfirm({ title: t('simulation.cancel.sure'), danger: true }))
          await cancel.mutateAsync({ params: { simulationId: one.id } });
      }}
    />
  );
}

function Body({ one }: { one: One }) {
  const { t } = useTranslation();
  const [filters, change] = useUrlState(defaults);
  if (one.state === 'cancelled') return <EmptyState title={t('simulation.state.cancelled')} />;
  if (one.state === 'failed')
    return <EmptyState title={t('simulation.state.failed')} text={t('simulation.failed.text')} />;
  if (!one.result)
    return (
      <div className="simulation-progress">
        <Progress percent={percentOf(one)} status="active" />
        <span className="muted">{t('simulation.progress', { done: one.done, total: one.total })}</span>
      </div>
    );
  const { result } = one;
  if (result.changes === 0 && result.blind.length === 0)
    return (
      <EmptyState
        title={t('simulation.nothing')}
        text={t('simulation.nothing.text', { decided: result.decided, at: formatInstant(one.endedAt) })}
      />
    );
  return (
    <>
      <Cards result={result} filters={filters} onChange={change} />
      <Alert type="info" showIcon title={t('simulation.honest')} description={t('simulation.honest.text')} />
      <Blind result={result} />
      <Section title={t('simulation.people')}>
        <Suspense fallback={<Loading />}>
          <FiguresChart people={result.people} />
        </Suspense>
        <Fairness result={result} />
        <People people={result.people} onOpen={(personId) => change({ personId })} />
      </Section>
      <Section title={t('simulation.clauses')}>
        <div className="simulation-clauses">
          {byHouseClause(result.clauses).map(({ clause, title, changes }) => (
            <button
              type="button"
              key={clause}
              className={filters.clause === clause ? 'chosen' : ''}
              title={title}
              onClick={() => change({ clause: filters.clause === clause ? '' : clause })}
            >
              {clause}
              <b>{changes}</b>
            </button>
          ))}
        </div>
      </Section>
      <Section title={t('simulation.list')}>
        <Narrow result={result} filters={filters} onChange={change} />
        <ChangeList simulationId={one.id} filters={filters} />
        {result.kept < result.changes ? (
          <p className="muted">{t('simulation.kept', { kept: result.kept, changes: result.changes })}</p>
        ) : null}
      </Section>
    </>
  );
}

/** One chip a clause of the house; a catalogue clause that the text does not put into practice stands for itself. */
function byHouseClause(clauses: Result['clauses']): { clause: string; title: string; changes: number }[] {
  const found = new Map<string, { clause: string; title: string; changes: number }>();
  for (const { clause, houseClauses, changes } of clauses)
    for (const house of houseClauses.length > 0 ? houseClauses : [clause]) {
      const known = found.get(house);
      // Several catalogue clauses behind one of the house are mostly the same changes: the largest count is theirs together.
      if (known)
        found.set(house, { ...known, title: `${known.title} ${clause}`, changes: Math.max(known.changes, changes) });
      else found.set(house, { clause: house, title: clause, changes });
    }
  return [...found.values()];
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="simulation-section">
    <h2>{title}</h2>
    {children}
  </section>
);

/** What the journal of the time could not know is said, or silence would read as "nothing changes". */
function Blind({ result }: { result: Result }) {
  const { t } = useTranslation();
  if (result.blind.length === 0) return null;
  const names = result.blind.map(({ label }) => textOf(label)).join('、');
  return <Alert type="warning" showIcon style={{ marginTop: 12 }} title={t('simulation.blind', { names })} />;
}

interface FilterProps {
  readonly result: Result;
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
}

/** How many of each kind, large; a press narrows the list below. */
function Cards({ result, filters, onChange }: FilterProps) {
  const { t } = useTranslation();
  return (
    <div className="simulation-cards">
      {topics.map((topic) => {
        const { exact = 0, firstOrder = 0 } = result.counts[topic] ?? {};
        return (
          <button
            type="button"
            key={topic}
            aria-pressed={filters.topic === topic}
            onClick={() => onChange({ topic: filters.topic === topic ? '' : topic })}
          >
            <span>{t(`simulation.topic.${topic}`)}</span>
            <b>{exact + firstOrder}</b>
            <small>{t('simulation.sure', { exact, firstOrder })}</small>
          </button>
        );
      })}
    </div>
  );
}

function Narrow({ result, filters, onChange }: FilterProps) {
  const { t } = useTranslation();
  return (
    <div className="page-filters">
      <Segmented
        value={filters.topic}
        onChange={(topic) => onChange({ topic })}
        options={['', ...topics].map((topic) => ({ value: topic, label: t(`simulation.topic.${topic || 'all'}`) }))}
      />
      <Select
        value={filters.certainty}
        aria-label={t('simulation.certainty')}
        style={{ width: 150 }}
        options={['', 'exact', 'first_order'].map((one) => ({
          value: one,
          label: t(`simulation.certainty.${one || 'all'}`),
        }))}
        onChange={(certainty) => onChange({ certainty })}
      />
      <Select
        value={filters.personId || null}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('simulation.person')}
        aria-label={t('simulation.person')}
        style={{ width: 160 }}
        options={result.people.map(({ person }) => ({ value: person.id, label: person.name }))}
        onChange={(personId: string | undefined) => onChange({ personId: personId ?? '' })}
      />
      {filters.clause ? (
        <ActionButton
          label={t('simulation.clause.clear', { clause: filters.clause })}
          onClick={() => onChange({ clause: '' })}
        />
      ) : null}
    </div>
  );
}

/** Gini before and after: a smaller figure is a more even floor. */
function Fairness({ result }: { result: Result }) {
  const { t } = useTranslation();
  const { before, after } = result.gini;
  return (
    <dl className="simulation-gini">
      <dt title={t('simulation.gini.text')}>{t('simulation.gini')}</dt>
      {(['receptions', 'newCustomers', 'waitingMinutes'] as const).map((figure) => (
        <dd key={figure}>
          {t(`simulation.figure.${figure}`)} <b>{before[figure].toFixed(3)}</b> → <b>{after[figure].toFixed(3)}</b>
        </dd>
      ))}
    </dl>
  );
}

function People({ people, onOpen }: { people: readonly Person[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const pair = (before: number, after: number, digits = 0): ReactNode =>
    before.toFixed(digits) === after.toFixed(digits) ? (
      before.toFixed(digits)
    ) : (
      <>
        {before.toFixed(digits)} → <b>{after.toFixed(digits)}</b>
      </>
    );
  const figure = (key: 'receptions' | 'turns' | 'newCustomers' | 'waitingMinutes', width: number) => ({
    title: t(`simulation.figure.${key}`),
    width,
    align: 'right' as const,
    render: (_: unknown, row: Person) => pair(row.before[key], row.after[key], key === 'waitingMinutes' ? 1 : 0),
  });
  const moved = (won: number, lost: number): string => (won + lost === 0 ? '' : `+${won} / −${lost}`);
  return (
    <Grid
      rows={people}
      rowKey={(row) => row.person.id}
      onOpen={(row) => onOpen(row.person.id)}
      columns={[
        { title: t('simulation.person'), width: 110, fixed: 'left', render: (_, row) => row.person.name },
        figure('receptions', 110),
        figure('turns', 110),
        figure('newCustomers', 110),
        figure('waitingMinutes', 130),
        {
          title: t('simulation.turnsMoved'),
          width: 130,
          align: 'right',
          render: (_, row) => moved(row.turnsWon, row.turnsLost),
        },
        {
          title: t('simulation.customersMoved'),
          width: 130,
          align: 'right',
          render: (_, row) => moved(row.customersWon, row.customersLost),
        },
      ]}
    />
  );
}
