import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { customers } from '#contract/customers.ts';
import { dealDocuments } from '#contract/deal-documents.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { presetGrants } from '#core/organisation/index.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { linesOfWord } from './word.ts';

let world: World;
let site: string;
let consultant: Person;
let assistant: Person;
let finance: Person;
let manager: Person;
let supervisor: Person;
let dealId: string;

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ name: '湖畔花园' });
  const add = (name: string, role: 'consultant' | 'finance' | 'manager' | 'supervisor' | 'team_leader') =>
    world.addPerson({ name, siteId: site, role });
  consultant = await add('陈立', 'consultant');
  finance = await add('财务', 'finance');
  manager = await add('经理', 'manager');
  supervisor = await add('主管', 'supervisor');
  assistant = await world.addPerson({
    name: '内勤',
    siteId: site,
    grants: { ...presetGrants('sales_assistant'), 'deals.templates': 'company' },
  });
});
afterAll(async () => world.stop());

const signAll = async (approvalId: string, people: readonly Person[]): Promise<void> => {
  for (const person of people)
    await person.must(approvals.sign, { params: { approvalId }, body: { round: 1, comment: '' } });
};
const listOf = async (kind: string) =>
  (await assistant.must(dealDocuments.ofDeal, { params: { dealId } })).rows.filter((row) => row.kind === kind);
const print = (person: Person, kind: string, query = '') =>
  person.fetch(`/api/deals/${dealId}/documents/${kind}/file?${query}`);
const wordsOf = async (answer: Response): Promise<string> =>
  linesOfWord(Buffer.from(await answer.arrayBuffer()))
    .map((line) => line.cells.map((cell) => cell.map((run) => run.text).join('')).join(' | '))
    .join('\n');

test('a draft says what the deal says, masked, and cannot be made final before the approval', async () => {
  const room = { building: '1#', entrance: '1', floor: 33, room: '3301', project: '湖畔花园', layout: '三室' };
  const unit = await assistant.must(inventory.addUnit, {
    params: { siteId: site },
    body: { kind: 'room', ...room, predictedArea: 118.52, listPriceFen: 240_000_000 },
  });
  const { customerId } = await consultant.must(customers.register, {
    body: { siteId: site, name: '周敏', phones: '13800001111', idNumber: '11010519491231002X' },
  });
  const opened = await consultant.must(deals.open, {
    body: {
      customerId,
      unitId: unit.unit.id,
      priceFen: 240_000_000,
      depositFen: 5_000_000,
      plan: [
        { name: '首付款', dueOn: '2024-03-20', amountFen: 100_000_000 },
        { name: '尾款', dueOn: '2024-06-20', amountFen: 140_000_000 },
      ],
    },
  });
  dealId = opened.deal.id;
  const answer = await print(consultant, 'subscription', 'format=docx');
  expect(answer.status).toBe(200);
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('认购书-草稿.docx');
  const words = await wordsOf(answer);
  expect(words).toContain('房屋总价为 ¥2,400,000.00，人民币大写 贰佰肆拾万元整');
  expect(words).toContain('余款为 ¥2,350,000.00，人民币大写 贰佰叁拾伍万元整');
  expect(words).toContain('1 | 首付款 | 2024年3月20日 | ¥1,000,000.00 | 壹佰万元整');
  expect(words).not.toContain('11010519491231002X');
  const [draft] = await listOf('subscription');
  expect(draft).toMatchObject({ state: 'draft', copies: 3, whyNot: { makeFinal: { code: 'DOCUMENT_NOT_FINAL' } } });
  const early = await assistant.call(dealDocuments.makeFinal, { params: { dealId, kind: 'subscription' } });
  expect(early).toMatchObject({ code: 'DOCUMENT_NOT_FINAL' });
  expect((await consultant.call(dealDocuments.makeFinal, { params: { dealId, kind: 'subscription' } })).code).toBe(
    'NOT_ALLOWED',
  );
});

test('[S0.02.info.10] final, the subscription says the same for ever: to the letter, whatever becomes of the text it was made from', async () => {
  const { disclosures } = await consultant.must(deals.get, { params: { dealId } });
  const told = disclosures.filter((one) => one.needed).map((one) => one.key as 'title');
  const { approval } = await consultant.must(deals.submit, { params: { dealId }, body: { disclosures: told } });
  await signAll(approval.id, [finance, manager]);
  const final = await assistant.must(dealDocuments.makeFinal, { params: { dealId, kind: 'subscription' } });
  expect(final.number).toMatch(/^RG2024-\d+$/);
  const [row] = await listOf('subscription');
  expect(row).toMatchObject({ state: 'final', sha256: final.sha256, madeFinalBy: { name: '内勤' } });
  const before = await wordsOf(await print(consultant, 'subscription', 'format=docx'));
  expect(before).toContain('11010519491231002X');
  expect(before).not.toContain('草稿');

  await assistant.must(dealDocuments.save, {
    body: { kind: 'subscription', goods: null, siteId: null, text: '# 新文本\n{{客户姓名}}', note: '', basedOn: 0 },
  });
  expect(await wordsOf(await print(consultant, 'subscription', 'format=docx'))).toBe(before);
  const twice = await assistant.call(dealDocuments.makeFinal, { params: { dealId, kind: 'subscription' } });
  expect(twice).toMatchObject({ code: 'DOCUMENT_ALREADY_FINAL' });
});

test('voided with a reason, the next one is made from the text in use; two at once make one', async () => {
  const [row] = await listOf('subscription');
  const params = { dealId, documentId: row?.documentId ?? '' };
  await assistant.must(dealDocuments.void, { params, body: { reason: '客户改签新文本' } });
  const answers = await Promise.all(
    [0, 1].map(() => assistant.call(dealDocuments.makeFinal, { params: { dealId, kind: 'subscription' } })),
  );
  expect(answers.map((one) => one.code).sort()).toEqual(['DOCUMENT_ALREADY_FINAL', null].sort());
  expect(await wordsOf(await print(consultant, 'subscription', 'format=docx'))).toContain('新文本');
  const old = await print(consultant, 'subscription', `format=docx&documentId=${row?.documentId}`);
  expect(await wordsOf(old)).toContain('商品房认购书');
});

test('the contract carries its number when it is printed for signature, and is frozen with the signature', async () => {
  for (const paper of ['id_card', 'household_register'] as const)
    await consultant.must(deals.receivePaper, { params: { dealId }, body: { paper } });
  await consultant.must(deals.fillContract, { params: { dealId }, body: {} });
  const page = await consultant.must(deals.get, { params: { dealId } });
  expect(page.whyNot.submitContract).toBeNull();
  const { approval } = await consultant.must(deals.submitContract, { params: { dealId }, body: {} });
  const early = await assistant.call(dealDocuments.makeFinal, { params: { dealId, kind: 'contract' } });
  expect(early.code).toBe('DOCUMENT_NOT_FINAL');
  await signAll(approval.id, [finance, supervisor, manager]);
  const final = await assistant.must(dealDocuments.makeFinal, { params: { dealId, kind: 'contract' } });
  expect(final.number).toMatch(/^HT2024-\d+$/);
  const signed = await consultant.must(deals.sign, {
    params: { dealId },
    body: { consultantPresent: true, subscriptionTakenBack: true },
  });
  expect(signed.deal.contractNumber).toBe(final.number);
  const [row] = await listOf('contract');
  expect(row).toMatchObject({ state: 'signed', sha256: final.sha256, whyNot: { void: null } });
  const refused = await assistant.call(dealDocuments.void, {
    params: { dealId, documentId: row?.documentId ?? '' },
    body: { reason: '想改' },
  });
  expect(refused.code).toBe('DOCUMENT_SIGNED');
});

test('as a PDF, in as many copies as are signed, with the Chinese type inside', async () => {
  const answer = await print(manager, 'contract', 'format=pdf&copies=3');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toContain('NotoSansSC');
  const one = Buffer.from(await (await print(manager, 'contract')).arrayBuffer()).toString('latin1');
  const pages = (text: string): number => text.match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(pages(pdf)).toBe(3 * pages(one));
});

test('[S0.07.ct.3] a supplement is a paper of the contract with a number of its own', async () => {
  await consultant.must(deals.supplement, {
    params: { dealId },
    body: { title: '付款顺延', body: '尾款于2024年7月20日前付清。\n其余不变。', signedOn: '2024-03-04' },
  });
  const final = await assistant.must(dealDocuments.makeFinal, { params: { dealId, kind: 'supplement' } });
  expect(final.number).toMatch(/^BC2024-/);
  const words = await wordsOf(await print(manager, 'supplement', 'format=docx'));
  expect(words).toContain('补充原因：付款顺延');
  expect(words).toContain('1. 尾款于2024年7月20日前付清。\n2. 其余不变。');
});

test('strangers print nothing; what is asked for wrongly is refused kindly', async () => {
  const stranger = await world.addPerson({ name: '外人', siteId: site, grants: { 'deals.read': 'self' } });
  expect((await print(stranger, 'contract')).status).toBe(404);
  expect((await print(manager, 'poster')).status).toBe(400);
  expect((await print(manager, 'contract', 'copies=99')).status).toBe(400);
  expect((await print(manager, 'contract', `documentId=${randomUUID()}`)).status).toBe(404);
  expect((await print(manager, 'unit_change')).status).toBe(404);
});

test('[S0.02.reg.5] the register of orders goes out as a spreadsheet, on record, to those who may look through orders', async () => {
  const file = (person: Person, query: string) => person.fetch(`/api/deal-registers/bookings/file?${query}`);
  const answer = await file(manager, `format=csv&siteId=${site}&from=2024-03-04&to=2024-03-04`);
  expect(answer.status).toBe(200);
  const [heading, ...rows] = (await answer.text()).trim().split('\r\n');
  expect(heading).toContain('编号,合同编号,时间,标的,客户');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatch(
    /^RG2024-\d+,HT2024-\d+,2024-03-04 09:00,1#-1-3301,周敏,陈立,2400000,2400000,50000,,0,已签约,$/,
  );
  expect(
    (await (await file(manager, `format=csv&siteId=${site}&to=2024-03-03`)).text()).trim().split('\r\n'),
  ).toHaveLength(1);
  expect((await file(consultant, 'format=csv')).status).toBe(403);
  expect((await file(manager, 'from=yesterday')).status).toBe(400);
});
