/** Paying a refund: the papers come back and the customer signs before the money goes out. */
import { Checkbox, Input } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Refund } from './ledger-words.ts';

export function PayRefundDialog({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [receiptsBack, setBack] = useState(false);
  const [bookSigned, setSigned] = useState(false);
  const [bankRef, setRef] = useState('');
  const pay = useApiCommand(money.payRefund);
  const submit = async () => {
    const body = { receiptsBack, bookSigned, bankRef };
    const { receipt } = await pay.mutateAsync({ params: { refundId: refund.id }, body });
    showDone(t('money.refund.paid.done', { number: receipt.number }));
    onClose();
    await navigate({ to: `/money/receipts/${receipt.id}` });
  };
  return (
    <DialogForm
      title={t('money.refund.pay.title', { amount: formatYuan(refund.amountFen), name: refund.deal.customer.name })}
      onCancel={onClose}
      onSubmit={submit}
      okText={t('money.refund.pay')}
    >
      <Checkbox checked={receiptsBack} onChange={(event) => setBack(event.target.checked)}>
        {t('money.refund.receiptsBack')}
      </Checkbox>
      <Checkbox checked={bookSigned} onChange={(event) => setSigned(event.target.checked)}>
        {t('money.refund.bookSigned')}
      </Checkbox>
      {refund.method === 'cash' ? null : (
        <Field label={t(`money.ref.${refund.method}`)}>
          <Input value={bankRef} onChange={(event) => setRef(event.target.value)} maxLength={100} />
        </Field>
      )}
    </DialogForm>
  );
}
