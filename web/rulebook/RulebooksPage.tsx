/** The rulebooks of the company: which version is in force, since when, which sites go by it, and what is being drafted. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import type { GridColumn } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DraftList, type DraftState } from './DraftList.tsx';
import { since } from './since.ts';
import './rulebook.css';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));
const ShippedBooks = lazy(async () => ({ default: (await import('./ShippedBooks.tsx')).ShippedBooks }));

type Row = ResponseOf<typeof rulebook.list>['rows'][number];
const filters = { show: 'books', state: '' };

export function RulebooksPage() {
  const { t } = useTranslation();
  const [state, change] = useUrlState(filters);
  const [imports, setImports] = useState(false);
  const publishes = usePermission('rulebook.publish') !== null;
  const reviews = usePermission('rulebook.review') !== null;
  const tabs = ['books', 'drafts', ...(publishes ? ['shipped'] : [])];
  return (
    <Page
      title={t('rulebook.menu')}
      subtitle={t('rulebook.menu.text')}
      actions={publishes ? <ActionButton label={t('rulebook.import.asBook')} onClick={() => setImports(true)} /> : null}
      filters={
        <>
          <Segmented
            value={state.show}
            onChange={(show) => change({ show })}
            options={tabs.map((value) => ({ value, label: t(`rulebook.tab.${value}`) }))}
          />
          {state.show === 'drafts' ? (
            <Select
              value={state.state}
              onChange={(one) => change({ state: one })}
              aria-label={t('rulebook.draft.state')}
              popupMatchSelectWidth={false}
              options={['', ...(reviews ? ['mine'] : []), 'published', 'discarded'].map((value) => ({
                value,
                label: t(`rulebook.drafts.${value || 'open'}`),
              }))}
            />
          ) : null}
        </>
      }
    >
      <Suspense>
        {state.show === 'drafts' ? (
          <DraftList state={state.state as DraftState} />
        ) : state.show === 'shipped' ? (
          <ShippedBooks />
        ) : (
          <Books />
        )}
        {imports ? <ImportDialog onClose={() => setImports(false)} /> : null}
      </Suspense>
    </Page>
  );
}

function Books() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const books = useApiQuery(rulebook.list, {}, { live: ['rulebook'] });
  const sitesOf = (row: Row): string => row.sites.map(({ name }) => name).join('、') || t('rulebook.noSite');
  const news = (row: Row) => (
    <span className="rule-tools">
      {row.coming > 0 ? <StateTag tone="waiting">{t('rulebook.coming', { count: row.coming })}</StateTag> : null}
      {row.drafts > 0 ? <StateTag tone="active">{t('rulebook.drafts.count', { count: row.drafts })}</StateTag> : null}
      {row.updateOffered ? <StateTag>{t('rulebook.update.tag')}</StateTag> : null}
    </span>
  );
  const columns: GridColumn<Row>[] = [
    {
      title: t('rulebook.title'),
      width: 300,
      render: (_: never, row) => (
        <>
          <Link to={`/rulebooks/${row.id}` as never}>{row.title}</Link>
          {currentLanguage() === 'en' ? <div className="muted">{row.gloss}</div> : null}
        </>
      ),
    },
    {
      title: t('rulebook.version'),
      width: 100,
      render: (_: never, row) => (row.current ? t('rulebook.number', { number: row.current.number }) : '—'),
    },
    {
      title: t('rulebook.since'),
      width: 130,
      render: (_: never, row) => (row.current ? since(row.current, t('rulebook.always')) : '—'),
    },
    { title: t('rulebook.sites'), width: 260, render: (_: never, row) => sitesOf(row) },
    { title: '', width: 240, render: (_: never, row) => news(row) },
  ];
  return (
    <DataList
      pages={wholeList(books, books.data?.rows)}
      rowKey={({ id }) => id}
      columns={columns}
      onOpen={(row) => void navigate({ to: `/rulebooks/${row.id}` as never })}
      card={(row) => (
        <PhoneCard
          title={row.title}
          extra={news(row)}
          lines={[row.current ? t('rulebook.number', { number: row.current.number }) : null, sitesOf(row)]}
          to={`/rulebooks/${row.id}`}
        />
      )}
    />
  );
}
