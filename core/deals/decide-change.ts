/** Changes of a subscription or order in effect: other terms, another unit, another name. Nothing is changed without consent. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { type Granted, planIsWhole, priceAllowed, type PriceFacts, type UnitFacts } from './decide-subscribe.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal, DealState, Instalment, Loan, PaymentMethod } from './types.ts';

const changeable: readonly DealState[] = ['subscribing', 'subscribed', 'contracting', 'contracted'];
const changeClauses = ['S0.08.d.1b', 'S2.15.c4.01.change', 'S0.02.info.10'];

export interface TermsInput {
  readonly priceFen: number;
  readonly depositFen: number;
  readonly paymentMethod: PaymentMethod;
  readonly plan: readonly Instalment[];
  readonly loan: Loan | null;
  readonly reason: string;
}
export interface TermsFacts {
  readonly deal: Deal;
  readonly hasOpenChange: boolean;
  readonly price: PriceFacts | null;
  readonly granted: readonly Granted[];
}
type Common = 'DEAL_NOT_AT_THIS_STAGE' | 'CHANGE_PENDING';

/** A contract that is signed is changed by a supplement, not by a new order. */
export function decideChangeTerms(
  facts: TermsFacts,
  input: TermsInput,
): Decision<{ readonly matter: 'order_change' }, Common | 'PLAN_NOT_WHOLE' | 'PRICE_BELOW_LIMIT'> {
  const { deal } = facts;
  const open = decideChangeable(facts);
  if (!open.accepted) return open;
  if (deal.state === 'contracted') return refuse('DEAL_NOT_AT_THIS_STAGE', ['S0.07.ct.3'], { state: deal.state });
  if (!planIsWhole({ ...deal, ...input })) return refuse('PLAN_NOT_WHOLE', ['S0.02.info.10'], { field: 'plan' });
  const price = priceAllowed(facts.granted, input.priceFen, facts.price);
  if (!price.accepted && input.priceFen < deal.priceFen) return price;
  return accept({ matter: 'order_change' }, changeClauses);
}

function decideChangeable(facts: { readonly deal: Deal; readonly hasOpenChange: boolean }): Decision<null, Common> {
  if (!changeable.includes(facts.deal.state) || facts.deal.effectiveAt === null)
    return refuse('DEAL_NOT_AT_THIS_STAGE', changeClauses, { state: facts.deal.state });
  return facts.hasOpenChange ? refuse('CHANGE_PENDING', changeClauses) : accept(null, changeClauses);
}

export interface UnitSize {
  readonly areaM2: number | null;
}
export interface UnitChangeFacts {
  readonly deal: Deal;
  readonly hasOpenChange: boolean;
  readonly oldUnit: UnitSize | null;
  readonly newUnit: UnitFacts & UnitSize;
}
export interface UnitChangeInput {
  readonly unitId: string;
  readonly priceFen: number;
  readonly plan: readonly Instalment[];
  readonly loan: Loan | null;
  /** How the new unit sells, compared with the one given back. */
  readonly sells: 'harder' | 'same' | 'easier';
  readonly reason: string;
}
export interface Direction {
  readonly what: 'area' | 'amount' | 'demand';
  readonly goes: 'favourable' | 'same' | 'against';
}

/** Which way an exchange goes: larger, dearer and harder to sell favour the company (A10). */
export function directionsOf(facts: UnitChangeFacts, input: UnitChangeInput): Direction[] {
  const compared = (before: number | null | undefined, after: number | null): Direction['goes'] =>
    before == null || after === null || before === after ? 'same' : after > before ? 'favourable' : 'against';
  return [
    { what: 'area', goes: compared(facts.oldUnit?.areaM2, facts.newUnit.areaM2) },
    { what: 'amount', goes: compared(facts.deal.priceFen, input.priceFen) },
    { what: 'demand', goes: input.sells === 'harder' ? 'favourable' : input.sells === 'easier' ? 'against' : 'same' },
  ];
}

/** `order_change` is the ordinary consent; `unit_change` is the manager's, for any other direction. */
export function decideChangeUnit(
  rules: DealRuleValues,
  facts: UnitChangeFacts,
  input: UnitChangeInput,
): Decision<
  { readonly matter: 'order_change' | 'unit_change'; readonly directions: readonly Direction[] },
  Common | 'SAME_UNIT' | 'UNIT_NOT_VACANT' | 'PLAN_NOT_WHOLE'
> {
  const clauses = ['S0.02.chg.1'];
  const { deal, newUnit } = facts;
  const open = decideChangeable(facts);
  if (!open.accepted) return open;
  if (newUnit.id === deal.unitId) return refuse('SAME_UNIT', clauses, { field: 'unitId' });
  const vacant = newUnit.state === 'available' || (newUnit.state === 'held' && newUnit.heldForId === deal.customerId);
  if (!vacant) return refuse('UNIT_NOT_VACANT', ['S0.02.info.8'], { unit: newUnit.code, state: newUnit.state });
  const { priceFen, plan, loan } = input;
  if (!planIsWhole({ ...deal, priceFen, plan, loan }))
    return refuse('PLAN_NOT_WHOLE', ['S0.02.info.10'], { field: 'plan' });
  const directions = directionsOf(facts, input);
  const against = directions.filter((one) => one.goes === 'against');
  const isOrdinary =
    rules.unitChange === 'favourable' &&
    against.length === 0 &&
    directions.some((one) => one.goes === 'favourable') &&
    deal.signedAt === null;
  return accept(
    { matter: isOrdinary ? 'order_change' : 'unit_change', directions },
    clauses,
    isOrdinary ? [] : [{ what: 'order_change', reason: 'MANAGER_DECIDES', clauses }],
  );
}

export interface NameChangeInput {
  readonly buyers: string;
  readonly feeFen: number | null;
  readonly reason: string;
}
/** Before the contract an amendment; after it a transfer, for which a fee is charged. */
export function decideChangeName(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly hasOpenChange: boolean },
  input: NameChangeInput,
): Decision<
  { readonly isTransfer: boolean; readonly feeFen: number },
  Common | 'TRANSFER_FEE_NEEDED' | 'TRANSFER_FEE_WRONG'
> {
  const clauses = ['S0.02.chg.2'];
  const open = decideChangeable(facts);
  if (!open.accepted) return open;
  if (facts.deal.signedAt === null) return accept({ isTransfer: false, feeFen: 0 }, clauses);
  const fixed = rules.transferFeeYuan * 100;
  const feeFen = input.feeFen ?? fixed;
  if (feeFen <= 0) return refuse('TRANSFER_FEE_NEEDED', clauses, { field: 'feeFen' });
  if (fixed > 0 && feeFen !== fixed) return refuse('TRANSFER_FEE_WRONG', clauses, { feeFen: fixed, field: 'feeFen' });
  return accept({ isTransfer: true, feeFen }, clauses);
}

/** O3: with the consent the change stands, and the order is dated from that day. */
export function decideChanged(
  facts: { readonly deal: Deal; readonly timeZone: string },
  input: { readonly kind: 'terms' | 'unit' | 'name' },
  now: Instant,
): Decision<{ readonly orderDate: LocalDate | null }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const { deal, timeZone } = facts;
  if (!changeable.includes(deal.state)) return refuse('DEAL_NOT_AT_THIS_STAGE', changeClauses, { state: deal.state });
  if (input.kind === 'name') return accept({ orderDate: deal.orderDate }, ['S0.02.chg.2']);
  return accept({ orderDate: localDateOf(now, timeZone) }, ['S0.08.d.1c', 'S2.15.c4.01.change']);
}
