/** The tables of the report; figures lead to the decisions behind them. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Grid, type GridColumn } from '../shell/parts/Grid.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import type { Report } from './ReportsPage.tsx';

const SHOWN_FIRST = 15;

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly GridColumn<Row>[];
  readonly card: (row: Row) => ReactNode;
}

/** The first rows; the rest when asked for, and always on paper's behalf in the file. */
function Rows<Row extends object>({ rows, rowKey, columns, card }: RowsProps<Row>) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <p className="muted">{t('journal.reports.nothing')}</p>;
  const shown = all ? rows : rows.slice(0, SHOWN_FIRST);
  return (
    <>
      {isPhone ? (
        <div className="cards">
          {shown.map((row) => (
            <div key={rowKey(row)}>{card(row)}</div>
          ))}
        </div>
      ) : (
        <Grid rows={shown} rowKey={rowKey} columns={columns} />
      )}
      {shown.length < rows.length ? (
        <div className="list-more">
          <Button onClick={() => setAll(true)}>{t('journal.reports.all', { count: rows.length })}</Button>
        </div>
      ) : null}
    </>
  );
}

interface Period {
  readonly from: string;
  readonly to: string;
}

const Decisions = ({ search, children }: { readonly search: Record<string, string>; readonly children: ReactNode }) => (
  <Link to={'/journal' as never} search={search as never}>
    {children}
  </Link>
);

type Overrider = Report['overriders'][number];
export function OverriderTable({ rows, period }: { readonly rows: readonly Overrider[]; readonly period: Period }) {
  const { t } = useTranslation();
  const reasons = (row: Overrider): string => row.reasons.map(({ reason, count }) => `${reason} ×${count}`).join('；');
  const link = (row: Overrider) => (
    <Decisions search={{ outcome: 'overridden', staffId: row.person.id, ...period }}>{row.overrides}</Decisions>
  );
  return (
    <Rows
      rows={rows}
      rowKey={({ person }) => person.id}
      columns={[
        { title: t('journal.reports.person'), width: 120, render: (_, row) => row.person.name },
        { title: t('journal.reports.post'), width: 120, dataIndex: 'title' },
        { title: t('journal.reports.overrides'), width: 90, align: 'right', render: (_, row) => link(row) },
        { title: t('journal.reports.ofDecisions'), width: 110, align: 'right', dataIndex: 'decisions' },
        { title: t('journal.reports.reasons'), width: 420, render: (_, row) => reasons(row) },
      ]}
      card={(row) => <PhoneCard title={row.person.name} extra={link(row)} lines={[row.title, reasons(row)]} />}
    />
  );
}

type Clause = Report['clauses'][number];
export function ClauseTable({ rows, period }: { readonly rows: readonly Clause[]; readonly period: Period }) {
  const { t } = useTranslation();
  const link = (row: Clause) => (
    <Decisions search={{ clause: row.clause, ...period }}>{row.decisions.toLocaleString()}</Decisions>
  );
  return (
    <Rows
      rows={rows}
      rowKey={(row) => `${row.rulebookId} ${row.clause}`}
      columns={[
        { title: t('journal.reports.clause'), width: 110, render: (_, row) => <ClauseLink {...row} /> },
        { title: t('journal.reports.rulebook'), width: 260, dataIndex: 'rulebook' },
        { title: t('journal.reports.decisions'), width: 100, align: 'right', render: (_, row) => link(row) },
        { title: t('journal.reports.overruled'), width: 110, align: 'right', dataIndex: 'overruled' },
      ]}
      card={(row) => (
        <PhoneCard
          title={<ClauseLink {...row} />}
          extra={link(row)}
          lines={[row.rulebook, row.overruled > 0 ? `${t('journal.reports.overruled')} ${row.overruled}` : '']}
        />
      )}
    />
  );
}

/** Opens the document at the clause. */
const ClauseLink = ({ rulebookId, clause }: { readonly rulebookId: string; readonly clause: string }) => (
  <Link to={`/rulebooks/${rulebookId}` as never} hash={clause}>
    {clause}
  </Link>
);

type Unused = Report['unused'][number];
export function UnusedTable({ rows }: { readonly rows: readonly Unused[] }) {
  const { t } = useTranslation();
  return (
    <Rows
      rows={rows}
      rowKey={(row) => `${row.rulebookId} ${row.clause}`}
      columns={[
        { title: t('journal.reports.clause'), width: 110, render: (_, row) => <ClauseLink {...row} /> },
        { title: t('journal.reports.rulebook'), width: 260, dataIndex: 'rulebook' },
        { title: t('journal.reports.text'), width: 520, dataIndex: 'text', ellipsis: true },
      ]}
      card={(row) => <PhoneCard title={<ClauseLink {...row} />} lines={[row.rulebook, row.text]} />}
    />
  );
}

type Party = Report['disputes']['parties'][number];
export function PartyTable({ rows }: { readonly rows: readonly Party[] }) {
  const { t } = useTranslation();
  return (
    <Rows
      rows={rows}
      rowKey={({ person }) => person.id}
      columns={[
        { title: t('journal.reports.person'), width: 120, render: (_, row) => row.person.name },
        { title: t('journal.reports.disputes'), width: 90, align: 'right', dataIndex: 'disputes' },
        { title: t('journal.reports.won'), width: 90, align: 'right', dataIndex: 'won' },
        { title: t('journal.reports.lost'), width: 90, align: 'right', dataIndex: 'lost' },
        { title: t('journal.reports.open'), width: 90, align: 'right', dataIndex: 'open' },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.person.name}
          extra={row.disputes}
          lines={[t('journal.reports.score', { won: row.won, lost: row.lost, open: row.open })]}
        />
      )}
    />
  );
}

type Judge = Report['disputes']['judges'][number];
export function JudgeTable({ rows }: { readonly rows: readonly Judge[] }) {
  const { t } = useTranslation();
  return (
    <Rows
      rows={rows}
      rowKey={({ person }) => person.id}
      columns={[
        { title: t('journal.reports.person'), width: 120, render: (_, row) => row.person.name },
        { title: t('journal.reports.rulings'), width: 90, align: 'right', dataIndex: 'rulings' },
        { title: t('journal.reports.against'), width: 130, align: 'right', dataIndex: 'againstProposal' },
        { title: t('journal.reports.appealed'), width: 90, align: 'right', dataIndex: 'appealed' },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.person.name}
          extra={row.rulings}
          lines={[
            `${t('journal.reports.against')} ${row.againstProposal} · ${t('journal.reports.appealed')} ${row.appealed}`,
          ]}
        />
      )}
    />
  );
}
