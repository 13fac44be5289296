/** Records a call back about the source. The file keeps what was written at the door; the check stands beside it. */
import type { BodyOf } from '#contract/kernel/route.ts';
import type { customers as contract } from '#contract/customers.ts';
import { decideSourceCheck } from '#core/customers/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { lockCustomer } from './locks.ts';
import { insertSourceCheck, sourceOf } from './store.ts';

export async function checkSource(context: Context, customerId: string, body: BodyOf<typeof contract.checkSource>) {
  const { tx, now } = context;
  const file = await lockCustomer(context, customerId, 'customers.checkSource');
  const by = personOf(context.actor);
  const facts = { recorded: await sourceOf(tx, customerId) };
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
  const found = { customerId, ...facts, ...check, matches, note: body.note };
  await insertSourceCheck(tx, { id: context.newId(), ...found, at: now, by, journalId });
  context.publish({ topic: 'customers', siteId: file.siteId, id: customerId });
  return { matches, recorded: facts.recorded, journalId };
}
