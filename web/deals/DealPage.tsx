/** One deal: where it stands, what comes next and why it may not come yet, and everything that belongs to it. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { textOf, wordsOf } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { MoreActions, NextActions } from './DealActions.tsx';
import { Changes, ContractCard, Copies, Papers, Shares } from './DealCards.tsx';
import { DealStages } from './DealStages.tsx';
import { DealStateTag } from './DealStateTag.tsx';
import { DocumentsCard } from './DocumentsCard.tsx';
import { otherPanels } from './panels.ts';
import { type DealOut, unitText } from './words.ts';
import { Section } from './Section.tsx';
import './deals.css';

// Cards of their own weight come after the page stands.
const CourseCard = lazy(async () => ({ default: (await import('./CourseCard.tsx')).CourseCard }));
const DeliveryCard = lazy(async () => ({ default: (await import('./DeliveryCard.tsx')).DeliveryCard }));
const RoomCard = lazy(async () => ({ default: (await import('./RoomCard.tsx')).RoomCard }));

export function DealPage() {
  const { t } = useTranslation();
  const { dealId } = useRouteParams<'dealId'>();
  const query = useApiQuery(deals.get, { params: { dealId } }, { live: ['deals', 'approvals', 'money', 'inventory'] });
  const deal = query.data;
  return (
    <Page
      title={deal ? unitText(deal) || t('deals.noUnit') : t('deals.deal.title')}
      subtitle={
        deal ? (
          <>
            {deal.number ?? t('deals.numberLater')} · <DealStateTag deal={deal} />
          </>
        ) : undefined
      }
      actions={deal ? <MoreActions deal={deal} /> : undefined}
      query={query}
    >
      {deal ? <Content deal={deal} /> : null}
    </Page>
  );
}

function Content({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  return (
    <>
      <DealStages deal={deal} />
      <div className="deal-page">
        <div>
          <NextActions deal={deal} />
          {deal.approvals.map((approval) => (
            <Alert
              key={approval.id}
              type="info"
              showIcon
              title={t('deals.waitsFor', {
                matter: t(`approvals.matter.${approval.matter}`),
                who: approval.waitingFor,
              })}
              action={<Link to={`/approvals/${approval.id}`}>{t('deals.approval.open')}</Link>}
            />
          ))}
          {deal.creditCancelled ? (
            <Alert type="warning" showIcon title={t(`deals.creditCancelled.${deal.creditCancelled.cause}`)} />
          ) : null}
          <Facts deal={deal} />
          <Money deal={deal} />
          <Suspense fallback={null}>
            <DeliveryCard deal={deal} />
          </Suspense>
          <Papers deal={deal} />
          <ContractCard deal={deal} />
          <Suspense fallback={null}>
            <RoomCard deal={deal} />
          </Suspense>
          <Suspense fallback={null}>
            {otherPanels.map(({ key, Panel }) => (
              <Panel key={key} dealId={deal.id} />
            ))}
          </Suspense>
        </div>
        <div>
          <Suspense fallback={null}>
            <CourseCard dealId={deal.id} />
          </Suspense>
          <DocumentsCard dealId={deal.id} />
          <Copies deal={deal} />
          <Changes deal={deal} />
          <Shares deal={deal} />
          <Timeline deal={deal} />
        </div>
      </div>
    </>
  );
}

function Facts({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      'customer',
      <Link key="customer" to={`/customers/${deal.customer.id}`}>
        {deal.customer.name}
      </Link>,
    ],
    ['buyers', deal.buyers],
    [
      'consultant',
      deal.cover ? `${deal.consultant.name}（${t('deals.cover')} ${deal.cover.name}）` : deal.consultant.name,
    ],
    ['residence', t(deal.isLocal ? 'deals.residence.local' : 'deals.residence.elsewhere')],
    ['orderDate', deal.orderDate],
    ['contractDue', deal.state === 'subscribed' || deal.state === 'contracting' ? deal.contractDueOn : null],
    ['contractNumber', deal.contractNumber],
    ['signedAt', formatDay(deal.signedAt)],
    ['handedOverAt', formatInstant(deal.handedOverAt)],
    ['endedAt', deal.endedAt ? `${formatDay(deal.endedAt)} ${t(`deals.ended.${deal.endedCause}`)}` : null],
    ['note', deal.note],
  ];
  return (
    <Section title={t('deals.facts')}>
      <dl className="deal-facts">
        {facts
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`deals.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {deal.withdrawal ? (
        <Alert
          type="warning"
          title={t(deal.withdrawal.approvedAt ? 'deals.withdrawal.agreed' : 'deals.withdrawal.asked', {
            reason: deal.withdrawal.reason,
            day: deal.withdrawal.refundNotBefore,
          })}
        />
      ) : null}
    </Section>
  );
}

function Money({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const share = deal.priceFen > 0 ? Math.min(100, (deal.paidFen * 100) / deal.priceFen) : 0;
  const below = deal.listPriceFen - deal.priceFen;
  return (
    <Section title={t('deals.money')}>
      <dl className="deal-facts">
        <Amount name="price" fen={deal.priceFen}>
          {below > 0 ? <small className="muted"> {t('deals.belowList', { below: formatYuan(below) })}</small> : null}
        </Amount>
        <Amount name="paid" fen={deal.paidFen} />
        <Amount name="toPay" fen={deal.fullyPaidAt ? 0 : Math.max(0, deal.priceFen - deal.paidFen)} />
        <Amount name="deposit" fen={deal.depositFen}>
          {deal.depositPaidAt ? (
            <small className="muted"> {t('deals.paidOn', { day: formatDay(deal.depositPaidAt) })}</small>
          ) : null}
        </Amount>
        {deal.smallDeposit ? (
          <Amount name="smallDeposit" fen={deal.smallDeposit.amountFen}>
            <small className="muted"> {deal.smallDeposit.number}</small>
          </Amount>
        ) : null}
        <div>
          <dt>{t('deals.payment')}</dt>
          <dd>{t(`deals.payment.${deal.paymentMethod}`)}</dd>
        </div>
        {deal.loan ? (
          <div>
            <dt>{t('deals.loan')}</dt>
            <dd>
              {deal.loan.lender} ¥{formatYuan(deal.loan.amountFen)}
              {deal.loan.needsPayoutReport ? (
                <small className="muted">
                  {' '}
                  {deal.loan.payoutReportedAt
                    ? t('deals.payoutReported', { day: formatDay(deal.loan.payoutReportedAt) })
                    : t('deals.payoutAwaited')}
                </small>
              ) : null}
            </dd>
          </div>
        ) : null}
      </dl>
      <div
        className="deal-bar"
        role="progressbar"
        aria-valuenow={Math.round(share)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={t('deals.paid')}
      >
        <span style={{ width: `${share}%` }} />
      </div>
      {deal.plan.length > 0 ? (
        <table className="deal-table">
          <thead>
            <tr>
              <th>{t('deals.plan.name')}</th>
              <th>{t('deals.plan.due')}</th>
              <th className="is-right">{t('deals.plan.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {deal.plan.map((row) => (
              <tr key={`${row.name} ${row.dueOn}`}>
                <td>{row.name}</td>
                <td>{row.dueOn}</td>
                <td className="is-right">{formatYuan(row.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {deal.terms.length > 0 ? (
        <ul className="deal-rows">
          {deal.terms.map((term) => (
            <li key={term.id}>
              <b>{t(`deals.terms.${term.kind}`)}</b> {term.body}
              {term.priceFen ? ` ¥${formatYuan(term.priceFen)}` : ''} {term.untilOn ?? ''}
              <span className="muted">{t(`deals.granted.${term.state}`)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Amount({ name, fen, children }: { name: string; fen: number; children?: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{t(`deals.${name}`)}</dt>
      <dd>
        ¥{formatYuan(fen)}
        {children}
      </dd>
    </div>
  );
}

function Timeline({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  if (deal.timeline.length === 0) return null;
  return (
    <Section title={t('deals.timeline')}>
      <ol className="deal-time">
        {deal.timeline.map((event) => (
          <li key={event.journalId}>
            <time>{formatInstant(event.at)}</time>
            <span>
              {textOf(event.title)} <span className="muted">{event.by?.name}</span>
              {event.reason ? <div className="muted">{wordsOf(event.reason)}</div> : null}
            </span>
            <WhyButton kind="icon" journalId={event.journalId} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
