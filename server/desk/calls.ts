/** Calls on the sales line. A call makes nobody an owner; it is written down, and the message reaches whom it is for. */
import sql from 'sql-template-tag';
import type { Sql } from 'sql-template-tag';
import { type CallRow, desk as routes } from '#contract/desk.ts';
import { maskPhone } from '#core/customers/index.ts';
import { takeCall } from '#core/desk/index.ts';
import { resolve } from '#server/customers/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { openSheet } from './day.ts';
import { requirePeople } from './facts.ts';
import { decided, save } from './save.ts';
import { insertCall } from './store.ts';

const ref = (column: Sql): Sql => sql`(select json_build_object('id', person.id, 'name', person.name) from staff person
  where person.company_id = calls.company_id and person.id = ${column})`;

/** The number somebody left is for whoever took it or is to ring back; to others of the desk it is masked, as the house masks. */
export async function callRows(context: Context, where: Sql, tail: Sql): Promise<CallRow[]> {
  const rows = await storedRows(context, where, tail);
  const me = context.actor.staffId;
  return Promise.all(
    rows.map(async (row) => {
      const theirs = [row.answeredBy, row.wants, row.dueStaff].some((person) => person?.id === me);
      const isOpen = theirs || (await context.rules(row.siteId)).values.customers.maskPrivate === 'nobody';
      return isOpen ? row : { ...row, contact: maskNumbers(row.contact) };
    }),
  );
}

const maskNumbers = (text: string): string => text.replace(/\+?\d[\d\s-]{4,}\d/g, maskPhone);

const storedRows = (context: Context, where: Sql, tail: Sql): Promise<CallRow[]> =>
  context.tx.rows<CallRow>(sql`select calls.id, calls.site_id as "siteId", calls.day, calls.at, calls.caller, calls.contact, calls.need,
      calls.note, (select json_build_object('id', c.id, 'name', c.name) from customers c
        where c.company_id = calls.company_id and c.id = calls.customer_id and (c.site_id is null or c.site_id = calls.site_id)) as customer,
      ${ref(sql`calls.due_staff_id`)} as "dueStaff", ${ref(sql`calls.answered_by`)} as "answeredBy",
      calls.answered_as_due as "answeredAsDue", calls.answered_late as "answeredLate", calls.rings,
      ${ref(sql`calls.wants_staff_id`)} as wants, calls.for_wanted as "forWanted", calls.delivered_at as "deliveredAt",
      calls.journal_id as "journalId"
    from calls where calls.company_id = ${context.tx.companyId} and ${where} ${tail}`);

const take = carryOut(routes.takeCall, async (context, { params, body }) => {
  const { locked, rules } = await openSheet(context, params.siteId, 'desk.receive');
  await requirePeople(context, 'wantsStaffId', [body.answeredBy, body.wantsStaffId]);
  const callId = context.newId();
  const customerId = body.customerId === null ? null : await resolve(context.tx, body.customerId);
  if (body.customerId !== null && customerId === null) throw notFound('客户 / customer');
  const { answeredBy, wantsStaffId, rings, contact } = body;
  const input = { callId, answeredBy, wantsStaffId, rings, contact };
  const decision = await decided(context, takeCall(rules.values.desk, locked.sheet, input, context.now));
  const { result } = decision.outcome;
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.takeCall',
    subject: { type: 'call', id: callId },
    customerId,
    staffIds: [result.dueStaffId, result.answeredBy, wantsStaffId],
    input: { ...input, contact: maskNumbers(contact) }, // that there was one is what decided
    facts: {},
  });
  const { caller, need, note } = body;
  const { siteId } = params;
  const said = { caller, contact, need, note, customerId, rings, wantsStaffId };
  await insertCall(context.tx, { id: callId, siteId, day: locked.day, at: context.now, ...said, ...result, journalId });
  if (result.forWanted === 'now' && wantsStaffId !== null) {
    await notify(context, {
      staffId: wantsStaffId,
      kind: 'desk.call_for_you',
      payload: { link: '/desk/mine', callId, caller },
      journalId,
    });
  }
  const [call] = await callRows(context, sql`calls.id = ${callId}`, sql``);
  if (!call) throw notFound('来电 / call');
  return { call, journalId };
});

export const callEndpoints = [take];
