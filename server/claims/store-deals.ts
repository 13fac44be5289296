/** Deals as they stand: a ruling after the deal puts other shares in the place of those that were decided with it. */
import sql from 'sql-template-tag';
import type { AttributionFacts, Share } from '#core/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

/** How the last dispute over a customer stands, as far as it bears on a deal. */
export interface DisputeState {
  readonly state: 'talking' | 'mediation' | 'appealed' | 'settled';
  readonly verdict: 'agreed' | 'ruled' | 'quarrel' | 'ruling_disobeyed' | null;
  readonly ruling: AttributionFacts['ruling'];
}
export const disputeOver = (tx: Tx, customerId: string): Promise<DisputeState | null> =>
  tx.row<DisputeState>(sql`select disputes.state, disputes.verdict, disputes.ruling from disputes
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId}
    order by disputes.opened_at desc limit 1`);

type Shares = { readonly performance: readonly Share[]; readonly commission: readonly Share[] };

/** The deal as it was decided; an earlier record of it gives way, and so does what was closed by hand before there was a deal. */
export async function saveDeal(
  context: Context,
  deal: {
    customerId: string;
    claimId: string;
    siteId: string;
    forDeal: string | null;
    dealRef: string;
    story: unknown;
    caseName: string;
    shares: Shares;
    caretaker: string;
    journalId: string;
  },
): Promise<void> {
  const { tx, now } = context;
  await tx.run(sql`update deal_verdicts set superseded_at = ${now} where company_id = ${tx.companyId} and claim_id = ${deal.claimId}
    and superseded_at is null and (for_deal is null or for_deal = ${deal.forDeal}::uuid)`);
  await tx.run(sql`insert into deal_verdicts (company_id, id, customer_id, claim_id, site_id, deal_at, deal_ref, story, case_name, shares, caretaker,
      decided_at, decided_by, journal_id, for_deal)
    values (${tx.companyId}, ${context.newId()}, ${deal.customerId}, ${deal.claimId}, ${deal.siteId}, ${now}, ${deal.dealRef},
      ${JSON.stringify(deal.story)}, ${deal.caseName}, ${JSON.stringify(deal.shares)}, ${deal.caretaker}, ${now}, ${context.actor.staffId},
      ${deal.journalId}, ${deal.forDeal})`);
}

/** The deal that stands with a customer: one given back since is none. */
export const dealStanding = (tx: Tx, customerId: string): Promise<{ id: string } | null> =>
  tx.row<{ id: string }>(sql`select deal_verdicts.id from deal_verdicts
    where deal_verdicts.company_id = ${tx.companyId} and deal_verdicts.customer_id = ${customerId} and deal_verdicts.superseded_at is null
      and not exists (select 1 from claims where claims.company_id = deal_verdicts.company_id and claims.customer_id = deal_verdicts.customer_id
        and claims.ended_reason = 'refunded' and claims.ended_at >= deal_verdicts.deal_at)
    order by deal_verdicts.deal_at desc, deal_verdicts.id desc limit 1`);

export interface Resplit {
  readonly shares: Shares;
  readonly caseName: string;
  /** Who looks after the customer from now on; null leaves it to whoever did. */
  readonly caretakerId: string | null;
  readonly journalId: string;
}

export interface Resplitted {
  readonly customerId: string;
  /** The deal whose shares are others now; null: none stands yet, but what kept one from being credited may be settled. */
  readonly dealId: string | null;
  readonly shares: Shares;
  readonly journalId: string;
}
const hooks = new Map<string, (context: Context, resplit: Resplitted) => Promise<void>>();
/** A ruling has put other shares in the place of those decided with a deal. */
export const onResplit = (name: string, handler: (context: Context, resplit: Resplitted) => Promise<void>): void =>
  void hooks.set(name, handler);

const resplitted = async (context: Context, resplit: Resplitted): Promise<void> => {
  for (const hook of hooks.values()) await hook(context, resplit);
};

/** While there is no deal nothing changes: then the ruling is found when it is closed. */
export async function resplitDeal(context: Context, customerId: string, given: Resplit): Promise<void> {
  const { tx, now } = context;
  const { shares, journalId } = given;
  const deal = await dealStanding(tx, customerId);
  if (!deal) return resplitted(context, { customerId, dealId: null, shares, journalId });
  await tx.run(
    sql`update deal_verdicts set superseded_at = ${now} where company_id = ${tx.companyId} and id = ${deal.id}`,
  );
  const row = await tx.row<{ forDeal: string | null }>(sql`
    insert into deal_verdicts (company_id, id, customer_id, claim_id, site_id, deal_at, deal_ref, story, case_name, shares, caretaker,
      decided_at, decided_by, journal_id, for_deal)
    select d.company_id, ${context.newId()}, d.customer_id, d.claim_id, d.site_id, d.deal_at, d.deal_ref, d.story, ${given.caseName},
      ${JSON.stringify(shares)}, coalesce(${given.caretakerId}, d.caretaker), ${now}, ${context.actor.staffId}, ${journalId}, d.for_deal
    from deal_verdicts d where d.company_id = ${tx.companyId} and d.id = ${deal.id}
    returning for_deal as "forDeal"`);
  await resplitted(context, { customerId, dealId: row?.forDeal ?? null, shares, journalId });
}

/** The credit of a deal that has come to its end no longer stands. Says whether another deal with the customer still does. */
export async function endVerdict(
  context: Context,
  customerId: string,
  dealId: string,
): Promise<{ hadOne: boolean; othersStand: boolean }> {
  const { tx, now } = context;
  const ended = await tx.run(sql`update deal_verdicts set superseded_at = ${now}
    where company_id = ${tx.companyId} and for_deal = ${dealId} and superseded_at is null`);
  return { hadOne: ended > 0, othersStand: (await dealStanding(tx, customerId)) !== null };
}
