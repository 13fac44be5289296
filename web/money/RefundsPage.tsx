/** Refunds: what was asked for, what may be paid from which day, what went out. */
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { RefundRow } from './RefundRow.tsx';
import './ledger.css';

const defaults = { open: 'true' };

export function RefundsPage() {
  const { t } = useTranslation();
  const [{ open }, setState] = useUrlState(defaults);
  const pages = useApiPages(money.refunds, { query: { open: open === 'false' ? 'false' : 'true' } });
  return (
    <Page
      title={t('money.refunds.title')}
      filters={
        <Segmented
          value={open}
          onChange={(value) => setState({ open: value })}
          options={[
            { value: 'true', label: t('money.refunds.open') },
            { value: 'false', label: t('money.refunds.closed') },
          ]}
        />
      }
    >
      {pages.isLoading ? <Loading /> : null}
      {pages.error ? <ErrorState error={pages.error} onRetry={pages.retry} /> : null}
      {!pages.isLoading && !pages.error && pages.rows.length === 0 ? (
        <EmptyState title={t('money.refunds.none')} />
      ) : null}
      <div className="money-found">
        {pages.rows.map((refund) => (
          <RefundRow key={refund.id} refund={refund} />
        ))}
      </div>
      {pages.hasMore ? <Button onClick={pages.loadMore}>{t('money.more')}</Button> : null}
    </Page>
  );
}
