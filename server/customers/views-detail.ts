/** One customer file as the reader may see it, with everything that hangs on it. */
import sql from 'sql-template-tag';
import type { CustomerDetailOut } from '#contract/customers.ts';
import { customersRefusals } from '#contract/customers.ts';
import type { CustomerRuleValues, FormValues, Grade, Stage } from '#core/customers/index.ts';
import {
  attentionDue,
  decideReveal,
  formNames,
  maskName,
  missingFields,
  needsTrackingSheet,
  stagesAfter,
} from '#core/customers/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import { lacks } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import { maskPrivate } from './identity.ts';
import { peopleOf } from './people.ts';
import { maskKey, rowsOf } from './rows.ts';
import { revealFacts } from './privacy.ts';
import { canSee, inScope, requireVisible } from './scope.ts';
import { vaultOf } from './vault.ts';
import { newClaimsOf } from './views-new-customers.ts';

interface Core {
  readonly version: number;
  readonly enquiry: string;
  readonly visitedOn: string | null;
  readonly sourceDetail: string;
  readonly note: string;
  readonly background: string;
  readonly suggestions: string;
  readonly noDealReason: string;
  readonly withdrawalReason: string;
  readonly phoneDeclined: string | null;
  readonly mergedInto: string | null;
  readonly trackingSheetOpenedAt: string | null;
  readonly householdId: string | null;
  readonly registeredById: string | null;
  readonly registeredByName: string | null;
  readonly referredById: string | null;
  readonly referredByName: string | null;
}

const coreOf = async (context: Context, id: string): Promise<Core> => {
  const row = await context.tx.row<Core>(sql`
    select c.version, c.enquiry, c.visited_on as "visitedOn", c.source_detail as "sourceDetail", c.note, c.background, c.suggestions,
      c.no_deal_reason as "noDealReason", c.withdrawal_reason as "withdrawalReason", c.phone_declined as "phoneDeclined",
      c.merged_into as "mergedInto", c.tracking_sheet_opened_at as "trackingSheetOpenedAt", c.household_id as "householdId",
      registrar.id as "registeredById", registrar.name as "registeredByName", referrer.id as "referredById", referrer.name as "referredByName"
    from customers c left join staff registrar on registrar.company_id = c.company_id and registrar.id = c.registered_by
    left join customers referrer on referrer.company_id = c.company_id and referrer.id = c.referred_by
    where c.company_id = ${context.tx.companyId}::uuid and c.id = ${id}::uuid`);
  if (!row) throw notFound('客户 / customer');
  return row;
};

interface Named {
  readonly id: string | null;
  readonly name: string | null;
}
const ref = ({ id, name }: Named): { id: string; name: string } | null =>
  id === null ? null : { id, name: name ?? '' };

type ByRow<Row> = Row & { readonly byId: string | null; readonly byName: string | null };
const by = <Row>({ byId, byName, ...row }: ByRow<Row>) => ({ ...row, by: ref({ id: byId, name: byName }) });

async function histories(context: Context, id: string) {
  const company = sql`${context.tx.companyId}::uuid`;
  const customer = sql`${id}::uuid`;
  const rows = <Row>(query: ReturnType<typeof sql>) => context.tx.rows<Row>(query);
  const grades = await rows<ByRow<CustomerDetailOut['grades'][number]>>(sql`
    select g.from_grade as "from", g.to_grade as "to", g.reason, g.journal_id as "journalId", g.at, s.id as "byId", s.name as "byName"
    from customer_grades g left join staff s on s.company_id = g.company_id and s.id = g.by
    where g.company_id = ${company} and g.customer_id = ${customer} order by g.at desc, g.id desc limit 50`);
  const interests = await rows<ByRow<CustomerDetailOut['interests'][number]>>(sql`
    select i.id, i.product, i.detail, i.budget_min_fen as "budgetMinFen", i.budget_max_fen as "budgetMaxFen", i.at, s.id as "byId", s.name as "byName"
    from customer_interests i left join staff s on s.company_id = i.company_id and s.id = i.by
    where i.company_id = ${company} and i.customer_id = ${customer} and i.removed_at is null order by i.at desc, i.id desc limit 50`);
  const checks = await rows<ByRow<CustomerDetailOut['sourceChecks'][number]>>(sql`
    select k.recorded, k.told, k.was_asked as "wasAsked", k.matches, k.note, k.journal_id as "journalId", k.at, s.id as "byId", s.name as "byName"
    from customer_source_checks k left join staff s on s.company_id = k.company_id and s.id = k.by
    where k.company_id = ${company} and k.customer_id = ${customer} order by k.at desc, k.id desc limit 20`);
  const needs = await rows<ByRow<CustomerDetailOut['needs'][number]>>(sql`
    select n.id, n.body as text, n.urgency, n.feasibility, n.advice, n.forward_to as "forwardTo", n.declined_reason as "declinedReason",
      n.journal_id as "journalId", n.at, s.id as "byId", s.name as "byName",
      (select min(f.at) from follow_ups f where f.company_id = n.company_id and f.customer_id = n.customer_id and f.answered
        and f.channel <> 'note'
        and f.at >= n.at) as "answeredAt"
    from customer_needs n left join staff s on s.company_id = n.company_id and s.id = n.by
    where n.company_id = ${company} and n.customer_id = ${customer} order by n.at desc, n.id desc limit 50`);
  const files = await rows<ByRow<CustomerDetailOut['files'][number]>>(sql`
    select f.id, f.name, f.media_type as "mediaType", f.bytes, f.added_at as at, s.id as "byId", s.name as "byName"
    from customer_files f left join staff s on s.company_id = f.company_id and s.id = f.added_by
    where f.company_id = ${company} and f.customer_id = ${customer} and f.removed_at is null order by f.added_at desc, f.id desc limit 100`);
  const merges = await rows<
    ByRow<{
      id: string;
      absorbedId: string;
      absorbedName: string;
      at: string;
      undoneAt: string | null;
      journalId: string;
    }>
  >(sql`
    select m.id, m.absorbed_id as "absorbedId", a.name as "absorbedName", m.merged_at as at, m.undone_at as "undoneAt",
      m.journal_id as "journalId", s.id as "byId", s.name as "byName"
    from customer_merges m join customers a on a.company_id = m.company_id and a.id = m.absorbed_id
    left join staff s on s.company_id = m.company_id and s.id = m.merged_by
    where m.company_id = ${company} and m.kept_id = ${customer} order by m.merged_at desc, m.id desc limit 50`);
  const staff = await rows<{ id: string; name: string; role: string; since: string; until: string | null }>(sql`
    select s.id, s.name, cs.role, cs.since, cs.until from customer_staff cs
    join staff s on s.company_id = cs.company_id and s.id = cs.staff_id
    where cs.company_id = ${company} and cs.customer_id = ${customer} order by cs.since desc, cs.id desc limit 50`);
  const referrals = await rows<{ id: string; name: string }>(sql`
    select c.id, c.name from customers c where c.company_id = ${company} and c.referred_by = ${customer}
      and ${inScope(context.actor)} order by c.registered_at desc limit 50`);
  const transactions = await rows<ByRow<CustomerDetailOut['business']['transactions'][number]>>(sql`
    select t.id, t."on", t.kind, t.invoice_name as "invoiceName", t.number, t.added_at as at, s.id as "byId", s.name as "byName"
    from customer_transactions t left join staff s on s.company_id = t.company_id and s.id = t.added_by
    where t.company_id = ${company} and t.customer_id = ${customer} order by t."on" desc, t.id desc limit 50`);
  const newClaims = await newClaimsOf(context, id);
  return {
    business: { transactions: transactions.map(by), newClaims },
    grades: grades.map(by),
    sourceChecks: checks.map(by),
    interests: interests.map(by),
    needs: needs.map(by),
    files: files.map(by),
    merges: merges.map(({ absorbedId, absorbedName, ...row }) => ({
      ...by(row),
      absorbed: { id: absorbedId, name: absorbedName },
    })),
    staff: staff.map(({ id: staffId, name, ...row }) => ({ person: { id: staffId, name }, ...row })),
    referrals,
  };
}

const whyNot = (decision: Decision<unknown>): { code: string; zh: string; en: string } | null => {
  if (decision.accepted) return null;
  const text = customersRefusals[decision.code as keyof typeof customersRefusals];
  const { zh, en } = errorBody(decision.code, text, decision.detail).error;
  return { code: decision.code, zh, en };
};

const unlessHeld = (context: Context, permission: string): { code: string; zh: string; en: string } | null =>
  context.actor.grants[permission] ? null : lacks(permission);

export async function detail(context: Context, customerId: string): Promise<CustomerDetailOut> {
  await requireVisible(context, customerId);
  const [row] = await rowsOf(context, [customerId]);
  if (!row) throw notFound('客户 / customer');
  const core = await coreOf(context, customerId);
  const rules = (await context.rules(row.site?.id ?? null)).values.customers;
  const vault = await vaultOf(context);
  const people = (await peopleOf(context, customerId)).map((person) => ({
    ...person,
    open: vault.openIfPossible(person.sealed),
  }));
  const more = await histories(context, customerId);
  const household = core.householdId === null ? [] : await householdOf(context, customerId, core.householdId);
  const facts = await revealFacts(context, customerId, null);
  const reveal = decideReveal({ ...rules, revealNeedsReason: false }, facts);
  const {
    householdId: _household,
    trackingSheetOpenedAt,
    registeredById,
    registeredByName,
    referredById,
    referredByName,
    ...rest
  } = core;
  const referrerVisible = referredById !== null && (await canSee(context, referredById));
  const [self] = people;
  return {
    ...row,
    ...rest,
    ...more,
    registeredBy: ref({ id: registeredById, name: registeredByName }),
    referredBy: ref({ id: referredById, name: referrerVisible ? referredByName : maskName(referredByName ?? '') }),
    trackingSheet: { needed: needsTrackingSheet(rules, row.grade as Grade | null), openedAt: trackingSheetOpenedAt },
    attention: attention(rules, row, more.staff),
    nextStages: [...stagesAfter(rules, row.stage as Stage)],
    people: people.map(({ open, sealed: _sealed, keys, ...person }) => ({
      ...person,
      keys: keys.map(({ kind, value }) => ({ kind, masked: maskKey(kind, value, open.idNumber) })),
      private: maskPrivate(open),
    })),
    household,
    missing: missing(rules, {
      ...row,
      ...core,
      open: self?.open ?? {},
      phones: people.some((p) => p.keys.some((k) => k.kind === 'phone')),
    }),
    revealsLeft: reveal.accepted ? reveal.outcome.left + (facts.seenToday ? 0 : 1) : 0,
    whyNot: {
      reveal: unlessHeld(context, 'customers.reveal') ?? whyNot(reveal),
      edit: unlessHeld(context, 'customers.edit'),
      merge: unlessHeld(context, 'customers.merge'),
    },
  };
}

const attention = (
  rules: CustomerRuleValues,
  row: { important: boolean; owner: { id: string } | null },
  staff: readonly { person: { id: string }; role: string; until: string | null }[],
) => {
  const contactIds = staff.filter((one) => one.role === 'contact' && one.until === null).map((one) => one.person.id);
  const { reception, contactsMissing } = attentionDue(rules, {
    important: row.important,
    ownerId: row.owner?.id ?? null,
    contactIds,
  });
  return { reception, contactsMissing };
};

interface Filled extends Pick<Core, 'enquiry' | 'visitedOn' | 'phoneDeclined'> {
  readonly name: string;
  readonly source: string;
  readonly segment: string;
  readonly type: string | null;
  readonly phones: boolean;
  readonly open: Readonly<Record<string, string>>;
}

function missing(rules: CustomerRuleValues, file: Filled): Record<string, string[]> {
  const { open } = file;
  const values: FormValues = {
    ...open,
    name: file.name,
    phone: file.phones ? '✓' : null,
    enquiry: file.enquiry,
    visitedOn: file.visitedOn,
    source: file.source,
    segment: file.segment,
    type: file.type,
  };
  const forms = formNames.map((form): [string, string[]] => [
    form,
    [...missingFields(rules, form, values, file.phoneDeclined)],
  ]);
  return Object.fromEntries(forms.filter(([, fields]) => fields.length > 0));
}

const householdOf = (
  context: Context,
  customerId: string,
  householdId: string,
): Promise<{ id: string; name: string }[]> =>
  context.tx.rows<{ id: string; name: string }>(sql`
    select c.id, c.name from customers c where c.company_id = ${context.tx.companyId}::uuid and c.household_id = ${householdId}::uuid
      and c.id <> ${customerId}::uuid and c.merged_into is null and ${inScope(context.actor)} order by c.registered_at limit 20`);
