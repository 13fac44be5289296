/** Small builders for the tests of this folder: Shanghai time, houses as their policies set them. */
import { addMinutes, type Instant, instantAt } from '../../kernel/instant.ts';
import { defaultsOf } from '../../kernel/parameters.ts';
import { blankClaim, decideRegister, type RegisterClaim, takeEffect } from '../decide-register.ts';
import { ClaimRules, type ClaimRuleValues } from '../rules.ts';
import type { Actor, Claim } from '../types.ts';

export const zone = 'Asia/Shanghai';
export const at = (date: string, time = '10:00'): Instant => instantAt(date, time, zone);
export const later = (instant: Instant, minutes: number): Instant => addMinutes(instant, minutes);

const defaults = defaultsOf(ClaimRules);
/** 000-2, the sales office. */
export const filing: ClaimRuleValues = {
  ...defaults,
  model: 'filing',
  referralOwner: 'original_receiver',
  familyOwner: 'first_receiver',
};
/** 004-1, the reception rules. */
export const contactWindow: ClaimRuleValues = {
  ...defaults,
  model: 'contact_window',
  noteCounts: true,
  smsRunLimit: 0,
};
/** 000-8, the dealership. */
export const card: ClaimRuleValues = {
  ...defaults,
  model: 'card',
  signatureRequired: true,
  duplicateWinner: 'earliest_signature',
  poolEntry: 'leader_decides',
  mayReassign: 'signer',
  firstSmsSameDay: true,
};
/** 001-19, the club. */
export const club: ClaimRuleValues = { ...defaults, model: 'day_designation', dealDecidedBy: 'payment' };

export const leader: Actor = { id: 'leader', roles: ['team_leader'] };
export const manager: Actor = { id: 'manager', roles: ['manager'] };
export const consultant: Actor = { id: 'mei', roles: ['consultant'] };

export const input: RegisterClaim = {
  id: 'c1',
  customerId: 'customer',
  ownerId: 'mei',
  siteId: 'site',
  origin: 'visit',
  phoneLeft: false,
  asDraft: false,
};

/** A claim that took effect at an instant, with its first clocks running. */
export const live = (rules: ClaimRuleValues, from: Instant, change: Partial<Claim> = {}): Claim => ({
  ...takeEffect(rules, blankClaim(input, from), from, zone),
  signedAt: rules.signatureRequired ? from : null,
  ...change,
});

export const registered = (rules: ClaimRuleValues, now: Instant, change: Partial<RegisterClaim> = {}): Claim => {
  const decision = decideRegister(rules, { claims: [], timeZone: zone }, { ...input, ...change }, now);
  if (!decision.accepted) throw new Error(decision.code);
  return decision.outcome.claim;
};

export function outcome<T>(decision: { accepted: true; outcome: T } | { accepted: false; code: string }): T {
  if (!decision.accepted) throw new Error(`refused: ${decision.code}`);
  return decision.outcome;
}
export const code = (decision: { accepted: boolean }): string | null =>
  'code' in decision ? String(decision.code) : null;
