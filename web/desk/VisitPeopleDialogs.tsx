/** Asked before another person comes to a visit: change, helper, stand-in, overruling, whose customer, whose count. */
import { Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSiteStaff } from './DutyListPanel.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useStaffOptions } from './VisitFields.tsx';
import { useSettled, useVisitParams, type VisitDialogProps } from './visit-dialog.ts';

export function ChangeDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [toStaffId, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const people = useStaffOptions(props.floor).filter(({ id }) => id !== props.visit.server?.id);
  const change = useApiCommand(desk.change);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.change.title')}
      onCancel={props.onClose}
      okText={t('desk.act.change')}
      incomplete={reason.trim() === ''}
      onSubmit={async () => settled(await change.mutateAsync({ params, body: { toStaffId, reason } }))}
    >
      <Field label={t('desk.change.to')} hint={t('desk.change.to.hint')}>
        <StaffSelect people={people} value={toStaffId} onChange={setTo} label={t('desk.change.to')} />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function HelpDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const onSheet = useStaffOptions(props.floor);
  // Somebody who takes no turns may know the answer: the manager, another department.
  const others = useSiteStaff(props.floor.site.id, []).filter(({ id }) => !onSheet.some((one) => one.id === id));
  const people = [...onSheet, ...others].filter(({ id }) => id !== props.visit.server?.id);
  const help = useApiCommand(desk.help);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.help.title', { number: props.visit.number })}
      onCancel={props.onClose}
      okText={t('desk.act.help')}
      incomplete={staffId === null}
      onSubmit={async () =>
        settled(await help.mutateAsync({ params, body: { staffId: staffId ?? '', reason: reason.trim() || null } }))
      }
    >
      <Field label={t('desk.help.who')}>
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.help.who')} />
      </Field>
      <ReasonField value={reason} onChange={setReason} optional />
    </DialogForm>
  );
}

export function StandInDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(null);
  const people = useStaffOptions(props.floor).filter(({ id }) => id !== props.visit.server?.id);
  const standIn = useApiCommand(desk.standIn);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.standIn.title')}
      onCancel={props.onClose}
      onSubmit={async () => settled(await standIn.mutateAsync({ params, body: { staffId } }))}
    >
      <Field label={t('desk.standIn.who')} hint={t('desk.standIn.hint')}>
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.standIn.who')} />
      </Field>
    </DialogForm>
  );
}

export function OverrideDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(props.visit.server?.id ?? null);
  const [counts, setCounts] = useState(props.visit.creditedTo !== null);
  const [reason, setReason] = useState('');
  const people = useStaffOptions(props.floor);
  const override = useApiCommand(desk.override);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.override.title', { number: props.visit.number })}
      okText={t('desk.act.override')}
      onCancel={props.onClose}
      incomplete={staffId === null || reason.trim() === ''}
      onSubmit={async () =>
        settled(await override.mutateAsync({ params, body: { staffId: staffId ?? '', counts, reason } }))
      }
    >
      <Field label={t('desk.override.who')}>
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.override.who')} />
      </Field>
      <Checkbox checked={counts} onChange={(event) => setCounts(event.target.checked)}>
        {t('desk.override.counts')}
      </Checkbox>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function ReclassifyDialog(props: Omit<VisitDialogProps, 'floor'>) {
  const { visit, onClose, onChanged } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const counts = visit.creditedTo === null;
  const reclassify = useApiCommand(desk.reclassify);
  return (
    <DialogForm
      title={t(counts ? 'desk.reclassify.grant' : 'desk.reclassify.reverse', { number: visit.number })}
      onCancel={onClose}
      incomplete={reason.trim() === ''}
      onSubmit={async () => {
        const answer = await reclassify.mutateAsync({ params: { visitId: visit.id }, body: { counts, reason } });
        onClose();
        onChanged(answer.visit);
      }}
    >
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}

export function ConfirmOwnerDialog(props: VisitDialogProps) {
  const { owner } = props.visit;
  const { t } = useTranslation();
  const [confirmed, setConfirmed] = useState(true);
  const [reason, setReason] = useState('');
  const confirm = useApiCommand(desk.confirmOwner);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  const names = { owner: owner.owner?.name ?? '', previous: owner.previousOwner?.name ?? '' };
  return (
    <DialogForm
      title={t(`desk.owner.${owner.kind}`, names)}
      onCancel={props.onClose}
      incomplete={reason.trim() === ''}
      onSubmit={async () => settled(await confirm.mutateAsync({ params, body: { confirmed, reason } }))}
    >
      <Radio.Group
        value={confirmed}
        onChange={(event) => setConfirmed(event.target.value)}
        options={[
          { value: true, label: t('desk.owner.confirm') },
          { value: false, label: t('desk.owner.reject') },
        ]}
      />
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
