/** One person: particulars, account, the line, and what can be done, each button with the reason when it cannot. */
import { Button, Descriptions, Drawer } from 'antd';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatDay } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { type Member, tones, useSites, useStatusText } from './choices.ts';
import type { Handed } from './OneTimePassword.tsx';
import {
  ConfirmDialog,
  LeaveDialog,
  LeavingDialog,
  ResetPasswordDialog,
  RolesDialog,
  TransferDialog,
} from './StaffDialogs.tsx';
import { EditPerson } from './EditPerson.tsx';

interface StaffDrawerProps {
  readonly staffId: string;
  readonly onClose: () => void;
  readonly onHanded: (handed: Handed) => void;
}
type Doing = 'edit' | 'roles' | 'transfer' | 'rehire' | 'leave' | 'leaving' | 'confirm' | 'password';

export function StaffDrawer({ staffId, onClose, onHanded }: StaffDrawerProps) {
  const query = useApiQuery(organisation.staffMember, { params: { staffId } }, { live: ['organisation'] });
  const [doing, setDoing] = useState<Doing | null>(null);
  const person = query.data;
  return (
    <Drawer open onClose={onClose} size={560} title={person?.name ?? ''}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {person ? <Particulars person={person} /> : query.isPending ? <Loading /> : null}
      {person ? <Actions person={person} onDo={setDoing} /> : null}
      {person && doing ? (
        <Dialog person={person} doing={doing} onClose={() => setDoing(null)} onHanded={onHanded} />
      ) : null}
    </Drawer>
  );
}

function Particulars({ person }: { person: Member }) {
  const { t } = useTranslation();
  const statusText = useStatusText();
  const sites = useSites();
  const row = (key: string, label: string, children: React.ReactNode) => (children ? [{ key, label, children }] : []);
  const login = [person.username, person.phone].filter(Boolean).join(' · ');
  const leave = person.leaveUntil
    ? t('organisation.staff.leave.untilDay', { until: person.leaveUntil })
    : person.leaveFrom
      ? t('organisation.staff.leave.planned', { from: person.leaveFrom })
      : '';
  return (
    <Descriptions
      column={1}
      size="small"
      items={[
        ...row(
          'status',
          t('organisation.staff.status'),
          <>
            <StateTag tone={tones[person.status]}>{statusText(person.status)}</StateTag>{' '}
            <span className="muted">{leave}</span>
          </>,
        ),
        ...row('number', t('organisation.staff.number'), person.number),
        ...row('title', t('organisation.staff.titleField'), person.title),
        ...row('roles', t('organisation.staff.roles'), person.roles.map(textOf).join(t('shell.comma'))),
        ...row('site', t('organisation.staff.site'), [person.siteName, person.teamName].filter(Boolean).join(' · ')),
        ...row(
          'sites',
          t('organisation.staff.sites.more'),
          sites
            .filter((site) => person.siteIds.includes(site.value))
            .map((site) => site.label)
            .join(t('shell.comma')),
        ),
        ...row('superior', t('organisation.staff.superior'), person.superior?.name),
        ...row(
          'subordinates',
          t('organisation.staff.subordinates'),
          person.subordinates.map(({ name }) => name).join(t('shell.comma')),
        ),
        ...row('mentor', t('organisation.staff.mentor'), person.mentor?.name),
        ...row('hiredOn', t('organisation.staff.hiredOn'), person.hiredOn),
        ...row('probation', t('organisation.staff.probationUntil'), person.probationUntil),
        ...row('leftAt', t('organisation.staff.status.left'), person.leftAt ? formatDay(person.leftAt) : null),
        ...row('login', t('organisation.staff.account'), <AccountState person={person} login={login} />),
        ...row('note', t('organisation.staff.note'), person.note),
      ]}
    />
  );
}

function AccountState({ person, login }: { person: Member; login: string }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 8 }}>
      {login} {person.canSignIn ? null : <StateTag tone="neutral">{t('organisation.staff.cannotSignIn')}</StateTag>}{' '}
      {person.mustChangePassword ? <StateTag tone="waiting">{t('organisation.staff.oneTime.unused')}</StateTag> : null}{' '}
      {person.totpEnabled ? <StateTag tone="good">{t('organisation.staff.twoStep')}</StateTag> : null}
    </span>
  );
}

function Actions({ person, onDo }: { person: Member; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation();
  const back = useApiCommand(organisation.returnFromLeave);
  const mayManage = usePermission('organisation.staff') !== null;
  const maySeeRights = usePermission('organisation.rights') !== null;
  const reason = person.whyNot.manage;
  const button = (doing: Doing, label: string, more: object = {}) => (
    <ActionButton
      label={label}
      disabledReason={doing === 'roles' ? person.whyNot.grantRoles : reason}
      onClick={() => onDo(doing)}
      {...more}
    />
  );
  const returnToWork = async (): Promise<void> => {
    await back.mutateAsync({ params: { staffId: person.id }, body: { version: person.version } });
    showDone(t('organisation.staff.saved'));
  };
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 20 }}>
      {maySeeRights ? (
        <Link to={`/organisation/staff/${person.id}/rights`}>
          <Button>{t('organisation.staff.rights')}</Button>
        </Link>
      ) : null}
      {maySeeRights ? (
        <Link to={`/organisation/staff/${person.id}/rights`}>{t('organisation.staff.rights')}</Link>
      ) : null}
      {mayManage && person.status === 'left' ? button('rehire', t('organisation.staff.rehire')) : null}
      {mayManage && person.status !== 'left' ? (
        <>
          {button('edit', t('organisation.staff.edit'), { type: 'primary' })}
          {button('roles', t('organisation.staff.roles'))}
          {button('transfer', t('organisation.staff.transfer'))}
          {person.status === 'active' ? button('leave', t('organisation.staff.leave')) : null}
          {person.status === 'on_leave' ? (
            <ActionButton label={t('organisation.staff.return')} disabledReason={reason} onClick={returnToWork} />
          ) : null}
          {person.probationUntil ? button('confirm', t('organisation.staff.confirm')) : null}
          {button('password', t('organisation.staff.password.reset'))}
          {button('leaving', t('organisation.staff.leaving'), { danger: true })}
        </>
      ) : null}
    </div>
  );
}

function Dialog({
  person,
  doing,
  onClose,
  onHanded,
}: {
  person: Member;
  doing: Doing;
  onClose: () => void;
  onHanded: (handed: Handed) => void;
}) {
  if (doing === 'edit') return <EditPerson person={person} onClose={onClose} />;
  if (doing === 'roles') return <RolesDialog person={person} onClose={onClose} />;
  if (doing === 'transfer' || doing === 'rehire')
    return <TransferDialog person={person} isRehire={doing === 'rehire'} onClose={onClose} />;
  if (doing === 'leave') return <LeaveDialog person={person} onClose={onClose} />;
  if (doing === 'leaving') return <LeavingDialog person={person} onClose={onClose} />;
  if (doing === 'confirm') return <ConfirmDialog person={person} onClose={onClose} />;
  return <ResetPasswordDialog person={person} onClose={onClose} onHanded={onHanded} />;
}
