/** The customer list: filters in the address, saved views, chosen columns, changes to many, export. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';

import { ColumnsButton, useColumns } from './columns.tsx';
import './customers.css';
import { ExportButton } from './ExportButton.tsx';
import { asked, filterDefaults, GradeTag, type Filters, type Row, useWord } from './words.tsx';

// The list is in sight before what can be done to many of it.
const BulkBar = lazy(async () => ({ default: (await import('./BulkBar.tsx')).BulkBar }));

const gradeCodes = ['A', 'B', 'C', 'D'];
const sourceCodes = [
  'walk_in',
  'phone',
  'website',
  'exhibition',
  'meeting',
  'referral',
  'agent',
  'advertisement',
  'outreach',
  'import',
  'other',
];

export function ListPage() {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const mayRegister = usePermission('customers.register') !== null;
  const [filters, setFilters] = useUrlState(filterDefaults);
  const view = useChosenView(filters, setFilters);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const pages = useApiPages(customers.list, { query: asked(filters) as never });
  const { shown, choose, columnsOf } = useColumns();
  const open = (row: Row): void => void navigate({ to: `/customers/${row.id}`, search: asked(filters) as never });
  const register = (): void => void navigate({ to: '/customers/new' });
  useHotkey('alt+n', t('customers.register.title'), register, mayRegister);
  const isFiltered = Object.keys(asked(filters)).length > 0;
  return (
    <Page
      title={t('customers.list.title')}
      actions={
        <>
          <SavedViews
            of="customers"
            filters={filters}
            defaults={filterDefaults as Filters}
            columns={shown}
            onChoose={(chosen, columns) => {
              view.choose(chosen);
              if (columns.length > 0) choose(columns);
            }}
          />
          <ColumnsButton shown={shown} onChoose={choose} />
          <ExportButton filters={asked(filters)} />
          {mayRegister ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={register}>
              {t('customers.register.title')}
            </Button>
          ) : null}
        </>
      }
      filters={<ListFilters key={view.round} filters={filters} onChange={setFilters} />}
    >
      <Suspense fallback={null}>
        <BulkBar selected={selected} onSelect={setSelected} filters={asked(filters)} hasRows={pages.rows.length > 0} />
      </Suspense>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={open}
        selection={{
          selectedRowKeys: [...selected],
          onChange: (keys) => setSelected(keys.map(String)),
          columnWidth: 44,
        }}
        columns={columnsOf()}
        empty={
          <EmptyState title={isFiltered ? t('customers.list.none') : t('customers.list.empty')}>
            {isFiltered ? (
              <Button onClick={() => setFilters(filterDefaults)}>{t('customers.list.clear')}</Button>
            ) : mayRegister ? (
              <Button type="primary" onClick={register}>
                {t('customers.register.title')}
              </Button>
            ) : null}
          </EmptyState>
        }
        card={(row) => (
          <PhoneCard
            title={row.name}
            extra={<GradeTag grade={row.grade} />}
            onClick={() => open(row)}
            lines={[
              [row.phone, word('source', row.source)].filter(Boolean).join(' · '),
              row.owner
                ? t('customers.owned', {
                    name: row.owner.name,
                    until: row.ownedUntil ? lastDayOf(row.ownedUntil) : '—',
                  })
                : t('customers.unowned'),
              formatInstant(row.registeredAt),
            ]}
          />
        )}
      />
    </Page>
  );
}

function ListFilters({ filters, onChange }: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [all, setAll] = useState(false);
  const tags = useApiQuery(customers.tags, {});
  const others = Object.keys(asked(filters)).filter((name) => name !== 'q').length;
  return (
    <>
      <Input.Search
        key={filters.q}
        defaultValue={filters.q}
        allowClear
        enterButton
        placeholder={t('customers.search')}
        aria-label={t('customers.search')}
        style={{ width: isPhone ? '100%' : 300 }}
        onSearch={(q) => onChange({ q: q.trim() })}
      />
      {isPhone ? (
        <Button onClick={() => setAll(!all)} aria-expanded={all}>
          {others > 0 ? t('customers.filters.some', { count: others }) : t('customers.filters')}
        </Button>
      ) : null}
      {isPhone && !all ? null : <OtherFilters filters={filters} onChange={onChange} tags={tags.data?.tags ?? []} />}
    </>
  );
}

interface OtherFiltersProps {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
  readonly tags: readonly string[];
}

function OtherFilters({ filters, onChange, tags }: OtherFiltersProps) {
  const { t } = useTranslation();
  const word = useWord();
  const options = (kind: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: word(kind, code) }));
  return (
    <>
      <Select
        mode="multiple"
        allowClear
        placeholder={t('customers.col.grade')}
        style={{ minWidth: 110 }}
        value={filters.grade ? filters.grade.split(',') : []}
        options={gradeCodes.map((code) => ({ value: code, label: code }))}
        onChange={(grade: string[]) => onChange({ grade: grade.join(',') })}
      />
      <Select
        allowClear
        placeholder={t('customers.col.source')}
        style={{ width: 130 }}
        value={filters.source || undefined}
        options={options('source', sourceCodes)}
        onChange={(source) => onChange({ source: source ?? '' })}
      />
      <Select
        allowClear
        showSearch
        placeholder={t('customers.col.tags')}
        style={{ width: 130 }}
        value={filters.tag || undefined}
        options={tags.map((tag) => ({ value: tag, label: tag }))}
        onChange={(tag) => onChange({ tag: tag ?? '' })}
      />
      <Select
        allowClear
        placeholder={t('customers.col.owner')}
        style={{ width: 120 }}
        value={filters.unowned || undefined}
        options={[
          { value: 'true', label: t('customers.unowned') },
          { value: 'false', label: t('customers.hasOwner') },
        ]}
        onChange={(unowned) => onChange({ unowned: unowned ?? '' })}
      />
      <DayInput
        label={t('customers.registeredFrom')}
        value={filters.registeredFrom}
        max={filters.registeredTo || undefined}
        onChange={(registeredFrom) => onChange({ registeredFrom })}
      />
      <span className="muted">–</span>
      <DayInput
        label={t('customers.registeredTo')}
        value={filters.registeredTo}
        min={filters.registeredFrom || undefined}
        onChange={(registeredTo) => onChange({ registeredTo })}
      />
    </>
  );
}
