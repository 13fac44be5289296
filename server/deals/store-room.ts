/** Writes of the contract room: second checks, copies refused for their writing, major deals. Whoever writes holds the deal. */
import sql from 'sql-template-tag';
import type { MajorStanding, PartKind, Recheck, WritingFault } from '#core/deals/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

// ── the second check ──

export interface StoredRecheck extends Recheck {
  readonly dealId: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly dueAt: Instant;
  readonly note: string;
  readonly checkedAt: Instant | null;
  readonly checkedBy: string | null;
}
export const recheckOf = (tx: Tx, dealId: string): Promise<StoredRecheck | null> =>
  tx.row<StoredRecheck>(sql`select deal_rechecks.deal_id as "dealId", deal_rechecks.state, deal_rechecks.round,
      deal_rechecks.keyed_by as "keyedBy", deal_rechecks.fields, deal_rechecks.wrong, deal_rechecks.digests, deal_rechecks.due_at as "dueAt",
      deal_rechecks.note, deal_rechecks.checked_at as "checkedAt", deal_rechecks.checked_by as "checkedBy"
    from deal_rechecks where deal_rechecks.company_id = ${tx.companyId} and deal_rechecks.deal_id = ${dealId}`);
/** As the rules see it. */
export const checkFacts = ({ state, round, keyedBy, fields, wrong }: StoredRecheck): Recheck => ({
  ...{ state, round, keyedBy, fields, wrong },
});

export const insertRecheck = (
  tx: Tx,
  row: {
    dealId: string;
    siteId: string;
    keyedBy: readonly string[];
    fields: readonly string[];
    dueAt: Instant;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_rechecks (company_id, deal_id, site_id, state, keyed_by, fields, due_at, journal_id)
    values (${tx.companyId}, ${row.dealId}, ${row.siteId}, 'waiting', ${[...row.keyedBy]}, ${[...row.fields]}, ${row.dueAt}, ${row.journalId})
    on conflict (company_id, deal_id) do nothing`);
export const saveChecked = (
  tx: Tx,
  dealId: string,
  set: {
    state: Recheck['state'];
    wrong: readonly string[];
    digests: Readonly<Record<string, string>>;
    note: string;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`update deal_rechecks set state = ${set.state}, wrong = ${[...set.wrong]}, digests = ${JSON.stringify(set.digests)}, note = ${set.note},
      checked_at = ${set.at}, checked_by = ${set.by}, journal_id = ${set.journalId}
    where company_id = ${tx.companyId} and deal_id = ${dealId}`);
export const saveCorrected = (
  tx: Tx,
  dealId: string,
  set: { round: number; keyedBy: readonly string[]; dueAt: Instant; note: string; journalId: string },
): Promise<number> =>
  tx.run(sql`update deal_rechecks set state = 'waiting', round = ${set.round}, keyed_by = ${[...set.keyedBy]}, due_at = ${set.dueAt},
      note = ${set.note}, journal_id = ${set.journalId}
    where company_id = ${tx.companyId} and deal_id = ${dealId}`);

export interface Kept {
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly gender: 'male' | 'female' | null;
  readonly buyers: string;
  readonly isKeyCustomer: boolean;
}
/** What the customer's file has of the fields; the telephone number is asked for where the private data are kept. */
export const keptOf = (tx: Tx, dealId: string): Promise<Kept | null> =>
  tx.row<Kept>(sql`select customers.kind, customers.name, customers.gender, deals.buyers,
      coalesce(customers.grade = 'A', false) or customers.important as "isKeyCustomer"
    from deals join customers on customers.company_id = deals.company_id and customers.id = deals.customer_id
    where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`);

// ── handwriting ──

export const insertRefusal = (
  tx: Tx,
  row: {
    id: string;
    dealId: string;
    copyId: string;
    fault: WritingFault;
    note: string;
    writerId: string;
    fineYuan: number;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_copy_refusals (company_id, id, deal_id, copy_id, fault, note, writer_id, fine_yuan, at, by_id, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.copyId}, ${row.fault}, ${row.note}, ${row.writerId}, ${row.fineYuan}, ${row.at}, ${row.by},
      ${row.journalId})`);
export const setCopyState = (
  tx: Tx,
  copyId: string,
  state: 'out' | 'rewrite',
  at: Instant,
  by: string | null,
): Promise<number> =>
  tx.run(sql`update deal_copies set state = ${state}, moved_at = ${at}, moved_by = ${by}
    where company_id = ${tx.companyId} and id = ${copyId}`);
export const endRefusal = (tx: Tx, copyId: string, at: Instant, by: string | null): Promise<number> =>
  tx.run(sql`update deal_copy_refusals set rewritten_at = ${at}, rewritten_by = ${by}
    where company_id = ${tx.companyId} and copy_id = ${copyId} and rewritten_at is null`);

// ── major deals ──

export interface StoredMajor {
  readonly causes: readonly string[];
  readonly flaggedAt: Instant | null;
  readonly flaggedBy: string | null;
  readonly flagReason: string | null;
  readonly waivedAt: Instant | null;
  readonly waivedBy: string | null;
  readonly waiverReason: string | null;
}
export const majorOf = (tx: Tx, dealId: string): Promise<StoredMajor | null> =>
  tx.row<StoredMajor>(sql`select deal_majors.causes, deal_majors.flagged_at as "flaggedAt", deal_majors.flagged_by as "flaggedBy",
      deal_majors.flag_reason as "flagReason", deal_majors.waived_at as "waivedAt", deal_majors.waived_by as "waivedBy",
      deal_majors.waiver_reason as "waiverReason"
    from deal_majors where deal_majors.company_id = ${tx.companyId} and deal_majors.deal_id = ${dealId}`);
export const saveCauses = (tx: Tx, dealId: string, causes: readonly string[], at: Instant): Promise<number> =>
  tx.run(sql`insert into deal_majors (company_id, deal_id, causes, told_at) values (${tx.companyId}, ${dealId}, ${[...causes]}, ${at})
    on conflict (company_id, deal_id) do update set causes = excluded.causes, told_at = excluded.told_at`);
export const saveFlag = (
  tx: Tx,
  dealId: string,
  flag: { at: Instant; by: string | null; reason: string } | null,
): Promise<number> =>
  tx.run(sql`insert into deal_majors (company_id, deal_id, flagged_at, flagged_by, flag_reason)
    values (${tx.companyId}, ${dealId}, ${flag?.at ?? null}, ${flag?.by ?? null}, ${flag?.reason ?? null})
    on conflict (company_id, deal_id) do update set flagged_at = excluded.flagged_at, flagged_by = excluded.flagged_by,
      flag_reason = excluded.flag_reason`);
export const saveWaiver = (
  tx: Tx,
  dealId: string,
  waiver: { at: Instant; by: string | null; reason: string },
): Promise<number> =>
  tx.run(sql`insert into deal_majors (company_id, deal_id, waived_at, waived_by, waiver_reason)
    values (${tx.companyId}, ${dealId}, ${waiver.at}, ${waiver.by}, ${waiver.reason})
    on conflict (company_id, deal_id) do update set waived_at = excluded.waived_at, waived_by = excluded.waived_by,
      waiver_reason = excluded.waiver_reason`);
export const insertPart = (
  tx: Tx,
  row: {
    id: string;
    dealId: string;
    kind: PartKind;
    on: LocalDate;
    note: string;
    at: Instant;
    by: string;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_manager_parts (company_id, id, deal_id, kind, on_day, note, at, by_id, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.kind}, ${row.on}, ${row.note}, ${row.at}, ${row.by}, ${row.journalId})`);

/** What the signature looks at: why the deal is major, and whether the manager takes part. */
export async function standingOf(tx: Tx, dealId: string): Promise<MajorStanding> {
  const major = await majorOf(tx, dealId);
  const part = await tx.row(sql`select 1 from deal_manager_parts where deal_manager_parts.company_id = ${tx.companyId}
    and deal_manager_parts.deal_id = ${dealId} limit 1`);
  return {
    isKeyCustomer: (await keptOf(tx, dealId))?.isKeyCustomer ?? false,
    isFlagged: Boolean(major?.flaggedAt),
    hasTakenPart: part !== null,
    isWaived: Boolean(major?.waivedAt),
  };
}
