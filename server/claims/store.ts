/** Writes of the claim aggregate: the customer's claims are locked, decided on and saved together. */
import sql from 'sql-template-tag';
import type { Claim } from '#core/claims/index.ts';
import { type Instant, type LocalDate, localDateOf } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

/** A claim as it lies in the database: what the rules decide on, and what only the house keeps. */
export interface Stored extends Claim {
  readonly origin: string;
  readonly teamId: string | null;
  readonly signedBy: string | null;
  readonly plannedOn: LocalDate | null;
  readonly custodian: string | null;
  readonly note: string;
  /** Since when the department keeps the file because the owner has moved away (S2.03.a6). */
  readonly withheldAt: string | null;
  readonly version: number;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly grade: string | null;
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly ownerId: string | null;
  readonly referredBy: string | null;
  readonly householdId: string | null;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly calendar: string;
}

/** Column list of `claims`, named as the rules name the fields. */
export const claimColumns = `
  claims.id, claims.customer_id as "customerId", claims.owner_id as "ownerId", claims.site_id as "siteId", claims.team_id as "teamId",
  claims.origin, claims.state, claims.stage, claims.registered_at as "registeredAt", claims.effective_at as "effectiveAt",
  claims.due_at as "dueAt", claims.protected_until as "protectedUntil", claims.ended_at as "endedAt", claims.ended_reason as "endedReason",
  claims.signed_at as "signedAt", claims.signed_by as "signedBy", claims.follow_ups as "followUps", claims.sms_run as "smsRun",
  claims.last_contact_at as "lastContactAt", claims.signing_since as "signingSince", claims.second_due_on as "secondDueOn",
  claims.long_term as "longTerm", claims.first_sms_due_at as "firstSmsDueAt", claims.first_sms_at as "firstSmsAt",
  claims.closed_at as "closedAt", claims.previous_claim_id as "previousClaimId", claims.helps_claim_id as "helpsClaimId",
  claims.planned_on as "plannedOn", claims.custodian, claims.note, claims.withheld_at as "withheldAt", claims.version`;

const customerColumns = `customers.id, customers.name, customers.grade, customers.site_id as "siteId", customers.team_id as "teamId",
  customers.owner_id as "ownerId", customers.referred_by as "referredBy", customers.household_id as "householdId"`;

const CLAIMS_OF_A_CUSTOMER_MAX = 500; // bounds one load; a customer with more has had a claim a day for a year

/** Locks the customer, so that everything that decides about them waits in line. A merged one leads to the one that was kept. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<Customer> {
  const row = await tx.row<Customer & { mergedInto: string | null }>({
    name: 'claims.lock-customer',
    text: `select ${customerColumns}, customers.merged_into as "mergedInto" from customers
      where customers.company_id = $1 and customers.id = $2 for no key update`,
    values: [tx.companyId, customerId],
  });
  if (!row) throw notFound('客户 / customer');
  const { mergedInto, ...customer } = row;
  return mergedInto ? lockCustomer(tx, mergedInto) : customer;
}

export const claimsOfCustomer = (tx: Tx, customerId: string): Promise<Stored[]> =>
  tx.rows<Stored>({
    name: 'claims.of-customer',
    text: `select ${claimColumns} from claims where claims.company_id = $1 and claims.customer_id = $2
      order by claims.registered_at desc, claims.id desc limit ${CLAIMS_OF_A_CUSTOMER_MAX}`,
    values: [tx.companyId, customerId],
  });

export async function claimById(tx: Tx, claimId: string): Promise<Stored> {
  const claim = await tx.row<Stored>({
    name: 'claims.by-id',
    text: `select ${claimColumns} from claims where claims.company_id = $1 and claims.id = $2`,
    values: [tx.companyId, claimId],
  });
  if (!claim) throw notFound('归属记录 / claim');
  return claim;
}

export async function siteById(tx: Tx, siteId: string): Promise<Site> {
  const site = await tx.row<Site>({
    name: 'claims.site',
    text: `select sites.id, sites.name, sites.time_zone as "timeZone", sites.calendar from sites
      where sites.company_id = $1 and sites.id = $2`,
    values: [tx.companyId, siteId],
  });
  if (!site) throw notFound('门店 / site');
  return site;
}

export interface StaffFacts {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly siteId: string | null;
  readonly teamId: string | null;
}
export async function staffById(tx: Tx, staffId: string): Promise<StaffFacts> {
  const staff = await tx.row<StaffFacts>({
    name: 'claims.staff',
    text: `select staff.id, staff.name, staff.status, staff.site_id as "siteId", staff.team_id as "teamId" from staff
      where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, staffId],
  });
  if (!staff) throw notFound('人员 / person');
  return staff;
}

const CONSULTANTS_MAX = 300; // of one site

/** Those at work with customers of their own at this site, or in this team of it. */
export const consultantsAt = (tx: Tx, siteId: string, teamId: string | null): Promise<{ id: string; name: string }[]> =>
  tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.site_id = ${siteId} and staff.status = 'active'
      and (${teamId}::uuid is null or staff.team_id = ${teamId}::uuid)
      and exists (select 1 from claims where claims.company_id = staff.company_id and claims.owner_id = staff.id and claims.ended_at is null)
    order by staff.name, staff.id limit ${CONSULTANTS_MAX}`);

/** Where a customer is looked after by somebody: where they are now, or, when that person does not work there, where they do. */
export async function siteUnder(tx: Tx, person: StaffFacts, siteId: string): Promise<string> {
  if (person.siteId === null || person.siteId === siteId) return siteId;
  const further = await tx.row(sql`select 1 from staff_sites where staff_sites.company_id = ${tx.companyId}
    and staff_sites.staff_id = ${person.id} and staff_sites.site_id = ${siteId}`);
  return further ? siteId : person.siteId;
}

/** What the rules do not decide but the house keeps with the claim. */
export interface Kept {
  readonly origin?: string;
  readonly teamId?: string | null;
  readonly signedBy?: string | null;
  readonly plannedOn?: LocalDate | null;
  readonly custodian?: string | null;
  readonly note?: string;
  readonly importId?: string | null;
}

/** Writes the claim as the rules left it. Whoever saves two claims of one customer saves the ending one first. */
export async function saveClaim(tx: Tx, claim: Claim & Kept): Promise<void> {
  await tx.run({
    name: 'claims.save',
    text: `insert into claims (company_id, id, customer_id, owner_id, site_id, team_id, origin, state, stage, registered_at, effective_at,
        due_at, protected_until, ended_at, ended_reason, signed_at, signed_by, follow_ups, sms_run, last_contact_at, signing_since,
        second_due_on, long_term, first_sms_due_at, first_sms_at, closed_at, previous_claim_id, helps_claim_id, planned_on, custodian,
        note, import_id, away_registered_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
        $28, $29, $30, $31, $32, (select customers.registered_at from customers where customers.company_id = $1 and customers.id = $3
          and customers.site_id is distinct from $5))
      on conflict (company_id, id) do update set state = excluded.state, stage = excluded.stage, effective_at = excluded.effective_at,
        due_at = excluded.due_at, protected_until = excluded.protected_until, ended_at = excluded.ended_at,
        ended_reason = excluded.ended_reason, signed_at = excluded.signed_at, signed_by = excluded.signed_by,
        follow_ups = excluded.follow_ups, sms_run = excluded.sms_run, last_contact_at = excluded.last_contact_at,
        signing_since = excluded.signing_since, second_due_on = excluded.second_due_on, long_term = excluded.long_term,
        first_sms_at = excluded.first_sms_at, closed_at = excluded.closed_at, helps_claim_id = excluded.helps_claim_id,
        customer_id = excluded.customer_id, away_registered_at = excluded.away_registered_at, planned_on = excluded.planned_on, custodian = excluded.custodian, note = excluded.note,
        version = claims.version + 1`,
    values: [
      tx.companyId,
      claim.id,
      claim.customerId,
      claim.ownerId,
      claim.siteId,
      claim.teamId ?? null,
      claim.origin ?? 'manual',
      claim.state,
      claim.stage,
      claim.registeredAt,
      claim.effectiveAt,
      claim.dueAt,
      claim.protectedUntil,
      claim.endedAt,
      claim.endedReason,
      claim.signedAt,
      claim.signedBy ?? null,
      claim.followUps,
      claim.smsRun,
      claim.lastContactAt,
      claim.signingSince,
      claim.secondDueOn,
      claim.longTerm,
      claim.firstSmsDueAt,
      claim.firstSmsAt,
      claim.closedAt,
      claim.previousClaimId,
      claim.helpsClaimId,
      claim.plannedOn ?? null,
      claim.custodian ?? null,
      claim.note ?? '',
      claim.importId ?? null,
    ],
  });
}

export interface OpenPoolEntry {
  readonly id: string;
  readonly customerId: string;
  readonly siteId: string;
  readonly fromClaimId: string;
  readonly exOwnerId: string;
  readonly enteredAt: string;
  readonly reason: Claim['endedReason'];
}
const poolColumns = `pool_entries.id, pool_entries.customer_id as "customerId", pool_entries.site_id as "siteId",
  pool_entries.from_claim_id as "fromClaimId", pool_entries.ex_owner_id as "exOwnerId", pool_entries.entered_at as "enteredAt",
  pool_entries.reason`;

export const openPoolEntry = (tx: Tx, customerId: string): Promise<OpenPoolEntry | null> =>
  tx.row<OpenPoolEntry>({
    name: 'claims.pool-entry',
    text: `select ${poolColumns} from pool_entries where pool_entries.company_id = $1 and pool_entries.customer_id = $2
      and pool_entries.left_at is null`,
    values: [tx.companyId, customerId],
  });

export async function insertPoolEntry(tx: Tx, entry: OpenPoolEntry): Promise<void> {
  await tx.run(sql`insert into pool_entries (company_id, id, customer_id, site_id, from_claim_id, ex_owner_id, entered_at, reason)
    values (${tx.companyId}, ${entry.id}, ${entry.customerId}, ${entry.siteId}, ${entry.fromClaimId}, ${entry.exOwnerId},
      ${entry.enteredAt}, ${entry.reason})`);
}

/** The customer is out of the pool, whatever the reason; nothing happens when they were not in it. */
export async function leavePool(
  tx: Tx,
  customerId: string,
  left: { at: string; reason: 'taken' | 'passed_on' | 'registered' | 'merged'; takenBy?: string; claimId?: string },
): Promise<void> {
  await tx.run(sql`update pool_entries set left_at = ${left.at}, left_reason = ${left.reason}, taken_by = ${left.takenBy ?? null},
      taken_claim_id = ${left.claimId ?? null}
    where company_id = ${tx.companyId} and customer_id = ${customerId} and left_at is null`);
}

/** Today's counts of one person, locked, so that two windows do not share the last one of a quota. */
export async function lockPoolDay(tx: Tx, staffId: string, day: LocalDate): Promise<{ taken: number; viewed: number }> {
  const row = await tx.row<{ taken: number; viewed: number }>({
    name: 'claims.pool-day',
    text: `insert into pool_days (company_id, staff_id, day) values ($1, $2, $3)
      on conflict (company_id, staff_id, day) do update set taken = pool_days.taken returning taken, viewed`,
    values: [tx.companyId, staffId, day],
  });
  return row ?? { taken: 0, viewed: 0 };
}

export async function countPoolDay(tx: Tx, staffId: string, day: LocalDate, what: 'taken' | 'viewed'): Promise<void> {
  await tx.run(
    what === 'taken'
      ? sql`update pool_days set taken = taken + 1 where company_id = ${tx.companyId} and staff_id = ${staffId} and day = ${day}`
      : sql`update pool_days set viewed = viewed + 1 where company_id = ${tx.companyId} and staff_id = ${staffId} and day = ${day}`,
  );
}

/** Customers somebody holds now; a closed customer no longer weighs on the cap. */
export async function holdingOf(tx: Tx, staffId: string): Promise<number> {
  const row = await tx.row<{ holding: number }>({
    name: 'claims.holding',
    text: `select count(*)::int as holding from claims where claims.company_id = $1 and claims.owner_id = $2 and claims.ended_at is null
      and claims.state <> 'closed' and claims.withheld_at is null`,
    values: [tx.companyId, staffId],
  });
  return row?.holding ?? 0;
}

/**
 * What somebody has let slide: a planned contact whose day has passed, or a customer taken over and not yet spoken to. A follow-up
 * that was missed outright is no longer theirs, so it cannot count here.
 */
export async function overdueFollowUps(
  tx: Tx,
  staffIds: readonly string[],
  today: LocalDate,
  now: string,
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; overdue: number }>(sql`
    select claims.owner_id as id, count(*)::int as overdue from claims
    where claims.company_id = ${tx.companyId} and claims.owner_id = any(${[...staffIds]}::uuid[]) and claims.ended_at is null
      and claims.withheld_at is null and (claims.planned_on < ${today} or exists (select 1 from contact_changes where contact_changes.company_id = claims.company_id
        and contact_changes.claim_id = claims.id and contact_changes.contacted_at is null and contact_changes.contact_by <= ${now}))
    group by 1`);
  return new Map(rows.map((row) => [row.id, row.overdue]));
}

/** A pooled customer who came to the door today and was received by this person is no find of the pool. */
export async function receivedToday(
  tx: Tx,
  customerId: string,
  staffId: string,
  today: { readonly now: Instant; readonly timeZone: string },
): Promise<boolean> {
  const row = await tx.row(sql`
    select 1 from visits where visits.company_id = ${tx.companyId} and visits.customer_id = ${customerId}
      and visits.day = ${localDateOf(today.now, today.timeZone)} and visits.state in ('serving', 'finished')
      and (${staffId}::uuid in (visits.server_id, visits.on_behalf_of, visits.credited_to) or ${staffId}::uuid = any(visits.helpers)) limit 1`);
  return row !== null;
}
