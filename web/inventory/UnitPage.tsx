/** One unit with all that has happened to it: holds, prices, moves, who answers for what. */
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { HoldCard } from './HoldCard.tsx';
import './inventory.css';
import { UnitActions } from './UnitActions.tsx';
import { UnitFacts } from './UnitFacts.tsx';
import { type UnitDetail, unitTones } from './words.ts';

export function UnitPage() {
  const { t } = useTranslation();
  const { unitId } = useRouteParams<'unitId'>();
  const unit = useApiQuery(inventory.unit, { params: { unitId } }, { live: ['inventory'] });
  const { data } = unit;
  return (
    <Page
      title={data ? data.name || data.code : t('inventory.unit.title')}
      subtitle={data && data.name !== data.code ? data.code : undefined}
      query={unit}
      actions={data ? <StateTag tone={unitTones[data.state]}>{t(`inventory.state.${data.state}`)}</StateTag> : null}
    >
      {data ? (
        <div className="unit-page">
          <div className="panel">
            {data.hold ? <HoldCard hold={data.hold} /> : null}
            <UnitActions unit={data} />
            <UnitFacts unit={data} />
            {data.journalId ? <WhyButton journalId={data.journalId} /> : null}
          </div>
          <div>
            <Holds unit={data} />
            <Prices unit={data} />
            <Moves unit={data} />
            <Liabilities unit={data} />
          </div>
        </div>
      ) : null}
    </Page>
  );
}

function Holds({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('inventory.history.holds')}</h2>
      {unit.holds.length === 0 ? <p className="muted">{t('inventory.history.none')}</p> : null}
      <ol className="unit-history">
        {unit.holds.map((hold) => (
          <li key={hold.id}>
            <time>{formatInstant(hold.placedAt)}</time>
            <div>
              <b>{hold.consultant.name}</b>
              {hold.customer ? ` → ${hold.customer.name}` : null}{' '}
              <StateTag>{t(`inventory.hold.state.${hold.state}`)}</StateTag>{' '}
              <WhyButton kind="icon" journalId={hold.journalId} />
              <div className="muted">
                {[hold.reason, hold.endedAt ? `${formatInstant(hold.endedAt)} ${hold.endedReason}` : '']
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Prices({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  if (unit.prices.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('inventory.history.prices')}</h2>
      <ol className="unit-history">
        {unit.prices.map((price) => (
          <li key={price.number}>
            <time>{formatInstant(price.effectiveAt)}</time>
            <div>
              <b>{price.listPriceFen === null ? '—' : `¥${formatYuan(price.listPriceFen)}`}</b>
              {price.floorPriceFen === null ? null : ` / ¥${formatYuan(price.floorPriceFen)}`}
              <div className="muted">{t('inventory.price.number', { number: price.number, name: price.name })}</div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Moves({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  if (unit.moves.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('inventory.history.moves')}</h2>
      <ol className="unit-history">
        {unit.moves.map((move) => (
          <li key={move.at}>
            <time>{formatInstant(move.at)}</time>
            <div>
              {move.from || '—'} → <b>{move.to}</b>
              <div className="muted">
                {[
                  move.by?.name,
                  t(`inventory.move.by.${move.movedBy}`),
                  move.inspected ? t('inventory.move.inspected') : '',
                  move.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Liabilities({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  if (unit.liabilities.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('inventory.history.liabilities')}</h2>
      <ol className="unit-history">
        {unit.liabilities.map((one) => (
          <li key={one.id}>
            <time>{formatInstant(one.at)}</time>
            <div>
              <b>{one.staff.name}</b> {one.reason} <WhyButton kind="icon" journalId={one.journalId} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
