/** 交付待办: promised days that come near or have passed, customers to be told, defects to be put right. */
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DueTag, type Duty, dutyText, KindTag } from './duty-parts.tsx';
import './deals.css';

const kinds = ['delivery_late', 'delivery_soon', 'tell', 'defect'] as const;
const defaults = { kind: '', overdue: false, mine: false };

export function DutiesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(defaults);
  const seesOthers = usePermission('deals.read') !== 'self';
  const kind = kinds.find((one) => one === filters.kind);
  const query = useApiQuery(
    dealDelivery.duties,
    {
      query: {
        ...(kind ? { kind } : {}),
        ...(filters.overdue ? { overdue: 'true' as const } : {}),
        ...(filters.mine ? { mine: 'true' as const } : {}),
      },
    },
    { live: ['deals'], keepPrevious: true },
  );
  return (
    <Page
      title={t('deals.duties.title')}
      subtitle={t('deals.duties.subtitle')}
      query={query}
      filters={
        <>
          <Segmented
            value={kind ?? ''}
            onChange={(value) => setFilters({ kind: value })}
            options={[
              { value: '', label: t('deals.duties.all') },
              ...kinds.map((value) => ({ value: value as string, label: t(`deals.duty.${value}`) })),
            ]}
          />
          <Checkbox checked={filters.overdue} onChange={(event) => setFilters({ overdue: event.target.checked })}>
            {t('deals.duties.overdue')}
          </Checkbox>
          {seesOthers ? (
            <Checkbox checked={filters.mine} onChange={(event) => setFilters({ mine: event.target.checked })}>
              {t('deals.duties.mine')}
            </Checkbox>
          ) : null}
        </>
      }
    >
      <DataList
        pages={wholeList(query, query.data?.rows)}
        rowKey={(row: Duty) => `${row.kind} ${row.id}`}
        onOpen={(row) => void navigate({ to: `/deals/${row.dealId}` })}
        empty={<EmptyState title={t('deals.duties.empty')} text={t('deals.duties.empty.text')} />}
        columns={[
          { title: t('deals.duties.due'), width: 170, render: (_, row) => <DueTag duty={row} /> },
          { title: '', width: 110, render: (_, row) => <KindTag duty={row} /> },
          { title: t('deals.duties.what'), width: 220, render: (_, row) => dutyText(row, t) },
          { title: t('deals.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('deals.unit'), width: 160, render: (_, row) => row.unit },
          { title: t('deals.number'), width: 140, render: (_, row) => row.number },
          { title: t('deals.consultant'), width: 100, render: (_, row) => row.consultant.name },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            to={`/deals/${row.dealId}`}
            extra={<DueTag duty={row} />}
            lines={[
              <span key="what">
                <KindTag duty={row} /> {dutyText(row, t)}
              </span>,
              `${row.unit} · ${row.consultant.name}`,
            ]}
          />
        )}
      />
    </Page>
  );
}
