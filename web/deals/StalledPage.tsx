/** 停滞: steps of sales that are overdue, with who answers for them; what is under way; what was mended and how. */
import { useNavigate } from '@tanstack/react-router';
import { Input, Segmented, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealCourse, type stalledStates } from '#contract/deals-course.ts';
import { stepWords } from '#contract/deals-steps.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiPages } from '../shell/queries.ts';
import { useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { stepName } from './CourseCard.tsx';
import './deals.css';

const MendDialog = lazy(async () => ({ default: (await import('./MendDialog.tsx')).MendDialog }));

type Row = ResponseOf<typeof dealCourse.stalled>['rows'][number];
type State = (typeof stalledStates)[number];
const states: readonly State[] = ['overdue', 'waiting', 'mended'];
const defaults = { state: 'overdue', step: '', q: '' };

export function StalledPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSiteOrNull();
  const [filters, setFilters] = useUrlState(defaults);
  const [mending, setMending] = useState<Row | null>(null);
  const state = states.find((one) => one === filters.state) ?? 'overdue';
  const { step, q } = filters;
  const pages = useApiPages(
    dealCourse.stalled,
    { query: { state, ...(site ? { siteId: site.id } : {}), ...(step ? { step } : {}), ...(q ? { q } : {}) } },
    { live: ['deals', 'money'] },
  );
  const act = (row: Row) =>
    row.alert && state === 'overdue' ? (
      <ActionButton
        size="small"
        label={t('deals.course.mend')}
        disabledReason={row.alert.whyNot}
        onClick={() => setMending(row)}
      />
    ) : null;
  const late = (row: Row): string => lastDayOf(row.alert?.dueAt ?? row.dueAt) || '—';
  const mended = (row: Row): string =>
    row.alert?.closedAt
      ? t('deals.course.mendedLine', { cause: row.alert.cause, remedy: row.alert.remedy, day: row.alert.byOn })
      : '';
  return (
    <Page
      title={t('deals.stalled.title')}
      subtitle={t('deals.stalled.subtitle')}
      filters={
        <>
          <Segmented
            value={state}
            onChange={(value) => setFilters({ state: value })}
            options={states.map((value) => ({ value, label: t(`deals.stalled.${value}`) }))}
          />
          <Select
            value={step}
            onChange={(value) => setFilters({ step: value })}
            aria-label={t('deals.stalled.step')}
            style={{ width: 170 }}
            options={[
              { value: '', label: t('deals.stalled.everyStep') },
              ...Object.keys(stepWords).map((value) => ({ value, label: stepName(value) })),
            ]}
          />
          <Input.Search
            allowClear
            defaultValue={q}
            placeholder={t('deals.stalled.search')}
            aria-label={t('deals.stalled.search')}
            onSearch={(value) => setFilters({ q: value.trim() })}
            style={{ width: 200 }}
          />
        </>
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.alert?.id ?? row.dealId}
        onOpen={(row) => void navigate({ to: `/deals/${row.dealId}` })}
        empty={<EmptyState title={t(`deals.stalled.empty.${state}`)} text={t('deals.stalled.empty.text')} />}
        columns={[
          { title: t('deals.stalled.step'), width: 130, render: (_, row) => <b>{stepName(row.step)}</b> },
          { title: t('deals.number'), width: 140, render: (_, row) => row.number ?? '—' },
          { title: t('deals.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('deals.unit'), width: 140, render: (_, row) => row.unit || '—' },
          { title: t('deals.stalled.responsible'), width: 100, render: (_, row) => row.responsible.name },
          { title: t('deals.stalled.since'), width: 150, render: (_, row) => formatInstant(row.since) },
          { title: t('deals.stalled.due'), width: 150, render: (_, row) => late(row) },
          state === 'mended'
            ? { title: t('deals.course.mended'), width: 300, render: (_: unknown, row: Row) => mended(row) }
            : {
                title: '',
                width: 120,
                render: (_: unknown, row: Row) => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: pressing a button must not open the row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                  <span onClick={(event) => event.stopPropagation()}>{act(row)}</span>
                ),
              },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${stepName(row.step)} · ${row.customer.name}`}
            to={`/deals/${row.dealId}`}
            extra={row.responsible.name}
            lines={[
              [row.number, row.unit].filter(Boolean).join(' · '),
              t('deals.stalled.until', { due: late(row) }),
              mended(row) || null,
            ]}
            actions={act(row)}
          />
        )}
      />
      {mending?.alert ? (
        <Suspense fallback={null}>
          <MendDialog
            dealId={mending.dealId}
            alertId={mending.alert.id}
            step={mending.step}
            onClose={() => setMending(null)}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}
