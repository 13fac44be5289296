/** The stock reports of the day with their differences, and the vehicles called back from second-tier stores. */
import { useState, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatTime, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './inventory.css';

const ReportDialog = lazy(async () => ({ default: (await import('./ReportDialog.tsx')).ReportDialog }));
type Report = ResponseOf<typeof inventory.stockReports>['rows'][number];
const defaults = { from: '', to: '' };

export function ReportsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [{ from, to }, setFilters] = useUrlState(defaults);
  const mayEdit = usePermission('inventory.edit') !== null;
  const mayCheck = usePermission('inventory.control') !== null;
  const [reporting, setReporting] = useState<Report['slot'] | null>(null);
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const reports = useApiQuery(
    inventory.stockReports,
    { params: { siteId: site.id }, query: range },
    { live: ['inventory'], keepPrevious: true },
  );
  const recalls = useApiQuery(inventory.recalls, { params: { siteId: site.id }, query: {} }, { live: ['inventory'] });
  const check = useApiCommand(inventory.checkReport);
  const due = reports.data?.due ?? null;
  const doCheck = async (row: Report): Promise<void> => {
    const note = await askReason({ title: t('inventory.reports.check'), required: false });
    if (note === null) return;
    await check.mutateAsync({ params: { reportId: row.id }, body: { note } });
    showDone(t('inventory.done'));
  };
  const state = (row: Report) =>
    row.state === 'missing' ? (
      <StateTag tone="bad">{t('inventory.reports.missing')}</StateTag>
    ) : (
      <StateTag tone={row.isLate ? 'waiting' : 'good'}>
        {t(row.isLate ? 'inventory.reports.late' : 'inventory.reports.inTime')}
      </StateTag>
    );
  const differences = (row: Report) =>
    row.differences.length === 0
      ? row.state === 'in'
        ? t('inventory.reports.agrees')
        : ''
      : row.differences
          .map((one) =>
            `${one.code} ${t(`inventory.reports.${one.what}`)} ${one.what === 'elsewhere' ? `${one.board} → ${one.found}` : ''}`.trim(),
          )
          .join(t('inventory.semicolon'));
  const checked = (row: Report) =>
    row.checkedBy ? (
      `${row.checkedBy.name} ${formatTime(row.checkedAt)}`
    ) : mayCheck && row.state === 'in' ? (
      <ActionButton size="small" label={t('inventory.reports.check')} onClick={() => doCheck(row)} />
    ) : (
      ''
    );
  return (
    <Page
      title={t('inventory.reports.title')}
      subtitle={
        due
          ? t('inventory.reports.due', { slot: t(`inventory.reports.slot.${due.slot}`), at: formatInstant(due.dueAt) })
          : undefined
      }
      actions={
        mayEdit
          ? (['morning', 'afternoon'] as const).map((slot) => (
              <ActionButton
                key={slot}
                type={due?.slot === slot ? 'primary' : 'default'}
                label={t('inventory.reports.do', { slot: t(`inventory.reports.slot.${slot}`) })}
                onClick={() => setReporting(slot)}
              />
            ))
          : null
      }
      filters={
        <>
          <DayInput
            value={from}
            onChange={(day) => setFilters({ from: day })}
            label={t('inventory.reports.from')}
            max={localToday()}
          />
          <DayInput
            value={to}
            onChange={(day) => setFilters({ to: day })}
            label={t('inventory.reports.to')}
            max={localToday()}
          />
        </>
      }
    >
      <DataList
        pages={wholeList(reports, reports.data?.rows)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.reports.empty')} text={t('inventory.reports.empty.text')} />}
        columns={[
          { title: t('inventory.reports.day'), width: 110, dataIndex: 'day' },
          {
            title: t('inventory.reports.slot'),
            width: 80,
            render: (_, row) => t(`inventory.reports.slot.${row.slot}`),
          },
          { title: t('inventory.state'), width: 90, render: (_, row) => state(row) },
          {
            title: t('inventory.reports.by'),
            width: 150,
            render: (_, row) => (row.reportedBy ? `${row.reportedBy.name} ${formatTime(row.reportedAt)}` : '—'),
          },
          { title: t('inventory.reports.found'), width: 80, align: 'right', dataIndex: 'found' },
          { title: t('inventory.reports.differences'), width: 360, render: (_, row) => differences(row) },
          { title: t('inventory.reports.checked'), width: 140, render: (_, row) => checked(row) },
          { title: '', width: 60, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.day} ${t(`inventory.reports.slot.${row.slot}`)}`}
            extra={state(row)}
            lines={[
              row.reportedBy ? `${row.reportedBy.name} ${formatTime(row.reportedAt)} · ${row.found}` : '',
              differences(row),
              checked(row),
            ]}
          />
        )}
      />
      <h2 className="section-title">{t('inventory.recalls.title')}</h2>
      <DataList
        pages={wholeList(recalls, recalls.data?.rows)}
        rowKey={(row) => row.id}
        empty={<p className="muted">{t('inventory.recalls.empty')}</p>}
        columns={[
          { title: t('inventory.unit.title'), width: 200, render: (_, row) => `${row.unit.name} ${row.unit.code}` },
          { title: t('inventory.recalls.branch'), width: 160, dataIndex: 'branch' },
          { title: t('inventory.recalls.since'), width: 120, dataIndex: 'since' },
          { title: t('inventory.recalls.due'), width: 120, dataIndex: 'dueOn' },
          {
            title: t('inventory.recalls.late'),
            width: 100,
            align: 'right',
            render: (_, row) => (row.daysLate > 0 ? row.daysLate : ''),
          },
          { title: '', width: 60, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.unit.name || row.unit.code}
            extra={row.daysLate > 0 ? t('inventory.recalls.late.days', { days: row.daysLate }) : row.dueOn}
            lines={[row.unit.code, `${row.branch} · ${row.since}`]}
          />
        )}
      />
      <Suspense fallback={null}>
        {reporting ? <ReportDialog slot={reporting} onClose={() => setReporting(null)} /> : null}
      </Suspense>
    </Page>
  );
}
