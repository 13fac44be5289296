/** Writes of the desk: the sheet of a day under one lock, its ledger, calls, duty lists. */
import sql from 'sql-template-tag';
import { type DeskSheet, type Entry, emptySheet } from '#core/desk/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly closesAt: string;
}

export async function siteOf(tx: Tx, siteId: string): Promise<Site> {
  const site = await tx.row<Site>({
    name: 'desk.site',
    text: `select sites.id, sites.name, sites.time_zone as "timeZone", sites.closes_at as "closesAt" from sites where sites.company_id = $1 and sites.id = $2`,
    values: [tx.companyId, siteId],
  });
  if (!site) throw notFound('门店 / site');
  return site;
}

export const today = (context: Context, site: Site): LocalDate => localDateOf(context.now, site.timeZone);

export interface Locked {
  readonly site: Site;
  readonly day: LocalDate;
  readonly sheet: DeskSheet;
  readonly version: number;
}

interface SheetRow extends Site {
  readonly day: LocalDate;
  readonly sheet: DeskSheet | null;
  readonly version: number | null;
}

// The day is the site's local date at the given instant, unless one is asked for.
const selectSheet = (
  lock: string,
) => `select sites.id, sites.name, sites.time_zone as "timeZone", sites.closes_at as "closesAt", wanted.day, desk_sheets.sheet,
    desk_sheets.version
  from sites cross join lateral (select coalesce($3::date, ($4::timestamptz at time zone sites.time_zone)::date) as day) wanted
  ${lock === '' ? 'left ' : ''}join desk_sheets on desk_sheets.company_id = sites.company_id and desk_sheets.site_id = sites.id
    and desk_sheets.day = wanted.day
  where sites.company_id = $1 and sites.id = $2 ${lock}`;
const lockText = selectSheet('for update of desk_sheets');
const readText = selectSheet('');

const lockedFrom = ({ id, name, timeZone, closesAt, day, sheet, version }: SheetRow): Locked => ({
  site: { id, name, timeZone, closesAt },
  day,
  sheet: sheet ?? emptySheet(id, day, timeZone),
  version: version ?? 0,
});

/** The sheet of a day, locked: everything decided on it waits in line here, once. */
export async function lockSheet(context: Context, siteId: string, day?: LocalDate): Promise<Locked> {
  const { tx } = context;
  const values = [tx.companyId, siteId, day ?? null, context.now];
  const lock = () => tx.row<SheetRow>({ name: 'desk.lock-sheet', text: lockText, values });
  const row = await lock();
  if (row) return lockedFrom(row);
  const planned = await readSheet(context, siteId, day);
  await tx.run({
    name: 'desk.plan-sheet',
    text: `insert into desk_sheets (company_id, site_id, day, status, sheet) values ($1, $2, $3, 'planned', $4) on conflict do nothing`,
    values: [tx.companyId, siteId, planned.day, JSON.stringify(planned.sheet)],
  });
  const made = await lock();
  if (!made) throw new Error('a sheet just made has vanished');
  return lockedFrom(made);
}

/** The sheet of a day without a lock, for screens; one that was never begun is empty. */
export async function readSheet(context: Context, siteId: string, day?: LocalDate): Promise<Locked> {
  const values = [context.tx.companyId, siteId, day ?? null, context.now];
  const row = await context.tx.row<SheetRow>({ name: 'desk.read-sheet', text: readText, values });
  if (!row) throw notFound('门店 / site');
  return lockedFrom(row);
}

/** The last sheet before a day, which the new one may carry over. */
export async function previousSheet(tx: Tx, siteId: string, day: LocalDate): Promise<DeskSheet | null> {
  const row = await tx.row<{ sheet: DeskSheet }>(sql`select desk_sheets.sheet from desk_sheets
    where desk_sheets.company_id = ${tx.companyId} and desk_sheets.site_id = ${siteId} and desk_sheets.day < ${day}
      and desk_sheets.status <> 'planned' order by desk_sheets.day desc limit 1`);
  return row?.sheet ?? null;
}

const saveText = `
with saved as (
  update desk_sheets set sheet = $4, status = $5, version = version + 1, opened_at = $6,
    closed_at = case when $5 = 'closed' then coalesce(closed_at, $7) end
  where company_id = $1 and site_id = $2 and day = $3 returning version),
entries as (
  insert into turn_entries (company_id, site_id, day, seq, at, kind, unit_id, staff_id, visit_id, make_up_id, delta, from_place,
    to_place, clauses, house_clauses, reason, by_id, journal_id)
  select $1, $2, $3, e.seq, e.at, e.kind, e."unitId", e."staffId", e."visitId", e."makeUpId", e.delta, e."from", e."to", e.clauses,
    e."houseClauses", e.reason, e.by, $9
  from jsonb_to_recordset($8::jsonb) as e (seq int, at timestamptz, kind text, "unitId" uuid, "staffId" uuid, "visitId" uuid,
    "makeUpId" text, delta int, "from" int, "to" int, clauses text[], "houseClauses" text[], reason text, by uuid))
select version from saved`;

/** The sheet and the ledger entries that led to it, in one statement. */
export async function saveSheet(
  tx: Tx,
  at: { siteId: string; day: LocalDate; now: Instant },
  sheet: DeskSheet,
  entries: readonly (Omit<Entry, 'changes'> & { houseClauses: readonly string[] })[],
  journalId: string,
): Promise<number> {
  const row = await tx.row<{ version: number }>({
    name: 'desk.save-sheet',
    text: saveText,
    values: [
      tx.companyId,
      at.siteId,
      at.day,
      JSON.stringify(sheet),
      sheet.status,
      sheet.openedAt,
      at.now,
      JSON.stringify(entries),
      journalId,
    ],
  });
  if (!row) throw new Error('a locked sheet has vanished');
  return row.version;
}

export interface NewCall {
  readonly id: string;
  readonly siteId: string;
  readonly day: LocalDate;
  readonly at: Instant;
  readonly caller: string;
  readonly contact: string;
  readonly need: string;
  readonly note: string;
  readonly customerId: string | null;
  readonly dueStaffId: string | null;
  readonly answeredBy: string | null;
  readonly answeredAsDue: boolean;
  readonly answeredLate: boolean;
  readonly rings: number | null;
  readonly wantsStaffId: string | null;
  readonly forWanted: string | null;
  readonly journalId: string;
}

export const insertCall = (tx: Tx, call: NewCall): Promise<number> =>
  tx.run(sql`insert into calls (company_id, id, site_id, day, at, caller, contact, need, note, customer_id, due_staff_id, answered_by,
      answered_as_due, answered_late, rings, wants_staff_id, for_wanted, delivered_at, journal_id)
    values (${tx.companyId}, ${call.id}, ${call.siteId}, ${call.day}, ${call.at}, ${call.caller}, ${call.contact}, ${call.need},
      ${call.note}, ${call.customerId}, ${call.dueStaffId}, ${call.answeredBy}, ${call.answeredAsDue}, ${call.answeredLate},
      ${call.rings}, ${call.wantsStaffId}, ${call.forWanted}, ${call.forWanted === 'now' ? call.at : null}, ${call.journalId})`);

export const markDelivered = (tx: Tx, callIds: readonly string[], now: Instant): Promise<number> =>
  tx.run(sql`update calls set delivered_at = ${now} where company_id = ${tx.companyId} and id = any(${[...callIds]}::uuid[])
    and delivered_at is null`);

export const saveDutyList = (
  tx: Tx,
  list: {
    siteId: string;
    day: LocalDate;
    units: readonly string[];
    at: Instant;
    by: string | null;
    importId?: string | null;
  },
): Promise<number> =>
  tx.run(sql`insert into duty_lists (company_id, site_id, day, units, planned_at, planned_by, import_id)
    values (${tx.companyId}, ${list.siteId}, ${list.day}, ${[...list.units]}::uuid[], ${list.at}, ${list.by}, ${list.importId ?? null})
    on conflict (company_id, site_id, day) do update set units = excluded.units, planned_at = excluded.planned_at,
      planned_by = excluded.planned_by, import_id = excluded.import_id`);

export async function dutyListOf(tx: Tx, siteId: string, day: LocalDate): Promise<readonly string[]> {
  const row = await tx.row<{ units: string[] }>(sql`select duty_lists.units from duty_lists
    where duty_lists.company_id = ${tx.companyId} and duty_lists.site_id = ${siteId} and duty_lists.day = ${day}`);
  return row?.units ?? [];
}

/** Every place of the duty lists of a span of days, in order; a place may be a colleague or a team. */
export const dutyListsOf = (
  tx: Tx,
  siteId: string,
  from: LocalDate,
  to: LocalDate,
  limit: number,
): Promise<DutyPlace[]> =>
  tx.rows<DutyPlace>(sql`select duty_lists.day, listed.place::int as place, coalesce(teams.name, staff.name, '') as name,
      planner.name as "plannedBy", duty_lists.planned_at as "plannedAt", sites.time_zone as "timeZone"
    from duty_lists
    join sites on sites.company_id = duty_lists.company_id and sites.id = duty_lists.site_id
    cross join lateral unnest(duty_lists.units) with ordinality as listed (unit_id, place)
    left join teams on teams.company_id = duty_lists.company_id and teams.id = listed.unit_id
    left join staff on staff.company_id = duty_lists.company_id and staff.id = listed.unit_id
    left join staff as planner on planner.company_id = duty_lists.company_id and planner.id = duty_lists.planned_by
    where duty_lists.company_id = ${tx.companyId} and duty_lists.site_id = ${siteId}
      and duty_lists.day between ${from} and ${to}
    order by duty_lists.day, listed.place limit ${limit}`);

interface DutyPlace {
  readonly day: LocalDate;
  readonly place: number;
  readonly name: string;
  readonly plannedBy: string | null;
  readonly plannedAt: Instant;
  readonly timeZone: string;
}
