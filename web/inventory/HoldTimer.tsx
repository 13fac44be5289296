/** How long a hold still lasts: days and hours while there is time, seconds when it matters. */
import { useTranslation } from 'react-i18next';
import { serverNow } from '../shell/clock.ts';
import { useSecond } from './use-second.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const SOON_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;

export function HoldTimer({ until }: { readonly until: string }) {
  const { t } = useTranslation();
  useSecond();
  const left = Math.max(0, Date.parse(until) - serverNow());
  const hours = Math.floor(left / HOUR_MS);
  const [minutes, seconds] = [Math.floor(left / 60_000) % 60, Math.floor(left / 1_000) % 60];
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  return (
    <time dateTime={until} className={left < SOON_MS ? 'hold-timer is-soon' : 'hold-timer'}>
      {hours >= 48 ? t('inventory.timer.days', { days: Math.floor(hours / 24), hours: hours % 24 }) : clock}
    </time>
  );
}
