/** Random lives of one customer: whatever happens in whatever order, never two owners at one instant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMinutes, type Instant } from '../kernel/instant.ts';
import { decideClose, decideLapse, decideRefund, decideWithdraw, settled } from './decide-end.ts';
import { decideFollowUp } from './decide-follow-up.ts';
import { decideEnterPool, decideTakeFromPool } from './decide-pool.ts';
import { decideRegister, decideSign } from './decide-register.ts';
import { decidePassOn } from './decide-transfer.ts';
import { claimMoves, isOpen, liveClaimAt, liveOwnerAt } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import { at, card, club, contactWindow, filing, input, leader, live, manager, zone } from './testing/given.ts';
import type { Claim, ClaimState, ContactChannel } from './types.ts';

const kinds = ['register', 'sign', 'contact', 'pass', 'withdraw', 'close', 'refund', 'take', 'wait'] as const;
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly minutes: number;
  readonly who: string;
  readonly channel: ContactChannel;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  minutes: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 * 24 * 40 })),
  who: fc.constantFrom('mei', 'li', 'zhao'),
  channel: fc.constantFrom<ContactChannel>('call', 'visit', 'sms', 'note'),
});

/** What a command does: settle what is due, decide, keep the answer. */
function liveThrough(rules: ClaimRuleValues, steps: readonly Step[]): { claims: Claim[]; instants: Instant[] } {
  let claims: Claim[] = [];
  let now = at('2024-01-01', '09:00');
  const instants: Instant[] = [now];
  const put = (...changed: readonly (Claim | null)[]): void => {
    for (const claim of changed) if (claim) claims = [...claims.filter((one) => one.id !== claim.id), claim];
  };
  steps.forEach((one, index) => {
    now = addMinutes(now, one.minutes);
    instants.push(now);
    const before = new Map(claims.map((claim) => [claim.id, claim.state]));
    claims = claims.map((claim) => settled(rules, claim, now));
    apply(rules, claims, one, `c${index}`, now, put);
    for (const claim of claims) {
      const from = before.get(claim.id);
      if (from && from !== claim.state)
        expect([from, claim.state, (claimMoves[from] as readonly ClaimState[]).includes(claim.state)]).toEqual([
          from,
          claim.state,
          true,
        ]);
    }
  });
  return { claims, instants };
}

function apply(
  rules: ClaimRuleValues,
  claims: readonly Claim[],
  one: Step,
  id: string,
  now: Instant,
  put: (...changed: readonly (Claim | null)[]) => void,
): void {
  const owned = liveClaimAt(rules, claims, now);
  const waiting =
    claims.find((claim) => claim.state === 'awaiting_signature') ?? (owned?.stage === 'signing' ? owned : undefined);
  const context = { claims, timeZone: zone };
  if (one.kind === 'register') {
    const decision = decideRegister(rules, context, { ...input, id, ownerId: one.who }, now);
    if (decision.accepted) put(decision.outcome.claim);
  } else if (one.kind === 'sign' && waiting) {
    const decision = decideSign(
      rules,
      {
        claim: waiting,
        others: claims.filter((c) => c.id !== waiting.id),
        signer: leader,
        timeZone: zone,
        secondDueOn: null,
      },
      now,
    );
    if (decision.accepted) put(decision.outcome.claim, decision.outcome.voided);
  } else if (one.kind === 'contact') {
    const decision = decideFollowUp(
      rules,
      { claim: owned, timeZone: zone },
      { at: now, channel: one.channel, answered: true },
      now,
    );
    if (decision.accepted) put(decision.outcome.claim);
  } else if (one.kind === 'pass' && claims[0]) {
    const claim = owned ?? claims[0];
    const decision = decidePassOn(
      rules,
      { claim, others: claims, by: manager, receiverActive: true, timeZone: zone },
      { toId: one.who, newClaimId: id, why: 'reallocated', reason: 'r' },
      now,
    );
    if (decision.accepted) put(decision.outcome.from, decision.outcome.to);
  } else if (one.kind === 'withdraw' && owned) {
    const decision = decideWithdraw(rules, { claim: owned, signer: leader }, 'a detailed reason', now);
    if (decision.accepted) put(decision.outcome.claim);
  } else if (one.kind === 'close' && owned) {
    const decision = decideClose(rules, owned, now);
    if (decision.accepted) put(decision.outcome);
  } else if (one.kind === 'refund' && owned) {
    const decision = decideRefund(rules, owned, now);
    if (decision.accepted) put(decision.outcome);
  } else if (one.kind === 'take') {
    const last = [...claims]
      .filter((claim) => !isOpen(claim))
      .sort((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? 1 : -1))[0];
    const entry = last ? decideEnterPool(rules, { claim: last, others: claims, leader }, now) : null;
    const facts = {
      entry: entry?.accepted ? entry.outcome : null,
      claims,
      takerId: one.who,
      takenToday: 0,
      holding: 0,
      timeZone: zone,
    };
    const decision = decideTakeFromPool(rules, facts, { newClaimId: id, customerId: 'customer', siteId: 'site' }, now);
    if (decision.accepted) put(decision.outcome);
  }
}

const houses = {
  filing,
  contactWindow,
  card,
  club,
  cardByRegister: { ...card, duplicateWinner: 'earliest_registration' as const },
};

describe.each(Object.entries(houses))('under %s', (_name, rules) => {
  test('at any instant, then and in hindsight, the customer has at most one owner', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { claims, instants } = liveThrough(rules, steps);
        for (const instant of [...instants, ...claims.flatMap((c) => [c.endedAt, c.effectiveAt, c.protectedUntil])]) {
          if (instant === null) continue;
          const owners = claims.filter((claim) => liveOwnerAt(rules, claim, instant) !== null);
          expect(owners.map((claim) => claim.id).slice(1)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('when a claim lapses does not depend on when that is processed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 6 }), (lateMinutes) => {
        const claim = live(rules, at('2024-05-06'));
        const lapse = claim.protectedUntil ?? '';
        const decision = decideLapse(rules, claim, addMinutes(lapse, lateMinutes));
        expect(decision.accepted && decision.outcome.endedAt).toBe(lapse);
        expect(decideLapse(rules, claim, addMinutes(lapse, -1)).accepted).toBe(false);
      }),
    );
  });
});
