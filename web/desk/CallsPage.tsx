/** The register of calls. */
import { useTranslation } from 'react-i18next';
import { type CallRow, desk, deskFiles } from '#contract/desk.ts';
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

export function CallsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [filters, setFilters] = useUrlState(registerDefaults);
  const query = { ...daysOf(filters), staffId: filters.staffId || undefined };
  const pages = useApiPages(desk.calls, { params: { siteId: site.id }, query }, { live: ['desk'] });
  const message = (call: CallRow) => {
    if (!call.forWanted) return null;
    if (call.forWanted !== 'now' && call.deliveredAt)
      return <StateTag tone="good">{t('desk.calls.delivered')}</StateTag>;
    return (
      <StateTag tone={call.forWanted === 'now' ? 'neutral' : 'waiting'}>{t(`desk.wanted.${call.forWanted}`)}</StateTag>
    );
  };
  const answered = (call: CallRow) => (
    <>
      {call.answeredBy?.name} {call.answeredAsDue ? null : <StateTag tone="waiting">{t('desk.calls.notDue')}</StateTag>}
      {call.answeredLate ? <StateTag tone="bad">{t('desk.calls.late')}</StateTag> : null}
    </>
  );
  return (
    <Page
      title={t('desk.calls.title')}
      subtitle={`${site.name} · ${daysOf(filters).day}${filters.to ? ` – ${filters.to}` : ''}`}
      actions={<RegisterActions file={deskFiles.calls} filters={filters} />}
      filters={<RegisterFilters value={filters} onChange={setFilters} />}
    >
      <DataList
        pages={pages}
        rowKey={(call) => call.id}
        empty={<EmptyState title={t('desk.calls.empty')} text={t('desk.calls.empty.text')} />}
        columns={[
          ...(filters.to ? [{ title: t('desk.day'), dataIndex: 'day', width: 104 }] : []),
          { title: t('desk.time'), width: 72, render: (_, call) => formatTime(call.at) },
          { title: t('desk.call.caller'), width: 130, render: (_, call) => call.customer?.name ?? call.caller },
          { title: t('desk.call.contact'), dataIndex: 'contact', width: 130 },
          { title: t('desk.call.need'), dataIndex: 'need', width: 260, ellipsis: true },
          { title: t('desk.call.answeredBy'), width: 180, render: (_, call) => answered(call) },
          { title: t('desk.calls.dueColumn'), width: 110, render: (_, call) => call.dueStaff?.name },
          { title: t('desk.call.wants'), width: 110, render: (_, call) => call.wants?.name },
          { title: t('desk.calls.message'), width: 140, render: (_, call) => message(call) },
          { title: '', width: 50, render: (_, call) => <WhyButton kind="icon" journalId={call.journalId} /> },
        ]}
        card={(call) => (
          <PhoneCard
            title={call.customer?.name ?? call.caller}
            extra={message(call)}
            lines={[`${call.day} ${formatTime(call.at)} · ${call.contact}`, call.need, answered(call)]}
          />
        )}
      />
      <SealHead />
    </Page>
  );
}
