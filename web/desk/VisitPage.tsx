/** One visit: what was decided and why, the log of the reception, and every ledger entry it made. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Descriptions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant, joinNames } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { EntryList } from './EntryList.tsx';
import { ReclassifyDialog, VisitDialog } from './LazyDialogs.tsx';
import { visitTones } from './VisitsPanel.tsx';
import './desk.css';

type Detail = ResponseOf<typeof desk.visit>;

export function VisitPage() {
  const { t } = useTranslation();
  const { visitId } = useRouteParams<'visitId'>();
  const visit = useApiQuery(desk.visit, { params: { visitId } }, { live: ['desk'] });
  return (
    <Page
      title={visit.data ? t('desk.visit.title', { number: visit.data.number }) : t('desk.visit')}
      subtitle={visit.data?.day}
      actions={visit.data ? <Actions visit={visit.data} /> : null}
      query={visit}
    >
      {visit.data ? <Content visit={visit.data} /> : null}
    </Page>
  );
}

function Actions({ visit }: { visit: Detail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'reclassify' | 'link' | 'log' | null>(null);
  const maySupervise = usePermission('desk.supervise');
  const mayReceive = usePermission('desk.receive');
  const floor = useApiQuery(
    desk.floor,
    { params: { siteId: visit.siteId } },
    { live: ['desk'], enabled: open === 'link' || open === 'log' },
  );
  const close = (): void => setOpen(null);
  const navigate = useNavigate();
  const register = (): void => void navigate({ to: '/customers/new', search: { visitId: visit.id } as never });
  return (
    <>
      <WhyButton journalId={visit.journalId} />
      {mayReceive && !visit.customer ? (
        <>
          <ActionButton type="primary" label={t('desk.act.register')} onClick={register} />
          <ActionButton label={t('desk.act.link')} onClick={() => setOpen('link')} />
        </>
      ) : null}
      {mayReceive ? <ActionButton label={t('desk.act.log')} onClick={() => setOpen('log')} /> : null}
      {maySupervise && visit.server ? (
        <ActionButton
          label={t(visit.creditedTo ? 'desk.reclassify.doReverse' : 'desk.reclassify.doGrant')}
          onClick={() => setOpen('reclassify')}
        />
      ) : null}
      {open === 'reclassify' ? <ReclassifyDialog visit={visit} onClose={close} onChanged={() => {}} /> : null}
      {(open === 'link' || open === 'log') && floor.data ? (
        <VisitDialog action={open} visit={visit} floor={floor.data} onClose={close} onChanged={() => {}} />
      ) : null}
    </>
  );
}

function Content({ visit }: { visit: Detail }) {
  const { t } = useTranslation();
  const { owner, log } = visit;
  const names = { owner: owner.owner?.name ?? visit.server?.name ?? '', previous: owner.previousOwner?.name ?? '' };
  const facts = [
    [
      t('desk.visits.state'),
      <StateTag key="state" tone={visitTones[visit.state]}>
        {t(`desk.state.${visit.state}`)}
      </StateTag>,
    ],
    [
      t('desk.register.who'),
      visit.customer ? (
        <Link key="who" to={`/customers/${visit.customer.id}`}>
          {visit.customer.name}
        </Link>
      ) : (
        visit.visitor || t('desk.visitor.unnamed')
      ),
    ],
    [t('desk.register.party'), t('desk.people', { count: visit.partySize })],
    [t('desk.visits.what'), t(`desk.row.${visit.row}`)],
    [t('desk.consultant'), visit.server?.name ?? ''],
    [t('desk.visits.how'), t(`desk.service.${visit.service}`)],
    [t('desk.visit.helpers'), joinNames(visit.helpers)],
    [
      t('desk.ledger.countColumn'),
      visit.creditedTo ? `${t('desk.counted')} · ${visit.creditedTo.name}` : t('desk.notCounted'),
    ],
    [
      t('desk.visit.owner'),
      `${t(`desk.owner.${owner.kind}`, names)}${owner.needs ? ` · ${t('desk.owner.supervisor')}` : ''}`,
    ],
    [t('desk.visits.arrived'), formatInstant(visit.arrivedAt)],
    [t('desk.visit.started'), formatInstant(visit.startedAt)],
    [t('desk.visits.ended'), formatInstant(visit.endedAt)],
    [t('desk.finish.interest'), log.interest],
    [t('desk.finish.outcome'), log.outcome ? t(`desk.outcome.${log.outcome}`) : ''],
    [t('desk.finish.note'), log.note],
  ] as const;
  return (
    <>
      <div className="panel panel-body">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 3 }}
          items={facts
            .filter(([, value]) => value !== '')
            .map(([label, children]) => ({ key: label, label, children }))}
        />
      </div>
      {log.steps.length > 0 ? (
        <div className="panel">
          <div className="panel-head">{t('desk.act.log')}</div>
          <div className="panel-body">
            {log.steps.map((step) => (
              <div key={`${step.at} ${step.text}`}>
                <span className="muted">{formatInstant(step.at)}</span> {step.text}{' '}
                <span className="muted">{step.by?.name}</span>
              </div>
            ))}
          </div>
        </div>
      ) : null}
      <div className="panel">
        <div className="panel-head">{t('desk.ledger.title')}</div>
        <div className="panel-body">
          <EntryList entries={visit.entries} />
        </div>
      </div>
    </>
  );
}
