/** What may be done next with the money of a deal; what may not says why. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { Account } from './ledger-words.ts';

const ReceiveDialog = lazy(() => import('./ReceiveDialog.tsx').then((part) => ({ default: part.ReceiveDialog })));
const MoneyDialogs = lazy(() => import('./MoneyDialogs.tsx').then((part) => ({ default: part.MoneyDialogs })));
export type MoneyAct = 'transfer' | 'refund' | 'allowance' | 'return' | 'complaint' | 'remittance';

export function AccountActions({ account }: { account: Account }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [taking, setTaking] = useState(false);
  const [act, setAct] = useState<MoneyAct | null>(null);
  const demand = useApiCommand(money.demand);
  const report = useApiCommand(money.payoutReport);
  const retract = useApiCommand(money.retractReport);
  const isFinance = usePermission('money.receive') !== null;
  const mayDun = usePermission('money.dun') !== null;
  const { deal, whyNot } = account;
  const params = { dealId: deal.id };
  const dun = async () => {
    const { demand: issued } = await demand.mutateAsync({ params });
    showDone(t('money.demand.issued', { number: issued.number }));
  };
  const payout = async () => {
    if (!(await askConfirm({ title: t('money.payout.title'), text: t('money.payout.text') }))) return;
    await report.mutateAsync({ params, body: {} });
    showDone(t('money.payout.done'));
  };
  const takeBack = async () => {
    const reason = await askReason({ title: t('money.payout.retract.title'), text: t('money.payout.retract.text') });
    if (reason === null) return;
    await retract.mutateAsync({ params, body: { reason } });
    showDone(t('money.payout.retract.done'));
  };
  const reason = whyNot.receive && whyNot.deposit ? whyNot.receive : null;
  return (
    <>
      {isFinance ? (
        <ActionButton
          type="primary"
          label={t('money.take')}
          hotkey="alt+n"
          disabledReason={reason}
          onClick={() => setTaking(true)}
        />
      ) : mayDun ? (
        <ActionButton label={t('money.remit')} onClick={() => setAct('remittance')} />
      ) : null}
      {isFinance && account.countedFen > 0 ? (
        <ActionButton label={t('money.transfer')} disabledReason={whyNot.transfer} onClick={() => setAct('transfer')} />
      ) : null}
      {account.loan?.needsReport && isFinance ? (
        <ActionButton label={t('money.payout')} disabledReason={whyNot.payoutReport} onClick={payout} />
      ) : null}
      {account.loan?.reportedAt && isFinance ? (
        <ActionButton label={t('money.payout.retract')} disabledReason={whyNot.retractReport} onClick={takeBack} />
      ) : null}
      {account.overdue ? <ActionButton label={t('money.dun')} disabledReason={whyNot.demand} onClick={dun} /> : null}
      {account.refundableFen > 0 ? (
        <ActionButton label={t('money.refund')} disabledReason={whyNot.refund} onClick={() => setAct('refund')} />
      ) : null}
      {account.openFen > 0 ? (
        <>
          <ActionButton
            label={t('money.allowance')}
            disabledReason={whyNot.allowance}
            onClick={() => setAct('allowance')}
          />
          {account.complaint === null && mayDun ? (
            <ActionButton label={t('money.complaint')} onClick={() => setAct('complaint')} />
          ) : null}
          {isFinance && deal.kind === 'stock' ? (
            <ActionButton label={t('money.return')} onClick={() => setAct('return')} />
          ) : null}
        </>
      ) : null}
      <Suspense fallback={null}>
        {taking ? (
          <ReceiveDialog
            dealId={deal.id}
            onClose={() => setTaking(false)}
            onTaken={(receiptId) => void navigate({ to: `/money/receipts/${receiptId}` })}
          />
        ) : null}
        {act ? <MoneyDialogs act={act} account={account} onClose={() => setAct(null)} /> : null}
      </Suspense>
    </>
  );
}
