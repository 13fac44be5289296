/** Opening and closing the day, tomorrow's duty list, and what is declared for today. */
import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DialogForm } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { type Declaration, DeclareDialog } from './DeclareDialog.tsx';
import { DutyListPanel } from './DutyListPanel.tsx';
import { everybody, type Floor } from './floor.ts';
import { DeclaredPanel, MakeUpPanel } from './SidePanels.tsx';
import { ReasonField } from './ReasonField.tsx';
import './desk.css';

export function DayPage() {
  const { t } = useTranslation();
  const site = useSite();
  const floor = useApiQuery(desk.floor, { params: { siteId: site.id } }, { live: ['desk'] });
  return (
    <Page
      title={t('desk.day.title')}
      subtitle={floor.data ? `${floor.data.day} · ${t(`desk.status.${floor.data.status}`)}` : null}
      query={floor}
    >
      {floor.data ? <Day floor={floor.data} /> : null}
    </Page>
  );
}

const tones = { planned: 'neutral', open: 'good', closed: 'neutral' } as const;

function Day({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  return (
    <div className="day">
      <section className="panel">
        <div className="panel-head">
          {t('desk.day.today')} <StateTag tone={tones[floor.status]}>{t(`desk.status.${floor.status}`)}</StateTag>
          <span className="end">
            <OpenOrClose floor={floor} />
          </span>
        </div>
        <div className="panel-body">{t(`desk.order.${floor.rules.orderSource}`)}</div>
        {floor.line.map((place) => (
          <div key={`${place.unitId} ${place.makeUpId ?? ''}`} className="line-place">
            <span className="line-number">{place.position}</span>
            <span className="line-name">{place.unitName}</span>
            {place.makeUpId ? <StateTag>{t('desk.service.make_up')}</StateTag> : null}
            <span className="end line-count">{t('desk.times', { count: place.count })}</span>
          </div>
        ))}
      </section>
      <div>
        <Declarations floor={floor} />
        <DeclaredPanel floor={floor} />
        <MakeUpPanel floor={floor} />
        {floor.rules.rotationUnit === 'person' ? (
          <DutyListPanel siteId={floor.site.id} people={everybody(floor)} today={floor.day} />
        ) : null}
      </div>
    </div>
  );
}

function OpenOrClose({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const [closing, setClosing] = useState(false);
  const open = useApiCommand(desk.open);
  const params = { siteId: floor.site.id };
  if (floor.status === 'planned')
    return (
      <ActionButton
        type="primary"
        label={t('desk.day.open')}
        disabledReason={floor.whyNot.open}
        onClick={() => open.mutateAsync({ params, body: {} })}
      />
    );
  return (
    <>
      <ActionButton
        danger
        label={t('desk.day.close')}
        disabledReason={floor.whyNot.close}
        onClick={() => setClosing(true)}
      />
      {closing ? <CloseDialog floor={floor} onClose={() => setClosing(false)} /> : null}
    </>
  );
}

function CloseDialog({ floor, onClose }: { floor: Floor; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const close = useApiCommand(desk.close);
  const here = floor.visits.length;
  return (
    <DialogForm
      title={t('desk.day.close')}
      okText={t('desk.day.close')}
      onCancel={onClose}
      incomplete={here > 0 && reason.trim() === ''}
      onSubmit={async () => {
        const answer = await close.mutateAsync({
          params: { siteId: floor.site.id },
          body: { reason: reason.trim() || null },
        });
        showDone(answer.nextHead ? t('desk.day.tomorrow', { name: answer.nextHead.name }) : t('desk.closed'));
        onClose();
      }}
    >
      {here > 0 ? (
        <Alert type="warning" showIcon title={t('desk.day.stillHere', { count: here })} />
      ) : (
        <p>{t('desk.day.closeText')}</p>
      )}
      <ReasonField value={reason} onChange={setReason} optional={here === 0} />
    </DialogForm>
  );
}

function Declarations({ floor }: { floor: Floor }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Declaration | null>(null);
  const mayManage = usePermission('desk.manage');
  const close = (): void => setDialog(null);
  const closedReason = floor.status === 'open' ? null : t('desk.notOpen');
  const button = (name: Declaration) => (
    <ActionButton
      key={name}
      label={t(`desk.day.${name}`)}
      disabledReason={closedReason}
      onClick={() => setDialog(name)}
    />
  );
  return (
    <section className="panel">
      <div className="panel-head">{t('desk.day.arrange')}</div>
      <div className="panel-body choice">
        {(['join', 'swap', 'penalty'] as const).map(button)}
        {mayManage ? (['event', 'duty', 'offDuty'] as const).map(button) : null}
      </div>
      {dialog ? <DeclareDialog kind={dialog} floor={floor} onClose={close} /> : null}
    </section>
  );
}
