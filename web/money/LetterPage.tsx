/** The demand notice as it goes to the customer. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { formatDay, formatYuan, lastDayOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import './ledger.css';

export function LetterPage() {
  const { t } = useTranslation();
  const { demandId } = useRouteParams<'demandId'>();
  const query = useApiQuery(money.demandLetter, { params: { demandId } });
  const data = query.data;
  const late = data?.dues.filter((due) => due.openFen > 0 && due.bucket !== 'not_due') ?? [];
  const named = (name: string) => (['deposit', 'balance', 'loan'].includes(name) ? t(`money.due.${name}`) : name);
  return (
    <Page
      title={data ? `${t('money.letter.title')} ${data.demand.number}` : t('money.letter.title')}
      actions={
        data ? (
          <>
            {(['pdf', 'docx'] as const).map((format) => (
              <Button key={format} href={`/api/money/demands/${demandId}/file?format=${format}`} download>
                {t(format === 'pdf' ? 'deals.print.pdf' : 'deals.print.word')}
              </Button>
            ))}
            <ActionButton type="primary" label={t('money.print')} onClick={() => window.print()} />
            <WhyButton journalId={data.demand.journalId} />
          </>
        ) : null
      }
      query={query}
    >
      {data ? (
        <article className="money-slip money-letter">
          <h2>{t('money.letter.title')}</h2>
          <header>
            <span>{[data.house, data.site].filter(Boolean).join(' · ')}</span>
            <span>{data.demand.number}</span>
          </header>
          <p>{t('money.letter.dear', { name: data.demand.deal.customer.name })}</p>
          <p>
            {t('money.letter.text', {
              unit: data.demand.deal.unit ?? data.demand.deal.number ?? '',
              number: data.demand.deal.number ?? '',
              amount: formatYuan(data.demand.amountFen),
              capitals: data.capitals,
              day: formatDay(data.demand.oldestDueOn),
            })}
          </p>
          <table>
            <tbody>
              {late.map((due) => (
                <tr key={due.seq}>
                  <th scope="row">{named(due.name)}</th>
                  <td>{due.dueOn ? formatDay(due.dueOn) : ''}</td>
                  <td className="is-sum">{formatYuan(due.openFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {data.breachAt ? t('money.letter.breach', { day: lastDayOf(data.breachAt) }) : t('money.letter.please')}
          </p>
          <footer>
            <span>
              {t('money.consultant')} {data.demand.deal.consultant.name}
            </span>
            <span>{t('money.slip.seal')}</span>
          </footer>
        </article>
      ) : null}
    </Page>
  );
}
