/** The delivery queue: whose turn it is for the next vehicle of a model, and by which rule. */
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { PromiseTag } from './PromiseTag.tsx';
import { unitText } from './words.ts';
import './deals.css';

type Row = ResponseOf<typeof deals.queue>['models'][number]['rows'][number];
const defaults = { model: '' };

export function QueuePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [{ model }, setFilters] = useUrlState(defaults);
  const query = useApiQuery(
    deals.queue,
    { params: { siteId: site.id }, query: {} },
    { live: ['deals', 'money', 'inventory'] },
  );
  const models = query.data?.models ?? [];
  const shown = model ? models.filter((one) => one.model === model) : models;
  const why = (row: Row) =>
    row.group === 'paid'
      ? t('deals.queue.paid', { at: formatInstant(row.paidAt) })
      : t('deals.queue.ordered', { day: row.deal.orderDate ?? '' });
  const promised = (row: Row) =>
    row.deal.promisedOn ? (
      <>
        {row.deal.promisedOn} <PromiseTag promisedOn={row.deal.promisedOn} />
      </>
    ) : (
      <span className="muted">—</span>
    );
  const leave = (row: Row) =>
    row.mayLeave === null ? (
      <StateTag tone="good">{t('deals.queue.ready')}</StateTag>
    ) : (
      <span className="muted">{textOf(row.mayLeave)}</span>
    );
  return (
    <Page
      title={t('deals.queue.title')}
      subtitle={t('deals.queue.rule')}
      query={query}
      filters={
        models.length > 1 ? (
          <Select
            value={model}
            onChange={(next) => setFilters({ model: next })}
            aria-label={t('deals.model')}
            style={{ width: 220 }}
            options={[
              { value: '', label: t('deals.queue.allModels') },
              ...models.map((one) => ({ value: one.model, label: `${one.model} · ${one.waiting}` })),
            ]}
          />
        ) : undefined
      }
    >
      {models.length === 0 ? <EmptyState title={t('deals.queue.empty')} text={t('deals.queue.empty.text')} /> : null}
      <div className="deal-queue">
        {shown.map((one) => (
          <section key={one.model}>
            <h2 className="page-title">
              {one.model} <span className="muted">{t('deals.queue.waiting', { count: one.waiting })}</span>
            </h2>
            <DataList
              pages={wholeList(query, one.rows)}
              rowKey={(row) => row.deal.id}
              onOpen={(row) => void navigate({ to: `/deals/${row.deal.id}` })}
              columns={[
                { title: t('deals.queue.place'), width: 50, dataIndex: 'place' },
                { title: t('deals.number'), width: 125, render: (_, row) => row.deal.number },
                { title: t('deals.customer'), width: 100, render: (_, row) => row.deal.customer.name },
                { title: t('deals.consultant'), width: 80, render: (_, row) => row.deal.consultant.name },
                { title: t('deals.unit'), width: 130, render: (_, row) => unitText(row.deal) },
                { title: t('deals.queue.why'), width: 160, render: (_, row) => why(row) },
                {
                  title: t('deals.paid'),
                  width: 150,
                  align: 'right',
                  render: (_, row) => `${formatYuan(row.deal.paidFen)} / ${formatYuan(row.deal.priceFen)}`,
                },
                {
                  title: t('deals.queue.promised'),
                  width: 180,
                  render: (_, row) => promised(row),
                },
                { title: t('deals.queue.leave'), width: 170, render: (_, row) => leave(row) },
              ]}
              card={(row) => (
                <PhoneCard
                  title={`${row.place}. ${row.deal.customer.name}`}
                  to={`/deals/${row.deal.id}`}
                  extra={leave(row)}
                  lines={[
                    why(row),
                    `${unitText(row.deal)} · ${row.deal.consultant.name}`,
                    row.deal.promisedOn ? <span key="promised">{promised(row)}</span> : null,
                  ]}
                />
              )}
            />
          </section>
        ))}
      </div>
    </Page>
  );
}
