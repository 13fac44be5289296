/** What may be quoted, and how a price comes to change. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { InventoryRuleValues } from './rules.ts';

export interface PriceFacts {
  readonly unitId: string;
  readonly listPriceFen: number | null;
  readonly floorPriceFen: number | null;
  readonly isFixedPrice: boolean;
}
export interface QuoteInput {
  readonly priceFen: number;
  readonly channel: 'in_person' | 'phone' | 'message';
}
export interface Quoted {
  readonly needsApproval: boolean;
  readonly belowListFen: number;
  /** How far below the list, in percent, to two places. */
  readonly discountPercent: number;
}
export type QuoteRefusal = 'PRICE_NOT_BY_PHONE' | 'PRICE_NOT_SET' | 'PRICE_ABOVE_LIST';

const clauses = ['S1.03.a9.2', 'S1.07.a18'];

/** Never above the list (A37); below what the house gives away by itself, only with approval. A fixed price is the one and only. */
export function decideQuote(
  rules: InventoryRuleValues,
  facts: PriceFacts,
  { priceFen, channel }: QuoteInput,
): Decision<Quoted, QuoteRefusal> {
  const { unitId, listPriceFen, floorPriceFen, isFixedPrice } = facts;
  if (channel === 'phone' && rules.phoneQuotes === 'forbidden')
    return refuse('PRICE_NOT_BY_PHONE', ['S2.15.c2.12'], { field: 'channel' });
  if (listPriceFen === null) return refuse('PRICE_NOT_SET', clauses, { unitId });
  const ceiling = isFixedPrice ? (floorPriceFen ?? listPriceFen) : listPriceFen;
  if (priceFen > ceiling) return refuse('PRICE_ABOVE_LIST', clauses, { unitId, listFen: ceiling, field: 'priceFen' });
  const floor = isFixedPrice ? ceiling : rules.quoteFloor === 'list' ? listPriceFen : (floorPriceFen ?? listPriceFen);
  const belowListFen = listPriceFen - priceFen;
  return accept(
    {
      needsApproval: priceFen < floor,
      belowListFen,
      discountPercent: Math.round((belowListFen / listPriceFen) * 10_000) / 100,
    },
    clauses,
  );
}

export interface PriceLine {
  readonly unitId: string;
  readonly beforeFen: number | null;
  readonly beforeFloorFen: number | null;
  readonly listPriceFen: number;
  readonly floorPriceFen: number | null;
}
export interface PriceListFacts {
  readonly state: 'draft' | 'pending' | 'approved' | 'dropped';
  /** Another list of the site that waits for approval. */
  readonly pendingNumber: number | null;
  readonly lines: readonly PriceLine[];
  readonly effectiveAt: Instant | null;
}
export interface Submitted {
  readonly changed: number;
  readonly raised: number;
  readonly lowered: number;
  /** The furthest any price falls, in percent, to two places. */
  readonly maxCutPercent: number;
}
export type SubmitRefusal =
  | 'PRICE_LIST_STATE'
  | 'PRICE_LIST_PENDING'
  | 'PRICE_BACKDATED'
  | 'PRICE_FLOOR_ABOVE_LIST'
  | 'PRICE_LIST_EMPTY';

const changing = ['S0.10.a.4b', 'S1.07.a18', 'S0.07.ct.3b'];

/** No price changes before it is approved, none in the past. */
export function decideSubmitPrices(facts: PriceListFacts, now: Instant): Decision<Submitted, SubmitRefusal> {
  if (facts.state !== 'draft') return refuse('PRICE_LIST_STATE', changing, { state: facts.state });
  if (facts.pendingNumber !== null) return refuse('PRICE_LIST_PENDING', changing, { number: facts.pendingNumber });
  if (facts.effectiveAt !== null && facts.effectiveAt < now)
    return refuse('PRICE_BACKDATED', changing, { field: 'effectiveAt' });
  const upsideDown = facts.lines.find(({ floorPriceFen, listPriceFen }) => (floorPriceFen ?? 0) > listPriceFen);
  if (upsideDown) return refuse('PRICE_FLOOR_ABOVE_LIST', changing, { unitId: upsideDown.unitId });
  const changed = facts.lines.filter(
    (line) => line.beforeFen !== line.listPriceFen || line.beforeFloorFen !== line.floorPriceFen,
  );
  if (changed.length === 0) return refuse('PRICE_LIST_EMPTY', changing);
  const cuts = changed.map(({ beforeFen, listPriceFen }) => (beforeFen ? 1 - listPriceFen / beforeFen : 0));
  return accept(
    {
      changed: changed.length,
      raised: cuts.filter((cut) => cut < 0).length,
      lowered: cuts.filter((cut) => cut > 0).length,
      maxCutPercent: Math.round(Math.max(0, ...cuts) * 10_000) / 100,
    },
    changing,
  );
}

/** Approved, it takes effect at its own instant, or now when that has passed meanwhile. */
export function decidePricesApproved(
  facts: { readonly state: PriceListFacts['state']; readonly effectiveAt: Instant | null },
  now: Instant,
): Decision<{ readonly effectiveAt: Instant; readonly appliesNow: boolean }, 'PRICE_LIST_STATE'> {
  if (facts.state !== 'pending') return refuse('PRICE_LIST_STATE', changing, { state: facts.state });
  const later = facts.effectiveAt !== null && facts.effectiveAt > now;
  return accept({ effectiveAt: later ? (facts.effectiveAt ?? now) : now, appliesNow: !later }, changing);
}
