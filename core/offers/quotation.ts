/** A quotation: prices of the proposed units measured against the list, the house's limits and the customer's policy. */
import type { ApprovalRuleValues } from '../approvals/index.ts';
import {
  decideQuote,
  type InventoryRuleValues,
  type PriceFacts,
  type QuoteInput,
  type QuoteRefusal,
} from '../inventory/index.ts';
import { accept, type Alternative, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, endOfDay, type Instant, localDateOf } from '../kernel/instant.ts';
import { isWithinAuthority } from './authority.ts';
import type { OfferRuleValues } from './rules.ts';
import { type CustomerPolicy, isOpen, type LocalDate, type OfferState, type QuotationState } from './types.ts';

export interface QuotationUnit extends PriceFacts {
  /** Sold to somebody else meanwhile. */
  readonly isGone: boolean;
}
export interface QuotationFacts {
  readonly state: OfferState;
  readonly timeZone: string;
  readonly units: readonly QuotationUnit[];
  /** The customer's own policy in force today. */
  readonly policy: CustomerPolicy | null;
  /** Posts of whoever quotes. */
  readonly roles: readonly string[];
  /** Another one of this offer waits for approval. */
  readonly hasPending: boolean;
  /** The last day of the offer: with it everything quoted from it falls. */
  readonly offerUntil?: LocalDate | undefined;
}
export interface QuotationInput {
  readonly lines: readonly { readonly unitId: string; readonly priceFen: number }[];
  readonly validUntil: LocalDate;
  readonly channel: QuoteInput['channel'];
  /** How the customer asked for it. */
  readonly commission: string;
}
export interface MeasuredLine {
  readonly unitId: string;
  readonly priceFen: number;
  readonly listPriceFen: number;
  readonly belowListFen: number;
  readonly discountPercent: number;
  /** The price is below what the house gives away by itself. */
  readonly needsConsent: boolean;
  /** What it stands by: the price list, the customer's policy, the speaker's authority, or an approval still to come. */
  readonly by: 'list' | 'policy' | 'authority' | 'approval';
}
export interface Quotation {
  readonly state: 'issued' | 'pending';
  readonly lines: readonly MeasuredLine[];
  readonly priceFen: number;
  readonly belowListFen: number;
  /** The furthest any line is below the list, in percent to two places; what the limits of authority are measured against. */
  readonly discountPercent: number;
  readonly policyId: string | null;
}
export type QuotationRefusal =
  | 'OFFER_STATE'
  | 'QUOTATION_PENDING'
  | 'COMMISSION_MISSING'
  | 'QUOTATION_DATE_PAST'
  | 'QUOTATION_TOO_LONG'
  | 'UNIT_NOT_OFFERED'
  | 'UNIT_TWICE'
  | 'UNIT_GONE'
  | QuoteRefusal;

interface Rules {
  readonly offers: OfferRuleValues;
  readonly inventory: InventoryRuleValues;
  readonly approvals: ApprovalRuleValues;
}
const clauses = ['S1.16.f6', 'S1.03.a9.2', 'S1.10.n2'];
const FEN_OF_WAN = 1_000_000;

/** As long as the house allows, and no longer than the offer it belongs to. */
export function latestDay(
  rules: Pick<OfferRuleValues, 'quotationDays'>,
  { offerUntil }: Pick<QuotationFacts, 'offerUntil'>,
  today: LocalDate,
): LocalDate {
  const allowed = addDays(today, rules.quotationDays);
  return offerUntil !== undefined && offerUntil < allowed ? offerUntil : allowed;
}

export function decideQuotation(
  rules: Rules,
  facts: QuotationFacts,
  input: QuotationInput,
  now: Instant,
): Decision<Quotation, QuotationRefusal> {
  if (!isOpen(facts.state)) return refuse('OFFER_STATE', clauses, { state: facts.state });
  if (facts.hasPending) return refuse('QUOTATION_PENDING', clauses);
  if (input.commission.trim() === '') return refuse('COMMISSION_MISSING', ['S1.10.n2'], { field: 'commission' });
  const today = localDateOf(now, facts.timeZone);
  const latest = latestDay(rules.offers, facts, today);
  if (input.validUntil < today) return refuse('QUOTATION_DATE_PAST', clauses, { field: 'validUntil' });
  if (input.validUntil > latest)
    return refuse('QUOTATION_TOO_LONG', ['S1.03.a9.1', 'S1.10.n2'], { latest, field: 'validUntil' });
  const lines: MeasuredLine[] = [];
  for (const wanted of input.lines) {
    const unit = facts.units.find(({ unitId }) => unitId === wanted.unitId);
    const { unitId } = wanted;
    if (!unit) return refuse('UNIT_NOT_OFFERED', clauses, { field: 'lines' });
    if (lines.some((line) => line.unitId === unitId)) return refuse('UNIT_TWICE', clauses, { unitId, field: 'lines' });
    if (unit.isGone) return refuse('UNIT_GONE', clauses, { unitId, field: 'lines' });
    const measured = measure(rules, facts, unit, { priceFen: wanted.priceFen, channel: input.channel });
    if (!measured.accepted) return measured;
    lines.push(measured.outcome);
  }
  const beyond = lines.filter(({ by }) => by === 'approval');
  const sum = (of: (line: MeasuredLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const outcome: Quotation = {
    state: beyond.length > 0 ? 'pending' : 'issued',
    lines,
    priceFen: sum((line) => line.priceFen),
    belowListFen: Math.max(0, ...lines.map((line) => line.belowListFen)),
    discountPercent: Math.max(0, ...lines.map((line) => line.discountPercent)),
    policyId: lines.some(({ by }) => by === 'policy') ? (facts.policy?.id ?? null) : null,
  };
  return accept(outcome, beyond.length > 0 ? [...clauses, 'S4.01.a24.escalate'] : clauses, beyond.map(tooLow));
}

const tooLow = ({ unitId, discountPercent }: MeasuredLine): Alternative => ({
  what: unitId,
  reason: 'QUOTE_BEYOND_AUTHORITY',
  clauses: ['S1.16.f6', 'S1.03.a9.2'],
  detail: { discountPercent },
});

/** The lowest price the customer's policy allows; it rounds up, so that no fen is given away. */
export const policyFloorFen = (listPriceFen: number, { discountPercent }: CustomerPolicy): number =>
  Math.ceil((listPriceFen * (10_000 - Math.round(discountPercent * 100))) / 10_000);

function measure(
  rules: Rules,
  facts: QuotationFacts,
  unit: QuotationUnit,
  input: QuoteInput,
): Decision<MeasuredLine, QuoteRefusal> {
  const quoted = decideQuote(rules.inventory, unit, input);
  if (!quoted.accepted) return quoted;
  const { needsApproval, belowListFen, discountPercent } = quoted.outcome;
  const listPriceFen = unit.listPriceFen ?? 0;
  const asked = { discount_percent: discountPercent, below_list_wan: belowListFen / FEN_OF_WAN };
  const { policy } = facts;
  const standsBy = (): MeasuredLine['by'] => {
    if (!needsApproval) return 'list';
    // A fixed price is the one and only, whoever the customer is.
    if (policy !== null && !unit.isFixedPrice && input.priceFen >= policyFloorFen(listPriceFen, policy))
      return 'policy';
    return isWithinAuthority(rules.approvals.limits, facts.roles, asked) ? 'authority' : 'approval';
  };
  return accept(
    {
      unitId: unit.unitId,
      priceFen: input.priceFen,
      listPriceFen,
      belowListFen,
      discountPercent,
      needsConsent: needsApproval,
      by: standsBy(),
    },
    clauses,
  );
}

export interface ApprovedQuotationFacts {
  readonly state: QuotationState;
  readonly offerState: OfferState;
  readonly validUntil: LocalDate;
  readonly timeZone: string;
}
/** Signed by everybody: it may go out, unless its time is over or the offer has come to an end meanwhile. */
export function decideQuotationApproved(
  facts: ApprovedQuotationFacts,
  now: Instant,
): Decision<{ readonly state: 'issued' }, 'QUOTATION_DATE_PAST' | 'OFFER_STATE'> {
  if (!isOpen(facts.offerState)) return refuse('OFFER_STATE', clauses, { state: facts.offerState });
  if (facts.validUntil < localDateOf(now, facts.timeZone)) return refuse('QUOTATION_DATE_PAST', clauses);
  return accept({ state: 'issued' }, clauses);
}

export function decideQuotationExpires(
  facts: Pick<ApprovedQuotationFacts, 'state' | 'validUntil' | 'timeZone'>,
  now: Instant,
): Decision<{ readonly state: QuotationState }> {
  const isOver = now >= endOfDay(facts.validUntil, facts.timeZone);
  return accept({ state: facts.state === 'issued' && isOver ? 'expired' : facts.state }, ['S1.10.n2']);
}

/** Only what stands goes to a customer. */
export function decidePrint(facts: {
  readonly state: QuotationState;
}): Decision<{ readonly state: QuotationState }, 'QUOTATION_NOT_ISSUED'> {
  return facts.state === 'issued' || facts.state === 'accepted'
    ? accept({ state: facts.state }, ['S1.10.n2', 'S1.03.a9.2'])
    : refuse('QUOTATION_NOT_ISSUED', ['S1.10.n2', 'S1.03.a9.2'], { state: facts.state });
}
