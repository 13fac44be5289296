/** Months of commission at a site: how far each has come. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatYuan } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import type { StateTone } from '../shell/theme.ts';
import './commission.css';

export type Month = ResponseOf<typeof commission.month>;

/** Where a month stands, by the statement that is furthest behind. */
export function stageOf({ isClosed, counts }: Month): { readonly key: string; readonly tone: StateTone } {
  if (!isClosed) return { key: 'open', tone: 'neutral' };
  if (counts.issued > 0) return { key: 'signing', tone: 'waiting' };
  if (counts.acknowledged > 0) return { key: 'toSubmit', tone: 'waiting' };
  if (counts.submitted > 0) return { key: 'approving', tone: 'active' };
  if (counts.approved > 0) return { key: 'toPay', tone: 'waiting' };
  return { key: 'paid', tone: 'good' };
}

export function MonthsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const months = useApiQuery(commission.months, { query: { siteId: site.id } });
  const stage = (row: Month) => {
    const { key, tone } = stageOf(row);
    return <StateTag tone={tone}>{t(`pay.stage.${key}`)}</StateTag>;
  };
  const link = (row: Month) => `/pay/months/${row.siteId}/${row.month}`;
  return (
    <Page title={t('pay.months.title')} subtitle={site.name}>
      <DataList
        pages={wholeList(months, months.data?.rows ?? [])}
        rowKey={(row) => row.month}
        onOpen={(row) => void navigate({ to: link(row) })}
        columns={[
          { title: t('pay.month'), dataIndex: 'month', width: 90 },
          { title: t('pay.state'), width: 110, render: (_: never, row: Month) => stage(row) },
          { title: t('pay.people'), width: 80, align: 'right', dataIndex: 'people' },
          {
            title: t('pay.performance'),
            width: 140,
            align: 'right',
            render: (_: never, row: Month) => formatYuan(row.performanceFen),
          },
          {
            title: t('pay.commission'),
            width: 130,
            align: 'right',
            render: (_: never, row: Month) => formatYuan(row.commissionFen),
          },
          {
            title: t('pay.house'),
            width: 110,
            align: 'right',
            render: (_: never, row: Month) => formatYuan(row.houseFen),
          },
          {
            title: t('pay.payable'),
            width: 130,
            align: 'right',
            render: (_: never, row: Month) => (row.isClosed ? formatYuan(row.payableFen) : ''),
          },
          {
            title: t('pay.queries'),
            width: 90,
            align: 'right',
            render: (_: never, row: Month) => row.openQueries || '',
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.month}
            extra={stage(row)}
            to={link(row)}
            lines={[
              `${t('pay.performance')} ${formatYuan(row.performanceFen)}`,
              `${t('pay.commission')} ${formatYuan(row.commissionFen)}`,
            ]}
          />
        )}
      />
    </Page>
  );
}
