/** On the page of a deal: what stands around its signature: major or not, plan, legal check, second check, handwriting. */
import { Alert } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contractRoom, type ContractRoomOut } from '#contract/deals-room.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { Section } from './Section.tsx';
import type { DealOut } from './words.ts';

const dialogs = {
  plan: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).PlanDialog })),
  legal: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).LegalDialog })),
  recheck: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).RecheckDialog })),
  correct: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).CorrectDialog })),
  part: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).PartDialog })),
  copy: lazy(async () => ({ default: (await import('./RoomDialogs.tsx')).CopyDialog })),
};
type DialogName = keyof typeof dialogs;
export interface RoomProps {
  readonly deal: DealOut;
  readonly room: ContractRoomOut;
}
interface Props extends RoomProps {
  readonly open: (name: DialogName, copyId?: string) => void;
}

export function RoomCard({ deal }: { readonly deal: DealOut }) {
  const { t } = useTranslation();
  const query = useApiQuery(contractRoom.get, { params: { dealId: deal.id } }, { live: ['deals', 'approvals'] });
  const [shown, setShown] = useState<{ name: DialogName; copyId: string } | null>(null);
  const room = query.data;
  if (!room || isEmpty(deal, room)) return null;
  const props = { deal, room, open: (name: DialogName, copyId = '') => setShown({ name, copyId }) };
  const Dialog = shown ? dialogs[shown.name] : null;
  return (
    <Section title={t('deals.room')} extra={<Flag {...props} />}>
      <div className="deal-room">
        <Major {...props} />
        <Plan {...props} />
        <Legal {...props} />
        <Recheck {...props} />
        <Writing {...props} />
      </div>
      {Dialog && shown ? (
        <Suspense fallback={null}>
          <Dialog deal={deal} room={room} copyId={shown.copyId} onClose={() => setShown(null)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

const mayNot = (whyNot: { code: string } | null): boolean => whyNot?.code === 'NOT_ALLOWED';
const hasPlan = (deal: DealOut): boolean =>
  deal.contract.needed && (deal.state === 'subscribed' || deal.state === 'contracting');

/** Nothing to show and nothing to do: the card is not there. */
const isEmpty = (deal: DealOut, room: ContractRoomOut): boolean =>
  room.major.causes.length === 0 &&
  room.recheck === null &&
  room.signingPlan === null &&
  room.writing.length === 0 &&
  !hasPlan(deal) &&
  room.whyNot.flagMajor !== null &&
  room.whyNot.refuseCopy !== null;

function Flag({ deal, room }: Props) {
  const { t } = useTranslation();
  const flag = useApiCommand(contractRoom.flagMajor);
  if (room.whyNot.flagMajor !== null) return null;
  const isMajor = room.major.flag === null;
  const label = t(isMajor ? 'deals.room.flagMajor' : 'deals.room.unflagMajor');
  return (
    <ActionButton
      size="small"
      label={label}
      onClick={async () => {
        const reason = await askReason({ title: label, required: true });
        if (!reason) return;
        await flag.mutateAsync({ params: { dealId: deal.id }, body: { isMajor, reason } });
        showDone(t('deals.saved'));
      }}
    />
  );
}

function Major({ deal, room, open }: Props) {
  const { t } = useTranslation();
  const waive = useApiCommand(contractRoom.waivePart);
  const { causes, parts, waiver } = room.major;
  if (causes.length === 0) return null;
  const words = causes.map((cause) => t(`deals.room.majorCause.${cause}`)).join(t('shell.comma'));
  const isOwed = parts.length === 0 && waiver === null;
  return (
    <div>
      {isOwed && deal.signedAt === null ? (
        <Alert type="warning" showIcon title={t('deals.room.managerOwed', { causes: words })} />
      ) : (
        <StateTag tone="active">
          {t('deals.room.major')} · {words}
        </StateTag>
      )}
      <ul className="deal-rows">
        {parts.map((part) => (
          <li key={part.journalId}>
            {t('deals.room.managerIn', {
              ...{ by: part.by?.name ?? '', on: part.on, kind: t(`deals.room.part.${part.kind}`) },
            })}
            {part.note ? <span className="muted">{part.note}</span> : null}
            <WhyButton kind="icon" journalId={part.journalId} />
          </li>
        ))}
        {waiver ? <li>{t('deals.room.waived', { by: waiver.by?.name ?? '', reason: waiver.reason })}</li> : null}
      </ul>
      {deal.signedAt === null && !mayNot(room.whyNot.takePart) ? (
        <div className="deal-next">
          <ActionButton
            size="small"
            type={isOwed ? 'primary' : 'default'}
            label={t('deals.room.takePart')}
            disabledReason={room.whyNot.takePart}
            onClick={() => open('part')}
          />
          {isOwed ? (
            <ActionButton
              size="small"
              label={t('deals.room.waivePart')}
              disabledReason={room.whyNot.waivePart}
              onClick={async () => {
                const title = t('deals.room.waivePart');
                const reason = await askReason({ title, text: t('deals.room.waivePart.text'), required: true });
                if (!reason) return;
                await waive.mutateAsync({ params: { dealId: deal.id }, body: { reason } });
                showDone(t('deals.saved'));
              }}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Plan({ deal, room, open }: Props) {
  const { t } = useTranslation();
  const { signingPlan: plan } = room;
  if (!plan && !hasPlan(deal)) return null;
  return (
    <div>
      <h3>{t('deals.room.plan')}</h3>
      {plan ? (
        <p>
          <b>
            {plan.on} {plan.place}
          </b>{' '}
          {plan.text} <span className="muted">{plan.by?.name}</span>
        </p>
      ) : (
        <p className="muted">{t('deals.room.plan.none')}</p>
      )}
      {hasPlan(deal) && !mayNot(room.whyNot.planSigning) ? (
        <ActionButton
          size="small"
          label={t(plan ? 'deals.room.plan.change' : 'deals.room.plan.enter')}
          disabledReason={room.whyNot.planSigning}
          onClick={() => open('plan')}
        />
      ) : null}
    </div>
  );
}

function Legal({ deal, room, open }: Props) {
  const { t } = useTranslation();
  const { isAsked, items, checked } = room.legal;
  if (!isAsked && !checked) return null;
  return (
    <div>
      <h3>
        {t('deals.room.legal')} {isAsked ? <small className="muted">{t('deals.room.legal.asked')}</small> : null}
      </h3>
      <ul className="deal-ticks">
        {items.map(({ item, answer }) => (
          <li key={item} className={answer === true ? 'is-done' : answer === false ? 'deal-fault' : undefined}>
            {t(`deals.room.legalItem.${item}`)}
            {answer === true ? null : (
              <small className={answer === false ? '' : 'muted'}>
                {t(answer === false ? 'deals.room.legal.fail' : 'deals.room.legal.open')}
              </small>
            )}
          </li>
        ))}
      </ul>
      {checked ? (
        <p className="muted">
          {checked.by?.name} {formatInstant(checked.at)} {checked.note}
        </p>
      ) : null}
      {deal.signedAt === null && !mayNot(room.whyNot.checkLegal) ? (
        <ActionButton
          size="small"
          label={t('deals.room.legal.check')}
          disabledReason={room.whyNot.checkLegal}
          onClick={() => open('legal')}
        />
      ) : null}
    </div>
  );
}

/** What was keyed, as people read it. */
export function useKeyed() {
  const { t } = useTranslation();
  return (field: string, value: string): string =>
    value === '' ? t('deals.room.blank') : field === 'sex' ? t(`deals.room.sex.${value}`) : value;
}
const recheckTones = { waiting: 'waiting', wrong: 'bad', confirmed: 'good' } as const;

function Recheck({ room, open }: Props) {
  const { t } = useTranslation();
  const keyed = useKeyed();
  const { recheck } = room;
  if (recheck === null) return null;
  const { state, values, checked, keyedBy, dueAt, isLate } = recheck;
  return (
    <div>
      <h3>
        {t('deals.room.recheck')} <StateTag tone={recheckTones[state]}>{t(`deals.room.recheck.${state}`)}</StateTag>
      </h3>
      <dl className="deal-facts">
        {values.map(({ field, value, isWrong }) => (
          <div key={field}>
            <dt>{t(`deals.room.field.${field}`)}</dt>
            <dd className={isWrong ? 'deal-fault' : undefined}>{keyed(field, value)}</dd>
          </div>
        ))}
      </dl>
      {state === 'confirmed' ? null : (
        <p className={isLate ? 'deal-fault' : 'muted'}>
          {isLate ? `${t('deals.room.recheck.late')} · ` : ''}
          {t('deals.room.recheck.due', {
            at: formatInstant(dueAt),
            by: keyedBy.map(({ name }) => name).join(t('shell.comma')),
          })}
        </p>
      )}
      {checked ? (
        <p className="muted">
          {checked.by?.name} {formatInstant(checked.at)} {checked.note}
        </p>
      ) : null}
      <div className="deal-next">
        {state === 'waiting' && !mayNot(room.whyNot.recheck) ? (
          <ActionButton
            size="small"
            label={t('deals.room.recheck.do')}
            disabledReason={room.whyNot.recheck}
            onClick={() => open('recheck')}
          />
        ) : null}
        {state === 'wrong' && !mayNot(room.whyNot.correctEntry) ? (
          <ActionButton
            size="small"
            type="primary"
            label={t('deals.room.recheck.correct')}
            disabledReason={room.whyNot.correctEntry}
            onClick={() => open('correct')}
          />
        ) : null}
      </div>
    </div>
  );
}

function Writing({ deal, room, open }: Props) {
  const { t } = useTranslation();
  const rewritten = useApiCommand(contractRoom.rewritten);
  const copies = deal.copies.filter(({ document, state }) => document !== 'subscription' && state !== 'returned');
  const mayRefuse = room.whyNot.refuseCopy === null;
  const open_ = copies.filter(({ state }) => state === 'rewrite');
  if (room.writing.length === 0 && (!mayRefuse || copies.length === 0)) return null;
  return (
    <div>
      <h3>{t('deals.room.writing')}</h3>
      <ul className="deal-rows">
        {room.writing.map((one) => (
          <li key={one.journalId}>
            <b>{t('deals.copy', { document: t(`deals.copyOf.${one.document}`), seq: one.seq })}</b>
            {t(`deals.room.fault.${one.fault}`)}
            {one.fineYuan > 0 ? <span>{t('deals.room.fined', { fine: one.fineYuan })}</span> : null}
            <span className="muted">
              {one.writer.name} · {formatInstant(one.at)} {one.note}
              {one.rewrittenAt ? ` · ${t('deals.room.rewrittenAt', { at: formatInstant(one.rewrittenAt) })}` : ''}
            </span>
            <WhyButton kind="icon" journalId={one.journalId} />
          </li>
        ))}
      </ul>
      <div className="deal-next">
        {open_.map((copy) => (
          <ActionButton
            key={copy.id}
            size="small"
            type="primary"
            label={`${t('deals.room.rewritten')} ${t('deals.copy', { document: t(`deals.copyOf.${copy.document}`), seq: copy.seq })}`}
            onClick={async () => {
              await rewritten.mutateAsync({ params: { dealId: deal.id, copyId: copy.id } });
              showDone(t('deals.saved'));
            }}
          />
        ))}
        {mayRefuse && copies.length > open_.length ? (
          <ActionButton size="small" label={t('deals.room.refuseCopy')} onClick={() => open('copy')} />
        ) : null}
      </div>
    </div>
  );
}
