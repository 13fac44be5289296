/** What can be done to a person beside editing: one small dialog each. */
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { type Member, useRoles, useSites, useTeams } from './choices.ts';
import type { Handed } from './OneTimePassword.tsx';

interface DialogProps {
  readonly person: Member;
  readonly onClose: () => void;
}

/** Says that it is done, and that customers wait for a new hand where the rules ask for it. */
function useFinish(onClose: () => void): (handoverNeeded?: boolean) => void {
  const { t } = useTranslation();
  return (handoverNeeded) => {
    showDone(t(handoverNeeded ? 'organisation.staff.handover' : 'organisation.staff.saved'));
    onClose();
  };
}

export function RolesDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const finish = useFinish(onClose);
  const setRoles = useApiCommand(organisation.setRoles);
  const [roles, setChosen] = useState(person.roles.map((role) => role.key));
  const options = useRoles();
  const submit = async (): Promise<void> => {
    await setRoles.mutateAsync({ params: { staffId: person.id }, body: { roles } });
    finish();
  };
  return (
    <DialogForm title={`${t('organisation.staff.roles')} · ${person.name}`} onCancel={onClose} onSubmit={submit}>
      <Select
        mode="multiple"
        value={roles}
        onChange={setChosen}
        options={options}
        style={{ width: '100%' }}
        aria-label={t('organisation.staff.roles')}
      />
    </DialogForm>
  );
}

export function TransferDialog({ person, isRehire, onClose }: DialogProps & { isRehire: boolean }) {
  const { t } = useTranslation();
  const finish = useFinish(onClose);
  const transfer = useApiCommand(organisation.transferStaff);
  const rehire = useApiCommand(organisation.rehire);
  const [siteId, setSiteId] = useState(person.siteId);
  const [teamId, setTeamId] = useState(isRehire ? null : person.teamId);
  const [reason, setReason] = useState('');
  const sites = useSites();
  const teams = useTeams(siteId);
  const submit = async (): Promise<void> => {
    const params = { staffId: person.id };
    const place = { version: person.version, siteId, teamId };
    if (isRehire) {
      await rehire.mutateAsync({ params, body: place });
      finish();
    } else {
      const { handoverNeeded } = await transfer.mutateAsync({ params, body: { ...place, reason } });
      finish(handoverNeeded);
    }
  };
  return (
    <DialogForm
      title={`${t(isRehire ? 'organisation.staff.rehire' : 'organisation.staff.transfer')} · ${person.name}`}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.staff.site')}>
        <Select
          allowClear
          value={siteId}
          options={sites}
          onChange={(id) => {
            setSiteId(id ?? null);
            setTeamId(null);
          }}
        />
      </Field>
      <Field label={t('organisation.staff.team')}>
        <Select allowClear value={teamId} options={teams} disabled={!siteId} onChange={(id) => setTeamId(id ?? null)} />
      </Field>
      {isRehire ? null : (
        <Field label={t('organisation.staff.transfer.reason')}>
          <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </DialogForm>
  );
}

export function LeaveDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const finish = useFinish(onClose);
  const leave = useApiCommand(organisation.leaveOfAbsence);
  const [from, setFrom] = useState(localToday());
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    const body = { version: person.version, from, until: until || null, reason };
    const { handoverNeeded } = await leave.mutateAsync({ params: { staffId: person.id }, body });
    finish(handoverNeeded);
  };
  return (
    <DialogForm
      title={`${t('organisation.staff.leave')} · ${person.name}`}
      incomplete={!from}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.staff.leave.from')}>
        <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('organisation.staff.leave.until')}>
        <Input type="date" value={until} min={from} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field label={t('shell.reason')}>
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function LeavingDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const finish = useFinish(onClose);
  const leaving = useApiCommand(organisation.leaving);
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    const body = { version: person.version, reason };
    const { handoverNeeded } = await leaving.mutateAsync({ params: { staffId: person.id }, body });
    finish(handoverNeeded);
  };
  return (
    <DialogForm
      title={t('organisation.staff.leaving')}
      okText={t('organisation.staff.leaving')}
      danger
      onCancel={onClose}
      onSubmit={submit}
    >
      <p style={{ margin: 0 }}>{t('organisation.staff.leaving.text', { name: person.name })}</p>
      <Field label={t('organisation.staff.leaving.reason')}>
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function ConfirmDialog({ person, onClose }: DialogProps) {
  const { t } = useTranslation();
  const finish = useFinish(onClose);
  const confirm = useApiCommand(organisation.confirmStaff);
  const [unitsSold, setUnitsSold] = useState(0);
  const submit = async (): Promise<void> => {
    await confirm.mutateAsync({ params: { staffId: person.id }, body: { version: person.version, unitsSold } });
    finish();
  };
  return (
    <DialogForm
      title={`${t('organisation.staff.confirm')} · ${person.name}`}
      okText={t('organisation.staff.confirm')}
      onCancel={onClose}
      onSubmit={submit}
    >
      <Field label={t('organisation.staff.confirm.units')}>
        <InputNumber min={0} precision={0} value={unitsSold} onChange={(value) => setUnitsSold(value ?? 0)} />
      </Field>
    </DialogForm>
  );
}

export function ResetPasswordDialog({
  person,
  onClose,
  onHanded,
}: DialogProps & { onHanded: (handed: Handed) => void }) {
  const { t } = useTranslation();
  const reset = useApiCommand(organisation.resetPassword);
  const [resetTotp, setResetTotp] = useState(false);
  const submit = async (): Promise<void> => {
    const { login, oneTimePassword } = await reset.mutateAsync({ params: { staffId: person.id }, body: { resetTotp } });
    onClose();
    onHanded({ name: person.name, login, password: oneTimePassword });
  };
  return (
    <DialogForm
      title={`${t('organisation.staff.password.reset')} · ${person.name}`}
      okText={t('organisation.staff.password.reset')}
      danger
      onCancel={onClose}
      onSubmit={submit}
    >
      <p style={{ margin: 0 }}>{t('organisation.staff.password.reset.text')}</p>
      {person.totpEnabled ? (
        <Checkbox checked={resetTotp} onChange={(event) => setResetTotp(event.target.checked)}>
          {t('organisation.staff.password.totp')}
        </Checkbox>
      ) : null}
    </DialogForm>
  );
}
