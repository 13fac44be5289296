/** One offer: where it stands, what the next stage still needs, and everything that belongs to it. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import '../deals/deals.css';
import { Section } from '../deals/Section.tsx';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { OfferFacts } from './OfferFacts.tsx';
import { OfferTag } from './OffersPage.tsx';
import { Promises } from './Promises.tsx';
import { Quotations } from './Quotations.tsx';
import { type OfferOut, type ProposedRow, proposedText, stages } from './words.ts';
import './offers.css';

const content = (name: 'NeedsDialog' | 'UnitsDialog' | 'PlanDialog' | 'SigningDialog') =>
  lazy(async () => ({ default: (await import('./ContentDialogs.tsx'))[name] }));
const dialogs = {
  needs: content('NeedsDialog'),
  units: content('UnitsDialog'),
  plan: content('PlanDialog'),
  signing: content('SigningDialog'),
  quote: lazy(async () => ({ default: (await import('./QuoteDialog.tsx')).QuoteDialog })),
  intent: lazy(async () => ({ default: (await import('./IntentDialog.tsx')).IntentDialog })),
} as const;
type Open = keyof typeof dialogs;
const ShowDialog = lazy(async () => ({ default: (await import('./ContentDialogs.tsx')).ShowDialog }));

export interface OfferDialogProps {
  readonly offer: OfferOut;
  readonly onClose: () => void;
}

export function OfferPage() {
  const { t } = useTranslation();
  const { offerId } = useRouteParams<'offerId'>();
  const query = useApiQuery(
    offers.get,
    { params: { offerId } },
    { live: ['offers', 'approvals', 'inventory', 'customers'] },
  );
  const [open, setOpen] = useState<Open | null>(null);
  const [shown, setShown] = useState<ProposedRow | null>(null);
  const offer = query.data;
  const Dialog = open ? dialogs[open] : null;
  return (
    <Page
      title={offer ? offer.title || offer.customer.name : t('offers.offer.title')}
      subtitle={
        offer ? (
          <>
            {offer.customer.name} · <OfferTag state={offer.state} />
          </>
        ) : undefined
      }
      actions={offer ? <More offer={offer} /> : undefined}
      query={query}
    >
      {offer ? (
        <>
          <Stages offer={offer} />
          <div className="deal-page">
            <div>
              <Next offer={offer} onOpen={setOpen} />
              <Proposed offer={offer} onEdit={() => setOpen('units')} onShow={setShown} />
              <Quotations quotations={offer.quotations} whyNot={offer.whyNot.quote} onQuote={() => setOpen('quote')} />
              <Plans offer={offer} onOpen={setOpen} />
            </div>
            <div>
              <OfferFacts offer={offer} onEdit={() => setOpen('needs')} />
              <Promises customerId={offer.customer.id} offerId={offer.id} rows={offer.promises} />
            </div>
          </div>
          <Suspense fallback={null}>
            {Dialog ? <Dialog offer={offer} onClose={() => setOpen(null)} /> : null}
            {shown ? <ShowDialog offer={offer} proposed={shown} onClose={() => setShown(null)} /> : null}
          </Suspense>
        </>
      ) : null}
    </Page>
  );
}

function Stages({ offer }: { readonly offer: OfferOut }) {
  const { t } = useTranslation();
  const here = stages.indexOf(offer.state as (typeof stages)[number]);
  return (
    <ol className="deal-stages" aria-label={t('offers.stages')}>
      {stages.map((stage, index) => (
        <li
          key={stage}
          className={index < here ? 'is-done' : index === here ? 'is-now' : undefined}
          aria-current={index === here ? 'step' : undefined}
        >
          {t(`offers.state.${stage}`)}
          <small>{index === here ? formatDay(offer.stateSince).slice(5) : ' '}</small>
        </li>
      ))}
      {here < 0 ? (
        <li className="is-bad" aria-current="step">
          {t(`offers.state.${offer.state}`)}
          <small>{formatDay(offer.stateSince).slice(5)}</small>
        </li>
      ) : null}
    </ol>
  );
}

/** What comes next, and the checklist of what it still needs. */
function Next({ offer, onOpen }: { readonly offer: OfferOut; readonly onOpen: (dialog: Open) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const advance = useApiCommand(offers.advance);
  const { state, whyNot } = offer;
  const to = state === 'draft' ? 'presented' : 'negotiating';
  const isOpen = state === 'draft' || state === 'presented' || state === 'negotiating';
  const go = async () => {
    await advance.mutateAsync({ params: { offerId: offer.id }, body: { to } });
    showDone(t(`offers.state.${to}`));
  };
  return (
    <Section title={t('offers.next')}>
      <ul className="deal-ticks">
        {offer.parts.map(({ part, done, neededFrom }) => (
          <li key={part} className={done ? 'is-done' : neededFrom === null ? 'is-idle' : undefined}>
            <span>
              {t(`offers.part.${part}`)}{' '}
              <small className="muted">
                {neededFrom === null
                  ? t('offers.part.free')
                  : t('offers.part.from', { stage: t(`offers.state.${neededFrom}`) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {isOpen ? (
        <div className="deal-next">
          {state === 'negotiating' ? (
            <ActionButton
              type="primary"
              label={t('offers.intent')}
              disabledReason={whyNot.intent}
              onClick={() => onOpen('intent')}
            />
          ) : (
            <ActionButton type="primary" label={t(`offers.to.${to}`)} disabledReason={whyNot.next} onClick={go} />
          )}
          <ActionButton label={t('offers.quote')} disabledReason={whyNot.quote} onClick={() => onOpen('quote')} />
          {(state === 'negotiating' ? whyNot.intent : whyNot.next) ? (
            <p className="muted">
              {textOf((state === 'negotiating' ? whyNot.intent : whyNot.next) ?? { zh: '', en: '' })}
            </p>
          ) : null}
        </div>
      ) : null}
      {offer.dealId ? (
        <Button type="primary" onClick={() => void navigate({ to: `/deals/${offer.dealId}` })}>
          {t('offers.deal.open')}
        </Button>
      ) : null}
      {offer.endReason ? <Alert type="info" title={offer.endReason} /> : null}
    </Section>
  );
}

function Proposed(props: {
  readonly offer: OfferOut;
  readonly onEdit: () => void;
  readonly onShow: (one: ProposedRow) => void;
}) {
  const { offer, onEdit, onShow } = props;
  const { t } = useTranslation();
  return (
    <Section
      title={t('offers.units')}
      extra={<ActionButton size="small" label={t('offers.edit')} disabledReason={offer.whyNot.edit} onClick={onEdit} />}
    >
      {offer.proposed.length === 0 ? <span className="muted">{t('offers.units.none')}</span> : null}
      {offer.proposed.map((one) => (
        <article key={one.id} className="offer-unit">
          <header>
            <b>
              {one.unit ? <Link to={`/inventory/units/${one.unit.id}`}>{proposedText(one)}</Link> : proposedText(one)}
            </b>
            {one.unit?.listPriceFen ? <span className="muted">¥{formatYuan(one.unit.listPriceFen)}</span> : null}
            <span className="spring" />
            <ActionButton
              size="small"
              label={t('offers.show')}
              disabledReason={offer.whyNot.edit}
              onClick={() => onShow(one)}
            />
          </header>
          <dl>
            {(['fit', 'features', 'advantages', 'effect'] as const)
              .filter((field) => one[field] !== '')
              .map((field) => (
                <Pair key={field} name={t(`offers.${field}`)} value={one[field]} />
              ))}
            {one.shownAt ? (
              <Pair name={t('offers.shown')} value={`${formatInstant(one.shownAt)} ${one.shownBy?.name ?? ''}`} />
            ) : null}
          </dl>
        </article>
      ))}
    </Section>
  );
}
const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

function Plans({ offer, onOpen }: { readonly offer: OfferOut; readonly onOpen: (dialog: Open) => void }) {
  const { t } = useTranslation();
  const { plan, signingPlan, whyNot } = offer;
  const edit = (dialog: Open) => (
    <ActionButton size="small" label={t('offers.edit')} disabledReason={whyNot.edit} onClick={() => onOpen(dialog)} />
  );
  return (
    <>
      <Section title={t('offers.part.plan')} extra={edit('plan')}>
        {plan ? (
          <>
            <div>{plan.goal}</div>
            <ol className="offer-plan">
              {plan.steps.map((step) => (
                <li key={`${step.on} ${step.what}`}>
                  <time>{step.on}</time>
                  {step.what}
                </li>
              ))}
            </ol>
          </>
        ) : (
          <span className="muted">{t('offers.plan.none')}</span>
        )}
      </Section>
      <Section title={t('offers.part.signing_plan')} extra={edit('signing')}>
        {signingPlan ? (
          <dl className="deal-facts">
            {(['signOn', 'place', 'signers', 'papers'] as const)
              .filter((field) => signingPlan[field])
              .map((field) => (
                <div key={field}>
                  <dt>{t(`offers.signing.${field}`)}</dt>
                  <dd>{signingPlan[field]}</dd>
                </div>
              ))}
            <div>
              <dt>{t('offers.signing.agreedOn')}</dt>
              <dd>{signingPlan.agreedOn ?? t('offers.signing.notYet')}</dd>
            </div>
          </dl>
        ) : (
          <span className="muted">{t('offers.signing.none')}</span>
        )}
      </Section>
    </>
  );
}

function More({ offer }: { readonly offer: OfferOut }) {
  const { t } = useTranslation();
  const drop = useApiCommand(offers.drop);
  const onDrop = async () => {
    const reason = await askReason({ title: t('offers.drop'), danger: true });
    if (reason === null) return;
    await drop.mutateAsync({ params: { offerId: offer.id }, body: { reason } });
    showDone(t('offers.dropped'));
  };
  return (
    <>
      <Button href={`/api/offers/${offer.id}/file`}>{t('offers.print')}</Button>
      {offer.whyNot.drop === null ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'drop', danger: true, label: t('offers.drop'), onClick: () => void onDrop().catch(showError) },
            ],
          }}
        >
          <Button>{t('offers.more')}</Button>
        </Dropdown>
      ) : null}
    </>
  );
}
