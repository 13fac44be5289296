/** Whatever the route, the people and the order in which they press: one end, nobody counted twice, the route kept. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideExpire, decideWithdraw } from './decide-course.ts';
import { decideAddSigner } from './decide-signers.ts';
import { signingRoles } from './rules.ts';
import { waitedFor } from './seats.ts';
import { now, requested, rules, sendBack, sign } from './testing/given.ts';
import type { ApprovalFacts, PersonFacts } from './types.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'chen'];
const route = fc
  .tuple(
    fc.record(Object.fromEntries(signingRoles.map((role) => [role, fc.integer({ min: 0, max: 2 })]))),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([posts, needed, stand_in]) => ({ ...posts, needed, stand_in }));
const people: fc.Arbitrary<PersonFacts[]> = fc.tuple(
  ...ids.map((id) =>
    fc.record({
      id: fc.constant(id),
      roles: fc.uniqueArray(fc.constantFrom<string>(...signingRoles), { maxLength: 3 }),
      absent: fc.boolean(),
      delegates: fc.uniqueArray(fc.constantFrom(...ids.filter((other) => other !== id)), { maxLength: 1 }),
    }),
  ),
);
const action = fc.record({
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant('sign' as const) },
    fc.constantFrom('reject' as const, 'return' as const, 'withdraw' as const, 'expire' as const, 'add' as const),
  ),
  who: fc.constantFrom(...ids),
  other: fc.constantFrom(...ids),
});
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function play(approval: ApprovalFacts, house: readonly PersonFacts[], { what, who, other }: Action): ApprovalFacts {
  if (what === 'sign') return sign(approval, house, who).approval;
  if (what === 'reject') return sendBack(approval, house, who, 'rejected').approval;
  if (what === 'return') return sendBack(approval, house, who, 'returned').approval;
  if (what === 'withdraw') {
    const done = decideWithdraw({ approval, byId: who, senders: ['chen'] });
    return done.accepted ? { ...approval, state: 'withdrawn', stepKey: null } : approval;
  }
  if (what === 'expire') {
    const done = decideExpire(rules, { approval: { ...approval, lapses: true } }, approval.dueAt ?? now);
    return done.accepted ? { ...approval, state: done.outcome.state, stepKey: null } : approval;
  }
  const facts = { approval, people: house, byId: who, oversees: false, colleague: { id: other, hasLeft: false } };
  const added = decideAddSigner(rules, facts, { staffId: other, when: 'before', reason: '' });
  return added.accepted ? { ...approval, ...added.outcome } : approval;
}

const start = (row: object): ApprovalFacts =>
  requested('order', { by: { ...rules, routes: { ...rules.routes, order: row as Record<string, number> } } });

test('an approval ends in exactly one way, and what has ended stays as it ended', () => {
  fc.assert(
    fc.property(route, people, fc.array(action, { maxLength: 25 }), (row, house, actions) => {
      let approval = start(row);
      let end: string | null = approval.state === 'pending' ? null : approval.state;
      for (const one of actions) {
        approval = play(approval, house, one);
        if (end !== null) expect(approval.state).toBe(end);
        else if (approval.state !== 'pending') end = approval.state;
        expect(approval.stepKey === null).toBe(approval.state !== 'pending');
      }
    }),
    { numRuns: 400 },
  );
});

test('nobody counts twice at a step, not even through a delegate, and the applicant never counts', () => {
  fc.assert(
    fc.property(route, people, fc.array(action, { maxLength: 25 }), (row, house, actions) => {
      const last = actions.reduce((approval, one) => play(approval, house, one), start(row));
      expect(last.signatures.every(({ signerId, forId }) => signerId !== 'chen' && forId !== 'chen')).toBe(true);
      for (const step of last.steps) {
        const here = last.signatures.filter(({ stepKey }) => stepKey === step.key);
        const voices = here.flatMap(({ signerId, forId }) => (forId ? [signerId, forId] : [signerId]));
        expect(new Set(voices).size).toBe(voices.length);
      }
    }),
    { numRuns: 400 },
  );
});

test('granted means: every step in turn has a signature of its own for each that it asks for, stand-ins as many as the house wants', () => {
  fc.assert(
    fc.property(route, people, fc.array(action, { maxLength: 40 }), (row, house, actions) => {
      const last = actions.reduce((approval, one) => play(approval, house, one), start(row));
      if (last.state !== 'approved') return;
      const order = last.signatures.map(({ stepKey }) => last.steps.findIndex(({ key }) => key === stepKey));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      for (const step of last.steps) {
        const here = last.signatures.filter(({ stepKey }) => stepKey === step.key);
        const stoodFor = step.seats.filter(
          (_, seat) =>
            last.standIns.needed > 0 &&
            here.filter((one) => one.as === 'stand_in' && one.seats[0] === seat).length >= last.standIns.needed,
        ).length;
        const own = here.filter((one) => one.as !== 'stand_in').length;
        expect(own + stoodFor).toBeGreaterThanOrEqual(step.seats.length);
      }
    }),
    { numRuns: 600 },
  );
});

test('whoever is waited for may sign, nobody else may, and when they press in any order it comes to an end', () => {
  fc.assert(
    fc.property(route, people, fc.shuffledSubarray(ids, { minLength: ids.length }), (row, house, order) => {
      const approval = start(row);
      const waiting = waitedFor(approval, house);
      for (const id of ids) expect(sign(approval, house, id).code === null).toBe(waiting.includes(id));
      let after = approval;
      const most = after.steps.reduce((sum, { seats }) => sum + seats.length * (1 + after.standIns.needed), 0);
      for (let turn = 0; waitedFor(after, house).length > 0; turn++) {
        expect(turn).toBeLessThanOrEqual(most);
        after = order.reduce((before, id) => sign(before, house, id).approval, after);
      }
      expect(after.signatures.length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 400 },
  );
});
