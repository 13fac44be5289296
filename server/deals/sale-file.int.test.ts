/** What a customer bought, in their file: paid how, deposit, dates of the loan, what is missing; and that they came back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saleFile } from '#contract/deals-customer-file.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'real-estate-customers');
});
afterAll(() => world.stop());

const fileOf = (customerId: string, by = office.seller) => by.must(saleFile.ofCustomer, { params: { customerId } });
const loan = {
  lender: '建设银行',
  amountFen: MILLION - 40_000_000,
  downPaymentFen: 40_000_000,
  needsPayoutReport: false,
};

test('[S0.07.rep.4] product, payment, deposit and dates of the loan stand in the file; what is missing is said', async () => {
  const customerId = await office.customer();
  const dealId = await office.draft({ customerId, paymentMethod: 'mortgage', loan });
  expect((await fileOf(customerId)).rows).toMatchObject([{ dealId, missing: [], effectiveOn: null }]); // no sale yet
  await office.signAll(await office.submit(dealId));
  const [row] = (await fileOf(customerId)).rows;
  expect(row).toMatchObject({
    paymentMethod: 'mortgage',
    depositFen: 2_000_000,
    category: expect.stringContaining('1#'),
    loanDates: [],
    missing: ['loanDates'],
  });
  const other = await office.customer();
  const plan = [
    { name: '首付', dueOn: '2024-03-20', amountFen: 40_000_000 },
    { name: '按揭放款', dueOn: '2024-04-20', amountFen: MILLION - 40_000_000 },
  ];
  await office.inEffect({ customerId: other, paymentMethod: 'mortgage', loan, plan });
  expect((await fileOf(other)).rows[0]).toMatchObject({
    loanDates: [{ on: '2024-03-20' }, { on: '2024-04-20' }],
    missing: [],
  });
  const stranger = await office.other.call(saleFile.ofCustomer, { params: { customerId } });
  expect(stranger.status).toBe(404);
});

test('[S1.17.a4.4] a repeat purchase is tracked: the second sale in effect counts, a draft and a cancelled one do not', async () => {
  const customerId = await office.customer();
  await office.inEffect({ customerId });
  await office.draft({ customerId });
  expect(await fileOf(customerId)).toMatchObject({ purchases: 1, repeatOn: null });
  await world.setClock(at('2024-03-06', '10:00'));
  await office.inEffect({ customerId });
  expect(await fileOf(customerId)).toMatchObject({ purchases: 2, repeatOn: '2024-03-06' });
});
