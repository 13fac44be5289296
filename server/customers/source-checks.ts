/** Records a call back about the source. The file keeps what was written at the door; the check stands beside it. */
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import type { customers as contract } from '#contract/customers.ts';
import { decideSourceCheck, type Source } from '#core/customers/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { lockCustomer } from './locks.ts';

export async function checkSource(context: Context, customerId: string, body: BodyOf<typeof contract.checkSource>) {
  const { tx, now } = context;
  const file = await lockCustomer(context, customerId, 'customers.checkSource');
  const by = personOf(context.actor);
  const row = await tx.row<{ recorded: Source }>(sql`select c.source as recorded from customers c
    where c.company_id = ${tx.companyId}::uuid and c.id = ${customerId}::uuid`);
  const facts = { recorded: row?.recorded ?? 'other' };
  const check = { told: body.told, wasAsked: body.wasAsked };
  const decision = decideSourceCheck(facts, check);
  const matches = facts.recorded === check.told;
  const journalId = context.record({
    kind: 'customers.checkSource',
    siteId: file.siteId,
    subject: { type: 'customer', id: customerId },
    customerId,
    staffIds: [by, file.ownerId],
    rules: await context.rules(file.siteId),
    input: check,
    facts,
    decision,
  });
  await tx.run(sql`insert into customer_source_checks (company_id, id, customer_id, recorded, told, was_asked, matches, note, at, by, journal_id)
    values (${tx.companyId}, ${context.newId()}, ${customerId}, ${facts.recorded}, ${check.told}, ${check.wasAsked}, ${matches},
      ${body.note}, ${now}, ${by}, ${journalId})`);
  context.publish({ topic: 'customers', siteId: file.siteId, id: customerId });
  return { matches, recorded: facts.recorded, journalId };
}
