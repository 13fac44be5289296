/** The board of vehicles: by model, with colour, place, days in stock, and the mark of those that are ordered. */
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatWan, formatYuan } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { HoldTimer } from './HoldTimer.tsx';
import './inventory.css';
import { LoadMore } from './LoadMore.tsx';
import { MoreLinks } from './MoreLinks.tsx';
import { stockStates, unitStates, unitTones, type Vehicle } from './words.ts';

const UnitDrawer = lazy(async () => ({ default: (await import('./UnitDrawer.tsx')).UnitDrawer }));
const defaults = {
  q: '',
  model: '',
  colour: '',
  location: '',
  state: 'unsold',
  stockState: '',
  old: false,
  view: 'cards',
  unit: '',
};
/** Longer than this a car costs more than it earns; the house's own limit for second-tier stores is shown by the mark. */
const OLD_DAYS = 90;

export function VehiclesPage() {
  const { t } = useTranslation();
  const site = useSite();
  const isPhone = useIsPhone();
  const [all, setAll] = useState(false);
  const [filters, setFilters] = useUrlState(defaults);
  const { round, choose } = useChosenView(filters, setFilters);
  const { view, unit, old, ...rest } = filters;
  const asked = {
    ...Object.fromEntries(
      Object.entries(rest).filter(([key, value]) => value !== '' && value !== 'all' && key !== 'state'),
    ),
    ...(filters.state === 'all' ? {} : { state: filters.state }),
    ...(old ? { minDays: OLD_DAYS } : {}),
  };
  const input = { params: { siteId: site.id }, query: { limit: 200, ...asked } } as never;
  const pages = useApiPages(inventory.vehicles, input, { live: ['inventory'] });
  const head = useApiQuery(
    inventory.vehicles,
    { params: { siteId: site.id }, query: { limit: 1 } },
    { live: ['inventory'] },
  ).data;
  const open = useCallback((row: Vehicle) => setFilters({ unit: row.id }), [setFilters]);
  const choice = (name: 'model' | 'colour' | 'location', options: readonly string[]) => (
    <Select
      key={name}
      value={filters[name] || undefined}
      allowClear
      style={{ width: name === 'location' ? 140 : 120 }}
      placeholder={t(`inventory.${name}`)}
      aria-label={t(`inventory.${name}`)}
      onChange={(value?: string) => setFilters({ [name]: value ?? '' })}
      options={options.map((value) => ({ value, label: value }))}
    />
  );
  return (
    <Page
      title={t('inventory.vehicles.title')}
      subtitle={head ? <Counts counts={head.counts} /> : undefined}
      actions={
        <>
          <Segmented
            value={view}
            onChange={(value) => setFilters({ view: value })}
            options={(['cards', 'list'] as const).map((value) => ({ value, label: t(`inventory.view.${value}`) }))}
          />
          <SavedViews of="vehicles" filters={{ ...filters, unit: '' }} defaults={defaults} onChoose={choose} />
          <MoreLinks />
        </>
      }
      filters={
        <>
          <Input.Search
            allowClear
            key={round}
            defaultValue={filters.q}
            style={{ width: 200 }}
            placeholder={t('inventory.vehicles.search')}
            aria-label={t('inventory.vehicles.search')}
            onSearch={(q) => setFilters({ q: q.trim() })}
          />
          <Select
            value={filters.state}
            style={{ width: 110 }}
            aria-label={t('inventory.state')}
            onChange={(state) => setFilters({ state })}
            options={['unsold', ...unitStates, 'all'].map((value) => ({ value, label: t(`inventory.state.${value}`) }))}
          />
          {isPhone && !all ? (
            <Button type="link" onClick={() => setAll(true)}>
              {t('inventory.filter.more')}
            </Button>
          ) : (
            <>
              {choice('model', head?.models ?? [])}
              {choice('colour', head?.colours ?? [])}
              {choice('location', head?.locations ?? [])}
              <Select
                value={filters.stockState || undefined}
                allowClear
                style={{ width: 120 }}
                placeholder={t('inventory.stockState')}
                aria-label={t('inventory.stockState')}
                onChange={(value?: string) => setFilters({ stockState: value ?? '' })}
                options={stockStates.map((value) => ({ value, label: t(`inventory.stock.${value}`) }))}
              />
              <Checkbox checked={old} onChange={(event) => setFilters({ old: event.target.checked })}>
                {t('inventory.vehicles.old', { days: OLD_DAYS })}
              </Checkbox>
            </>
          )}
        </>
      }
    >
      {view === 'list' ? (
        <VehicleList pages={pages} onOpen={open} />
      ) : pages.isLoading ? (
        <Loading />
      ) : pages.error && pages.rows.length === 0 ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.rows.length === 0 ? (
        <EmptyState title={t('inventory.vehicles.empty')} text={t('inventory.vehicles.empty.text')} />
      ) : (
        <>
          {[...Map.groupBy(pages.rows, ({ model }) => model)].map(([model, cars]) => (
            <section key={model} className="vehicle-group">
              <h2>
                {model || '—'} <small className="muted">{t('inventory.vehicles.count', { count: cars.length })}</small>
              </h2>
              <div className="vehicle-cards">
                {cars.map((car) => (
                  <VehicleCard key={car.id} car={car} onOpen={open} />
                ))}
              </div>
            </section>
          ))}
          <LoadMore pages={pages} />
        </>
      )}
      {unit ? (
        <Suspense fallback={null}>
          <UnitDrawer unitId={unit} onClose={() => setFilters({ unit: '' })} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Counts({ counts }: { readonly counts: ResponseOf<typeof inventory.vehicles>['counts'] }) {
  const { t } = useTranslation();
  return (
    <>
      {stockStates
        .filter((state) => counts[state] !== undefined)
        .map((state) => `${t(`inventory.stock.${state}`)} ${counts[state]}`)
        .join(' · ')}
    </>
  );
}

/** Where it stands; what it is only where the place does not say it. */
const placeOf = ({ stockState, location }: Vehicle, t: (key: string) => string): string => {
  const plain = stockState === null || stockState === 'in_stock' || stockState === 'at_branch';
  const state = stockState === null ? '' : t(`inventory.stock.${stockState}`);
  return plain && location !== '' ? location : [state, location === state ? '' : location].filter(Boolean).join(' ');
};

const useDays = () => {
  const { t } = useTranslation();
  return (car: Vehicle): string =>
    car.daysInStock === null || car.stockState === 'in_transit'
      ? ''
      : t('inventory.days.stock', { days: car.daysInStock });
};

function VehicleCard({ car, onOpen }: { readonly car: Vehicle; readonly onOpen: (car: Vehicle) => void }) {
  const { t } = useTranslation();
  const days = useDays();
  return (
    <button type="button" className={`vehicle-card is-${car.state}`} onClick={() => onOpen(car)}>
      <span className="vehicle-head">
        <b>{car.colour || '—'}</b>
        <StateTag tone={unitTones[car.state]}>{t(`inventory.state.${car.state}`)}</StateTag>
      </span>
      <span className="vehicle-vin">{car.vin ?? car.code}</span>
      <span>{placeOf(car, t)}</span>
      <span className={car.daysInStock !== null && car.daysInStock > OLD_DAYS ? 'is-old' : 'muted'}>{days(car)}</span>
      <span className="vehicle-head">
        <b>{formatWan(car.price)}</b>
        {car.hold ? <HoldTimer until={car.hold.until} /> : null}
      </span>
      {car.hold ? <span>{car.hold.by}</span> : null}
      {car.marked ? <span className="vehicle-mark">{t('inventory.marked.yes')}</span> : null}
      {car.recallDue ? (
        <span className="vehicle-mark is-late">{t('inventory.recall.due', { days: car.daysAtBranch ?? 0 })}</span>
      ) : null}
    </button>
  );
}

function VehicleList({
  pages,
  onOpen,
}: {
  readonly pages: ReturnType<typeof useApiPages<typeof inventory.vehicles>>;
  readonly onOpen: (car: Vehicle) => void;
}) {
  const { t } = useTranslation();
  const days = useDays();
  const state = (row: Vehicle) => <StateTag tone={unitTones[row.state]}>{t(`inventory.state.${row.state}`)}</StateTag>;
  return (
    <DataList
      pages={pages}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      empty={<EmptyState title={t('inventory.vehicles.empty')} text={t('inventory.vehicles.empty.text')} />}
      columns={[
        { title: t('inventory.vin'), width: 180, render: (_, row) => row.vin ?? row.code },
        { title: t('inventory.model'), width: 120, dataIndex: 'model' },
        { title: t('inventory.colour'), width: 70, dataIndex: 'colour' },
        {
          title: t('inventory.stockState'),
          width: 100,
          render: (_, row) => (row.stockState ? t(`inventory.stock.${row.stockState}`) : ''),
        },
        { title: t('inventory.location'), width: 140, dataIndex: 'location' },
        { title: t('inventory.days'), width: 90, align: 'right', render: (_, row) => row.daysInStock ?? '' },
        { title: t('inventory.state'), width: 90, render: (_, row) => state(row) },
        { title: t('inventory.price.list'), width: 120, align: 'right', render: (_, row) => formatYuan(row.price) },
        {
          title: t('inventory.state.held'),
          width: 140,
          render: (_, row) =>
            row.hold ? (
              <>
                {row.hold.by} <HoldTimer until={row.hold.until} />
              </>
            ) : row.marked ? (
              t('inventory.marked.yes')
            ) : (
              ''
            ),
        },
      ]}
      card={(row) => (
        <PhoneCard
          title={`${row.model} ${row.colour}`}
          onClick={() => onOpen(row)}
          extra={state(row)}
          lines={[
            row.vin,
            [row.stockState ? t(`inventory.stock.${row.stockState}`) : '', row.location, days(row)]
              .filter(Boolean)
              .join(' · '),
            formatWan(row.price),
          ]}
        />
      )}
    />
  );
}
