/** The small forms on the account of a deal: transfer, refund, allowance, return, complaint, remittance slip. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import type { MoneyAct } from './AccountActions.tsx';
import { dealLine, FenInput } from './LedgerParts.tsx';
import type { Account } from './ledger-words.ts';

interface DialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}
export function MoneyDialogs({ act, ...props }: DialogProps & { readonly act: MoneyAct }) {
  const Form = {
    transfer: Transfer,
    refund: RefundForm,
    allowance: Allowance,
    return: Returned,
    complaint: Complaint,
    remittance: Remit,
  }[act];
  return <Form {...props} />;
}

function Transfer({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [toDealId, setTo] = useState<string | null>(null);
  const [amount, setAmount] = useState(formatYuan(account.countedFen));
  const [reason, setReason] = useState('');
  const [petitionId, setPetition] = useState<string | null>(null);
  const found = useApiQuery(
    money.cashier,
    { query: { siteId: account.siteId, q: q || '-' } },
    { enabled: q !== '', keepPrevious: true },
  );
  const transfer = useApiCommand(money.transfer);
  const fen = fenOf(amount);
  const submit = async () => {
    await transfer.mutateAsync({
      params: { dealId: account.deal.id },
      body: { toDealId: toDealId ?? '', amountFen: fen ?? 0, reason, petitionId },
    });
    showDone(t('money.transferred'));
    onClose();
  };
  const options = (found.data?.rows ?? [])
    .filter(({ deal }) => deal.id !== account.deal.id)
    .map(({ deal }) => ({ value: deal.id, label: dealLine(deal) }));
  return (
    <DialogForm
      title={t('money.transfer')}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={toDealId === null || fen === null}
    >
      <Field label={t('money.transfer.to')}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={toDealId}
          onChange={setTo}
          options={options}
          placeholder={t('money.cashier.find')}
          aria-label={t('money.transfer.to')}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('money.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.amount')} />
      </Field>
      <Field label={t('money.reason')} hint={t('money.transfer.hint')}>
        <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />
      </Field>
      {account.deal.state === 'handed_over' ? (
        <Field label={t('money.transfer.petition')}>
          <Select
            allowClear
            value={petitionId}
            onChange={(id) => setPetition(id ?? null)}
            options={account.petitions.map((one) => ({ value: one.id, label: textOf(one) }))}
            aria-label={t('money.transfer.petition')}
            style={{ width: '100%' }}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}

function RefundForm({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState(formatYuan(account.refundableFen));
  const [method, setMethod] = useState<'cash' | 'cheque' | 'wire'>('cash');
  const [reason, setReason] = useState('');
  const ask = useApiCommand(money.requestRefund);
  const fen = fenOf(amount);
  const submit = async () => {
    await ask.mutateAsync({ params: { dealId: account.deal.id }, body: { amountFen: fen ?? 0, method, reason } });
    showDone(t('money.asked'));
    onClose();
  };
  const ways = (['cash', 'cheque', 'wire'] as const).map((value) => ({ value, label: t(`money.method.${value}`) }));
  return (
    <DialogForm
      title={t('money.refund')}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={fen === null || reason.trim() === ''}
    >
      <p className="muted">{t('money.refund.most', { amount: formatYuan(account.refundableFen) })}</p>
      <Field label={t('money.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.amount')} />
      </Field>
      <Field label={t('money.method')} hint={t('money.refund.notice')}>
        <Select
          value={method}
          onChange={setMethod}
          options={ways}
          aria-label={t('money.method')}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('money.reason')}>
        <Input.TextArea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
      </Field>
    </DialogForm>
  );
}

function Allowance({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState('');
  const [complaintRef, setRef] = useState(account.complaint?.ref ?? '');
  const [reason, setReason] = useState('');
  const ask = useApiCommand(money.askAllowance);
  const fen = fenOf(amount);
  const submit = async () => {
    await ask.mutateAsync({ params: { dealId: account.deal.id }, body: { amountFen: fen ?? 0, complaintRef, reason } });
    showDone(t('money.asked'));
    onClose();
  };
  const incomplete = fen === null || complaintRef.trim() === '' || reason.trim() === '';
  return (
    <DialogForm title={t('money.allowance')} onCancel={onClose} onSubmit={submit} incomplete={incomplete}>
      <Field label={t('money.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.amount')} />
      </Field>
      <Field label={t('money.complaint.ref')}>
        <Input value={complaintRef} onChange={(event) => setRef(event.target.value)} maxLength={100} />
      </Field>
      <Field label={t('money.reason')}>
        <Input.TextArea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
      </Field>
    </DialogForm>
  );
}

function Returned({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [approved, setApproved] = useState('');
  const [actual, setActual] = useState('');
  const [price, setPrice] = useState('');
  const [complaintRef, setRef] = useState(account.complaint?.ref ?? '');
  const [reason, setReason] = useState('');
  const book = useApiCommand(money.returnVoucher);
  const fen = fenOf(price);
  const submit = async () => {
    const body = {
      ...{ approvedQuantity: Number(approved), actualQuantity: Number(actual), unitPriceFen: fen ?? 0 },
      ...{ complaintRef, reason },
    };
    await book.mutateAsync({ params: { dealId: account.deal.id }, body });
    showDone(t('money.booked'));
    onClose();
  };
  const incomplete =
    !/^\d+$/.test(approved) || !/^\d+$/.test(actual) || fen === null || complaintRef === '' || reason === '';
  const number = (label: string, value: string, set: (text: string) => void) => (
    <Field label={label}>
      <Input inputMode="numeric" value={value} onChange={(event) => set(event.target.value.trim())} />
    </Field>
  );
  return (
    <DialogForm title={t('money.return')} onCancel={onClose} onSubmit={submit} incomplete={incomplete}>
      {number(t('money.return.approved'), approved, setApproved)}
      {number(t('money.return.actual'), actual, setActual)}
      <Field label={t('money.return.price')}>
        <FenInput value={price} onChange={setPrice} label={t('money.return.price')} />
      </Field>
      <Field label={t('money.complaint.ref')}>
        <Input value={complaintRef} onChange={(event) => setRef(event.target.value)} maxLength={100} />
      </Field>
      <Field label={t('money.reason')}>
        <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />
      </Field>
    </DialogForm>
  );
}

function Complaint({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState(formatYuan(account.openFen));
  const [ref, setRef] = useState('');
  const complain = useApiCommand(money.complain);
  const fen = fenOf(amount);
  const submit = async () => {
    await complain.mutateAsync({ params: { dealId: account.deal.id }, body: { ref, amountFen: fen ?? 0 } });
    showDone(t('money.complaint.done'));
    onClose();
  };
  return (
    <DialogForm
      title={t('money.complaint')}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={fen === null || ref.trim() === ''}
    >
      <p className="muted">{t('money.complaint.text')}</p>
      <Field label={t('money.complaint.ref')}>
        <Input value={ref} onChange={(event) => setRef(event.target.value)} maxLength={100} />
      </Field>
      <Field label={t('money.complaint.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.complaint.amount')} />
      </Field>
    </DialogForm>
  );
}

function Remit({ account, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState('');
  const [bankRef, setRef] = useState('');
  const [payer, setPayer] = useState('');
  const remit = useApiCommand(money.remit);
  const fen = fenOf(amount);
  const submit = async () => {
    await remit.mutateAsync({ params: { dealId: account.deal.id }, body: { amountFen: fen ?? 0, bankRef, payer } });
    showDone(t('money.remit.done'));
    onClose();
  };
  return (
    <DialogForm
      title={t('money.remit')}
      onCancel={onClose}
      onSubmit={submit}
      incomplete={fen === null || bankRef.trim() === ''}
    >
      <p className="muted">{t('money.remit.text')}</p>
      <Field label={t('money.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.amount')} autoFocus />
      </Field>
      <Field label={t('money.ref.wire')}>
        <Input value={bankRef} onChange={(event) => setRef(event.target.value)} maxLength={100} />
      </Field>
      <Field label={t('money.payer')}>
        <Input
          value={payer}
          placeholder={account.deal.customer.name}
          onChange={(event) => setPayer(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
