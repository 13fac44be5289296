/** Writes of approvals: one is locked, decided on and saved; every signature stays as it was given. */
import sql from 'sql-template-tag';
import type { ApprovalFacts, ApprovalState, Magnitude, Matter, Right, Signature, Step } from '#core/approvals/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { invalid, notFound } from '#server/platform/refused.ts';

export interface Text {
  readonly zh: string;
  readonly en: string;
}
export interface Line extends Text {
  readonly value: string | Text;
}
/** What stands on the page and is signed. */
export interface Content {
  readonly title: Text;
  readonly lines: readonly Line[];
  readonly reason: string;
  readonly magnitude: Magnitude;
  readonly link: string | null;
  readonly payload: unknown;
}
export interface Approval extends ApprovalFacts, Content {
  readonly siteId: string;
  readonly timeZone: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly customerId: string | null;
  readonly submittedBy: string | null;
  readonly requestedAt: Instant;
  readonly remindedAt: Instant | null;
  readonly endedBy: string | null;
  readonly journalId: string;
}

export const factsOf = (approval: Approval): ApprovalFacts => {
  const { id, matter, state, round, applicantId, barred, steps, stepKey, standIns, dueAt, lapses, signatures } =
    approval;
  return { id, matter, state, round, applicantId, barred, steps, stepKey, standIns, dueAt, lapses, signatures };
};

interface Row extends Omit<Approval, 'subject' | 'standIns' | 'signatures'> {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly standInNeeded: number;
  readonly standInRoles: string[];
  readonly signatures: Signature[] | null;
}
export const approvalColumns = sql`approvals.id, approvals.matter, approvals.site_id as "siteId", sites.time_zone as "timeZone",
  approvals.subject_type as "subjectType", approvals.subject_id as "subjectId", approvals.customer_id as "customerId", approvals.title,
  approvals.lines, approvals.reason, approvals.magnitude, approvals.link, approvals.payload, approvals.applicant_id as "applicantId",
  approvals.submitted_by as "submittedBy", approvals.barred, approvals.state, approvals.round, approvals.steps, approvals.step_key as "stepKey",
  approvals.stand_in_needed as "standInNeeded", approvals.stand_in_roles as "standInRoles", approvals.requested_at as "requestedAt",
  approvals.due_at as "dueAt", approvals.lapses, approvals.reminded_at as "remindedAt", approvals.ended_by as "endedBy",
  approvals.journal_id as "journalId",
  (select jsonb_agg(jsonb_build_object('stepKey', s.step_key, 'signerId', s.signer_id, 'as', s.signed_as, 'forId', s.for_id, 'seats', to_jsonb(s.seats))
      order by s.at, s.id)
    from approval_signatures s where s.company_id = approvals.company_id and s.approval_id = approvals.id and s.round = approvals.round
      and s.verdict = 'agreed') as signatures`;

export function toApproval({ subjectType, subjectId, standInNeeded, standInRoles, signatures, ...row }: Row): Approval {
  return {
    ...row,
    subject: { type: subjectType, id: subjectId },
    standIns: { needed: standInNeeded, roles: standInRoles },
    signatures: signatures ?? [],
  };
}
export type ApprovalRecord = Row;

export async function approvalById(tx: Tx, id: string): Promise<Approval> {
  const row = await tx.row<Row>(sql`select ${approvalColumns} from approvals
    join sites on sites.company_id = approvals.company_id and sites.id = approvals.site_id
    where approvals.company_id = ${tx.companyId} and approvals.id = ${id}`);
  if (!row) throw notFound('审批 / approval');
  return toApproval(row);
}

export async function lockApproval(tx: Tx, id: string): Promise<Approval> {
  await tx.row(
    sql`select 1 from approvals where approvals.company_id = ${tx.companyId} and approvals.id = ${id} for update`,
  );
  return approvalById(tx, id);
}

/** Customers come before everything that hangs on them in the order of locks. */
export const lockCustomer = (tx: Tx, customerId: string): Promise<unknown> =>
  tx.row(
    sql`select 1 from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId} for update`,
  );

/** The one under way about a subject: pending, or returned and not yet put right. */
export const openOf = (
  tx: Tx,
  matter: Matter,
  subjectId: string,
): Promise<{ id: string; state: ApprovalState } | null> =>
  tx.row<{ id: string; state: ApprovalState }>(sql`select approvals.id, approvals.state from approvals
    where approvals.company_id = ${tx.companyId} and approvals.matter = ${matter} and approvals.subject_id = ${subjectId}
      and approvals.state in ('pending', 'returned')`);

export interface Course {
  readonly state: ApprovalState;
  readonly steps: readonly Step[];
  readonly stepKey: string | null;
  readonly wanted: { readonly roles: readonly string[]; readonly staff: readonly string[] };
}

export async function insertApproval(
  tx: Tx,
  row: Omit<Approval, 'timeZone' | 'signatures' | 'remindedAt' | 'endedBy' | 'stepKey'> & Course,
): Promise<void> {
  await tx.run(sql`insert into approvals (company_id, id, matter, site_id, subject_type, subject_id, customer_id, title, lines, reason, magnitude,
      link, payload, applicant_id, submitted_by, barred, state, round, steps, step_key, stand_in_needed, stand_in_roles, wanted_roles,
      wanted_staff, requested_at, sent_at, due_at, lapses, ended_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.matter}, ${row.siteId}, ${row.subject.type}, ${row.subject.id}, ${row.customerId},
      ${JSON.stringify(row.title)}, ${JSON.stringify(row.lines)}, ${row.reason}, ${JSON.stringify(row.magnitude)}, ${row.link},
      ${JSON.stringify(row.payload ?? null)}, ${row.applicantId}, ${row.submittedBy}, ${[...row.barred]}::uuid[], ${row.state}, ${row.round},
      ${JSON.stringify(row.steps)}, ${row.stepKey}, ${row.standIns.needed}, ${[...row.standIns.roles]}::text[],
      ${[...row.wanted.roles]}::text[], ${[...row.wanted.staff]}::uuid[], ${row.requestedAt}, ${row.requestedAt}, ${row.dueAt}, ${row.lapses},
      ${row.state === 'approved' ? row.requestedAt : null}, ${row.journalId})`);
}

/** Put right and sent in again: another round with a route of its own; what was signed before stays in the record. */
export async function saveRound(
  tx: Tx,
  id: string,
  row: Content &
    Course & {
      round: number;
      submittedBy: string | null;
      barred: readonly string[];
      standIns: ApprovalFacts['standIns'];
      dueAt: Instant | null;
      lapses: boolean;
      at: Instant;
      journalId: string;
    },
): Promise<void> {
  await tx.run(sql`update approvals set round = ${row.round}, title = ${JSON.stringify(row.title)}, lines = ${JSON.stringify(row.lines)},
      reason = ${row.reason}, magnitude = ${JSON.stringify(row.magnitude)}, link = ${row.link}, payload = ${JSON.stringify(row.payload ?? null)},
      submitted_by = ${row.submittedBy}, barred = ${[...row.barred]}::uuid[], state = ${row.state}, steps = ${JSON.stringify(row.steps)},
      step_key = ${row.stepKey}, stand_in_needed = ${row.standIns.needed}, stand_in_roles = ${[...row.standIns.roles]}::text[],
      wanted_roles = ${[...row.wanted.roles]}::text[], wanted_staff = ${[...row.wanted.staff]}::uuid[], sent_at = ${row.at}, due_at = ${row.dueAt},
      lapses = ${row.lapses}, overdue_at = null, reminded_at = null, ended_at = ${row.state === 'approved' ? row.at : null}, ended_by = null,
      ended_reason = '', cost_to = null, version = version + 1, journal_id = ${row.journalId}
    where company_id = ${tx.companyId} and id = ${id}`);
}

/** On to the next step, or to more signers at this one. */
export async function saveCourse(tx: Tx, id: string, course: Course): Promise<void> {
  await tx.run(sql`update approvals set steps = ${JSON.stringify(course.steps)}, step_key = ${course.stepKey},
      wanted_roles = ${[...course.wanted.roles]}::text[], wanted_staff = ${[...course.wanted.staff]}::uuid[], version = version + 1
    where company_id = ${tx.companyId} and id = ${id}`);
}

export interface Ending {
  readonly state: Exclude<ApprovalState, 'pending'>;
  readonly at: Instant;
  readonly byId: string | null;
  readonly reason: string;
  readonly costTo?: string | null;
}
export async function saveEnd(tx: Tx, id: string, end: Ending): Promise<void> {
  await tx.run(sql`update approvals set state = ${end.state}, step_key = null, wanted_roles = '{}', wanted_staff = '{}', ended_at = ${end.at},
      ended_by = ${end.byId}, ended_reason = ${end.reason}, cost_to = ${end.costTo ?? null}, version = version + 1
    where company_id = ${tx.companyId} and id = ${id}`);
}

export async function insertSignature(
  tx: Tx,
  row: Right & {
    id: string;
    approval: Approval;
    stepKey: string;
    signerId: string;
    verdict: 'agreed' | 'returned' | 'rejected';
    comment: string;
    digest: string;
    at: Instant;
    journalId: string;
  },
): Promise<void> {
  await tx.run(sql`insert into approval_signatures (company_id, id, approval_id, round, step_key, signer_id, signed_as, for_id, seats, verdict,
      comment, digest, at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.approval.id}, ${row.approval.round}, ${row.stepKey}, ${row.signerId}, ${row.as}, ${row.forId},
      ${[...row.seats]}::int[], ${row.verdict}, ${row.comment}, ${row.digest}, ${row.at}, ${row.journalId})`);
}

export async function markReminded(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.run(sql`update approvals set reminded_at = ${at} where company_id = ${tx.companyId} and id = ${id}`);
}
export async function markOverdue(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.run(sql`update approvals set overdue_at = ${at} where company_id = ${tx.companyId} and id = ${id}`);
}

export interface NewDelegation {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string | null;
  readonly approvalId: string | null;
  readonly matters: readonly string[];
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly reason: string;
  readonly at: Instant;
  readonly byId: string | null;
  readonly journalId: string;
}
export async function insertDelegation(tx: Tx, row: NewDelegation): Promise<void> {
  await tx.run(sql`insert into approval_delegations (company_id, id, from_id, to_id, approval_id, matters, starts_at, ends_at, reason, created_at,
      created_by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.fromId}, ${row.toId}, ${row.approvalId}, ${[...row.matters]}::text[], ${row.startsAt}, ${row.endsAt},
      ${row.reason}, ${row.at}, ${row.byId}, ${row.journalId})`);
}
export async function endDelegation(tx: Tx, id: string, fromId: string, at: Instant): Promise<void> {
  const ended = await tx.run(sql`update approval_delegations set ends_at = ${at}
    where company_id = ${tx.companyId} and id = ${id} and from_id = ${fromId} and approval_id is null and ends_at > ${at}`);
  if (ended === 0) throw notFound('委托 / delegation');
}

export interface Colleague {
  readonly id: string;
  readonly hasLeft: boolean;
}
export async function colleague(tx: Tx, field: string, staffId: string): Promise<Colleague> {
  const row = await tx.row<Colleague>(sql`select staff.id, staff.status = 'left' as "hasLeft" from staff
    where staff.company_id = ${tx.companyId} and staff.id = ${staffId}`);
  if (!row) throw invalid(field, '没有此人 / nobody has this id');
  return row;
}
/** They have arranged that I sign for them within that time. */
export async function isMutual(
  tx: Tx,
  toId: string,
  byId: string,
  time: { readonly from: Instant; readonly until: Instant },
): Promise<boolean> {
  const row =
    await tx.row(sql`select 1 from approval_delegations d where d.company_id = ${tx.companyId} and d.from_id = ${toId}
    and d.to_id = ${byId} and d.approval_id is null and d.starts_at < ${time.until} and d.ends_at > ${time.from} limit 1`);
  return row !== null;
}

/** Customers that prove to be one: what was asked about them stays with the file that is kept. */
export const moveToCustomer = (tx: Tx, fromId: string, toId: string): Promise<string[]> =>
  tx
    .rows<{ id: string }>(sql`update approvals set customer_id = ${toId}
      where company_id = ${tx.companyId} and customer_id = ${fromId} returning id`)
    .then((rows) => rows.map(({ id }) => id));
export async function moveBack(tx: Tx, ids: readonly string[], customerId: string): Promise<void> {
  await tx.run(sql`update approvals set customer_id = ${customerId}
    where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[])`);
}
