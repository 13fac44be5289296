import { afterAll, beforeAll, expect, test } from 'vitest';
import PizZip from 'pizzip';
import { money } from '#contract/money.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';
import { openCounter, paid, subscribed } from './ledger.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => world.stop());

test('[S0.02.chg.3] the demand notice goes out from the house’s own text: what is overdue, to the fen and in capitals', async () => {
  const counter = await openCounter(world);
  const { mei, li, cai } = counter;
  const plan = [
    { name: '首期', dueOn: '2024-03-10', amountFen: 300_000_00 },
    { name: '二期', dueOn: '2024-04-10', amountFen: 680_000_00 },
  ];
  const dealId = await subscribed(counter, mei, { plan });
  await paid(cai, dealId, { kind: 'deposit', amountFen: 20_000_00 });
  await world.setClock('2024-03-12T01:00:00.000Z');
  const [demand] = (await mei.must(money.demands, { query: {} })).rows;
  const path = `/api/money/demands/${demand?.id}/file`;
  const word = await mei.fetch(`${path}?format=docx`);
  const text = new PizZip(Buffer.from(await word.arrayBuffer()))
    .file('word/document.xml')
    ?.asText()
    .replace(/<[^>]+>/g, '');
  expect(text).toContain('编号：CK2024-00001');
  expect(text).toContain('首期2024年3月10日¥300,000.002');
  expect(text).toContain('叁拾万元整');
  expect(text).not.toContain('二期');
  const pdf = await mei.fetch(path);
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect((await li.fetch(path)).status).toBe(404);
  expect((await mei.fetch(`${path}?format=gif`)).status).toBe(400);
});
