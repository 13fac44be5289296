/** Lines of a bank statement with what each may be; one press settles it. */
import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatDay, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { dealLine, DealLink, Yuan } from './LedgerParts.tsx';

const MatchDialog = lazy(() => import('./MatchDialog.tsx').then((part) => ({ default: part.MatchDialog })));
export type Line = ResponseOf<typeof money.bankLines>['rows'][number];
const defaults = { state: 'open' };
const states = ['open', 'matched', 'ignored', 'all'] as const;
const tones = { open: 'waiting', matched: 'good', ignored: 'neutral' } as const;

export function StatementLinesPage() {
  const { t } = useTranslation();
  const { fileId } = useRouteParams<'fileId'>();
  const [filters, setFilters] = useUrlState(defaults);
  const state = states.find((one) => one === filters.state) ?? 'open';
  const pages = useApiPages(money.bankLines, { params: { fileId }, query: { state } });
  const match = useApiCommand(money.matchLine);
  const ignore = useApiCommand(money.ignoreLine);
  const settle = async (line: Line, suggestion: Line['suggestions'][number]) => {
    const body = suggestion.kind === 'receipt' ? { receiptId: suggestion.id } : { dealId: suggestion.id };
    await match.mutateAsync({ params: { lineId: line.id }, body });
    showDone(t('money.bank.matched'));
  };
  const aside = async (line: Line) => {
    const reason = await askReason({
      title: t('money.bank.ignore.title', { amount: formatYuan(line.amountFen) }),
      required: true,
    });
    if (reason === null) return;
    await ignore.mutateAsync({ params: { lineId: line.id }, body: { reason } });
    showDone(t('money.bank.ignored.done'));
  };
  const [choosing, setChoosing] = useState<Line | null>(null);
  const said = (line: Line) => [line.payer, line.note, line.reference].filter(Boolean).join(' · ');
  const isWhat = (line: Line) =>
    line.state === 'open' ? (
      <span className="money-suggest">
        {line.suggestions.slice(0, 3).map((one, index) => (
          <ActionButton
            key={one.id}
            size="small"
            type={index === 0 && one.certainty === 'sure' ? 'primary' : 'default'}
            label={`${t(`money.bank.${one.certainty}`)} ${one.number ?? ''} ${dealLine(one.deal)}`}
            onClick={() => settle(line, one)}
          />
        ))}
        {line.suggestions.length === 0 ? <span className="muted">{t('money.bank.unknown')}</span> : null}
        <ActionButton size="small" label={t('money.bank.choose')} onClick={() => setChoosing(line)} />
        <ActionButton size="small" type="text" label={t('money.bank.ignore')} onClick={() => aside(line)} />
      </span>
    ) : line.deal ? (
      <DealLink deal={line.deal} />
    ) : (
      <span className="muted">{line.why}</span>
    );
  return (
    <Page
      title={t('money.bank.lines')}
      filters={
        <Segmented
          value={state}
          onChange={(value) => setFilters({ state: value })}
          options={states.map((value) => ({ value, label: t(`money.bank.state.${value}`) }))}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          { title: t('money.bank.row'), width: 60, align: 'right', dataIndex: 'row' },
          { title: t('money.bank.day'), width: 100, dataIndex: 'day' },
          { title: t('money.amount'), width: 120, align: 'right', render: (_, row) => <Yuan fen={row.amountFen} /> },
          { title: t('money.bank.said'), width: 280, render: (_, row) => said(row) },
          {
            title: t('money.state'),
            width: 90,
            render: (_, row) => <StateTag tone={tones[row.state]}>{t(`money.bank.state.${row.state}`)}</StateTag>,
          },
          { title: t('money.bank.what'), width: 420, render: (_, row) => isWhat(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={formatYuan(row.amountFen)}
            extra={<StateTag tone={tones[row.state]}>{t(`money.bank.state.${row.state}`)}</StateTag>}
            lines={[formatDay(row.day), said(row)]}
            actions={isWhat(row)}
          />
        )}
      />
      {choosing ? (
        <Suspense fallback={null}>
          <MatchDialog line={choosing} onClose={() => setChoosing(null)} />
        </Suspense>
      ) : null}
    </Page>
  );
}
