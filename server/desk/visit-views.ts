/** Visits as screens show them. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { VisitRowOut } from '#contract/desk.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';

type Ref = { id: string; name: string } | null;

interface Row extends Omit<VisitRowOut, 'owner'> {
  readonly ownerKind: VisitRowOut['owner']['kind'];
  readonly ownerRef: Ref;
  readonly previousOwner: Ref;
  readonly closesPrevious: boolean;
  readonly ownerNeeds: 'supervisor' | null;
  readonly registrationDue: boolean;
  readonly outcome: string | null;
  readonly interest: string;
}

const ref = (column: Sql): Sql => sql`(select json_build_object('id', person.id, 'name', person.name) from staff person
  where person.company_id = visits.company_id and person.id = ${column})`;

/** A customer's name is shown to whoever is on the visit or holds the customer, and to the desk of the customer's own site. */
const customerRef = (
  context: Context,
): Sql => sql`(select json_build_object('id', c.id, 'name', c.name) from customers c
  where c.company_id = visits.company_id and c.id = visits.customer_id
    and (c.site_id is not distinct from visits.site_id or c.site_id is null or ${context.actor.grants['customers.read'] === 'company'}
      or ${context.actor.staffId}::uuid in (visits.server_id, visits.on_behalf_of, c.owner_id)
      or ${context.actor.staffId}::uuid = any(visits.helpers)))`;

const columns = (
  context: Context,
): Sql => sql`visits.id, visits.site_id as "siteId", visits.day, visits.number, visits.state,
  visits.kind as row, visits.service, visits.purpose, visits.visitor, ${customerRef(context)} as customer,
  visits.party_size as "partySize", ${ref(sql`visits.server_id`)} as server,
  coalesce((select json_agg(json_build_object('id', person.id, 'name', person.name)) from staff person
    where person.company_id = visits.company_id and person.id = any(visits.helpers)), '[]'::json) as helpers,
  ${ref(sql`visits.on_behalf_of`)} as "onBehalfOf", ${ref(sql`visits.credited_to`)} as "creditedTo", visits.turn_used as "turnUsed",
  visits.counts_until_explained as "countsUntilExplained", visits.owner_kind as "ownerKind", ${ref(sql`visits.owner_id`)} as "ownerRef",
  ${ref(sql`visits.previous_owner_id`)} as "previousOwner", visits.closes_previous as "closesPrevious",
  case when visits.owner_settled_at is null then visits.owner_needs end as "ownerNeeds", visits.hints,
  visits.arrived_at as "arrivedAt", visits.called_at as "calledAt", visits.started_at as "startedAt", visits.ended_at as "endedAt",
  (select deadlines.due_at from deadlines where deadlines.company_id = visits.company_id and deadlines.kind = 'desk.waiting'
    and deadlines.subject_id = visits.id and deadlines.settled_at is null) as "alertAt",
  visits.journal_id as "journalId", visits.version, visits.registration_due as "registrationDue", visits.outcome, visits.interest`;

function outFrom({ ownerKind, ownerRef, previousOwner, closesPrevious, ownerNeeds, ...row }: Row) {
  const owner = { kind: ownerKind, owner: ownerRef, previousOwner, closesPrevious, needs: ownerNeeds };
  return { ...row, owner };
}
export type VisitOutRow = ReturnType<typeof outFrom>;

/** What the wire shape does not hold is left out. */
export const wire = ({
  registrationDue: _due,
  outcome: _outcome,
  interest: _interest,
  ...visit
}: VisitOutRow): VisitRowOut => visit;

export async function visitRows(context: Context, where: Sql, tail: Sql): Promise<VisitOutRow[]> {
  const rows = await context.tx.rows<Row>(sql`select ${columns(context)} from visits
    where visits.company_id = ${context.tx.companyId} and ${where} ${tail}`);
  return rows.map(outFrom);
}

/** One visit. Every desk command answers with it, so the statement is prepared. */
export async function visitRow(context: Context, visitId: string): Promise<VisitOutRow> {
  const { text, values } = sql`select ${columns(context)} from visits
    where visits.company_id = ${context.tx.companyId} and visits.id = ${visitId}`;
  const row = await context.tx.row<Row>({ name: 'desk.visit-row', text, values });
  if (!row) throw notFound('来访 / visit');
  return outFrom(row);
}

export const visitOut = async (context: Context, visitId: string): Promise<VisitRowOut> =>
  wire(await visitRow(context, visitId));

const STEPS_MAX = 500; // bounds one visit's page; nobody notes more in an afternoon

interface LogRow {
  readonly interest: string;
  readonly outcome: 'undecided' | 'interested' | 'follow_up' | 'deposit' | 'deal' | 'lost' | 'not_a_customer' | null;
  readonly note: string;
}

export async function logOf(context: Context, visitId: string) {
  const log = await context.tx.row<LogRow>(sql`select visits.interest, visits.outcome, visits.note from visits
    where visits.company_id = ${context.tx.companyId} and visits.id = ${visitId}`);
  if (!log) throw notFound('来访 / visit');
  const steps = await context.tx.rows<{
    at: string;
    text: string;
    by: Ref;
  }>(sql`select visit_steps.at, visit_steps.body as text,
      (select json_build_object('id', staff.id, 'name', staff.name) from staff
        where staff.company_id = visit_steps.company_id and staff.id = visit_steps.by_id) as by
    from visit_steps where visit_steps.company_id = ${context.tx.companyId} and visit_steps.visit_id = ${visitId}
    order by visit_steps.at, visit_steps.id limit ${STEPS_MAX}`);
  return { ...log, steps };
}
