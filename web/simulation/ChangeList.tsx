/** One line a change: whose it was, whose it would be, under which clause, and how surely. */
import { Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { simulation } from '#contract/simulation.ts';
import { formatInstant, joinNames } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiPages } from '../shell/queries.ts';

type Row = ResponseOf<typeof simulation.changes>['rows'][number];

interface Props {
  readonly simulationId: string;
  readonly filters: {
    readonly topic: string;
    readonly certainty: string;
    readonly personId: string;
    readonly clause: string;
  };
}

export function ChangeList({ simulationId, filters }: Props) {
  const { t } = useTranslation();
  const query = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
  const pages = useApiPages(simulation.changes, { params: { simulationId }, query }, { live: [] });
  return (
    <DataList
      pages={pages}
      rowKey={(row) => String(row.number)}
      columns={[
        { title: t('simulation.at'), width: 140, render: (_, row) => formatInstant(row.at) },
        {
          title: t('simulation.subject'),
          width: 150,
          ellipsis: true,
          render: (_, row) => (row.link ? <a href={row.link}>{row.subject}</a> : row.subject || textOf(row.kindName)),
        },
        {
          title: t('simulation.what'),
          width: 150,
          ellipsis: true,
          render: (_, row) => t(`simulation.what.${row.what}`),
        },
        { title: t('simulation.before'), width: 200, ellipsis: true, render: (_, row) => said(row, 'before', t) },
        { title: t('simulation.after'), width: 200, ellipsis: true, render: (_, row) => said(row, 'after', t) },
        {
          title: t('simulation.clauses'),
          width: 130,
          ellipsis: true,
          render: (_, row) => <span title={row.clauses.join(' ')}>{clausesOf(row)}</span>,
        },
        { title: t('simulation.certainty'), width: 110, render: (_, row) => <Sure row={row} /> },
        { title: '', width: 50, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.subject || textOf(row.kindName)}
          extra={<Sure row={row} />}
          lines={[
            t(`simulation.what.${row.what}`),
            `${said(row, 'before', t)} → ${said(row, 'after', t)}`,
            `${formatInstant(row.at)} ${clausesOf(row)}`,
          ]}
          actions={<WhyButton kind="text" journalId={row.journalId} />}
        />
      )}
    />
  );
}

const clausesOf = (row: Row): string => (row.houseClauses.length > 0 ? row.houseClauses : row.clauses).join('、');

function Sure({ row }: { row: Row }) {
  const { t } = useTranslation();
  const tag = (
    <StateTag tone={row.certainty === 'exact' ? 'good' : 'waiting'}>
      {t(`simulation.certainty.${row.certainty}`)}
    </StateTag>
  );
  return row.assumes ? <Tooltip title={t(`simulation.assumes.${row.assumes}`)}>{tag}</Tooltip> : tag;
}

/** The side of a change in as few words as tell it: who, until when, which shares. */
function said(row: Row, side: 'before' | 'after', t: TFunction): string {
  const people = joinNames(side === 'before' ? row.staffBefore : row.staffAfter);
  const facts = row[side];
  if (row.topic === 'split') return sharesOf(facts.commission) || people;
  const until = facts.endedAt ?? facts.protectedUntil;
  const when = typeof until === 'string' ? formatInstant(until) : '';
  const code = typeof facts.code === 'string' ? facts.code : '';
  return [people, when, code].filter(Boolean).join(' · ') || otherwise(row, side, t);
}

/** What has neither a person nor a limit: every field that is not alike, in the words of a trial. */
function otherwise(row: Row, side: 'before' | 'after', t: TFunction): string {
  const said = Object.keys({ ...row.before, ...row.after })
    .filter((key) => JSON.stringify(row.before[key]) !== JSON.stringify(row.after[key]))
    .flatMap((key) => {
      const value = inWords(row[side][key], t);
      const word = t(`trials.word.${key}`);
      return value === '' || word === `trials.word.${key}` ? [] : [`${word} ${value}`];
    });
  return said.join(t('shell.comma')) || '—';
}

const LISTED_MAX = 3;
function inWords(value: unknown, t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'trials.yes' : 'trials.no');
  if (typeof value === 'number') return String(value);
  // A key of the program says nothing to anybody here; the record itself does.
  if (typeof value === 'string') return /^[a-z_]+$/.test(value) ? '' : value;
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) return '';
  return value.slice(0, LISTED_MAX).join(' ') + (value.length > LISTED_MAX ? ' …' : '');
}

const sharesOf = (shares: unknown): string =>
  Array.isArray(shares)
    ? shares
        .map((one: { party?: unknown; percent?: unknown }) => `${String(one.party)} ${String(one.percent)}%`)
        .join('、')
    : '';
