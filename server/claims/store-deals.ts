/** Deals as they stand: a ruling after the deal puts other shares in the place of those that were decided with it. */
import sql from 'sql-template-tag';
import type { Share } from '#core/claims/index.ts';
import type { Context } from '#server/platform/context.ts';

export interface Resplit {
  readonly shares: { readonly performance: readonly Share[]; readonly commission: readonly Share[] };
  readonly caseName: string;
  /** Who looks after the customer from now on; null leaves it to whoever did. */
  readonly caretakerId: string | null;
  readonly journalId: string;
}

/** Nothing happens while there is no deal: then the ruling is found when it is closed. */
export async function resplitDeal(context: Context, customerId: string, given: Resplit): Promise<void> {
  const { tx, now } = context;
  const deal = await tx.row<{ id: string }>(sql`select deal_verdicts.id from deal_verdicts
    where deal_verdicts.company_id = ${tx.companyId} and deal_verdicts.customer_id = ${customerId} and deal_verdicts.superseded_at is null
    order by deal_verdicts.deal_at desc, deal_verdicts.id desc limit 1`);
  if (!deal) return;
  await tx.run(
    sql`update deal_verdicts set superseded_at = ${now} where company_id = ${tx.companyId} and id = ${deal.id}`,
  );
  await tx.run(sql`insert into deal_verdicts (company_id, id, customer_id, claim_id, site_id, deal_at, deal_ref, story, case_name, shares, caretaker,
      decided_at, decided_by, journal_id)
    select d.company_id, ${context.newId()}, d.customer_id, d.claim_id, d.site_id, d.deal_at, d.deal_ref, d.story, ${given.caseName},
      ${JSON.stringify(given.shares)}, coalesce(${given.caretakerId}, d.caretaker), ${now}, ${context.actor.staffId}, ${given.journalId}
    from deal_verdicts d where d.company_id = ${tx.companyId} and d.id = ${deal.id}`);
}
