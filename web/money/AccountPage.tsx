/** What one deal has paid and owes: sums, what is due, receipts, demands, refunds, allowances. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { AccountActions } from './AccountActions.tsx';
import { AccountSums } from './AccountSums.tsx';
import { AllowanceRow, ComplaintNote } from './AllowanceRow.tsx';
import { DuesTable } from './DuesTable.tsx';
import { dealLine } from './LedgerParts.tsx';
import { type Account, demandTones } from './ledger-words.ts';
import { ReceiptList } from './ReceiptList.tsx';
import { RefundRow } from './RefundRow.tsx';

export function AccountPage() {
  const { t } = useTranslation();
  const { dealId } = useRouteParams<'dealId'>();
  const query = useApiQuery(money.account, { params: { dealId } });
  const account = query.data;
  return (
    <Page
      title={account ? dealLine(account.deal) : t('money.account.title')}
      subtitle={account ? <Link to={`/deals/${dealId}`}>{t(`money.deal.${account.deal.state}`)}</Link> : null}
      actions={account ? <AccountActions account={account} /> : null}
      query={query}
    >
      {account ? (
        <>
          <AccountSums account={account} />
          <ComplaintNote account={account} />
          <h2 className="money-section">{t('money.dues')}</h2>
          <DuesTable dues={account.dues} />
          <h2 className="money-section">{t('money.receipts.title')}</h2>
          <ReceiptList pages={wholeList(query, account.receipts)} ofDeal />
          {account.demands.length > 0 ? <Demands account={account} /> : null}
          {account.refunds.length > 0 ? (
            <>
              <h2 className="money-section">{t('money.refunds.title')}</h2>
              <div className="money-found">
                {account.refunds.map((refund) => (
                  <RefundRow key={refund.id} refund={refund} ofDeal />
                ))}
              </div>
            </>
          ) : null}
          {account.allowances.length > 0 ? (
            <>
              <h2 className="money-section">{t('money.allowances')}</h2>
              <div className="money-found">
                {account.allowances.map((one) => (
                  <AllowanceRow key={one.id} allowance={one} />
                ))}
              </div>
            </>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}

function Demands({ account }: { account: Account }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className="money-section">{t('money.dunning.title')}</h2>
      <div className="money-found">
        {account.demands.map((demand) => (
          <div key={demand.id}>
            <Link to={`/money/demands/${demand.id}`}>{demand.number}</Link>
            <StateTag tone={demandTones[demand.state]}>{t(`money.demand.${demand.state}`)}</StateTag>
            <span>{t('money.demand.sum', { amount: formatYuan(demand.amountFen), days: demand.days })}</span>
            <span className="muted">
              {[
                formatInstant(demand.issuedAt),
                t(`money.demand.why.${demand.reason}`),
                demand.promisedOn ? t('money.demand.promised', { day: formatDay(demand.promisedOn) }) : '',
                ...demand.contacts.map((one) => `${one.by.name}：${one.note}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <WhyButton kind="icon" journalId={demand.journalId} />
          </div>
        ))}
      </div>
    </>
  );
}
