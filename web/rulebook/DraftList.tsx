/** Drafts of every book that somebody works on; those that wait for one's own review first. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { authoring } from '#contract/rulebook-authoring.ts';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import type { GridColumn } from '../shell/parts/Grid.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { DraftTags } from './DraftState.tsx';
import type { DraftRow } from './shapes.ts';

export type DraftState = '' | 'open' | 'published' | 'discarded' | 'mine';

export function DraftList({ state }: { state: DraftState }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = state === 'mine' ? { awaitsMe: 'true' } : state && state !== 'open' ? { state } : {};
  const drafts = useApiPages(authoring.drafts, { query }, { live: ['rulebook'] });
  const columns: GridColumn<DraftRow>[] = [
    {
      title: t('rulebook.draft'),
      width: 260,
      render: (_: never, row) => <Link to={`/rulebooks/drafts/${row.id}` as never}>{row.title}</Link>,
    },
    { title: t('rulebook.title'), dataIndex: 'rulebookTitle', width: 240 },
    { title: t('rulebook.draft.author'), width: 110, render: (_: never, row) => row.author.name },
    { title: t('rulebook.draft.state'), width: 220, render: (_: never, row) => <DraftTags draft={row} /> },
    { title: t('rulebook.draft.updated'), width: 120, render: (_: never, row) => formatInstant(row.updatedAt) },
  ];
  return (
    <DataList
      pages={drafts}
      rowKey={({ id }) => id}
      columns={columns}
      onOpen={(row) => void navigate({ to: `/rulebooks/drafts/${row.id}` as never })}
      empty={<EmptyState title={t('rulebook.drafts.none')} text={t('rulebook.drafts.none.text')} />}
      card={(row) => (
        <PhoneCard
          title={row.title}
          extra={<DraftTags draft={row} />}
          lines={[row.rulebookTitle, `${row.author.name} · ${formatInstant(row.updatedAt)}`]}
          to={`/rulebooks/drafts/${row.id}`}
        />
      )}
    />
  );
}
