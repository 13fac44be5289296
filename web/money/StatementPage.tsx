/** The statement of one person and month: its sum, every line with its reason, the signature. Prints as it stands. */
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { PayLines } from './PayLines.tsx';
import { type Statement, useSigning } from './SignCard.tsx';
import { statementTones } from './pay-words.ts';
import './commission.css';

export function StatementPage() {
  const { t } = useTranslation();
  const { statementId } = useRouteParams<'statementId'>();
  const statement = useApiQuery(commission.statement, { params: { statementId } });
  const money = useApiPages(commission.lines, { query: { statementId, view: 'money', limit: 200 } });
  const performance = useApiPages(commission.lines, { query: { statementId, view: 'performance', limit: 200 } });
  const data = statement.data;
  return (
    <Page
      title={
        data ? t('pay.statement.title.of', { name: data.staff.name, month: data.month }) : t('pay.statement.title')
      }
      subtitle={data ? <StateTag tone={statementTones[data.state]}>{t(`pay.state.${data.state}`)}</StateTag> : null}
      actions={data ? <Actions statement={data} /> : null}
      query={statement}
    >
      {data ? (
        <>
          <Summary statement={data} />
          <h2 className="pay-section">{t('pay.lines.money')}</h2>
          <PayLines pages={money} empty={<EmptyState title={t('pay.lines.none')} />} />
          <h2 className="pay-section">{t('pay.lines.performance')}</h2>
          <PayLines pages={performance} empty={<EmptyState title={t('pay.lines.none')} />} />
          <div className="pay-sign-line only-print">
            <span>{t('pay.print.person')}</span>
            <span>{t('pay.print.manager')}</span>
            <span>{t('pay.print.finance')}</span>
          </div>
        </>
      ) : null}
    </Page>
  );
}

function Actions({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const sign = useSigning(statement);
  return (
    <>
      {statement.state === 'issued' ? (
        <ActionButton
          type="primary"
          label={t('pay.sign')}
          disabledReason={statement.whyNot.acknowledge}
          onClick={sign}
        />
      ) : null}
      <ActionButton label={t('pay.print')} onClick={() => window.print()} />
      <WhyButton journalId={statement.journalId} />
    </>
  );
}

function Summary({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [string, string] | null)[] = [
    [t('pay.sum.site'), statement.site],
    [t('pay.performance'), formatYuan(statement.performanceFen)],
    statement.targetFen === null
      ? null
      : [
          t('pay.sum.target'),
          `${formatYuan(statement.targetFen)} · ${statement.attainmentPercent}% → ${t('pay.sum.factor', { percent: statement.paidPercent })}`,
        ],
    [t('pay.sum.commission'), formatYuan(statement.commissionFen)],
    statement.rewardsFen === 0 ? null : [t('pay.sum.rewards'), formatYuan(statement.rewardsFen)],
    [t('pay.sum.earned'), formatYuan(statement.earnedFen)],
    statement.carriedInFen === 0 ? null : [t('pay.sum.carriedIn'), `−${formatYuan(statement.carriedInFen)}`],
    statement.deductedClawbackFen === 0
      ? null
      : [t('pay.sum.clawback'), `−${formatYuan(statement.deductedClawbackFen)}`],
    statement.deductedPenaltyFen === 0 ? null : [t('pay.sum.penalty'), `−${formatYuan(statement.deductedPenaltyFen)}`],
    statement.carriedOutFen === 0 ? null : [t('pay.sum.carriedOut'), formatYuan(statement.carriedOutFen)],
    statement.acknowledgedAt
      ? [t('pay.sum.signed'), `${statement.acknowledgedBy?.name ?? ''} ${formatInstant(statement.acknowledgedAt)}`]
      : null,
    statement.paidAt ? [t('pay.sum.paid'), formatInstant(statement.paidAt)] : null,
  ];
  return (
    <table className="pay-sum">
      <tbody>
        {rows
          .filter((row) => row !== null)
          .map(([name, value]) => (
            <tr key={name}>
              <td className="muted">{name}</td>
              <td>{value}</td>
            </tr>
          ))}
        <tr className="is-total">
          <td>{t('pay.payable')}</td>
          <td>{formatYuan(statement.payableFen)}</td>
        </tr>
      </tbody>
    </table>
  );
}
