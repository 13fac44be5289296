/** Vehicles and memberships: ordered, signed, registered, paid, handed over; the delivery queue of what has not arrived. */
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Story } from './agenda.ts';
import { buyer, dayBefore, later, type Market, on, paid, papers, signed } from './market.ts';

type Stage = 'asked' | 'ordered' | 'waiting' | 'reported' | 'delivered';
interface Order {
  readonly ago: number;
  readonly until: Stage;
  /** By model: the car itself is allocated when its turn comes. */
  readonly model?: string;
  readonly loan?: true;
  /** The papers came in after their time. */
  readonly late?: true;
}
const orders: readonly Order[] = [
  { ago: 72, until: 'delivered' },
  { ago: 67, until: 'delivered' },
  { ago: 61, until: 'delivered', late: true },
  { ago: 54, until: 'delivered' },
  { ago: 50, until: 'delivered' },
  { ago: 43, until: 'delivered' },
  { ago: 39, until: 'delivered' },
  { ago: 32, until: 'delivered', loan: true },
  { ago: 27, until: 'delivered' },
  { ago: 23, until: 'delivered' },
  { ago: 19, until: 'delivered', late: true },
  { ago: 16, until: 'waiting', model: '皓影 四驱' },
  { ago: 14, until: 'ordered', model: '皓影 四驱' },
  { ago: 12, until: 'delivered' },
  { ago: 11, until: 'waiting', model: '皓影 四驱' },
  { ago: 9, until: 'reported', loan: true },
  { ago: 8, until: 'ordered', model: '冠道 370' },
  { ago: 6, until: 'delivered' },
  { ago: 4, until: 'ordered' },
  { ago: 1, until: 'asked' },
  { ago: 1, until: 'asked', model: '雅阁 2.0L e:HEV' },
];
const DEPOSIT_FEN = 1_000_000;
const LOAN_PERCENT = 70;
const UNNAMED_PRICE_FEN = 21_980_000;
const told = ['price', 'quality', 'after_sales'] as const;

/** Six days on, which is kept; two where it was not; a fortnight and a day for what has to be ordered. */
const promisedOn = (market: Market, { ago, late, model }: Order): string =>
  dayBefore(market, ago - (model ? 15 : late ? 2 : 6));

interface Car {
  readonly id: string;
  readonly priceFen: number;
}

export async function planVehicles(market: Market): Promise<void> {
  const { driver, site, agenda } = market;
  const query = { siteId: site.id, kind: 'vehicle' as const, state: 'available' as const, limit: 100 };
  const { rows } = await driver.must(site.assistant, inventory.units, { query });
  const cars = rows.filter(({ stockState }) => stockState === 'in_stock');
  for (const [index, order] of orders.entries()) {
    const seller = site.consultants[(index * 3) % site.consultants.length];
    const next = order.model ? null : cars.shift();
    const car = next ? { id: next.id, priceFen: next.listPriceFen ?? 0 } : null;
    if (seller && (car || order.model)) agenda.tell(on(market, order.ago, '10:25'), sell(market, order, car, seller));
  }
}

async function* sell(market: Market, order: Order, car: Car | null, seller: Actor): Story {
  const { driver, site, company } = market;
  const customerId = await buyer(market, seller);
  if (!customerId) return;
  const priceFen = car?.priceFen ?? UNNAMED_PRICE_FEN;
  const amountFen = Math.round((priceFen * LOAN_PERCENT) / 10_000) * 100;
  const loan = { lender: 'GMAC 金融', amountFen, downPaymentFen: priceFen - amountFen, needsPayoutReport: true };
  yield later(market, 25);
  const opened = await driver.try(seller, deals.open, {
    body: {
      customerId,
      ...(car
        ? { unitId: car.id }
        : { siteId: site.id, kind: 'vehicle', wanted: { model: order.model ?? '', colour: '' } }),
      priceFen,
      depositFen: DEPOSIT_FEN,
      delivery: { promisedOn: promisedOn(market, order), plan: '到店检测、贴膜后交车，提前一天通知客户' },
      ...(order.loan ? { paymentMethod: 'finance_company' as const, loan } : {}),
    },
  });
  if (!opened) return;
  const dealId = opened.deal.id;
  const params = { dealId };
  const asked = await driver.try(seller, deals.submit, { params, body: { disclosures: [...told] } });
  if (!asked || order.until === 'asked') return;
  yield* signed(market, asked.approval.id, seller);
  yield later(market, 10);
  await driver.try(site.assistant, deals.register, { params });
  yield later(market, 15);
  const pay = { dealId, seller };
  yield* paid(market, { ...pay, kind: 'deposit', amountFen: DEPOSIT_FEN, by: 'cash' });
  if (order.until === 'ordered') return;
  yield on(market, order.ago - 3, '10:40');
  await slipsBack(market, dealId);
  const due = order.loan ? loan.downPaymentFen : priceFen;
  yield* paid(market, { ...pay, kind: 'instalment', amountFen: due - DEPOSIT_FEN, by: 'card' });
  if (order.until === 'waiting' || order.until === 'reported') return;
  if (order.loan) {
    yield on(market, order.ago - 5, '11:00');
    await driver.try(company.finance, money.payoutReport, { params, body: { note: '放款报告已到' } });
    yield* paid(market, { ...pay, kind: 'loan', amountFen, by: 'loan' });
  }
  yield later(market, 90);
  yield* deliver(market, order, dealId, seller);
}

/** The deposit counts towards the price once its slip is back with the cashier. */
async function slipsBack({ driver, company }: Market, dealId: string): Promise<void> {
  const { receipts } = await driver.must(company.finance, money.account, { params: { dealId } });
  for (const { id, slipOut, slipReturnedAt } of receipts)
    if (slipOut && slipReturnedAt === null)
      await driver.try(company.finance, money.returnSlip, { params: { receiptId: id } });
}

async function* deliver(market: Market, order: Order, dealId: string, seller: Actor): Story {
  await papers(market, seller, dealId, 'conformity_certificate', 'manual');
  const check = { quality: { ok: true }, quantity: { ok: true } };
  const body = { note: '', check, ...(order.late ? { lateCause: '厂家发运推迟两天' } : {}) };
  await market.driver.try(market.site.assistant, deals.handOver, { params: { dealId }, body });
  yield later(market, order.late ? 45 : 12);
  await papers(market, seller, dealId, 'id_card', 'invoice', 'handover_slip');
}

/** Two or three memberships a week; paid at the counter and running from the same day. */
export async function planMemberships(market: Market): Promise<void> {
  const { driver, site, agenda, chance } = market;
  const query = { siteId: site.id, kind: 'membership' as const };
  const { rows } = await driver.must(site.assistant, inventory.units, { query });
  for (let ago = 75, index = 0; ago >= 0; ago -= chance.int(2, 4), index++) {
    const card = chance.pick(rows);
    const seller = site.consultants[index % site.consultants.length];
    if (seller)
      agenda.tell(on(market, ago, '11:05'), join(market, { id: card.id, priceFen: card.listPriceFen ?? 0 }, seller));
  }
}

async function* join(market: Market, card: Car, seller: Actor): Story {
  const { driver, site } = market;
  const customerId = await buyer(market, seller);
  if (!customerId) return;
  const opened = await driver.try(seller, deals.open, { body: { customerId, unitId: card.id } });
  if (!opened) return;
  const dealId = opened.deal.id;
  const params = { dealId };
  const asked = await driver.try(seller, deals.submit, { params, body: { disclosures: [...told] } });
  if (!asked) return;
  yield* signed(market, asked.approval.id, seller);
  yield later(market, 5);
  const by = market.chance.isTrue(0.5) ? 'card' : 'cash';
  yield* paid(market, { dealId, seller, kind: 'instalment', amountFen: card.priceFen, by });
  await driver.try(site.assistant, deals.handOver, { params, body: { note: '会籍已开通' } });
}
