/** Visits and calls from spreadsheets: history that nobody decides again. Their numbers start far above those called at the desk. */
import sql from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';

const IMPORTED_FROM = 100_000;

export interface ImportedVisit {
  readonly siteId: string;
  readonly day: LocalDate;
  readonly at: Instant;
  readonly customerId: string;
  readonly serverId: string;
  readonly partySize: number;
  readonly interest: string;
  readonly note: string;
  readonly importId: string;
  readonly journalId: string;
}

/** Returns null when the same visit is on record already (same customer, server and instant). */
export async function importVisit(context: Context, visit: ImportedVisit): Promise<string | null> {
  const { tx } = context;
  const id = context.newId();
  const there =
    await tx.row(sql`select 1 from visits where visits.company_id = ${tx.companyId} and visits.customer_id = ${visit.customerId}
    and visits.server_id = ${visit.serverId} and visits.arrived_at = ${visit.at}`);
  if (there) return null;
  await tx.run(sql`insert into visits (company_id, id, site_id, day, number, state, kind, service, purpose, customer_id, standing, party_size,
      parties, server_id, unit_id, credited_to, credited_unit, owner_kind, owner_id, owner_settled_at, input, arrived_at, called_at,
      started_at, ended_at, interest, note, import_id, journal_id)
    select ${tx.companyId}, ${id}, ${visit.siteId}, ${visit.day}::date,
      1 + greatest(max(visits.number), ${IMPORTED_FROM}), 'finished', 'new_customer', 'override', 'buying', ${visit.customerId}, 'registered',
      ${visit.partySize}, 1, ${visit.serverId}::uuid, ${visit.serverId}::uuid, null, null, 'none', null, ${visit.at}, '{}', ${visit.at},
      ${visit.at}, ${visit.at}, ${visit.at}, ${visit.interest}, ${visit.note}, ${visit.importId}, ${visit.journalId}
    from visits where visits.company_id = ${tx.companyId} and visits.site_id = ${visit.siteId} and visits.day = ${visit.day}::date`);
  return id;
}

export interface ImportedCall {
  readonly siteId: string;
  readonly day: LocalDate;
  readonly at: Instant;
  readonly caller: string;
  readonly contact: string;
  readonly need: string;
  readonly note: string;
  readonly customerId: string | null;
  readonly answeredBy: string | null;
  readonly importId: string;
  readonly journalId: string;
}

export async function importCall(context: Context, call: ImportedCall): Promise<string | null> {
  const { tx } = context;
  const id = context.newId();
  const there =
    await tx.row(sql`select 1 from calls where calls.company_id = ${tx.companyId} and calls.site_id = ${call.siteId}
    and calls.day = ${call.day}::date and calls.at = ${call.at} and calls.caller = ${call.caller} and calls.contact = ${call.contact}`);
  if (there) return null;
  await tx.run(sql`insert into calls (company_id, id, site_id, day, at, caller, contact, need, note, customer_id, answered_by,
      answered_as_due, answered_late, import_id, journal_id)
    values (${tx.companyId}, ${id}, ${call.siteId}, ${call.day}, ${call.at}, ${call.caller}, ${call.contact}, ${call.need}, ${call.note},
      ${call.customerId}, ${call.answeredBy}, true, false, ${call.importId}, ${call.journalId})`);
  return id;
}
