/** A day's customers: the supervisor's review, and the register each salesperson hands in with a word on the day. */
import { useNavigate } from '@tanstack/react-router';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { SealHead } from '../journal/SealHead.tsx';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, formatTime, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSession } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './customers.css';
import { GradeTag, useWord } from './words.tsx';

const defaults = { day: '' };

export function DayPage() {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const [{ day }, setDay] = useUrlState(defaults);
  const date = day || localToday();
  const query = useApiQuery(customers.dayRegister, { query: { day: date } });
  const gaps = query.data?.gaps ?? [];
  return (
    <Page
      title={t('customers.day.title')}
      filters={
        <DayInput label={t('customers.day.title')} value={date} onChange={(chosen) => setDay({ day: chosen })} />
      }
    >
      {gaps.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('customers.day.gaps', { serials: gaps.flatMap((gap) => gap.serials).join('、') })}
        />
      ) : null}
      <DataList
        pages={wholeList(query, query.data?.rows)}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/customers/${row.id}` })}
        empty={<EmptyState title={t('customers.day.none')} />}
        columns={[
          { title: t('customers.col.serial'), width: 70, dataIndex: 'serial' },
          { title: t('customers.day.time'), width: 80, render: (_, row) => formatTime(row.registeredAt) },
          { title: t('customers.col.name'), width: 150, dataIndex: 'name' },
          { title: t('customers.col.phone'), width: 130, dataIndex: 'phone' },
          { title: t('customers.col.grade'), width: 70, render: (_, row) => <GradeTag grade={row.grade} /> },
          { title: t('customers.col.source'), width: 110, render: (_, row) => word('source', row.source) },
          {
            title: t('customers.col.owner'),
            width: 110,
            render: (_, row) => row.owner?.name ?? t('customers.unowned'),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.name}
            extra={<GradeTag grade={row.grade} />}
            to={`/customers/${row.id}`}
            lines={[row.phone, row.owner?.name ?? t('customers.unowned'), formatTime(row.registeredAt)]}
          />
        )}
      />
      <HandIn day={date} reports={query.data?.reports ?? []} />
      <SealHead />
    </Page>
  );
}

interface HandInProps {
  readonly day: string;
  readonly reports: readonly {
    id: string;
    person: { id: string; name: string };
    registered: number;
    analysis: string;
    handedInAt: string;
  }[];
}

function HandIn({ day, reports }: HandInProps) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const mayRegister = usePermission('customers.register') !== null;
  const [analysis, setAnalysis] = useState('');
  const handIn = useApiCommand(customers.handInDay);
  const isDone = reports.some((report) => report.person.id === me);
  return (
    <section className="customer-card" style={{ marginTop: 16 }}>
      <h2>{t('customers.day.reports')}</h2>
      <ul className="customer-history">
        {reports.map((report) => (
          <li key={report.id}>
            <span className="when">{formatInstant(report.handedInAt)}</span>
            <strong>{report.person.name}</strong>
            <span>{t('customers.day.registered', { count: report.registered })}</span>
            <span className="muted">{report.analysis}</span>
          </li>
        ))}
      </ul>
      {mayRegister && !isDone ? (
        <div className="no-print" style={{ display: 'grid', gap: 8, justifyItems: 'start', marginTop: 8 }}>
          <Input.TextArea
            value={analysis}
            maxLength={2000}
            rows={3}
            placeholder={t('customers.day.analysis')}
            aria-label={t('customers.day.analysis')}
            onChange={(event) => setAnalysis(event.target.value)}
          />
          <ActionButton
            label={t('customers.day.handIn')}
            onClick={async () => {
              const done = await handIn.mutateAsync({ body: { day, analysis } });
              showDone(t('customers.day.handedIn', { name: done.superior?.name ?? '—' }));
            }}
          />
        </div>
      ) : null}
    </section>
  );
}
