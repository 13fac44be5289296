/** Visitors on the floor: waiting first, then called, then being served. One is chosen; its actions and their keys show. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { formatMinutes, formatTime, joinNames } from '../shell/format.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { StateTone } from '../shell/theme.ts';
import { type Visit, waitsTooLong } from './floor.ts';
import { minutesSince } from './use-now.ts';

export const visitTones: Readonly<Record<Visit['state'], StateTone>> = {
  waiting: 'bad',
  called: 'waiting',
  serving: 'active',
  finished: 'neutral',
  left: 'neutral',
};

type Reasons = 'accept' | 'pass' | 'finish' | 'change' | 'override' | 'leave' | 'confirmOwner';
interface ActionOfVisit {
  readonly action: string;
  readonly hotkey: string;
  readonly may: string;
  /** States in which the action makes sense at all; otherwise it is not offered. */
  readonly in: readonly Visit['state'][];
  /** Which answer of the view says why it is disabled. */
  readonly whyNot?: Reasons;
  readonly when?: (visit: Visit) => boolean;
}

/** What can be done with a visit, in the order of the buttons. The keys leave n, w, t, d and m to the page. */
export const visitActions = [
  { action: 'accept', hotkey: 'a', may: 'desk.receive', in: ['called'], whyNot: 'accept' },
  { action: 'callNext', hotkey: 'g', may: 'desk.receive', in: ['waiting'] },
  { action: 'finish', hotkey: 'f', may: 'desk.receive', in: ['serving', 'called'], whyNot: 'finish' },
  { action: 'pass', hotkey: 'p', may: 'desk.receive', in: ['called'], whyNot: 'pass' },
  {
    action: 'link',
    hotkey: 'k',
    may: 'desk.receive',
    in: ['waiting', 'called', 'serving'],
    when: (visit) => !visit.customer,
  },
  { action: 'correct', hotkey: 'r', may: 'desk.receive', in: ['waiting', 'called', 'serving'] },
  { action: 'change', hotkey: 'c', may: 'desk.receive', in: ['called', 'serving'], whyNot: 'change' },
  { action: 'help', hotkey: 'e', may: 'desk.receive', in: ['called', 'serving'] },
  {
    action: 'standIn',
    hotkey: 's',
    may: 'desk.receive',
    in: ['serving'],
    when: (visit) => visit.service === 'own' || visit.service === 'requested',
  },
  { action: 'log', hotkey: 'j', may: 'desk.receive', in: ['waiting', 'called', 'serving'] },
  { action: 'leave', hotkey: 'l', may: 'desk.receive', in: ['waiting', 'called'], whyNot: 'leave' },
  { action: 'override', hotkey: 'o', may: 'desk.supervise', in: ['waiting', 'called', 'serving'], whyNot: 'override' },
  {
    action: 'confirmOwner',
    hotkey: 'y',
    may: 'desk.supervise',
    in: ['called', 'serving'],
    whyNot: 'confirmOwner',
    when: (visit) => visit.owner.needs !== null,
  },
] as const satisfies readonly ActionOfVisit[];
export type VisitAction = (typeof visitActions)[number]['action'];

interface VisitsPanelProps {
  readonly visits: readonly Visit[];
  readonly now: number;
  readonly chosenId: string | null;
  readonly onChoose: (visitId: string) => void;
  readonly onAction: (action: VisitAction, visit: Visit) => unknown;
}

export function VisitsPanel({ visits, now, chosenId, onChoose, onAction }: VisitsPanelProps) {
  const { t } = useTranslation();
  const index = visits.findIndex(({ id }) => id === chosenId);
  const step = (by: number): void => {
    const next = visits[Math.min(Math.max(index + by, 0), visits.length - 1)];
    if (next) onChoose(next.id);
  };
  useHotkey('ArrowDown', t('desk.visits.nextKey'), () => step(1), visits.length > 0);
  useHotkey('ArrowUp', t('desk.visits.previousKey'), () => step(-1), visits.length > 0);
  return (
    <section className="panel" aria-label={t('desk.visits.onFloor')}>
      <div className="panel-head">
        {t('desk.visits.onFloor')} <span className="muted">{visits.length}</span>
      </div>
      {visits.length === 0 ? <div className="panel-empty">{t('desk.visits.none')}</div> : null}
      {visits.map((visit) => (
        <VisitOnFloor key={visit.id} {...{ visit, now, onChoose, onAction }} isChosen={visit.id === chosenId} />
      ))}
    </section>
  );
}

type VisitProps = { visit: Visit; isChosen: boolean } & Pick<VisitsPanelProps, 'now' | 'onChoose' | 'onAction'>;

function VisitOnFloor({ visit, now, isChosen, onChoose, onAction }: VisitProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const since = visit.state === 'serving' ? visit.startedAt : visit.arrivedAt;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the page choose; a click is the short way
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are the controls
    <div
      ref={box}
      className={`visit ${isChosen ? 'is-chosen' : ''} ${waitsTooLong(visit, now) ? 'is-late' : ''}`}
      onClick={() => onChoose(visit.id)}
    >
      <span className="visit-number">{visit.number}</span>
      <div className="visit-who">
        <strong>{visit.customer?.name ?? (visit.visitor || t('desk.visitor.unnamed'))}</strong>
        {visit.partySize > 1 ? <span className="muted">{t('desk.people', { count: visit.partySize })}</span> : null}
        <StateTag tone={visitTones[visit.state]}>{t(`desk.state.${visit.state}`)}</StateTag>
        {visit.server ? <span>→ {visit.server.name}</span> : null}
        {visit.onBehalfOf ? (
          <span className="muted">{t('desk.onBehalfOf', { name: visit.onBehalfOf.name })}</span>
        ) : null}
        {visit.helpers.length > 0 ? (
          <span className="muted">{t('desk.helpers', { names: joinNames(visit.helpers) })}</span>
        ) : null}
      </div>
      <div className="visit-time">
        <strong>{formatMinutes(minutesSince(since, now))}</strong>
      </div>
      <div className="visit-line">
        {[
          t(`desk.row.${visit.row}`),
          t(`desk.service.${visit.service}`),
          visit.creditedTo ? t('desk.counted') : t('desk.notCounted'),
          t('desk.arrivedAt', { time: formatTime(visit.arrivedAt) }),
        ].join(' · ')}
        <WhyButton kind="icon" journalId={visit.journalId} />
        {visit.owner.needs ? <StateTag tone="waiting">{t('desk.owner.supervisor')}</StateTag> : null}
      </div>
      {isChosen ? <VisitActions visit={visit} onAction={onAction} /> : null}
    </div>
  );
}

type WhyNots = Readonly<Partial<Record<Reasons, { code: string; zh: string; en: string } | null>>>;

/** The view answers for the person looking; the desk may act for the colleague whose turn it is. */
function reasonFor({ whyNot }: ActionOfVisit, whyNots: WhyNots | undefined, mayOperate: boolean) {
  const reason = (whyNot && whyNots?.[whyNot]) ?? null;
  return reason?.code === 'TURN_IS_ANOTHERS' && mayOperate ? null : reason;
}

function VisitActions({ visit, onAction }: Pick<VisitProps, 'visit' | 'onAction'>) {
  const { t } = useTranslation();
  const mayOperate = usePermission('desk.operate');
  const detail = useApiQuery(desk.visit, { params: { visitId: visit.id } }, { live: ['desk'], keepPrevious: false });
  return (
    <div className="visit-actions">
      {(visitActions as readonly (ActionOfVisit & { action: VisitAction })[])
        .filter((one) => one.in.includes(visit.state) && (one.when?.(visit) ?? true))
        .map((one, index) => (
          <VisitActionButton
            key={one.action}
            hotkey={one.hotkey}
            may={one.may}
            isFirst={index === 0}
            disabledReason={reasonFor(one, detail.data?.whyNot, Boolean(mayOperate))}
            label={t(`desk.act.${one.action}`)}
            onClick={() => onAction(one.action, visit)}
          />
        ))}
    </div>
  );
}

interface VisitActionButtonProps extends Pick<ActionOfVisit, 'hotkey' | 'may'> {
  readonly isFirst: boolean;
  readonly label: string;
  readonly disabledReason: { zh: string; en: string } | null;
  readonly onClick: () => unknown;
}

function VisitActionButton({ may, isFirst, hotkey, label, disabledReason, onClick }: VisitActionButtonProps) {
  if (!usePermission(may)) return null;
  return (
    <ActionButton size="small" type={isFirst ? 'primary' : 'default'} {...{ hotkey, label, disabledReason, onClick }} />
  );
}
