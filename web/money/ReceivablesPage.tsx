/** What is owed, by age and by person; charts to look, a table to count. */
import { Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { SavedViews, useChosenView } from '../shell/parts/SavedViews.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { dealLine, LedgerFile, Yuan } from './LedgerParts.tsx';
import { bucketKeys, bucketTones } from './ledger-words.ts';
import { Sum, Sums } from './PayParts.tsx';

const AgeingChart = lazy(() => import('./AgeingChart.tsx').then((part) => ({ default: part.AgeingChart })));
type Row = ResponseOf<typeof money.receivables>['rows'][number];
const defaults = { bucket: '', consultant: '', q: '' };
const orNone = (text: string) => (text === '' ? undefined : text);

export function ReceivablesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const { round, choose } = useChosenView(filters, setFilters);
  const bucket = bucketKeys.find((one) => one === filters.bucket);
  const ageing = useApiQuery(money.ageing, { query: { siteId: site.id } });
  const pages = useApiPages(money.receivables, {
    query: { siteId: site.id, bucket, consultantId: orNone(filters.consultant), q: orNone(filters.q) },
  });
  const people = ageing.data?.people ?? [];
  const scope = usePermission('money.dun');
  const age = (row: Row) => (
    <StateTag tone={bucketTones[row.bucket]}>
      {row.days > 0 ? t('money.sum.days', { days: row.days }) : t(`money.bucket.${row.bucket}`)}
    </StateTag>
  );
  const lastWord = (row: Row) =>
    [
      row.promisedOn ? t('money.demand.promised', { day: formatDay(row.promisedOn) }) : '',
      row.lastContactAt ? formatInstant(row.lastContactAt) : '',
      row.complainedFen > 0 ? t('money.complaint') : '',
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Page
      title={t('money.receivables.title')}
      actions={
        <>
          {scope === 'site' || scope === 'company' ? <DemandAll siteId={site.id} /> : null}
          <SavedViews of="receivables" filters={filters} defaults={defaults} onChoose={choose} />
          <LedgerFile ledger="receivables" filters={{ siteId: site.id }} />
          <ActionButton label={t('money.print')} onClick={() => window.print()} />
        </>
      }
      filters={
        <>
          <Select
            value={filters.bucket}
            onChange={(value) => setFilters({ bucket: value })}
            style={{ width: 130 }}
            aria-label={t('money.bucket')}
            options={[
              { value: '', label: t('money.bucket.any') },
              ...bucketKeys.map((value) => ({ value, label: t(`money.bucket.${value}`) })),
            ]}
          />
          <Select
            value={filters.consultant}
            onChange={(value) => setFilters({ consultant: value })}
            style={{ width: 130 }}
            aria-label={t('money.consultant')}
            options={[
              { value: '', label: t('money.consultant.any') },
              ...people.map(({ staff }) => ({ value: staff.id, label: staff.name })),
            ]}
          />
          <Input.Search
            allowClear
            key={round}
            defaultValue={filters.q}
            onSearch={(q) => setFilters({ q: q.trim() })}
            placeholder={t('money.cashier.find')}
            aria-label={t('money.cashier.find')}
            style={{ width: 240 }}
          />
        </>
      }
    >
      {ageing.data ? (
        <>
          <Sums>
            {bucketKeys.map((key) => (
              <Sum key={key} name={t(`money.bucket.${key}`)} fen={ageing.data.total[key] ?? 0} />
            ))}
          </Sums>
          {people.length > 1 ? (
            <Suspense fallback={<Loading />}>
              <AgeingChart people={people.slice(0, 20)} />
            </Suspense>
          ) : null}
        </>
      ) : null}
      <DataList
        pages={pages}
        rowKey={(row) => row.deal.id}
        onOpen={(row) => void navigate({ to: `/money/deals/${row.deal.id}` })}
        empty={<EmptyState title={t('money.receivables.none')} />}
        columns={[
          { title: t('money.deal'), width: 240, ellipsis: true, render: (_, row) => dealLine(row.deal) },
          { title: t('money.consultant'), width: 110, render: (_, row) => row.deal.consultant.name },
          { title: t('money.sum.price'), width: 120, align: 'right', render: (_, row) => <Yuan fen={row.priceFen} /> },
          {
            title: t('money.sum.counted'),
            width: 120,
            align: 'right',
            render: (_, row) => <Yuan fen={row.countedFen} />,
          },
          { title: t('money.sum.open'), width: 120, align: 'right', render: (_, row) => <Yuan fen={row.openFen} /> },
          {
            title: t('money.sum.overdue'),
            width: 120,
            align: 'right',
            render: (_, row) => <Yuan fen={row.overdueFen} />,
          },
          { title: t('money.bucket'), width: 110, render: (_, row) => age(row) },
          {
            title: t('money.nextDue'),
            width: 110,
            render: (_, row) => (row.nextDueOn ? formatDay(row.nextDueOn) : '—'),
          },
          { title: t('money.lastWord'), width: 190, ellipsis: true, render: (_, row) => lastWord(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={dealLine(row.deal)}
            to={`/money/deals/${row.deal.id}`}
            extra={age(row)}
            lines={[
              `${t('money.sum.open')} ${formatYuan(row.openFen)}${row.overdueFen > 0 ? ` · ${t('money.sum.overdue')} ${formatYuan(row.overdueFen)}` : ''}`,
              row.deal.consultant.name,
              lastWord(row),
            ]}
          />
        )}
      />
    </Page>
  );
}

function DemandAll({ siteId }: { siteId: string }) {
  const { t } = useTranslation();
  const demand = useApiCommand(money.demandAll);
  const run = async () => {
    const { issued } = await demand.mutateAsync({ params: { siteId } });
    showDone(t('money.demandAll.done', { count: issued }));
  };
  return <ActionButton label={t('money.demandAll')} onClick={run} />;
}
