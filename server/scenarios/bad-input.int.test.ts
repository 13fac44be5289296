/**
 * Bad input from the unit to the payslip, as somebody in a hurry types it: each is refused by a code, in both languages, with what to do
 * about it, and nothing is written that was not there before.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { dealDocuments } from '#contract/deal-documents.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { paid, pay } from '#server/money/ledger.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { startCompany } from './story.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
});
afterAll(() => world.stop());

interface Said {
  readonly error: { code: string; zh: string; en: string; remedy?: { zh: string; en: string } };
}
const han = /\p{Script=Han}/u;
/** Coded, in both languages with no blank left unfilled, and with a remedy. */
function expectKind(body: unknown, code: string): void {
  const { error } = body as Said;
  expect(error.code).toBe(code);
  for (const text of [error.zh, error.remedy?.zh ?? '']) expect(text).toMatch(han);
  for (const text of [error.en, error.remedy?.en ?? '']) expect(text).toMatch(/[a-z]{3}/);
  expect(`${error.zh}${error.en}${error.remedy?.zh}${error.remedy?.en}`).not.toMatch(/[{}]|undefined|null|NaN/);
}
/** How much stands in what such a mistake could have written to. */
const standing = () =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.row<Record<string, number>>({
      text: `select (select count(*)::int from holds) as holds, (select count(*)::int from receipts) as receipts,
        (select count(*)::int from refunds) as refunds, (select count(*)::int from approval_signatures) as signatures,
        (select count(*)::int from bank_files) as files, (select count(*)::int from journal) as entries where $1::uuid is not null`,
      values: [tx.companyId],
    }),
  );
async function nothingWritten(
  code: string,
  call: () => Promise<{ body: unknown; code?: string | null }>,
): Promise<void> {
  const before = await standing();
  expectKind((await call()).body, code);
  expect(await standing()).toEqual(before);
}

test('a hold on a sold unit, and two holds in the same second', async () => {
  const sold = await office.room();
  await office.inEffect({ unitId: sold });
  const [mine, theirs] = [await office.customer('甲'), await office.customer('乙')];
  const hold = (by: typeof office.seller, unitId: string, customerId: string) =>
    by.call(inventory.hold, { params: { unitId }, body: { customerId } });
  await nothingWritten('UNIT_SOLD', () => hold(office.other, sold, theirs));
  const wanted = await office.room();
  const both = await Promise.all([hold(office.seller, wanted, mine), hold(office.other, wanted, theirs)]);
  expect(both.map(({ code }) => code).sort()).toEqual(['UNIT_HELD_BY', null].sort());
  expectKind(both.find(({ code }) => code)?.body, 'UNIT_HELD_BY');
});

test('money of a wrong amount, negative or foreign; more given back than was paid; a day that is closed', async () => {
  const dealId = await office.inEffect({});
  await paid(office.finance, dealId, { kind: 'deposit', amountFen: 2_000_000 });
  for (const [code, body] of [
    ['AMOUNT_NOT_POSITIVE', { amountFen: -1 }],
    ['AMOUNT_NOT_POSITIVE', { amountFen: 0.5 }],
    ['CURRENCY_NOT_TAKEN', { currency: 'USD' }],
    ['AMOUNT_ABOVE_OWED', { amountFen: 100_000_000_00 }],
  ] as const)
    await nothingWritten(code, () => pay(office.finance, dealId, body));
  const refund = { amountFen: 2_000_001, method: 'cash', reason: '多付' } as never;
  await nothingWritten('REFUND_ABOVE_PAID', () =>
    office.seller.call(money.requestRefund, { params: { dealId }, body: refund }),
  );
  await world.setClock('2024-03-05T02:00:00.000Z');
  const counted = { cash: 2_000_000, card: 0, cheque: 0 };
  const closed = { day: '2024-03-04', counted, explanation: '' } as never;
  await office.finance.must(money.closeDay, { params: { siteId: office.siteId }, body: closed });
  await nothingWritten('DAY_CLOSED', () => pay(office.finance, dealId, { day: '2024-03-04' }));
});

test('an approval signed by whoever applied for it', async () => {
  const { siteId, manager } = office;
  const body = { siteId, matter: 'petition', title: '签呈', lines: [], reason: '请批', amountFen: null } as never;
  const { approval } = await manager.must(approvals.file, { body });
  await nothingWritten('APPLICANT_MAY_NOT_SIGN', () =>
    manager.call(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } }),
  );
});

test('a contract template with a field nobody knows; a bank file nobody can read', async () => {
  const text = '# 合同\n甲方 {{客户星座}}';
  const template = { kind: 'contract', goods: null, siteId: null, text, note: '', basedOn: 0 } as never;
  const keeper = office.head;
  await nothingWritten('TEMPLATE_FIELD_UNKNOWN', () => keeper.call(dealDocuments.save, { body: template }));
  const upload = async () => {
    const path = `/api/money/bank-files?siteId=${office.siteId}&name=liushui.csv&commandId=${randomUUID()}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]);
    const answer = await office.finance.fetch(path, { method: 'POST', headers, body: bytes });
    return { body: await answer.json() };
  };
  await nothingWritten('BANK_FILE_UNREADABLE', upload);
});
