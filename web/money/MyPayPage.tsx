/** My performance and commission: this month, what is coming, every line with its reason. */
import { Link } from '@tanstack/react-router';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import { penalties } from '#contract/penalties.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatYuan, localToday } from '../shell/format.ts';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { Amount, MonthStepper, Sum, Sums } from './PayParts.tsx';
import { PayLines } from './PayLines.tsx';
import { PenaltyList } from './PenaltyList.tsx';
import { SignCard } from './SignCard.tsx';
import { statementTones } from './pay-words.ts';

const defaults = { month: '', view: 'money' };
type Pay = ResponseOf<typeof commission.myPay>;

export function MyPayPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const month = filters.month || localToday().slice(0, 7);
  const pay = useApiQuery(commission.myPay, { query: { month } }, { keepPrevious: true });
  const lines = useApiPages(commission.lines, {
    query: { month, view: filters.view === 'performance' ? 'myPerformance' : 'myMoney' },
  });
  const data = pay.data;
  return (
    <Page
      title={t('pay.mine.title')}
      filters={<MonthStepper month={month} onChange={(next) => setFilters({ month: next })} />}
      query={pay}
    >
      {data ? (
        <>
          {data.statement ? <SignCard statement={data.statement} /> : null}
          <Totals pay={data} />
          <Penalties state="open" />
          <Coming pay={data} />
          <h2 className="pay-section">
            {t('pay.lines')}
            <Radio.Group
              size="small"
              optionType="button"
              value={filters.view}
              onChange={(event) => setFilters({ view: event.target.value })}
              options={(['money', 'performance'] as const).map((view) => ({
                value: view,
                label: t(`pay.lines.${view}`),
              }))}
            />
          </h2>
          <PayLines pages={lines} empty={<EmptyState title={t('pay.lines.none')} />} />
          <Penalties state="closed" />
          <History pay={data} />
        </>
      ) : null}
    </Page>
  );
}

function Totals({ pay }: { pay: Pay }) {
  const { t } = useTranslation();
  const target =
    pay.targetFen === null
      ? undefined
      : t('pay.target.of', { percent: pay.attainmentPercent ?? 0, target: formatYuan(pay.targetFen) });
  return (
    <Sums>
      <Sum
        main
        name={pay.statement ? t('pay.payable') : t('pay.commission')}
        fen={pay.statement ? pay.statement.payableFen : pay.commissionFen}
        note={pay.isClosed ? t('pay.closed') : t('pay.running')}
      />
      <Sum name={t('pay.performance')} fen={pay.performanceFen} note={target} percent={pay.attainmentPercent} less />
      <Sum name={t('pay.coming')} fen={pay.comingFen} note={t('pay.coming.note', { count: pay.coming.length })} />
    </Sums>
  );
}

function Coming({ pay }: { pay: Pay }) {
  const { t } = useTranslation();
  if (pay.coming.length === 0) return null;
  return (
    <>
      <h2 className="pay-section">{t('pay.coming')}</h2>
      <div className="cards">
        {pay.coming.map((one) => (
          <PhoneCard
            key={one.deal.id}
            to={`/deals/${one.deal.id}`}
            title={`${one.deal.unit || one.deal.number || ''} ${one.deal.customer}`}
            extra={<Amount fen={one.mineFen - one.earnedFen} />}
            lines={[
              t('pay.coming.line', {
                percent: one.percent,
                mine: formatYuan(one.mineFen),
                earned: formatYuan(one.earnedFen),
                paid: formatYuan(one.paidFen),
                price: formatYuan(one.priceFen),
              }),
              one.waits.length > 0 ? (
                <span key="waits">
                  {one.waits.map((wait) => (
                    <StateTag key={wait} tone="waiting">
                      {t(`pay.wait.${wait}`)}
                    </StateTag>
                  ))}
                </span>
              ) : null,
            ]}
          />
        ))}
      </div>
    </>
  );
}

/** What waits for me stands above everything else, what is settled below. */
function Penalties({ state }: { state: 'open' | 'closed' }) {
  const { t } = useTranslation();
  const pages = useApiPages(penalties.list, { query: { mine: 'true', state } });
  if (pages.rows.length === 0) return null;
  return (
    <>
      <h2 className="pay-section">{t(`pay.penalties.mine.${state}`)}</h2>
      <PenaltyList pages={pages} />
    </>
  );
}

function History({ pay }: { pay: Pay }) {
  const { t } = useTranslation();
  if (pay.history.length === 0) return null;
  return (
    <>
      <h2 className="pay-section">{t('pay.history')}</h2>
      <ul className="pay-rows">
        {pay.history.map((one) => (
          <li key={one.statementId}>
            <Link to={`/statements/${one.statementId}`}>{one.month}</Link>
            <StateTag tone={statementTones[one.state]}>{t(`pay.state.${one.state}`)}</StateTag>
            <span className="pay-amount">{formatYuan(one.payableFen)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
