/**
 * The probationer applies, the mentor has a word, the manager signs: with the signature the confirmation is in force and the copy is
 * on file with administration, all in one transaction (S0.08.a.1b).
 */
import { confirmations as routes } from '#contract/confirmations.ts';
import { organisationRefusals } from '#contract/organisation.ts';
import { decideApplication, decideMentorsWord } from '#core/organisation/index.ts';
import { notify, notifyAll } from '#server/notices/index.ts';
import {
  administrationOf,
  confirmByApplication,
  lockProbation,
  onStaffChange,
  type Probation,
} from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { accepted, invalid, Refused } from '#server/platform/refused.ts';
import { type Decided, type HowRefused, onApproval } from './hooks.ts';
import { requestApproval, withdrawApproval } from './requests.ts';
import * as store from './store-confirmations.ts';
import { confirmationOut, stateWords } from './views-confirmations.ts';
import { nameOf } from './views-people.ts';

const LINK = '/organisation/confirmations';
type Stored = store.Confirmation;

function siteOf(probation: Probation): string {
  if (probation.siteId === null) throw invalid('staffId', '未安排门店 / not placed at a site');
  return probation.siteId;
}

const apply = carryOut(routes.apply, async (context, { params, body }) => {
  const { tx } = context;
  const probation = await lockProbation(context, params.staffId);
  const siteId = siteOf(probation);
  const rules = await context.rules(siteId);
  const open = await store.openConfirmation(tx, params.staffId);
  const { probationUntil, unitsSold, mentorId, hiredOn } = probation;
  const isSelf = personOf(context.actor) === params.staffId;
  const facts = { isSelf, open: open?.state ?? null, probationUntil, unitsSold, mentorId };
  const decision = accepted(decideApplication(rules.values.organisation, facts), organisationRefusals);
  const id = open?.id ?? context.newId();
  const subject = { type: 'confirmation', id } as const;
  const staffIds = [params.staffId, mentorId, probation.superiorId];
  const input = { selfReview: body.selfReview };
  const entry = {
    kind: 'organisation.applyForConfirmation',
    siteId,
    subject,
    staffIds,
    rules,
    input,
    facts,
    decision,
  } as const;
  const journalId = context.record(entry);
  const state = decision.outcome.next;
  const { selfReview } = body;
  const row = { id, staffId: params.staffId, siteId, state, hiredOn, probationUntil, unitsSold, selfReview, mentorId };
  await store.saveApplication(tx, { ...row, at: context.now, journalId });
  if (state === 'signing') await putUp(context, probation, await store.confirmationById(tx, id));
  else if (mentorId !== null) {
    const payload = { name: probation.name, link: LINK };
    await notify(context, { staffId: mentorId, kind: 'organisation.mentorsWordWanted', payload, journalId });
  }
  context.publish({ topic: 'confirmations', siteId });
  return { confirmation: await confirmationOut(context, id), journalId };
});

const mentorsWord = carryOut(routes.mentorsWord, async (context, { params, body }) => {
  const { tx } = context;
  const { staffId } = await store.confirmationById(tx, params.confirmationId);
  const probation = await lockProbation(context, staffId);
  const stored = await store.confirmationById(tx, params.confirmationId);
  const byId = personOf(context.actor);
  const facts = { state: stored.state, mentorId: probation.mentorId, byId };
  const decided = decideMentorsWord(facts);
  if (!decided.accepted) throw notWaiting(decided, stored);
  const rules = await context.rules(stored.siteId);
  const journalId = context.record({
    kind: 'organisation.mentorsWord',
    siteId: stored.siteId,
    subject: { type: 'confirmation', id: stored.id },
    staffIds: [staffId, byId],
    rules,
    input: { word: body.word, recommends: body.recommends },
    facts,
    decision: decided,
  });
  await store.saveWord(tx, stored.id, { ...body, mentorId: byId, at: context.now });
  await putUp(context, probation, await store.confirmationById(tx, stored.id));
  context.publish({ topic: 'confirmations', siteId: stored.siteId });
  return { confirmation: await confirmationOut(context, stored.id), journalId };
});

const notWaiting = (
  refusal: { code: 'NOT_THE_MENTOR' | 'APPLICATION_NOT_WAITING'; clauses: readonly string[] },
  { state }: Stored,
): Refused =>
  new Refused(refusal.code, organisationRefusals[refusal.code], { ...stateWords(state), clauses: refusal.clauses });

/** Everything the form says, in lines; the house's route says who signs. */
async function putUp(context: Context, probation: Probation, stored: Stored): Promise<void> {
  const said = (zh: string, en: string, value: string) => ({ zh, en, value });
  const period = `${probation.hiredOn ?? '—'} ~ ${probation.probationUntil ?? '—'}`;
  const opinion = stored.mentorRecommends ? { zh: '同意转正', en: 'In favour' } : { zh: '建议暂缓', en: 'Not yet' };
  const mentor = probation.mentorId === null ? '' : await nameOf(context.tx, probation.mentorId);
  await requestApproval(context, {
    matter: 'confirmation',
    siteId: stored.siteId,
    subject: { type: 'confirmation', id: stored.id },
    title: { zh: `试用期员工转正申请：${probation.name}`, en: `Confirmation of ${probation.name}` },
    lines: [
      said('试用期间', 'Probation', period),
      said('累计销量', 'Units sold', String(probation.unitsSold)),
      said('自我评价', 'Own review', stored.selfReview),
      ...(stored.mentorWord === null
        ? []
        : [
            said('带教人', 'Mentor', mentor),
            { zh: '带教意见', en: 'Mentor’s opinion', value: opinion },
            said('意见说明', 'In the mentor’s words', stored.mentorWord),
          ]),
    ],
    link: LINK,
    payload: { staffId: stored.staffId },
    applicantId: stored.staffId,
  });
}

const withdraw = carryOut(routes.withdraw, async (context, { params, body }) => {
  const { tx } = context;
  const { staffId } = await store.confirmationById(tx, params.confirmationId);
  await lockProbation(context, staffId);
  const stored = await store.confirmationById(tx, params.confirmationId);
  if (personOf(context.actor) !== staffId)
    throw new Refused('NOT_YOUR_PROBATION', organisationRefusals.NOT_YOUR_PROBATION);
  if (!['with_mentor', 'signing', 'returned'].includes(stored.state))
    throw new Refused(
      'APPLICATION_NOT_WAITING',
      organisationRefusals.APPLICATION_NOT_WAITING,
      stateWords(stored.state),
    );
  const journalId = await takeBack(context, stored, body.reason);
  return { confirmation: await confirmationOut(context, stored.id), journalId };
});

async function takeBack(context: Context, stored: Stored, reason: string): Promise<string> {
  await withdrawApproval(context, 'confirmation', stored.id, reason);
  const journalId = context.record({
    kind: 'organisation.withdrawConfirmation',
    siteId: stored.siteId,
    subject: { type: 'confirmation', id: stored.id },
    staffIds: [stored.staffId],
    input: { reason },
    facts: { state: stored.state },
    decision: { accepted: true, outcome: {}, clauses: ['S0.08.a.1b'], rejected: [] },
    reason: reason || null,
  });
  await end(context, stored, { state: 'withdrawn', reason, journalId });
  return journalId;
}

interface Ending {
  readonly state: 'signed' | 'returned' | 'rejected' | 'withdrawn';
  readonly reason?: string;
  readonly signers?: readonly string[];
  readonly journalId: string;
}
async function end(context: Context, stored: Stored, { state, reason = '', signers = [], journalId }: Ending) {
  const filedAt = state === 'signed' ? context.now : null; // the copy is on file the moment it is in force
  await store.saveEndOf(context.tx, stored.id, { state, at: context.now, reason, signers, filedAt, journalId });
  context.publish({ topic: 'confirmations', siteId: stored.siteId });
}

/** Signed: in force in this very transaction, and administration has the copy. */
async function signed(context: Context, approval: Decided): Promise<void> {
  const stored = await store.confirmationById(context.tx, approval.subject.id);
  const journalId = await confirmByApplication(context, stored.staffId, stored.id);
  const signers = approval.signers.map(({ signerId }) => signerId);
  await end(context, stored, { state: 'signed', signers, journalId });
  const name = await nameOf(context.tx, stored.staffId);
  const offices = await administrationOf(context.tx, stored.siteId, context.actor.staffId);
  const notice = { kind: 'organisation.confirmationFiled', payload: { name, link: LINK }, journalId };
  await notifyAll(
    context,
    offices.map((staffId) => ({ ...notice, staffId })),
  );
}

const becomes: Readonly<Record<HowRefused, Ending['state']>> = {
  rejected: 'rejected',
  returned: 'returned',
  withdrawn: 'withdrawn',
  expired: 'returned', // nobody signed in time: it may be sent in again
};
onApproval('confirmation', {
  lock: async (context, { subject }) => {
    const { staffId } = await store.confirmationById(context.tx, subject.id);
    await lockProbation(context, staffId);
  },
  approved: signed,
  refused: async (context, approval, how) => {
    const stored = await store.confirmationById(context.tx, approval.subject.id);
    await end(context, stored, { state: becomes[how], journalId: approval.journalId });
  },
});

/** Whoever leaves has nothing to be confirmed any more. */
onStaffChange(async (context, change) => {
  if (change.kind !== 'leaving') return;
  const open = await store.openConfirmation(context.tx, change.staffId);
  if (open) await takeBack(context, open, '离职 / left');
});

export const confirmationCommands: readonly Endpoint[] = [apply, mentorsWord, withdraw];
