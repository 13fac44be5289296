/** Two persons, one customer: they talk, the department mediates, somebody rules; a quarrel costs both. */
import sql from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { accept } from '#core/kernel/decision.ts';
import { notAllowed, personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { refuseWith, requireSameHouse } from './access.ts';
import { openFile } from './cards.ts';
import { tell } from './notify.ts';
import { staffById } from './store.ts';
import { disputeOut } from './views.ts';

const openDispute = carryOut(routes.openDispute, async (context, { params, body }) => {
  const { tx, now } = context;
  await requireSameHouse(context, 'claims.dispute', params.customerId);
  const by = personOf(context.actor);
  const { customer, claims } = await openFile(context, params.customerId);
  const other = await staffById(tx, body.otherId);
  const siteId = claims[0]?.siteId ?? customer.siteId ?? context.actor.siteId;
  if (!siteId) throw invalid('siteId', '客户未归属任何门店 / the customer belongs to no site');
  const open = await tx.row(
    sql`select 1 from claim_disputes where company_id = ${tx.companyId} and customer_id = ${customer.id} and settled_at is null`,
  );
  if (open) throw refuseWith('DISPUTE_ALREADY_OPEN');
  const id = context.newId();
  await tx.run(sql`insert into claim_disputes (company_id, id, customer_id, site_id, opened_by, parties, reason, state, opened_at)
    values (${tx.companyId}, ${id}, ${customer.id}, ${siteId}, ${by}, ${[...new Set([by, other.id])]}::uuid[], ${body.reason}, 'talking', ${now})`);
  const journalId = context.record({
    kind: 'claims.openDispute',
    siteId,
    subject: { type: 'dispute', id },
    customerId: customer.id,
    staffIds: [by, other.id],
    rules: await context.rules(siteId),
    input: body,
    facts: { claims },
    decision: accept({ state: 'talking' }, ['S0.02.own.4', 'S1.19.e.3']),
  });
  const payload = {
    link: '/disputes',
    customerId: customer.id,
    customer: customer.name,
    by: context.actor.name,
    reason: body.reason,
  };
  if (other.id !== by) await tell(context, [other.id], { kind: 'claims.disputed', payload, journalId });
  context.publish({ topic: 'disputes', siteId });
  return { dispute: await disputeOut(context, id), journalId };
});

interface DisputeRow {
  readonly id: string;
  readonly customerId: string;
  readonly siteId: string;
  readonly parties: string[];
  readonly state: 'talking' | 'mediation' | 'settled';
  readonly verdict: string | null;
}
/** A ruling that is then disobeyed may be settled once more; everything else is final. */
async function lockDispute(context: Context, disputeId: string): Promise<DisputeRow> {
  const { tx } = context;
  const row =
    await tx.row<DisputeRow>(sql`select claim_disputes.id, claim_disputes.customer_id as "customerId", claim_disputes.site_id as "siteId",
      claim_disputes.parties, claim_disputes.state, claim_disputes.verdict
    from claim_disputes where claim_disputes.company_id = ${tx.companyId} and claim_disputes.id = ${disputeId} for update`);
  if (!row) throw notFound('争议 / dispute');
  return row;
}

const mediate = carryOut(routes.mediate, async (context, { params }) => {
  const dispute = await lockDispute(context, params.disputeId);
  const by = personOf(context.actor);
  const leads = context.actor.grants['claims.rule'] !== undefined && context.actor.siteIds.includes(dispute.siteId);
  if (!dispute.parties.includes(by) && !leads) throw notAllowed('claims.dispute');
  if (dispute.state !== 'talking') throw refuseWith(dispute.state === 'settled' ? 'DISPUTE_SETTLED' : 'ALREADY_DONE');
  await context.tx.run(sql`update claim_disputes set state = 'mediation', version = version + 1
    where company_id = ${context.tx.companyId} and id = ${dispute.id}`);
  const journalId = context.record({
    kind: 'claims.mediate',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    input: {},
    facts: {},
    decision: accept({ state: 'mediation' }, ['S0.02.own.4']),
  });
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: await disputeOut(context, dispute.id), journalId };
});

const verdictClauses = {
  agreed: ['S0.02.own.4', 'S1.19.e.3'],
  ruled: ['S0.02.own.4c', 'S1.19.e.3'],
  quarrel: ['S0.02.own.4b'],
  ruling_disobeyed: ['S0.02.own.4c'],
} as const;

const settle = carryOut(routes.settle, async (context, { params, body }) => {
  const { tx, now } = context;
  const dispute = await lockDispute(context, params.disputeId);
  const scope = requireScope(context.actor, 'claims.rule');
  if (scope !== 'company' && !context.actor.siteIds.includes(dispute.siteId)) throw notAllowed('claims.rule');
  const breaksRuling = dispute.verdict === 'ruled' && body.verdict === 'ruling_disobeyed';
  if (dispute.state === 'settled' && !breaksRuling) throw refuseWith('DISPUTE_SETTLED');
  if (body.verdict === 'ruled') {
    const whole = [body.ruling?.performance, body.ruling?.commission].every(
      (list) => list?.reduce((sum, share) => sum + share.percent, 0) === 100,
    );
    if (!whole) throw refuseWith('SHARES_NOT_WHOLE');
  }
  await tx.run(sql`update claim_disputes set state = 'settled', settled_at = ${now}, settled_by = ${context.actor.staffId},
      verdict = ${body.verdict}, ruling = ${body.ruling === null ? null : JSON.stringify(body.ruling)}, verdict_reason = ${body.reason},
      version = version + 1
    where company_id = ${tx.companyId} and id = ${dispute.id}`);
  const journalId = context.record({
    kind: 'claims.settleDispute',
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    rules: await context.rules(dispute.siteId),
    input: body,
    facts: { parties: dispute.parties, verdictBefore: dispute.verdict },
    decision: accept({ verdict: body.verdict, ruling: body.ruling }, verdictClauses[body.verdict]),
    reason: body.reason,
  });
  const shown = await disputeOut(context, dispute.id);
  const payload = {
    link: '/disputes',
    customerId: dispute.customerId,
    customer: shown.customer.name,
    by: context.actor.name,
    verdict: body.verdict,
    reason: body.reason,
  };
  await tell(context, dispute.parties, { kind: 'claims.disputeSettled', payload, journalId });
  context.publish({ topic: 'disputes', siteId: dispute.siteId });
  return { dispute: shown, journalId };
});

export const disputeEndpoints: readonly Endpoint[] = [openDispute, mediate, settle];
