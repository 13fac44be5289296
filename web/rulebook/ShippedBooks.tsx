/** What the product ships: a company starts from one of these and keeps its own changes when the product's text is renewed. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { showDone } from '../shell/feedback.tsx';
import { currentLanguage } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import type { GridColumn } from '../shell/parts/Grid.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';

type Row = ResponseOf<typeof authoring.shipped>['rows'][number];

export function ShippedBooks() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const shipped = useApiQuery(authoring.shipped, {}, { live: ['rulebook'] });
  const add = useApiCommand(authoring.addShipped);
  const adopt = async (row: Row): Promise<void> => {
    const { rulebookId } = await add.mutateAsync({ params: { key: row.key } });
    showDone(t('rulebook.shipped.added', { title: row.title }));
    void navigate({ to: `/rulebooks/${rulebookId}` as never });
  };
  const action = (row: Row) =>
    row.rulebookId ? (
      <Link to={`/rulebooks/${row.rulebookId}` as never}>
        {t(row.updateOffered ? 'rulebook.update.tag' : 'rulebook.shipped.own')}
      </Link>
    ) : (
      <ActionButton size="small" label={t('rulebook.shipped.add')} onClick={() => adopt(row)} />
    );
  const columns: GridColumn<Row>[] = [
    {
      title: t('rulebook.title'),
      width: 320,
      render: (_: never, row) => (
        <>
          {row.title}
          {currentLanguage() === 'en' ? <div className="muted">{row.gloss}</div> : null}
        </>
      ),
    },
    { title: t('rulebook.cat.policy'), width: 200, render: (_: never, row) => row.policies.join(' ') },
    { title: t('rulebook.version'), dataIndex: 'version', width: 100 },
    { title: '', width: 200, render: (_: never, row) => action(row) },
  ];
  return (
    <DataList
      pages={wholeList(shipped, shipped.data?.rows)}
      rowKey={({ key }) => key}
      columns={columns}
      card={(row) => <PhoneCard title={row.title} lines={[row.policies.join(' ')]} actions={action(row)} />}
    />
  );
}
