/** Promises beside the price: what may be told, what waits, what is due; each with what can be done about it. */
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { Section } from '../deals/Section.tsx';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { type PromiseRow, promiseTones } from './words.ts';
import './offers.css';

const PromiseDialog = lazy(async () => ({ default: (await import('./PromiseDialog.tsx')).PromiseDialog }));

interface PromisesProps {
  readonly customerId: string;
  readonly offerId?: string;
  readonly rows: readonly PromiseRow[];
}

export function Promises({ customerId, offerId, rows }: PromisesProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('offers.write') !== null;
  const [isNew, setNew] = useState(false);
  return (
    <Section
      title={t('offers.promises')}
      extra={
        mayWrite ? (
          <Button size="small" onClick={() => setNew(true)}>
            {t('offers.promise.new')}
          </Button>
        ) : undefined
      }
    >
      {rows.length === 0 ? <span className="muted">{t('offers.promises.none')}</span> : null}
      {rows.map((row) => (
        <div key={row.id} className="offer-promise">
          <StateTag tone={promiseTones[row.state]}>{t(`offers.promise.state.${row.state}`)}</StateTag>
          <b>{t(`offers.promise.${row.kind}`)}</b>
          {row.valueFen ? <span>¥{formatYuan(row.valueFen)}</span> : null}
          <span className={row.isOverdue ? 'offer-over' : 'muted'}>
            {t(row.isOverdue ? 'offers.promise.overdue' : 'offers.promise.due', { day: row.dueOn })}
          </span>
          <span className="spring" />
          <PromiseActions row={row} />
          <p>
            {row.body}
            {row.endNote ? <span className="muted"> · {row.endNote}</span> : null}
          </p>
        </div>
      ))}
      <Suspense fallback={null}>
        {isNew ? (
          <PromiseDialog customerId={customerId} offerId={offerId ?? null} onClose={() => setNew(false)} />
        ) : null}
      </Suspense>
    </Section>
  );
}

export function PromiseActions({ row }: { readonly row: PromiseRow }) {
  const { t } = useTranslation();
  const tell = useApiCommand(offers.tellPromise);
  const settle = useApiCommand(offers.settlePromise);
  const params = { promiseId: row.id };
  const onTell = async () => {
    const how = await askReason({ title: t('offers.promise.tell'), label: t('offers.promise.how'), required: false });
    if (how === null) return;
    await tell.mutateAsync({ params, body: { how } });
    showDone(t('offers.promise.state.told'));
  };
  const onSettle = async (outcome: 'kept' | 'broken' | 'dropped') => {
    const note = await askReason({
      title: t(`offers.promise.do.${outcome}`),
      required: outcome !== 'kept',
      danger: outcome !== 'kept',
    });
    if (note === null) return;
    await settle.mutateAsync({ params, body: { outcome, note } });
    showDone(t(`offers.promise.state.${outcome}`));
  };
  const isOver = row.state === 'kept' || row.state === 'broken' || row.state === 'dropped' || row.state === 'refused';
  return (
    <>
      {isOver ? null : (
        <>
          {row.state === 'told' ? null : (
            <ActionButton
              size="small"
              label={t('offers.promise.tell')}
              disabledReason={row.whyNot.tell}
              onClick={onTell}
            />
          )}
          {row.whyNot.keep === null ? (
            <ActionButton size="small" label={t('offers.promise.do.kept')} onClick={() => onSettle('kept')} />
          ) : null}
          {row.whyNot.break === null ? (
            <ActionButton size="small" label={t('offers.promise.do.broken')} onClick={() => onSettle('broken')} />
          ) : null}
          {row.whyNot.drop === null ? (
            <ActionButton size="small" label={t('offers.promise.do.dropped')} onClick={() => onSettle('dropped')} />
          ) : null}
        </>
      )}
      <WhyButton kind="icon" journalId={row.journalId} />
    </>
  );
}
