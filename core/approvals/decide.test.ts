import { describe, expect, test } from 'vitest';
import { addDays } from '../kernel/instant.ts';
import { decideExpire, decideRemind, decideWithdraw } from './decide-course.ts';
import { decideRoute } from './decide-request.ts';
import { decideReturn, decideSign } from './decide-sign.ts';
import { decideAddSigner, decideDelegate, decidePassOn } from './decide-signers.ts';
import { matterKeys } from './matters.ts';
import { waitedFor } from './seats.ts';
import {
  away,
  house,
  now,
  person,
  requested,
  rules,
  sendBack,
  sign,
  signedBy,
  timeZone,
  withAway,
  without,
} from './testing/given.ts';
import { approvalMoves, type ApprovalFacts } from './types.ts';

const rolesOf = (approval: ApprovalFacts) => approval.steps.map(({ seats }) => seats.map(({ roles }) => roles));
const codeOf = (approval: ApprovalFacts, id: string, people = house) => sign(approval, people, id).code;

describe('who signs what', () => {
  test('[S1.18.s1b] a subscription: the finance clerk and the sales manager, both, in any order', () => {
    for (const order of [
      ['clerk', 'manager'],
      ['manager', 'clerk'],
    ]) {
      const half = signedBy(requested('subscription'), house, order[0] ?? '');
      expect(half.state).toBe('pending');
      expect(signedBy(half, house, order[1] ?? '').state).toBe('approved');
    }
    expect(codeOf(requested('subscription'), 'leader')).toBe('NOT_A_SIGNER');
  });

  test('[S1.18.k3] a contract: finance clerk, supervisor and manager, all three', () => {
    const two = signedBy(requested('contract'), house, 'clerk', 'manager');
    expect([two.state, waitedFor(two, house)]).toEqual(['pending', ['supervisor']]);
    expect(signedBy(two, house, 'supervisor').state).toBe('approved');
  });

  test('[S0.07.ct.3c] a special contract goes one level further than an ordinary one', () => {
    const three = signedBy(requested('special_contract'), house, 'clerk', 'supervisor', 'manager');
    expect([three.state, waitedFor(three, house)]).toEqual(['pending', ['director']]);
    expect(signedBy(three, house, 'director').state).toBe('approved');
  });

  test('an order, and its change: the manager or any team leader, one of them', () => {
    for (const matter of ['order', 'order_change'] as const) {
      for (const id of ['manager', 'leader', 'leader2'])
        expect(signedBy(requested(matter), house, id).state).toBe('approved');
      expect(codeOf(requested(matter), 'assistant')).toBe('NOT_A_SIGNER');
    }
  });

  test('[S1.18.s6] a withdrawal: the sales manager and nobody below', () => {
    for (const id of ['supervisor', 'leader', 'clerk'])
      expect(codeOf(requested('withdrawal'), id)).toBe('NOT_A_SIGNER');
    expect(signedBy(requested('withdrawal'), house, 'manager').state).toBe('approved');
  });

  test('[S4.01.a24.escalate] a discount, a later date, other terms: the supervisor agrees before anything is promised', () => {
    expect(waitedFor(requested('terms'), house)).toEqual(['supervisor']);
    expect(signedBy(requested('terms'), house, 'supervisor').state).toBe('approved');
  });

  test('[S0.08.g.6] [S2.15.c7.06] a material slip: the sales manager, as long as the manager is there', () => {
    expect(waitedFor(requested('material_slip'), house)).toEqual(['manager']);
    expect(codeOf(requested('material_slip'), 'leader')).toBe('NOT_A_SIGNER');
    expect(signedBy(requested('material_slip'), house, 'manager').state).toBe('approved');
  });

  test('[S1.10.x3] a sales plan: the sales director', () => {
    expect(waitedFor(requested('sales_plan'), house)).toEqual(['director']);
    expect(codeOf(requested('sales_plan'), 'manager')).toBe('NOT_A_SIGNER');
  });

  test('[S3.01.c.dev.support] support for an important customer is asked of the general manager', () => {
    expect(waitedFor(requested('support'), house)).toEqual(['head']);
  });

  test('[S0.08.c.9b] a special introduction: team leader and sales manager together', () => {
    const half = signedBy(requested('introduction'), house, 'manager');
    expect([half.state, waitedFor(half, house)]).toEqual(['pending', ['leader', 'leader2']]);
    expect(signedBy(half, house, 'leader2').state).toBe('approved');
  });

  test('[S0.07.rep.8b] urging somebody to resign: manager, supervisor and assistant decide, then the general manager consents', () => {
    const met = signedBy(requested('dismissal'), house, 'assistant', 'manager', 'supervisor');
    expect([met.state, waitedFor(met, house)]).toEqual(['pending', ['head']]);
    expect(codeOf(requested('dismissal'), 'head')).toBe('NOT_YOUR_TURN_YET');
    expect(signedBy(met, house, 'head').state).toBe('approved');
  });

  test('[S0.03.gen.3] [S2.06.a18] [S2.13.a15] [S3.01.m.annual.approve] policies and the annual summary: the general manager', () => {
    for (const matter of ['policy', 'annual_summary'] as const) {
      expect(waitedFor(requested(matter), house)).toEqual(['head']);
      expect(codeOf(requested(matter), 'director')).toBe('NOT_A_SIGNER');
    }
  });

  test('[S2.04.a2.2.sign] a request for samples: the department head, and it takes effect with the general manager', () => {
    const half = signedBy(requested('sample_request'), house, 'manager');
    expect([half.state, waitedFor(half, house)]).toEqual(['pending', ['head']]);
  });

  test('every matter has a route or none, and a house may have its own', () => {
    for (const matter of matterKeys) expect(requested(matter).steps.length).toBeGreaterThan(0);
    const free = { ...rules, routes: { ...rules.routes, order: {} } };
    expect(requested('order', { by: free })).toMatchObject({ state: 'approved', stepKey: null, dueAt: null });
    const pairs = { ...rules, routes: { ...rules.routes, order: { team_leader: 1, manager: 2, needed: 2 } } };
    expect(rolesOf(requested('order', { by: pairs }))).toEqual([
      [['team_leader'], ['team_leader']],
      [['manager'], ['manager']],
    ]);
  });
});

describe('limits of authority', () => {
  const asked = (discountPercent: number) => rolesOf(requested('terms', { magnitude: { discountPercent } }));

  test('[S1.06.d2] [S1.14.a5.4] within one’s authority nothing is added; one beyond it goes to the lowest post high enough', () => {
    expect(asked(1)).toEqual([[['supervisor']]]); // the supervisor's own limit, inclusive
    expect(asked(1.01)).toEqual([[['supervisor']], [['manager']]]);
    expect(asked(3)).toEqual([[['supervisor']], [['manager']]]);
    expect(asked(3.5)).toEqual([[['supervisor']], [['director']]]);
    expect(asked(6.1)).toEqual([[['supervisor']], [['general_manager']]]);
  });

  test('what is beyond any one of the limits goes up; the entry says whose authority it exceeds', () => {
    const magnitude = { discountPercent: 1, belowListFen: 1_000_000 * 4, lateDays: 3 };
    const decision = decideRoute(
      rules,
      { timeZone, isPending: false },
      { matter: 'terms', round: 1, applicantId: 'chen', magnitude },
      now,
    );
    expect(decision.accepted && decision.rejected.at(-1)).toMatchObject({
      what: 'supervisor',
      reason: 'BEYOND_AUTHORITY',
      detail: { limit: 'below_list_wan', most: 3, asked: 4 },
    });
    expect(rolesOf(requested('terms', { magnitude: { lateDays: 31 } }))).toEqual([[['supervisor']], [['director']]]);
  });

  test('refunds and gifts are measured by their amount, other matters not', () => {
    const wan = (n: number) => ({ amountFen: n * 1_000_000 });
    expect(rolesOf(requested('refund', { magnitude: wan(20) }))).toEqual([[['manager']]]);
    expect(rolesOf(requested('refund', { magnitude: wan(20.5) }))).toEqual([[['manager']], [['director']]]);
    expect(rolesOf(requested('gift', { magnitude: { amountFen: 2000_01 } })).at(-1)).toEqual([['director']]);
    expect(requested('payout', { magnitude: wan(5000) }).steps).toHaveLength(1);
  });

  test('where any of several posts may sign, the weakest of them counts', () => {
    expect(rolesOf(requested('order', { magnitude: { discountPercent: 2 } }))).toEqual([
      [['team_leader', 'manager']],
      [['manager']],
    ]);
  });
});

describe('what a request comes to', () => {
  const decide = (magnitude: object, by = rules, matter: 'terms' | 'refund' | 'order' = 'terms') => {
    const input = { matter, round: 1, applicantId: 'chen', magnitude };
    const decision = decideRoute(by, { timeZone, isPending: false }, input, now);
    if (!decision.accepted) throw new Error(decision.code);
    return decision;
  };

  test('the whole of it', () => {
    expect(decide({ discountPercent: 2 })).toEqual({
      accepted: true,
      outcome: {
        state: 'pending',
        steps: [
          { key: 'r1', origin: 'route', seats: [{ roles: ['supervisor'], staffId: null }] },
          { key: 'limit', origin: 'limit', seats: [{ roles: ['manager'], staffId: null }] },
        ],
        stepKey: 'r1',
        standIns: { needed: 0, roles: ['team_leader', 'sales_assistant'] },
        dueAt: '2026-03-11T02:00:00.000Z',
        lapses: false,
      },
      clauses: ['S4.01.a24.escalate', 'S1.18.a0', 'S2.13.a09.10.promise', 'S1.06.d2', 'S1.14.a5.4'],
      rejected: ['consultant', 'team_leader', 'supervisor'].map((what) => ({
        what,
        reason: 'BEYOND_AUTHORITY',
        clauses: ['S1.06.d2', 'S1.14.a5.4'],
        detail: { limit: 'discount_percent', most: what === 'supervisor' ? 1 : 0, asked: 2 },
      })),
    });
    expect(decide({})).toMatchObject({
      clauses: ['S4.01.a24.escalate', 'S1.18.a0', 'S2.13.a09.10.promise'],
      rejected: [],
    });
  });

  test('what a consultant may grant alone adds nobody', () => {
    const own = { consultant: { discount_percent: 1, below_list_wan: 0, late_days: 0, refund_wan: 0, gift_yuan: 0 } };
    const by = { ...rules, limits: { ...rules.limits, ...own }, routes: { ...rules.routes, terms: {} } };
    expect(decide({ discountPercent: 1 }, by)).toMatchObject({ outcome: { state: 'approved' }, rejected: [] });
    expect(decide({ discountPercent: 1.5 }, by)).toMatchObject({ outcome: { steps: [{ key: 'limit' }] } });
  });

  test('money is measured in the units of the table, whichever way it flows', () => {
    const refund = (amountFen: number) => decide({ amountFen }, rules, 'refund').outcome.steps.length;
    expect([refund(-20_000_000), refund(-20_000_001), refund(20_000_001)]).toEqual([1, 2, 2]);
    const below = (belowListFen: number) => decide({ belowListFen }).outcome.steps.length;
    expect([below(3_000_000), below(3_000_001)]).toEqual([1, 2]);
    const late = (lateDays: number) => decide({ lateDays }).outcome.steps.length;
    expect([late(0), late(7), late(8)]).toEqual([1, 1, 2]);
  });

  test('the end of the day or so many hours, whichever is earlier; none, none', () => {
    const due = (row: Record<string, number>) =>
      decide({}, { ...rules, times: { ...rules.times, order: row } }, 'order').outcome;
    expect(due({ hours: 2, same_day: 1, lapses: 1 })).toMatchObject({
      dueAt: '2026-03-10T04:00:00.000Z',
      lapses: true,
    });
    expect(due({ hours: 20, same_day: 1, lapses: 0 })).toMatchObject({
      dueAt: '2026-03-10T16:00:00.000Z',
      lapses: false,
    });
    expect(due({ hours: 1, same_day: 0, lapses: 0 }).dueAt).toBe('2026-03-10T03:00:00.000Z');
    expect(due({ hours: 0, same_day: 0, lapses: 1 })).toMatchObject({ dueAt: null, lapses: false });
  });

  test('steps in the order of their numbers, however the columns stand', () => {
    const row = { general_manager: 1, team_leader: 3, manager: 2 };
    const steps = decide({}, { ...rules, routes: { ...rules.routes, order: row } }, 'order').outcome.steps;
    expect(steps.map(({ key, seats }) => [key, seats[0]?.roles[0]])).toEqual([
      ['r1', 'general_manager'],
      ['r2', 'manager'],
      ['r3', 'team_leader'],
    ]);
  });
});

describe('who signs in whose place', () => {
  test('[S0.08.d.4] [S2.15.c4.04] a slip with the manager away: two of the team leaders and assistants, one is not enough', () => {
    for (const matter of ['decoration_slip', 'material_slip'] as const) {
      const people = withAway(house, 'manager');
      const one = signedBy(requested(matter), people, 'assistant');
      expect([one.state, waitedFor(one, people)]).toEqual(['pending', ['leader', 'leader2', 'manager']]);
      expect(codeOf(one, 'assistant', people)).toBe('ALREADY_SIGNED');
      expect(signedBy(one, people, 'leader').state).toBe('approved');
      expect(codeOf(requested(matter), 'supervisor', people)).toBe('NOT_A_SIGNER');
    }
  });

  test('too few to stand in: one level up', () => {
    const people = withAway(without(house, 'leader', 'leader2'), 'manager');
    expect(codeOf(requested('decoration_slip'), 'assistant', people)).toBe('NOT_A_SIGNER');
    expect(signedBy(requested('decoration_slip'), people, 'director').state).toBe('approved');
  });

  test('the manager back after one stand-in: the manager’s own signature is enough', () => {
    const one = signedBy(requested('decoration_slip'), withAway(house, 'manager'), 'leader');
    expect(signedBy(one, house, 'manager').state).toBe('approved');
  });

  test('an empty or absent post goes one level up; a post beside the line goes to the manager', () => {
    expect(waitedFor(requested('withdrawal'), without(house, 'manager'))).toEqual(['director']);
    expect(waitedFor(requested('withdrawal'), withAway(house, 'manager'))).toEqual(['manager', 'director']);
    expect(waitedFor(requested('withdrawal'), without(house, 'manager', 'director'))).toEqual(['head']);
    expect(waitedFor(requested('subscription'), without(house, 'clerk'))).toEqual(['manager']);
    const half = signedBy(requested('subscription'), without(house, 'clerk'), 'manager');
    expect(waitedFor(half, without(house, 'clerk'))).toEqual(['director']); // the manager has had a say
  });

  test('a delegate signs for whoever is away, once for both; the applicant never is anybody’s delegate', () => {
    const people = [...without(house, 'manager'), away(person('manager', 'manager'), 'wang'), person('wang')];
    const done = sign(requested('withdrawal'), people, 'wang').approval;
    expect([done.state, done.signatures[0]]).toMatchObject(['approved', { as: 'delegate', forId: 'manager' }]);
    const order = { ...rules, routes: { ...rules.routes, order: { manager: 1, team_leader: 1, needed: 2 } } };
    const one = signedBy(requested('order', { by: order }), people, 'wang');
    expect(codeOf(one, 'manager', people)).toBe('NOT_A_SIGNER'); // spoke through the delegate
    const toApplicant = [...without(house, 'manager'), away(person('manager', 'manager'), 'chen'), person('chen')];
    expect(codeOf(requested('withdrawal'), 'chen', toApplicant)).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(waitedFor(requested('withdrawal'), toApplicant)).toEqual(['director', 'manager']);
  });

  test('the applicant never signs, whatever posts they hold; it goes to the next above', () => {
    const own = requested('withdrawal', { applicantId: 'manager' });
    expect(codeOf(own, 'manager')).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(signedBy(own, house, 'director').state).toBe('approved');
    expect(codeOf({ ...own, barred: ['manager', 'director'] }, 'director')).toBe('APPLICANT_MAY_NOT_SIGN');
  });

  test('whoever holds two posts signs once; the other post is somebody else’s', () => {
    const people = [
      person('both', 'finance', 'manager'),
      person('clerk', 'finance'),
      person('head', 'general_manager'),
    ];
    expect(signedBy(requested('subscription'), people, 'both', 'clerk').state).toBe('approved');
    expect(signedBy(requested('subscription'), people, 'clerk', 'both').state).toBe('approved');
    const alone = [person('both', 'finance', 'manager'), person('head', 'general_manager')];
    const half = signedBy(requested('subscription'), alone, 'both');
    expect([half.state, codeOf(half, 'both', alone)]).toEqual(['pending', 'ALREADY_SIGNED']);
    expect(signedBy(half, alone, 'head').state).toBe('approved');
  });
});

describe('ends and detours', () => {
  test('returned or rejected by whoever’s turn it is, with a reason; then nobody signs', () => {
    for (const how of ['returned', 'rejected'] as const) {
      const { approval } = sendBack(requested('subscription'), house, 'manager', how);
      expect(approval.state).toBe(how);
      expect(codeOf(approval, 'clerk')).toBe('APPROVAL_CLOSED');
    }
    expect(sendBack(requested('subscription'), house, 'leader', 'rejected').code).toBe('NOT_A_SIGNER');
  });

  test('[S0.08.d.4] [S2.15.c4.04] a slip not signed the same day is void, and the consultant bears the cost', () => {
    const slip = requested('decoration_slip');
    expect([slip.dueAt, slip.lapses]).toEqual(['2026-03-10T16:00:00.000Z', true]); // midnight in Shanghai
    const early = decideExpire(rules, { approval: slip }, '2026-03-10T15:59:59.999Z');
    expect(early).toMatchObject({ accepted: false, code: 'STILL_IN_TIME' });
    const late = decideExpire(rules, { approval: slip }, slip.dueAt ?? '');
    expect(late).toMatchObject({ outcome: { state: 'expired', costTo: 'chen' } });
    const mild = decideExpire({ ...rules, unsignedSlip: 'void' }, { approval: slip }, slip.dueAt ?? '');
    expect(mild).toMatchObject({ outcome: { state: 'expired', costTo: null } });
  });

  test('other matters wait on while the next level is told', () => {
    const approval = requested('subscription');
    expect(approval.dueAt).toBe('2026-03-11T02:00:00.000Z');
    const outcome = { state: 'pending', tellsNextLevel: true, costTo: null };
    expect(decideExpire(rules, { approval }, approval.dueAt ?? '')).toMatchObject({ outcome });
  });

  test('only whoever applied takes it back, and only while it is open', () => {
    const facts = { approval: requested('order'), byId: 'chen', senders: ['chen'] };
    expect(decideWithdraw(facts)).toMatchObject({ outcome: { state: 'withdrawn' } });
    expect(decideWithdraw({ ...facts, byId: 'leader' })).toMatchObject({ code: 'NOT_THE_APPLICANT' });
    const done = signedBy(facts.approval, house, 'leader');
    expect(decideWithdraw({ ...facts, approval: done })).toMatchObject({ code: 'APPROVAL_CLOSED' });
  });

  test('reminders have a pause between them', () => {
    const facts = { approval: requested('order'), byId: 'chen', senders: ['chen'], oversees: false, remindedAt: null };
    expect(decideRemind(rules, facts, now).accepted).toBe(true);
    const again = { ...facts, remindedAt: now };
    expect(decideRemind(rules, again, '2026-03-10T03:59:59.000Z')).toMatchObject({ code: 'REMINDED_JUST_NOW' });
    expect(decideRemind(rules, again, '2026-03-10T04:00:00.000Z').accepted).toBe(true);
    expect(decideRemind(rules, { ...facts, byId: 'leader' }, now)).toMatchObject({ code: 'NOT_THE_APPLICANT' });
  });

  const arranging = (approval: ApprovalFacts, byId: string, id: string) => ({
    approval,
    people: [...house, person('wang')],
    byId,
    oversees: false,
    colleague: { id, hasLeft: false },
  });
  test('what is signed is the text of this round, by those of this step', () => {
    const two = signedBy(requested('sample_request'), house, 'manager');
    expect(codeOf(two, 'manager')).toBe('NOT_A_SIGNER'); // that step is behind
    expect(codeOf(two, 'supervisor')).toBe('NOT_A_SIGNER');
    expect(codeOf(requested('sample_request'), 'head')).toBe('NOT_YOUR_TURN_YET');
    const facts = { approval: { ...two, round: 2 }, people: house, signerId: 'head', digest: '' };
    expect(decideSign(facts, { round: 1, comment: '' })).toMatchObject({
      code: 'APPROVAL_CHANGED',
      detail: { round: 2 },
    });
    expect(decideSign(facts, { round: 2, comment: '' })).toMatchObject({
      outcome: {
        as: 'holder',
        forId: null,
        seats: [0],
        stepKey: 'r2',
        stepDone: true,
        nextKey: null,
        state: 'approved',
      },
    });
    const first = { approval: requested('sample_request'), people: house, signerId: 'manager', digest: '' };
    expect(decideSign(first, { round: 1, comment: '' })).toMatchObject({
      outcome: { stepDone: true, nextKey: 'r2', state: 'pending' },
    });
    const blank = decideReturn(first, { how: 'rejected', round: 1, comment: '  ' });
    expect(blank).toMatchObject({ code: 'REASON_NEEDED', detail: { field: 'comment' } });
    expect(decideReturn(first, { how: 'returned', round: 1, comment: '缺样' })).toMatchObject({
      outcome: { as: 'holder', stepKey: 'r1', state: 'returned' },
    });
    const over = { ...first, approval: { ...two, state: 'approved', stepKey: null } as const };
    expect(decideSign(over, { round: 1, comment: '' })).toMatchObject({
      code: 'APPROVAL_CLOSED',
      detail: { state: 'approved' },
    });
  });

  test('who is asked or passed to must be at work, nobody’s applicant, and not there already', () => {
    const approval = requested('withdrawal');
    const at = (id: string, more: object = {}) => ({ ...arranging(approval, 'manager', id), ...more });
    const add = (facts: Parameters<typeof decideAddSigner>[1], when: 'before' | 'after' = 'after') =>
      decideAddSigner(rules, facts, { staffId: facts.colleague.id, when, reason: '' });
    const gone = { colleague: { id: 'wang', hasLeft: true } };
    expect(add(at('wang', gone))).toMatchObject({ code: 'COLLEAGUE_NOT_ACTIVE', detail: { field: 'staffId' } });
    expect(decidePassOn(at('wang', gone), { staffId: 'wang', reason: '' })).toMatchObject({
      code: 'COLLEAGUE_NOT_ACTIVE',
    });
    expect(decidePassOn(at('manager'), { staffId: 'manager', reason: '' })).toMatchObject({
      code: 'COLLEAGUE_SIGNS_ALREADY',
      detail: { field: 'staffId' },
    });
    const once = add(at('wang'));
    expect(once).toMatchObject({
      outcome: {
        stepKey: 'r1',
        steps: [{ key: 'r1' }, { key: 'a1', origin: 'added', seats: [{ roles: [], staffId: 'wang' }] }],
      },
    });
    if (!once.accepted) throw new Error(once.code);
    const longer = { ...approval, ...once.outcome };
    const again = (id: string) => add({ ...arranging(longer, 'manager', id) }, 'before');
    expect(again('wang')).toMatchObject({ code: 'COLLEAGUE_SIGNS_ALREADY', detail: { field: 'staffId' } });
    expect(again('zhao')).toMatchObject({
      outcome: { stepKey: 'a2', steps: [{ key: 'a2' }, { key: 'r1' }, { key: 'a1' }] },
    });
    const full = decideAddSigner({ ...rules, addedSigners: 1 }, arranging(longer, 'manager', 'zhao'), {
      staffId: 'zhao',
      when: 'after',
      reason: '',
    });
    expect(full).toMatchObject({ code: 'TOO_MANY_SIGNERS', detail: { most: 1 } });
    const over = { ...approval, state: 'approved', stepKey: null } as const;
    expect(add(arranging(over, 'manager', 'wang'))).toMatchObject({
      code: 'APPROVAL_CLOSED',
      detail: { state: 'approved' },
    });
  });

  test('an overseer gives the first open seat of this step to a colleague, and nothing else changes', () => {
    const half = signedBy(requested('dismissal'), house, 'supervisor');
    const facts = { ...arranging(half, 'director', 'wang'), oversees: true };
    const passed = decidePassOn(facts, { staffId: 'wang', reason: '' });
    if (!passed.accepted) throw new Error(passed.code);
    const [first, second] = half.steps;
    const open = first?.seats.findIndex(({ roles }) => !roles.includes('supervisor'));
    expect(passed.outcome.steps).toEqual([
      {
        key: 'r1',
        origin: 'passed_on',
        seats: first?.seats.map((seat, at) => (at === open ? { roles: [], staffId: 'wang' } : seat)),
      },
      second,
    ]);
    const spoken = { ...facts, colleague: { id: 'supervisor', hasLeft: false } };
    expect(decidePassOn(spoken, { staffId: 'supervisor', reason: '' })).toMatchObject({
      code: 'COLLEAGUE_SIGNS_ALREADY',
    });
  });

  test('another signature, before or after one’s own', () => {
    const approval = requested('withdrawal');
    const facts = arranging(approval, 'manager', 'wang');
    const people = [...house, person('wang')];
    for (const [when, order] of [
      ['before', ['wang', 'manager']],
      ['after', ['manager', 'wang']],
    ] as const) {
      const added = decideAddSigner(rules, facts, { staffId: 'wang', when, reason: '' });
      if (!added.accepted) throw new Error(added.code);
      const longer = { ...approval, ...added.outcome };
      expect(codeOf(longer, order[1], people)).toBe('NOT_YOUR_TURN_YET');
      expect(signedBy(longer, people, ...order).state).toBe('approved');
    }
    const input = { staffId: 'chen', when: 'after', reason: '' } as const;
    expect(decideAddSigner(rules, arranging(approval, 'manager', 'chen'), input)).toMatchObject({
      code: 'COLLEAGUE_IS_APPLICANT',
    });
    expect(decideAddSigner(rules, arranging(approval, 'leader', 'wang'), input)).toMatchObject({
      code: 'NOT_A_SIGNER',
    });
    expect(decideAddSigner(rules, arranging(approval, 'chen', 'wang'), input)).toMatchObject({
      code: 'APPLICANT_MAY_NOT_ARRANGE',
    });
    expect(decideAddSigner({ ...rules, addedSigners: 0 }, facts, input)).toMatchObject({ code: 'TOO_MANY_SIGNERS' });
  });

  test('passed on for this one by whoever signs, or by an overseer when nobody can', () => {
    const approval = requested('withdrawal');
    const input = { staffId: 'wang', reason: '' };
    expect(decidePassOn(arranging(approval, 'manager', 'wang'), input)).toMatchObject({
      outcome: { forId: 'manager' },
    });
    const overseer = { ...arranging(approval, 'director', 'wang'), oversees: true };
    const passed = decidePassOn(overseer, input);
    if (!passed.accepted) throw new Error(passed.code);
    expect(passed.outcome.forId).toBeNull();
    const people = [...house, person('wang')];
    expect(signedBy({ ...approval, steps: passed.outcome.steps }, people, 'wang').state).toBe('approved');
    const standing = { ...arranging(approval, 'director', 'wang'), people: without(house, 'manager') };
    expect(decidePassOn(standing, input)).toMatchObject({ code: 'NOT_YOURS_TO_PASS_ON' });
  });

  test('a delegation is for a time, to somebody else, and not there and back', () => {
    const input = { staffId: 'wang', from: now, until: '2026-03-12T02:00:00.000Z', matters: [] };
    const facts = { byId: 'manager', colleague: { id: 'wang', hasLeft: false }, isMutual: false };
    const decide = (more: object, change: object = {}) =>
      decideDelegate(rules, { ...facts, ...more }, { ...input, ...change }, now);
    expect(decide({})).toMatchObject({ outcome: { from: now, until: input.until } });
    const early = '2026-03-09T02:00:00.000Z';
    const later = '2026-03-11T02:00:00.000Z';
    expect(decide({}, { from: early })).toMatchObject({ outcome: { from: now } }); // not for what is past
    expect(decide({}, { from: later })).toMatchObject({ outcome: { from: later } });
    expect(decide({}, { from: later, until: later })).toMatchObject({
      code: 'DELEGATION_TIME_WRONG',
      detail: { field: 'until' },
    });
    expect(decide({ colleague: null }, { staffId: null }).accepted).toBe(true); // only away
    expect(decide({ colleague: { id: 'manager', hasLeft: false } })).toMatchObject({
      code: 'COLLEAGUE_IS_ONESELF',
      detail: { field: 'staffId' },
    });
    expect(decide({ colleague: { id: 'wang', hasLeft: true } })).toMatchObject({ code: 'COLLEAGUE_NOT_ACTIVE' });
    expect(decide({ isMutual: true })).toMatchObject({ code: 'DELEGATION_GOES_ROUND' });
    expect(decide({}, { until: now })).toMatchObject({ code: 'DELEGATION_TIME_WRONG' });
    const last = `${addDays('2026-03-10', 30)}T02:00:00.000Z`;
    expect(decide({}, { until: last }).accepted).toBe(true);
    expect(decide({}, { until: last.replace('00.000Z', '00.001Z') })).toMatchObject({
      code: 'DELEGATION_TOO_LONG',
      detail: { field: 'until', days: 30 },
    });
  });

  test('one at a time about the same thing, and nobody signs what was changed meanwhile', () => {
    const input = { matter: 'order', round: 1, applicantId: 'chen', magnitude: {} } as const;
    const again = decideRoute(rules, { timeZone, isPending: true }, input, now);
    expect(again).toMatchObject({ code: 'APPROVAL_ALREADY_PENDING' });
  });

  test('the lifecycle: every state is reached, and only the four ends stay', () => {
    const reached = new Set(['pending', ...Object.values(approvalMoves).flat()]);
    expect(Object.keys(approvalMoves).every((state) => reached.has(state))).toBe(true);
    const ends = Object.entries(approvalMoves).filter(([, moves]) => moves.length === 0);
    expect(ends.map(([state]) => state)).toEqual(['approved', 'rejected', 'withdrawn', 'expired']);
  });
});
