/** Beside the floor: who answers the phone, messages, make-up turns, what is declared for today. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { askReason } from '../shell/feedback.tsx';
import { formatTime, joinNames } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { Floor, MakeUp } from './floor.ts';
import { FloorDialog } from './LazyDialogs.tsx';

export function PhonePanel({ floor, onCall }: { floor: Floor; onCall: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('desk.phone')}>
      <div className="panel-head">
        {t('desk.phone')}
        <span className="end">
          <Button size="small" onClick={onCall}>
            {t('desk.call.title')} <kbd className="keycap">T</kbd>
          </Button>
        </span>
      </div>
      <div className="panel-body">
        {floor.answersCalls ? t('desk.call.due', { name: floor.answersCalls.name }) : t('desk.call.anyone')}
      </div>
      {floor.messages.map((message) => (
        <div key={message.callId} className="line-place">
          <span>{t('desk.message.for', { name: message.forStaff.name })}</span>
          <span className="end muted">{formatTime(message.takenAt)}</span>
        </div>
      ))}
    </section>
  );
}

const makeUpTones = { owed: 'neutral', applied: 'waiting', placed: 'active' } as const;

export function MakeUpPanel({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const [placing, setPlacing] = useState<MakeUp | null>(null);
  const refuse = useApiCommand(desk.refuseMakeUp);
  const maySupervise = usePermission('desk.supervise');
  const open = floor.makeUps.filter(({ state }) => state !== 'placed');
  if (open.length === 0) return null;
  const decline = async (makeUp: MakeUp): Promise<void> => {
    const reason = await askReason({ title: t('desk.makeUp.refuse') });
    if (reason === null) return;
    await refuse.mutateAsync({ params: { siteId: floor.site.id, makeUpId: makeUp.id }, body: { reason } });
  };
  return (
    <section className="panel" aria-label={t('desk.makeUps')}>
      <div className="panel-head">{t('desk.makeUps')}</div>
      {open.map((makeUp) => (
        <div key={makeUp.id} className="line-place" style={{ flexWrap: 'wrap' }}>
          <div>
            <span className="line-name">{makeUp.staff.name}</span>{' '}
            <StateTag tone={makeUpTones[makeUp.state]}>{t(`desk.makeUp.${makeUp.state}`)}</StateTag>
            <div className="line-note">
              {t('desk.makeUp.missed', {
                time: formatTime(makeUp.missedAt),
                because: t(`desk.because.${makeUp.missedBecause}`),
              })}
              {makeUp.closingsLeft === null ? '' : ` · ${t('desk.makeUp.lasts', { count: makeUp.closingsLeft })}`}
            </div>
          </div>
          {maySupervise ? (
            <span className="end">
              <ActionButton
                size="small"
                label={t('desk.makeUp.place')}
                disabledReason={makeUp.whyNot.place}
                onClick={() => setPlacing(makeUp)}
              />
              <ActionButton size="small" label={t('desk.makeUp.refuse')} onClick={() => decline(makeUp)} />
            </span>
          ) : null}
        </div>
      ))}
      {placing ? <FloorDialog kind="makeUp" floor={floor} makeUp={placing} onClose={() => setPlacing(null)} /> : null}
    </section>
  );
}

/** An event scheme or a duty shift changes who serves, so the desk must see it. */
export function DeclaredPanel({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  if (!floor.event && !floor.duty && !floor.offHours) return null;
  return (
    <section className="panel" aria-label={t('desk.declared')}>
      <div className="panel-body">
        {floor.offHours ? <div>{t('desk.declared.offHours')}</div> : null}
        {floor.event ? (
          <div>
            <strong>{floor.event.name}</strong> · {t(`desk.event.method.${floor.event.method}`)} ·{' '}
            {t(floor.event.counts ? 'desk.counted' : 'desk.notCounted')}
            {floor.event.list.length > 0 ? <div className="muted">{joinNames(floor.event.list)}</div> : null}
          </div>
        ) : null}
        {floor.duty ? (
          <div>
            {t('desk.declared.duty', { names: joinNames(floor.duty.staff) })}
            {floor.duty.leader ? ` · ${t('desk.declared.leader', { name: floor.duty.leader.name })}` : ''}
          </div>
        ) : null}
      </div>
    </section>
  );
}
