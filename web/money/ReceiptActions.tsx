/** What may be done with a receipt: its money has come, its slip is back, it was wrong. */
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Receipt } from './ledger-words.ts';

export function ReceiptActions({ receipt, small }: { receipt: Receipt; small?: boolean }) {
  const { t } = useTranslation();
  const clear = useApiCommand(money.clear);
  const slip = useApiCommand(money.returnSlip);
  const reverse = useApiCommand(money.reverse);
  const params = { receiptId: receipt.id };
  const size = small ? ('small' as const) : ('middle' as const);
  const amount = formatYuan(receipt.amountFen);
  const arrived = async () => {
    if (!(await askConfirm({ title: t('money.clear.title', { amount }), text: t('money.clear.text') }))) return;
    await clear.mutateAsync({ params, body: {} });
    showDone(t('money.cleared'));
  };
  const back = async () => {
    await slip.mutateAsync({ params });
    showDone(t('money.slipBack.done'));
  };
  const undo = async () => {
    const title = t('money.reverse.title', { number: receipt.number, amount });
    const reason = await askReason({
      title,
      text: t('money.reverse.text'),
      danger: true,
      okText: t('money.reverse'),
      required: true,
    });
    if (reason === null) return;
    await reverse.mutateAsync({ params, body: { reason } });
    showDone(t('money.reversed'));
  };
  const isOver = receipt.reversedBy !== null || receipt.kind === 'reversal';
  if (isOver) return null;
  return (
    <>
      {receipt.clearedAt === null ? (
        <ActionButton size={size} label={t('money.clear')} disabledReason={receipt.whyNot.clear} onClick={arrived} />
      ) : null}
      {receipt.slipOut && receipt.slipReturnedAt === null ? (
        <ActionButton size={size} label={t('money.slipBack')} disabledReason={receipt.whyNot.slip} onClick={back} />
      ) : null}
      <ActionButton
        size={size}
        danger
        label={t('money.reverse')}
        disabledReason={receipt.whyNot.reverse}
        onClick={undo}
      />
    </>
  );
}
