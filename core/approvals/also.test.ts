/** Signatures a matter asks for beside the house's table: the custodian of a seal, by post or in person, and the manager. */
import { expect, test } from 'vitest';
import { decideRoute } from './decide-request.ts';
import type { Matter } from './matters.ts';
import type { ApprovalRuleValues } from './rules.ts';
import { waitedFor } from './seats.ts';
import { house, now, rules, sign, timeZone, withAway } from './testing/given.ts';
import type { ApprovalFacts, Seat } from './types.ts';

const byPost: Seat = { roles: ['sales_assistant'], staffId: null };
const inPerson: Seat = { roles: [], staffId: 'leader' };

function asked(also: readonly Seat[], more: { matter?: Matter; applicantId?: string; by?: ApprovalRuleValues } = {}) {
  const { matter = 'seal', applicantId = 'chen', by = rules } = more;
  const input = { matter, round: 1, applicantId, magnitude: {}, also };
  const decision = decideRoute(by, { timeZone, isPending: false }, input, now);
  if (!decision.accepted) throw new Error(decision.code);
  const approval: ApprovalFacts = {
    ...{ id: 'approval', matter, round: 1, applicantId, barred: [applicantId], signatures: [] },
    ...decision.outcome,
  };
  return approval;
}
/** Who signed in this order, and what became of it. */
function played(approval: ApprovalFacts, signers: readonly string[], people = house): string {
  let now = approval;
  for (const signer of signers) {
    const { approval: next, code } = sign(now, people, signer);
    if (code) return `${signer}: ${code}`;
    now = next;
  }
  return now.state;
}

test('[S0.07.con.17] two consents of two people: custodian and manager, in either order, the applicant for neither', () => {
  const seal = asked([byPost]);
  expect(seal.steps).toMatchObject([{ key: 'r1', seats: [byPost, { roles: ['manager'] }] }]);
  expect(played(seal, ['assistant'])).toBe('pending');
  expect(played(seal, ['manager'])).toBe('pending');
  expect(played(seal, ['manager', 'assistant'])).toBe('approved');
  expect(played(seal, ['assistant', 'manager'])).toBe('approved');
  expect(played(seal, ['manager', 'manager'])).toBe('manager: ALREADY_SIGNED');
  expect(played(seal, ['supervisor'])).toBe('supervisor: NOT_A_SIGNER');
  const custodians = asked([byPost], { applicantId: 'assistant' });
  expect(played(custodians, ['assistant'])).toBe('assistant: APPLICANT_MAY_NOT_SIGN');
  expect(played(custodians, ['manager'])).toBe('pending');
  expect(played(custodians, ['manager', 'director'])).toBe('approved');
  const managers = asked([byPost], { applicantId: 'manager' });
  expect(played(managers, ['assistant', 'director'])).toBe('approved');
});

test('somebody in particular signs in person, and the level above where they are away', () => {
  const seal = asked([inPerson]);
  expect(played(seal, ['assistant'])).toBe('assistant: NOT_A_SIGNER');
  expect(played(seal, ['leader', 'manager'])).toBe('approved');
  const people = withAway(house, 'leader');
  expect(waitedFor(seal, people)).toContain('manager');
  expect(played(seal, ['manager', 'director'], people)).toBe('approved');
});

test('a post the table asks for already is not asked twice; a table that asks for nobody leaves what the matter asks for', () => {
  const both = { ...rules, routes: { ...rules.routes, seal: { sales_assistant: 1, manager: 2 } } };
  expect(asked([byPost], { by: both }).steps.map(({ seats }) => seats.length)).toEqual([1, 1]);
  expect(asked([inPerson], { by: both }).steps.map(({ seats }) => seats.length)).toEqual([2, 1]);
  const nobody = { ...rules, routes: { ...rules.routes, seal: {} } };
  expect(asked([byPost], { by: nobody })).toMatchObject({ state: 'pending', steps: [{ key: 'r1', seats: [byPost] }] });
  expect(asked([], { by: nobody })).toMatchObject({ state: 'approved', steps: [] });
});
