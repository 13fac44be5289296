/** The register of visits: one line a visit, filters in the address, printable, exportable. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk, deskFiles } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { SealHead } from '../journal/SealHead.tsx';
import { formatTime } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { daysOf, RegisterActions, RegisterFilters, registerDefaults } from './RegisterFilters.tsx';
import { visitTones } from './VisitsPanel.tsx';

type Row = ResponseOf<typeof desk.visits>['rows'][number];

export function VisitsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const [filters, setFilters] = useUrlState(registerDefaults);
  const query = { ...daysOf(filters), serverId: filters.staffId || undefined };
  const pages = useApiPages(desk.visits, { params: { siteId: site.id }, query }, { live: ['desk'] });
  const nameOf = (row: Row): string => row.customer?.name ?? (row.visitor || t('desk.visitor.unnamed'));
  const outcomeOf = (row: Row): string => (row.outcome ? t(`desk.outcome.${row.outcome}`) : '');
  const open = (row: Row): void => void navigate({ to: `/desk/visits/${row.id}` });
  return (
    <Page
      title={t('desk.visits.title')}
      subtitle={`${site.name} · ${daysOf(filters).day}${filters.to ? ` – ${filters.to}` : ''}`}
      actions={<RegisterActions file={deskFiles.visits} filters={filters} />}
      filters={<RegisterFilters value={filters} onChange={setFilters} />}
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={open}
        empty={<EmptyState title={t('desk.visits.empty')} text={t('desk.visits.empty.text')} />}
        columns={[
          { title: t('desk.visits.number'), width: 56, render: (_, row) => row.number },
          ...(filters.to ? [{ title: t('desk.day'), dataIndex: 'day', width: 104 }] : []),
          { title: t('desk.visits.arrived'), width: 72, render: (_, row) => formatTime(row.arrivedAt) },
          { title: t('desk.visits.ended'), width: 72, render: (_, row) => formatTime(row.endedAt) },
          { title: t('desk.register.who'), width: 120, render: (_, row) => nameOf(row) },
          { title: t('desk.register.party'), width: 64, render: (_, row) => row.partySize },
          { title: t('desk.visits.what'), width: 160, render: (_, row) => t(`desk.row.${row.row}`) },
          { title: t('desk.consultant'), width: 90, render: (_, row) => row.server?.name },
          { title: t('desk.visits.how'), width: 96, render: (_, row) => t(`desk.service.${row.service}`) },
          {
            title: t('desk.ledger.countColumn'),
            width: 90,
            render: (_, row) => (row.creditedTo ? t('desk.counted') : t('desk.notCounted')),
          },
          {
            title: t('desk.visits.state'),
            width: 96,
            render: (_, row) => <StateTag tone={visitTones[row.state]}>{t(`desk.state.${row.state}`)}</StateTag>,
          },
          { title: t('desk.finish.outcome'), width: 96, render: (_, row) => outcomeOf(row) },
          {
            title: t('desk.visits.registration'),
            width: 90,
            render: (_, row) =>
              row.registrationDue ? <StateTag tone="waiting">{t('desk.visits.due')}</StateTag> : null,
          },
          { title: '', width: 50, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.number} · ${nameOf(row)}`}
            onClick={() => open(row)}
            extra={<StateTag tone={visitTones[row.state]}>{t(`desk.state.${row.state}`)}</StateTag>}
            lines={[
              `${row.day} ${formatTime(row.arrivedAt)} · ${t('desk.people', { count: row.partySize })}`,
              [t(`desk.row.${row.row}`), row.server?.name, row.creditedTo ? t('desk.counted') : t('desk.notCounted')]
                .filter(Boolean)
                .join(' · '),
              outcomeOf(row),
            ]}
          />
        )}
      />
      <SealHead />
    </Page>
  );
}
