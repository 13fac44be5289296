/** On the page of a deal: the promised day and how far off it is, what the customer was told, what the handover found. */
import { Alert } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatDay, formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { PromiseTag } from './PromiseTag.tsx';
import { Section } from './Section.tsx';
import type { DealOut } from './words.ts';

const PromiseDialog = lazy(async () => ({ default: (await import('./DeliveryDialogs.tsx')).PromiseDialog }));
const TellDialog = lazy(async () => ({ default: (await import('./DeliveryDialogs.tsx')).TellDialog }));

interface Props {
  readonly deal: DealOut;
}

export function DeliveryCard({ deal }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'promise' | 'tell' | null>(null);
  const { delivery } = deal;
  const isOver = deal.handedOverAt !== null || deal.endedAt !== null;
  if (isOver && delivery.promisedOn === null && delivery.check === null && delivery.tellings.length === 0) return null;
  const Dialog = open === 'promise' ? PromiseDialog : TellDialog;
  return (
    <Section
      title={t('deals.delivery')}
      extra={
        delivery.whyNot.promise?.code === 'NOT_ALLOWED' || isOver ? undefined : (
          <ActionButton
            size="small"
            label={t(delivery.promisedOn ? 'deals.delivery.move' : 'deals.delivery.agree')}
            disabledReason={delivery.whyNot.promise}
            onClick={() => setOpen('promise')}
          />
        )
      }
    >
      {delivery.missing.length > 0 && deal.state !== 'draft' ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 10 }}
          title={t('deals.delivery.missing', {
            terms: delivery.missing.map((term) => t(`deals.deliveryTerm.${term}`)).join(t('shell.comma')),
          })}
        />
      ) : null}
      <Agreed deal={deal} />
      <History deal={deal} />
      <Tellings deal={deal} onTell={() => setOpen('tell')} />
      <Check deal={deal} />
      <Defects deal={deal} />
      {open ? (
        <Suspense fallback={null}>
          <Dialog deal={deal} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

function Agreed({ deal }: Props) {
  const { t } = useTranslation();
  const { promisedOn, dueOn, plan, paymentAgreed, daysLate, daysLeft } = deal.delivery;
  const isConfirmed = paymentAgreed === deal.paymentMethod;
  return (
    <dl className="deal-facts">
      <div>
        <dt>{t('deals.delivery.promisedOn')}</dt>
        <dd>
          {promisedOn ?? <span className="muted">{t('deals.delivery.none')}</span>}{' '}
          <PromiseTag
            promisedOn={promisedOn}
            daysLeft={daysLeft}
            isOver={deal.endedAt !== null}
            handedOverAt={deal.handedOverAt}
            daysLate={daysLate}
          />
        </dd>
      </div>
      {dueOn !== promisedOn ? (
        <div>
          <dt>{t('deals.delivery.dueOn')}</dt>
          <dd>
            {dueOn} <small className="muted">{t('deals.delivery.dueOn.hint')}</small>
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{t('deals.delivery.payment')}</dt>
        <dd>
          {t(`deals.payment.${deal.paymentMethod}`)}{' '}
          <small className="muted">{t(`deals.delivery.payment.${isConfirmed ? 'yes' : 'no'}`)}</small>
        </dd>
      </div>
      {plan ? (
        <div className="is-wide">
          <dt>{t('deals.delivery.plan')}</dt>
          <dd>{plan}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** Every day that was promised after the first; whether the customer knows. */
function History({ deal }: Props) {
  const { t } = useTranslation();
  const moves = deal.delivery.history.filter((row) => row.oldOn !== null);
  if (moves.length === 0) return null;
  return (
    <>
      <h3 className="deal-part">{t('deals.delivery.history')}</h3>
      <ul className="deal-rows">
        {moves.map((row) => (
          <li key={row.id}>
            <b>
              {row.oldOn} → {row.newOn}
            </b>
            {row.wish ? <span>{t(`deals.delivery.wish.${row.wish}`)}</span> : null}
            {row.reason ? <span>{row.reason}</span> : null}
            {row.isToBeTold ? (
              <StateTag tone={row.toldAt ? 'good' : 'waiting'}>
                {row.toldAt ? t('deals.delivery.toldOn', { day: formatDay(row.toldAt) }) : t('deals.delivery.untold')}
              </StateTag>
            ) : null}
            <span className="muted">
              {row.by?.name} {formatInstant(row.at)}
            </span>
            <WhyButton kind="icon" journalId={row.journalId} />
          </li>
        ))}
      </ul>
    </>
  );
}

const TOLD_SHOWN = 4; // what is open, and the last few that are told

function Tellings({ deal, onTell }: Props & { readonly onTell: () => void }) {
  const { t } = useTranslation();
  const { tellings, whyNot } = deal.delivery;
  if (tellings.length === 0) return null;
  const open = tellings.filter(({ endedAt }) => endedAt === null);
  const told = tellings.filter(({ endedAt }) => endedAt !== null).slice(0, TOLD_SHOWN);
  return (
    <>
      <h3 className="deal-part">
        {t('deals.progress')}
        {open.length > 0 && whyNot.tell?.code !== 'NOT_ALLOWED' ? (
          <ActionButton
            size="small"
            type="primary"
            label={t('deals.tell')}
            disabledReason={whyNot.tell}
            onClick={onTell}
          />
        ) : null}
      </h3>
      <ul className="deal-rows">
        {open.map((row) => (
          <li key={row.id}>
            <b>{t(`deals.progress.${row.what}`)}</b>
            <span className="muted">{formatDay(row.aroseAt)}</span>
            <StateTag tone={row.isOverdue ? 'bad' : 'waiting'}>{t('deals.progress.due', { day: row.dueOn })}</StateTag>
            <WhyButton kind="icon" journalId={row.journalId} />
          </li>
        ))}
        {told.map((row) => (
          <li key={row.id} className="muted">
            {t(`deals.progress.${row.what}`)}
            <span>
              {row.endedHow === 'told'
                ? t('deals.progress.told', { day: formatDay(row.endedAt), how: t(`claims.channel.${row.channel}`) })
                : t(`deals.progress.${row.endedHow}`)}
            </span>
            {row.note ? <span>{row.note}</span> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Check({ deal }: Props) {
  const { t } = useTranslation();
  const { check } = deal.delivery;
  if (!check) return null;
  const points = [
    ['quality', check.qualityOk, check.qualityNote],
    ['quantity', check.quantityOk, check.quantityNote],
  ] as const;
  const days = check.daysLate ?? 0;
  return (
    <>
      <h3 className="deal-part">{t('deals.check')}</h3>
      <ul className="deal-rows">
        <li>
          <b>{t('deals.check.time')}</b>
          {check.inTime === null ? (
            <span className="muted">{t('deals.check.noDay')}</span>
          ) : (
            <StateTag tone={check.inTime ? 'good' : 'bad'}>
              {check.inTime
                ? t('deals.check.inTime', { day: check.promisedOn })
                : t('deals.delivery.wasLate', { days: Math.max(1, days) })}
            </StateTag>
          )}
          {check.lateCause ? <span>{check.lateCause}</span> : null}
        </li>
        {check.isChecked
          ? points.map(([point, ok, note]) => (
              <li key={point}>
                <b>{t(`deals.check.${point}`)}</b>
                <StateTag tone={ok ? 'good' : 'bad'}>{t(ok ? 'deals.check.ok' : 'deals.check.wrong')}</StateTag>
                {note ? <span>{note}</span> : null}
              </li>
            ))
          : null}
        {check.remark ? (
          <li>
            <b>{t('deals.check.remark')}</b> {check.remark}
          </li>
        ) : null}
      </ul>
    </>
  );
}

function Defects({ deal }: Props) {
  const { t } = useTranslation();
  const mend = useApiCommand(dealDelivery.mend);
  const { defects, whyNot } = deal.delivery;
  if (defects.length === 0) return null;
  return (
    <>
      <h3 className="deal-part">{t('deals.defects')}</h3>
      <ul className="deal-rows">
        {defects.map((row) => (
          <li key={row.id} className={row.mendedAt ? 'muted' : undefined}>
            <b>{row.what}</b> {t(`deals.check.${row.point}`)}
            {row.mendedAt ? (
              <span>
                {t('deals.defect.mended', { day: formatDay(row.mendedAt), by: row.mendedBy?.name ?? '' })}{' '}
                {row.mendedNote}
              </span>
            ) : (
              <>
                <StateTag tone={row.isOverdue ? 'bad' : 'waiting'}>
                  {t('deals.defect.due', { day: row.dueOn })}
                </StateTag>
                {whyNot.mend?.code === 'NOT_ALLOWED' ? null : (
                  <ActionButton
                    size="small"
                    label={t('deals.defect.mend')}
                    disabledReason={whyNot.mend}
                    onClick={async () => {
                      const note = await askReason({ title: t('deals.defect.mend.title'), required: true });
                      if (!note) return;
                      await mend.mutateAsync({ params: { dealId: deal.id, defectId: row.id }, body: { note } });
                      showDone(t('deals.defect.mend.done'));
                    }}
                  />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
