/** Where a deal stands, and what it waits for beyond the people who work on it. */
import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { type DealRowOut, stateTones } from './words.ts';

export function DealStateTag({ deal }: { readonly deal: Pick<DealRowOut, 'state' | 'waitsFor' | 'kind' | 'recheck'> }) {
  const { t } = useTranslation();
  const waits = deal.waitsFor !== 'nothing';
  return (
    <>
      <StateTag tone={stateTones[deal.state]}>{t(`deals.state.${deal.state}`)}</StateTag>
      {deal.recheck === 'waiting' || deal.recheck === 'wrong' ? (
        <span className="muted deal-waits">{t(`deals.room.recheck.${deal.recheck}`)}</span>
      ) : null}
      {waits ? <span className="muted deal-waits">{t(`deals.waits.${deal.waitsFor}`)}</span> : null}
    </>
  );
}
