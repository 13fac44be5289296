/** The whole page: whose it is, when it starts, what was won, and the rooms. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchDay } from '#contract/inventory-buyers.ts';
import { ApiError } from '../shell/api.ts';
import { serverNow } from '../shell/clock.ts';
import { useSecond } from '../inventory/use-second.ts';
import { Answer, type Said } from './Answer.tsx';
import { Rooms } from './Rooms.tsx';
import { useDay } from './use-day.ts';
import { errorText, timeText } from './words.ts';

export function DayPage({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const { seen, look, press } = useDay(token);
  const [said, setSaid] = useState<Said | null>(null);
  const [pressing, setPressing] = useState<string | null>(null);
  useSecond(); // looks again every second; the instant itself is exact
  const { day, units, failed, connected } = seen;
  useEffect(() => {
    if (day) document.title = day.name;
  }, [day]);
  if (failed) return <Failed error={failed} onRetry={() => void look()} />;
  if (!day) return <div className="guike-boot">…</div>;
  const isOpen = day.choosesAt !== null && serverNow() >= Date.parse(day.choosesAt);
  const isFull = day.chosen.length >= day.perBuyer;
  const choose = async (unitId: string): Promise<void> => {
    if (pressing) return;
    setPressing(unitId);
    setSaid(null);
    try {
      setSaid({ kind: 'got', won: await press(unitId) });
      navigator.vibrate?.(200);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid({ kind: 'no', error });
    } finally {
      setPressing(null);
    }
  };
  const disabled = !isOpen || isFull || pressing !== null;
  return (
    <main className="press day">
      <header className="day-head">
        <h1>{day.name}</h1>
        <p>
          {day.site} · {t('launchDay.consultant', { name: day.consultant })}
        </p>
        <p className="press-who">
          <b>{day.buyer.name}</b>
          {day.buyer.orderNumber === null ? null : (
            <span>{t('launchDay.number', { number: day.buyer.orderNumber })}</span>
          )}
        </p>
      </header>
      {connected ? null : (
        <p className="day-offline" role="status">
          {t('launchDay.offline')}
        </p>
      )}
      <Chosen day={day} />
      <Start day={day} isOpen={isOpen} isFull={isFull} />
      {pressing && !said ? (
        <p className="day-sure" role="status">
          {t('launchDay.sure')}
        </p>
      ) : null}
      {said && !(said.kind === 'got' && day.chosen.some(({ unitId }) => unitId === said.won.unitId)) ? (
        <Answer
          said={said}
          day={day}
          units={units}
          disabled={disabled}
          onClose={() => setSaid(null)}
          onPress={(unitId) => void choose(unitId)}
        />
      ) : null}
      <Rooms
        day={day}
        token={token}
        units={units}
        disabled={disabled}
        pressing={pressing}
        onPress={(id) => void choose(id)}
      />
    </main>
  );
}

function Chosen({ day }: { readonly day: LaunchDay }) {
  const { t } = useTranslation();
  return day.chosen.map(({ unitId, code, until }) => (
    <section key={unitId} className="press-answer is-got" role="status">
      <b>{t('launchDay.got', { unit: code })}</b>
      <span>
        {until === null ? t('launchDay.got.ordered') : t('launchDay.got.until', { at: timeText(until, day.timeZone) })}
      </span>
      {until === null ? null : <span>{t('launchDay.got.next', { name: day.consultant })}</span>}
    </section>
  ));
}

interface StartProps {
  readonly day: LaunchDay;
  readonly isOpen: boolean;
  readonly isFull: boolean;
}
function Start({ day, isOpen, isFull }: StartProps) {
  const { t } = useTranslation();
  if (isFull) return null;
  if (day.choosesAt === null) return <p className="day-note">{t('launchDay.registering')}</p>;
  if (isOpen) return <p className="press-open">{t('launchDay.open')}</p>;
  return (
    <>
      <div className="count-down" role="timer">
        <small>{t('launchDay.until')}</small>
        <b>{countText(Date.parse(day.choosesAt) - serverNow(), t)}</b>
        <small>{t('launchDay.at', { at: timeText(day.choosesAt, day.timeZone) })}</small>
      </div>
      <p className="day-note">{t('launchDay.hold', { minutes: day.holdMinutes, count: day.perBuyer })}</p>
    </>
  );
}

/** Rounded up: it reaches zero when it is time and not a second before. */
function countText(ms: number, t: (key: string, values: { days: number }) => string): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two((seconds / 3_600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `${t('launchDay.days', { days })} ${clock}` : clock;
}

function Failed({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const known = { LINK_ENDED: 'ended', LINK_UNKNOWN: 'unknown' }[error.code];
  return (
    <main className="day day-failed">
      <h1>{known ? t(`launchDay.${known}`) : t('launchDay.failed')}</h1>
      <p>{known ? t(`launchDay.${known}.text`) : errorText(error)}</p>
      {known ? null : (
        <button type="button" className="press-button" onClick={onRetry}>
          {t('launchDay.again')}
        </button>
      )}
    </main>
  );
}
