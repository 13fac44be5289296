/** What the wall board shows, apart from where it comes from. */
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatMinutes } from '../shell/format.ts';
import { minutesSince } from './use-now.ts';

type BoardView = ResponseOf<typeof desk.board>;

const NEXT_SHOWN = 3;
const ROWS_SHOWN = 6; // what fits at a size that is read from five metres
const LONG_WAIT_MINUTES = 3;

export function Board({ view, now }: { view: BoardView; now: number }) {
  const { t } = useTranslation();
  const clock = dayjs(now).tz();
  const ready = view.line.filter(({ standing }) => standing !== null).slice(0, NEXT_SHOWN);
  return (
    <main className="board">
      <header className="board-head">
        <h1>{view.site}</h1>
        <span className="board-date">{clock.format('M-D dddd')}</span>
        <span className="board-clock">{clock.format('HH:mm')}</span>
      </header>
      <div className="board-columns">
        <section>
          <h2>{t('desk.board.next')}</h2>
          {ready.length === 0 ? (
            <p className="board-none">{t(view.status === 'open' ? 'desk.board.nobodyFree' : 'desk.board.closed')}</p>
          ) : null}
          {ready.map((place, index) => (
            <div key={`${place.position} ${place.label}`} className={index === 0 ? 'board-next is-up' : 'board-next'}>
              <span className="n">{index + 1}</span>
              <span className="name">{place.label}</span>
              <span className="note">
                {index === 0 ? t('desk.line.up') : index === 1 ? t('desk.line.onDeck') : ''}
                {place.isMakeUp ? ` ${t('desk.service.make_up')}` : ''}
              </span>
            </div>
          ))}
        </section>
        <div>
          <BoardSection title={t('desk.board.waiting')} none={t('desk.board.noneWaiting')}>
            {view.waiting.slice(0, ROWS_SHOWN).map((visit) => (
              <BoardRow
                key={visit.number}
                name={visit.visitor || t('desk.number', { number: visit.number })}
                minutes={minutesSince(visit.since, now)}
                isLate={minutesSince(visit.since, now) >= LONG_WAIT_MINUTES}
              />
            ))}
          </BoardSection>
          <BoardSection title={t('desk.board.serving')} none={t('desk.board.noneServing')}>
            {view.serving.slice(0, ROWS_SHOWN).map((row) => (
              <BoardRow
                key={`${row.label} ${row.number}`}
                name={row.label}
                with={row.visitor || t('desk.number', { number: row.number })}
                minutes={minutesSince(row.since, now)}
                note={row.state === 'called' ? t('desk.board.called') : undefined}
              />
            ))}
          </BoardSection>
        </div>
      </div>
    </main>
  );
}

function BoardSection({ title, none, children }: { title: string; none: string; children: readonly ReactNode[] }) {
  return (
    <section className="board-section">
      <h2>{title}</h2>
      {children.length === 0 ? <p className="board-none">{none}</p> : <div className="board-list">{children}</div>}
    </section>
  );
}

interface BoardRowProps {
  readonly name: string;
  readonly with?: string;
  readonly note?: string;
  readonly minutes: number;
  readonly isLate?: boolean;
}
const BoardRow = ({ name, with: guest, note, minutes, isLate }: BoardRowProps) => (
  <div className={isLate ? 'board-row is-late' : 'board-row'}>
    <span>{name}</span>
    {guest ? <span className="muted">{guest}</span> : null}
    <span className="end">{note ?? formatMinutes(minutes)}</span>
  </div>
);
