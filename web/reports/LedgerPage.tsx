/** 销售台账: deal by deal, by the day on which it was subscribed, signed, handed over or cancelled. */
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { type ledgerStages, reports } from '#contract/reports.ts';
import { formatDay, formatWan, formatYuan } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import type { GridColumn } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { FileLinks, PrintButton } from '../shell/parts/Report.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { fileOf } from './file-of.ts';
import { Period, periodDefaults, usePeriod } from './Period.tsx';

type Row = ResponseOf<typeof reports.ledger>['rows'][number];
type Stage = (typeof ledgerStages)[number];
const defaults = { ...periodDefaults, stage: 'subscribed' };
const dayOf: Readonly<Record<Stage, (row: Row) => string | null>> = {
  subscribed: (row) => row.effectiveAt,
  contracted: (row) => row.signedAt,
  handed_over: (row) => row.handedOverAt,
  cancelled: (row) => row.endedAt,
};

export function LedgerPage() {
  const { t } = useTranslation();
  const [state, change] = useUrlState(defaults);
  const stage = (Object.keys(dayOf) as Stage[]).find((one) => one === state.stage) ?? 'subscribed';
  const filters = { ...usePeriod(state), stage };
  const pages = useApiPages(reports.ledger, { query: filters }, { live: ['deals', 'money'] });
  const amount = (key: 'listPriceFen' | 'priceFen' | 'paidFen' | 'owedFen'): GridColumn<Row> => ({
    title: t(`reports.${key}`),
    width: 116,
    align: 'right',
    render: (_value, row) => formatYuan(row[key]),
  });
  const number = (row: Row) => <Link to={`/deals/${row.id}` as never}>{row.number ?? '—'}</Link>;
  return (
    <Page
      title={t('reports.ledger.title')}
      subtitle={`${filters.from} – ${filters.to}`}
      actions={
        <>
          <FileLinks file={fileOf(filters, 'ledger')} title={t('reports.ledger.title')} />
          <PrintButton />
        </>
      }
      filters={
        <>
          <Segmented
            value={stage}
            onChange={(value) => change({ stage: value })}
            options={(Object.keys(dayOf) as Stage[]).map((one) => ({ value: one, label: t(`reports.stage.${one}`) }))}
          />
          <Period state={state} change={change} />
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('reports.ledger.none')} text={t('reports.sales.none.text')} />}
        columns={[
          { title: t('reports.number'), width: 150, fixed: 'left', render: (_value, row) => number(row) },
          { title: t('reports.day'), width: 110, render: (_value, row) => formatDay(dayOf[stage](row) ?? '') },
          { title: t('reports.unit'), dataIndex: 'unit', width: 150 },
          { title: t('reports.customer'), width: 110, render: (_value, row) => row.customer.name },
          { title: t('reports.person'), width: 100, render: (_value, row) => row.consultant.name },
          amount('listPriceFen'),
          amount('priceFen'),
          amount('paidFen'),
          amount('owedFen'),
          { title: t('reports.state'), width: 100, render: (_value, row) => t(`reports.state.${row.state}`) },
          { title: t('reports.site'), dataIndex: 'siteName', width: 140 },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.unit} ${row.customer.name}`}
            extra={formatWan(row.priceFen)}
            to={`/deals/${row.id}`}
            lines={[
              `${row.number ?? ''} ${row.consultant.name} ${formatDay(dayOf[stage](row) ?? '')}`,
              `${t('reports.paidFen')} ${formatYuan(row.paidFen)} · ${t('reports.owedFen')} ${formatYuan(row.owedFen)}`,
            ]}
          />
        )}
      />
    </Page>
  );
}
