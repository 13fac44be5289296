/** Reading simulations: whoever asked for one sees it, nobody else. */
import sql, { type Sql } from 'sql-template-tag';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { simulation as routes } from '#contract/simulation.ts';
import { maskName } from '#core/customers/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { isKind, kinds } from '#core/kinds.ts';
import { registry } from '#core/rules.ts';
import { findParameter } from '#rulebooks/language/index.ts';
import type { PersonTotals, SimulationTotals } from '#core/simulation/index.ts';
import { type Actor, personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import type { KeptChange } from './store.ts';

type Row = ResponseOf<typeof routes.list>['rows'][number];
type One = ResponseOf<typeof routes.one>;
type ChangeOut = ResponseOf<typeof routes.changes>['rows'][number];
interface Ref {
  readonly id: string;
  readonly name: string;
}

export const everySite = async (tx: Tx): Promise<string[]> =>
  (await tx.rows<{ id: string }>(sql`select id from sites where company_id = ${tx.companyId}`)).map(({ id }) => id);

/** When the first decision was recorded that can be decided again: later than the first of all where an earlier release wrote down less. */
export const journalBegins = async (tx: Tx): Promise<Instant | null> =>
  (
    await tx.row<{ since: Instant | null }>(sql`select min(journal.at) as since from journal
      where journal.company_id = ${tx.companyId} and journal.recorded_at
        > coalesce((select companies.decidable_from from companies where companies.id = ${tx.companyId}), '-infinity')`)
  )?.since ?? null;

export const hasDecisions = async (
  tx: Tx,
  period: {
    readonly rulebookId: string;
    readonly siteIds: readonly string[];
    readonly from: Instant;
    readonly to: Instant;
  },
): Promise<boolean> =>
  (await tx.row(sql`select 1 from journal
      join rulebook_versions on rulebook_versions.company_id = journal.company_id and rulebook_versions.id = journal.rulebook_version_id
    where journal.company_id = ${tx.companyId} and journal.site_id = any(${[...period.siteIds]}::uuid[])
      and journal.at >= ${period.from} and journal.at < ${period.to} and rulebook_versions.rulebook_id = ${period.rulebookId}
      and journal.recorded_at
        > coalesce((select companies.decidable_from from companies where companies.id = ${tx.companyId}), '-infinity')
    limit 1`)) !== null;

const columns = sql`simulations.id, simulations.rulebook_id as "rulebookId", rulebooks.title, simulations.under, simulations.site_ids as "siteIds",
  simulations.period_from as "from", simulations.period_to as "to", simulations.asked_by as "askedBy", staff.name as "askedByName",
  simulations.asked_at as "askedAt", simulations.state, simulations.cancel_requested as "cancelRequested", simulations.done, simulations.total,
  simulations.ended_at as "endedAt", (simulations.result ->> 'changes')::int as changes`;
const joins = sql`join rulebooks on rulebooks.company_id = simulations.company_id and rulebooks.id = simulations.rulebook_id
  join staff on staff.company_id = simulations.company_id and staff.id = simulations.asked_by`;

interface Stored extends Omit<Row, 'rulebook' | 'sites' | 'askedBy'> {
  readonly rulebookId: string;
  readonly title: string;
  readonly siteIds: string[];
  readonly askedBy: string;
  readonly askedByName: string;
}

const rowOf = (
  { rulebookId, title, siteIds, askedBy, askedByName, ...row }: Stored,
  names: ReadonlyMap<string, string>,
): Row => ({
  ...row,
  rulebook: { id: rulebookId, title },
  sites: siteIds.map((id) => ({ id, name: names.get(id) ?? '' })),
  askedBy: { id: askedBy, name: askedByName },
});

async function siteNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const sites = await tx.rows<Ref>(sql`select id, name from sites where company_id = ${tx.companyId}`);
  return new Map(sites.map(({ id, name }) => [id, name]));
}
async function staffNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<Ref>(
    sql`select id, name from staff where company_id = ${tx.companyId} and id::text = any(${[...new Set(ids)]}::text[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function list(context: Context, query: QueryOf<typeof routes.list>) {
  const { tx, actor } = context;
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<Stored>(sql`select ${columns} from simulations ${joins}
    where simulations.company_id = ${tx.companyId} and ${mine(actor)}
      and (${query.rulebookId ?? null}::uuid is null or simulations.rulebook_id = ${query.rulebookId ?? null})
      and (${after?.[0] ?? null}::timestamptz is null or (simulations.asked_at, simulations.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by simulations.asked_at desc, simulations.id desc limit ${query.limit + 1}`);
  const names = await siteNames(tx);
  return pageFrom(
    rows.map((row) => rowOf(row, names)),
    query.limit,
    (row) => [row.askedAt, row.id],
  );
}

/** Mine, and of sites I still may simulate: who moved to another site leaves the figures of the first behind. */
function mine(actor: Actor): Sql {
  const scope = requireScope(actor, 'rulebook.simulate', 'site');
  const within = scope === 'company' ? sql`true` : sql`simulations.site_ids <@ ${[...actor.siteIds]}::uuid[]`;
  return sql`simulations.asked_by = ${personOf(actor)} and ${within}`;
}

export async function requireMine({ tx, actor }: Context, simulationId: string): Promise<void> {
  const found = await tx.row(sql`select 1 from simulations
    where simulations.company_id = ${tx.companyId} and simulations.id = ${simulationId} and ${mine(actor)}`);
  if (!found) throw notFound('模拟 / simulation');
}

/** As the worker keeps it: people by id, clauses with those of the house. */
type KeptResult = Omit<SimulationTotals, 'clauses'> & {
  readonly clauses: readonly { readonly clause: string; readonly houseClauses: string[]; readonly changes: number }[];
  readonly decided: number;
  readonly kept: number;
  readonly blind: readonly string[];
};

export async function one(context: Context, simulationId: string): Promise<One> {
  await requireMine(context, simulationId);
  const { tx } = context;
  const row = await tx.row<Stored & { result: KeptResult | null }>(sql`select ${columns}, simulations.result
    from simulations ${joins} where simulations.company_id = ${tx.companyId} and simulations.id = ${simulationId}`);
  if (!row) throw notFound('模拟 / simulation');
  const { result, ...rest } = row;
  return {
    ...rowOf(rest, await siteNames(tx)),
    result:
      result &&
      ({
        ...result,
        clauses: [...result.clauses],
        blind: result.blind.map(labelled),
        people: await named(tx, result.people),
      } as One['result']),
  };
}

const labelled = (name: string) => ({ name, label: findParameter(registry, name)?.label ?? { zh: name, en: name } });

async function named(tx: Tx, people: readonly PersonTotals[]) {
  const names = await staffNames(
    tx,
    people.map(({ staffId }) => staffId),
  );
  return people.map(({ staffId, ...figures }) => ({
    person: { id: staffId, name: names.get(staffId) ?? '' },
    ...figures,
  }));
}

export async function changes(context: Context, simulationId: string, query: QueryOf<typeof routes.changes>) {
  await requireMine(context, simulationId);
  const { tx } = context;
  const [after] = fromCursor(query.cursor, 1) ?? [0];
  const { topic = null, what = null, certainty = null, personId = null, clause = null, siteId = null } = query;
  const rows =
    await tx.rows<KeptChange>(sql`select number, topic, what, certainty, assumes, journal_id as "journalId", kind, at,
      site_id as "siteId", subject_id as "subjectId", customer_id as "customerId", before, after, staff_before as "staffBefore",
      staff_after as "staffAfter", clauses, house_clauses as "houseClauses"
    from simulation_changes
    where company_id = ${tx.companyId} and simulation_id = ${simulationId} and number > ${after}
      and (${topic}::text is null or topic = ${topic}) and (${what}::text is null or what = ${what})
      and (${certainty}::text is null or certainty = ${certainty}) and (${siteId}::uuid is null or site_id = ${siteId})
      and (${personId}::text is null or ${personId} = any(staff_before || staff_after))
      and (${clause}::text is null or ${clause} = any(clauses || house_clauses))
    order by number limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.number]);
  return { ...page, rows: await told(context, page.rows) };
}

/**
 * With names: people in full, customers by their surname only, because a change of rules needs no more; confidential ones not at all,
 * except to those who are responsible for them or see the company.
 */
async function told({ tx, actor }: Context, rows: readonly KeptChange[]): Promise<ChangeOut[]> {
  const people = await staffNames(
    tx,
    rows.flatMap((row) => [...row.staffBefore, ...row.staffAfter, ...idsIn(row.before), ...idsIn(row.after)]),
  );
  const sites = await siteNames(tx);
  const visits = await tx.rows<{ id: string; number: number; day: string }>(
    sql`select id, number, day from visits where company_id = ${tx.companyId} and id::text = any(${rows.map((row) => row.subjectId)}::text[])`,
  );
  const customers = await tx.rows<Ref>(
    sql`select id, name from customers where company_id = ${tx.companyId} and id::text = any(${rows.flatMap((row) => row.customerId ?? [])}::text[])
      and (not confidential or owner_id = ${actor.staffId}::uuid or ${scopeOf(actor, 'customers.read') === 'company'})`,
  );
  const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
  const customerOf = new Map(customers.map((customer) => [customer.id, maskName(customer.name)]));
  const person = (id: string) => ({ id, name: people.get(id) ?? id });
  return rows.map((row) => {
    const visit = visitOf.get(row.subjectId);
    const customer = row.customerId === null ? '' : (customerOf.get(row.customerId) ?? '');
    const numbered = visit ? `${visit.day} #${visit.number}` : '';
    return {
      number: row.number,
      topic: row.topic,
      what: row.what,
      certainty: row.certainty,
      assumes: row.assumes,
      journalId: row.journalId,
      kind: row.kind,
      kindName: isKind(row.kind) ? kinds[row.kind].label : { zh: row.kind, en: row.kind },
      at: row.at,
      site: row.siteId === null ? null : { id: row.siteId, name: sites.get(row.siteId) ?? '' },
      subject: [numbered, customer].filter(Boolean).join(' '),
      link: visit ? `/visits/${visit.id}` : row.customerId && customer ? `/customers/${row.customerId}` : null,
      before: withNames(row.before, people),
      after: withNames(row.after, people),
      staffBefore: row.staffBefore.map(person),
      staffAfter: row.staffAfter.map(person),
      clauses: [...row.clauses],
      houseClauses: [...row.houseClauses],
    };
  });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const idsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? uuid.test(value)
      ? [value]
      : []
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(idsIn)
      : [];
function withNames<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return (names.get(value) ?? value) as Value;
  if (Array.isArray(value)) return value.map((item) => withNames(item, names)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNames(inner, names)])) as Value;
}
