/** The turn ledger of a day: everyone reads it, every entry with its clause and its "why?". */
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { desk, type EntryRow } from '#contract/desk.ts';
import { entryKinds } from '#core/desk/types.ts';
import { SealHead } from '../journal/SealHead.tsx';
import { formatTime, localToday } from '../shell/format.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { deltaOf, moveOf, useReasonText } from './EntryList.tsx';
import { StaffFilter } from './StaffFilter.tsx';

const defaults = { day: '', staffId: '', kind: '' };

export function LedgerPage() {
  const { t } = useTranslation();
  const site = useSite();
  const reasonText = useReasonText();
  const [filters, setFilters] = useUrlState(defaults);
  const floor = useApiQuery(desk.floor, { params: { siteId: site.id } }, { live: ['desk'] });
  const query = {
    day: filters.day || undefined,
    staffId: filters.staffId || undefined,
    kind: (filters.kind || undefined) as EntryRow['kind'] | undefined,
  };
  const pages = useApiPages(desk.ledger, { params: { siteId: site.id }, query }, { live: ['desk'] });
  const clauses = (entry: EntryRow): string =>
    (entry.houseClauses.length > 0 ? entry.houseClauses : entry.clauses).join(' ');
  return (
    <Page
      title={t('desk.ledger.title')}
      subtitle={filters.day || t('desk.ledger.today', { day: localToday() })}
      actions={<Button onClick={() => window.print()}>{t('shell.print')}</Button>}
      filters={
        <>
          <DayInput
            label={t('desk.day')}
            value={filters.day || localToday()}
            onChange={(day) => setFilters({ day: day === localToday() ? '' : day })}
          />
          {floor.data ? (
            <StaffFilter floor={floor.data} value={filters.staffId} onChange={(staffId) => setFilters({ staffId })} />
          ) : null}
          <Select
            aria-label={t('desk.ledger.kind')}
            value={filters.kind}
            onChange={(kind) => setFilters({ kind })}
            style={{ width: 170 }}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('desk.ledger.allKinds') },
              ...entryKinds.map((kind) => ({ value: kind as string, label: t(`desk.entry.${kind}`) })),
            ]}
          />
          <Button onClick={() => setFilters(defaults)}>{t('shell.reset')}</Button>
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(entry) => String(entry.seq)}
        empty={<EmptyState title={t('desk.ledger.empty')} text={t('desk.ledger.empty.text')} />}
        columns={[
          { title: '#', dataIndex: 'seq', width: 56 },
          { title: t('desk.time'), width: 72, render: (_, entry) => formatTime(entry.at) },
          { title: t('desk.ledger.kind'), width: 130, render: (_, entry) => t(`desk.entry.${entry.kind}`) },
          { title: t('desk.consultant'), width: 130, render: (_, entry) => entry.staff?.name ?? entry.unitName },
          { title: t('desk.visit'), width: 70, render: (_, entry) => entry.visitNumber },
          { title: t('desk.ledger.placeColumn'), width: 90, render: (_, entry) => moveOf(entry) },
          { title: t('desk.ledger.countColumn'), width: 70, render: (_, entry) => deltaOf(entry.delta) },
          { title: t('desk.ledger.reason'), width: 220, render: (_, entry) => reasonText(entry.reason) },
          {
            title: t('desk.ledger.clauses'),
            width: 200,
            render: (_, entry) => <span className="muted">{clauses(entry)}</span>,
          },
          { title: t('desk.ledger.byColumn'), width: 100, render: (_, entry) => entry.by?.name },
          { title: '', width: 50, render: (_, entry) => <WhyButton kind="icon" journalId={entry.journalId} /> },
        ]}
        card={(entry) => (
          <PhoneCard
            title={`${formatTime(entry.at)} ${t(`desk.entry.${entry.kind}`)}`}
            extra={<WhyButton kind="icon" journalId={entry.journalId} />}
            lines={[
              [
                entry.staff?.name ?? entry.unitName,
                entry.visitNumber === null ? '' : t('desk.number', { number: entry.visitNumber }),
              ]
                .filter(Boolean)
                .join(' · '),
              [
                moveOf(entry) && t('desk.ledger.place', { move: moveOf(entry) }),
                deltaOf(entry.delta) && t('desk.ledger.counts', { delta: deltaOf(entry.delta) }),
                reasonText(entry.reason),
              ]
                .filter(Boolean)
                .join(' · '),
            ]}
          />
        )}
      />
      <SealHead />
    </Page>
  );
}
