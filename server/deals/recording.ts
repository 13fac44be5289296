/** The journal entries about a deal: whose they are, which rules they rest on. */
import type { Deal } from '#core/deals/index.ts';
import { accept, type Decision } from '#core/kernel/decision.ts';
import type { ActName, KindName } from '#core/kinds.ts';
import type { Context } from '#server/platform/context.ts';

interface Entry {
  readonly input: unknown;
  readonly facts: unknown;
  readonly decision: Decision<unknown>;
  readonly reason?: string | null;
  readonly id?: string;
  readonly staffIds?: readonly (string | null)[];
}
/** What was decided about a deal, with the house's rules of its site. */
export async function record(context: Context, deal: Deal, kind: KindName, entry: Entry): Promise<string> {
  return context.record({
    ...entry,
    kind,
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, ...(entry.staffIds ?? [])],
    rules: await context.rules(deal.siteId),
  });
}

/** Something done with a deal that no rule decided. */
export const act = (
  context: Context,
  deal: Deal,
  kind: ActName,
  given: {
    readonly facts: Readonly<Record<string, unknown>>;
    readonly clauses: readonly string[];
    readonly reason?: string | null;
    readonly id?: string;
  },
): string =>
  context.record({
    kind,
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: {},
    facts: given.facts,
    decision: accept(given.facts, given.clauses),
    reason: given.reason ?? null,
    ...(given.id === undefined ? {} : { id: given.id }),
  });
