/** Where a deal stands with the cashier, in four sums. */
import { useTranslation } from 'react-i18next';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import type { Account } from './ledger-words.ts';
import { Sum, Sums } from './PayParts.tsx';
import './ledger.css';

export function AccountSums({ account }: { account: Account }) {
  const { t } = useTranslation();
  const owed = account.priceFen - account.allowancesFen;
  const percent = owed > 0 ? Math.floor((100 * account.countedFen) / owed) : null;
  const notes = [
    account.pendingFen > 0 ? t('money.sum.pending', { amount: formatYuan(account.pendingFen) }) : '',
    account.slipsOutFen > 0 ? t('money.sum.slips', { amount: formatYuan(account.slipsOutFen) }) : '',
    account.creditFen > 0 ? t('money.sum.credit', { amount: formatYuan(account.creditFen) }) : '',
  ].filter(Boolean);
  return (
    <>
      <Sums>
        <Sum main name={t('money.sum.counted')} fen={account.countedFen} percent={percent} note={notes.join(' · ')} />
        <Sum
          name={t('money.sum.price')}
          fen={account.priceFen}
          note={
            account.allowancesFen > 0
              ? t('money.sum.allowances', { amount: formatYuan(account.allowancesFen) })
              : undefined
          }
        />
        <Sum name={t('money.sum.open')} fen={account.openFen} />
        <Sum
          name={t('money.sum.overdue')}
          fen={account.overdue?.amountFen ?? 0}
          note={account.overdue ? t('money.sum.days', { days: account.overdue.days }) : undefined}
        />
      </Sums>
      {account.overdue && account.breachAt ? (
        <p className="money-note">{t('money.breach.on', { at: formatInstant(account.breachAt) })}</p>
      ) : null}
      {account.loan ? (
        <p className="money-note">
          {t('money.loan', { lender: account.loan.lender, amount: formatYuan(account.loan.amountFen) })}
          {account.loan.reportedAt
            ? ` · ${t('money.loan.reported', { at: formatInstant(account.loan.reportedAt) })}`
            : account.loan.needsReport
              ? ` · ${t('money.loan.waiting')}`
              : ''}
        </p>
      ) : null}
      {account.feesDueFen > 0 ? (
        <p className="money-note">
          {t('money.fees', { due: formatYuan(account.feesDueFen), paid: formatYuan(account.feesFen) })}
          {account.feesDueOn ? ` · ${t('money.fees.due', { day: formatDay(account.feesDueOn) })}` : ''}
        </p>
      ) : null}
    </>
  );
}
