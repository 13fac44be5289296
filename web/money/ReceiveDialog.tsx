/** Taking money for one deal: what it is for, how much, how it was paid. */
import { Input, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { dealLine, FenInput } from './LedgerParts.tsx';
import { type Account, payableKinds, payMethods } from './ledger-words.ts';

export type Remittance = ResponseOf<typeof money.remittances>['rows'][number];

interface ReceiveDialogProps {
  readonly dealId: string;
  readonly remittance?: Remittance;
  readonly onClose: () => void;
  readonly onTaken: (receiptId: string) => void;
}

export function ReceiveDialog({ dealId, remittance, onClose, onTaken }: ReceiveDialogProps) {
  const account = useApiQuery(money.account, { params: { dealId } });
  return account.data ? (
    <Form account={account.data} {...{ onClose, onTaken }} {...(remittance ? { remittance } : {})} />
  ) : (
    <Loading />
  );
}

/** What the customer most likely brings: the deposit while it is open, then the oldest debt. */
const proposed = (account: Account): { kind: (typeof payableKinds)[number]; fen: number } => {
  if (account.depositLeftFen > 0) return { kind: 'deposit', fen: account.depositLeftFen };
  const next = account.dues.find((due) => due.openFen > 0 && due.name !== 'loan');
  return { kind: 'instalment', fen: Math.min(next?.openFen ?? account.owedFen, account.owedFen) };
};

type FormProps = Omit<ReceiveDialogProps, 'dealId'> & { readonly account: Account };
function Form({ account, remittance, onClose, onTaken }: FormProps) {
  const { t } = useTranslation();
  const first = proposed(account);
  const [kind, setKind] = useState<(typeof payableKinds)[number]>(remittance ? 'instalment' : first.kind);
  const [method, setMethod] = useState<(typeof payMethods)[number]>(remittance ? 'wire' : 'cash');
  const [amount, setAmount] = useState(formatYuan(remittance?.amountFen ?? first.fen));
  const [payer, setPayer] = useState(remittance?.payer ?? '');
  const [bankRef, setBankRef] = useState(remittance?.bankRef ?? '');
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const receive = useApiCommand(money.receive);
  const fen = fenOf(amount);
  useEffect(() => {
    if (kind === 'loan') setMethod('loan');
  }, [kind]);
  const submit = async (): Promise<void> => {
    const body = {
      ...{ kind, amountFen: fen ?? 0, method, payer, bankRef, note, day: day === '' ? null : day },
      remittanceId: remittance?.id ?? null,
    };
    const { receipt } = await receive.mutateAsync({ params: { dealId: account.deal.id }, body });
    showDone(t('money.taken', { number: receipt.number }));
    onClose();
    onTaken(receipt.id);
  };
  const kinds = payableKinds.filter((one) => one !== 'loan' || account.loan !== null);
  const needsRef = method === 'wire' || method === 'cheque';
  return (
    <DialogForm
      title={t('money.take.title', { deal: dealLine(account.deal) })}
      onCancel={onClose}
      onSubmit={submit}
      okText={t('money.take.ok', { amount: fen === null ? '' : formatYuan(fen) })}
      incomplete={fen === null || fen <= 0}
      width={520}
    >
      <p className="muted">
        {t('money.take.state', {
          owed: formatYuan(account.owedFen),
          deposit: formatYuan(account.depositLeftFen),
        })}
      </p>
      <Field label={t('money.kind')}>
        <Segmented
          block
          value={kind}
          onChange={(value) => {
            setKind(value);
            setAmount(
              formatYuan(
                value === 'deposit'
                  ? account.depositLeftFen
                  : value === 'fee'
                    ? Math.max(0, account.feesDueFen - account.feesFen)
                    : first.fen,
              ),
            );
          }}
          options={kinds.map((value) => ({ value, label: t(`money.kind.${value}`) }))}
        />
      </Field>
      <Field label={t('money.amount')}>
        <FenInput value={amount} onChange={setAmount} label={t('money.amount')} autoFocus />
      </Field>
      <Field label={t('money.method')}>
        <Select
          value={method}
          onChange={setMethod}
          options={payMethods.map((value) => ({ value, label: t(`money.method.${value}`) }))}
          style={{ width: '100%' }}
          aria-label={t('money.method')}
        />
      </Field>
      {needsRef ? (
        <Field label={t(`money.ref.${method}`)} hint={method === 'wire' ? t('money.ref.hint') : undefined}>
          <Input value={bankRef} onChange={(event) => setBankRef(event.target.value)} maxLength={100} />
        </Field>
      ) : null}
      <Field label={t('money.payer')}>
        <Input
          value={payer}
          placeholder={account.deal.customer.name}
          onChange={(event) => setPayer(event.target.value)}
        />
      </Field>
      <Field label={t('money.businessDay')} hint={t('money.businessDay.hint', { day: account.openDay })}>
        <DayInput value={day} onChange={setDay} label={t('money.businessDay')} max={account.openDay} />
      </Field>
      <Field label={t('money.note')}>
        <Input value={note} onChange={(event) => setNote(event.target.value)} maxLength={200} />
      </Field>
    </DialogForm>
  );
}
