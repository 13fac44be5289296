/** What a unit is and what it costs, as far as the reader may see it; lines without a value are left out. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { formatYuan } from '../shell/format.ts';
import { useApiQuery } from '../shell/queries.ts';
import { areaText, type UnitOut } from './words.ts';

const FENS_PER_YUAN = 100;

export function UnitFacts({ unit }: { readonly unit: UnitOut }) {
  const { t } = useTranslation();
  const defined = useApiQuery(inventory.fields, {}, { live: ['inventory'], staleTime: 60_000 }).data?.fields ?? [];
  const labels = new Map(defined.filter(({ kind }) => kind === unit.kind).map(({ key, label }) => [key, label]));
  const yuan = (fen: number | null) => (fen === null ? null : `¥${formatYuan(fen)}`);
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['inventory.code', unit.code],
    ['inventory.project', unit.project],
    [
      'inventory.place',
      [unit.building, unit.entrance && t('inventory.entrance', { name: unit.entrance })].filter(Boolean).join(' '),
    ],
    ['inventory.floor', unit.kind === 'room' ? unit.floor : null],
    ['inventory.room', unit.room],
    ['inventory.layout', unit.layout],
    ['inventory.area.predicted', areaText(unit.predictedArea)],
    ['inventory.area.surveyed', areaText(unit.surveyedArea)],
    ['inventory.area.inner', areaText(unit.innerArea)],
    ['inventory.vin', unit.vin],
    ['inventory.model', unit.model],
    ['inventory.colour', unit.colour],
    ['inventory.location', unit.location],
    ['inventory.stockState', unit.stockState ? t(`inventory.stock.${unit.stockState}`) : null],
    ['inventory.arrivedOn', unit.arrivedOn],
    [
      'inventory.validity',
      unit.validityDays === null ? null : t('inventory.validity.days', { count: unit.validityDays }),
    ],
    ['inventory.quantity', unit.quantity],
    ['inventory.price.unit', unit.unitPriceFen === null ? null : `${yuan(unit.unitPriceFen)}/㎡`],
    ['inventory.price.list', yuan(unit.listPriceFen)],
    ['inventory.price.floor', unit.isFixedPrice ? null : yuan(unit.floorPriceFen)],
    ['inventory.price.fixed', unit.isFixedPrice ? yuan(unit.floorPriceFen ?? unit.listPriceFen) : null],
    ['inventory.price.sold', yuan(unit.soldPriceFen)],
    ['inventory.withheldReason', unit.withheldReason],
    ['inventory.marked', unit.isMarked && unit.kind === 'vehicle' ? t('inventory.marked.yes') : null],
  ];
  return (
    <dl className="unit-facts">
      {lines.map(([key, value]) =>
        value === null || value === '' ? null : <Line key={key} label={t(key)} value={value} />,
      )}
      {Object.entries(unit.fields).map(([key, value]) => (
        <Line
          key={key}
          label={labels.get(key) ?? wordOf(key, t)}
          value={key.endsWith('Fen') ? `¥${formatYuan(Number(value))}` : value}
        />
      ))}
      {unit.dealId ? (
        <Line
          label={t('inventory.deal')}
          value={<Link to={`/deals/${unit.dealId}`}>{t('inventory.deal.open')}</Link>}
        />
      ) : null}
    </dl>
  );
}

/** What an import leaves beside the fields a company has defined. */
const ours: Readonly<Record<string, string>> = {
  filedPriceFen: 'inventory.field.filedPriceFen',
  orderedBy: 'inventory.field.orderedBy',
  note: 'inventory.field.note',
};
const wordOf = (key: string, t: (key: string) => string): string => (ours[key] ? t(ours[key]) : key);

const Line = ({ label, value }: { readonly label: string; readonly value: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
);

export const yuanOf = (fen: number): string => String(fen / FENS_PER_YUAN);
