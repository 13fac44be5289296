/** What I have to do today, most pressing first: each line is done in two taps. */
import { Link } from '@tanstack/react-router';
import { Alert, Segmented, Tag } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimRow, claims, type TodayEntry } from '#contract/claims.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DayCard } from './DayCard.tsx';
import { QuickFollowUp } from './QuickFollowUp.tsx';
import { todayPanels } from './today-panels.ts';

const pressing = ['follow_up_overdue_today', 'first_sms', 'take_over_contact'];
const defaults = { show: 'todo' };

export function TodayPage() {
  const { t } = useTranslation();
  const [{ show }, setState] = useUrlState(defaults);
  const [chosen, setChosen] = useState<TodayEntry['customer'] | null>(null);
  const site = useSiteOrNull();
  const leads = usePermission('claims.comment') !== null && site !== null;
  const query = useApiQuery(claims.today, { query: {} });
  const data = query.data;
  const signatures = data?.signatures ?? [];
  const tags = (row: TodayEntry) =>
    row.tasks.map((task) => (
      <Tag key={task.kind} color={pressing.includes(task.kind) ? 'error' : 'default'}>
        {t(`claims.task.${task.kind}`)}
      </Tag>
    ));
  const act = (row: TodayEntry) => (
    <ActionButton type="primary" label={t('claims.followUp')} onClick={() => setChosen(row.customer)} />
  );
  return (
    <Page
      title={t('claims.today.title')}
      subtitle={data ? t('claims.today.subtitle', { count: data.rows.length }) : undefined}
      query={query}
      filters={
        signatures.length > 0 ? (
          <Segmented
            value={show}
            onChange={(value) => setState({ show: value })}
            options={[
              { value: 'todo', label: t('claims.today.todo', { count: data?.rows.length ?? 0 }) },
              { value: 'sign', label: t('claims.today.sign', { count: signatures.length }) },
            ]}
          />
        ) : undefined
      }
    >
      {leads ? <DayCard /> : null}
      {data && data.cadence.customers > 0 ? <Cadence {...data.cadence} /> : null}
      <Suspense fallback={null}>
        {todayPanels.map(({ key, Panel }) => (
          <Panel key={key} />
        ))}
      </Suspense>
      {show === 'sign' && signatures.length > 0 ? (
        <Signatures rows={signatures} />
      ) : (
        <DataList
          pages={wholeList(query, data?.rows)}
          rowKey={(row) => row.claimId}
          empty={<EmptyState title={t('claims.today.empty')} text={t('claims.today.emptyText')} />}
          columns={[
            { title: t('claims.customer'), width: 160, render: (_, row) => <CustomerLink customer={row.customer} /> },
            { title: t('claims.today.tasks'), width: 260, render: (_, row) => tags(row) },
            { title: t('claims.lastDay'), width: 120, render: (_, row) => lastDayOf(row.dueAt) },
            { title: t('claims.lastContact'), width: 130, render: (_, row) => formatInstant(row.lastContactAt) },
            { title: t('claims.lastText'), width: 280, ellipsis: true, dataIndex: 'lastText' },
            { title: '', width: 110, render: (_, row) => act(row) },
          ]}
          card={(row) => (
            <PhoneCard
              title={row.customer.name}
              to={`/customers/${row.customer.id}`}
              extra={row.customer.grade}
              lines={[
                tags(row),
                row.dueAt ? t('claims.today.until', { day: lastDayOf(row.dueAt) }) : null,
                row.lastText,
              ]}
              actions={act(row)}
            />
          )}
        />
      )}
      {chosen ? <QuickFollowUp customer={chosen} onClose={() => setChosen(null)} /> : null}
    </Page>
  );
}

export const CustomerLink = ({ customer }: { customer: { readonly id: string; readonly name: string } }) => (
  <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
);

function Cadence(props: { contactsToday: number; contactsMissing: number; returnVisitsMissing: number }) {
  const { t } = useTranslation();
  const missing = props.contactsMissing + props.returnVisitsMissing > 0;
  const counts = { contacts: props.contactsMissing, visits: props.returnVisitsMissing };
  const done = t('claims.cadence.today', { count: props.contactsToday });
  return (
    <Alert
      showIcon
      style={{ marginBottom: 12 }}
      type={missing ? 'warning' : 'success'}
      title={missing ? `${done} · ${t('claims.cadence.missing', counts)}` : done}
    />
  );
}

function Signatures({ rows }: { rows: readonly ClaimRow[] }) {
  const { t } = useTranslation();
  const sign = useApiCommand(claims.sign);
  const act = (row: ClaimRow) => (
    <ActionButton
      type="primary"
      label={t('claims.sign')}
      onClick={async () => {
        const { claim } = await sign.mutateAsync({ params: { claimId: row.id }, body: {} });
        showDone(t(claim.state === 'void' ? 'claims.signedVoid' : 'claims.signed'));
      }}
    />
  );
  const what = (row: ClaimRow) => t(row.stage === 'signing' ? 'claims.task.sign_follow_up' : 'claims.task.sign_card');
  const since = (row: ClaimRow) => formatInstant(row.signingSince ?? row.registeredAt);
  return (
    <DataList
      pages={{
        rows,
        isLoading: false,
        isLoadingMore: false,
        error: null,
        hasMore: false,
        loadMore: () => {},
        retry: () => {},
      }}
      rowKey={(row) => row.id}
      columns={[
        { title: t('claims.customer'), width: 160, render: (_, row) => <CustomerLink customer={row.customer} /> },
        { title: t('claims.owner'), width: 120, render: (_, row) => row.owner.name },
        { title: t('claims.today.tasks'), width: 180, render: (_, row) => what(row) },
        { title: t('claims.since'), width: 140, render: (_, row) => since(row) },
        { title: '', width: 110, render: (_, row) => act(row) },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.customer.name}
          extra={row.owner.name}
          lines={[what(row), t('claims.waitsSince', { at: since(row) })]}
          actions={act(row)}
        />
      )}
    />
  );
}
