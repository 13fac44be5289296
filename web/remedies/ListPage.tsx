/** Wrong customer information that is being put right, and what is on file. */
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { remedies } from '#contract/remedies.ts';
import { formatInstant } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useUrlState } from '../shell/url-state.ts';
import { StateOf } from './StateOf.tsx';

type Row = ResponseOf<typeof remedies.list>['rows'][number];
const defaults = { open: 'true' };

export function ListPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(defaults);
  const open = filters.open === 'false' ? 'false' : 'true';
  const pages = useApiPages(remedies.list, { query: { open } });
  const tasks = (row: Row) =>
    row.tasksLeft > 0 && row.dueOn ? t('remedies.tasksLeft', { count: row.tasksLeft, dueOn: row.dueOn }) : '';
  const by = (row: Row) => `${row.openedBy?.name ?? ''} · ${formatInstant(row.openedAt)}`;
  return (
    <Page
      title={t('remedies.title')}
      subtitle={t('remedies.hint')}
      filters={
        <Select
          value={open}
          style={{ width: 140 }}
          aria-label={t('remedies.step')}
          onChange={(next) => setFilters({ open: next })}
          options={['true', 'false'].map((value) => ({ value, label: t(`remedies.open.${value}`) }))}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState text={t('remedies.none')} />}
        onOpen={(row) => void navigate({ to: `/remedies/${row.id}` })}
        columns={[
          { title: t('remedies.customer'), width: 160, render: (_: unknown, row: Row) => row.customer.name },
          { title: t('remedies.what'), width: 300, dataIndex: 'what', ellipsis: true },
          { title: t('remedies.step'), width: 180, render: (_: unknown, row: Row) => <StateOf remedy={row} /> },
          { title: t('remedies.work'), width: 200, render: (_: unknown, row: Row) => tasks(row) },
          { title: t('remedies.reported'), width: 200, render: (_: unknown, row: Row) => by(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            to={`/remedies/${row.id}`}
            extra={<StateOf remedy={row} />}
            lines={[row.what, tasks(row), by(row)].filter(Boolean)}
          />
        )}
      />
    </Page>
  );
}
