/** The months of the cashier's books. */
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { Yuan } from './LedgerParts.tsx';
import { closeTones } from './ledger-words.ts';

type Month = ResponseOf<typeof money.months>['rows'][number];

export function MonthsTable({ siteId }: { siteId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(money.months, { params: { siteId } });
  const close = useApiCommand(money.closeMonth);
  const run = async ({ month }: Month) => {
    if (!(await askConfirm({ title: t('money.month.close.title', { month }), text: t('money.month.close.text') })))
      return;
    await close.mutateAsync({ params: { siteId }, body: { month } });
    showDone(t('money.month.closed', { month }));
  };
  const act = (row: Month) =>
    row.state === 'closed' ? (
      formatInstant(row.closedAt)
    ) : (
      <ActionButton
        size="small"
        label={t('money.month.close')}
        disabledReason={row.whyNot.close}
        onClick={() => run(row)}
      />
    );
  const state = (row: Month) => <StateTag tone={closeTones[row.state]}>{t(`money.close.${row.state}`)}</StateTag>;
  return (
    <DataList
      pages={wholeList(query, query.data?.rows)}
      rowKey={(row) => row.month}
      columns={[
        { title: t('money.month'), width: 110, dataIndex: 'month' },
        { title: t('money.state'), width: 100, render: (_, row) => state(row) },
        {
          title: t('money.day.received'),
          width: 130,
          align: 'right',
          render: (_, row) => <Yuan fen={row.receivedFen} />,
        },
        {
          title: t('money.day.paidOut'),
          width: 120,
          align: 'right',
          render: (_, row) => <Yuan fen={row.paidOutFen} />,
        },
        { title: t('money.entries'), width: 90, align: 'right', dataIndex: 'entries' },
        { title: '', width: 160, render: (_, row) => act(row) },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.month}
          extra={state(row)}
          lines={[`${t('money.day.received')} ${formatYuan(row.receivedFen)}`]}
          actions={act(row)}
        />
      )}
    />
  );
}
