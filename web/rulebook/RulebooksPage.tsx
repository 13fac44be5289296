/** The rulebooks of the company: which version is in force, since when, and which sites go by it. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiQuery } from '../shell/queries.ts';
import { since } from './since.ts';

type Row = ResponseOf<typeof rulebook.list>['rows'][number];

export function RulebooksPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const books = useApiQuery(rulebook.list, {}, { live: ['rulebook'] });
  const sitesOf = (row: Row): string => row.sites.map(({ name }) => name).join('、') || t('rulebook.noSite');
  const comingOf = (row: Row) =>
    row.coming > 0 ? <StateTag tone="waiting">{t('rulebook.coming', { count: row.coming })}</StateTag> : null;
  const columns: ColumnsType<Row> = [
    {
      title: t('rulebook.title'),
      width: 320,
      render: (_, row) => (
        <>
          <Link to={`/rulebooks/${row.id}` as never}>{row.title}</Link>
          {currentLanguage() === 'en' ? <div className="muted">{row.gloss}</div> : null}
        </>
      ),
    },
    {
      title: t('rulebook.version'),
      width: 110,
      render: (_, row) => (row.current ? t('rulebook.number', { number: row.current.number }) : '—'),
    },
    {
      title: t('rulebook.since'),
      width: 150,
      render: (_, row) => (row.current ? since(row.current, t('rulebook.always')) : '—'),
    },
    { title: t('rulebook.sites'), width: 280, render: (_, row) => sitesOf(row) },
    { title: '', width: 160, render: (_, row) => comingOf(row) },
  ];
  return (
    <Page title={t('rulebook.menu')} subtitle={t('rulebook.menu.text')}>
      <DataList
        pages={wholeList(books, books.data?.rows)}
        rowKey={({ id }) => id}
        columns={columns}
        onOpen={(row) => void navigate({ to: `/rulebooks/${row.id}` as never })}
        card={(row) => (
          <PhoneCard
            title={row.title}
            extra={comingOf(row)}
            lines={[row.current ? t('rulebook.number', { number: row.current.number }) : null, sitesOf(row)]}
            to={`/rulebooks/${row.id}`}
          />
        )}
      />
    </Page>
  );
}
