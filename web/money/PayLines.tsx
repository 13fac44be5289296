/** Lines of pay: what, how much, why, by which clause; questioned and answered where they stand. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { type Paged, useApiCommand } from '../shell/queries.ts';
import { Amount } from './PayParts.tsx';
import { kindTones } from './pay-words.ts';
import './commission.css';

const AnswerDialog = lazy(() => import('./AnswerDialog.tsx').then((part) => ({ default: part.AnswerDialog })));

export type Line = ResponseOf<typeof commission.lines>['rows'][number];

interface PayLinesProps {
  readonly pages: Paged<Line>;
  /** Name whose lines they are: where several people's stand together. */
  readonly withPeople?: boolean;
  readonly empty?: React.ReactNode;
}

export function PayLines({ pages, withPeople = false, empty }: PayLinesProps) {
  const { t } = useTranslation();
  const [answering, setAnswering] = useState<Line | null>(null);
  const kind = (line: Line) => <StateTag tone={kindTones[line.kind]}>{t(`pay.kind.${line.kind}`)}</StateTag>;
  const deal = (line: Line) =>
    line.deal ? (
      <Link to={`/deals/${line.deal.id}`}>
        {line.deal.unit || line.deal.number} {line.deal.customer}
      </Link>
    ) : (
      '—'
    );
  return (
    <>
      <DataList
        pages={pages}
        rowKey={(line) => line.id}
        empty={empty}
        columns={[
          { title: t('pay.line.at'), width: 96, render: (_: never, line: Line) => formatInstant(line.earnedAt) },
          ...(withPeople
            ? [
                {
                  title: t('pay.line.who'),
                  width: 90,
                  render: (_: never, line: Line) => line.staff?.name ?? t('pay.house'),
                },
              ]
            : []),
          { title: t('pay.line.kind'), width: 86, render: (_: never, line: Line) => kind(line) },
          { title: t('pay.line.deal'), width: 170, render: (_: never, line: Line) => deal(line) },
          {
            title: t('pay.line.amount'),
            width: 120,
            align: 'right',
            render: (_: never, line: Line) => <Amount fen={line.amountFen} />,
          },
          { title: t('pay.line.why'), width: 420, render: (_: never, line: Line) => <Reason line={line} /> },
          {
            title: '',
            width: 150,
            render: (_: never, line: Line) => <LineActions line={line} onAnswer={setAnswering} />,
          },
        ]}
        card={(line) => (
          <PhoneCard
            title={<Amount fen={line.amountFen} />}
            extra={kind(line)}
            lines={[
              withPeople ? (line.staff?.name ?? t('pay.house')) : null,
              line.deal ? deal(line) : null,
              <Reason key="why" line={line} />,
              <span key="at">
                {formatInstant(line.earnedAt)} <LineActions line={line} onAnswer={setAnswering} />
              </span>,
            ]}
          />
        )}
      />
      {answering ? (
        <Suspense fallback={null}>
          <AnswerDialog line={answering} onClose={() => setAnswering(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Reason({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { query } = line;
  return (
    <div className="pay-why">
      {textOf(line.why)}
      {line.acknowledged === false ? <b> {t('pay.penalty.waits')}</b> : null}
      {query ? (
        <div className={query.answeredAt ? 'pay-query is-answered' : 'pay-query'}>
          {t('pay.query.asked')}：{query.reason}
          {query.answer ? (
            <div>
              {query.answeredBy?.name} · {t(`pay.query.${query.verdict ?? 'stands'}`)}：{query.answer}
              {query.correctionFen ? <Amount fen={query.correctionFen} /> : null}
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function LineActions({ line, onAnswer }: { line: Line; onAnswer: (line: Line) => void }) {
  const { t } = useTranslation();
  const ask = useApiCommand(commission.queryLine);
  const accept = useApiCommand(commission.acceptPenalty);
  const isOpen = line.query !== null && line.query.answeredAt === null;
  const question = async (): Promise<void> => {
    const reason = await askReason({ title: t('pay.query.title'), label: t('pay.query.label') });
    if (reason === null) return;
    await ask.mutateAsync({ params: { lineId: line.id }, body: { reason } });
    showDone(t('pay.query.done'));
  };
  const acknowledge = async (): Promise<void> => {
    await accept.mutateAsync({ params: { lineId: line.id } });
    showDone(t('pay.penalty.done'));
  };
  return (
    <span style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
      {isOpen && line.whyNot.answer === null ? (
        <ActionButton size="small" type="primary" label={t('pay.query.answer')} onClick={() => onAnswer(line)} />
      ) : null}
      {line.acknowledged === false && line.whyNot.accept === null ? (
        <ActionButton size="small" label={t('pay.penalty.accept')} onClick={acknowledge} />
      ) : null}
      {line.whyNot.query === null ? (
        <ActionButton size="small" type="text" label={t('pay.query.ask')} onClick={question} />
      ) : null}
      <WhyButton kind="icon" journalId={line.journalId} />
    </span>
  );
}
