/** How far off a promised day is, in the colour of what it means. */
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { localToday } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

interface Props {
  readonly promisedOn: string | null;
  /** As the server has it; left out, by this device's day. */
  readonly daysLeft?: number | null;
  readonly handedOverAt?: string | null;
  /** Ended without a handover: nothing is due any more. */
  readonly isOver?: boolean;
  /** At the handover; only looked at once there was one. */
  readonly daysLate?: number | null;
}
const SOON = 3; // days

export function PromiseTag({ promisedOn, daysLeft, handedOverAt = null, isOver = false, daysLate = null }: Props) {
  const { t } = useTranslation();
  if (promisedOn === null || isOver) return null;
  if (handedOverAt !== null)
    return daysLate === null ? null : (
      <StateTag tone={daysLate > 0 ? 'bad' : 'good'}>
        {daysLate > 0 ? t('deals.delivery.wasLate', { days: daysLate }) : t('deals.delivery.onTime')}
      </StateTag>
    );
  const days = daysLeft ?? dayjs(promisedOn).diff(dayjs(localToday()), 'day');
  if (days < 0) return <StateTag tone="bad">{t('deals.delivery.late', { days: 0 - days })}</StateTag>;
  return (
    <StateTag tone={days <= SOON ? 'waiting' : 'neutral'}>
      {days === 0 ? t('deals.delivery.today') : t('deals.delivery.left', { days })}
    </StateTag>
  );
}
