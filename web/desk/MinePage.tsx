/** The consultant's phone: am I up, my place, my visitors, my presence, what I owe and am owed. */
import { PhoneOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { formatMinutes, formatTime } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSession, useSite } from '../shell/session.tsx';
import { sayPresence } from './say-presence.ts';
import type { Visit } from './floor.ts';
import { MyVisitsToday } from './MyVisitsToday.tsx';
import { minutesSince, useNow } from './use-now.ts';
import type { VisitAction } from './VisitsPanel.tsx';
import { VisitDialog } from './LazyDialogs.tsx';
import './desk.css';

type Mine = ResponseOf<typeof desk.mine>;
const onOnePhone = ['on_floor', 'own_work', 'with_leader', 'meal', 'errand_company', 'errand_personal'] as const;

export function MinePage() {
  const { t } = useTranslation();
  const site = useSite();
  const mine = useApiQuery(desk.mine, { query: { siteId: site.id } }, { live: ['desk'] });
  return (
    <Page title={t('desk.mine.title')} subtitle={mine.data ? t(`desk.status.${mine.data.status}`) : null} query={mine}>
      {mine.data ? <Content mine={mine.data} siteId={site.id} /> : null}
    </Page>
  );
}

function Content({ mine, siteId }: { mine: Mine; siteId: string }) {
  const { t } = useTranslation();
  const now = useNow(mine.now);
  const [acting, setActing] = useState<{ action: VisitAction; visit: Visit } | null>(null);
  useCallForAttention(mine.visits.some(({ state }) => state === 'called'));
  return (
    <div className="mine">
      {mine.visits.map((visit) => (
        <MyVisit key={visit.id} visit={visit} now={now} onAction={(action) => setActing({ action, visit })} />
      ))}
      <MyPlace mine={mine} />
      <MyPresence mine={mine} siteId={siteId} />
      <Owed mine={mine} siteId={siteId} />
      <MyVisitsToday siteId={siteId} />
      {acting ? <Dialog acting={acting} siteId={siteId} onClose={() => setActing(null)} /> : null}
      <p className="muted">{t('desk.mine.hint')}</p>
    </div>
  );
}

/** The dialogs name colleagues, so they look at the floor when they open. */
function Dialog({
  acting,
  siteId,
  onClose,
}: {
  acting: { action: VisitAction; visit: Visit };
  siteId: string;
  onClose: () => void;
}) {
  const floor = useApiQuery(desk.floor, { params: { siteId } }, { live: ['desk'] });
  if (!floor.data) return null;
  return <VisitDialog {...acting} floor={floor.data} onClose={onClose} onChanged={() => {}} />;
}

function MyVisit({ visit, now, onAction }: { visit: Visit; now: number; onAction: (action: VisitAction) => void }) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const navigate = useNavigate();
  const accept = useApiCommand(desk.accept);
  const isHelper = visit.server?.id !== me;
  const isCalled = visit.state === 'called' && !isHelper;
  const since = visit.state === 'serving' ? visit.startedAt : visit.arrivedAt;
  return (
    <section className={isCalled ? 'mine-turn' : 'mine-turn is-serving'} aria-live="assertive">
      <h2>{t(isHelper ? 'desk.mine.helping' : isCalled ? 'desk.mine.up' : 'desk.mine.serving')}</h2>
      <div className="facts">
        <div>
          {t('desk.number', { number: visit.number })} ·{' '}
          {visit.customer?.name ?? (visit.visitor || t('desk.visitor.unnamed'))} ·{' '}
          {t('desk.people', { count: visit.partySize })}
        </div>
        <div>
          {t(`desk.row.${visit.row}`)} · {t(`desk.service.${visit.service}`)} ·{' '}
          {visit.creditedTo ? t('desk.counted') : t('desk.notCounted')}
        </div>
        {visit.onBehalfOf ? <div>{t('desk.onBehalfOf', { name: visit.onBehalfOf.name })}</div> : null}
        <div>
          {t(visit.state === 'serving' ? 'desk.mine.since' : 'desk.mine.waited', {
            time: formatMinutes(minutesSince(since, now)),
          })}
        </div>
        {visit.hints.map((hint) => (
          <div key={hint}>{t(`desk.hint.${hint}`)}</div>
        ))}
      </div>
      {isHelper ? null : (
        <div className="buttons">
          {isCalled ? (
            <>
              <ActionButton
                type="primary"
                block
                label={t('desk.act.accept')}
                onClick={() => accept.mutateAsync({ params: { visitId: visit.id }, body: {} })}
              />
              <ActionButton block label={t('desk.act.pass')} onClick={() => onAction('pass')} />
            </>
          ) : (
            <>
              {visit.customer || visit.purpose !== 'buying' ? null : (
                <ActionButton
                  block
                  label={t('desk.act.register')}
                  onClick={() => void navigate({ to: '/customers/new', search: { visitId: visit.id } as never })}
                />
              )}
              <ActionButton type="primary" block label={t('desk.act.finish')} onClick={() => onAction('finish')} />
              <ActionButton block label={t('desk.act.standIn')} onClick={() => onAction('standIn')} />
            </>
          )}
        </div>
      )}
      <WhyButton journalId={visit.journalId} />
    </section>
  );
}

function MyPlace({ mine }: { mine: Mine }) {
  const { t } = useTranslation();
  const isCalled = mine.visits.some(({ state }) => state === 'called');
  const text = isCalled
    ? t('desk.presence.called')
    : mine.because
      ? t(`desk.because.${mine.because}`)
      : mine.standing === 'up'
        ? t('desk.mine.youAreFirst')
        : mine.ahead !== null
          ? t('desk.mine.ahead', { count: mine.ahead })
          : t('desk.mine.notInLine');
  return (
    <div className="mine-place">
      <span className="big">{mine.position ?? '—'}</span>
      <div>
        <strong>{t('desk.mine.place')}</strong>
        <div>{text}</div>
        <div className="muted">{t('desk.mine.count', { count: mine.count })}</div>
      </div>
    </div>
  );
}

function MyPresence({ mine, siteId }: { mine: Mine; siteId: string }) {
  const { t } = useTranslation();
  const presence = useApiCommand(desk.presence);
  const change = async (status: (typeof onOnePhone)[number]): Promise<void> => {
    try {
      sayPresence(await presence.mutateAsync({ params: { siteId }, body: { status } }), t);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <h3>{t('desk.mine.presence')}</h3>
      <div className="mine-presence">
        {onOnePhone.map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={mine.presence === status}
            disabled={presence.isPending}
            onClick={() => void change(status)}
          >
            {t(`desk.presence.${status}`)}
          </button>
        ))}
      </div>
      <MoveUp siteId={siteId} />
    </>
  );
}

/** "Move up": recorded, or it shifts no responsibility for an empty first position. */
function MoveUp({ siteId }: { siteId: string }) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const floor = useApiQuery(
    desk.floor,
    { params: { siteId } },
    { live: ['desk'], enabled: Boolean(usePermission('desk.read')) },
  );
  const noteMoveUp = useApiCommand(desk.noteMoveUp);
  const stands = floor.data?.line.some((place) => place.members.some(({ id }) => id === me)) ?? false;
  if (!floor.data || !stands || floor.data.status !== 'open') return null;
  const next = floor.data.line.find((place) => place.standing !== null && place.next?.id !== me)?.next ?? null;
  return (
    <ActionButton
      type="link"
      label={next ? t('desk.mine.tellNext', { name: next.name }) : t('desk.mine.nobodyToTell')}
      onClick={async () => {
        await noteMoveUp.mutateAsync({ params: { siteId }, body: { to: next?.id ?? null } });
        showDone(next ? t('desk.mine.told', { name: next.name }) : t('desk.mine.movedUp'));
      }}
    />
  );
}

/** Messages to call back, colleagues' briefings, registrations still due, make-up turns. */
function Owed({ mine, siteId }: { mine: Mine; siteId: string }) {
  const { t } = useTranslation();
  const apply = useApiCommand(desk.applyMakeUp);
  const applyFor = async (makeUpId: string): Promise<void> => {
    const reason = await askReason({ title: t('desk.makeUp.apply') });
    if (reason !== null) await apply.mutateAsync({ params: { siteId, makeUpId }, body: { reason } });
  };
  return (
    <>
      {mine.messages.map((message) => (
        <PhoneCard
          key={message.callId}
          title={t('desk.mine.message', { caller: message.caller })}
          extra={formatTime(message.takenAt)}
          lines={[message.note]}
          actions={
            <Button icon={<PhoneOutlined />} href={`tel:${message.contact.replace(/[^\d+]/g, '')}`}>
              {message.contact}
            </Button>
          }
        />
      ))}
      {mine.briefings.map((briefing) => (
        <PhoneCard
          key={briefing.visitId}
          title={t('desk.mine.briefing', { visitor: briefing.visitor, name: briefing.by.name })}
          extra={formatTime(briefing.at)}
          to={`/desk/visits/${briefing.visitId}`}
        />
      ))}
      {mine.registrationsDue.map((due) => (
        <PhoneCard
          key={due.visitId}
          title={t('desk.mine.registration', { visitor: due.visitor || t('desk.number', { number: due.number }) })}
          extra={<StateTag tone="waiting">{t('desk.visits.due')}</StateTag>}
          lines={[due.day]}
          to={`/desk/visits/${due.visitId}`}
        />
      ))}
      {mine.makeUps.map((makeUp) => (
        <PhoneCard
          key={makeUp.id}
          title={t('desk.makeUps')}
          extra={
            <StateTag tone={makeUp.state === 'applied' ? 'waiting' : 'neutral'}>
              {t(`desk.makeUp.${makeUp.state}`)}
            </StateTag>
          }
          lines={[
            t('desk.makeUp.missed', {
              time: formatTime(makeUp.missedAt),
              because: t(`desk.because.${makeUp.missedBecause}`),
            }),
            makeUp.closingsLeft === null ? '' : t('desk.makeUp.lasts', { count: makeUp.closingsLeft }),
          ]}
          actions={
            makeUp.state === 'owed' ? (
              <ActionButton
                label={t('desk.makeUp.apply')}
                disabledReason={makeUp.whyNot.apply}
                onClick={() => applyFor(makeUp.id)}
              />
            ) : undefined
          }
        />
      ))}
    </>
  );
}

/** The phone shakes and the tab says so when a visitor is waiting for this person. */
function useCallForAttention(isUp: boolean): void {
  const { t } = useTranslation();
  const text = t('desk.mine.up');
  useEffect(() => {
    if (!isUp) return;
    navigator.vibrate?.([300, 150, 300]);
    const before = document.title;
    document.title = `● ${text}`;
    return () => {
      document.title = before;
    };
  }, [isUp, text]);
}
