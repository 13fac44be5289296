/** Everything promised to customers, the open ones first: what is due, what waits, what was not kept. */
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { PromiseActions } from './Promises.tsx';
import { type PromiseRow, promiseStates, promiseTones } from './words.ts';

const defaults = { state: 'open', customerId: '' };

export function PromisesPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const { state, customerId } = filters;
  const pages = useApiPages(
    offers.promises,
    {
      query: {
        ...(state === 'open' ? { open: 'true' as const } : state ? { state: state as PromiseRow['state'] } : {}),
        ...(customerId ? { customerId } : {}),
      },
    },
    { live: ['offers', 'approvals'] },
  );
  const tag = (row: PromiseRow) => (
    <StateTag tone={row.isOverdue ? 'bad' : promiseTones[row.state]}>
      {row.isOverdue ? t('offers.promise.isOverdue') : t(`offers.promise.state.${row.state}`)}
    </StateTag>
  );
  return (
    <Page
      title={t('offers.promises.title')}
      filters={
        <Select
          value={state}
          onChange={(value) => setFilters({ state: value })}
          aria-label={t('offers.state')}
          style={{ width: 150 }}
          options={['open', '', ...promiseStates].map((value) => ({
            value,
            label: t(`offers.promise.state.${value || 'all'}`),
          }))}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('offers.promises.none')} text={t('offers.promises.none.text')} />}
        columns={[
          {
            title: t('offers.customer'),
            width: 110,
            render: (_, row) => <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link>,
          },
          { title: t('offers.promise.kind'), width: 90, render: (_, row) => t(`offers.promise.${row.kind}`) },
          { title: t('offers.promise.body'), width: 260, render: (_, row) => row.body },
          {
            title: t('offers.promise.value'),
            width: 100,
            align: 'right',
            render: (_, row) => (row.valueFen ? formatYuan(row.valueFen) : '—'),
          },
          { title: t('offers.promise.dueOn'), width: 110, render: (_, row) => row.dueOn },
          { title: t('offers.state'), width: 110, render: (_, row) => tag(row) },
          { title: t('offers.promise.by'), width: 80, render: (_, row) => row.by.name },
          { title: '', width: 260, render: (_, row) => <PromiseActions row={row} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.customer.name} · ${t(`offers.promise.${row.kind}`)}`}
            extra={tag(row)}
            lines={[
              row.body,
              `${t('offers.promise.due', { day: row.dueOn })}${row.valueFen ? ` · ¥${formatYuan(row.valueFen)}` : ''}`,
              `${row.by.name} ${formatInstant(row.madeAt)}`,
            ]}
            actions={<PromiseActions row={row} />}
          />
        )}
      />
    </Page>
  );
}
