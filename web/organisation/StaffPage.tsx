import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { textOf } from '../shell/i18n.ts';
import { useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { AddPerson } from './AddPerson.tsx';
import { type StaffRow, tones, useRoles, useSites, useStatusText } from './choices.ts';
import { type Handed, OneTimePassword } from './OneTimePassword.tsx';
import { StaffDrawer } from './StaffDrawer.tsx';

const defaults = { q: '', siteId: '', status: 'working', role: '', id: '' };
const statuses = ['working', 'active', 'on_leave', 'left'] as const;

export function StaffPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const { id, ...query } = filters;
  const pages = useApiPages(
    organisation.staff,
    { query: { ...query, status: query.status as (typeof statuses)[number] } },
    { live: ['organisation'] },
  );
  const sites = useSites();
  const roles = useRoles();
  const statusText = useStatusText();
  const mayManage = usePermission('organisation.staff') !== null;
  const [adding, setAdding] = useState(false);
  const [handed, setHanded] = useState<Handed | null>(null);
  const status = (row: StaffRow) => <StateTag tone={tones[row.status]}>{statusText(row.status)}</StateTag>;
  const roleNames = (row: StaffRow): string => row.roles.map(textOf).join(t('shell.comma'));

  return (
    <Page
      title={t('organisation.staff.title')}
      actions={
        mayManage ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('organisation.staff.add')}
          </Button>
        ) : null
      }
      filters={
        <>
          <Input.Search
            allowClear
            defaultValue={filters.q}
            placeholder={t('organisation.staff.search')}
            aria-label={t('organisation.staff.search')}
            onSearch={(q) => setFilters({ q: q.trim() })}
            style={{ width: 220 }}
          />
          <Select
            value={filters.siteId}
            onChange={(siteId) => setFilters({ siteId })}
            options={[{ value: '', label: t('organisation.staff.site.all') }, ...sites]}
            aria-label={t('organisation.staff.site')}
            popupMatchSelectWidth={false}
          />
          <Select
            value={filters.status}
            onChange={(value) => setFilters({ status: value })}
            options={statuses.map((value) => ({ value, label: t(`organisation.staff.status.${value}`) }))}
            aria-label={t('organisation.staff.status')}
            popupMatchSelectWidth={false}
          />
          <Select
            value={filters.role}
            onChange={(role) => setFilters({ role })}
            options={[{ value: '', label: t('organisation.staff.role.all') }, ...roles]}
            aria-label={t('organisation.staff.role')}
            popupMatchSelectWidth={false}
          />
        </>
      }
    >
      <DataList<StaffRow>
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => setFilters({ id: row.id })}
        empty={<EmptyState title={t('organisation.staff.empty')} />}
        columns={[
          { title: t('organisation.staff.name'), dataIndex: 'name', width: 130 },
          { title: t('organisation.staff.number'), dataIndex: 'number', width: 90 },
          { title: t('organisation.staff.titleField'), dataIndex: 'title', width: 130 },
          { title: t('organisation.staff.roles'), width: 180, render: (_, row) => roleNames(row) },
          { title: t('organisation.staff.site'), dataIndex: 'siteName', width: 150 },
          { title: t('organisation.staff.team'), dataIndex: 'teamName', width: 110 },
          { title: t('organisation.staff.superior'), width: 120, render: (_, row) => row.superior?.name },
          { title: t('organisation.staff.phone'), dataIndex: 'phone', width: 130 },
          { title: t('organisation.staff.status'), width: 90, render: (_, row) => status(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name}
            extra={status(row)}
            lines={[
              [row.title, roleNames(row)].filter(Boolean).join(' · '),
              [row.siteName, row.teamName].filter(Boolean).join(' · '),
            ]}
            onClick={() => setFilters({ id: row.id })}
          />
        )}
      />
      {adding ? (
        <AddPerson
          onCancel={() => setAdding(false)}
          onAdded={(person) => {
            setAdding(false);
            setHanded(person);
          }}
        />
      ) : null}
      {filters.id ? (
        <StaffDrawer staffId={filters.id} onClose={() => setFilters({ id: '' })} onHanded={setHanded} />
      ) : null}
      <OneTimePassword handed={handed} onClose={() => setHanded(null)} />
    </Page>
  );
}
