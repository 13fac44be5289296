/** All of somebody's customers to new hands: choose who goes, who receives, see the list, one action. */
import { Alert, Card, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { Grid } from '../shell/parts/Grid.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { useColleagues } from './use-colleagues.ts';
import { stateTones } from './words.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

type Done = ResponseOf<typeof claims.handOver>;
type PlannedClaim = ResponseOf<typeof claims.handoverList>['claims'][number];
type Cause = ResponseOf<typeof claims.handoverDue>['rows'][number];
const asked = { staffId: '' };
const whys = ['left', 'transferred', 'long_leave'] as const;

export function HandoverPage() {
  const { t } = useTranslation();
  const site = useSite();
  const colleagues = useColleagues(site.id);
  const due = useApiQuery(claims.handoverDue, {}, { live: ['claims', 'organisation'] }).data?.rows ?? [];
  const [{ staffId }, setAsked] = useUrlState(asked);
  const [done, setDone] = useState<Done | null>(null);
  const waiting = due.map(({ person }) => person).filter((person) => !colleagues.some(({ id }) => id === person.id));
  const people = [...waiting, ...colleagues];
  const cause = due.find(({ person }) => person.id === staffId);
  const choose = (id: string | null): void => {
    setAsked({ staffId: id ?? '' });
    setDone(null);
  };
  return (
    <Page title={t('claims.handover.title')} subtitle={t('claims.handover.subtitle')}>
      {due.length > 0 && !done ? <Waiting due={due} onChoose={choose} /> : null}
      <Card style={{ marginBottom: 16 }}>
        <Field label={t('claims.handover.who')}>
          <StaffSelect people={people} value={staffId || null} label={t('claims.handover.who')} onChange={choose} />
        </Field>
        {staffId && !done ? (
          <Plan key={staffId + String(cause?.why)} staffId={staffId} cause={cause} onDone={setDone} />
        ) : null}
        {done ? <Result done={done} /> : null}
      </Card>
      <Past />
    </Page>
  );
}

/** Those whose customers nobody looks after: one press begins the handover. */
function Waiting({ due, onChoose }: { due: readonly Cause[]; onChoose: (staffId: string) => void }) {
  const { t } = useTranslation();
  return (
    <Card size="small" title={t('claims.handover.due')} style={{ marginBottom: 16 }}>
      {due.map(({ person, why, claims: count }) => (
        <div
          key={person.id}
          style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', padding: '4px 0' }}
        >
          <strong>{person.name}</strong>
          <StateTag tone="waiting">{t(`claims.handover.why.${why}`)}</StateTag>
          <span className="muted">{t('claims.handover.count', { count })}</span>
          <span style={{ marginLeft: 'auto' }}>
            <ActionButton size="small" label={t('claims.handover.begin')} onClick={() => onChoose(person.id)} />
          </span>
        </div>
      ))}
    </Card>
  );
}

interface PlanProps {
  readonly staffId: string;
  readonly cause: Cause | undefined;
  readonly onDone: (done: Done) => void;
}

function Plan({ staffId, cause, onDone }: PlanProps) {
  const { t } = useTranslation();
  const plan = useApiQuery(claims.handoverList, { params: { staffId } }, { live: ['claims'] }).data;
  const handOver = useApiCommand(claims.handOver);
  const [why, setWhy] = useState<(typeof whys)[number]>(cause?.why ?? 'left');
  const [leaveDays, setLeaveDays] = useState<number | null>(cause?.leaveDays ?? null);
  const [receiverIds, setReceiverIds] = useState<string[]>([]);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  if (!plan) return null;
  const byChoice = plan.method === 'manager_choice';
  const receivers = plan.receivers.map((one) => ({
    ...one,
    note: t('claims.handover.holding', { count: one.holding }),
  }));
  const incomplete = byChoice ? plan.claims.some((claim) => !chosen[claim.id]) : receiverIds.length === 0;
  return (
    <Space orientation="vertical" size={12} style={{ width: '100%', marginTop: 12 }}>
      <Alert
        type="info"
        title={`${t('claims.handover.method')} · ${t(`claims.handover.method.${plan.method}`)}`}
        description={t('claims.handover.count', { count: plan.claims.length })}
      />
      <Space wrap>
        <Select
          value={why}
          onChange={setWhy}
          style={{ width: 160 }}
          options={whys.map((value) => ({ value, label: t(`claims.handover.why.${value}`) }))}
        />
        {why === 'long_leave' ? (
          <InputNumber
            min={1}
            value={leaveDays}
            onChange={setLeaveDays}
            placeholder={t('claims.handover.days')}
            aria-label={t('claims.handover.days')}
            style={{ width: 160 }}
          />
        ) : null}
      </Space>
      {byChoice ? (
        <StaffSelect
          people={receivers}
          value={null}
          onChange={(id) =>
            id && setChosen(Object.fromEntries(plan.claims.map((claim) => [claim.id, chosen[claim.id] || id])))
          }
          label={t('claims.handover.rest')}
          placeholder={t('claims.handover.rest')}
        />
      ) : (
        <StaffSelect
          multiple
          people={receivers}
          value={receiverIds}
          onChange={setReceiverIds}
          label={t('claims.handover.receivers')}
          placeholder={t('claims.handover.receivers')}
        />
      )}
      {plan.hidden > 0 ? (
        <Alert type="info" showIcon title={t('claims.handover.hidden', { count: plan.hidden })} />
      ) : null}
      <Grid<PlannedClaim>
        rows={plan.claims}
        rowKey={(row) => row.id}
        columns={[
          { title: t('claims.customer'), fixed: 'left', render: (_, row) => row.customer.name },
          { title: t('claims.grade'), width: 70, render: (_, row) => row.customer.grade },
          {
            title: t('claims.state'),
            width: 110,
            render: (_, row) => <StateTag tone={stateTones[row.state]}>{t(`claims.state.${row.state}`)}</StateTag>,
          },
          { title: t('claims.lastContact'), width: 140, render: (_, row) => formatInstant(row.lastContactAt) },
          ...(byChoice
            ? [
                {
                  title: t('claims.passOn.to'),
                  width: 200,
                  render: (_: never, row: PlannedClaim) => (
                    <StaffSelect
                      people={receivers}
                      value={chosen[row.id] ?? null}
                      label={t('claims.passOn.to')}
                      onChange={(id) => setChosen({ ...chosen, [row.id]: id ?? '' })}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <ActionButton
        type="primary"
        label={t('claims.handover.do')}
        disabledReason={
          plan.claims.length === 0 ? t('claims.handover.nothing') : incomplete ? t('claims.handover.incomplete') : null
        }
        onClick={async () => {
          if (!(await askConfirm({ title: t('claims.handover.confirm', { count: plan.claims.length }) }))) return;
          const answer = await handOver.mutateAsync({
            body: {
              staffId,
              why,
              ...(leaveDays === null ? {} : { leaveDays }),
              receiverIds: byChoice ? [...new Set(Object.values(chosen))] : receiverIds,
              chosen: byChoice ? chosen : {},
            },
          });
          showDone(t('claims.handover.done', { count: answer.items.length }));
          onDone(answer);
        }}
      />
    </Space>
  );
}

function Result({ done }: { done: Done }) {
  const { t } = useTranslation();
  return (
    <section style={{ marginTop: 12 }}>
      <p>
        {t('claims.handover.done', { count: done.items.length })} <WhyButton journalId={done.journalId} />
      </p>
      <Grid
        rows={done.items}
        rowKey={(row) => row.claimId}
        columns={[
          { title: t('claims.customer'), render: (_, row) => row.customer.name },
          { title: t('claims.passOn.to'), render: (_, row) => row.to.name },
        ]}
      />
    </section>
  );
}

function Past() {
  const { t } = useTranslation();
  const pages = useApiPages(claims.handovers, { query: {} }, { live: ['claims'] });
  const summary = (row: Done) => {
    const counts = new Map<string, number>();
    for (const item of row.items) counts.set(item.to.name, (counts.get(item.to.name) ?? 0) + 1);
    return [...counts].map(([name, count]) => `${name} ${count}`).join(t('shell.comma'));
  };
  return (
    <DataList
      pages={pages}
      rowKey={(row) => row.id}
      columns={[
        { title: t('claims.handover.who'), width: 140, render: (_, row) => row.owner.name },
        { title: t('claims.passOn.why'), width: 120, render: (_, row) => t(`claims.handover.why.${row.why}`) },
        {
          title: t('claims.handover.method'),
          width: 160,
          render: (_, row) => t(`claims.handover.method.${row.method}`),
        },
        { title: t('claims.handover.to'), width: 300, render: (_, row) => summary(row) },
        { title: t('claims.since'), width: 140, render: (_, row) => formatInstant(row.at) },
        { title: '', width: 60, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.owner.name}
          extra={formatInstant(row.at)}
          lines={[t(`claims.handover.why.${row.why}`), summary(row)]}
        />
      )}
    />
  );
}
