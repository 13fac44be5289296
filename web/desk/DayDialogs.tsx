/** What a supervisor or manager arranges for the day: events, duty shifts, off-duty help, joining, swapping. */
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSiteStaff } from './DutyListPanel.tsx';
import { everybody, type Floor, unitsOf } from './floor.ts';
import { ReasonField } from './ReasonField.tsx';
import { useStaffOptions } from './VisitFields.tsx';

export interface DayDialogProps {
  readonly floor: Floor;
  readonly onClose: () => void;
}

const methods = ['rotation', 'first_registration', 'named_list', 'manager'] as const;

export function EventDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const { event } = floor;
  const [name, setName] = useState(event?.name ?? '');
  const [method, setMethod] = useState<(typeof methods)[number]>(event?.method ?? 'named_list');
  const [list, setList] = useState<readonly string[]>(event?.list.map(({ id }) => id) ?? []);
  const [counts, setCounts] = useState(event?.counts ?? false);
  const declare = useApiCommand(desk.declareEvent);
  const params = { siteId: floor.site.id };
  const people = useStaffOptions(floor);
  return (
    <DialogForm
      title={t('desk.day.event')}
      okText={t('desk.event.declare')}
      onCancel={onClose}
      incomplete={name.trim() === ''}
      onSubmit={async () => {
        await declare.mutateAsync({ params, body: { event: { name, method, list: [...list], counts } } });
        onClose();
      }}
    >
      <Field label={t('desk.event.name')}>
        <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Radio.Group
        value={method}
        onChange={(change) => setMethod(change.target.value)}
        options={methods.map((value) => ({ value, label: t(`desk.event.method.${value}`) }))}
        vertical
      />
      {method === 'named_list' || method === 'first_registration' ? (
        <Field label={t('desk.event.list')} hint={t('desk.event.list.hint')}>
          <StaffSelect multiple people={people} value={list} onChange={setList} label={t('desk.event.list')} />
        </Field>
      ) : null}
      <Checkbox checked={counts} onChange={(change) => setCounts(change.target.checked)}>
        {t('desk.event.counts')}
      </Checkbox>
      {event ? (
        <Button danger onClick={() => void declare.mutateAsync({ params, body: { event: null } }).then(onClose)}>
          {t('desk.event.end')}
        </Button>
      ) : null}
    </DialogForm>
  );
}

export function DutyDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [staffIds, setStaff] = useState<readonly string[]>(floor.duty?.staff.map(({ id }) => id) ?? []);
  const [leaderId, setLeader] = useState<string | null>(floor.duty?.leader?.id ?? null);
  const declare = useApiCommand(desk.declareDuty);
  const people = useStaffOptions(floor);
  return (
    <DialogForm
      title={t('desk.day.duty')}
      onCancel={onClose}
      onSubmit={async () => {
        await declare.mutateAsync({ params: { siteId: floor.site.id }, body: { staffIds: [...staffIds], leaderId } });
        onClose();
      }}
    >
      <Field label={t('desk.duty.staff')} hint={t('desk.duty.staff.hint')}>
        <StaffSelect multiple people={people} value={staffIds} onChange={setStaff} label={t('desk.duty.staff')} />
      </Field>
      <Field label={t('desk.duty.leader')}>
        <StaffSelect people={people} value={leaderId} onChange={setLeader} label={t('desk.duty.leader')} />
      </Field>
    </DialogForm>
  );
}

export function OffDutyDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const allow = useApiCommand(desk.allowOffDuty);
  const people = useSiteStaff(floor.site.id, everybody(floor));
  return (
    <DialogForm
      title={t('desk.day.offDuty')}
      onCancel={onClose}
      incomplete={staffId === null}
      onSubmit={async () => {
        const body = { staffId: staffId ?? '', reason: reason.trim() || null };
        await allow.mutateAsync({ params: { siteId: floor.site.id }, body });
        onClose();
      }}
    >
      <Field label={t('desk.offDuty.who')} hint={t('desk.offDuty.hint')}>
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.offDuty.who')} />
      </Field>
      <ReasonField value={reason} onChange={setReason} optional />
    </DialogForm>
  );
}

export function JoinDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(null);
  const join = useApiCommand(desk.join);
  const inLine = new Set(floor.line.flatMap((place) => place.members.map(({ id }) => id)));
  const people = useSiteStaff(floor.site.id, everybody(floor)).filter(({ id }) => !inLine.has(id));
  return (
    <DialogForm
      title={t('desk.day.join')}
      onCancel={onClose}
      incomplete={staffId === null}
      onSubmit={async () => {
        await join.mutateAsync({ params: { siteId: floor.site.id }, body: { staffId: staffId ?? '' } });
        onClose();
      }}
    >
      <Field label={t('desk.join.who')} hint={t('desk.join.hint')}>
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.join.who')} />
      </Field>
    </DialogForm>
  );
}

export function SwapDialog({ floor, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const [unitId, setUnit] = useState<string | undefined>();
  const [withUnitId, setWith] = useState<string | undefined>();
  const [reason, setReason] = useState('');
  const swap = useApiCommand(desk.swap);
  return (
    <DialogForm
      title={t('desk.day.swap')}
      onCancel={onClose}
      incomplete={!unitId || !withUnitId || unitId === withUnitId || reason.trim() === ''}
      onSubmit={async () => {
        const body = { unitId: unitId ?? '', withUnitId: withUnitId ?? '', reason };
        await swap.mutateAsync({ params: { siteId: floor.site.id }, body });
        onClose();
      }}
    >
      <Field label={t('desk.swap.one')}>
        <Select value={unitId} onChange={setUnit} options={unitsOf(floor)} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <Field label={t('desk.swap.other')}>
        <Select
          value={withUnitId}
          onChange={setWith}
          options={unitsOf(floor)}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
