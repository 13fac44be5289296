/** Everything that happened with a customer, newest first, each entry with its "why?". */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { formatInstant } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';

export function TimelineCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const pages = useApiPages(
    customers.timeline,
    { params: { customerId }, query: { limit: 20 } as never },
    { live: ['customers', 'claims', 'desk'] },
  );
  return (
    <section className="customer-card">
      <h2>{t('customers.timeline')}</h2>
      {pages.isLoading ? <Loading /> : null}
      {pages.error && pages.rows.length === 0 ? <ErrorState error={pages.error} onRetry={pages.retry} /> : null}
      <ol className="customer-history">
        {pages.rows.map((entry) => (
          <li key={entry.id}>
            <span className="when">{formatInstant(entry.at)}</span>
            <span style={{ flex: 1, minWidth: 140 }}>
              {textOf(entry.title)} {entry.text ? <span className="muted">{entry.text}</span> : null}
            </span>
            <span className="muted">{entry.by?.name ?? t('customers.system')}</span>
            {entry.journalId ? <WhyButton kind="icon" journalId={entry.journalId} /> : null}
          </li>
        ))}
      </ol>
      {pages.hasMore ? (
        <Button type="link" loading={pages.isLoadingMore} onClick={pages.loadMore}>
          {t('customers.timeline.more')}
        </Button>
      ) : null}
    </section>
  );
}
