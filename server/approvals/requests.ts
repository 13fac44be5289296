/** Putting something up for approval, and what other capabilities may ask about it. */
import { decideRoute, decideWithdraw, type Magnitude, type Matter, type Seat } from '#core/approvals/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';
import type { Tx } from '#server/platform/database.ts';
import { inEach } from '#server/platform/refused.ts';
import { handlersOf, type HowRefused } from './hooks.ts';
import { wantedAt } from './people.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { announce, tell, tellApplicant, tellWaiting } from './tell.ts';
import { nameOf } from './views-people.ts';
import { waitingWords } from './views.ts';

export interface ApprovalRequest {
  readonly matter: Matter;
  readonly siteId: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly customerId?: string | null;
  readonly title: store.Text;
  /** Everything needed to decide, already in words. */
  readonly lines: readonly store.Line[];
  readonly reason?: string;
  readonly magnitude?: Magnitude;
  /** The page of what it is about, as a path of the web. */
  readonly link: string | null;
  /** Handed back to the handler when it is decided. */
  readonly payload: unknown;
  /** Whose request it is; left out: whoever acts. null: nobody's, the system's. */
  readonly applicantId?: string | null;
  /** Others with a part in it; like the applicant they do not sign. */
  readonly parties?: readonly (string | null)[];
  /** Signatures the matter asks for beside those of the house's table: of a post, or of somebody in particular. */
  readonly also?: readonly Seat[];
}

export interface Requested {
  readonly approvalId: string;
  readonly state: 'pending' | 'approved';
  readonly journalId: string;
}

/** Where nobody has to agree, the handler runs at once. What was returned goes on as a new round of the same approval. */
export async function requestApproval(context: Context, request: ApprovalRequest): Promise<Requested> {
  const { tx, actor } = context;
  const open = await store.openOf(tx, request.matter, request.subject.id);
  const before = open?.state === 'returned' ? await store.lockApproval(tx, open.id) : null;
  const timeZone = await timeZoneOf(tx, request.siteId);
  const rules = await context.rules(request.siteId);
  const applicantId = request.applicantId === undefined ? actor.staffId : request.applicantId;
  const magnitude = request.magnitude ?? {};
  const facts = { timeZone, isPending: open?.state === 'pending' };
  const asked = { matter: request.matter, round: (before?.round ?? 0) + 1, applicantId, magnitude };
  const input = request.also ? { ...asked, also: request.also } : asked;
  const by = open?.state === 'pending' ? await senderOf(tx, open.id) : '';
  const decision = decided(decideRoute(rules.values.approvals, facts, input, context.now), { timeZone, by });
  const { outcome } = decision;
  const id = before?.id ?? context.newId();
  const journalId = context.record({
    kind: 'approvals.request',
    siteId: request.siteId,
    subject: { type: 'approval', id },
    customerId: request.customerId ?? null,
    staffIds: [applicantId, actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  const content: store.Content = {
    title: request.title,
    lines: request.lines,
    reason: request.reason ?? '',
    magnitude,
    link: request.link,
    payload: request.payload,
  };
  const barred = [...new Set([applicantId, actor.staffId, ...(request.parties ?? [])].filter((one) => one !== null))];
  const row = {
    ...content,
    ...outcome,
    barred,
    round: input.round,
    submittedBy: actor.staffId,
    wanted: wantedAt(outcome.steps, outcome.stepKey, outcome.standIns),
    journalId,
  };
  if (before) await store.saveRound(tx, id, { ...row, at: context.now });
  else
    await store.insertApproval(tx, {
      ...row,
      id,
      matter: request.matter,
      siteId: request.siteId,
      subject: request.subject,
      customerId: request.customerId ?? null,
      applicantId,
      requestedAt: context.now,
    });
  const approval = await store.approvalById(tx, id);
  await settleRequested(context, approval, journalId);
  return { approvalId: id, state: outcome.state, journalId };
}

async function settleRequested(context: Context, approval: store.Approval, journalId: string): Promise<void> {
  announce(context, approval);
  if (approval.state === 'approved') return granted(context, approval, journalId);
  if (approval.dueAt !== null)
    await setDeadline(context.tx, {
      kind: EXPIRES,
      subjectId: approval.id,
      siteId: approval.siteId,
      dueAt: approval.dueAt,
    });
  await tellWaiting(context, approval, { kind: 'approvals.toSign', journalId });
}
export const EXPIRES = 'approvals.expire';

const senderOf = async (tx: Tx, id: string): Promise<string> => {
  const { submittedBy, applicantId } = await store.approvalById(tx, id);
  return nameOf(tx, submittedBy ?? applicantId);
};

/** The common order of locks: the customer, what it is about, the approval. */
export async function lockInOrder(context: Context, approvalId: string): Promise<store.Approval> {
  const { tx } = context;
  const { customerId, matter, subject, siteId } = await store.approvalById(tx, approvalId);
  if (customerId !== null) await store.lockCustomer(tx, customerId);
  await handlersOf({ matter, subject })?.lock?.(context, { subject, customerId, siteId });
  return store.lockApproval(tx, approvalId);
}

const handed = (approval: store.Approval, journalId: string) => {
  const { id, matter, subject, customerId, siteId, payload, applicantId, signatures } = approval;
  const signers = signatures.map(({ signerId, as, forId }) => ({ signerId, as, forId }));
  return { id, matter, subject, customerId, siteId, payload, applicantId, journalId, signers };
};

/** Everybody has agreed: what was asked for happens now, or the last signature is refused with its reason. */
export async function granted(context: Context, approval: store.Approval, journalId: string): Promise<void> {
  await clearDeadlines(context.tx, [approval.id], [EXPIRES], context.now);
  await handlersOf(approval)?.approved(context, handed(approval, journalId));
}

export interface Ended extends Omit<store.Ending, 'state' | 'at' | 'byId'> {
  readonly how: HowRefused;
  readonly journalId: string;
  /** Left out when the capability that asked brought it to its end itself: it knows. */
  readonly tellsHandler?: boolean;
}
export async function ended(
  context: Context,
  approval: store.Approval,
  { how, journalId, reason, costTo = null, tellsHandler = true }: Ended,
): Promise<void> {
  await store.saveEnd(context.tx, approval.id, {
    state: how,
    at: context.now,
    byId: context.actor.staffId,
    reason,
    costTo,
  });
  await clearDeadlines(context.tx, [approval.id], [EXPIRES], context.now);
  if (tellsHandler) await handlersOf(approval)?.refused(context, handed(approval, journalId), how);
  await tellApplicant(context, approval, { kind: `approvals.${how}`, journalId, more: { reason: inEach(reason) } });
  announce(context, approval);
}

/**
 * What it was about came to an end (the deal was cancelled, the draft thrown away): the approval goes with it, if one is open. The
 * handler is not called: whoever calls this knows.
 */
export async function withdrawApproval(
  context: Context,
  matter: Matter,
  subjectId: string,
  reason: string,
): Promise<void> {
  const open = await store.openOf(context.tx, matter, subjectId);
  if (open === null) return;
  const approval = await store.lockApproval(context.tx, open.id);
  await withdraw(context, approval, { byId: null, reason, tellsHandler: false });
}

export async function withdraw(
  context: Context,
  approval: store.Approval,
  { byId, reason, tellsHandler }: { byId: string | null; reason: string; tellsHandler: boolean },
): Promise<string> {
  const facts = {
    approval: store.factsOf(approval),
    byId,
    senders: [approval.applicantId, approval.submittedBy].filter((id) => id !== null),
  };
  const by = await nameOf(context.tx, approval.endedBy);
  const decision = decided(decideWithdraw(facts), { timeZone: approval.timeZone, by });
  const journalId = recordOn(context, approval, {
    kind: 'approvals.withdraw',
    rules: await context.rules(approval.siteId),
    input: { reason },
    facts,
    decision,
    reason,
  });
  await ended(context, approval, { how: 'withdrawn', journalId, reason, tellsHandler });
  const signers = approval.signatures.map(({ signerId }) => signerId); // they gave their word for nothing
  await tell(context, approval, signers, { kind: 'approvals.withdrawn', journalId, more: { reason } });
  return journalId;
}

type Entry = Parameters<Context['record']>[0];
export const recordOn = (
  context: Context,
  approval: store.Approval,
  entry: Omit<Entry, 'siteId' | 'subject' | 'customerId' | 'staffIds'>,
): string =>
  context.record({
    ...entry,
    siteId: approval.siteId,
    subject: { type: 'approval', id: approval.id },
    customerId: approval.customerId,
    staffIds: [approval.applicantId, approval.submittedBy, context.actor.staffId],
  });

/** The one under way about a subject, and whose turn it is in words. */
export async function openApprovalOf(
  tx: Tx,
  matter: Matter,
  subjectId: string,
): Promise<{ id: string; state: 'pending' | 'returned'; waitingFor: string } | null> {
  const open = await store.openOf(tx, matter, subjectId);
  if (open === null) return null;
  const approval = await store.approvalById(tx, open.id);
  const state = open.state === 'returned' ? 'returned' : 'pending';
  return { id: open.id, state, waitingFor: (await waitingWords(tx, approval))?.zh ?? '' };
}
