/** Penalties: what for, what it comes to, what the person said, what was ruled; each acts where they may. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { penalties } from '#contract/penalties.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { type Paged, useApiCommand } from '../shell/queries.ts';
import { penaltyTones } from './pay-words.ts';
import './commission.css';

const RuleAppealDialog = lazy(() =>
  import('./RuleAppealDialog.tsx').then((part) => ({ default: part.RuleAppealDialog })),
);

export type Penalty = ResponseOf<typeof penalties.list>['rows'][number];

interface PenaltyListProps {
  readonly pages: Paged<Penalty>;
  /** Name whose they are: where several people's stand together. */
  readonly withPeople?: boolean;
  readonly empty?: React.ReactNode;
}

export function PenaltyList({ pages, withPeople = false, empty }: PenaltyListProps) {
  const { t } = useTranslation();
  const [ruling, setRuling] = useState<Penalty | null>(null);
  const state = (one: Penalty) => (
    <StateTag tone={penaltyTones[one.state]}>{t(`pay.penalty.state.${one.state}`)}</StateTag>
  );
  const size = (one: Penalty) => {
    const points = one.bookedPoints ?? one.points;
    const fen = one.bookedFen ?? one.amountFen;
    return one.form === 'points' ? t('pay.penalty.points', { points }) : formatYuan(fen);
  };
  const person = (one: Penalty) => (withPeople ? one.staff.name : null);
  const actions = (one: Penalty) => <PenaltyActions penalty={one} onRule={() => setRuling(one)} />;
  const what = (one: Penalty) => <What penalty={one} />;
  const who = { title: t('pay.line.who'), width: 90, render: (_: never, one: Penalty) => one.staff.name };
  return (
    <>
      <DataList
        pages={pages}
        rowKey={(one) => one.id}
        empty={empty}
        columns={[
          { title: t('pay.line.at'), width: 100, render: (_: never, one: Penalty) => formatInstant(one.proposedAt) },
          ...(withPeople ? [who] : []),
          { title: t('pay.penalty.what'), width: 380, render: (_: never, one: Penalty) => what(one) },
          { title: t('pay.penalty.size'), width: 110, align: 'right', render: (_: never, one: Penalty) => size(one) },
          {
            title: t('pay.penalty.form'),
            width: 110,
            render: (_: never, one: Penalty) => t(`pay.penalty.as.${one.form}`),
          },
          { title: t('pay.state'), width: 100, render: (_: never, one: Penalty) => state(one) },
          { title: '', width: 200, render: (_: never, one: Penalty) => actions(one) },
        ]}
        card={(one) => (
          <PhoneCard
            title={[person(one), t(`pay.penalty.cause.${one.cause}`)].filter(Boolean).join(' · ')}
            extra={state(one)}
            lines={[
              `${t(`pay.penalty.as.${one.form}`)} · ${size(one)}`,
              <What key="what" penalty={one} bare />,
              formatInstant(one.proposedAt),
            ]}
            actions={actions(one)}
          />
        )}
      />
      {ruling ? (
        <Suspense fallback={null}>
          <RuleAppealDialog penalty={ruling} onClose={() => setRuling(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function What({ penalty, bare = false }: { penalty: Penalty; bare?: boolean }) {
  const { t } = useTranslation();
  const { appeal, deal } = penalty;
  return (
    <div className="pay-why">
      {bare ? null : <b>{t(`pay.penalty.cause.${penalty.cause}`)} </b>}
      {penalty.reason}
      {deal ? <Link to={`/deals/${deal.id}`}> {deal.number ?? t('pay.line.deal')}</Link> : null}
      {penalty.state === 'proposed' ? (
        <div>{t('pay.penalty.until', { at: formatInstant(penalty.appealUntil) })}</div>
      ) : null}
      {appeal ? (
        <div className={appeal.verdict ? 'pay-query is-answered' : 'pay-query'}>
          {t('pay.penalty.appealed')}：{appeal.reason}
          {appeal.verdict ? (
            <div>
              {appeal.by?.name} · {t(`pay.penalty.verdict.${appeal.verdict}`)}：{appeal.answer}
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function PenaltyActions({ penalty, onRule }: { penalty: Penalty; onRule: () => void }) {
  const { t } = useTranslation();
  const accept = useApiCommand(penalties.acknowledge);
  const object = useApiCommand(penalties.appeal);
  const params = { penaltyId: penalty.id };
  const { whyNot } = penalty;
  const acknowledge = async (): Promise<void> => {
    const isMoney = penalty.form === 'deduction';
    const text = isMoney ? t('pay.penalty.accept.pay') : t('pay.penalty.accept.kept');
    if (!(await askConfirm({ title: t('pay.penalty.accept.title'), text }))) return;
    await accept.mutateAsync({ params });
    showDone(t('pay.penalty.done'));
  };
  const appeal = async (): Promise<void> => {
    const reason = await askReason({ title: t('pay.penalty.appeal'), label: t('pay.penalty.appeal.why') });
    if (reason === null) return;
    await object.mutateAsync({ params, body: { reason } });
    showDone(t('pay.penalty.appeal.done'));
  };
  const isMine = whyNot.acknowledge === null || whyNot.appeal === null;
  return (
    <span style={{ display: 'inline-flex', gap: 4, alignItems: 'center', flexWrap: 'wrap' }}>
      {isMine ? (
        <>
          <ActionButton
            size="small"
            type="primary"
            label={t('pay.penalty.ok')}
            disabledReason={whyNot.acknowledge}
            onClick={acknowledge}
          />
          <ActionButton size="small" label={t('pay.penalty.appeal')} disabledReason={whyNot.appeal} onClick={appeal} />
        </>
      ) : null}
      {whyNot.rule === null ? (
        <ActionButton size="small" type="primary" label={t('pay.penalty.rule')} onClick={onRule} />
      ) : null}
      <WhyButton kind="icon" journalId={penalty.evidenceJournalId} />
    </span>
  );
}
