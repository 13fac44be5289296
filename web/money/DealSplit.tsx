/** What a deal brings whom: pool, shares, what is booked, what it waits for. For the page of a deal: `<DealSplit dealId={id} />`. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { PayLines } from './PayLines.tsx';
import './commission.css';

type Split = ResponseOf<typeof commission.ofDeal>;

export function DealSplit({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const split = useApiQuery(commission.ofDeal, { params: { dealId } }, { live: ['commission', 'deals'] });
  const recount = useApiCommand(commission.recount);
  const settles = usePermission('money.settle') !== null;
  if (split.error && !split.data) return <ErrorState error={split.error} onRetry={() => void split.refetch()} />;
  if (!split.data) return <Loading />;
  const data = split.data;
  if (data.state === 'none') return <EmptyState title={t('pay.split.none')} />;
  return (
    <div>
      <Waits split={data} />
      <p className="muted">
        {t('pay.split.pool', {
          price: formatYuan(data.priceFen),
          rate: data.rate ? textOf(data.rate) : '—',
          pool: formatYuan(data.poolFen),
        })}{' '}
        {data.sharesJournalId ? <WhyButton journalId={data.sharesJournalId} /> : null}
      </p>
      <Parties split={data} />
      {data.referral ? (
        <p>
          {t('pay.split.referral', { customer: data.referral.customer, amount: formatYuan(data.referral.amountFen) })}{' '}
          <StateTag tone="neutral">{t(`pay.referrals.${data.referral.state}`)}</StateTag>
        </p>
      ) : null}
      <h3 className="pay-section">
        {t('pay.lines')}
        {settles ? (
          <ActionButton
            size="small"
            label={t('pay.split.recount')}
            onClick={async () => {
              await recount.mutateAsync({ params: { dealId } });
              showDone(t('pay.split.recounted'));
            }}
          />
        ) : null}
      </h3>
      <PayLines pages={wholeList(split, data.lines)} withPeople empty={<EmptyState title={t('pay.lines.none')} />} />
    </div>
  );
}

function Waits({ split }: { split: Split }) {
  const { t } = useTranslation();
  if (split.state === 'ended')
    return (
      <Alert type="warning" showIcon title={t('pay.split.ended', { cause: t(`pay.cause.${split.endedCause}`) })} />
    );
  if (split.waits.length === 0) return null;
  const reasons = split.waits.map((wait) => t(`pay.wait.${wait}`)).join(' · ');
  return <Alert type="info" showIcon title={t('pay.split.waits', { reasons })} />;
}

function Parties({ split }: { split: Split }) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="pay-party is-head">
        <span>{t('pay.line.who')}</span>
        <span>{t('pay.split.performance')}</span>
        <span>{t('pay.split.commission')}</span>
        <span>{t('pay.split.performanceFen')}</span>
        <span>{t('pay.split.commissionFen')}</span>
      </div>
      {split.parties.map((party) => (
        <div key={party.staff?.id ?? 'house'} className="pay-party">
          <span>{party.staff?.name ?? t('pay.house')}</span>
          <span>{party.performancePercent}%</span>
          <span>{party.commissionPercent}%</span>
          <span>{formatYuan(party.performanceFen)}</span>
          <span>
            {t('pay.split.ofPool', { earned: formatYuan(party.commissionFen), pool: formatYuan(party.poolFen) })}
          </span>
        </div>
      ))}
    </div>
  );
}
