/** The way of a deal in a row: done, here, still to come; and under it the steps of the house's own process. */
import { useTranslation } from 'react-i18next';
import { formatDay } from '../shell/format.ts';
import type { DealOut, DealState } from './words.ts';

interface Stop {
  readonly state: DealState;
  readonly at: string | null;
}

function stopsOf(deal: DealOut): Stop[] {
  const contract: Stop[] = deal.contract.needed
    ? [
        { state: 'contracting', at: deal.contract.submittedAt },
        { state: 'contracted', at: deal.signedAt },
      ]
    : [];
  return [
    { state: 'draft', at: deal.createdAt },
    { state: 'subscribing', at: deal.submittedAt },
    { state: 'subscribed', at: deal.effectiveAt },
    ...contract,
    { state: 'handed_over', at: deal.handedOverAt },
  ];
}

export function DealStages({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const stops = stopsOf(deal);
  const isOut = deal.state === 'cancelled' || deal.state === 'breached';
  const here = isOut
    ? stops.findLastIndex((stop) => stop.at !== null)
    : stops.findIndex((stop) => stop.state === deal.state);
  return (
    <ol className="deal-stages" aria-label={t('deals.stages')}>
      {stops.map((stop, index) => (
        <li
          key={stop.state}
          className={index < here || (isOut && index === here) ? 'is-done' : index === here ? 'is-now' : undefined}
          aria-current={index === here && !isOut ? 'step' : undefined}
        >
          {t(`deals.state.${stop.state}`)}
          <small>{stop.at && index <= here ? formatDay(stop.at).slice(5) : ' '}</small>
        </li>
      ))}
      {isOut ? (
        <li className="is-bad" aria-current="step">
          {t(`deals.state.${deal.state}`)}
          <small>{formatDay(deal.endedAt ?? deal.stateSince).slice(5)}</small>
        </li>
      ) : null}
    </ol>
  );
}
