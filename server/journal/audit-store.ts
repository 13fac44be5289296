/** Audits and their findings in the database. */
import sql, { type Sql } from 'sql-template-tag';
import type { auditStates } from '#contract/journal-audit.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import type { AuditStep, AuditTally } from './audit.ts';
import type { PrintedHead } from './chain.ts';
import { parseHead } from './chain.ts';
import type { Found } from './verify.ts';

export interface AuditRow {
  readonly id: string;
  readonly askedById: string;
  readonly askedByName: string;
  readonly askedAt: Instant;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly head: string | null;
  readonly state: (typeof auditStates)[number];
  readonly cancelRequested: boolean;
  readonly done: number;
  readonly total: number;
  readonly sealed: number | null;
  readonly unsealed: number | null;
  readonly decided: number | null;
  readonly acts: number | null;
  readonly earlier: number | null;
  readonly findings: number;
  readonly headFound: string | null;
  readonly endedAt: Instant | null;
  readonly journalId: string | null;
}

const selectAudit = sql`select audits.id, audits.asked_by as "askedById", coalesce(staff.name, '') as "askedByName",
    audits.asked_at as "askedAt", audits.period_from as "from", audits.period_to as "to", audits.head, audits.state,
    audits.cancel_requested as "cancelRequested", audits.done, audits.total, audits.sealed, audits.unsealed, audits.decided, audits.acts, audits.earlier,
    audits.findings, audits.head_found as "headFound", audits.ended_at as "endedAt", audits.journal_id as "journalId"
  from audits left join staff on staff.company_id = audits.company_id and staff.id = audits.asked_by`;

const one = (tx: Tx, condition: Sql): Promise<AuditRow | null> =>
  tx.row<AuditRow>(sql`${selectAudit} where audits.company_id = ${tx.companyId}::uuid and ${condition}`);

export const auditById = (tx: Tx, id: string): Promise<AuditRow | null> => one(tx, sql`audits.id = ${id}::uuid`);
export const openAudit = (tx: Tx): Promise<AuditRow | null> => one(tx, sql`audits.state in ('waiting', 'running')`);

export const auditsBefore = (
  tx: Tx,
  after: readonly (string | number | null)[] | null,
  limit: number,
): Promise<AuditRow[]> =>
  tx.rows<AuditRow>(sql`${selectAudit} where audits.company_id = ${tx.companyId}::uuid
    and (${after?.[0] ?? null}::timestamptz is null or (audits.asked_at, audits.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by audits.asked_at desc, audits.id desc limit ${limit}`);

export interface NewAudit {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly head: string | null;
}

/** audits_one_at_a_time is the second witness that only one is open. */
export const addAudit = (tx: Tx, audit: NewAudit): Promise<number> =>
  tx.run(sql`insert into audits (company_id, id, asked_by, asked_at, period_from, period_to, head)
    values (${tx.companyId}::uuid, ${audit.id}::uuid, ${audit.askedBy}::uuid, ${audit.askedAt}::timestamptz,
      ${audit.from}::timestamptz, ${audit.to}::timestamptz, ${audit.head})`);

export const requestCancel = (tx: Tx, id: string): Promise<number> =>
  tx.run(sql`update audits set cancel_requested = true
    where audits.company_id = ${tx.companyId}::uuid and audits.id = ${id}::uuid and audits.state in ('waiting', 'running')`);

/** A server that takes over an audit begins it anew: it is a matter of a minute, and half an audit says nothing. */
export async function beginAudit(tx: Tx, id: string): Promise<void> {
  await tx.run(
    sql`delete from audit_findings where audit_findings.company_id = ${tx.companyId}::uuid and audit_findings.audit_id = ${id}::uuid`,
  );
  await tx.run(sql`update audits set state = 'running', done = 0, findings = 0
    where audits.company_id = ${tx.companyId}::uuid and audits.id = ${id}::uuid`);
}

const FINDINGS_KEPT_MAX = 2_000; // more are counted: a journal rewritten from end to end must not fill the disk

/** Returns whether somebody asked to stop. */
export async function saveStep(tx: Tx, id: string, step: AuditStep): Promise<boolean> {
  const before = await tx.row<{ findings: number }>(
    sql`select audits.findings from audits where audits.company_id = ${tx.companyId}::uuid and audits.id = ${id}::uuid for update`,
  );
  const from = before?.findings ?? 0;
  await addFindings(tx, id, from, step.found.slice(0, Math.max(0, FINDINGS_KEPT_MAX - from)));
  const row = await tx.row<{ cancelRequested: boolean }>(sql`update audits
    set done = ${step.done}, total = ${Math.max(step.total, step.done)}, findings = ${from + step.found.length}
    where audits.company_id = ${tx.companyId}::uuid and audits.id = ${id}::uuid
    returning audits.cancel_requested as "cancelRequested"`);
  return row?.cancelRequested ?? true;
}

const addFindings = (tx: Tx, id: string, from: number, found: readonly Found[]): Promise<number> | number =>
  found.length === 0
    ? 0
    : tx.run(sql`insert into audit_findings (company_id, audit_id, number, code, sequence, entry_id, detail)
        select ${tx.companyId}::uuid, ${id}::uuid, found.number, found.code, found.sequence, found.entry_id, found.detail
        from jsonb_to_recordset(${JSON.stringify(
          found.map((one, index) => ({
            number: from + index + 1,
            code: one.code,
            sequence: one.sequence,
            entry_id: one.entryId,
            detail: one.detail,
          })),
        )}::jsonb) as found (number int, code text, sequence bigint, entry_id uuid, detail jsonb)`);

export interface Ending {
  readonly state: 'done' | 'cancelled' | 'failed';
  readonly endedAt: Instant;
  readonly tally: AuditTally | null;
  readonly journalId: string | null;
}

export const endAudit = (tx: Tx, id: string, { state, endedAt, tally, journalId }: Ending): Promise<number> =>
  tx.run(sql`update audits set state = ${state}, ended_at = ${endedAt}::timestamptz, sealed = ${tally?.sealed ?? null},
      unsealed = ${tally?.unsealed ?? null}, decided = ${tally?.decided ?? null}, acts = ${tally?.acts ?? null}, earlier = ${tally?.earlier ?? null},
      head_found = ${tally?.head ?? null}, journal_id = ${journalId}::uuid
    where audits.company_id = ${tx.companyId}::uuid and audits.id = ${id}::uuid`);

const HEADS_HELD_MAX = 50;

/** Heads that earlier audits found: whatever they saw must still be there. */
export const headsOfAudits = async (tx: Tx): Promise<PrintedHead[]> => {
  const rows = await tx.rows<{ head: string }>(sql`select audits.head_found as head from audits
    where audits.company_id = ${tx.companyId}::uuid and audits.state = 'done' and audits.head_found is not null
    order by audits.asked_at desc limit ${HEADS_HELD_MAX}`);
  return rows.map(({ head }) => parseHead(head)).filter((head) => head !== null);
};

export interface FindingRow extends Found {
  readonly number: number;
}

export const findingsAfter = (tx: Tx, auditId: string, number: number, limit: number): Promise<FindingRow[]> =>
  tx.rows<FindingRow>(sql`select audit_findings.number, audit_findings.code, audit_findings.sequence,
      audit_findings.entry_id as "entryId", audit_findings.detail
    from audit_findings where audit_findings.company_id = ${tx.companyId}::uuid and audit_findings.audit_id = ${auditId}::uuid
      and audit_findings.number > ${number} order by audit_findings.number limit ${limit}`);
