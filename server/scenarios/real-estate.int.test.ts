/** The property showroom of policy 000-2: filing, the thirteen cases with their worked figures, referral, family, handover, duplicates. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { verdicts } from '#contract/verdicts.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { notices } from '#contract/notices.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, newPhone, openHouse, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const showroom = async (names = '甲乙丙丁'): Promise<House> => openHouse(world, 'real-estate-customers', names);
const known = (customerId: string, more: Record<string, unknown> = {}) => ({
  visitedBefore: true,
  customerId,
  ...more,
});
/** 10,000 yuan, as in the worked figures. */
const commissionFen = 1_000_000;

describe('worked figures: a deal of 2024-03-10, filings of 2024-01-05 and 2024-02-01', () => {
  let house: House;
  /** B filed on this day; the deal is on 2024-03-10. */
  const filed: Record<string, string> = {};
  const told = async (customerId: string, story: Record<string, unknown>) => {
    const verdict = await house.manager.must(claims.verdict, {
      params: { customerId },
      body: { story, dealAt: at('2024-03-10', '15:00'), commissionFen } as never,
    });
    const yuan = Object.fromEntries(verdict.commission.map((share) => [share.name, (share.fen ?? 0) / 100]));
    const performance = Object.fromEntries(verdict.performance.map((share) => [share.name, share.percent]));
    return { case: verdict.case, yuan, performance };
  };
  beforeAll(async () => {
    house = await showroom();
    for (const day of ['2023-12-31', '2024-01-05', '2024-01-31', '2024-02-01']) {
      await world.setClock(at(day));
      filed[day] = (await house.claim('乙', `建档${day}`)).customerId;
    }
  });
  const valid = () => filed['2024-02-01'] ?? '';
  const lapsed = () => filed['2024-01-05'] ?? '';
  const a = () => ({ receivingId: house.id('甲'), aboutId: house.id('乙') });

  test('[S0.02.own.21] filings end with their last day, month ends clamped: 12-31 through 02-29, 01-31 through 03-31', async () => {
    const ends = await Promise.all(
      ['2023-12-31', '2024-01-05', '2024-01-31', '2024-02-01'].map(
        async (day) => (await house.file(filed[day] ?? '')).history[0] ?? (await house.file(filed[day] ?? '')).current,
      ),
    );
    expect(ends.map((claim) => claim?.protectedUntil)).toEqual([
      at('2024-03-01', '00:00'),
      at('2024-03-06', '00:00'),
      at('2024-04-01', '00:00'),
      at('2024-04-02', '00:00'),
    ]);
    await world.setClock('2024-02-29T15:59:59.999Z');
    expect((await house.file(filed['2023-12-31'] ?? '')).current).not.toBeNull();
    await world.setClock(at('2024-03-01', '00:00'));
    expect((await house.file(filed['2023-12-31'] ?? '')).history).toMatchObject([
      { state: 'lapsed', endedReason: 'filing_expired' },
    ]);
  });

  test('[S0.02.own.32] 2a, 2b: refused with a valid filing 8,000 and 2,000; lapsed 10,000', async () => {
    await world.setClock(at('2024-03-10', '15:00'));
    const story = { ...a(), wish: 'refuses_earlier' };
    expect(await told(valid(), story)).toEqual({
      case: 'refused_valid',
      yuan: { 甲: 8000, 乙: 2000 },
      performance: { 甲: 100 },
    });
    expect(await told(lapsed(), story)).toEqual({
      case: 'refused_lapsed',
      yuan: { 甲: 10000 },
      performance: { 甲: 100 },
    });
  });

  test('[S0.02.own.33] [S0.02.rec.5c] 3, S, S2: the absent owner 8,000 and the helper 2,000; closed the same day 5,000 each; otherwise a courtesy', async () => {
    const standIn = (servedAt: string, ownerNamed: boolean) => ({
      aboutId: house.id('乙'),
      standIn: { staffId: house.id('丙'), servedAt, ownerNamed },
    });
    expect(await told(valid(), standIn(at('2024-03-08'), true))).toEqual({
      case: 'owner_absent',
      yuan: { 乙: 8000, 丙: 2000 },
      performance: { 乙: 100 },
    });
    for (const named of [true, false])
      expect(await told(valid(), standIn(at('2024-03-10', '09:00'), named))).toEqual({
        case: 'standin_same_day',
        yuan: { 乙: 5000, 丙: 5000 },
        performance: { 乙: 100 },
      });
    expect(await told(valid(), standIn(at('2024-03-09', '23:59'), false))).toEqual({
      case: 'standin_other_day',
      yuan: { 乙: 10000 },
      performance: { 乙: 100 },
    });
  });

  test('[S0.02.rec.5c] S, S2: nobody tells who stood in; the visit of the day says it, an earlier one does not', async () => {
    await world.setClock(at('2024-03-11', '09:30'));
    await house.openDay();
    const customerId = valid();
    await house.away('乙', 'errand_company');
    const visit = await house.receive(known(customerId, { receivedBy: [house.id('乙')] }));
    expect(visit).toMatchObject({ service: 'assist', onBehalfOf: { name: '乙' } });
    await house.serve(visit);
    const helper = visit.server?.name ?? '';
    const asked = async (dealAt: string, story: Record<string, unknown> = {}) => {
      const body = { story, dealAt, commissionFen } as never;
      const verdict = await house.manager.must(claims.verdict, { params: { customerId }, body });
      const fen = Object.fromEntries(verdict.commission.map((share) => [share.name, share.fen]));
      return { case: verdict.case, fen };
    };
    const sameDay = { case: 'standin_same_day', fen: { 乙: 500_000, [helper]: 500_000 } };
    expect(await asked(at('2024-03-11', '17:00'))).toEqual(sameDay);
    expect(await asked(at('2024-03-11', '17:00'), { standIn: null })).toMatchObject({ fen: { 乙: 1_000_000 } });
    expect(await asked(at('2024-03-12', '10:00'))).toMatchObject({ fen: { 乙: 1_000_000 } });
    await house.away('乙', 'on_floor');
  });

  test('[S0.02.own.37b] [S0.02.own.38] 7, 7b, 7c, 8: forgotten, found later valid or lapsed, and named on a later visit', async () => {
    const found = (confirmed: boolean, more = {}) => ({
      ...a(),
      wish: 'remembers_nobody',
      foundLater: { staffId: house.id('乙'), confirmed, ...more },
    });
    expect(await told(valid(), found(false))).toMatchObject({ case: 'forgotten', yuan: { 甲: 10000 } });
    expect(await told(valid(), found(true))).toEqual({
      case: 'found_later_valid',
      yuan: { 甲: 5000, 乙: 5000 },
      performance: { 甲: 100 },
    });
    expect((await told(valid(), found(true, { fixedOwnerId: house.id('乙') }))).performance).toEqual({ 乙: 100 });
    expect(await told(lapsed(), found(true))).toEqual({
      case: 'found_later_lapsed',
      yuan: { 甲: 10000 },
      performance: { 甲: 100 },
    });
    const named = { ...a(), wish: 'names_other' };
    expect(await told(valid(), named)).toEqual({
      case: 'named_on_later_visit',
      yuan: { 甲: 5000, 乙: 5000 },
      performance: { 甲: 50, 乙: 50 },
    });
    expect(await told(lapsed(), named)).toMatchObject({ yuan: { 甲: 10000 }, performance: { 甲: 100 } });
  });

  test('[S0.02.own.31] [S0.02.own.36] [S0.02.own.34] 1, 4, 4x, 5, 6: handed back, complaint, several named, only a discount', async () => {
    for (const customer of [valid(), lapsed()])
      expect(await told(customer, { ...a(), wish: 'accepts_earlier' })).toEqual({
        case: 'handed_back',
        yuan: { 乙: 10000 },
        performance: { 乙: 100 },
      });
    const complains = (complaint: string) => ({ ...a(), wish: 'complains_of_earlier', complaint });
    expect(await told(valid(), complains('upheld'))).toMatchObject({ case: 'complaint_upheld', yuan: { 甲: 10000 } });
    expect(await told(valid(), complains('unfounded'))).toMatchObject({
      case: 'refused_valid',
      yuan: { 甲: 8000, 乙: 2000 },
    });
    const pending = await house.manager.call(claims.verdict, {
      params: { customerId: valid() },
      body: { story: complains('pending'), commissionFen } as never,
    });
    expect(pending.code).toBe('COMPLAINT_PENDING');
    expect(await told(valid(), { receivingId: house.id('甲'), wish: 'names_several' })).toMatchObject({
      case: 'owner_absent',
      yuan: { 乙: 8000, 甲: 2000 },
    });
    expect(await told(valid(), { ...a(), wish: 'wants_discount' })).toEqual({
      case: 'discount_seeker',
      yuan: { 乙: 10000 },
      performance: { 乙: 100 },
    });
  });

  test('[S0.02.own.4b] [S0.02.own.313] Q, U, 13: a quarrel sends all to the department, a ruling and an event scheme stand as laid down', async () => {
    const event = {
      performance: [{ party: house.id('丁'), percent: 100 }],
      commission: [
        { party: house.id('丁'), percent: 70 },
        { party: house.id('丙'), percent: 30 },
      ],
    };
    expect(await told(valid(), { event })).toEqual({
      case: 'event',
      yuan: { 丁: 7000, 丙: 3000 },
      performance: { 丁: 100 },
    });
    const { dispute } = await house.person('乙').must(verdicts.open, {
      params: { customerId: valid() },
      body: { otherId: house.id('甲'), reason: '各说各话' },
    });
    expect(
      (
        await house.person('甲').call(verdicts.settle, {
          params: { disputeId: dispute.id },
          body: { verdict: 'quarrel', reason: 'x' } as never,
        })
      ).code,
    ).toBe('NOT_ALLOWED');
    await house.manager.must(verdicts.settle, {
      params: { disputeId: dispute.id },
      body: { verdict: 'quarrel', reason: '当众争吵' } as never,
    });
    const verdict = await told(valid(), {});
    expect(verdict.case).toBe('quarrel');
    expect(Object.values(verdict.yuan)).toEqual([10000]);
    expect(Object.keys(verdict.yuan)).not.toContain('乙');
  });
});

describe('at the door', () => {
  test('[S0.02.rec.3b] R1 to R7: two missed on an errand are made up one for one before the ordinary line; busy is just passed', async () => {
    await world.setClock(at('2024-03-11', '09:00'));
    const house = await showroom('甲乙丙');
    await house.openDay();
    const known1 = await house.receive({ recognisedBy: house.id('丙') });
    expect(known1).toMatchObject({ row: 'new_customer', server: { name: '甲' } }); // R3
    await house.away('乙', 'errand_company');
    const two = await house.receive();
    expect(two.server?.name).toBe('丙');
    await house.serve(known1);
    await house.serve(two);
    expect(await house.line()).toBe('甲 乙 丙');
    await house.serve(await house.receive());
    const four = await house.receive();
    expect(four.server?.name).toBe('丙'); // 乙 passed a second time
    await house.away('乙', 'on_floor');
    expect((await house.line()).startsWith('乙+ 乙+ ')).toBe(true);
    const made = [await house.receive(), await house.receive()];
    // Busy with the first make-up, the second waits its turn for its holder.
    expect(made[0]).toMatchObject({ service: 'make_up', server: { name: '乙' }, turnUsed: false });
    expect(made[1]?.server?.name).toBe('甲');
    await house.serve(made[0] as never);
    expect(await house.receive()).toMatchObject({ service: 'make_up', server: { name: '乙' } });
    expect(await house.count('乙')).toBe(2);
  });

  test('[S0.02.rec.52] [S0.02.own.37] 1, 3, 5, 7 at the door: returning customers never count, only the one who remembers nobody does', async () => {
    await world.setClock(at('2024-03-12', '09:00'));
    const house = await showroom();
    await house.openDay();
    const { customerId } = await house.claim('丙', '老客');
    const one = await house.receive(known(customerId, { receivedBy: [house.id('丙')] }));
    expect(one).toMatchObject({ server: { name: '丙' }, creditedTo: null });
    const busy = await house.receive(
      known((await house.claim('丙', '又一位')).customerId, { names: [house.id('丙')] }),
    );
    expect(busy).toMatchObject({
      service: 'assist',
      server: { name: '甲' },
      onBehalfOf: { name: '丙' },
      creditedTo: null,
    });
    await house.serve(one);
    await house.serve(busy);
    const several = await house.receive(known(customerId, { names: [house.id('丁'), house.id('乙')] }));
    expect(several).toMatchObject({
      row: 'names_several',
      server: { name: '丁' },
      creditedTo: null,
      owner: { owner: { name: '丙' } },
    });
    await house.serve(several);
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const forgot = await house.receive(known(customerId, { forgotten: true }));
    expect(forgot).toMatchObject({
      row: 'forgotten',
      server: { name: '甲' },
      creditedTo: { name: '甲' },
      turnUsed: true,
    });
    await house.serve(forgot);
    expect(await house.line()).toBe('乙 丙 丁 甲');
    expect((await house.file(customerId)).current?.owner.name).toBe('丙'); // until somebody confirms the match
  });

  test('[S0.02.own.310] [S0.02.own.311] introduced first, family later: all of them the original receiver’s, none of them a turn', async () => {
    await world.setClock(at('2024-03-13', '09:00'));
    const house = await showroom();
    await house.openDay();
    const old = await house.claim('丁', '介绍人');
    const friend = await house.customer('友人', { referredBy: old.customerId, source: 'referral' });
    const first = await house.receive({ customerId: friend, referredBy: old.customerId });
    expect(first).toMatchObject({ row: 'referral_original', server: { name: '丁' }, creditedTo: null });
    await house.serve(first);
    expect((await house.file(friend)).current).toMatchObject({ owner: { name: '丁' }, origin: 'referral' });
    // The spouse comes alone a week later, with a telephone of their own.
    await world.setClock(at('2024-03-20', '09:00'));
    await house.supervisor
      .must(desk.close, { params: { siteId: house.siteId }, body: { reason: '补收班' } })
      .catch(() => undefined);
    await house.openDay();
    const spouse = await house.supervisor.must(customers.register, {
      body: {
        name: '友人之妻',
        phones: newPhone(),
        siteId: house.siteId,
        enquiry: '同看',
        householdOf: { customerId: friend, relation: 'spouse' },
      } as never,
    });
    expect(spouse).toMatchObject({ kind: 'household_member', customerId: friend });
    const visit = await house.receive({ customerId: friend });
    expect(visit).toMatchObject({ server: { name: '丁' }, creditedTo: null, owner: { owner: { name: '丁' } } });
    await house.serve(visit);
    expect(await house.line()).toBe('甲 乙 丙 丁');
    const claim = (await house.file(friend)).current;
    const deal = await house
      .person('丁')
      .must(claims.close, { params: { claimId: claim?.id ?? '' }, body: { commissionFen } as never });
    expect(deal.verdict).toMatchObject({
      case: 'introduced',
      commission: [{ name: '丁', percent: 100, fen: commissionFen }],
    });
  });

  test('[S0.02.own.32] the earlier consultant refused at the door, the change confirmed, the deal a week later: 80 and 20', async () => {
    await world.setClock(at('2024-04-08', '09:00'));
    const house = await showroom();
    await house.openDay();
    const { customerId } = await house.claim('乙', '改主意');
    const visit = await house.receive(known(customerId, { refuses: house.id('乙'), names: [house.id('丙')] }));
    expect(visit).toMatchObject({
      row: 'change_demanded',
      server: { name: '丙' },
      creditedTo: null,
      owner: { kind: 'transfer', owner: { name: '丙' } },
    });
    await house.serve(visit);
    if (visit.owner.needs === 'supervisor')
      await house.supervisor.must(desk.confirmOwner, {
        params: { visitId: visit.id },
        body: { confirmed: true, reason: '客户意愿' },
      });
    const claim = (await house.file(customerId)).current;
    expect(claim).toMatchObject({ owner: { name: '丙' } });
    expect(
      (await house.person('乙').call(claims.followUp, { params: { customerId }, body: { channel: 'call' } as never }))
        .code,
    ).toBe('NOT_ALLOWED');
    await world.setClock(at('2024-04-15', '10:00'));
    const deal = await house.person('丙').must(claims.close, {
      params: { claimId: claim?.id ?? '' },
      body: { story: { wish: 'refuses_earlier', aboutId: house.id('乙') }, commissionFen } as never,
    });
    expect(deal.verdict.commission).toMatchObject([
      { name: '丙', fen: 800_000 },
      { name: '乙', fen: 200_000 },
    ]);
  });

  test('[S0.02.own.34] a complaint moves nobody until the supervisor confirms it; rejected, the customer stays', async () => {
    await world.setClock(at('2024-04-16', '09:00'));
    const house = await showroom();
    await house.openDay();
    for (const confirmed of [false, true]) {
      const { customerId } = await house.claim('乙', `投诉${confirmed}`);
      const visit = await house.receive(known(customerId, { complainsAbout: house.id('乙'), names: [house.id('丙')] }));
      expect(visit).toMatchObject({ row: 'complaint', server: { name: '丙' }, owner: { needs: 'supervisor' } });
      await house.serve(visit);
      expect((await house.file(customerId)).current?.owner.name).toBe('乙');
      expect((await house.supervisor.must(notices.mine)).rows.map((row) => row.kind)).toContain(
        'desk.owner_to_confirm',
      );
      await house.supervisor.must(desk.confirmOwner, {
        params: { visitId: visit.id },
        body: { confirmed, reason: '已核实' },
      });
      expect((await house.file(customerId)).current?.owner.name).toBe(confirmed ? '丙' : '乙');
    }
  });
});

describe('handing over and joining', () => {
  test('[S0.02.own.312] on long leave of fifteen days the customers are drawn out; the new representative gets the whole deal', async () => {
    await world.setClock(at('2024-05-06', '09:00'));
    const house = await showroom();
    const mine = [];
    for (let n = 0; n < 4; n++) mine.push(await house.claim('甲', `长假${n}`));
    const handOver = (leaveDays: number) =>
      house.manager.call(claims.handOver, {
        body: {
          staffId: house.id('甲'),
          why: 'long_leave',
          leaveDays,
          receiverIds: [house.id('乙'), house.id('丙')],
        } as never,
      });
    expect((await handOver(14)).code).toBe('LEAVE_TOO_SHORT');
    const done = await handOver(15);
    expect(done.body.items).toHaveLength(4);
    const item = done.body.items[0];
    expect(
      (await house.person('甲').call(claims.ofCustomer, { params: { customerId: item?.customer.id ?? '' } })).code,
    ).toBe('NOT_ALLOWED');
    const receiver = item?.to.name ?? '';
    const deal = await house
      .person(receiver)
      .must(claims.close, { params: { claimId: item?.newClaimId ?? '' }, body: { commissionFen } as never });
    expect(deal.verdict).toMatchObject({
      case: 'reassigned',
      commission: [{ name: receiver, percent: 100, fen: commissionFen }],
    });
  });

  test('[S0.02.own.1] one person registered twice: joined, the earlier entry owns; its deal is the first receiver’s; a stranger to both sees nothing', async () => {
    await world.setClock(at('2024-05-07', '09:00'));
    const house = await showroom();
    const early = await house.claim('甲', '重名先');
    await world.setClock(at('2024-05-08', '09:00'));
    const late = await house.claim('乙', '重名后');
    const merge = {
      params: { customerId: late.customerId },
      body: { otherId: early.customerId, reason: '同一人' } as never,
    };
    expect((await house.person('乙').call(customers.merge, merge)).code).toBe('NOT_ALLOWED');
    const merged = await house.supervisor.must(customers.merge, merge);
    const file = await house.file(merged.keptId);
    expect(file.current).toMatchObject({ owner: { name: '甲' } });
    expect(file.history).toMatchObject([{ owner: { name: '乙' }, state: 'void', endedReason: 'duplicate' }]);
    // Whoever still holds the old address is led to the same file, if it is theirs to see.
    expect(
      (await house.person('甲').must(claims.ofCustomer, { params: { customerId: merged.absorbedId } })).current?.owner
        .name,
    ).toBe('甲');
    expect(
      (await house.person('丙').call(customers.get, { params: { customerId: merged.keptId } })).code,
    ).not.toBeNull();
    const deal = await house
      .person('甲')
      .must(claims.close, { params: { claimId: early.claim.id }, body: { commissionFen } as never });
    expect(deal.verdict.commission).toMatchObject([{ name: '甲', percent: 100 }]);
  });

  test('two registrations of one telephone at the same moment give one customer', async () => {
    const house = await showroom();
    const phones = newPhone();
    const people = ['甲', '乙', '丙', '丁'].map((name) => house.person(name));
    const spellings = [
      phones,
      `+86 ${phones}`,
      `${phones.slice(0, 3)}-${phones.slice(3, 7)}-${phones.slice(7)}`,
      phones,
    ];
    const answers = await Promise.all(
      people.map((one, n) =>
        one.call(customers.register, {
          body: { name: '同一人', phones: spellings[n] ?? '', enquiry: '了解' } as never,
        }),
      ),
    );
    const done = answers.filter((answer) => answer.code === null);
    expect(new Set(done.map((answer) => answer.body.customerId)).size).toBe(1);
    expect(done.filter((answer) => answer.body.kind === 'new')).toHaveLength(1);
    for (const answer of answers.filter((one) => one.code !== null)) expect(answer.status).toBe(409);
  });
});
