/** Price lists of a site: what was in force, what waits for approval, what is being drawn up. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import type { StateTone } from '../shell/theme.ts';
import './inventory.css';

const DraftDialog = lazy(async () => ({ default: (await import('./DraftDialog.tsx')).DraftDialog }));
type List = ResponseOf<typeof inventory.priceLists>['rows'][number];
const tones: Readonly<Record<List['state'], StateTone>> = {
  draft: 'neutral',
  pending: 'waiting',
  approved: 'good',
  dropped: 'bad',
};

export const PriceListState = ({ list }: { readonly list: Pick<List, 'state' | 'appliedAt'> }) => {
  const { t } = useTranslation();
  const word = list.state === 'approved' && list.appliedAt === null ? 'coming' : list.state;
  return <StateTag tone={tones[list.state]}>{t(`inventory.prices.state.${word}`)}</StateTag>;
};

export function PriceListsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const [drafting, setDrafting] = useState(false);
  const mayPrice = usePermission('inventory.price') !== null;
  const pages = useApiPages(inventory.priceLists, { params: { siteId: site.id } } as never, {
    live: ['inventory', 'approvals'],
  });
  const open = (list: List): void => void navigate({ to: `/inventory/prices/${list.id}` });
  return (
    <Page
      title={t('inventory.prices.title')}
      actions={
        mayPrice ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setDrafting(true)}>
            {t('inventory.prices.draft')}
          </Button>
        ) : null
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={open}
        empty={<EmptyState title={t('inventory.prices.empty')} text={t('inventory.prices.empty.text')} />}
        columns={[
          { title: t('inventory.prices.number'), width: 80, dataIndex: 'number' },
          { title: t('inventory.name'), width: 240, ellipsis: true, dataIndex: 'name' },
          { title: t('inventory.prices.items'), width: 90, align: 'right', dataIndex: 'items' },
          { title: t('inventory.state'), width: 110, render: (_, row) => <PriceListState list={row} /> },
          { title: t('inventory.prices.effective'), width: 140, render: (_, row) => formatInstant(row.effectiveAt) },
          { title: t('inventory.prices.by'), width: 110, render: (_, row) => row.createdBy?.name ?? '—' },
          { title: t('shell.reason'), width: 200, ellipsis: true, dataIndex: 'reason' },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.number} ${row.name}`}
            onClick={() => open(row)}
            extra={<PriceListState list={row} />}
            lines={[t('inventory.prices.count', { count: row.items }), formatInstant(row.effectiveAt), row.reason]}
          />
        )}
      />
      <Suspense fallback={null}>{drafting ? <DraftDialog onClose={() => setDrafting(false)} /> : null}</Suspense>
    </Page>
  );
}
