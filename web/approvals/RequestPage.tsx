/** Writing a request: what it is about, the lines that matter, why. A request that was returned is put right here and sent again. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Card, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { freeMatters, type Matter, matters } from '#core/approvals/matters.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { fenOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './approvals.css';
import { type Approval, endedBecause, matterWord, measures, saidOf } from './words.ts';

const defaults = { from: '', matter: '' };

export function RequestPage() {
  const { t } = useTranslation();
  const [{ from, matter }] = useUrlState(defaults);
  const query = useApiQuery(approvals.get, { params: { approvalId: from } }, { enabled: from !== '' });
  const before = from === '' ? null : (query.data ?? null);
  const title = t(from ? 'approvals.putRight' : 'approvals.new.title');
  if (from !== '' && before === null) return <Page title={title} query={query} />;
  return (
    <Page title={title}>
      <RequestForm before={before} suggested={freeMatters.find((one) => one === matter) ?? null} />
    </Page>
  );
}

interface Typed {
  readonly title: string;
  readonly reason: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly amount: string;
  readonly discount: number | null;
  readonly late: number | null;
}
const blank: Typed = { title: '', reason: '', lines: [], amount: '', discount: null, late: null };

/** What was measured stands in fields of its own, so its lines in words, which come first, are left out. */
function typedIn(before: Approval): Typed {
  const { amountFen, discountPercent, lateDays } = before.magnitude;
  const measured = [amountFen, discountPercent, lateDays].filter((value) => value !== null).length;
  return {
    title: before.title.zh,
    reason: before.reason,
    lines: before.lines.slice(measured).map((line) => ({ label: line.zh, value: saidOf(line) })),
    amount: amountFen === null ? '' : String(amountFen / FEN_OF_YUAN),
    discount: discountPercent,
    late: lateDays,
  };
}
const FEN_OF_YUAN = 100;

function RequestForm({ before, suggested }: { before: Approval | null; suggested: Matter | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const mayChooseCustomer = usePermission('customers.read') !== null;
  const [matter, setMatter] = useState<Matter>(before?.matter ?? suggested ?? 'petition');
  const [typed, setTyped] = useState<Typed>(before ? typedIn(before) : blank);
  const [customer, setCustomer] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const file = useApiCommand(approvals.file);
  const again = useApiCommand(approvals.resubmit);
  const change = (part: Partial<Typed>): void => setTyped((now) => ({ ...now, ...part }));
  const measured = measures[matter] ?? [];
  const fen = typed.amount.trim() === '' ? null : fenOf(typed.amount);
  const badAmount = typed.amount.trim() !== '' && fen === null;
  const incomplete =
    typed.title.trim() === '' || typed.reason.trim() === ''
      ? t('approvals.new.incomplete')
      : badAmount
        ? t('approvals.new.badAmount')
        : null;
  const body = {
    title: typed.title,
    reason: typed.reason,
    lines: typed.lines.filter((line) => line.label.trim() !== '' && line.value.trim() !== ''),
    amountFen: measured.includes('amount') ? fen : null,
    discountPercent: measured.includes('discount') ? typed.discount : null,
    lateDays: measured.includes('late') ? typed.late : null,
  };
  const send = async (): Promise<void> => {
    const { approval } = before
      ? await again.mutateAsync({ params: { approvalId: before.id }, body })
      : await file.mutateAsync({ body: { siteId: site.id, matter, customerId: customer?.id ?? null, ...body } });
    showDone(t('approvals.new.sent'));
    await navigate({ to: `/approvals/${approval.id}` });
  };
  return (
    <Card size="small" className="approval-form">
      {before?.endedReason ? <Alert type="warning" showIcon title={endedBecause(before)} /> : null}
      <Field label={t('approvals.matter')}>
        <Select
          value={matter}
          disabled={before !== null}
          aria-label={t('approvals.matter')}
          onChange={setMatter}
          showSearch={{ optionFilterProp: 'label' }}
          options={freeMatters.map((value) => ({ value, label: matterWord(t, value) }))}
        />
      </Field>
      {matters[matter].isSlip ? <p className="muted">{t('approvals.new.slip')}</p> : null}
      <Field label={t('approvals.new.subject')}>
        <Input value={typed.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
      </Field>
      {mayChooseCustomer && !before ? (
        <Field label={t('approvals.new.customer')}>
          <CustomerPicker chosen={customer as never} onChoose={setCustomer} label={t('approvals.new.customer')} />
        </Field>
      ) : null}
      <div className="approval-measures">
        {measured.includes('amount') ? (
          <Field label={t('approvals.new.amount')}>
            <Input
              inputMode="decimal"
              value={typed.amount}
              status={badAmount ? 'error' : undefined}
              onChange={(event) => change({ amount: event.target.value })}
            />
          </Field>
        ) : null}
        {measured.includes('discount') ? (
          <Field label={t('approvals.new.discount')}>
            <InputNumber min={0} max={100} value={typed.discount} onChange={(discount) => change({ discount })} />
          </Field>
        ) : null}
        {measured.includes('late') ? (
          <Field label={t('approvals.new.late')}>
            <InputNumber min={0} max={3650} precision={0} value={typed.late} onChange={(late) => change({ late })} />
          </Field>
        ) : null}
      </div>
      <Lines lines={typed.lines} onChange={(lines) => change({ lines })} />
      <Field label={t('shell.reason')}>
        <Input.TextArea
          rows={4}
          maxLength={4000}
          value={typed.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Field>
      <div className="approval-send">
        <ActionButton
          type="primary"
          size="large"
          hotkey="ctrl+Enter"
          label={t(before ? 'approvals.new.sendAgain' : 'approvals.new.send')}
          disabledReason={incomplete}
          onClick={send}
        />
      </div>
    </Card>
  );
}

const LINES_MAX = 20;

function Lines({ lines, onChange }: { lines: Typed['lines']; onChange: (lines: Typed['lines']) => void }) {
  const { t } = useTranslation();
  const put = (at: number, part: Partial<Typed['lines'][number]>): void =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <div className="approval-typed">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands in its place
        <div key={index}>
          <Input
            value={line.label}
            maxLength={40}
            aria-label={t('approvals.new.label')}
            placeholder={t('approvals.new.label')}
            onChange={(event) => put(index, { label: event.target.value })}
          />
          <Input
            value={line.value}
            maxLength={500}
            aria-label={t('approvals.new.value')}
            placeholder={t('approvals.new.value')}
            onChange={(event) => put(index, { value: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('approvals.new.removeLine')}
            onClick={() => onChange(lines.filter((_, one) => one !== index))}
          />
        </div>
      ))}
      {lines.length < LINES_MAX ? (
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => onChange([...lines, { label: '', value: '' }])}>
          {t('approvals.new.addLine')}
        </Button>
      ) : null}
    </div>
  );
}
