/** The cases of the property showroom from the door to the verdict: the desk writes down what happened, the file says it, the shares follow. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk, type VisitRowOut } from '#contract/desk.ts';
import { verdicts } from '#contract/verdicts.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

let week = 0;
/** A house of its own on a Monday of its own, its day open. */
async function showroom(): Promise<{ house: House; day: string }> {
  const day = Temporal.PlainDate.from('2024-03-11').add({ weeks: week++ }).toString();
  await world.setClock(at(day));
  const house = await openHouse(world, 'real-estate-customers', '甲乙丙丁');
  await house.openDay();
  return { house, day };
}
const later = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** 乙 filed the customer long enough ago, or just now; the customer is back at the door. */
async function returning(filedDaysAgo = 0): Promise<{ house: House; day: string; customerId: string }> {
  const { house, day } = await showroom();
  const { customerId } = await house.claim('乙', '老客户');
  if (filedDaysAgo === 0) return { house, day, customerId };
  const now = later(day, filedDaysAgo);
  week += Math.ceil(filedDaysAgo / 7);
  await world.setClock(at(now));
  await house.supervisor.call(desk.close, { params: { siteId: house.siteId }, body: { reason: '补收班' } });
  await house.openDay();
  return { house, day: now, customerId };
}
const visits = (house: House, customerId: string, said: Record<string, unknown>): Promise<VisitRowOut> =>
  house.receive({ visitedBefore: true, customerId, ...said });

type Shares = readonly { name: string; percent: number; party: string }[];
const shown = (shares: Shares | undefined): string =>
  (shares ?? []).map(({ name, percent, party }) => `${party === 'department' ? '部门' : name} ${percent}`).join(' ');
const whole = (shares: Shares | undefined): number => (shares ?? []).reduce((sum, { percent }) => sum + percent, 0);

interface Told {
  readonly between: readonly [string, string];
  readonly about?: 'customer' | 'deal';
  readonly answers?: Record<string, unknown>;
}
/** Disputed by the first against the second; the supervisor follows the rulebook. */
async function judged(house: House, customerId: string, { between, about = 'customer', answers = {} }: Told) {
  const [by, other] = between;
  const { dispute } = await house.person(by).must(verdicts.open, {
    params: { customerId },
    body: { otherId: house.id(other), reason: '我接待的', about },
  });
  const params = { disputeId: dispute.id };
  const proposed = await house.supervisor.must(verdicts.propose, { params, body: { answers } });
  await house.supervisor.must(verdicts.settle, {
    params,
    body: { verdict: 'ruled', reason: '依规定', answers } as never,
  });
  const file = await house.person(other).must(verdicts.file, { params });
  const ruling = file.rulings[0];
  expect([whole(ruling?.ruling?.performance), whole(ruling?.ruling?.commission)]).toEqual([100, 100]);
  expect(ruling?.followsProposal).toBe(true);
  // The file keeps the proposal that was followed, the answers that were given included.
  expect(file.proposal.proposal).toEqual(proposed.proposal);
  return {
    case: proposed.proposal?.case,
    performance: shown(ruling?.ruling?.performance),
    commission: shown(ruling?.ruling?.commission),
    owner: (await house.file(customerId)).current?.owner.name ?? null,
    clauses: proposed.clauses,
    file,
  };
}
const close = async (house: House, by: string, customerId: string, story: Record<string, unknown> = {}) => {
  const { current } = await house.file(customerId);
  return house.person(by).must(claims.close, {
    params: { claimId: current?.id ?? '' },
    body: { commissionFen: 1_000_000, story } as never,
  });
};

describe('the earlier receiver is known', () => {
  test('[S0.02.own.31] 1: received as new, then known to be 乙’s who is there: handed back, all of it 乙’s, no turn used', async () => {
    const { house, customerId } = await returning();
    const visit = await house.receive();
    expect(visit).toMatchObject({ server: { name: '甲' }, turnUsed: true });
    const { visit: corrected } = await house.frontDesk.must(desk.correct, {
      params: { visitId: visit.id },
      body: { visitedBefore: true, customerId, receivedBy: [house.id('乙')] } as never,
    });
    expect(corrected).toMatchObject({ server: { name: '乙' }, creditedTo: null });
    await house.serve(corrected);
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const verdict = await judged(house, customerId, {
      between: ['乙', '甲'],
      answers: { wish: 'accepts_earlier', receivingId: house.id('甲'), aboutId: house.id('乙') },
    });
    expect(verdict).toMatchObject({ case: 'handed_back', performance: '乙 100', commission: '乙 100', owner: '乙' });
  });

  test('[S0.02.own.32] 2a, 2b: will not see 乙; filed in time 80 and 20, filed too long ago 100', async () => {
    const valid = await returning();
    const one = await visits(valid.house, valid.customerId, {
      receivedBy: [valid.house.id('乙')],
      refuses: valid.house.id('乙'),
    });
    expect(one).toMatchObject({ row: 'change_demanded', server: { name: '甲' }, creditedTo: null });
    await valid.house.serve(one);
    expect(await judged(valid.house, valid.customerId, { between: ['甲', '乙'] })).toMatchObject({
      case: 'refused_valid',
      performance: '甲 100',
      commission: '甲 80 乙 20',
      owner: '甲',
    });
    const lapsed = await returning(62);
    expect((await lapsed.house.file(lapsed.customerId)).current).toBeNull();
    const two = await visits(lapsed.house, lapsed.customerId, {
      receivedBy: [lapsed.house.id('乙')],
      refuses: lapsed.house.id('乙'),
    });
    await lapsed.house.serve(two);
    expect(await judged(lapsed.house, lapsed.customerId, { between: ['乙', '甲'] })).toMatchObject({
      case: 'refused_lapsed',
      performance: '甲 100',
      commission: '甲 100',
    });
  });

  test('[S0.02.own.33] 3: asked for 乙, who is out on an errand; the helper has 20 of a later deal and no turn', async () => {
    const { house, day, customerId } = await returning();
    await house.away('乙', 'errand_company');
    const visit = await visits(house, customerId, { receivedBy: [house.id('乙')], names: [house.id('乙')] });
    expect(visit).toMatchObject({
      service: 'assist',
      server: { name: '甲' },
      onBehalfOf: { name: '乙' },
      creditedTo: null,
    });
    await house.serve(visit);
    await world.setClock(at(later(day, 1)));
    await close(house, '乙', customerId);
    const verdict = await judged(house, customerId, { between: ['甲', '乙'], about: 'deal' });
    expect(verdict).toMatchObject({ case: 'owner_absent', performance: '乙 100', commission: '乙 80 甲 20' });
  });

  test('[S0.02.rec.5c] S, S2: whoever stood in has half of a deal of that same day, of another day nothing', async () => {
    for (const [days, expected] of [
      [0, { case: 'standin_same_day', commission: '乙 50 甲 50' }],
      [1, { case: 'standin_other_day', commission: '乙 100' }],
    ] as const) {
      const { house, day, customerId } = await returning();
      await house.away('乙', 'errand_company');
      await house.serve(await visits(house, customerId, { receivedBy: [house.id('乙')] }));
      await world.setClock(at(later(day, days), '18:00'));
      await close(house, '乙', customerId);
      expect(await judged(house, customerId, { between: ['甲', '乙'], about: 'deal' })).toMatchObject({
        ...expected,
        performance: '乙 100',
      });
    }
  });

  test('[S0.02.own.34] 4, 4x: complained about 乙; confirmed by the supervisor 乙 has nothing, found unfounded 20', async () => {
    for (const confirmed of [true, false]) {
      const { house, customerId } = await returning();
      const visit = await visits(house, customerId, {
        receivedBy: [house.id('乙')],
        complainsAbout: house.id('乙'),
        names: [house.id('甲')],
      });
      expect(visit).toMatchObject({ row: 'complaint', owner: { needs: 'supervisor' } });
      await house.serve(visit);
      const { dispute } = await house.person('甲').must(verdicts.open, {
        params: { customerId },
        body: { otherId: house.id('乙'), reason: '客户投诉' },
      });
      const params = { disputeId: dispute.id };
      const rule = (answers: object) =>
        house.manager.call(verdicts.settle, {
          params,
          body: { verdict: 'ruled', reason: '依规定', answers } as never,
        });
      // Nobody has looked into the complaint yet: nothing is proposed and nothing can be followed.
      const { proposal } = await house.manager.must(verdicts.file, { params });
      expect([proposal.proposal, proposal.whyNone?.code]).toEqual([null, 'COMPLAINT_PENDING']);
      expect((await rule({})).code).toBe('RULING_NEEDED');
      const looked = await house.supervisor.call(desk.confirmOwner, {
        params: { visitId: visit.id },
        body: { confirmed, reason: '已核实' },
      });
      expect(looked.code).toBeNull();
      const after = await house.manager.must(verdicts.file, { params });
      expect(after.proposal.proposal).toMatchObject(
        confirmed ? { case: 'complaint_upheld' } : { case: 'refused_valid' },
      );
      expect(shown(after.proposal.proposal?.commission)).toBe(confirmed ? '甲 100' : '甲 80 乙 20');
      expect((await rule({})).code).toBeNull();
    }
  });

  test('[S0.02.own.35] 5: names several and chooses nobody: the first who is there receives, the earliest valid filing owns', async () => {
    const { house, day, customerId } = await returning();
    const visit = await visits(house, customerId, {
      receivedBy: [house.id('乙'), house.id('丙')],
      names: [house.id('丙'), house.id('丁')],
    });
    expect(visit).toMatchObject({ row: 'names_several', server: { name: '丙' }, creditedTo: null });
    await house.serve(visit);
    await world.setClock(at(later(day, 1)));
    await close(house, '乙', customerId);
    expect(await judged(house, customerId, { between: ['丙', '乙'], about: 'deal' })).toMatchObject({
      case: 'owner_absent',
      performance: '乙 100',
      commission: '乙 80 丙 20',
    });
  });

  test('[S0.02.own.36] 6: came to 甲 only for a better price: nothing changes', async () => {
    const { house, customerId } = await returning();
    const visit = await visits(house, customerId, {
      receivedBy: [house.id('乙')],
      names: [house.id('甲')],
      wantsDiscountOnly: true,
    });
    expect(visit).toMatchObject({ row: 'discount_seeker', creditedTo: null });
    await house.serve(visit);
    const [by, other] = visit.server?.name === '乙' ? (['乙', '甲'] as const) : (['甲', '乙'] as const);
    expect(await judged(house, customerId, { between: [by, other] })).toMatchObject({
      case: 'discount_seeker',
      performance: '乙 100',
      commission: '乙 100',
      owner: '乙',
    });
  });
});

describe('the earlier receiver is not known, or another is asked for', () => {
  const forgotten = async (filedDaysAgo = 0) => {
    const story = await returning(filedDaysAgo);
    const visit = await visits(story.house, story.customerId, { forgotten: true });
    expect(visit).toMatchObject({ row: 'forgotten', server: { name: '甲' }, creditedTo: { name: '甲' } });
    await story.house.serve(visit);
    expect(await story.house.line()).toBe('乙 丙 丁 甲');
    return story;
  };

  test('[S0.02.own.37] 7: remembers nobody and nobody confirms a match: all of it the server’s, and a turn', async () => {
    const { house, customerId } = await forgotten();
    const verdict = await judged(house, customerId, { between: ['甲', '乙'] });
    expect(verdict).toMatchObject({ case: 'forgotten', performance: '甲 100', commission: '甲 100', owner: '甲' });
  });

  test('[S0.02.own.37b] 7b, 7c: found afterwards and confirmed: filed in time half of the commission and one owner, too long ago nothing', async () => {
    for (const fixed of ['甲', '乙'] as const) {
      const { house, customerId } = await forgotten();
      const answers = { foundId: house.id('乙'), ...(fixed === '乙' ? { foundFixedId: house.id('乙') } : {}) };
      expect(await judged(house, customerId, { between: ['乙', '甲'], answers })).toMatchObject({
        case: 'found_later_valid',
        performance: `${fixed} 100`,
        commission: fixed === '乙' ? expect.stringMatching(/乙 50/) : '甲 50 乙 50',
        owner: fixed,
      });
    }
    const { house, customerId } = await forgotten(62);
    expect(
      await judged(house, customerId, { between: ['乙', '甲'], answers: { foundId: house.id('乙') } }),
    ).toMatchObject({ case: 'found_later_lapsed', performance: '甲 100', commission: '甲 100' });
  });

  test('[S0.02.own.38] 8: on a later visit the customer asks for 甲: half and half, no turn', async () => {
    const { house, customerId } = await returning();
    const visit = await visits(house, customerId, { receivedBy: [house.id('乙')], names: [house.id('甲')] });
    expect(visit).toMatchObject({ row: 'names_another', server: { name: '甲' }, creditedTo: null });
    await house.serve(visit);
    expect(await house.line()).toBe('甲 乙 丙 丁');
    expect(await judged(house, customerId, { between: ['甲', '乙'] })).toMatchObject({
      case: 'named_on_later_visit',
      performance: '甲 50 乙 50',
      commission: '甲 50 乙 50',
    });
  });

  test('[S0.02.own.39] 9: once it is ruled, the follow-up is for whoever has the performance, and for nobody else', async () => {
    const { house, customerId } = await returning();
    await house.serve(await visits(house, customerId, { receivedBy: [house.id('乙')], refuses: house.id('乙') }));
    await judged(house, customerId, { between: ['甲', '乙'] });
    const contact = (by: string) =>
      house.person(by).call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never });
    expect([(await contact('甲')).code, (await contact('乙')).code]).toEqual([null, 'NOT_ALLOWED']);
  });
});

describe('who came with whom', () => {
  test('[S0.02.own.310] 10: brought by a customer of 丁: all of it 丁’s, whoever else lays claim to them', async () => {
    const { house } = await showroom();
    const old = await house.claim('丁', '介绍人');
    const customerId = await house.customer('友人', { referredBy: old.customerId, source: 'referral' });
    const visit = await house.receive({ customerId, referredBy: old.customerId });
    expect(visit).toMatchObject({ server: { name: '丁' }, creditedTo: null });
    await house.serve(visit);
    const { dispute } = await house.supervisor.must(verdicts.open, {
      params: { customerId },
      body: { otherId: house.id('丁'), onBehalfOf: house.id('甲'), reason: '甲称先谈' },
    });
    const { proposal } = await house.person('丁').must(verdicts.file, { params: { disputeId: dispute.id } });
    expect([proposal.proposal?.case, shown(proposal.proposal?.commission)]).toEqual(['introduced', '丁 100']);
  });

  test('[S0.02.own.311] 11: the family came one after the other: all of it the first receiver’s', async () => {
    const { house, day } = await showroom();
    const first = await house.claim('丁', '丈夫');
    await world.setClock(at(later(day, 2)));
    await house.supervisor.call(desk.close, { params: { siteId: house.siteId }, body: { reason: '补收班' } });
    await house.openDay();
    const spouse = await house.supervisor.must(customers.register, {
      body: {
        ...{ name: '妻子', phones: newPhone(), siteId: house.siteId, enquiry: '同看' },
        householdOf: { customerId: first.customerId, relation: 'spouse' },
      } as never,
    });
    const visit = await house.receive({ customerId: spouse.customerId });
    expect(visit).toMatchObject({ server: { name: '丁' }, creditedTo: null });
    await house.serve(visit);
    const { dispute } = await house.supervisor.must(verdicts.open, {
      params: { customerId: spouse.customerId },
      body: { otherId: house.id('丁'), onBehalfOf: house.id('甲'), reason: '甲称接过妻子' },
    });
    const { proposal } = await house.person('丁').must(verdicts.file, { params: { disputeId: dispute.id } });
    expect([proposal.proposal?.owner.name, shown(proposal.proposal?.commission)]).toEqual(['丁', '丁 100']);
  });

  test('[S0.02.own.312] 12: drawn to another while 乙 is on long leave: all of it theirs', async () => {
    const { house, customerId } = await returning();
    await house.manager.must(claims.handOver, {
      body: {
        ...{ staffId: house.id('乙'), why: 'long_leave', leaveDays: 15 },
        receiverIds: [house.id('丙')],
      } as never,
    });
    await close(house, '丙', customerId);
    expect(await judged(house, customerId, { between: ['乙', '丙'], about: 'deal' })).toMatchObject({
      case: 'reassigned',
      performance: '丙 100',
      commission: '丙 100',
    });
  });

  test('[S0.02.own.313] 13: at an event the shares are those the manager laid down, and they must be whole', async () => {
    const { house, customerId } = await returning();
    await house.serve(await visits(house, customerId, { receivedBy: [house.id('乙')], names: [house.id('甲')] }));
    const shares = (甲: number, 乙: number) => [
      { party: house.id('甲'), percent: 甲 },
      { party: house.id('乙'), percent: 乙 },
    ];
    const event = (甲: number, 乙: number) => ({ event: { performance: shares(甲, 乙), commission: shares(甲, 乙) } });
    const { dispute } = await house.person('甲').must(verdicts.open, {
      params: { customerId },
      body: { otherId: house.id('乙'), reason: '房展' },
    });
    const ask = (answers: object) =>
      house.supervisor.must(verdicts.propose, { params: { disputeId: dispute.id }, body: { answers } as never });
    expect((await ask(event(60, 41))).whyNone?.code).toBe('SHARES_NOT_WHOLE');
    const { proposal } = await ask(event(60, 40));
    expect([proposal?.case, shown(proposal?.commission)]).toEqual(['event', '甲 60 乙 40']);
  });
});

describe('what the cases do not settle', () => {
  test('[S0.02.own.1] D: two entries in the register: the earlier one owns, and the later is told why not', async () => {
    const { house, day } = await showroom();
    const early = await house.claim('甲', '重名');
    await world.setClock(at(later(day, 1)));
    const late = await house.claim('乙', '重名');
    const { keptId } = await house.supervisor.must(customers.merge, {
      params: { customerId: late.customerId },
      body: { otherId: early.customerId, reason: '同一人' } as never,
    });
    const verdict = await judged(house, keptId, { between: ['乙', '甲'] });
    expect(verdict).toMatchObject({ performance: '甲 100', commission: '甲 100', owner: '甲' });
    expect(verdict.clauses).toContain('S0.02.own.1');
    expect(verdict.file.proposal.rejected.map(({ name }) => name)).toContain('乙');
  });

  test('[S0.02.own.4b] [S0.02.own.4c] Q, U2: a quarrel and a disobeyed ruling send all of it to the department', async () => {
    const { house, customerId } = await returning();
    await house.serve(await visits(house, customerId, { receivedBy: [house.id('乙')], refuses: house.id('乙') }));
    const { file } = await judged(house, customerId, { between: ['甲', '乙'] });
    const params = { disputeId: file.dispute.id };
    const disobeyed = await house.manager.must(verdicts.settle, {
      params,
      body: { verdict: 'ruling_disobeyed', reason: '拒不交接' } as never,
    });
    expect(disobeyed.dispute.verdict).toBe('ruling_disobeyed');
    const after = await house.person('甲').must(verdicts.file, { params });
    expect(after.rulings.map(({ verdict, ruling }) => [verdict, shown(ruling?.commission)])).toEqual([
      ['ruled', '甲 80 乙 20'],
      ['ruling_disobeyed', '部门 100'],
    ]);
  });
});
