/** 联络单: what was passed to the departments in writing, and what came of it. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import { noteKinds } from '#core/liaison/types.ts';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission, useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { Addressees, type Note } from './words.tsx';
import './liaison.css';

const WriteDialog = lazy(async () => ({ default: (await import('./WriteDialog.tsx')).WriteDialog }));

const boxes = ['received', 'sent', 'all'] as const;
const states = ['open', 'late', 'done'] as const;
const defaults = { box: 'received', state: 'open', kind: '' };

export function NotesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSiteOrNull();
  const mayManage = usePermission('liaison.manage') !== null;
  const mayWrite = usePermission('liaison.send') !== null;
  const [filters, setFilters] = useUrlState(defaults);
  const [writing, setWriting] = useState(false);
  const box = boxes.find((one) => one === filters.box) ?? 'all';
  const state = states.find((one) => one === filters.state);
  const kind = noteKinds.find((one) => one === filters.kind);
  const pages = useApiPages(
    liaison.list,
    { query: { box, ...(state ? { state } : {}), ...(kind ? { kind } : {}) } },
    { live: ['liaison'] },
  );
  const about = (row: Note): string =>
    [row.deal?.number, row.deal?.unit, row.customer?.name].filter(Boolean).join(' · ') || '—';
  return (
    <Page
      title={t('liaison.title')}
      subtitle={t('liaison.subtitle')}
      actions={
        <>
          {mayManage ? <Link to={'/liaison/departments' as never}>{t('liaison.departments')}</Link> : null}
          {mayWrite && site ? (
            <ActionButton type="primary" label={t('liaison.write')} hotkey="alt+n" onClick={() => setWriting(true)} />
          ) : null}
        </>
      }
      filters={
        <>
          <Segmented
            value={box}
            onChange={(value) => setFilters({ box: value })}
            options={boxes.map((value) => ({ value, label: t(`liaison.box.${value}`) }))}
          />
          <Segmented
            value={state ?? ''}
            onChange={(value) => setFilters({ state: value })}
            options={[
              ...states.map((value) => ({ value: value as string, label: t(`liaison.list.${value}`) })),
              { value: '', label: t('liaison.list.every') },
            ]}
          />
          <Select
            value={kind ?? ''}
            onChange={(value) => setFilters({ kind: value })}
            aria-label={t('liaison.kind')}
            style={{ width: 160 }}
            options={[
              { value: '', label: t('liaison.everyKind') },
              ...noteKinds.map((value) => ({ value: value as string, label: t(`liaison.kind.${value}`) })),
            ]}
          />
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/liaison/${row.id}` })}
        empty={<EmptyState title={t('liaison.empty')} text={t('liaison.empty.text')} />}
        columns={[
          { title: t('liaison.number'), width: 130, dataIndex: 'number' },
          { title: t('liaison.kind'), width: 100, render: (_, row) => t(`liaison.kind.${row.kind}`) },
          { title: t('liaison.text'), width: 260, ellipsis: true, render: (_, row) => row.text.split('\n')[0] },
          { title: t('liaison.about'), width: 200, render: (_, row) => about(row) },
          { title: t('liaison.from'), width: 90, render: (_, row) => row.from?.name ?? t('liaison.bySystem') },
          { title: t('liaison.sentAt'), width: 130, render: (_, row) => formatInstant(row.sentAt) },
          { title: t('liaison.wantedOn'), width: 110, dataIndex: 'wantedOn' },
          { title: t('liaison.to'), width: 240, render: (_, row) => <Addressees note={row} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${t(`liaison.kind.${row.kind}`)} ${row.number}`}
            to={`/liaison/${row.id}`}
            extra={row.wantedOn.slice(5)}
            lines={[row.text.split('\n')[0] ?? '', about(row), <Addressees key="to" note={row} />]}
          />
        )}
      />
      {writing && site ? (
        <Suspense fallback={null}>
          <WriteDialog siteId={site.id} onClose={() => setWriting(false)} />
        </Suspense>
      ) : null}
    </Page>
  );
}
