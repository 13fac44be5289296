/** A probationer applies, the mentor has a word, the sales manager signs: in force with the signature, the copy on file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { claims } from '#contract/claims.ts';
import { confirmations } from '#contract/confirmations.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

let world: World;
let house: House;
let director: Person;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'car-showroom', '甲乙');
  director = await world.addPerson({ name: '总监', role: 'administrator' });
});
afterAll(() => world.stop());

/** On probation until 3 May, taught by 甲, with so many sold. */
async function probationer(name: string, sold: number): Promise<Person> {
  const person = await house.hire(name);
  const client = world.server.runtime.database;
  await client.inCompany(world.companyId, (tx) =>
    tx.run({
      text: `update staff set probation_until = '2024-05-03', hired_on = '2024-03-03', mentor_id = $3, superior_id = $4
        where company_id = $1 and id = $2`,
      values: [world.companyId, person.id, house.id('甲'), house.supervisor.id],
    }),
  );
  for (let each = 0; each < sold; each += 1) {
    const customerId = await house.customer(`${name}的买主${each}`);
    const body = { origin: 'visit', phoneLeft: true, ownerId: person.id } as never;
    const { claim } = await house.manager.must(claims.register, { params: { customerId }, body });
    await house.manager.must(claims.sign, { params: { claimId: claim.id }, body: {} as never });
    await house.manager.must(claims.close, { params: { claimId: claim.id }, body: {} as never });
  }
  return person;
}
const apply = (by: Person, staffId: string, selfReview = '独立成交，熟悉流程') =>
  by.call(confirmations.apply, { params: { staffId }, body: { selfReview } });
const applied = async (by: Person) =>
  (await by.must(confirmations.apply, { params: { staffId: by.id }, body: { selfReview: '独立成交' } })).confirmation;
const word = (by: Person, confirmationId: string) =>
  by.call(confirmations.mentorsWord, { params: { confirmationId }, body: { word: '可以独立上岗', recommends: true } });
const ofMine = async (by: Person) => (await by.must(confirmations.mine, {})).latest;
const until = async (person: Person) =>
  (await director.must(organisation.staffMember, { params: { staffId: person.id } })).probationUntil;
const heard = async (by: Person, kind: string) =>
  (await by.must(notices.mine, { query: {} })).rows.filter((row) => row.kind === kind).length;
const sign = (by: Person, approvalId: string) =>
  by.call(approvals.sign, { params: { approvalId }, body: { round: 1, comment: '' } });

test('[S0.08.a.1b] the manager’s signature confirms, and the copy is filed with administration at that moment', async () => {
  const jia = house.person('甲');
  const wu = await probationer('吴新', 5);
  expect(await apply(house.manager, wu.id)).toMatchObject({ status: 403, code: 'NOT_YOUR_PROBATION' });
  const { id, state } = await applied(wu);
  expect(state).toBe('with_mentor');
  expect(await apply(wu, wu.id)).toMatchObject({ status: 409, code: 'ALREADY_APPLIED' });
  expect(await heard(jia, 'organisation.mentorsWordWanted')).toBe(1);
  expect(await word(house.person('乙'), id)).toMatchObject({ status: 403, code: 'NOT_THE_MENTOR' });
  expect(await word(wu, id)).toMatchObject({ status: 403, code: 'NOT_THE_MENTOR' });
  expect((await word(jia, id)).code).toBeNull();
  expect(await word(jia, id)).toMatchObject({ status: 409, code: 'APPLICATION_NOT_WAITING' });
  const approvalId = (await ofMine(wu))?.approvalId ?? '';
  const page = await house.manager.must(approvals.get, { params: { approvalId } });
  expect(page.lines.map(({ zh }) => zh)).toEqual(
    expect.arrayContaining(['试用期间', '累计销量', '自我评价', '带教意见']),
  );
  expect((await sign(wu, approvalId)).status).toBe(403);
  expect(await until(wu)).toBe('2024-05-03'); // applied for is not confirmed
  const direct = { params: { staffId: wu.id }, body: { version: 1, unitsSold: 5 } };
  expect(await director.call(organisation.confirmStaff, direct)).toMatchObject({ code: 'APPLICATION_NEEDED' });
  await world.setClock(at('2024-03-20', '10:00'));
  expect((await sign(house.manager, approvalId)).code).toBeNull();
  expect(await until(wu)).toBeNull();
  expect(await ofMine(wu)).toMatchObject({
    state: 'signed',
    endedAt: at('2024-03-20', '10:00'),
    filedAt: at('2024-03-20', '10:00'),
    signers: [{ id: house.manager.id }],
  });
  expect(await heard(director, 'organisation.confirmationFiled')).toBe(1);
  const filed = await director.must(confirmations.list, { query: { state: 'signed' } });
  expect(filed.rows.map((row) => row.staff.name)).toEqual(['吴新']);
  const strangers = await house.person('乙').must(confirmations.list, { query: {} });
  expect(strangers.rows).toEqual([]);
  expect(await apply(wu, wu.id)).toMatchObject({ status: 409, code: 'NOT_ON_PROBATION' });
});

test('[S0.08.a.1b] one unit short nobody applies, and what was returned is put right without asking the mentor again', async () => {
  const [short, met] = [await probationer('差一', 4), await probationer('够数', 5)];
  expect(await apply(short, short.id)).toMatchObject({ status: 409, code: 'TOO_FEW_UNITS' });
  expect((await short.must(confirmations.mine, {})).whyNot.apply?.code).toBe('TOO_FEW_UNITS');
  const { id } = await applied(met);
  await word(house.person('甲'), id);
  const approvalId = (await ofMine(met))?.approvalId ?? '';
  const back = { params: { approvalId }, body: { round: 1, how: 'returned' as const, comment: '请写明带客情况' } };
  await house.manager.must(approvals.refuse, back);
  expect((await ofMine(met))?.state).toBe('returned');
  expect((await apply(met, met.id, '独立成交五台，均为展厅来客')).code).toBeNull();
  const again = await ofMine(met);
  expect([again?.id, again?.approvalId, again?.state]).toEqual([id, approvalId, 'signing']);
  await met.must(confirmations.withdraw, { params: { confirmationId: id }, body: {} });
  expect([(await ofMine(met))?.state, await until(met)]).toEqual(['withdrawn', '2024-05-03']);
  const gone = await met.call(confirmations.withdraw, { params: { confirmationId: id }, body: {} });
  expect(gone).toMatchObject({ status: 409, code: 'APPLICATION_NOT_WAITING' });
});

test('whoever leaves has nothing under way to be confirmed', async () => {
  const leaver = await probationer('将离', 5);
  const { id } = await applied(leaver);
  const { version } = await director.must(organisation.staffMember, { params: { staffId: leaver.id } });
  await director.must(organisation.leaving, { params: { staffId: leaver.id }, body: { version, reason: '' } });
  const rows = (await director.must(confirmations.list, { query: { staffId: leaver.id } })).rows;
  expect(rows.map((row) => [row.id, row.state])).toEqual([[id, 'withdrawn']]);
});
