/** The follow-ups of one customer, newest first: for the customer's page. */
import { Tag, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import { formatInstant } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';
import { Said } from './FollowUpsPage.tsx';

export function FollowUpList({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const pages = useApiPages(claims.followUps, { params: { customerId }, query: {} }, { live: ['claims'] });
  if (pages.isLoading) return <Loading />;
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.rows.length === 0) return <EmptyState title={t('claims.followUps.none')} />;
  return (
    <>
      <Timeline
        items={pages.rows.map((row) => ({
          key: row.id,
          color: row.valid ? 'green' : 'gray',
          content: (
            <>
              <span className="muted">{formatInstant(row.at)}</span> {row.author.name}{' '}
              {t(`claims.channel.${row.channel}`)}{' '}
              {row.valid ? null : <Tag color="warning">{t(`claims.invalid.${row.whyNot}`)}</Tag>}
              <Said row={row} />
              <WhyButton kind="icon" journalId={row.journalId} />
            </>
          ),
        }))}
      />
      {pages.hasMore ? (
        <button type="button" className="plain-button" onClick={pages.loadMore}>
          {t('shell.loadMore')}
        </button>
      ) : null}
    </>
  );
}
