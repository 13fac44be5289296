/** Who signs for me while I am away, and for whom I sign. */
import { Card, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { type Matter, matterKeys } from '#core/approvals/matters.ts';
import { PersonPicker } from '../organisation/PersonPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, instantOfInput, localToday, toInput } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import './approvals.css';
import { matterWord } from './words.ts';

type Row = ResponseOf<typeof approvals.delegations>['rows'][number];
const tones = { coming: 'waiting', running: 'active', over: 'neutral' } as const;

export function DelegationsPage() {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const query = useApiQuery(approvals.delegations, {});
  const end = useApiCommand(approvals.endDelegation);
  const who = (row: Row) =>
    row.to === null
      ? t('approvals.delegations.away', { name: row.from.name })
      : t('approvals.delegations.who', { from: row.from.name, to: row.to.name });
  const what = (row: Row) =>
    row.matters.length === 0
      ? t('approvals.delegations.everything')
      : row.matters.map((matter) => matterWord(t, matter)).join('、');
  const time = (row: Row) => `${formatInstant(row.startsAt)} – ${formatInstant(row.endsAt)}`;
  const state = (row: Row) => <StateTag tone={tones[row.state]}>{t(`approvals.delegations.${row.state}`)}</StateTag>;
  const stop = (row: Row) =>
    row.from.id === me && row.state !== 'over' ? (
      <ActionButton
        size="small"
        label={t('approvals.delegations.end')}
        onClick={async () => {
          await end.mutateAsync({ params: { delegationId: row.id } });
          showDone(t('approvals.delegations.ended'));
        }}
      />
    ) : null;
  return (
    <Page title={t('approvals.delegations.title')} subtitle={t('approvals.delegations.hint')}>
      <DelegateForm />
      <DataList
        pages={wholeList(query, query.data?.rows)}
        rowKey={(row) => row.id}
        columns={[
          { title: t('approvals.delegations.arrangement'), width: 220, render: (_: unknown, row: Row) => who(row) },
          { title: t('approvals.delegations.time'), width: 220, render: (_: unknown, row: Row) => time(row) },
          { title: t('approvals.matter'), width: 200, render: (_: unknown, row: Row) => what(row) },
          { title: t('approvals.note'), width: 160, dataIndex: 'reason' },
          { title: t('approvals.state'), width: 90, render: (_: unknown, row: Row) => state(row) },
          { title: '', width: 100, align: 'right', render: (_: unknown, row: Row) => stop(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={who(row)}
            extra={state(row)}
            lines={[time(row), what(row), row.reason]}
            actions={stop(row)}
          />
        )}
      />
    </Page>
  );
}

const minutes = (text: string): string => text.slice(0, 16); // as a field for day and time wants it

function DelegateForm() {
  const { t } = useTranslation();
  const [staffId, setStaffId] = useState<string | null>(null);
  const [from, setFrom] = useState(() => minutes(toInput(new Date().toISOString())));
  const [until, setUntil] = useState(() => `${localToday()}T18:00`);
  const [matters, setMatters] = useState<Matter[]>([]);
  const [reason, setReason] = useState('');
  const delegate = useApiCommand(approvals.delegate);
  return (
    <Card size="small" className="approval-delegate">
      <Field label={t('approvals.delegations.to')} hint={t('approvals.delegations.to.hint')}>
        <PersonPicker value={staffId} onChange={setStaffId} placeholder={t('approvals.delegations.nobody')} />
      </Field>
      <Field label={t('approvals.delegations.from')}>
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('approvals.delegations.until')}>
        <Input type="datetime-local" value={until} min={from} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field label={t('approvals.matter')}>
        <Select
          mode="multiple"
          allowClear
          value={matters}
          onChange={setMatters}
          placeholder={t('approvals.delegations.everything')}
          aria-label={t('approvals.matter')}
          options={matterKeys.map((value) => ({ value, label: matterWord(t, value) }))}
        />
      </Field>
      <Field label={t('approvals.note')}>
        <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <ActionButton
        type="primary"
        label={t(staffId ? 'approvals.delegations.do' : 'approvals.delegations.doAway')}
        disabled={from === '' || until === ''}
        onClick={async () => {
          const body = { staffId, from: instantOfInput(from), until: instantOfInput(until), matters, reason };
          await delegate.mutateAsync({ body });
          showDone(t('approvals.delegations.done'));
          setStaffId(null);
          setReason('');
        }}
      />
    </Card>
  );
}
