/** Raising, mediating, ruling, appealing, and the clock: with every bound on its last minute. */
import { describe, expect, test } from 'vitest';
import type { Claim } from '../claims/index.ts';
import { decideAppeal, decideUnsettled } from './decide-appeal.ts';
import { decideDrop, decideMediate, decideOpen, type OpenFacts } from './decide-open.ts';
import { decideVerdict, type JudgeFacts, type VerdictInput } from './decide-verdict.ts';
import { interestsIn } from './interests.ts';
import type { Proposal } from './propose.ts';
import { at, dispute, file, house, ruling, validB, verdicts, visit, zone } from './testing/given.ts';
import { disputeMoves, type DisputeState } from './types.ts';

const codeOf = (decision: { readonly accepted: boolean; readonly code?: string }) => decision.code ?? 'accepted';

describe('raising a dispute', () => {
  const facts: OpenFacts = {
    timeZone: zone,
    interests: interestsIn(file({ parties: [], visits: [visit('A', 'own_returning')] })),
    opener: { id: 'A', leads: false },
    hasOpenDispute: false,
    dealAt: null,
    claimedAt: at('2024-02-01'),
    lastRuled: null,
  };
  const input = { about: 'customer', partyId: 'A', otherId: 'B', reason: '我接待的' } as const;
  const open = (change: Partial<OpenFacts> = {}, given: object = {}, rules = verdicts) =>
    decideOpen(rules, { ...facts, ...change }, { ...input, ...given }, at('2024-03-10'));

  test('[S0.02.own.4] starts with talking, and says until when', () => {
    expect(open()).toMatchObject({
      outcome: {
        state: 'talking',
        parties: ['A', 'B'],
        talkUntil: at('2024-03-14', '00:00'),
        settleBy: at('2024-03-26', '00:00'),
      },
    });
    const unhurried = { ...verdicts, talkDays: 0, settleWithinDays: 0 };
    expect(open({}, {}, unhurried)).toMatchObject({ outcome: { talkUntil: null, settleBy: null } });
  });

  test('[S0.02.own.1] who stands nowhere in the file has no dispute, unless a superior raises it or the house lets colleagues', () => {
    expect(codeOf(open({ interests: [] }))).toBe('NOT_CONCERNED');
    expect(codeOf(open({ interests: [], opener: { id: 'chief', leads: true } }))).toBe('accepted');
    expect(codeOf(open({ interests: [] }, {}, { ...verdicts, openBy: 'same_house' }))).toBe('accepted');
  });

  test('[S0.02.own.22] the deal settles it: shares are disputed after a deal, and within the window, the last day included', () => {
    expect(codeOf(open({}, { about: 'deal' }))).toBe('NO_DEAL_TO_DISPUTE');
    expect(codeOf(open({ dealAt: at('2024-02-09') }, { about: 'deal' }))).toBe('accepted'); // thirty days
    expect(open({ dealAt: at('2024-02-08') })).toMatchObject({ code: 'DISPUTE_WINDOW_PASSED', detail: { days: 30 } });
    expect(codeOf(open({ dealAt: at('2024-01-08') }))).toBe('accepted'); // a claim of February is a new matter
    expect(codeOf(open({ dealAt: at('2024-01-08') }, { about: 'deal' }))).toBe('DISPUTE_WINDOW_PASSED');
    expect(codeOf(open({ dealAt: at('2020-02-08') }, {}, { ...verdicts, openWithinDays: 0 }))).toBe('accepted');
  });

  test('one at a time, between two people, and not again what was ruled on', () => {
    expect(codeOf(open({ hasOpenDispute: true }))).toBe('DISPUTE_ALREADY_OPEN');
    expect(codeOf(open({}, { otherId: 'A' }))).toBe('DISPUTE_NEEDS_TWO');
    const ruled = { verdict: 'ruled', at: at('2024-03-01') } as const;
    expect(codeOf(open({ lastRuled: ruled }))).toBe('ALREADY_RULED');
    expect(codeOf(open({ lastRuled: { ...ruled, verdict: 'agreed' } }))).toBe('accepted');
    expect(codeOf(open({ lastRuled: ruled, dealAt: at('2024-03-05') }))).toBe('accepted');
    expect(codeOf(open({ lastRuled: ruled, claimedAt: at('2024-03-05') }))).toBe('accepted');
  });

  test('[S0.02.own.4] the department steps in when a party or a superior asks, or the clock; once', () => {
    const ask = (state: DisputeState, by: { id: string; leads: boolean } | null) =>
      codeOf(decideMediate({ state, parties: ['A', 'B'], by }));
    expect(ask('talking', { id: 'A', leads: false })).toBe('accepted');
    expect(ask('talking', { id: 'chief', leads: true })).toBe('accepted');
    expect(ask('talking', null)).toBe('accepted');
    expect(ask('talking', { id: 'C', leads: false })).toBe('NOT_A_PARTY');
    expect(ask('mediation', null)).toBe('ALREADY_DONE');
    expect(ask('settled', null)).toBe('DISPUTE_SETTLED');
    expect(ask('appealed', null)).toBe('DISPUTE_SETTLED');
  });
});

test('[S0.02.own.4] whoever raised it may let it rest, until somebody has ruled', () => {
  const drop = (state: DisputeState, byId: string) => codeOf(decideDrop({ state, raisedBy: ['chief', 'A'], byId }));
  expect([drop('talking', 'A'), drop('mediation', 'chief')]).toEqual(['accepted', 'accepted']);
  expect(drop('talking', 'B')).toBe('NOT_THE_ONE_WHO_RAISED_IT');
  expect([drop('settled', 'A'), drop('appealed', 'A')]).toEqual(['DISPUTE_SETTLED', 'DISPUTE_SETTLED']);
});

const proposal: Proposal = {
  case: 'refused_valid',
  ownerId: 'A',
  performance: [{ party: 'A', percent: 100 }],
  commission: [
    { party: 'A', percent: 80 },
    { party: 'B', percent: 20 },
  ],
  uncertain: [],
};
const half = {
  performance: [
    { party: 'A', percent: 50 },
    { party: 'B', percent: 50 },
  ],
  commission: [
    { party: 'B', percent: 50 },
    { party: 'A', percent: 50 },
  ],
};
const facts: JudgeFacts = {
  dispute: dispute(),
  judge: { id: 'chief', roles: ['supervisor'] },
  interests: interestsIn(file()),
  proposal,
  ownerIsActive: true,
};
const input: VerdictInput = { verdict: 'ruled', ruling: null, ownerId: null, reason: '依规定' };
const judge = (change: Partial<JudgeFacts> = {}, given: Partial<VerdictInput> = {}, rules = house()) =>
  decideVerdict(rules, { ...facts, ...change }, { ...input, ...given }, at('2024-03-12'));

describe('ruling', () => {
  test('follows the proposal when nothing else is given: its owner, its shares', () => {
    expect(judge()).toMatchObject({
      outcome: {
        verdict: 'ruled',
        level: 1,
        judgeRank: 3,
        ownerId: 'A',
        followsProposal: true,
        ruling: { commission: proposal.commission },
      },
    });
  });

  test('[S0.02.own.4c] against the proposal it is an overrule, and says who would have had more', () => {
    const overruled = judge({}, { ruling: half });
    expect(overruled).toMatchObject({
      outcome: { followsProposal: false, ownerId: null },
      rejected: [{ what: 'A', reason: 'OVERRULED' }],
    });
    expect(judge({}, { ruling: { performance: proposal.performance, commission: proposal.commission } })).toMatchObject(
      {
        outcome: { followsProposal: true },
      },
    );
  });

  test('shares are whole percents that make a hundred', () => {
    for (const commission of [
      [],
      half.commission.slice(1),
      [
        { party: 'A', percent: 99.5 },
        { party: 'B', percent: 0.5 },
      ],
      [
        { party: 'A', percent: 101 },
        { party: 'B', percent: -1 },
      ],
    ])
      expect(codeOf(judge({}, { ruling: { performance: half.performance, commission } }))).toBe('SHARES_NOT_WHOLE');
  });

  test('whoever has a stake may not judge: party, owner, server, helper, mentor, beneficiary', () => {
    const stake = (judgeId: string, change: Parameters<typeof file>[0] = {}, given = {}) =>
      judge({ judge: { id: judgeId, roles: ['manager'] }, interests: interestsIn(file(change)) }, given);
    const owned: Claim = {
      ...validB,
      id: 'old',
      ownerId: 'chief',
      state: 'transferred',
      endedAt: at('2024-01-20'),
      endedReason: 'passed_on',
    };
    expect(stake('A')).toMatchObject({ code: 'JUDGE_HAS_A_STAKE', detail: { stake: 'party' } });
    expect(stake('chief', { claims: [validB, owned] })).toMatchObject({ detail: { stake: 'owner' } });
    expect(stake('chief', { visits: [visit('chief', 'own_returning')] })).toMatchObject({
      detail: { stake: 'served' },
    });
    expect(stake('chief', { visits: [visit('A', 'own_returning', { helpers: ['chief'] })] })).toMatchObject({
      detail: { stake: 'helped' },
    });
    expect(stake('chief', { mentors: { A: 'chief' } })).toMatchObject({ detail: { stake: 'mentor' } });
    const mine = [{ party: 'chief', percent: 100 }];
    expect(stake('chief', {}, { ruling: { performance: mine, commission: mine } })).toMatchObject({
      detail: { stake: 'beneficiary' },
    });
    // To have entered the customer or called them in the course of supervising gives no part in the deal.
    expect(codeOf(stake('chief', { registered: { by: 'chief', at: at('2024-01-01') } }))).toBe('accepted');
  });

  test('[S1.19.e.3] [S0.02.own.4c] covered cases take the superior the house names, others the department manager', () => {
    expect(codeOf(judge({ judge: { id: 'chief', roles: ['team_leader'] } }))).toBe('JUDGE_RANKS_TOO_LOW');
    expect(judge({ proposal: null }, { ruling: half })).toMatchObject({
      code: 'JUDGE_RANKS_TOO_LOW',
      detail: { role: 'manager' },
    });
    const manager = { proposal: null, judge: { id: 'chief', roles: ['manager'] } };
    expect(judge(manager, { ruling: half })).toMatchObject({ accepted: true, outcome: { followsProposal: null } });
    expect(codeOf(judge({ proposal: null }, { ruling: half }, house({ uncoveredJudge: 'supervisor' })))).toBe(
      'accepted',
    );
    expect(codeOf(judge(manager))).toBe('RULING_NEEDED');
  });

  test('an owner who has left is given nobody', () => {
    expect(codeOf(judge({ ownerIsActive: false }))).toBe('OWNER_NOT_ACTIVE');
    expect(codeOf(judge({ ownerIsActive: false }, { ruling: half }))).toBe('accepted');
  });

  test('[S0.02.own.4b] [S0.02.own.4c] a quarrel and a disobeyed ruling send all to the department, whoever owns the customer', () => {
    const all = [{ party: 'department', percent: 100 }];
    expect(judge({}, { verdict: 'quarrel' })).toMatchObject({
      outcome: { ownerId: null, ruling: { performance: all, commission: all } },
    });
    expect(codeOf(judge({}, { verdict: 'ruling_disobeyed' }))).toBe('NOTHING_DISOBEYED');
    const settled = { dispute: dispute({ state: 'settled', rulings: [ruling()] }) };
    expect(judge(settled, { verdict: 'ruling_disobeyed' })).toMatchObject({
      outcome: { level: 1, ruling: { performance: all } },
    });
    expect(codeOf(judge(settled))).toBe('DISPUTE_SETTLED');
  });

  test('[S0.02.own.4] an agreement needs no shares, and cannot be appealed', () => {
    expect(judge({ proposal: null }, { verdict: 'agreed' })).toMatchObject({
      outcome: { ruling: null, appealUntil: null },
    });
    expect(judge({}, { verdict: 'agreed', ruling: half, ownerId: 'B' })).toMatchObject({
      outcome: { ownerId: 'B', ruling: half },
    });
  });
});

describe('appeals', () => {
  const ruled = dispute({ state: 'settled', rulings: [ruling()] });
  const appeal = (
    change: Partial<typeof ruled> = {},
    appellantId = 'B',
    now = at('2024-03-19', '23:59'),
    rules = verdicts,
  ) => decideAppeal(rules, { dispute: { ...ruled, ...change }, appellantId }, now);

  test('[S0.07.cmd.23b] from a party, within the window, its last day included', () => {
    expect(appeal()).toMatchObject({ outcome: { state: 'appealed', level: 1, above: 3 } });
    expect(codeOf(appeal({}, 'B', at('2024-03-20', '00:00')))).toBe('APPEAL_WINDOW_PASSED');
    expect(codeOf(appeal({}, 'stranger'))).toBe('NOT_A_PARTY');
  });

  test('once against each ruling, and only where there is somebody above', () => {
    expect(codeOf(appeal({ state: 'mediation', rulings: [] }))).toBe('NOTHING_TO_APPEAL');
    expect(codeOf(appeal({ rulings: [ruling({ verdict: 'agreed' })] }))).toBe('NOTHING_TO_APPEAL');
    expect(codeOf(appeal({ state: 'appealed' }))).toBe('ALREADY_APPEALED');
    expect(codeOf(appeal({ rulings: [ruling({ isAppealed: true })] }))).toBe('ALREADY_APPEALED');
    expect(codeOf(appeal({ rulings: [ruling({ judgeRank: 6 })] }))).toBe('RULING_IS_FINAL');
    expect(
      codeOf(appeal({ rulings: [ruling({ judgeRank: 4 })] }, 'B', undefined, { ...verdicts, lastInstance: 'manager' })),
    ).toBe('RULING_IS_FINAL');
    expect(codeOf(appeal({}, 'B', undefined, { ...verdicts, appealDays: 0 }))).toBe('RULING_IS_FINAL');
  });

  test('are heard by another person who ranks above', () => {
    const appealed = { dispute: dispute({ state: 'appealed', rulings: [ruling({ isAppealed: true })] }) };
    const heard = (id: string, role: string) => judge({ ...appealed, judge: { id, roles: [role] } });
    expect(codeOf(heard('other', 'supervisor'))).toBe('JUDGE_NOT_HIGHER');
    expect(codeOf(heard('chief', 'manager'))).toBe('JUDGE_NOT_HIGHER');
    expect(heard('boss', 'manager')).toMatchObject({
      outcome: { level: 2, judgeRank: 4, appealUntil: at('2024-03-20', '00:00') },
    });
    expect(heard('top', 'general_manager')).toMatchObject({ outcome: { appealUntil: null } });
  });
});

describe('nobody settles it', () => {
  test('[S0.02.own.4b] the department takes the credit, and both may appeal to the post that should have ruled', () => {
    const decision = decideUnsettled(house(), { dispute: dispute() }, at('2024-03-26', '00:00'));
    expect(decision).toMatchObject({
      outcome: { verdict: 'quarrel', judgeRank: 2, ruling: { commission: [{ party: 'department', percent: 100 }] } },
      rejected: [{ what: 'A' }, { what: 'B' }],
    });
  });
  test('unless the house lets it wait, or somebody settled it', () => {
    expect(codeOf(decideUnsettled(house({ unsettled: 'stays' }), { dispute: dispute() }, at('2024-03-26')))).toBe(
      'DISPUTE_STAYS_OPEN',
    );
    expect(codeOf(decideUnsettled(house(), { dispute: dispute({ state: 'settled' }) }, at('2024-03-26')))).toBe(
      'DISPUTE_SETTLED',
    );
  });
});

test('the life of a dispute: every state is reached, and only a settled one ends', () => {
  const reached = new Set<DisputeState>(['talking']);
  for (const state of reached) for (const next of disputeMoves[state]) reached.add(next);
  expect([...reached].sort()).toEqual(Object.keys(disputeMoves).sort());
});

describe('a ruling at its edges', () => {
  const one = (party: string) => ({ performance: [{ party, percent: 100 }], commission: [{ party, percent: 100 }] });
  test('a hundred and nothing for the other is a whole; a share of nothing neither makes it other than proposed nor a stake', () => {
    const withNothing = {
      performance: [...proposal.performance, { party: 'Z', percent: 0 }],
      commission: [...proposal.commission, { party: 'chief', percent: 0 }],
    };
    expect(judge({}, { ruling: withNothing })).toMatchObject({ outcome: { followsProposal: true } });
    expect(codeOf(judge({}, { ruling: { ...one('A'), commission: [{ party: 'A', percent: 101 }] } }))).toBe(
      'SHARES_NOT_WHOLE',
    );
  });

  test('other shares in either of the two, or another owner, is not what was proposed', () => {
    const { performance, commission } = proposal;
    expect(judge({}, { ruling: { performance: half.performance, commission } })).toMatchObject({
      outcome: { followsProposal: false },
    });
    expect(judge({}, { ruling: { performance, commission: half.commission } })).toMatchObject({
      outcome: { followsProposal: false },
    });
    expect(judge({}, { ruling: { performance, commission }, ownerId: 'B' })).toMatchObject({
      outcome: { followsProposal: false, ownerId: 'B' },
    });
    expect(judge({}, { ruling: { performance, commission }, ownerId: 'A' })).toMatchObject({
      outcome: { followsProposal: true, ownerId: 'A' },
    });
    const three = {
      performance,
      commission: [
        ...commission.map((share) => ({ ...share, percent: share.percent - 5 })),
        { party: 'Z', percent: 10 },
      ],
    };
    expect(judge({}, { ruling: three })).toMatchObject({ outcome: { followsProposal: false } });
  });

  test('whoever heard it before does not hear the appeal, whatever became of it in between', () => {
    const appealed = dispute({
      state: 'appealed',
      rulings: [ruling({ judgeId: 'boss', judgeRank: 2 }), ruling({ judgeId: 'chief', judgeRank: 3, level: 2 })],
    });
    const boss = { id: 'boss', roles: ['general_manager'] };
    expect(codeOf(judge({ dispute: appealed, judge: boss }))).toBe('JUDGE_NOT_HIGHER');
    expect(judge({ dispute: appealed, judge: { ...boss, id: 'head' } })).toMatchObject({ outcome: { level: 3 } });
    const nobody = { id: 'x', roles: ['no such role'] };
    expect(codeOf(judge({ judge: nobody }))).toBe('JUDGE_RANKS_TOO_LOW');
  });

  test('a quarrel or disobedience leaves the owner, even where somebody is named', () => {
    expect(judge({}, { verdict: 'quarrel', ownerId: 'B' })).toMatchObject({
      outcome: { ownerId: null, followsProposal: null, ruling: one('department') },
    });
    const ruled = dispute({ state: 'settled', rulings: [ruling()] });
    expect(judge({ dispute: ruled }, { verdict: 'ruling_disobeyed', ownerId: 'B' })).toMatchObject({
      outcome: { ownerId: null, ruling: one('department') },
    });
    expect(
      codeOf(judge({ dispute: dispute({ state: 'settled', rulings: [] }) }, { verdict: 'ruling_disobeyed' })),
    ).toBe('NOTHING_DISOBEYED');
  });
});
