/** What a month is measured and paid by: targets, the sales policy of the month; and rewards for introductions. */
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatDay, formatYuan, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { MonthStepper } from './PayParts.tsx';
import './commission.css';

const PolicyDialog = lazy(() => import('./PlanDialogs.tsx').then((part) => ({ default: part.PolicyDialog })));
const TargetDialog = lazy(() => import('./PlanDialogs.tsx').then((part) => ({ default: part.TargetDialog })));
const EntryDialog = lazy(() => import('./PlanDialogs.tsx').then((part) => ({ default: part.EntryDialog })));

const defaults = { month: '' };
const policyTones = { pending: 'waiting', approved: 'good', refused: 'bad', replaced: 'neutral' } as const;
const rewardTones = { due: 'waiting', given: 'good', cancelled: 'neutral' } as const;
type Dialog = 'policy' | 'target' | 'entry' | null;

export function PlansPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const [dialog, setDialog] = useState<Dialog>(null);
  const month = filters.month || localToday().slice(0, 7);
  const close = () => setDialog(null);
  return (
    <Page
      title={t('pay.plans.title')}
      subtitle={site.name}
      actions={<Button onClick={() => setDialog('entry')}>{t('pay.entry.new')}</Button>}
      filters={<MonthStepper month={month} onChange={(next) => setFilters({ month: next })} />}
    >
      <div className="pay-plan">
        <Targets siteId={site.id} month={month} onSet={() => setDialog('target')} />
        <Policies siteId={site.id} month={month} onSet={() => setDialog('policy')} />
        <Referrals siteId={site.id} />
      </div>
      <Suspense fallback={null}>
        {dialog === 'policy' ? <PolicyDialog siteId={site.id} month={month} onClose={close} /> : null}
        {dialog === 'target' ? <TargetDialog siteId={site.id} month={month} onClose={close} /> : null}
        {dialog === 'entry' ? <EntryDialog siteId={site.id} onClose={close} /> : null}
      </Suspense>
    </Page>
  );
}

interface PartProps {
  readonly siteId: string;
  readonly month: string;
  readonly onSet: () => void;
}

function Targets({ siteId, month, onSet }: PartProps) {
  const { t } = useTranslation();
  const targets = useApiQuery(commission.targets, { query: { siteId, month } }, { keepPrevious: true });
  const rows = targets.data?.rows ?? [];
  return (
    <section>
      <h2>
        {t('pay.targets')} <Button onClick={onSet}>{t('pay.targets.set')}</Button>
      </h2>
      {rows.length === 0 ? <EmptyState title={t('pay.targets.none')} /> : null}
      <ul className="pay-rows">
        {rows.map((row) => (
          <li key={row.staff?.id ?? 'house'}>
            <span>{row.staff?.name ?? <b>{t('pay.targets.house')}</b>}</span>
            <WhyButton kind="icon" journalId={row.journalId} />
            <span className="pay-amount">{formatYuan(row.amountFen)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Policies({ siteId, month, onSet }: PartProps) {
  const { t } = useTranslation();
  const policies = useApiQuery(commission.policies, { query: { siteId, month } }, { keepPrevious: true });
  const rows = policies.data?.rows ?? [];
  return (
    <section>
      <h2>
        {t('pay.policies')}{' '}
        <ActionButton
          label={t('pay.policies.set')}
          disabledReason={policies.data?.pending ? t('pay.policies.pending') : null}
          onClick={onSet}
        />
      </h2>
      {rows.length === 0 ? <EmptyState title={t('pay.policies.none')} /> : null}
      <ul className="pay-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              {t(`pay.unit.${row.unitKind}`)} {row.product || t('pay.policies.all')}
            </span>
            <StateTag tone={policyTones[row.state]}>{t(`pay.policies.state.${row.state}`)}</StateTag>
            <WhyButton kind="icon" journalId={row.journalId} />
            <span className="pay-amount">{t('pay.policies.each', { amount: formatYuan(row.amountFen) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Referrals({ siteId }: { siteId: string }) {
  const { t } = useTranslation();
  const rewards = useApiPages(commission.referrals, { query: { siteId } });
  const give = useApiCommand(commission.giveReferral);
  const mayPay = usePermission('money.pay') !== null;
  if (rewards.rows.length === 0) return null;
  return (
    <section>
      <h2>{t('pay.referrals')}</h2>
      <ul className="pay-rows">
        {rewards.rows.map((row) => (
          <li key={row.id}>
            <span>
              {row.customer}{' '}
              <span className="muted">
                → {row.deal.customer} {row.deal.unit}
              </span>
            </span>
            <StateTag tone={rewardTones[row.state]}>{t(`pay.referrals.${row.state}`)}</StateTag>
            <span className="muted">{formatDay(row.givenAt ?? row.dueAt)}</span>
            <WhyButton kind="icon" journalId={row.journalId} />
            {row.state === 'due' && mayPay ? (
              <ActionButton
                size="small"
                label={t('pay.referrals.give')}
                onClick={async () => {
                  await give.mutateAsync({ params: { rewardId: row.id } });
                  showDone(t('pay.referrals.done'));
                }}
              />
            ) : null}
            <span className="pay-amount">{formatYuan(row.amountFen)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
