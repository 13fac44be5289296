/** Rooms: held, subscribed, signed, paid and handed over; some owe, one is in breach, two are given back. */
import { approvals } from '#contract/approvals.ts';
import { deals } from '#contract/deals.ts';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { contractRoom } from '#contract/deals-room.ts';
import { inventory } from '#contract/inventory.ts';
import type { UnitOut } from '#contract/inventory-shapes.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { money } from '#contract/money.ts';
import { addDays } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Story } from './agenda.ts';
import { buyer, dayBefore, later, type Market, on, paid, papers, signed } from './market.ts';

type Stage = 'held' | 'asked' | 'subscribed' | 'contract_asked' | 'contracted' | 'paid' | 'handed_over';
interface Sale {
  /** Days before today on which the buyer comes; the subscription is the day after, the contract on the fourth. */
  readonly ago: number;
  readonly pays: 'at_once' | 'instalments' | 'mortgage';
  readonly until: Stage;
  /** Of the instalments after the first only so many come in; the rest is owed. */
  readonly parts?: number;
  /** Given back again on this day before today. */
  readonly withdrawnAgo?: number;
  /** Something was to be put right at the handover. */
  readonly defects?: true;
}

const sales: readonly Sale[] = [
  { ago: 76, pays: 'instalments', until: 'paid', parts: 0 }, // in breach by now
  { ago: 74, pays: 'at_once', until: 'handed_over' },
  { ago: 71, pays: 'instalments', until: 'paid', parts: 3 },
  { ago: 66, pays: 'mortgage', until: 'handed_over' },
  { ago: 63, pays: 'at_once', until: 'handed_over' },
  { ago: 60, pays: 'instalments', until: 'paid', parts: 2 },
  { ago: 55, pays: 'mortgage', until: 'paid' },
  { ago: 52, pays: 'at_once', until: 'paid', withdrawnAgo: 6 },
  { ago: 49, pays: 'at_once', until: 'handed_over' },
  { ago: 46, pays: 'instalments', until: 'paid', parts: 1 },
  { ago: 41, pays: 'mortgage', until: 'paid' },
  { ago: 37, pays: 'instalments', until: 'paid', parts: 2 },
  { ago: 34, pays: 'at_once', until: 'paid' },
  { ago: 31, pays: 'mortgage', until: 'paid' },
  { ago: 28, pays: 'instalments', until: 'paid', parts: 2 },
  { ago: 25, pays: 'at_once', until: 'subscribed', withdrawnAgo: 19 },
  { ago: 21, pays: 'at_once', until: 'handed_over', defects: true },
  { ago: 17, pays: 'mortgage', until: 'paid' },
  { ago: 13, pays: 'instalments', until: 'paid', parts: 1 },
  { ago: 10, pays: 'at_once', until: 'paid' },
  { ago: 7, pays: 'mortgage', until: 'contracted' },
  { ago: 5, pays: 'instalments', until: 'contract_asked' },
  { ago: 3, pays: 'at_once', until: 'subscribed' },
  { ago: 2, pays: 'mortgage', until: 'asked' },
  { ago: 1, pays: 'at_once', until: 'held' },
  { ago: 1, pays: 'instalments', until: 'held' },
  { ago: 1, pays: 'at_once', until: 'held' },
  { ago: 0, pays: 'mortgage', until: 'held' },
  { ago: 22, pays: 'at_once', until: 'subscribed' }, // nobody has come to sign: the step is overdue
];
/** What a buyer is told before signing. */
const told = ['presale_registration', 'out_of_town', 'mortgage', 'title', 'other_fees'] as const;
const DEPOSIT_FEN = 5_000_000;
/** Instalments: percent of the price, and days after the buyer came. */
const parts = [
  ['首期', 40, 8],
  ['二期', 35, 28],
  ['尾款', 25, 50],
] as const;
const LOAN_PERCENT = 60;
/** Contracts of buyers who came since are still to be checked by a second person. */
const UNCHECKED_DAYS = 10;
const PRICED = 12; // rooms on the list of new prices
/** One of so many goes for the discounted price, where the manager's own authority may not be enough; the others pay the list. */
const REDUCED_EVERY = 3;
const ofYuan = (fen: number): number => Math.round(fen / 100) * 100;

interface Room {
  readonly id: string;
  readonly priceFen: number;
}

/** Answers with the rooms that no sale has to do with. */
export async function planRooms(market: Market): Promise<UnitOut[]> {
  const { driver, site, chance, agenda } = market;
  const units: UnitOut[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { siteId: site.id, kind: 'room' as const, state: 'available' as const, limit: 200, cursor };
    const page: ResponseOf<typeof inventory.units> = await driver.must(site.assistant, inventory.units, { query });
    units.push(...page.rows);
    cursor = page.nextCursor;
  }
  const free = chance.shuffle(units);
  for (const [index, sale] of sales.entries()) {
    const unit = free[index];
    const seller = site.consultants[(index * 5) % site.consultants.length];
    if (!unit || !seller) continue;
    const reduced = index % REDUCED_EVERY === 0 ? unit.floorPriceFen : null;
    const room = { id: unit.id, priceFen: reduced ?? unit.listPriceFen ?? 0 };
    agenda.tell(on(market, sale.ago, sale.until === 'held' ? '17:30' : '14:05'), sell(market, sale, room, seller));
  }
  const [discounted, ...relisted] = free.slice(sales.length);
  if (discounted?.listPriceFen)
    agenda.tell(on(market, 1, '15:20'), askDiscount(market, discounted.id, discounted.listPriceFen));
  agenda.plan(on(market, 1, '16:10'), () => proposePrices(market, relisted.slice(0, PRICED)));
  return relisted.slice(PRICED);
}

async function* sell(market: Market, sale: Sale, room: Room, seller: Actor): Story {
  const { driver } = market;
  const customerId = await buyer(market, seller);
  if (!customerId) return;
  const body = { customerId, reason: '客户回家商量，约次日来签' };
  await driver.try(seller, inventory.hold, { params: { unitId: room.id }, body });
  if (sale.until === 'held') return;
  yield on(market, sale.ago - 1, '10:20');
  const dealId = yield* subscribe(market, sale, room, { customerId, seller });
  if (!dealId || sale.until === 'asked') return;
  yield later(market, 30);
  yield* paid(market, { dealId, seller, kind: 'deposit', amountFen: DEPOSIT_FEN, by: 'card' });
  if (sale.until !== 'subscribed') {
    yield on(market, sale.ago - 4, '09:40');
    if (!(yield* contract(market, sale, dealId, seller))) return;
    yield* collect(market, sale, room, { dealId, seller });
  }
  if (sale.withdrawnAgo !== undefined) yield* giveBack(market, sale.withdrawnAgo, dealId);
  else if (sale.until === 'handed_over') await handOver(market, sale, dealId, seller);
}

async function* subscribe(
  market: Market,
  sale: Sale,
  room: Room,
  { customerId, seller }: { readonly customerId: string; readonly seller: Actor },
): AsyncGenerator<string, string | null> {
  const { driver } = market;
  const { priceFen } = room;
  const opened = await driver.try(seller, deals.open, {
    body: { customerId, unitId: room.id, priceFen, depositFen: DEPOSIT_FEN, ...termsOf(market, sale, priceFen) },
  });
  if (!opened) return null;
  const dealId = opened.deal.id;
  const asked = await driver.try(seller, deals.submit, { params: { dealId }, body: { disclosures: [...told] } });
  if (!asked) return null;
  if (sale.until !== 'asked') yield* signed(market, asked.approval.id, seller);
  return dealId;
}

function termsOf(market: Market, sale: Sale, priceFen: number) {
  const arrival = dayBefore(market, sale.ago);
  if (sale.pays === 'at_once') return { paymentMethod: 'full' as const };
  if (sale.pays === 'mortgage') {
    const amountFen = ofYuan((priceFen * LOAN_PERCENT) / 100);
    const loan = { lender: '建设银行', amountFen, downPaymentFen: priceFen - amountFen };
    return { paymentMethod: 'mortgage' as const, loan };
  }
  return { paymentMethod: 'instalments' as const, plan: planOf(priceFen, arrival) };
}
const planOf = (priceFen: number, arrival: string) => {
  const amounts = parts.map(([, percent]) => ofYuan((priceFen * percent) / 100));
  const rest = priceFen - amounts.reduce((a, b) => a + b, 0);
  return parts.map(([name, , days], index) => ({
    name,
    dueOn: addDays(arrival, days),
    amountFen: (amounts[index] ?? 0) + (index === parts.length - 1 ? rest : 0),
  }));
};

async function* contract(market: Market, sale: Sale, dealId: string, seller: Actor): AsyncGenerator<string, boolean> {
  const { driver } = market;
  const params = { dealId };
  await papers(market, seller, dealId, 'id_card', 'household_register');
  const asked = await driver.try(seller, deals.submitContract, { params });
  if (!asked || sale.until === 'contract_asked') return false;
  yield* signed(market, asked.approval.id, seller);
  yield later(market, 60);
  const body = { consultantPresent: true, subscriptionTakenBack: true };
  if (!(await driver.try(seller, deals.sign, { params, body }))) return false;
  if (sale.ago > UNCHECKED_DAYS) await checkEntry(market, dealId);
  return sale.until !== 'contracted';
}

/** Somebody else goes over what was keyed. */
async function checkEntry({ driver, site }: Market, dealId: string): Promise<void> {
  const params = { dealId };
  const { recheck } = await driver.must(site.assistant, contractRoom.get, { params });
  if (!recheck) return;
  const answers = Object.fromEntries(recheck.values.map(({ field }) => [field, 'right' as const]));
  await driver.try(site.assistant, contractRoom.recheck, { params, body: { answers } });
}

async function* collect(
  market: Market,
  sale: Sale,
  room: Room,
  { dealId, seller }: { readonly dealId: string; readonly seller: Actor },
): Story {
  const { priceFen } = room;
  const pay = { dealId, seller };
  if (sale.pays === 'at_once') {
    yield on(market, sale.ago - 6, '11:10');
    yield* paid(market, { ...pay, kind: 'instalment', amountFen: priceFen - DEPOSIT_FEN, by: 'wire' });
  } else if (sale.pays === 'mortgage') {
    const { loan } = termsOf(market, sale, priceFen);
    if (!loan) return;
    yield on(market, sale.ago - 5, '14:10');
    yield* paid(market, { ...pay, kind: 'down_payment', amountFen: loan.downPaymentFen - DEPOSIT_FEN, by: 'card' });
    yield on(market, sale.ago - 27, '10:30');
    yield* paid(market, { ...pay, kind: 'loan', amountFen: loan.amountFen, by: 'loan' });
  } else
    for (const [index, { amountFen }] of planOf(priceFen, dayBefore(market, sale.ago)).slice(0, sale.parts).entries()) {
      yield on(market, sale.ago - (parts[index]?.[2] ?? 0), '10:50');
      const by = index === 0 ? 'wire' : 'cash';
      yield* paid(market, { ...pay, kind: 'instalment', amountFen: amountFen - (index === 0 ? DEPOSIT_FEN : 0), by });
    }
}

async function handOver(market: Market, sale: Sale, dealId: string, seller: Actor): Promise<void> {
  const { driver, site, today } = market;
  const params = { dealId };
  await papers(market, seller, dealId, 'sale_contract', 'house_instructions', 'quality_guarantee');
  const flaws = { ok: false, note: '主卧飘窗渗水，客卫门锁松动' };
  const check = {
    ...{ quality: flaws, quantity: { ok: true }, remark: '同意先收房，限期修补' },
    defects: [
      { of: 'quality' as const, what: '更换客卫门锁', dueOn: today },
      { of: 'quality' as const, what: '主卧飘窗防水重做', dueOn: addDays(today, 5) },
    ],
  };
  const body = sale.defects ? { note: '带两项遗留问题交付', check } : { note: '验房无误，钥匙已交' };
  if (!(await driver.try(site.assistant, deals.handOver, { params, body })) || !sale.defects) return;
  const { delivery } = await driver.must(seller, deals.get, { params });
  const [lock] = delivery.defects;
  if (lock)
    await driver.try(seller, dealDelivery.mend, {
      params: { ...params, defectId: lock.id },
      body: { note: '已换新锁，客户当面验收' },
    });
}

/** The customer wants out: asked to stay, consented to above, papers taken back, money returned, and what it had earned taken back. */
async function* giveBack(market: Market, ago: number, dealId: string): Story {
  const { driver, site, company } = market;
  const params = { dealId };
  yield on(market, ago, '10:15');
  const asked = await driver.try(site.manager, deals.withdraw, {
    params,
    body: { reason: '客户工作调动，举家迁往外地', persuasion: '主管面谈两次，客户去意已决', refundMethod: 'cash' },
  });
  if (!asked) return;
  yield* signed(market, asked.approval.id, site.manager);
  yield on(market, ago - 1, '14:00');
  const body = { agreementBack: true, receiptBack: true, bookSigned: true };
  if (!(await driver.try(site.manager, deals.completeWithdrawal, { params, body }))) return;
  yield on(market, ago - 3, '15:00');
  const { rows } = await driver.must(company.finance, money.refunds, { query: { siteId: site.id } });
  const refund = rows.find((row) => row.deal.id === dealId);
  if (refund)
    await driver.try(company.finance, money.payRefund, {
      params: { refundId: refund.id },
      body: { receiptsBack: true, bookSigned: true },
    });
}

/** Waits for an answer: more off than the table allows. */
async function* askDiscount(market: Market, unitId: string, listFen: number): Story {
  const { driver, site } = market;
  const seller = site.consultants[2];
  const customerId = seller && (await buyer(market, seller));
  if (!customerId) return;
  const priceFen = ofYuan(listFen * 0.94);
  const opened = await driver.try(seller, deals.open, {
    body: { customerId, unitId, priceFen, depositFen: DEPOSIT_FEN },
  });
  if (!opened) return;
  yield later(market, 15);
  await driver.try(seller, deals.askTerms, {
    params: { dealId: opened.deal.id },
    body: { kind: 'discount', body: '老业主再购，恳请按九四折', priceFen },
  });
}

/** A new price list waits for the general manager, a request for gifts for the manager. */
async function proposePrices({ driver, site }: Market, units: readonly UnitOut[]): Promise<void> {
  const items = units.flatMap(({ id, listPriceFen: price }) =>
    price ? [{ unitId: id, listPriceFen: ofYuan(price * 1.01), floorPriceFen: ofYuan(price * 0.98) }] : [],
  );
  const params = { siteId: site.id };
  const body = { name: '下月调价（上调 1%）', reason: '近两周去化加快', items };
  const drawn = await driver.try(site.manager, inventory.draftPriceList, { params, body });
  if (drawn) await driver.try(site.manager, inventory.submitPriceList, { params: { listId: drawn.list.id } });
  const gift = { title: '签约客户伴手礼 20 份', reason: '本月签约客户回访', amountFen: 160_000 };
  await driver.try(site.supervisor, approvals.file, { body: { siteId: site.id, matter: 'gift', ...gift } });
}
