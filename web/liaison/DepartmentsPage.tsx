/** The departments of a site, and who receives for each. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import './liaison.css';

const DepartmentDialog = lazy(async () => ({ default: (await import('./DepartmentDialog.tsx')).DepartmentDialog }));

export type Department = ResponseOf<typeof liaison.departments>['rows'][number];

export function DepartmentsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const query = useApiQuery(
    liaison.departments,
    { params: { siteId: site.id } },
    { live: ['liaison', 'organisation'] },
  );
  const receivers = (row: Department): string =>
    row.receivers.map(({ name }) => name).join('、') || t('liaison.receivedByManager');
  const act = (row: Department) => (
    <ActionButton size="small" label={t('liaison.edit')} onClick={() => setEditing(row)} />
  );
  const closed = (row: Department) => (row.isClosed ? <StateTag>{t('liaison.closed')}</StateTag> : null);
  return (
    <Page
      title={t('liaison.departments')}
      subtitle={t('liaison.departments.subtitle')}
      query={query}
      actions={<ActionButton type="primary" label={t('liaison.addDepartment')} onClick={() => setEditing('new')} />}
    >
      <DataList
        pages={wholeList(query, query.data?.rows)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('liaison.noDepartments')} text={t('liaison.noDepartments.text')} />}
        columns={[
          {
            title: t('liaison.department'),
            width: 180,
            render: (_, row) => (
              <>
                {row.name} {closed(row)}
              </>
            ),
          },
          {
            title: t('liaison.inRulebook'),
            width: 140,
            render: (_, row) => (row.key ? t(`liaison.key.${row.key}`) : '—'),
          },
          { title: t('liaison.receivers'), width: 280, render: (_, row) => receivers(row) },
          { title: t('liaison.openNotes'), width: 90, align: 'right', dataIndex: 'open' },
          { title: '', width: 90, render: (_, row) => act(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name}
            extra={closed(row) ?? t('liaison.openCount', { count: row.open })}
            lines={[receivers(row)]}
            actions={act(row)}
          />
        )}
      />
      {editing ? (
        <Suspense fallback={null}>
          <DepartmentDialog
            siteId={site.id}
            department={editing === 'new' ? null : editing}
            onClose={() => setEditing(null)}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
