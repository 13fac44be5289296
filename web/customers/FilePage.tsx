/** One customer: profile, people with masked contacts, what other capabilities add, histories, and the timeline. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { Alert, Button, Select, Tag } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import './customers.css';
import { FilesCard } from './FilesCard.tsx';
import { HistoryCards } from './HistoryCards.tsx';
import { otherPanels } from './panels.ts';
import { PeopleCard } from './PeopleCard.tsx';
import { TimelineCard } from './TimelineCard.tsx';
import { asked, type File, GradeTag, useWord } from './words.tsx';

// Forms load when somebody opens them.
const EditDrawer = lazy(async () => ({ default: (await import('./EditDrawer.tsx')).EditDrawer }));
const MergeDialog = lazy(async () => ({ default: (await import('./MergeDialog.tsx')).MergeDialog }));

export function FilePage() {
  const { t } = useTranslation();
  const { customerId } = useRouteParams<'customerId'>();
  const query = useApiQuery(customers.get, { params: { customerId } }, { live: ['customers', 'claims', 'desk'] });
  const file = query.data;
  const isPhone = useIsPhone();
  const [editing, setEditing] = useState(false);
  const [merging, setMerging] = useState(false);
  return (
    <Page
      title={file?.name ?? t('customers.file.title')}
      subtitle={file ? <Subtitle file={file} /> : null}
      query={query}
      actions={
        file ? (
          <>
            <Neighbours customerId={customerId} />
            <ActionButton
              label={t('customers.merge')}
              disabledReason={file.whyNot.merge}
              onClick={() => setMerging(true)}
            />
            <ActionButton
              type="primary"
              label={t('customers.edit')}
              hotkey={isPhone ? undefined : 'alt+e'}
              disabledReason={file.whyNot.edit}
              onClick={() => setEditing(true)}
            />
          </>
        ) : null
      }
    >
      {file ? (
        <>
          <Notes file={file} />
          <div className="customer-grid">
            <div className="customer-column">
              <ProfileCard file={file} />
              <PeopleCard file={file} />
              <Suspense fallback={null}>
                {otherPanels.map(({ key, Panel }) => (
                  <Panel key={key} customerId={customerId} />
                ))}
              </Suspense>
              <TimelineCard customerId={customerId} />
            </div>
            <div className="customer-column">
              <HistoryCards file={file} />
              <FilesCard file={file} />
            </div>
          </div>
          <Suspense fallback={null}>
            {editing ? <EditDrawer file={file} onClose={() => setEditing(false)} /> : null}
            {merging ? <MergeDialog file={file} onClose={() => setMerging(false)} /> : null}
          </Suspense>
        </>
      ) : null}
    </Page>
  );
}

function Subtitle({ file }: { file: File }) {
  const { t } = useTranslation();
  const owned = file.owner
    ? t('customers.owned', { name: file.owner.name, until: file.ownedUntil ? lastDayOf(file.ownedUntil) : '—' })
    : t('customers.unowned');
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <GradeTag grade={file.grade} />
      {file.attention.reception === 'vip' ? <StateTag tone="active">VIP</StateTag> : null}
      {file.confidential ? <StateTag tone="waiting">{t('customers.confidential')}</StateTag> : null}
      {owned}
    </span>
  );
}

/** What somebody has to see before anything else. */
function Notes({ file }: { file: File }) {
  const { t } = useTranslation();
  const { contactsMissing } = file.attention;
  return (
    <>
      {file.mergedInto ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 14 }}
          title={t('customers.mergedInto')}
          action={<Link to={`/customers/${file.mergedInto}`}>{t('customers.hits.open')}</Link>}
        />
      ) : null}
      {contactsMissing > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 14 }}
          title={t('customers.contactsMissing', { count: contactsMissing })}
        />
      ) : null}
    </>
  );
}

/** Previous and next inside the filtered list one came from: the filters are in the address. */
function Neighbours({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search as Record<string, unknown> });
  const around = useApiQuery(
    customers.neighbours,
    { params: { customerId }, query: asked(search) as never },
    { keepPrevious: true },
  ).data;
  const go = (id: string | null | undefined): void => {
    if (id) void navigate({ to: `/customers/${id}`, search: search as never });
  };
  useHotkey('alt+arrowup', t('customers.previous'), () => go(around?.previous), Boolean(around?.previous));
  useHotkey('alt+arrowdown', t('customers.next'), () => go(around?.next), Boolean(around?.next));
  return (
    <>
      <Button
        icon={<LeftOutlined />}
        disabled={!around?.previous}
        aria-label={t('customers.previous')}
        onClick={() => go(around?.previous)}
      />
      <Button
        icon={<RightOutlined />}
        disabled={!around?.next}
        aria-label={t('customers.next')}
        onClick={() => go(around?.next)}
      />
    </>
  );
}

function ProfileCard({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const fields = useApiQuery(customers.fields, {}).data?.fields ?? [];
  const facts: [string, string | null][] = [
    [t('customers.col.type'), word('type', file.type)],
    [t('customers.col.source'), [word('source', file.source), file.sourceDetail].filter(Boolean).join(' · ')],
    [t('customers.referredBy'), file.referredBy?.name ?? ''],
    [t('customers.field.enquiry'), file.enquiry],
    [t('customers.field.segment'), file.segment],
    [t('customers.field.background'), file.background],
    [t('customers.field.suggestions'), file.suggestions],
    [t('customers.field.noDealReason'), file.noDealReason],
    [t('customers.field.withdrawalReason'), file.withdrawalReason],
    [t('customers.field.note'), file.note],
    ...fields.map((field): [string, string] => [field.label, String(file.custom[field.key] ?? '')]),
    [
      t('customers.registeredBy'),
      [file.registeredBy?.name, formatInstant(file.registeredAt), file.site?.name].filter(Boolean).join(' · '),
    ],
  ];
  const missing = Object.entries(file.missing);
  return (
    <section className="customer-card">
      <h2>
        {t('customers.profile')}
        <GradeAndStage file={file} />
      </h2>
      <dl className="customer-facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <Fact key={label} label={label} value={value ?? ''} />
          ))}
      </dl>
      {file.tags.length > 0 ? (
        <div style={{ marginTop: 10 }}>
          {file.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </div>
      ) : null}
      {missing.length > 0 ? (
        <p className="muted" style={{ marginBottom: 0 }}>
          {missing
            .map(([form, names]) =>
              t('customers.missing', {
                form: word('form', form),
                fields: names.map((name) => word('required', name)).join('、'),
              }),
            )
            .join(';')}
        </p>
      ) : null}
    </section>
  );
}

const Fact = ({ label, value }: { label: string; value: string }) => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
);

function GradeAndStage({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const grade = useApiCommand(customers.setGrade);
  const stage = useApiCommand(customers.setStage);
  const params = { customerId: file.id };
  const disabled = file.whyNot.edit !== null;
  const changeGrade = async (to: string): Promise<void> => {
    const reason =
      file.grade === null ? '' : await askReason({ title: t('customers.grade.change', { to }), required: false });
    if (reason === null) return;
    try {
      const done = await grade.mutateAsync({ params, body: { grade: to as 'A', ...(reason ? { reason } : {}) } });
      showDone(done.opensTrackingSheet ? t('customers.grade.sheet') : t('customers.saved'));
    } catch (error) {
      showError(error);
    }
  };
  const changeStage = (to: string): void => {
    stage
      .mutateAsync({ params, body: { stage: to as 'screened' } })
      .then(() => showDone(t('customers.saved')), showError);
  };
  const stages = [file.stage, ...file.nextStages];
  return (
    <span style={{ display: 'flex', gap: 6 }}>
      <Select
        size="small"
        style={{ width: 76 }}
        disabled={disabled}
        aria-label={t('customers.col.grade')}
        placeholder={t('customers.col.grade')}
        value={file.grade}
        options={['A', 'B', 'C', 'D'].map((code) => ({ value: code, label: code }))}
        onChange={(to: string) => void changeGrade(to)}
      />
      <Select
        size="small"
        style={{ width: 130 }}
        disabled={disabled}
        aria-label={t('customers.col.stage')}
        value={file.stage}
        options={stages.map((code) => ({ value: code, label: word('stage', code) }))}
        onChange={changeStage}
      />
    </span>
  );
}
