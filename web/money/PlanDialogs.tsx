/** Setting targets, handing in a policy of the month, entering a reward or a deduction. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commission, unitKinds } from '#contract/commission.ts';
import { useHouseClauses } from '../desk/house-clauses.ts';
import { PersonPicker } from '../organisation/PersonPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { fenOf } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';

interface DialogProps {
  readonly siteId: string;
  readonly month: string;
  readonly onClose: () => void;
}

export function TargetDialog({ siteId, month, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [house, setHouse] = useState(false);
  const [staffId, setStaffId] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const save = useApiCommand(commission.setTargets);
  const fen = amount.trim() === '0' ? 0 : fenOf(amount);
  const send = async (): Promise<void> => {
    if (fen === null) return;
    const targets = [{ staffId: house ? null : staffId, amountFen: fen }];
    await save.mutateAsync({ body: { siteId, month, targets } });
    showDone(t('pay.targets.done'));
    onClose();
  };
  return (
    <DialogForm
      title={t('pay.targets.title', { month })}
      onCancel={onClose}
      onSubmit={send}
      incomplete={fen === null || (!house && staffId === null)}
    >
      <Radio.Group
        value={house}
        onChange={(event) => setHouse(event.target.value)}
        options={[
          { value: false, label: t('pay.targets.person') },
          { value: true, label: t('pay.targets.house') },
        ]}
      />
      {house ? null : (
        <Field label={t('pay.line.who')}>
          <PersonPicker value={staffId} onChange={setStaffId} siteId={siteId} />
        </Field>
      )}
      <Field label={t('pay.amount')} hint={t('pay.targets.hint')}>
        <Input value={amount} inputMode="decimal" onChange={(event) => setAmount(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

type UnitKind = (typeof unitKinds)[number];
interface PolicyRow {
  readonly key: number;
  readonly unitKind: UnitKind;
  readonly product: string;
  readonly amount: string;
}

export function PolicyDialog({ siteId, month, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<readonly PolicyRow[]>([{ key: 0, unitKind: 'vehicle', product: '', amount: '' }]);
  const save = useApiCommand(commission.setPolicies);
  const change = (key: number, more: Partial<PolicyRow>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...more } : row)));
  const add = () =>
    setRows([
      ...rows,
      { key: (rows.at(-1)?.key ?? 0) + 1, unitKind: rows.at(-1)?.unitKind ?? 'vehicle', product: '', amount: '' },
    ]);
  const policies = rows.map(({ unitKind, product, amount }) => ({
    unitKind,
    product: product.trim(),
    amountFen: fenOf(amount),
  }));
  const send = async (): Promise<void> => {
    const whole = policies.flatMap(({ amountFen, ...rest }) => (amountFen === null ? [] : [{ ...rest, amountFen }]));
    await save.mutateAsync({ body: { siteId, month, policies: whole } });
    showDone(t('pay.policies.sent'));
    onClose();
  };
  return (
    <DialogForm
      title={t('pay.policies.title', { month })}
      width={620}
      okText={t('pay.policies.submit')}
      onCancel={onClose}
      onSubmit={send}
      incomplete={rows.length === 0 || policies.some(({ amountFen }) => amountFen === null)}
    >
      <div className="muted">{t('pay.policies.hint')}</div>
      {rows.map((row) => (
        <div key={row.key} className="pay-new">
          <Select
            value={row.unitKind}
            aria-label={t('pay.policies.kind')}
            onChange={(unitKind) => change(row.key, { unitKind })}
            options={unitKinds.map((kind) => ({ value: kind, label: t(`pay.unit.${kind}`) }))}
          />
          <Input
            value={row.product}
            placeholder={t('pay.policies.product')}
            aria-label={t('pay.policies.product')}
            onChange={(event) => change(row.key, { product: event.target.value })}
          />
          <Input
            value={row.amount}
            inputMode="decimal"
            suffix={t('pay.yuan')}
            aria-label={t('pay.amount')}
            onChange={(event) => change(row.key, { amount: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('pay.policies.remove')}
            disabled={rows.length === 1}
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      <Button onClick={add}>{t('pay.policies.add')}</Button>
    </DialogForm>
  );
}

type Entry = 'reward' | 'penalty';
export function EntryDialog({
  siteId,
  kind: first = 'reward',
  onClose,
}: {
  siteId: string;
  kind?: Entry;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Entry>(first);
  const [staffId, setStaffId] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [clause, setClause] = useState<string | undefined>();
  const clauses = useHouseClauses(siteId);
  const enter = useApiCommand(commission.enterLine);
  const fen = fenOf(amount);
  const send = async (): Promise<void> => {
    if (fen === null || staffId === null) return;
    const broken = kind === 'penalty' && clause !== undefined ? { clause } : {};
    await enter.mutateAsync({ body: { siteId, kind, staffId, amountFen: fen, reason, ...broken } });
    showDone(t('pay.entry.done'));
    onClose();
  };
  return (
    <DialogForm
      title={t('pay.entry.title')}
      onCancel={onClose}
      onSubmit={send}
      incomplete={fen === null || fen === 0 || staffId === null || reason.trim() === ''}
    >
      <Radio.Group
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        options={(['reward', 'penalty'] as const).map((one) => ({ value: one, label: t(`pay.kind.${one}`) }))}
      />
      <Field label={t('pay.line.who')}>
        <PersonPicker value={staffId} onChange={setStaffId} siteId={siteId} />
      </Field>
      <Field label={t('pay.amount')} hint={kind === 'penalty' ? t('pay.entry.penaltyHint') : undefined}>
        <Input value={amount} inputMode="decimal" onChange={(event) => setAmount(event.target.value)} />
      </Field>
      {kind === 'penalty' ? (
        <Field label={t('pay.entry.clause')}>
          <Select
            allowClear
            value={clause}
            onChange={setClause}
            options={clauses}
            loading={!clauses}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('pay.entry.clause')}
            style={{ width: '100%' }}
          />
        </Field>
      ) : null}
      <Field label={t('pay.entry.reason')}>
        <Input.TextArea rows={2} value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
