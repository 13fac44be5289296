/** The end of a probation, on its day: by the target and by what the house wants done about who missed it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { notices } from '#contract/notices.ts';
import { organisation } from '#contract/organisation.ts';
import { rulebook } from '#contract/rulebook.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';
import { setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let house: House;
let director: Person;
let rulebookId: string;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'car-showroom', '甲');
  director = await world.addPerson({ name: '总监', role: 'director' });
  const books = await director.must(rulebook.list, {});
  rulebookId = books.rows.find((book) => book.key === 'car-showroom')?.id ?? '';
});
afterAll(() => world.stop());

/** Somebody on probation under the supervisor, ending on 3 May. */
async function probationer(name: string): Promise<string> {
  const body = { name, siteId: house.siteId, post: 'consultant', onProbation: true, hiredOn: '2024-03-03' };
  const mentor = { superiorId: house.supervisor.id, mentorId: house.id('甲') };
  return (await director.must(organisation.createStaff, { body: { ...body, ...mentor } as never })).id;
}
const member = (staffId: string) => director.must(organisation.staffMember, { params: { staffId } });
const heard = async (kind: string): Promise<string[]> =>
  (await house.supervisor.must(notices.mine, { query: {} })).rows
    .filter((row) => row.kind === `organisation.${kind}`)
    .map((row) => String((row.payload as { name: string }).name));

/** A deal closed in somebody's name. */
async function sells(staffId: string, name: string): Promise<void> {
  const customerId = await house.customer(name);
  const opened = await house.manager.must(claims.register, {
    params: { customerId },
    body: { origin: 'visit', phoneLeft: true, ownerId: staffId } as never,
  });
  const params = { claimId: opened.claim.id };
  await house.manager.must(claims.sign, { params, body: {} as never });
  await house.manager.must(claims.close, { params, body: {} as never });
}

test('[S0.08.a.1c] [S2.15.c1.01] who has missed the target at the end of the probation leaves by the rule; who has met it stays', async () => {
  const values = { 'organisation.probationFailure': 'leaves', 'organisation.confirmationUnits': 2 };
  await setValues(director, rulebookId, { values });
  const [missed, met] = [await probationer('差一台'), await probationer('够数')];
  await sells(missed, '买主一');
  await sells(met, '买主二');
  await sells(met, '买主三');
  await world.setClock('2024-05-03T15:59:59.000Z');
  expect((await member(missed)).status).toBe('active');
  await world.setClock(at('2024-05-04', '00:00'));
  expect((await member(missed)).status).toBe('left');
  expect((await member(met)).status).toBe('active');
  expect(await heard('probationFailed')).toEqual(['差一台']);
  expect(await heard('probationEnded')).toEqual(['够数']);
  const due = await house.manager.must(claims.handoverList, { params: { staffId: missed } });
  expect(due.claims).toHaveLength(1); // whose customers now wait for new hands
});

test('[S0.08.a.1] in a house that leaves it to the manager, the end of a probation is told and nobody goes', async () => {
  const values = { 'organisation.probationFailure': 'manager' };
  await setValues(director, rulebookId, { values });
  const body = { name: '待定', siteId: house.siteId, post: 'consultant', onProbation: true, hiredOn: '2024-05-04' };
  const mentor = { superiorId: house.supervisor.id, mentorId: house.id('甲') };
  const { id } = await director.must(organisation.createStaff, { body: { ...body, ...mentor } as never });
  await world.setClock(at('2024-07-05', '00:00'));
  expect((await member(id)).status).toBe('active');
  expect(await heard('probationEnded')).toContain('待定');
});
