/** All units of a site as a list: looked through, chosen by the dozen, put under control or released. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatWan, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './inventory.css';
import { MoreLinks } from './MoreLinks.tsx';
import { areaText, type UnitOut, unitStates, unitTones } from './words.ts';

const AddUnitDialog = lazy(async () => ({ default: (await import('./AddUnitDialog.tsx')).AddUnitDialog }));
const defaults = { kind: '', state: '', building: '', layout: '', q: '' };
const kinds = ['room', 'vehicle', 'membership', 'stock'] as const;

export function UnitsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(defaults);
  const { round, choose } = useChosenView(filters, setFilters);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [adding, setAdding] = useState(false);
  const mayControl = usePermission('inventory.control') !== null;
  const mayEdit = usePermission('inventory.edit') !== null;
  const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
  const pages = useApiPages(
    inventory.units,
    { query: { siteId: site.id, limit: 100, ...asked } as never },
    { live: ['inventory'] },
  );
  const control = useApiCommand(inventory.control);
  const put = async (to: 'withheld' | 'available'): Promise<void> => {
    const reason = await askReason({
      title: t(to === 'withheld' ? 'inventory.withhold' : 'inventory.open'),
      text: t('inventory.chosen', { count: chosen.length }),
    });
    if (reason === null) return;
    await control.mutateAsync({ params: { siteId: site.id }, body: { unitIds: [...chosen], to, reason } });
    setChosen([]);
    showDone(t('inventory.control.done'));
  };
  const stateOf = (row: UnitOut) => (
    <StateTag tone={unitTones[row.state]}>{t(`inventory.state.${row.state}`)}</StateTag>
  );
  const whatOf = (row: UnitOut) =>
    row.kind === 'room'
      ? [row.layout, areaText(row.surveyedArea ?? row.predictedArea)].filter(Boolean).join(' ')
      : [row.model, row.colour, row.location].filter(Boolean).join(' ');
  return (
    <Page
      title={t('inventory.units.title')}
      actions={
        <>
          <SavedViews of="units" filters={filters} defaults={defaults} onChoose={choose} />
          <MoreLinks />
          {mayEdit ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('inventory.add')}
            </Button>
          ) : null}
        </>
      }
      filters={
        <>
          <Input.Search
            allowClear
            key={round}
            defaultValue={filters.q}
            style={{ width: 220 }}
            placeholder={t('inventory.units.search')}
            aria-label={t('inventory.units.search')}
            onSearch={(q) => setFilters({ q: q.trim() })}
          />
          <Select
            value={filters.kind || undefined}
            allowClear
            style={{ width: 110 }}
            placeholder={t('inventory.kind')}
            aria-label={t('inventory.kind')}
            onChange={(kind?: string) => setFilters({ kind: kind ?? '' })}
            options={kinds.map((value) => ({ value, label: t(`inventory.kind.${value}`) }))}
          />
          <Select
            value={filters.state || undefined}
            allowClear
            style={{ width: 110 }}
            placeholder={t('inventory.state')}
            aria-label={t('inventory.state')}
            onChange={(state?: string) => setFilters({ state: state ?? '' })}
            options={unitStates.map((value) => ({ value, label: t(`inventory.state.${value}`) }))}
          />
          <Input
            allowClear
            value={filters.building}
            style={{ width: 100 }}
            placeholder={t('inventory.building')}
            aria-label={t('inventory.building')}
            onChange={(event) => setFilters({ building: event.target.value })}
          />
          <Input
            allowClear
            value={filters.layout}
            style={{ width: 100 }}
            placeholder={t('inventory.layout')}
            aria-label={t('inventory.layout')}
            onChange={(event) => setFilters({ layout: event.target.value })}
          />
        </>
      }
    >
      {chosen.length > 0 ? (
        <div className="bulk-line">
          {t('inventory.chosen', { count: chosen.length })}
          <ActionButton size="small" label={t('inventory.withhold')} onClick={() => put('withheld')} />
          <ActionButton size="small" label={t('inventory.open')} onClick={() => put('available')} />
          <Button size="small" type="link" onClick={() => setChosen([])}>
            {t('inventory.chosen.none')}
          </Button>
        </div>
      ) : null}
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/inventory/units/${row.id}` })}
        {...(mayControl
          ? {
              selection: {
                selectedRowKeys: [...chosen],
                onChange: (keys: string[]) => setChosen(keys),
                columnWidth: 44,
              },
            }
          : {})}
        empty={
          <EmptyState title={t('inventory.units.empty')} text={t('inventory.board.empty.text')}>
            {mayEdit ? <Link to="/imports">{t('inventory.import')}</Link> : null}
          </EmptyState>
        }
        columns={[
          { title: t('inventory.code'), width: 170, dataIndex: 'code' },
          { title: t('inventory.name'), width: 200, ellipsis: true, dataIndex: 'name' },
          { title: t('inventory.what'), width: 190, ellipsis: true, render: (_, row) => whatOf(row) },
          { title: t('inventory.state'), width: 100, render: (_, row) => stateOf(row) },
          {
            title: t('inventory.price.list'),
            width: 130,
            align: 'right',
            render: (_, row) => formatYuan(row.listPriceFen),
          },
          {
            title: t('inventory.price.floor'),
            width: 130,
            align: 'right',
            render: (_, row) => formatYuan(row.floorPriceFen),
          },
          { title: t('inventory.withheldReason'), width: 150, ellipsis: true, dataIndex: 'withheldReason' },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name || row.code}
            to={`/inventory/units/${row.id}`}
            extra={stateOf(row)}
            lines={[whatOf(row), [formatWan(row.listPriceFen), row.withheldReason].filter(Boolean).join(' · ')]}
          />
        )}
      />
      <Suspense fallback={null}>{adding ? <AddUnitDialog onClose={() => setAdding(false)} /> : null}</Suspense>
    </Page>
  );
}
