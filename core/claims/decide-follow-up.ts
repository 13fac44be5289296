/** What counts as contact, and what a contact does to the claim. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { addHours, type Instant, localDateOf, minutesBetween } from '../kernel/instant.ts';
import { cardClocks, type Clocks, laterOf, startClocks } from './clocks.ts';
import { endClaim, liveOwnerAt } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Claim, ClaimStage, Contact } from './types.ts';

export type Invalidity =
  | 'no_live_claim'
  | 'call_unanswered'
  | 'text_message'
  | 'chat_message'
  | 'only_a_note'
  | 'messages_in_a_row';

/** Judges the contact alone; the run of text messages is judged with the claim. */
export function whyNotValid(rules: ClaimRuleValues, contact: Pick<Contact, 'channel' | 'answered'>): Invalidity | null {
  switch (contact.channel) {
    case 'visit':
    case 'reception':
      return null;
    case 'call':
      return contact.answered || rules.unansweredCallCounts ? null : 'call_unanswered';
    case 'sms':
      return rules.smsCounts ? null : 'text_message';
    case 'chat':
    case 'email':
      return contact.answered || rules.chatCounts ? null : 'chat_message';
    case 'note':
      return rules.noteCounts ? null : 'only_a_note';
  }
}

/** Text messages add to the run, a two-way contact ends it, anything else leaves it. */
const nextRun = (contact: Contact, run: number): number => {
  if (contact.channel === 'sms') return run + 1;
  const twoWay =
    contact.channel === 'visit' || contact.channel === 'reception' || (contact.channel !== 'note' && contact.answered);
  return twoWay ? 0 : run;
};

export function isLongTerm(rules: ClaimRuleValues, claim: Claim, now: Instant): boolean {
  if (claim.longTerm || rules.longTermMeaning === 'everyone') return true;
  if (rules.longTermMeaning === 'after_second') return claim.followUps >= 2;
  const age = minutesBetween(claim.effectiveAt ?? now, now) / (24 * 60);
  return age > rules.longTermDays && claim.followUps + 1 >= rules.longTermFollowUps; // the present one included
}

export interface FollowUpOutcome {
  /** The claim afterwards; null when the customer has none. */
  readonly claim: Claim | null;
  readonly valid: boolean;
  readonly whyNot: Invalidity | null;
  readonly isFirstSms: boolean;
}
export type FollowUpRefusal = 'CONTACT_IN_FUTURE';

const isFirstSms = (claim: Claim, contact: Contact, timeZone: string): boolean =>
  contact.channel === 'sms' &&
  claim.firstSmsDueAt !== null &&
  claim.firstSmsAt === null &&
  localDateOf(contact.at, timeZone) === localDateOf(claim.registeredAt, timeZone);

export function decideFollowUp(
  rules: ClaimRuleValues,
  facts: { readonly claim: Claim | null; readonly timeZone: string },
  contact: Contact,
  now: Instant,
): Decision<FollowUpOutcome, FollowUpRefusal> {
  const { claim, timeZone } = facts;
  if (contact.at > now) return refuse('CONTACT_IN_FUTURE', [], { at: contact.at });
  const nothing = (whyNot: Invalidity, after: Claim | null = claim, first = false, clauses: readonly ClauseId[] = []) =>
    accept({ claim: after, valid: false, whyNot, isFirstSms: first }, clauses);
  if (claim === null) return nothing('no_live_claim');

  const first = isFirstSms(claim, contact, timeZone);
  const noted: Claim = first ? { ...claim, firstSmsAt: contact.at } : claim;
  // The message of the first day is kept even when the card still waits for its signature, and even after a lapse.
  if (liveOwnerAt(rules, claim, now) === null)
    return nothing('no_live_claim', noted, first, first ? ['S0.08.c.12'] : []);

  const whyNot = whyNotValid(rules, contact);
  if (whyNot) return nothing(whyNot, noted, first, contactClauses(rules));
  if (first && !rules.firstSmsIsFirstFollowUp)
    return accept(
      { claim: { ...noted, smsRun: rules.firstSmsFeedsRun ? 1 : 0 }, valid: true, whyNot: null, isFirstSms: true },
      ['S0.08.c.12'],
    );

  const smsRun = first && !rules.firstSmsFeedsRun ? claim.smsRun : nextRun(contact, claim.smsRun);
  if (contact.channel === 'sms' && rules.smsRunLimit > 0 && smsRun >= rules.smsRunLimit) {
    if (rules.smsRunEffect === 'not_valid')
      return nothing('messages_in_a_row', { ...noted, smsRun }, first, ['S0.08.c.4']);
    if (isLongTerm(rules, claim, now))
      return nothing('messages_in_a_row', endClaim({ ...noted, smsRun }, 'void', now, 'sms_only'), first, [
        'S0.08.c.4',
      ]);
  }
  const counted: Claim = {
    ...noted,
    smsRun,
    followUps: claim.followUps + 1,
    lastContactAt: laterOf(contact.at, claim.lastContactAt),
  };
  const after = { ...counted, ...extend(rules, counted, contact, timeZone) };
  return accept({ claim: after, valid: true, whyNot: null, isFirstSms: first }, [
    ...extendClauses(rules, claim),
    ...(first ? ['S0.08.c.12'] : []),
  ]);
}

const contactClauses = (rules: ClaimRuleValues): readonly ClauseId[] =>
  rules.model === 'card' ? ['S0.08.c.2c'] : rules.model === 'contact_window' ? ['S4.01.a17.lapse'] : ['S0.02.own.21'];

function extendClauses(rules: ClaimRuleValues, before: Claim): readonly ClauseId[] {
  if (rules.model !== 'card') return contactClauses(rules);
  if (before.stage === 'first_due') return ['S0.08.c.2'];
  return before.stage === 'second_due' ? ['S0.08.c.2b'] : ['S0.08.c.2c'];
}

type Extension = Partial<Clocks> & { readonly stage?: ClaimStage; readonly signingSince?: Instant | null };

/** What a valid contact does to the clocks. A closed claim keeps its owner without any. */
function extend(rules: ClaimRuleValues, claim: Claim, contact: Contact, timeZone: string): Extension {
  if (claim.state === 'closed') return {};
  const base = laterOf(contact.at, claim.effectiveAt); // a contact cannot count before the claim did
  if (rules.model === 'contact_window') return keepLater(claim, startClocks(rules, base, timeZone));
  if (rules.model === 'filing')
    return rules.filingRestartsOnFollowUp ? keepLater(claim, startClocks(rules, base, timeZone)) : {};
  if (rules.model === 'day_designation') return {};
  switch (claim.stage) {
    case 'second_due':
      return rules.signatureRequired
        ? { stage: 'signing', signingSince: base, ...cardClocks(rules, 'signing', base, claim, timeZone) }
        : { stage: 'running', ...cardClocks(rules, 'running', base, claim, timeZone) };
    case 'signing':
      return {}; // further visits count from the signature on
    case 'running':
      return keepLater(claim, cardClocks(rules, 'running', base, claim, timeZone));
    default:
      return { stage: 'second_due', ...cardClocks(rules, 'second_due', base, claim, timeZone) };
  }
}

/** An older contact written down late never shortens what a newer one gave. */
const keepLater = (claim: Claim, clocks: Clocks): Clocks => ({
  dueAt: clocks.dueAt === null ? null : laterOf(clocks.dueAt, claim.dueAt),
  protectedUntil: clocks.protectedUntil === null ? null : laterOf(clocks.protectedUntil, claim.protectedUntil),
});

/** When the leader's signature under a second follow-up stops dating back to it. */
export const signatureDueAt = (rules: ClaimRuleValues, claim: Claim): Instant | null =>
  claim.signingSince === null ? null : addHours(claim.signingSince, rules.secondSignatureHours);

/** Colleagues who dispute a closed deal leave the customer out of it; its owner goes on looking after them. */
export function decideMayContact(facts: {
  readonly claim: Claim | null;
  readonly authorId: string;
  /** Those who dispute this customer among themselves and have not settled it. */
  readonly disputants: readonly string[];
}): Decision<null, 'DEAL_DISPUTED'> {
  const { claim, authorId, disputants } = facts;
  const disputed = claim?.state === 'closed' && claim.ownerId !== authorId && disputants.includes(authorId);
  return disputed ? refuse('DEAL_DISPUTED', ['S4.01.a35']) : accept(null, ['S4.01.a35']);
}

/** What a contact does: nothing by somebody who disputes the deal, else as the contact counts. */
export function decideContact(
  rules: ClaimRuleValues,
  facts: {
    readonly claim: Claim | null;
    readonly timeZone: string;
    readonly authorId: string;
    readonly disputants: readonly string[];
  },
  contact: Contact,
  now: Instant,
): Decision<FollowUpOutcome, FollowUpRefusal | 'DEAL_DISPUTED'> {
  const may = decideMayContact(facts);
  return may.accepted ? decideFollowUp(rules, facts, contact, now) : may;
}

/** The day is over and the message that was due on it has not left. */
export function decideFirstSmsMissed(
  claim: Pick<Claim, 'firstSmsDueAt' | 'firstSmsAt'>,
  now: Instant,
): Decision<{ readonly missed: true }, 'NOT_YET_DUE' | 'FIRST_SMS_SENT'> {
  const clauses = ['S0.08.c.12', 'S0.08.c.12c'];
  if (claim.firstSmsAt !== null) return refuse('FIRST_SMS_SENT', clauses, { at: claim.firstSmsAt });
  if (claim.firstSmsDueAt === null || now < claim.firstSmsDueAt)
    return refuse('NOT_YET_DUE', clauses, { dueAt: claim.firstSmsDueAt });
  return accept({ missed: true }, clauses);
}

/** A contact of the past, judged by itself: the claims of that time are not known. */
export function decidePastContact(
  rules: ClaimRuleValues,
  contact: Pick<Contact, 'channel' | 'answered'>,
): Decision<{ readonly valid: boolean; readonly whyNot: Invalidity | null }, never> {
  const whyNot = whyNotValid(rules, contact);
  return accept({ valid: whyNot === null, whyNot }, contactClauses(rules));
}
