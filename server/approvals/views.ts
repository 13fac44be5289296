/** Reads of approvals: one on its page, and the inbox. */
import sql, { type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { ApprovalOut, ApprovalRow } from '#contract/approvals.ts';
import { couldSign, currentStep, matters, openSeats, rightToSign, seated, waitedFor } from '#core/approvals/index.ts';
import { maskName } from '#core/customers/index.ts';
import { roleNames, type RoleKey } from '#core/organisation/index.ts';
import { inScope } from '#server/customers/index.ts';
import { personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { reasonInEach, notFound } from '#server/platform/refused.ts';
import { peopleOf } from './people.ts';
import { whyNot } from './said.ts';
import { type Approval, type ApprovalRecord, approvalColumns, approvalById, type Text, toApproval } from './store.ts';
import { namesOf } from './views-people.ts';
import { actions } from './views-actions.ts';

type Out = z.output<typeof ApprovalOut>;
export type RowOut = z.output<typeof ApprovalRow>;

// ── who may look ──

const mine = (me: string): Sql => sql`(approvals.applicant_id = ${me}::uuid or approvals.submitted_by = ${me}::uuid
  or approvals.barred @> array[${me}::uuid] or exists (select 1 from approval_signatures s where s.company_id = approvals.company_id
    and s.approval_id = approvals.id and s.signer_id = ${me}::uuid))`;

/** Beside one's own: those of one's team, sites or the company, as far as the right to see approvals reaches. */
export function readable(context: Context): Sql {
  const { actor } = context;
  const scope = requireScope(actor, 'approvals.read');
  if (scope === 'company') return sql`true`;
  const own = mine(personOf(actor));
  if (scope === 'site') return sql`(${own} or approvals.site_id = any(${[...actor.siteIds]}::uuid[]))`;
  if (scope === 'team' && actor.teamId)
    return sql`(${own} or exists (select 1 from staff where staff.company_id = approvals.company_id and staff.id = approvals.applicant_id
      and staff.team_id = ${actor.teamId}::uuid))`;
  return own;
}

/** Whoever's turn it is may look as well, whatever else they may see; once it is over, whoever could have had a turn. */
export async function requireReadable(context: Context, approvalId: string): Promise<void> {
  const row = await context.tx.row(sql`select 1 from approvals where approvals.company_id = ${context.tx.companyId}
    and approvals.id = ${approvalId} and ${readable(context)}`);
  if (row) return;
  const approval = await approvalById(context.tx, approvalId);
  const people = await peopleOf(context.tx, approval, context.now);
  const asked = approval.state === 'pending' ? waitedFor(approval, people) : couldSign(approval, people);
  if (!asked.includes(personOf(context.actor))) throw notFound('审批 / approval');
}

// ── rows ──

interface Row extends ApprovalRecord {
  readonly siteName: string;
  readonly customerName: string | null;
  readonly customerVisible: boolean | null;
  readonly overdueAt: string | null;
  readonly endedAt: string | null;
  readonly endedReason: string;
  readonly costTo: string | null;
}
export interface Seen extends Pick<Row, 'siteName' | 'overdueAt' | 'endedAt' | 'endedReason' | 'costTo'> {
  readonly approval: Approval;
  readonly customer: { readonly id: string; readonly name: string; readonly visible: boolean } | null;
}

export async function approvalRows(context: Context, rest: Sql): Promise<Seen[]> {
  const rows = await context.tx.rows<Row>(sql`
    select ${approvalColumns}, sites.name as "siteName", c.name as "customerName", ${inScope(context.actor)} as "customerVisible",
      approvals.overdue_at as "overdueAt", approvals.ended_at as "endedAt", approvals.ended_reason as "endedReason", approvals.cost_to as "costTo"
    from approvals join sites on sites.company_id = approvals.company_id and sites.id = approvals.site_id
      left join customers c on c.company_id = approvals.company_id and c.id = approvals.customer_id
    ${rest}`);
  return rows.map(({ siteName, customerName, customerVisible, overdueAt, endedAt, endedReason, costTo, ...row }) => ({
    approval: toApproval(row),
    ...{ siteName, overdueAt, endedAt, endedReason, costTo },
    customer: row.customerId
      ? { id: row.customerId, name: customerName ?? '', visible: customerVisible === true }
      : null,
  }));
}

const roleName = (key: string): Text => roleNames[key as RoleKey] ?? { zh: key, en: key };

/** Posts or people whose turn it is. */
export function waitingText(approval: Approval, names: ReadonlyMap<string, string>): Text | null {
  const step = currentStep(approval);
  if (approval.state !== 'pending' || !step) return null;
  const signed = approval.signatures.filter(({ stepKey }) => stepKey === step.key);
  const open = openSeats(step, signed, approval.standIns).flatMap((index) => step.seats[index] ?? []);
  const words = open.map(({ roles, staffId }): Text => {
    const name = staffId && names.get(staffId);
    if (name) return { zh: name, en: name };
    return {
      zh: roles.map((role) => roleName(role).zh).join('或'),
      en: roles.map((role) => roleName(role).en.toLowerCase()).join(' or '),
    };
  });
  return {
    zh: counted(
      words.map(({ zh }) => zh),
      '、',
    ),
    en: counted(
      words.map(({ en }) => en),
      ', ',
    ),
  };
}
/** "manager or team leader ×2" rather than the same words twice. */
const counted = (words: readonly string[], between: string): string =>
  [...new Set(words)]
    .map((word) => {
      const times = words.filter((one) => one === word).length;
      return times > 1 ? `${word} ×${times}` : word;
    })
    .join(between);

const seatStaff = ({ steps }: Approval): string[] =>
  steps.flatMap(({ seats }) => seats.flatMap(({ staffId }) => (staffId ? [staffId] : [])));

export async function waitingWords(tx: Tx, approval: Approval): Promise<Text | null> {
  return waitingText(approval, await namesOf(tx, seatStaff(approval)));
}

export const peopleNamedIn = ({ approval, costTo }: Seen): (string | null)[] => [
  approval.applicantId,
  approval.submittedBy,
  approval.endedBy,
  costTo,
  ...seatStaff(approval),
];

const refOf = (names: ReadonlyMap<string, string>) => (id: string | null) =>
  id ? { id, name: names.get(id) ?? '' } : null;

export function rowOut(seen: Seen, names: ReadonlyMap<string, string>, showsName: boolean, now: string) {
  const { approval } = seen;
  const ref = refOf(names);
  return {
    id: approval.id,
    matter: approval.matter,
    state: approval.state,
    round: approval.round,
    title: approval.title,
    site: { id: approval.siteId, name: seen.siteName },
    customerName: seen.customer ? (showsName ? seen.customer.name : maskName(seen.customer.name)) : null,
    applicant: ref(approval.applicantId),
    requestedAt: approval.requestedAt,
    dueAt: approval.dueAt,
    isOverdue: approval.state === 'pending' && approval.dueAt !== null && approval.dueAt <= now,
    endedAt: seen.endedAt,
    endedBy: ref(approval.endedBy),
    waitingFor: waitingText(approval, names),
  };
}

export const GIST_LINES = 3;

// ── one on its page ──

export async function approvalOut(context: Context, approvalId: string): Promise<Out> {
  const { tx, now } = context;
  const [seen] = await approvalRows(
    context,
    sql`where approvals.company_id = ${tx.companyId} and approvals.id = ${approvalId}`,
  );
  if (!seen) throw notFound('审批 / approval');
  const { approval } = seen;
  const people = await peopleOf(tx, approval, now);
  const waiting = waitedFor(approval, people);
  const signatures = await signaturesOf(tx, approvalId);
  const me = personOf(context.actor);
  const names = await namesOf(tx, [
    ...peopleNamedIn(seen),
    ...waiting,
    ...people.flatMap(({ delegates }) => delegates),
    ...signatures.flatMap(({ signerId, forId }) => [signerId, forId]),
  ]);
  const ref = refOf(names);
  const right = rightToSign({ approval, people, signerId: me }, approval.round);
  const mayRead =
    seen.customer?.visible === true || waiting.includes(me) || signatures.some(({ signerId }) => signerId === me);
  const rules = await context.rules(approval.siteId);
  const { clauses } = matters[approval.matter];
  const said = { timeZone: approval.timeZone, by: names.get(approval.endedBy ?? '') ?? '' };
  const row = rowOut(seen, names, mayRead, now);
  return {
    ...row,
    isFree: matters[approval.matter].isFree === true,
    lines: [...approval.lines],
    magnitude: {
      amountFen: approval.magnitude.amountFen ?? null,
      discountPercent: approval.magnitude.discountPercent ?? null,
      belowListFen: approval.magnitude.belowListFen ?? null,
      lateDays: approval.magnitude.lateDays ?? null,
    },
    reason: approval.reason,
    link: approval.link,
    customer: seen.customer ? { id: seen.customer.id, name: row.customerName ?? '' } : null,
    submittedBy: ref(approval.submittedBy),
    endedReason: reasonInEach(seen.endedReason),
    costTo: ref(seen.costTo),
    remindedAt: approval.remindedAt,
    steps: stepsOut(approval, ref),
    signatures: signatures.map(({ signerId, forId, ...one }) => ({
      ...one,
      signer: ref(signerId) ?? { id: signerId, name: '' },
      for: ref(forId),
    })),
    waiting: waiting.map((id) => ({
      id,
      name: names.get(id) ?? '',
      absent: people.some((one) => one.id === id && one.absent),
    })),
    mine: right.accepted ? { as: right.outcome.as, for: ref(right.outcome.forId) } : null,
    limit: approval.steps.find(({ origin }) => origin === 'limit')?.seats[0]?.roles[0] ?? null,
    whyNot: { sign: whyNot(right, said), ...actions(context, rules.values.approvals, approval, people, said) },
    clauses: [...clauses],
    houseClauses: rules.houseClauses(clauses),
    journalId: approval.journalId,
  };
}

function stepsOut(approval: Approval, ref: ReturnType<typeof refOf>): Out['steps'] {
  const at = approval.steps.findIndex(({ key }) => key === approval.stepKey);
  return approval.steps.map((step, index) => {
    const signed = approval.signatures.filter(({ stepKey }) => stepKey === step.key);
    const given = seated(step, signed, approval.standIns);
    const state =
      approval.state === 'approved' || (at >= 0 && index < at) ? 'done' : index === at ? 'current' : 'later';
    return {
      key: step.key,
      origin: step.origin,
      state,
      seats: step.seats.map((seat, number) => ({
        roles: [...seat.roles],
        staff: ref(seat.staffId),
        signedBy: signed
          .filter((one) => given.get(number) === one || (one.as === 'stand_in' && one.seats[0] === number))
          .flatMap(({ signerId }) => ref(signerId) ?? []),
      })),
    };
  });
}

interface SignatureRow extends Omit<Out['signatures'][number], 'signer' | 'for'> {
  readonly signerId: string;
  readonly forId: string | null;
}
const signaturesOf = (tx: Tx, approvalId: string): Promise<SignatureRow[]> =>
  tx.rows<SignatureRow>(sql`
    select s.id, s.round, s.step_key as "stepKey", s.signer_id as "signerId", s.for_id as "forId", s.signed_as as "as", s.verdict, s.comment, s.at,
      s.journal_id as "journalId"
    from approval_signatures s where s.company_id = ${tx.companyId} and s.approval_id = ${approvalId} order by s.at, s.id limit 200`);
