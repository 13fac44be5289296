/** The counter: find the deal, take the money, hand out the receipt. Slips of remittances wait beside. */
import { Input } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { dealLine, DealLink } from './LedgerParts.tsx';
import type { Remittance } from './ReceiveDialog.tsx';

const ReceiveDialog = lazy(() => import('./ReceiveDialog.tsx').then((part) => ({ default: part.ReceiveDialog })));
const defaults = { q: '' };

export function CashierPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [{ q }, setState] = useUrlState(defaults);
  const [typed, setTyped] = useState(q);
  const [taking, setTaking] = useState<{ dealId: string; remittance?: Remittance } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setState({ q: typed.trim() }), 250);
    return () => clearTimeout(timer);
  }, [typed, setState]);
  const found = useApiQuery(
    money.cashier,
    { query: { siteId: site.id, q: q || '-' } },
    { enabled: q !== '', keepPrevious: true },
  );
  const slips = useApiQuery(money.remittances, { query: { siteId: site.id } });
  const mayTake = usePermission('money.receive') !== null;
  return (
    <Page title={t('money.cashier.title')}>
      <Input.Search
        className="money-search"
        size="large"
        allowClear
        autoFocus
        value={typed}
        placeholder={t('money.cashier.find')}
        aria-label={t('money.cashier.find')}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(text) => setState({ q: text.trim() })}
      />
      {q === '' ? <p className="muted">{t('money.cashier.hint')}</p> : null}
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {q !== '' && found.isPending ? <Loading /> : null}
      {q !== '' && found.data ? (
        found.data.rows.length === 0 ? (
          <EmptyState title={t('money.cashier.nothing')} />
        ) : (
          <div className="money-found">
            {found.data.rows.map((row) => (
              <div key={row.deal.id}>
                <b>
                  <DealLink deal={row.deal} />
                </b>
                <span className="muted">
                  {t(`money.deal.${row.deal.state}`)} · {row.deal.consultant.name}
                </span>
                {row.owedFen > 0 ? <span>{t('money.cashier.owes', { amount: formatYuan(row.owedFen) })}</span> : null}
                {row.depositLeftFen > 0 ? (
                  <span>{t('money.cashier.deposit', { amount: formatYuan(row.depositLeftFen) })}</span>
                ) : null}
                {row.nextDueOn ? (
                  <span className="muted">{t('money.cashier.next', { day: formatDay(row.nextDueOn) })}</span>
                ) : null}
                <ActionButton
                  type="primary"
                  label={t('money.take')}
                  disabledReason={
                    !mayTake
                      ? t('money.cashier.financeOnly')
                      : row.deal.state === 'cancelled'
                        ? t('money.cashier.ended')
                        : null
                  }
                  onClick={() => setTaking({ dealId: row.deal.id })}
                />
              </div>
            ))}
          </div>
        )
      ) : null}
      {slips.data && slips.data.rows.length > 0 ? (
        <>
          <h2 className="money-section">{t('money.cashier.slips', { count: slips.data.rows.length })}</h2>
          <div className="money-found">
            {slips.data.rows.map((slip) => (
              <div key={slip.id}>
                <b>{formatYuan(slip.amountFen)}</b>
                <span>{dealLine(slip.deal)}</span>
                <span className="muted">
                  {[slip.payer, slip.bankRef, slip.passedBy.name, formatInstant(slip.passedAt)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <ActionButton
                  label={t('money.cashier.enter')}
                  onClick={() => setTaking({ dealId: slip.deal.id, remittance: slip })}
                />
              </div>
            ))}
          </div>
        </>
      ) : null}
      {taking ? (
        <Suspense fallback={null}>
          <ReceiveDialog
            dealId={taking.dealId}
            {...(taking.remittance ? { remittance: taking.remittance } : {})}
            onClose={() => setTaking(null)}
            onTaken={(receiptId) => void navigate({ to: `/money/receipts/${receiptId}` })}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
