/** Looking for a room: what is left out fades, so that the building keeps its shape. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { type BoardState, clearedFilters, isFiltered } from './filters.ts';
import type { BoardCell } from './words.ts';

interface BoardFiltersProps {
  readonly filters: BoardState;
  readonly cells: readonly BoardCell[];
  readonly onChange: (change: Partial<BoardState>) => void;
}

export function BoardFilters({ filters, cells, onChange }: BoardFiltersProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [all, setAll] = useState(false);
  const layouts = [...new Set(cells.map(({ layout }) => layout).filter(Boolean))].sort();
  const bound = (name: 'priceFrom' | 'priceTo' | 'areaFrom' | 'areaTo') => (
    <Input
      value={filters[name]}
      inputMode="decimal"
      style={{ width: 72 }}
      aria-label={t(`inventory.filter.${name}`)}
      placeholder={t(`inventory.filter.${name.endsWith('From') ? 'from' : 'to'}`)}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <Checkbox checked={filters.free} onChange={(event) => onChange({ free: event.target.checked })}>
        {t('inventory.filter.free')}
      </Checkbox>
      <Select
        value={filters.layout || undefined}
        allowClear
        placeholder={t('inventory.layout')}
        aria-label={t('inventory.layout')}
        style={{ width: 110 }}
        onChange={(layout) => onChange({ layout: layout ?? '' })}
        options={layouts.map((value) => ({ value, label: value }))}
      />
      <Input
        value={filters.q}
        allowClear
        style={{ width: 120 }}
        placeholder={t('inventory.room')}
        aria-label={t('inventory.room')}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      {isPhone && !all ? (
        <Button type="link" onClick={() => setAll(true)}>
          {t('inventory.filter.more')}
        </Button>
      ) : (
        <>
          <span className="filter-range">
            {t('inventory.filter.price')} {bound('priceFrom')}–{bound('priceTo')}
          </span>
          <span className="filter-range">
            {t('inventory.filter.area')} {bound('areaFrom')}–{bound('areaTo')}
          </span>
          {isPhone ? null : (
            <Checkbox checked={filters.dense} onChange={(event) => onChange({ dense: event.target.checked })}>
              {t('inventory.filter.dense')}
            </Checkbox>
          )}
        </>
      )}
      {isFiltered(filters) ? (
        <Button type="link" onClick={() => onChange(clearedFilters)}>
          {t('inventory.filter.clear')}
        </Button>
      ) : null}
    </>
  );
}
