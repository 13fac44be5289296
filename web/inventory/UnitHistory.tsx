/** What has happened to a unit, list by list: holds, prices, moves, who answers for what. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { UnitDetail } from './words.ts';

interface Entry {
  readonly key: string | number;
  readonly at: string;
  readonly text: ReactNode;
  readonly detail?: string;
}
const History = ({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) => (
  <section className="panel">
    <h2>{title}</h2>
    <ol className="unit-history">
      {entries.map(({ key, at, text, detail }) => (
        <li key={key}>
          <time>{formatInstant(at)}</time>
          <div>
            {text}
            {detail === undefined ? null : <div className="muted">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  </section>
);
const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ');

interface UnitProps {
  readonly unit: UnitDetail;
}
export function UnitHistory({ unit }: UnitProps) {
  return (
    <div>
      <Holds unit={unit} />
      {unit.prices.length > 0 ? <Prices unit={unit} /> : null}
      {unit.moves.length > 0 ? <Moves unit={unit} /> : null}
      {unit.liabilities.length > 0 ? <Liabilities unit={unit} /> : null}
    </div>
  );
}

function Holds({ unit }: UnitProps) {
  const { t } = useTranslation();
  const title = t('inventory.history.holds');
  if (unit.holds.length === 0)
    return (
      <section className="panel">
        <h2>{title}</h2>
        <p className="muted">{t('inventory.history.none')}</p>
      </section>
    );
  const entries = unit.holds.map((hold) => ({
    key: hold.id,
    at: hold.placedAt,
    text: (
      <>
        <b>{hold.consultant.name}</b>
        {hold.customer ? ` → ${hold.customer.name}` : null}{' '}
        <StateTag>{t(`inventory.hold.state.${hold.state}`)}</StateTag>{' '}
        <WhyButton kind="icon" journalId={hold.journalId} />
      </>
    ),
    detail: joined(hold.reason, hold.endedAt ? `${formatInstant(hold.endedAt)} ${hold.endedReason}` : ''),
  }));
  return <History title={title} entries={entries} />;
}

function Prices({ unit }: UnitProps) {
  const { t } = useTranslation();
  const entries = unit.prices.map((price) => ({
    key: price.number,
    at: price.effectiveAt,
    text: (
      <>
        <b>{price.listPriceFen === null ? '—' : `¥${formatYuan(price.listPriceFen)}`}</b>
        {price.floorPriceFen === null ? null : ` / ¥${formatYuan(price.floorPriceFen)}`}
      </>
    ),
    detail: t('inventory.price.number', { number: price.number, name: price.name }),
  }));
  return <History title={t('inventory.history.prices')} entries={entries} />;
}

function Moves({ unit }: UnitProps) {
  const { t } = useTranslation();
  const entries = unit.moves.map((move) => ({
    key: move.at,
    at: move.at,
    text: (
      <>
        {move.from || '—'} → <b>{move.to}</b>
      </>
    ),
    detail: joined(
      move.by?.name,
      t(`inventory.move.by.${move.movedBy}`),
      move.inspected ? t('inventory.move.inspected') : '',
      move.note,
    ),
  }));
  return <History title={t('inventory.history.moves')} entries={entries} />;
}

function Liabilities({ unit }: UnitProps) {
  const { t } = useTranslation();
  const entries = unit.liabilities.map((one) => ({
    key: one.id,
    at: one.at,
    text: (
      <>
        <b>{one.staff.name}</b> {one.reason} <WhyButton kind="icon" journalId={one.journalId} />
      </>
    ),
  }));
  return <History title={t('inventory.history.liabilities')} entries={entries} />;
}
