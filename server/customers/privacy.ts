/** Revealing private values: decided with the daily quota under lock, written down every time. */
import sql from 'sql-template-tag';
import { customersRefusals } from '#contract/customers.ts';
import type { RevealFacts } from '#core/customers/index.ts';
import { decideReveal } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted } from '#server/platform/refused.ts';
import { peopleOf } from './people.ts';
import { phoneForReading } from './normalise.ts';
import { timeZoneOf } from './registration.ts';
import { handlingOf, requireVisible, viewerOf } from './scope.ts';
import { vaultOf } from './vault.ts';

const dayOf = async (context: Context): Promise<string> =>
  localDateOf(context.now, await timeZoneOf(context, context.actor.siteId));

export async function revealFacts(context: Context, customerId: string, reason: string | null): Promise<RevealFacts> {
  const viewer = viewerOf(context.actor);
  const day = await dayOf(context);
  const row = await context.tx.row<{ seenToday: boolean; revealedToday: number }>(sql`
    select exists (select 1 from customer_reveals r where r.company_id = ${context.tx.companyId}::uuid and r.staff_id = ${viewer.staffId}::uuid
        and r.day = ${day}::date and r.customer_id = ${customerId}::uuid) as "seenToday",
      coalesce((select d.customers from customer_reveal_days d where d.company_id = ${context.tx.companyId}::uuid
        and d.staff_id = ${viewer.staffId}::uuid and d.day = ${day}::date), 0) as "revealedToday"`);
  return {
    viewer,
    handling: await handlingOf(context, customerId),
    revealedToday: row?.revealedToday ?? 0,
    seenToday: row?.seenToday ?? false,
    reason,
  };
}

export async function reveal(context: Context, customerId: string, reason: string | null) {
  await requireVisible(context, customerId);
  const staffId = personOf(context.actor);
  const day = await dayOf(context);
  // The counter row is locked first: two windows of one person cannot share the last reveal of the day.
  await context.tx.run(sql`insert into customer_reveal_days (company_id, staff_id, day, customers)
    values (${context.tx.companyId}, ${staffId}, ${day}, 0)
    on conflict (company_id, staff_id, day) do update set customers = customer_reveal_days.customers`);
  const facts = await revealFacts(context, customerId, reason);
  const rules = await context.rules(facts.handling.siteId);
  const decision = decideReveal(rules.values.customers, facts);
  const { outcome } = accepted(decision, customersRefusals);
  await context.tx.run(sql`insert into customer_reveals (company_id, id, staff_id, customer_id, day, reason, at)
    values (${context.tx.companyId}, ${context.newId()}, ${staffId}, ${customerId}, ${day}, ${reason ?? ''}, ${context.now})`);
  if (!facts.seenToday)
    await context.tx.run(sql`update customer_reveal_days set customers = customers + 1
      where company_id = ${context.tx.companyId}::uuid and staff_id = ${staffId}::uuid and day = ${day}::date`);
  const journalId = context.record({
    kind: 'customers.reveal',
    siteId: facts.handling.siteId,
    subject: { type: 'customer', id: customerId },
    customerId,
    staffIds: [staffId, facts.handling.ownerId],
    rules,
    input: { reason },
    facts,
    decision,
    reason,
  });
  const vault = await vaultOf(context);
  const people = (await peopleOf(context, customerId)).map(({ sealed, keys, id, relation, name }) => {
    const open = vault.open(sealed);
    return {
      id,
      relation,
      name,
      keys: keys
        .filter((key) => key.kind !== 'id_number')
        .map(({ kind, value }) => ({ kind, value: kind === 'phone' ? phoneForReading(value) : value })),
      private: open,
    };
  });
  return { people, left: outcome.left, journalId };
}
