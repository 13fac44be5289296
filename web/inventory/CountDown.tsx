/** The time until something opens, large and exact; nothing once it has come. */
import { useTranslation } from 'react-i18next';
import { serverNow } from '../shell/clock.ts';
import { formatInstant } from '../shell/format.ts';
import './press.css';
import { useSecond } from './use-second.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export function CountDown({ at, label }: { readonly at: string; readonly label: string }) {
  const { t } = useTranslation();
  useSecond(); // looks again every second; the instant itself is exact
  const left = Math.ceil((Date.parse(at) - serverNow()) / 1_000);
  if (left <= 0) return null;
  const days = Math.floor(left / 86_400);
  const clock = `${two(Math.floor(left / 3_600) % 24)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  return (
    <div className="count-down" role="timer">
      <span>{label}</span>
      <b>{days > 0 ? `${t('inventory.days.count', { days })} ${clock}` : clock}</b>
      <small>{formatInstant(at)}</small>
    </div>
  );
}
