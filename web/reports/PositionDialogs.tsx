/** Setting the plan of a month; noting the cause of a bad one and telling the departments. */
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { position } from '#contract/position.ts';
import { DepartmentSelect } from '../liaison/DepartmentSelect.tsx';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatWan, localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Duty, Position } from './PositionPage.tsx';

interface PlanDialogProps {
  readonly siteId: string;
  readonly page: Position;
  readonly onClose: () => void;
}
const inYuan = (fen: number | undefined): string => (fen === undefined ? '' : String(fen / 100));
const wholeFen = (text: string): number | null => (text.trim() === '0' ? 0 : fenOf(text));

export function PlanDialog({ siteId, page, onClose }: PlanDialogProps) {
  const { t } = useTranslation();
  const { plan, month } = page;
  const [contracts, setContracts] = useState(plan ? String(plan.contracts) : '');
  const [sales, setSales] = useState(inYuan(plan?.salesFen));
  const [collections, setCollections] = useState(inYuan(plan?.collectionsFen));
  const [reason, setReason] = useState('');
  const save = useApiCommand(position.setPlan);
  const salesFen = wholeFen(sales);
  const collectionsFen = wholeFen(collections);
  const count = /^\d{1,6}$/.test(contracts.trim()) ? Number(contracts) : null;
  const send = async (): Promise<void> => {
    if (salesFen === null || collectionsFen === null || count === null) return;
    await save.mutateAsync({
      params: { siteId, month },
      body: { contracts: count, salesFen, collectionsFen, reason, version: plan?.version ?? 0 },
    });
    showDone(t('reports.position.planSet'));
    onClose();
  };
  const field = (label: string, value: string, set: (value: string) => void, suffix: string) => (
    <Field label={t(label)}>
      <Input
        value={value}
        inputMode="decimal"
        suffix={t(suffix)}
        aria-label={t(label)}
        onChange={(event) => set(event.target.value)}
      />
    </Field>
  );
  return (
    <DialogForm
      title={t('reports.position.planTitle', { month })}
      incomplete={
        salesFen === null || collectionsFen === null || count === null || (plan !== null && reason.trim() === '')
      }
      onCancel={onClose}
      onSubmit={send}
    >
      {field('reports.position.contracts', contracts, setContracts, 'reports.position.pieces')}
      {field('reports.position.sales', sales, setSales, 'reports.position.yuan')}
      {field('reports.position.collections', collections, setCollections, 'reports.position.yuan')}
      {plan ? (
        <Field label={t('reports.position.reason')} hint={t('reports.position.reason.hint')}>
          <Input value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
    </DialogForm>
  );
}

interface CauseDialogProps {
  readonly siteId: string;
  readonly duty: Duty;
  readonly onClose: () => void;
}
export function CauseDialog({ siteId, duty, onClose }: CauseDialogProps) {
  const { t } = useTranslation();
  const [cause, setCause] = useState('');
  const [departmentIds, setDepartmentIds] = useState<readonly string[]>([]);
  const [wantedOn, setWantedOn] = useState('');
  const note = useApiCommand(position.noteCause);
  const figures = (['sales', 'collections'] as const)
    .map((name) =>
      t('reports.position.dutyLine', {
        name: t(`reports.position.${name}`),
        actual: formatWan(duty[name].actual),
        due: formatWan(duty[name].due),
        percent: duty[name].percent ?? '—',
      }),
    )
    .join(' · ');
  return (
    <DialogForm
      title={t('reports.position.noteCause')}
      okText={t('reports.position.tell')}
      incomplete={cause.trim() === '' || departmentIds.length === 0}
      onCancel={onClose}
      onSubmit={async () => {
        const body = { cause, departmentIds: [...departmentIds], wantedOn: wantedOn || null };
        await note.mutateAsync({ params: { dutyId: duty.id }, body });
        showDone(t('reports.position.told'));
        onClose();
      }}
    >
      <Alert type="warning" title={figures} />
      <Field label={t('reports.position.cause')}>
        <Input.TextArea rows={3} maxLength={4000} value={cause} onChange={(event) => setCause(event.target.value)} />
      </Field>
      <Field label={t('reports.position.departments')} hint={t('reports.position.departments.hint')}>
        <DepartmentSelect siteId={siteId} value={departmentIds} onChange={setDepartmentIds} />
      </Field>
      <Field label={t('liaison.wantedOn')} hint={t('liaison.wantedOn.hint')}>
        <DayInput label={t('liaison.wantedOn')} value={wantedOn} min={localToday()} onChange={setWantedOn} />
      </Field>
    </DialogForm>
  );
}
