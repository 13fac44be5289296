/** Why each button of an approval's page is what it is: the refusal its command would give now. */
import {
  decideAddSigner,
  decidePassOn,
  decideRemind,
  decideWithdraw,
  matters,
  type ApprovalRuleValues,
  type PersonFacts,
} from '#core/approvals/index.ts';
import { refuse } from '#core/kernel/decision.ts';
import { personOf, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { OF_ITSELF } from './hooks.ts';
import { type Said, whyNot } from './said.ts';
import { type Approval, factsOf } from './store.ts';

/** Arranges signatures at this site without signing. */
export function oversees(context: Context, siteId: string): boolean {
  const scope = scopeOf(context.actor, 'approvals.oversee');
  return scope === 'company' || (scope === 'site' && context.actor.siteIds.includes(siteId));
}

export const sendersOf = (approval: Pick<Approval, 'applicantId' | 'submittedBy'>): string[] =>
  [...new Set([approval.applicantId, approval.submittedBy])].filter((id) => id !== null);

/** Somebody not yet chosen; nobody has this id. */
const anybody = { id: '00000000-0000-0000-0000-000000000000', hasLeft: false };

export function actions(
  context: Context,
  rules: ApprovalRuleValues,
  approval: Approval,
  people: readonly PersonFacts[],
  said: Said,
) {
  const byId = personOf(context.actor);
  const facts = factsOf(approval);
  const senders = sendersOf(approval);
  const overseeing = oversees(context, approval.siteId);
  const arranging = { approval: facts, people, byId, oversees: overseeing, colleague: anybody };
  const { remindedAt } = approval;
  const input = { staffId: anybody.id, reason: '' };
  const add = decideAddSigner(rules, arranging, { ...input, when: 'after' });
  return {
    withdraw: whyNot(decideWithdraw({ approval: facts, byId, senders }), said),
    remind: whyNot(
      decideRemind(rules, { approval: facts, byId, senders, oversees: overseeing, remindedAt }, context.now),
      said,
    ),
    addSigner: whyNot(add, said),
    passOn: whyNot(decidePassOn(arranging, input), said),
    resubmit: whyNotResubmit(approval, senders.includes(byId), said),
  };
}

/** Free requests are put right on their own page; the others where they came from. */
export function whyNotResubmit(approval: Approval, isSender: boolean, said: Said) {
  const { clauses, isFree } = matters[approval.matter];
  if (approval.state !== 'returned') return whyNot(refuse('NOT_RETURNED', clauses), said);
  if (!isSender) return whyNot(refuse('NOT_THE_APPLICANT', clauses), said);
  return isFree && approval.subject.type === OF_ITSELF ? null : whyNot(refuse('PUT_RIGHT_AT_SOURCE', clauses), said);
}
