/** Money on the page of a deal: what was paid, what is due, who is credited. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { AccountSums } from './AccountSums.tsx';
import { DuesTable } from './DuesTable.tsx';
import './ledger.css';

const DealSplit = lazy(() => import('./DealSplit.tsx').then((part) => ({ default: part.DealSplit })));

export function DealPanel({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const mayRead = usePermission('money.read') !== null;
  const mayPay = usePermission('money.statements') !== null;
  return (
    <>
      {mayRead ? <Paid dealId={dealId} /> : null}
      {mayPay ? (
        <>
          <h2 className="money-section">{t('money.split')}</h2>
          <Suspense fallback={<Loading />}>
            <DealSplit dealId={dealId} />
          </Suspense>
        </>
      ) : null}
    </>
  );
}

function Paid({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(money.account, { params: { dealId } }, { live: ['money', 'deals'] });
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  return (
    <>
      <h2 className="money-section">
        {t('money.account.title')}
        <Link to={`/money/deals/${dealId}`}>{t('money.account.open')}</Link>
      </h2>
      <AccountSums account={query.data} />
      <DuesTable dues={query.data.dues} />
    </>
  );
}
