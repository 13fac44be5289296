/** The desk: everything on one screen, everything by keyboard. */
import { DesktopOutlined, SwapOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { useHotkey } from '../shell/hotkeys.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { AnswerBanner } from './AnswerBanner.tsx';
import { byUrgency, type Floor, type Person, type Place, type Visit } from './floor.ts';
import { asksFirst, FloorDialog, VisitDialog } from './LazyDialogs.tsx';
import { LinePanel, OthersPanel } from './LinePanel.tsx';
import { PlaceWhyDrawer } from './PlaceWhyDrawer.tsx';
import { RegisterPanel } from './RegisterPanel.tsx';
import { DeclaredPanel, MakeUpPanel, PhonePanel } from './SidePanels.tsx';
import { useNow } from './use-now.ts';

import { type VisitAction, VisitsPanel } from './VisitsPanel.tsx';
import './desk.css';

export function ConsolePage() {
  const { t } = useTranslation();
  const site = useSite();
  const floor = useApiQuery(desk.floor, { params: { siteId: site.id } }, { live: ['desk'] });
  return (
    <Page
      title={t('desk.console.title')}
      subtitle={floor.data ? <Summary floor={floor.data} /> : null}
      actions={
        <>
          <Link to={`/board/${site.id}`} target="_blank">
            <Button icon={<DesktopOutlined />}>{t('desk.board.title')}</Button>
          </Link>
          <Link to="/desk/day">
            <Button>{t('desk.day.title')}</Button>
          </Link>
        </>
      }
      query={floor}
    >
      {floor.data ? <Console floor={floor.data} /> : null}
    </Page>
  );
}

function Summary({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  return (
    <>
      {[
        floor.day,
        t(`desk.status.${floor.status}`),
        t('desk.summary.visits', { count: floor.visitsToday }),
        t(`desk.order.${floor.rules.orderSource}`),
      ].join(' · ')}
    </>
  );
}

const AdjustDialog = lazy(async () => ({ default: (await import('./AdjustDialog.tsx')).AdjustDialog }));

type Open = 'presence' | 'call' | 'adjust' | 'post' | null;

function Console({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const now = useNow(floor.now);
  const mayReceive = usePermission('desk.receive');
  const mayOperate = usePermission('desk.operate');
  const maySupervise = usePermission('desk.supervise');
  const [answer, setAnswer] = useState<Visit | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [acting, setActing] = useState<{ action: VisitAction; visit: Visit } | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [person, setPerson] = useState<Person | null>(null);
  const [whyPlace, setWhyPlace] = useState<Place | null>(null);
  const act = useImmediateActions(setAnswer);

  const visits = byUrgency(floor.visits);
  const openPresence = (who: Person | null): void => {
    setPerson(who);
    setOpen('presence');
  };
  useHotkey('w', t('desk.presence.change'), () => openPresence(null), Boolean(mayOperate));
  useHotkey('t', t('desk.call.title'), () => setOpen('call'), Boolean(mayReceive));

  const onAction = (action: VisitAction, visit: Visit): unknown => {
    if (asksFirst(action)) return setActing({ action, visit });
    return act(action, visit);
  };
  const onReceived = (visit: Visit): void => {
    setAnswer(visit);
    setChosenId(visit.id);
  };
  const close = (): void => setOpen(null);
  return (
    <div className="console">
      <div>
        <LinePanel
          floor={floor}
          now={now}
          onPerson={mayOperate ? openPresence : undefined}
          onWhy={setWhyPlace}
          actions={
            maySupervise ? (
              <ActionButton
                size="small"
                type="text"
                icon={<SwapOutlined rotate={90} />}
                label={t('desk.line.adjust')}
                disabledReason={floor.whyNot.adjust}
                onClick={() => setOpen('adjust')}
              />
            ) : null
          }
        />
      </div>
      <div className="console-floor">
        {floor.status === 'open' ? null : <NotOpen floor={floor} />}
        {answer ? <AnswerBanner visit={answer} onClose={() => setAnswer(null)} /> : null}
        {mayReceive ? <RegisterPanel floor={floor} onReceived={onReceived} /> : null}
        <VisitsPanel visits={visits} now={now} chosenId={chosenId} onChoose={setChosenId} onAction={onAction} />
      </div>
      <div>
        <DeclaredPanel floor={floor} />
        <PhonePanel floor={floor} onCall={() => setOpen('call')} />
        <MakeUpPanel floor={floor} />
        <OthersPanel floor={floor} now={now} onPerson={mayOperate ? openPresence : undefined} />
        {mayReceive ? (
          <Button block style={{ marginTop: 14 }} onClick={() => setOpen('post')}>
            {t('desk.posts.title')}
          </Button>
        ) : null}
      </div>
      {acting ? (
        <VisitDialog
          action={acting.action}
          visit={acting.visit}
          floor={floor}
          onClose={() => setActing(null)}
          onChanged={(visit) => setAnswer(visit.state === 'called' || visit.state === 'waiting' ? visit : null)}
        />
      ) : null}
      {open === 'presence' || open === 'call' || open === 'post' ? (
        <FloorDialog kind={open} floor={floor} person={person} onClose={close} />
      ) : null}
      {open === 'adjust' ? (
        <Suspense fallback={null}>
          <AdjustDialog floor={floor} onClose={close} />
        </Suspense>
      ) : null}
      {whyPlace ? <PlaceWhyDrawer siteId={floor.site.id} place={whyPlace} onClose={() => setWhyPlace(null)} /> : null}
    </div>
  );
}

/** Accepting for a colleague and calling again need no question. */
function useImmediateActions(onAnswer: (visit: Visit | null) => void) {
  const { t } = useTranslation();
  const accept = useApiCommand(desk.accept);
  const callNext = useApiCommand(desk.callNext);
  return async (action: VisitAction, visit: Visit): Promise<void> => {
    const params = { visitId: visit.id };
    try {
      if (action === 'accept') {
        await accept.mutateAsync({ params, body: { staffId: visit.server?.id } });
        showDone(t('desk.accepted', { number: visit.number, name: visit.server?.name ?? '' }));
        onAnswer(null);
      }
      if (action === 'callNext') onAnswer((await callNext.mutateAsync({ params, body: {} })).visit);
    } catch (error) {
      showError(error);
    }
  };
}

function NotOpen({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const open = useApiCommand(desk.open);
  const maySupervise = usePermission('desk.supervise');
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 14 }}
      title={t(floor.status === 'planned' ? 'desk.notOpen' : 'desk.closed')}
      description={t(floor.status === 'planned' ? 'desk.notOpen.text' : 'desk.closed.text')}
      action={
        maySupervise && floor.status === 'planned' ? (
          <ActionButton
            type="primary"
            label={t('desk.day.open')}
            disabledReason={floor.whyNot.open}
            onClick={() => open.mutateAsync({ params: { siteId: floor.site.id }, body: {} })}
          />
        ) : undefined
      }
    />
  );
}
