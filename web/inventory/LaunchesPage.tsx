/** Launch days of a site: planned, under way, over. */
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
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import './inventory.css';

const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog.tsx')).PlanDialog }));
type Launch = ResponseOf<typeof inventory.launches>['rows'][number];

export const LaunchState = ({ launch }: { readonly launch: Pick<Launch, 'state' | 'isOpen'> }) => {
  const { t } = useTranslation();
  return launch.isOpen ? (
    <StateTag tone="good">{t('inventory.launch.open')}</StateTag>
  ) : (
    <StateTag tone={launch.state === 'closed' ? 'neutral' : 'waiting'}>
      {t(`inventory.launch.state.${launch.state}`)}
    </StateTag>
  );
};

export function LaunchesPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const mayControl = usePermission('inventory.control') !== null;
  const [planning, setPlanning] = useState(false);
  const launches = useApiQuery(inventory.launches, { params: { siteId: site.id } }, { live: ['inventory'] });
  const open = (row: Launch): void => void navigate({ to: `/inventory/launches/${row.id}` });
  return (
    <Page
      title={t('inventory.launches.title')}
      actions={
        mayControl ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setPlanning(true)}>
            {t('inventory.launch.plan')}
          </Button>
        ) : null
      }
    >
      <DataList
        pages={wholeList(launches, launches.data?.rows)}
        rowKey={(row) => row.id}
        onOpen={open}
        empty={<EmptyState title={t('inventory.launches.empty')} text={t('inventory.launches.empty.text')} />}
        columns={[
          { title: t('inventory.name'), width: 220, dataIndex: 'name' },
          { title: t('inventory.launch.mode'), width: 120, render: (_, row) => t(`inventory.launch.mode.${row.mode}`) },
          { title: t('inventory.launch.opensAt'), width: 150, render: (_, row) => formatInstant(row.opensAt) },
          { title: t('inventory.state'), width: 100, render: (_, row) => <LaunchState launch={row} /> },
          { title: t('inventory.launch.units'), width: 90, align: 'right', dataIndex: 'units' },
          { title: t('inventory.launch.buyers'), width: 90, align: 'right', dataIndex: 'buyers' },
          { title: t('inventory.launch.chosen'), width: 90, align: 'right', dataIndex: 'chosen' },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name}
            onClick={() => open(row)}
            extra={<LaunchState launch={row} />}
            lines={[
              formatInstant(row.opensAt),
              t('inventory.launch.figures', { units: row.units, buyers: row.buyers, chosen: row.chosen }),
            ]}
          />
        )}
      />
      <Suspense fallback={null}>{planning ? <PlanDialog onClose={() => setPlanning(false)} /> : null}</Suspense>
    </Page>
  );
}
