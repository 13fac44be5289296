/** The register of new customers: what the market branch has before it, and what internal affairs has on file. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { Link } from '@tanstack/react-router';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { ClaimTag } from './ClaimTag.tsx';

type Row = ResponseOf<typeof customers.newCustomerRegister>['rows'][number];
const states = ['submitted', 'confirmed', 'rejected', 'returned'] as const;
const defaults = { state: '' };

export function NewCustomersPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const state = states.find((one) => one === filters.state);
  const pages = useApiPages(customers.newCustomerRegister, { query: state ? { state } : {} });
  const filed = (row: Row) =>
    row.filedAt ? `${row.signers.map(({ name }) => name).join('、')} · ${formatInstant(row.filedAt)}` : row.endedReason;
  const handedIn = (row: Row) => `${row.by?.name ?? ''} · ${formatInstant(row.at)}`;
  return (
    <Page
      title={t('customers.business.register')}
      filters={
        <Select
          value={filters.state}
          style={{ width: 160 }}
          aria-label={t('customers.business.register')}
          onChange={(next) => setFilters({ state: next })}
          options={[
            { value: '', label: t('customers.business.all') },
            ...states.map((value) => ({ value, label: t(`customers.business.${value}`) })),
          ]}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          {
            title: t('customers.field.name'),
            width: 220,
            render: (_: unknown, row: Row) => <Link to={`/customers/${row.customer.id}`}>{row.formName}</Link>,
          },
          { title: t('customers.business.first'), width: 110, dataIndex: 'firstOn' },
          { title: t('customers.business.by'), width: 200, render: (_: unknown, row: Row) => handedIn(row) },
          {
            title: t('customers.business.state'),
            width: 150,
            render: (_: unknown, row: Row) => <ClaimTag claim={row} />,
          },
          { title: t('customers.business.filed'), width: 200, render: (_: unknown, row: Row) => filed(row) },
          {
            title: '',
            width: 60,
            align: 'right',
            render: (_: unknown, row: Row) => <WhyButton kind="icon" journalId={row.journalId} />,
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.formName}
            to={`/customers/${row.customer.id}`}
            extra={<ClaimTag claim={row} />}
            lines={[row.firstOn, handedIn(row), filed(row)].filter(Boolean)}
          />
        )}
      />
    </Page>
  );
}
