import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { rulebook } from '#contract/rulebook.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let site: string;
let mei: Person;
let li: Person;
let manager: Person;
let director: Person;
let elsewhere: Person;
let rulebookId: string;
const KEY = 'sales-office-reception';

const sign = (who: Person, number: number) => who.call(signOff.sign, { params: { rulebookId }, body: { number } });
const due = async (who: Person): Promise<number> =>
  (await who.must(notices.mine)).rows.filter(({ kind }) => kind === 'rulebook.sign_due').length;
const publish = (minutes: number, effectiveFrom?: string) =>
  setValues(director, rulebookId, {
    values: { 'desk.waitingAlertMinutes': minutes },
    ...(effectiveFrom ? { effectiveFrom } : {}),
  });
const list = (
  who: Person,
  query: { state?: 'signed' | 'missing'; number?: number; limit?: number; cursor?: string } = {},
) => who.must(signOff.signatures, { params: { rulebookId }, query });

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ rulebook: KEY });
  const other = await world.addSite({ rulebook: 'car-showroom' });
  mei = await world.addPerson({ name: '梅', siteId: site, role: 'consultant' });
  li = await world.addPerson({ name: '李', siteId: site, role: 'consultant' });
  manager = await world.addPerson({ name: '经理', siteId: site, role: 'manager' });
  director = await world.addPerson({ name: '总监', role: 'director' });
  elsewhere = await world.addPerson({ name: '外店', siteId: other, role: 'manager' });
  rulebookId = (await director.must(rulebook.list)).rows.find(({ key }) => key === KEY)?.id ?? '';
});
afterAll(() => world.stop());

test('[S1.06.v1] each person signs the version in force, once; another version is another signature', async () => {
  const before = await mei.must(signOff.mine);
  expect([before.due, before.rows.map(({ number, signedAt }) => [number, signedAt])]).toEqual([1, [[1, null]]]);
  const signed = await sign(mei, 1);
  expect(signed.body.signedAt).toBe('2024-03-04T01:00:00.000Z');
  expect((await sign(mei, 1)).code).toBe('ALREADY_SIGNED');
  expect((await sign(elsewhere, 1)).code).toBe('NOT_BOUND');
  const entry = await mei.must(journal.entry, { params: { journalId: signed.body.journalId } });
  expect(entry.summary?.zh).toMatch(/^已阅读并签收《.+》第 1 版$/);

  await publish(5, '2024-03-06T00:00:00.000Z');
  expect((await sign(li, 2)).code).toBe('VERSION_NOT_IN_FORCE'); // not yet
  await world.setClock('2024-03-06T00:00:00.000Z');
  expect((await sign(li, 1)).code).toBe('VERSION_NOT_IN_FORCE'); // no longer
  const now = await mei.must(signOff.mine);
  expect([now.due, now.rows[0]?.number, now.rows[0]?.signedBefore]).toEqual([1, 2, 1]);
  expect((await sign(mei, 2)).code).toBe(null);
});

test('who goes by the version is asked when it takes effect, and again every three days until they sign', async () => {
  expect([await due(mei), await due(li), await due(elsewhere)]).toEqual([1, 1, 0]);
  expect((await mei.must(notices.mine)).rows.find(({ kind }) => kind === 'rulebook.sign_due')?.readAt).not.toBeNull();
  await world.setClock('2024-03-08T23:59:59.999Z');
  expect(await due(li)).toBe(1);
  await world.setClock('2024-03-09T00:00:00.000Z');
  expect([await due(mei), await due(li)]).toEqual([1, 2]);
  await world.setClock('2024-04-09T00:00:00.000Z');
  expect(await due(li)).toBe(4); // asked, and reminded three times
});

test('a manager sees who has signed and who has not at their site, and reminds them', async () => {
  const all = await list(manager);
  expect([all.number, all.signed, all.missing]).toEqual([2, 1, 2]);
  expect(all.rows.map(({ person, signedAt }) => [person.name, signedAt !== null]).sort()).toEqual(
    [
      ['李', false],
      ['梅', true],
      ['经理', false],
    ].sort(),
  );
  expect((await list(manager, { state: 'missing' })).rows).toHaveLength(2);
  const first = await list(manager, { limit: 2 });
  const rest = await list(manager, { limit: 2, cursor: first.nextCursor ?? '' });
  expect([first.rows.length, rest.rows.length, rest.nextCursor]).toEqual([2, 1, null]);
  expect((await list(li)).rows.map(({ person }) => person.name)).toEqual(['李']); // others are not for a consultant to see
  expect((await list(elsewhere)).rows).toEqual([]);
  const before = await due(li);
  const answer = await manager.must(signOff.remind, { params: { rulebookId }, body: {} });
  expect([answer.reminded, await due(li)]).toEqual([2, before + 1]);
  expect((await list(manager)).rows.find(({ person }) => person.name === '李')?.remindedAt).toBe(
    '2024-04-09T00:00:00.000Z',
  );
  // Not twice within a day; whoever was never asked still is.
  const again = () => manager.call(signOff.remind, { params: { rulebookId }, body: {} });
  const refused = await again();
  expect([refused.status, refused.code]).toEqual([409, 'REMINDED_LATELY']);
  expect(JSON.stringify(refused.body)).toContain('2024-04-10 08:00');
  expect((await list(manager)).whyNot.remind?.code).toBe('REMINDED_LATELY');
  const newcomer = await world.addPerson({ name: '新人', siteId: site, grants: { 'rulebook.sign': 'self' } });
  expect([(await again()).body.reminded, await due(newcomer), await due(li)]).toEqual([1, 1, before + 1]);
  expect((await li.call(signOff.remind, { params: { rulebookId }, body: {} })).code).toBe('NOT_ALLOWED');
  const away = await elsewhere.call(signOff.remind, { params: { rulebookId }, body: { siteId: site } });
  expect(away.code).toBe('NOT_ALLOWED');
});

test('the printed page carries the text, the signatures and a fingerprint of the text', async () => {
  const page = await director.must(signOff.printed, { params: { rulebookId } });
  expect([page.document.version.number, page.company, page.printedAt]).toEqual([
    2,
    '云栖置业',
    '2024-04-09T00:00:00.000Z',
  ]);
  expect(page.signatures.filter(({ signedAt }) => signedAt).map(({ person }) => person.name)).toEqual(['梅']);
  const first = await director.must(signOff.printed, { params: { rulebookId }, query: { number: 1 } });
  expect(first.fingerprint).not.toBe(page.fingerprint);
  expect(page.fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test('a signature stays when its owner moves away; two taps at once sign once', async () => {
  const answers = await Promise.all([sign(li, 2), sign(li, 2), sign(li, 2)]);
  expect(answers.map(({ code }) => code).sort()).toEqual([null, 'ALREADY_SIGNED', 'ALREADY_SIGNED'].sort());
  await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.run({
      text: `update staff set status = 'left' where company_id = $1 and id = $2`,
      values: [tx.companyId, li.id],
    }),
  );
  const signed = await list(manager, { state: 'signed' });
  expect(signed.rows.map(({ person }) => person.name).sort()).toEqual(['李', '梅'].sort());
});

test('the people of a site that adopts a book are asked at that instant', async () => {
  const fresh = await world.addSite({ rulebook: 'car-showroom' });
  const newcomer = await world.addPerson({ name: '新', siteId: fresh, role: 'consultant' });
  const body = { rulebookId, effectiveFrom: '2024-04-10T00:00:00.000Z' };
  await director.must(rulebook.adopt, { params: { siteId: fresh }, body });
  expect(await due(newcomer)).toBe(0);
  await world.setClock('2024-04-10T00:00:00.000Z');
  expect(await due(newcomer)).toBe(1);
});

test('the text with its signatures comes as a PDF too, Chinese type embedded, for those who may read it', async () => {
  const answer = await manager.fetch(`/api/rulebooks/${rulebookId}/print.pdf`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const pdf = Buffer.from(await answer.arrayBuffer());
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
  expect(pdf.toString('latin1')).toContain('NotoSansSC');
  expect(pdf.length).toBeGreaterThan(50_000); // some fifty articles and their type
  expect((await manager.fetch(`/api/rulebooks/${rulebookId}/print.pdf?number=99`)).status).toBe(404);
  expect((await manager.fetch(`/api/rulebooks/${rulebookId}/print.pdf?number=x`)).status).toBe(400);
  const nobody = await world.addPerson({ name: '无权', siteId: site, grants: {} });
  expect((await nobody.fetch(`/api/rulebooks/${rulebookId}/print.pdf`)).status).toBe(403);
});
