/** A receipt as it is printed and handed out, and what may still be done with it. */
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { formatFull, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { DealLink } from './LedgerParts.tsx';
import { receiptState, receiptTone } from './ledger-words.ts';
import { ReceiptActions } from './ReceiptActions.tsx';

export function ReceiptPage() {
  const { t } = useTranslation();
  const { receiptId } = useRouteParams<'receiptId'>();
  const query = useApiQuery(money.receipt, { params: { receiptId } });
  const data = query.data;
  const receipt = data?.receipt;
  return (
    <Page
      title={receipt ? `${t('money.receipt.title')} ${receipt.number}` : t('money.receipt.title')}
      subtitle={
        receipt ? <StateTag tone={receiptTone(receipt)}>{t(`money.receipt.${receiptState(receipt)}`)}</StateTag> : null
      }
      actions={
        receipt ? (
          <>
            <ActionButton type="primary" label={t('money.print')} hotkey="alt+p" onClick={() => window.print()} />
            <ReceiptActions receipt={receipt} />
            <WhyButton journalId={receipt.journalId} />
          </>
        ) : null
      }
      query={query}
    >
      {receipt && data ? (
        <article className={receipt.reversedBy ? 'money-slip is-void' : 'money-slip'}>
          <h2>{t(receipt.kind === 'refund' ? 'money.slip.refund' : 'money.slip')}</h2>
          <header>
            <span>{[data.house, data.site].filter(Boolean).join(' · ')}</span>
            <span>{receipt.number}</span>
          </header>
          <table>
            <tbody>
              <tr>
                <th scope="row">{t('money.payer')}</th>
                <td>{receipt.payer || receipt.deal.customer.name}</td>
                <th scope="row">{t('money.businessDay')}</th>
                <td>{receipt.businessDay}</td>
              </tr>
              <tr>
                <th scope="row">{t('money.deal')}</th>
                <td>
                  <DealLink deal={receipt.deal} />
                </td>
                <th scope="row">{t('money.kind')}</th>
                <td>{t(`money.kind.${receipt.kind}`)}</td>
              </tr>
              <tr>
                <th scope="row">{t('money.capitals')}</th>
                <td>{`${receipt.amountFen < 0 ? t('money.minus') : ''}${data.capitals}`}</td>
                <th scope="row">{t('money.amount')}</th>
                <td className="is-sum">¥{formatYuan(receipt.amountFen)}</td>
              </tr>
              <tr>
                <th scope="row">{t('money.method')}</th>
                <td>{[t(`money.method.${receipt.method}`), receipt.bankRef].filter(Boolean).join(' · ')}</td>
                <th scope="row">{t('money.receivedAt')}</th>
                <td>{formatFull(receipt.receivedAt)}</td>
              </tr>
              {receipt.note || receipt.reverses ? (
                <tr>
                  <th scope="row">{t('money.note')}</th>
                  <td colSpan={3}>
                    {[receipt.reverses ? t('money.reverses', { number: receipt.reverses.number }) : '', receipt.note]
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                </tr>
              ) : null}
            </tbody>
          </table>
          {receipt.slipOut ? <p>{t('money.slip.keep')}</p> : null}
          <footer>
            <span>
              {t('money.receivedBy')} {receipt.receivedBy?.name ?? ''}
            </span>
            <span>{t('money.slip.customer')}</span>
            <span>{t('money.slip.seal')}</span>
          </footer>
        </article>
      ) : null}
    </Page>
  );
}
