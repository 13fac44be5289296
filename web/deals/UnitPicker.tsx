/** Finding a unit by typing part of its number, name or model; what can be sold comes with its price. */
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatWan } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import type { Goods } from './words.ts';

export type UnitChoice = ResponseOf<typeof inventory.units>['rows'][number];
const SHOWN = 30;

interface UnitPickerProps {
  readonly siteId: string;
  readonly kind?: Goods | undefined;
  readonly chosen: Pick<UnitChoice, 'id' | 'code' | 'name'> | null;
  readonly onChoose: (unit: UnitChoice | null) => void;
  readonly label: string;
  readonly exceptId?: string | null;
}

export function UnitPicker({ siteId, kind, chosen, onChoose, label, exceptId }: UnitPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useApiQuery(
    inventory.units,
    // What can be sold comes first; whoever types sees the others too, and why they cannot be chosen.
    { query: { siteId, limit: SHOWN, ...(kind ? { kind } : {}), ...(q ? { q } : { state: 'available' as const }) } },
    { keepPrevious: true },
  );
  const rows = (found.data?.rows ?? []).filter((row) => row.id !== exceptId);
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={chosen?.id}
      loading={found.isFetching}
      aria-label={label}
      placeholder={t('deals.unit.search')}
      style={{ width: '100%' }}
      notFoundContent={found.isPending ? t('shell.loading') : t('deals.unit.none')}
      onChange={(id?: string) => onChoose(rows.find((row) => row.id === id) ?? null)}
      options={[
        ...(chosen && !rows.some((row) => row.id === chosen.id)
          ? [{ value: chosen.id, label: chosen.name || chosen.code, note: '' }]
          : []),
        ...rows.map((row) => ({
          value: row.id,
          label: row.name || row.code,
          disabled: row.state !== 'available' && row.state !== 'held',
          note: [row.model || row.layout, formatWan(row.listPriceFen), t(`deals.unitState.${row.state}`)]
            .filter(Boolean)
            .join(' · '),
        })),
      ]}
      optionRender={(option) => (
        <span className="deal-unit-option">
          {option.label} <span className="muted">{option.data.note}</span>
        </span>
      )}
    />
  );
}
