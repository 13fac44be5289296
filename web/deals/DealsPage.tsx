/** Deals: as a list with filters, or by stage side by side. */
import { Input, Segmented, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DealBoard } from './DealBoard.tsx';
import { DealStateTag } from './DealStateTag.tsx';
import { type DealRowOut, type DealState, exits, goods, stages, unitText } from './words.ts';
import './deals.css';

const defaults = { view: 'list', state: 'live', kind: '', consultant: '', q: '' };
const TYPING_MS = 250;

export function DealsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const { round, choose } = useChosenView(filters, setFilters);
  const mayOpen = usePermission('deals.open') !== null;
  const isBoard = filters.view === 'board';
  return (
    <Page
      title={t('deals.list.title')}
      actions={
        <>
          <SavedViews of="deals" filters={filters} defaults={defaults} onChoose={choose} />
          {mayOpen ? (
            <ActionButton
              type="primary"
              label={t('deals.new.title')}
              hotkey="alt+n"
              onClick={() => void navigate({ to: '/deals/new' })}
            />
          ) : null}
        </>
      }
      filters={<Filters key={round} filters={filters} setFilters={setFilters} />}
    >
      {isBoard ? (
        <DealBoard siteId={site.id} kind={filters.kind} consultantId={filters.consultant} q={filters.q} />
      ) : (
        <DealList siteId={site.id} filters={filters} />
      )}
    </Page>
  );
}

type Filters = typeof defaults;

function Filters({ filters, setFilters }: { filters: Filters; setFilters: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const seesOthers = usePermission('deals.read') !== 'self';
  const colleagues = useColleagues(site.id);
  const [typed, setTyped] = useState(filters.q);
  useEffect(() => {
    const timer = setTimeout(() => typed !== filters.q && setFilters({ q: typed }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filters.q, setFilters]);
  const states = ['live', '', ...stages, ...exits, 'recheck'];
  return (
    <>
      <Segmented
        value={filters.view}
        onChange={(view) => setFilters({ view })}
        options={['list', 'board'].map((value) => ({ value, label: t(`deals.view.${value}`) }))}
      />
      <Input
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t('deals.search')}
        aria-label={t('deals.search')}
        style={{ width: 200 }}
      />
      {filters.view === 'board' ? null : (
        <Select
          value={filters.state}
          onChange={(state) => setFilters({ state })}
          aria-label={t('deals.state')}
          style={{ width: 140 }}
          options={states.map((value) => ({ value, label: t(`deals.state.${value || 'all'}`) }))}
        />
      )}
      <Select
        value={filters.kind}
        onChange={(kind) => setFilters({ kind })}
        aria-label={t('deals.kind')}
        style={{ width: 120 }}
        options={['', ...goods].map((value) => ({ value, label: t(`deals.kind.${value || 'all'}`) }))}
      />
      {seesOthers ? (
        <StaffSelect
          people={colleagues}
          value={filters.consultant || null}
          onChange={(consultant) => setFilters({ consultant: consultant ?? '' })}
          placeholder={t('deals.consultant')}
          style={{ width: 140 }}
        />
      ) : null}
    </>
  );
}

const stateQuery = (state: string) => {
  if (state === 'live') return { live: 'true' as const };
  if (state === 'recheck') return { recheck: 'open' as const };
  return state ? { state: state as DealState } : {};
};

function DealList({ siteId, filters }: { siteId: string; filters: Filters }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state, kind, consultant, q } = filters;
  const pages = useApiPages(deals.list, {
    query: {
      siteId,
      ...stateQuery(state),
      ...(kind ? { kind: kind as DealRowOut['kind'] } : {}),
      ...(consultant ? { consultantId: consultant } : {}),
      ...(q ? { q } : {}),
    },
  });
  return (
    <DataList
      pages={pages}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: `/deals/${row.id}` })}
      empty={<EmptyState title={t('deals.empty')} text={t('deals.empty.text')} />}
      columns={[
        { title: t('deals.number'), width: 130, render: (_, row) => row.number ?? '—' },
        { title: t('deals.unit'), width: 150, render: (_, row) => unitText(row) },
        { title: t('deals.customer'), width: 110, render: (_, row) => row.customer.name },
        { title: t('deals.consultant'), width: 90, render: (_, row) => row.consultant.name },
        { title: t('deals.state'), width: 190, render: (_, row) => <DealStateTag deal={row} /> },
        { title: t('deals.price'), width: 120, align: 'right', render: (_, row) => formatYuan(row.priceFen) },
        { title: t('deals.paid'), width: 120, align: 'right', render: (_, row) => formatYuan(row.paidFen) },
        { title: t('deals.since'), width: 110, render: (_, row) => formatInstant(row.stateSince) },
      ]}
      card={(row) => (
        <PhoneCard
          title={unitText(row) || t('deals.noUnit')}
          to={`/deals/${row.id}`}
          extra={<DealStateTag deal={row} />}
          lines={[
            `${row.customer.name} · ${row.consultant.name}`,
            `¥${formatYuan(row.priceFen)} · ${t('deals.paidShort', { paid: formatYuan(row.paidFen) })}`,
            [row.number, formatDay(row.createdAt)].filter(Boolean).join(' · '),
          ]}
        />
      )}
    />
  );
}
