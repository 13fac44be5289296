/** One price list: what it changes, unit by unit, beside what holds until then. A draft can be put right in place. */
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { api } from '../shell/api.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { fenOf, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import './inventory.css';
import { PriceListState } from './PriceListsPage.tsx';

type Item = ResponseOf<typeof inventory.priceList>['rows'][number];
const live = { live: ['inventory', 'approvals'] } as const;
const PAGE_ROWS = 200;

export function PriceListPage() {
  const { t } = useTranslation();
  const { listId } = useRouteParams<'listId'>();
  const head = useApiQuery(inventory.priceList, { params: { listId }, query: { limit: 1 } }, live);
  const pages = useApiPages(inventory.priceList, { params: { listId }, query: { limit: 100 } } as never, live);
  const list = head.data?.list;
  const [changed, setChanged] = useState<Readonly<Record<string, { list?: string; floor?: string }>>>({});
  const submit = useApiCommand(inventory.submitPriceList);
  const drop = useApiCommand(inventory.dropPriceList);
  const edit = useApiCommand(inventory.editPriceList);
  const isDraft = list?.state === 'draft' && list.whyNot.edit === null;
  const wrong = Object.values(changed).some(
    (one) =>
      (one.list !== undefined && fenOf(one.list) === null) ||
      (one.floor !== undefined && one.floor.trim() !== '' && fenOf(one.floor) === null),
  );
  const save = async (): Promise<void> => {
    const items = (await allItems(listId)).map((item) => {
      const own = changed[item.unitId];
      const listPriceFen = own?.list === undefined ? item.listPriceFen : (fenOf(own.list) ?? item.listPriceFen);
      const floorPriceFen = own?.floor === undefined ? item.floorPriceFen : fenOf(own.floor);
      const { unitId, unitPriceFen, isFixedPrice } = item;
      return { unitId, listPriceFen, floorPriceFen, unitPriceFen, isFixedPrice };
    });
    await edit.mutateAsync({ params: { listId }, body: { items } });
    setChanged({});
    showDone(t('inventory.done'));
  };
  const onSubmit = async (): Promise<void> => {
    await submit.mutateAsync({ params: { listId } });
    showDone(t('inventory.prices.submitted'));
  };
  const onDrop = async (): Promise<void> => {
    const reason = await askReason({ title: t('inventory.prices.drop'), danger: true, required: false });
    if (reason === null) return;
    await drop.mutateAsync({ params: { listId }, body: { reason } });
    showDone(t('inventory.prices.dropped'));
  };
  const field = (item: Item, key: 'list' | 'floor') => {
    const fen = key === 'list' ? item.listPriceFen : item.floorPriceFen;
    const typed = changed[item.unitId]?.[key];
    if (!isDraft) return formatYuan(fen);
    const bad = typed !== undefined && typed.trim() !== '' && fenOf(typed) === null;
    return (
      <Input
        size="small"
        inputMode="decimal"
        aria-label={`${item.code} ${t(`inventory.price.${key}`)}`}
        status={bad ? 'error' : undefined}
        value={typed ?? formatYuan(fen)}
        onChange={(event) =>
          setChanged({ ...changed, [item.unitId]: { ...changed[item.unitId], [key]: event.target.value } })
        }
      />
    );
  };
  const dirty = Object.keys(changed).length > 0;
  return (
    <Page
      title={list ? t('inventory.price.number', { number: list.number, name: list.name }) : t('inventory.price.title')}
      subtitle={list ? t('inventory.prices.count', { count: list.items }) : undefined}
      query={head}
      actions={
        list ? (
          <>
            <PriceListState list={list} />
            {list.journalId ? <WhyButton journalId={list.journalId} /> : null}
            {dirty ? (
              <ActionButton
                label={t('shell.save')}
                disabledReason={wrong ? t('inventory.prices.wrong') : null}
                onClick={save}
              />
            ) : null}
            {list.state === 'draft' ? (
              <ActionButton
                type="primary"
                label={t('inventory.prices.submit')}
                disabledReason={list.whyNot.submit ?? (dirty ? t('inventory.prices.unsaved') : null)}
                onClick={onSubmit}
              />
            ) : null}
            {list.state === 'draft' || list.state === 'pending' ? (
              <ActionButton
                danger
                label={t('inventory.prices.drop')}
                disabledReason={list.whyNot.drop}
                onClick={onDrop}
              />
            ) : null}
          </>
        ) : null
      }
    >
      {list ? (
        <p className="muted">
          {[t('inventory.prices.from', { at: formatInstant(list.effectiveAt) }), list.createdBy?.name, list.reason]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {list?.state === 'pending' ? (
        <Alert type="info" showIcon title={t('inventory.prices.pending')} style={{ marginBottom: 12 }} />
      ) : null}
      <DataList
        pages={pages}
        rowKey={(row) => row.unitId}
        columns={[
          { title: t('inventory.code'), width: 170, dataIndex: 'code' },
          { title: t('inventory.name'), width: 200, ellipsis: true, dataIndex: 'name' },
          {
            title: t('inventory.price.before'),
            width: 130,
            align: 'right',
            render: (_, row) => formatYuan(row.beforeFen) || '—',
          },
          { title: t('inventory.price.list'), width: 140, align: 'right', render: (_, row) => field(row, 'list') },
          { title: t('inventory.price.change'), width: 150, align: 'right', render: (_, row) => <Change item={row} /> },
          { title: t('inventory.price.floor'), width: 140, align: 'right', render: (_, row) => field(row, 'floor') },
          {
            title: t('inventory.price.fixed'),
            width: 80,
            render: (_, row) => (row.isFixedPrice ? t('inventory.fixed.short') : ''),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name || row.code}
            extra={<Change item={row} />}
            lines={[
              `${formatYuan(row.beforeFen) || '—'} → ${formatYuan(row.listPriceFen)}`,
              row.floorPriceFen ? `${t('inventory.price.floor')} ${formatYuan(row.floorPriceFen)}` : '',
            ]}
          />
        )}
      />
    </Page>
  );
}

async function allItems(listId: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: { rows: Item[]; nextCursor: string | null } = await api(inventory.priceList, {
      params: { listId },
      query: { limit: PAGE_ROWS, ...(cursor ? { cursor } : {}) },
    } as never);
    items.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

function Change({ item }: { readonly item: Item }) {
  if (item.beforeFen === null || item.beforeFen === item.listPriceFen) return null;
  const by = item.listPriceFen - item.beforeFen;
  return (
    <span className={by > 0 ? 'price-up' : 'price-down'}>
      {by > 0 ? '+' : '−'}
      {formatYuan(Math.abs(by))} ({((by / item.beforeFen) * 100).toFixed(1)}%)
    </span>
  );
}
