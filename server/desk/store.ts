/** Writes of the desk: the sheet of a day under one lock, its ledger, visits and calls. */
import sql from 'sql-template-tag';
import { type DeskSheet, type Entry, emptySheet, type OwnerConsequence, type VisitOnFloor } from '#core/desk/index.ts';
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

export interface NewVisit {
  readonly siteId: string;
  readonly day: LocalDate;
  readonly purpose: string;
  readonly parties: number;
  readonly visitor: string;
  readonly input: unknown;
}

interface VisitRecord extends VisitOnFloor {
  readonly endedAt: Instant | null;
  readonly ended: 'finished' | 'left' | null;
}

const isParallel = (sheet: DeskSheet, visit: VisitOnFloor): boolean =>
  Object.values(sheet.visits).some((other) => other.serverId === visit.serverId && other.number < visit.number);

const columnsOf = (sheet: DeskSheet, visit: VisitRecord) => ({
  id: visit.visitId,
  number: visit.number,
  state: visit.ended ?? visit.state,
  kind: visit.row,
  service: visit.service,
  customer_id: visit.customerId,
  standing: visit.standing,
  party_size: visit.partySize,
  server_id: visit.serverId,
  unit_id: visit.unitId,
  helpers: visit.helpers,
  on_behalf_of: visit.onBehalfOf,
  credited_to: visit.creditedTo?.staffId ?? null,
  credited_unit: visit.creditedTo?.unitId ?? null,
  turn_used: visit.turnUsed,
  counts_until_explained: visit.countsUntilExplained,
  parallel: isParallel(sheet, visit),
  arrived_at: visit.arrivedAt,
  called_at: visit.calledAt,
  started_at: visit.startedAt,
  ended_at: visit.endedAt,
});

const recordOf = `(id uuid, number int, state text, kind text, service text, customer_id uuid, standing text, party_size int,
  server_id uuid, unit_id uuid, helpers uuid[], on_behalf_of uuid, credited_to uuid, credited_unit uuid, turn_used boolean,
  counts_until_explained boolean, parallel boolean, arrived_at timestamptz, called_at timestamptz, started_at timestamptz,
  ended_at timestamptz)`;

export async function insertVisit(
  tx: Tx,
  fresh: NewVisit,
  sheet: DeskSheet,
  visit: VisitOnFloor,
  owner: OwnerConsequence,
  hints: readonly string[],
  journalId: string,
): Promise<void> {
  await tx.run({
    name: 'desk.insert-visit',
    text: `insert into visits (company_id, site_id, day, purpose, parties, visitor, input, owner_kind, owner_id, previous_owner_id,
        closes_previous, owner_needs, hints, journal_id, id, number, state, kind, service, customer_id, standing, party_size, server_id,
        unit_id, helpers, on_behalf_of, credited_to, credited_unit, turn_used, counts_until_explained, parallel, arrived_at, called_at,
        started_at, ended_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, v.* from jsonb_to_record($15::jsonb) as v ${recordOf}`,
    values: [
      tx.companyId,
      fresh.siteId,
      fresh.day,
      fresh.purpose,
      fresh.parties,
      fresh.visitor,
      JSON.stringify(fresh.input),
      owner.kind,
      owner.ownerId,
      owner.previousOwnerId,
      owner.closesPrevious,
      owner.needs,
      hints,
      journalId,
      JSON.stringify(columnsOf(sheet, { ...visit, endedAt: null, ended: null })),
    ],
  });
}

/** Brings the visit rows to what the sheet says; those that left the sheet have ended. */
export async function updateVisits(
  tx: Tx,
  before: DeskSheet,
  after: DeskSheet,
  journalId: string,
  ended: { readonly at: Instant; readonly visits: readonly VisitOnFloor[]; readonly state: 'finished' | 'left' },
  except: readonly string[] = [],
): Promise<void> {
  const changed: VisitRecord[] = Object.values(after.visits)
    .filter((visit) => before.visits[visit.visitId] !== visit && !except.includes(visit.visitId))
    .map((visit) => ({ ...visit, endedAt: null, ended: null }));
  // Those that ended first: whoever was with them may already have been called for the next.
  const rows = [...ended.visits.map((visit) => ({ ...visit, endedAt: ended.at, ended: ended.state })), ...changed];
  for (const row of rows) {
    await tx.run({
      name: 'desk.update-visit',
      text: `update visits set state = v.state, kind = v.kind, service = v.service, customer_id = coalesce(v.customer_id, visits.customer_id),
          standing = v.standing, server_id = v.server_id, unit_id = v.unit_id, helpers = v.helpers, on_behalf_of = v.on_behalf_of,
          credited_to = v.credited_to, credited_unit = v.credited_unit, turn_used = v.turn_used,
          counts_until_explained = v.counts_until_explained, parallel = v.parallel, called_at = v.called_at, started_at = v.started_at,
          ended_at = v.ended_at, journal_id = $3, version = visits.version + 1
        from jsonb_to_record($2::jsonb) as v ${recordOf} where visits.company_id = $1 and visits.id = v.id`,
      values: [tx.companyId, JSON.stringify(columnsOf(after, row)), journalId],
    });
  }
}

export async function saveOwner(
  tx: Tx,
  visitId: string,
  owner: OwnerConsequence,
  hints: readonly string[],
  input: { readonly purpose: string; readonly parties: number; readonly input: unknown } | null,
): Promise<void> {
  await tx.run({
    name: 'desk.save-owner',
    text: `update visits set owner_kind = $3, owner_id = $4, previous_owner_id = $5, closes_previous = $6, owner_needs = $7, hints = $8,
        owner_settled_at = null, purpose = coalesce($9, purpose), parties = coalesce($10, parties), input = coalesce($11, input)
      where company_id = $1 and id = $2`,
    values: [
      tx.companyId,
      visitId,
      owner.kind,
      owner.ownerId,
      owner.previousOwnerId,
      owner.closesPrevious,
      owner.needs,
      hints,
      input?.purpose ?? null,
      input?.parties ?? null,
      input === null ? null : JSON.stringify(input.input),
    ],
  });
}

export interface StoredVisit {
  readonly id: string;
  readonly siteId: string;
  readonly day: LocalDate;
  readonly state: 'waiting' | 'called' | 'serving' | 'finished' | 'left';
  readonly serverId: string | null;
  readonly customerId: string | null;
  readonly number: number;
  readonly visitor: string;
  readonly registrationDue: boolean;
  readonly owner: OwnerConsequence;
  readonly ownerSettledAt: Instant | null;
  readonly journalId: string;
  readonly version: number;
  readonly input: StoredInput;
  /** As it stood when it left the floor. */
  readonly onFloor: VisitOnFloor;
}

/** The visit as it was described at the door, with what finds its facts again. */
export interface StoredInput {
  readonly said: Omit<import('#core/desk/index.ts').VisitInput, 'visitId'>;
  readonly referredBy: string | null;
  readonly moneyPaid: boolean;
}

interface VisitRow extends Omit<StoredVisit, 'owner' | 'onFloor'> {
  readonly ownerKind: OwnerConsequence['kind'];
  readonly ownerId: string | null;
  readonly previousOwnerId: string | null;
  readonly closesPrevious: boolean;
  readonly ownerNeeds: 'supervisor' | null;
  readonly kind: VisitOnFloor['row'];
  readonly service: VisitOnFloor['service'];
  readonly standing: VisitOnFloor['standing'];
  readonly unitId: string | null;
  readonly helpers: string[];
  readonly onBehalfOf: string | null;
  readonly creditedTo: string | null;
  readonly creditedUnit: string | null;
  readonly turnUsed: boolean;
  readonly countsUntilExplained: boolean;
  readonly partySize: number;
  readonly arrivedAt: Instant;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
}

const storedColumns = `visits.id, visits.site_id as "siteId", visits.day, visits.state, visits.server_id as "serverId",
  visits.customer_id as "customerId", visits.number, visits.visitor, visits.registration_due as "registrationDue",
  visits.owner_settled_at as "ownerSettledAt", visits.journal_id as "journalId", visits.version, visits.input,
  visits.owner_kind as "ownerKind", visits.owner_id as "ownerId", visits.previous_owner_id as "previousOwnerId",
  visits.closes_previous as "closesPrevious", visits.owner_needs as "ownerNeeds", visits.kind, visits.service, visits.standing,
  visits.unit_id as "unitId", visits.helpers, visits.on_behalf_of as "onBehalfOf", visits.credited_to as "creditedTo",
  visits.credited_unit as "creditedUnit", visits.turn_used as "turnUsed", visits.counts_until_explained as "countsUntilExplained",
  visits.party_size as "partySize", visits.arrived_at as "arrivedAt", visits.called_at as "calledAt", visits.started_at as "startedAt"`;

function storedFrom(row: VisitRow): StoredVisit {
  const owner: OwnerConsequence = {
    kind: row.ownerKind,
    ownerId: row.ownerId,
    previousOwnerId: row.previousOwnerId,
    closesPrevious: row.closesPrevious,
    needs: row.ownerNeeds,
  };
  const onFloor: VisitOnFloor = {
    visitId: row.id,
    number: row.number,
    customerId: row.customerId,
    standing: row.standing,
    state: row.state === 'waiting' || row.state === 'called' ? row.state : 'serving',
    row: row.kind,
    service: row.service,
    serverId: row.serverId,
    unitId: row.unitId,
    helpers: row.helpers,
    onBehalfOf: row.onBehalfOf,
    creditedTo: row.creditedTo === null ? null : { staffId: row.creditedTo, unitId: row.creditedUnit },
    turnUsed: row.turnUsed,
    countsUntilExplained: row.countsUntilExplained,
    standIn: null,
    partySize: row.partySize,
    arrivedAt: row.arrivedAt,
    calledAt: row.calledAt,
    startedAt: row.startedAt,
  };
  return { ...row, owner, onFloor };
}

/** Which site and day a visit belongs to, so that its sheet can be locked before anything is decided. */
export async function placeOfVisit(tx: Tx, visitId: string): Promise<{ siteId: string; day: LocalDate }> {
  const row = await tx.row<{ siteId: string; day: LocalDate }>({
    name: 'desk.place-of-visit',
    text: 'select visits.site_id as "siteId", visits.day from visits where visits.company_id = $1 and visits.id = $2',
    values: [tx.companyId, visitId],
  });
  if (!row) throw notFound('来访 / visit');
  return row;
}

export async function visitById(tx: Tx, visitId: string): Promise<StoredVisit> {
  const row = await tx.row<VisitRow>({
    name: 'desk.visit',
    text: `select ${storedColumns} from visits where visits.company_id = $1 and visits.id = $2`,
    values: [tx.companyId, visitId],
  });
  if (!row) throw notFound('来访 / visit');
  return storedFrom(row);
}

export const settleOwner = (
  tx: Tx,
  visitId: string,
  settled: { readonly at: Instant; readonly claimId: string | null },
): Promise<number> =>
  tx.run(sql`update visits set owner_settled_at = ${settled.at}, claim_id = coalesce(${settled.claimId}::uuid, claim_id),
      version = version + 1
    where company_id = ${tx.companyId} and id = ${visitId}`);

/** The visitor is known now: nothing is left to register. */
export const nameVisitor = (tx: Tx, visitId: string, customerId: string): Promise<number> =>
  tx.run(sql`update visits set customer_id = ${customerId}, registration_due = false, version = version + 1
    where company_id = ${tx.companyId} and id = ${visitId}`);

/** A count reversed or granted after the visit was over. */
export const correctCount = (tx: Tx, visit: VisitOnFloor, journalId: string): Promise<number> =>
  tx.run(sql`update visits set credited_to = ${visit.creditedTo?.staffId ?? null}, credited_unit = ${visit.creditedTo?.unitId ?? null},
      turn_used = ${visit.turnUsed}, journal_id = ${journalId}, version = version + 1
    where company_id = ${tx.companyId} and id = ${visit.visitId}`);

export interface LogChange {
  readonly interest?: string | undefined;
  readonly outcome?: string | null | undefined;
  readonly note?: string | undefined;
  readonly visitor?: string | undefined;
  readonly registrationDue?: boolean;
}

export const saveLog = (tx: Tx, visitId: string, log: LogChange): Promise<number> =>
  tx.run({
    name: 'desk.save-log',
    text: `update visits set interest = coalesce($3, interest), outcome = case when $4 then $5 else outcome end, note = coalesce($6, note),
        visitor = coalesce($7, visitor), registration_due = coalesce($8, registration_due), version = version + 1
      where company_id = $1 and id = $2`,
    values: [
      tx.companyId,
      visitId,
      log.interest ?? null,
      log.outcome !== undefined,
      log.outcome ?? null,
      log.note ?? null,
      log.visitor ?? null,
      log.registrationDue ?? null,
    ],
  });

export const addStep = (context: Context, visitId: string, body: string): Promise<number> =>
  context.tx.run(sql`insert into visit_steps (company_id, id, visit_id, at, body, by_id)
    values (${context.tx.companyId}, ${context.newId()}, ${visitId}, ${context.now}, ${body}, ${context.actor.staffId})`);

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
