/**
 * Revealing private values: decided with the daily quota under lock, written down every time. What is stored of the command is that
 * it happened; the values themselves are read after the commit and never rest outside their encrypted place.
 */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import { customers as contract, customersRefusals } from '#contract/customers.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import type { RevealFacts } from '#core/customers/index.ts';
import { decideReveal } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { openContext } from '#server/platform/context.ts';
import { raw } from '#server/platform/http.ts';
import { accepted, invalid, Refused } from '#server/platform/refused.ts';
import { peopleOf } from './people.ts';
import { phoneForReading } from './normalise.ts';
import { handlingOf, requireVisible, viewerOf } from './scope.ts';
import { vaultOf } from './vault.ts';

const dayOf = async (context: Context): Promise<string> =>
  localDateOf(context.now, await timeZoneOf(context.tx, context.actor.siteId));

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

async function reveal(context: Context, customerId: string, reason: string | null) {
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
  return { left: outcome.left, journalId };
}

async function openPeople(context: Context, customerId: string, replayed: boolean) {
  await requireVisible(context, customerId);
  // Sent again the same day it is the look already counted; on another day it would be one that nobody counts.
  if (replayed && !(await revealFacts(context, customerId, null)).seenToday)
    throw new Refused('REVEAL_PAST', customersRefusals.REVEAL_PAST);
  const vault = await vaultOf(context);
  return (await peopleOf(context, customerId)).map(({ sealed, keys, id, relation, name }) => ({
    id,
    relation,
    name,
    keys: keys
      .filter((key) => key.kind !== 'id_number')
      .map(({ kind, value }) => ({ kind, value: kind === 'phone' ? phoneForReading(value) : value })),
    private: vault.open(sealed),
  }));
}

const checkedBy = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(issue?.path.join('.') || 'body', issue?.message ?? 'invalid');
};

export const revealEndpoint = raw({
  method: contract.reveal.method,
  path: contract.reveal.path,
  may: contract.reveal.may,
  summary: contract.reveal.summary,
  route: contract.reveal,
  serve: async ({ runtime, actor, request }) => {
    if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
    const params = checkedBy(contract.reveal.params, request.params);
    const body = checkedBy(contract.reveal.body, request.body ?? {});
    const { customerId } = params;
    const call = {
      route: 'POST /customers/:customerId/reveals',
      actor,
      commandId: body.commandId,
      payload: { params, body },
    };
    const { response, replayed } = await runCommand(runtime, call, (context) =>
      reveal(context, customerId, body.reason ?? null),
    );
    const people = await runtime.database.inCompany(actor.companyId, (tx) =>
      openPeople(openContext(runtime.rules, tx, actor, runtime.now(), null).context, customerId, replayed),
    );
    return { ...response, people };
  },
});
