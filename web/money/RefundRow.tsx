/** A refund from the request to the payment. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { DealLink } from './LedgerParts.tsx';
import { type Refund, refundTones } from './ledger-words.ts';

const PayRefundDialog = lazy(() => import('./PayRefundDialog.tsx').then((part) => ({ default: part.PayRefundDialog })));

export function RefundRow({ refund, ofDeal }: { refund: Refund; ofDeal?: boolean }) {
  const { t } = useTranslation();
  const [paying, setPaying] = useState(false);
  const drop = useApiCommand(money.dropRefund);
  const mayPay = usePermission('money.refund') !== null;
  const isOpen = refund.state === 'requested' || refund.state === 'due';
  const remove = async () => {
    const reason = await askReason({ title: t('money.refund.drop'), danger: true, required: true });
    if (reason === null) return;
    await drop.mutateAsync({ params: { refundId: refund.id }, body: { reason } });
    showDone(t('money.refund.dropped'));
  };
  return (
    <div>
      <b>{formatYuan(refund.amountFen)}</b>
      {ofDeal ? null : <DealLink deal={refund.deal} />}
      <StateTag tone={refundTones[refund.state]}>{t(`money.refund.${refund.state}`)}</StateTag>
      <span className="muted">
        {[
          t(`money.method.${refund.method}`),
          refund.state === 'due' && refund.payableFrom
            ? t('money.refund.from', { day: formatDay(refund.payableFrom) })
            : '',
          refund.reason,
          formatInstant(refund.paidAt ?? refund.askedAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className="money-actions">
        {isOpen && mayPay ? (
          <>
            <ActionButton
              type="primary"
              size="small"
              label={t('money.refund.pay')}
              disabledReason={refund.whyNot.pay}
              onClick={() => setPaying(true)}
            />
            <ActionButton
              size="small"
              danger
              label={t('money.refund.drop')}
              disabledReason={refund.whyNot.drop}
              onClick={remove}
            />
          </>
        ) : null}
        <WhyButton kind="icon" journalId={refund.journalId} />
      </span>
      {paying ? (
        <Suspense fallback={null}>
          <PayRefundDialog refund={refund} onClose={() => setPaying(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
