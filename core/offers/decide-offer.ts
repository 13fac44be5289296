/** An offer from stage to stage: what a stage needs, the intent, and how an offer ends. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, endOfDay, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import type { OfferRuleValues } from './rules.ts';
import {
  isOpen,
  mayBecome,
  type OfferContent,
  type OfferFacts,
  type OfferPart,
  offerParts,
  type OfferStage,
  type OfferState,
} from './types.ts';

const said = (text: string): boolean => text.trim() !== '';
const every = <One>(list: readonly One[], holds: (one: One) => boolean): boolean =>
  list.length > 0 && list.every(holds);

/** What is there. A quotation counts while it is issued and its day is not over; a signing plan once the customer agreed to it. */
export function partsDone(content: OfferContent, today: string): OfferPart[] {
  const { needIds, units, plan, signingPlan, quotation } = content;
  const done: Readonly<Record<OfferPart, boolean>> = {
    needs: needIds.length > 0,
    units: units.length > 0,
    fit: every(units, ({ fit }) => said(fit)),
    presentation: units.some((unit) => said(unit.features) && said(unit.advantages) && said(unit.effect)),
    plan: plan !== null && said(plan.goal) && plan.steps.length > 0,
    quotation: quotation?.state === 'issued' && quotation.validUntil >= today,
    signing_plan: signingPlan !== null && signingPlan.agreedOn !== null,
  };
  return offerParts.filter((part) => done[part]);
}

/** How long an offer stands: as it is said, else as long as the house lets one stand. */
export function decideOpen(
  rules: OfferRuleValues,
  { timeZone }: { readonly timeZone: string },
  { validUntil }: { readonly validUntil: LocalDate | null },
  now: Instant,
): Decision<{ readonly validUntil: LocalDate }, 'OFFER_DATE_PAST'> {
  const clauses = ['S1.10.n1', 'S1.16.f1d', 'S1.03.a8.3'];
  const today = localDateOf(now, timeZone);
  if (validUntil !== null && validUntil < today) return refuse('OFFER_DATE_PAST', clauses, { field: 'validUntil' });
  return accept({ validUntil: validUntil ?? addDays(today, rules.offerDays) }, clauses);
}

/** The clauses behind each part: a refusal names those of what is missing. */
const clausesOf: Readonly<Record<OfferPart, readonly string[]>> = {
  needs: ['S1.03.a8.3', 'S1.16.f1d'],
  units: ['S1.03.a8.3', 'S1.10.n1', 'S1.16.f1d'],
  fit: ['S1.10.n1'],
  presentation: ['S1.16.f1e'],
  plan: ['S1.03.a10.2'],
  quotation: ['S1.10.n2', 'S1.16.f6'],
  signing_plan: ['S1.03.a11.1'],
};
const stageClauses: Readonly<Record<OfferStage, readonly string[]>> = {
  presented: ['S1.10.n1', 'S1.03.a8.3', 'S1.16.f1d'],
  negotiating: ['S1.03.a10.2', 'S1.16.f1e'],
  intent: ['S1.10.n3', 'S1.03.a11.1'],
};

export const partsNeeded = (rules: OfferRuleValues, stage: OfferStage): OfferPart[] =>
  offerParts.filter((part) => (rules.parts[stage]?.[part] ?? 0) > 0);

export type AdvanceRefusal = 'OFFER_STATE' | 'OFFER_PARTS_MISSING';

export function decideAdvance(
  rules: OfferRuleValues,
  facts: OfferFacts,
  { to }: { readonly to: OfferStage },
  now: Instant,
): Decision<{ readonly state: OfferState; readonly parts: readonly OfferPart[] }, AdvanceRefusal> {
  if (!mayBecome(facts.state, to)) return refuse('OFFER_STATE', stageClauses[to], { state: facts.state });
  const done = partsDone(facts.content, localDateOf(now, facts.timeZone));
  const missing = partsNeeded(rules, to).filter((part) => !done.includes(part));
  if (missing.length > 0)
    return refuse('OFFER_PARTS_MISSING', [...new Set(missing.flatMap((part) => clausesOf[part]))], {
      missing: missing.join(','),
      stage: to,
    });
  return accept({ state: to, parts: done }, stageClauses[to]);
}

export interface IntentInput {
  readonly unitId: string | null;
}
export interface Intended {
  readonly state: 'intent';
  readonly unitId: string | null;
  /** null: nothing was quoted, the list price stands. */
  readonly priceFen: number | null;
  /** The price is below what the house gives away by itself and stands by consent: the deal need not ask again. */
  readonly isConsented: boolean;
}
export interface IntentFacts extends OfferFacts {
  /** Something promised to this customer that nobody has decided on yet. */
  readonly undecidedPromises: number;
}
export type IntentRefusal = AdvanceRefusal | 'UNIT_NOT_OFFERED' | 'UNIT_NOT_QUOTED' | 'PROMISE_UNDECIDED';

/** Terms agreed on: of what was offered and quoted, one becomes the deal. Nobody agrees with promises still undecided. */
export function decideIntent(
  rules: OfferRuleValues,
  facts: IntentFacts,
  { unitId }: IntentInput,
  now: Instant,
): Decision<Intended, IntentRefusal> {
  const ready = decideAdvance(rules, facts, { to: 'intent' }, now);
  if (!ready.accepted) return ready;
  if (facts.undecidedPromises > 0)
    return refuse('PROMISE_UNDECIDED', ['S2.13.a09.10.promise', 'S1.19.d.13'], { count: facts.undecidedPromises });
  if (unitId === null && facts.content.units.every((unit) => unit.unitId !== null))
    return refuse('UNIT_NOT_OFFERED', stageClauses.intent, { field: 'unitId' });
  if (unitId !== null && !facts.content.units.some((unit) => unit.unitId === unitId))
    return refuse('UNIT_NOT_OFFERED', stageClauses.intent, { field: 'unitId' });
  const issued = ready.outcome.parts.includes('quotation') ? facts.content.quotation : null;
  const line = issued?.lines.find((one) => one.unitId === unitId) ?? null;
  if (issued && unitId !== null && line === null)
    return refuse('UNIT_NOT_QUOTED', ['S1.10.n2', 'S1.16.f6'], { field: 'unitId' });
  const outcome = { state: 'intent', unitId, priceFen: line?.priceFen ?? null } as const;
  return accept({ ...outcome, isConsented: line?.needsConsent ?? false }, [...stageClauses.intent, 'S1.10.n2']);
}

export function decideDrop(facts: Pick<OfferFacts, 'state'>): Decision<{ readonly state: 'dropped' }, 'OFFER_STATE'> {
  if (!isOpen(facts.state)) return refuse('OFFER_STATE', ['S1.10.n3'], { state: facts.state });
  return accept({ state: 'dropped' }, ['S1.10.n3']);
}

/** Its last day is over and nothing came of it. */
export function decideOfferExpires(
  facts: Pick<OfferFacts, 'state' | 'timeZone' | 'validUntil'>,
  now: Instant,
): Decision<{ readonly state: OfferState }> {
  const isOver = now >= endOfDay(facts.validUntil, facts.timeZone);
  return accept({ state: isOpen(facts.state) && isOver ? 'expired' : facts.state }, ['S1.10.n1']);
}
