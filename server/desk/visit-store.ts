/** Writes of visits: a row follows the sheet while the visit is on the floor, and keeps what only the house keeps. */
import sql from 'sql-template-tag';
import type { DeskSheet, OwnerConsequence, VisitInput, VisitOnFloor } from '#core/desk/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

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

/** Taken on while the server is with somebody else. Decided when the server is given the visit, and kept; null: as it was. */
const isParallel = (before: DeskSheet, after: DeskSheet, visit: VisitRecord): boolean | null => {
  if (visit.ended !== null || before.visits[visit.visitId]?.serverId === visit.serverId) return null;
  const others = Object.values(after.visits).filter((other) => other.visitId !== visit.visitId);
  return visit.serverId !== null && others.some((other) => other.serverId === visit.serverId);
};

const columnsOf = (before: DeskSheet, after: DeskSheet, visit: VisitRecord) => ({
  id: visit.visitId,
  number: visit.number,
  state: visit.ended ?? visit.state,
  kind: visit.row,
  service: visit.service,
  // Left alone where this decision did not change it: the row follows a merge, the sheet of the day does not.
  customer_id: before.visits[visit.visitId]?.customerId === visit.customerId ? null : visit.customerId,
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
  parallel: isParallel(before, after, visit),
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
  before: DeskSheet,
  after: DeskSheet,
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
      JSON.stringify(columnsOf(before, after, { ...visit, endedAt: null, ended: null })),
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
          counts_until_explained = v.counts_until_explained, parallel = coalesce(v.parallel, visits.parallel), called_at = v.called_at, started_at = v.started_at,
          ended_at = v.ended_at, version = visits.version + 1,
          -- Why this person: taking the visitor, the farewell and the registration do not answer that.
          journal_id = case when (visits.server_id, visits.kind, visits.service) is distinct from (v.server_id, v.kind, v.service)
            then $3::uuid else visits.journal_id end
        from jsonb_to_record($2::jsonb) as v ${recordOf} where visits.company_id = $1 and visits.id = v.id`,
      values: [tx.companyId, JSON.stringify(columnsOf(before, after, row)), journalId],
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

/** Whoever received the visitor at the door, whoever served them then. */
export async function recordedBy(tx: Tx, visitId: string, staffId: string): Promise<boolean> {
  const row =
    await tx.row(sql`select 1 from journal where journal.company_id = ${tx.companyId} and journal.subject_type = 'visit'
    and journal.subject_id = ${visitId} and journal.kind = 'desk.receiveVisit' and journal.actor_id = ${staffId}::uuid limit 1`);
  return row !== null;
}

/** The visit as it was described at the door, with what finds its facts again. */
export interface StoredInput {
  readonly said: Omit<VisitInput, 'visitId'>;
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
