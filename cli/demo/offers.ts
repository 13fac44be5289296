/** Offers on their way: one presented, one in negotiation with a price that waits for approval, one quoted and about to become a deal. */
import { customers } from '#contract/customers.ts';
import { offers } from '#contract/offers.ts';
import { addDays } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Story } from './agenda.ts';
import { buyer, later, type Market, on, signed } from './market.ts';

type Stage = 'presented' | 'asked' | 'quoted' | 'intent';
const cases: readonly { readonly ago: number; readonly until: Stage; readonly need: string; readonly fit: string }[] = [
  { ago: 6, until: 'intent', need: '三代同住，要三间朝南', fit: '三间朝南，电梯到地库' },
  { ago: 4, until: 'quoted', need: '明年上小学，要对口学位', fit: '步行八分钟到学校，学位未用' },
  { ago: 3, until: 'asked', need: '总价控制在预算内', fit: '同层最低单价，得房率高' },
  { ago: 1, until: 'presented', need: '改善居住，要安静', fit: '小区最里一排，不临街' },
];

/** At an office that sells rooms; of those no sale has to do with. */
export function planOffers(market: Market, free: readonly Room[]): void {
  const { site, agenda } = market;
  const rooms = free.filter(({ listPriceFen }) => listPriceFen !== null);
  for (const [index, one] of cases.entries()) {
    const seller = site.consultants[index % site.consultants.length];
    const room = rooms[index];
    if (seller && room) agenda.tell(on(market, one.ago, '14:20'), make(market, one, seller, room));
  }
}

type Room = { readonly id: string; readonly listPriceFen: number | null; readonly floorPriceFen: number | null };

async function* make(market: Market, one: (typeof cases)[number], seller: Actor, room: Room): Story {
  const { driver, today } = market;
  const customerId = await buyer(market, seller);
  if (!customerId) return;
  const need = { text: one.need, urgency: 'this_month' as const, feasibility: 'feasible' as const };
  const recorded = await driver.try(seller, customers.recordNeeds, { params: { customerId }, body: need });
  const units = [{ unitId: room.id, fit: one.fit }];
  const body = { customerId, title: one.need.slice(0, 12), needIds: recorded ? [recorded.needId] : [], units };
  const opened = await driver.try(seller, offers.open, { body });
  if (!opened) return;
  const params = { offerId: opened.offer.id };
  if (!(await driver.try(seller, offers.advance, { params, body: { to: 'presented' } })) || one.until === 'presented')
    return;
  yield later(market, 40);
  const proposedId = opened.offer.proposed[0]?.id ?? '';
  const shown = {
    features: '南北通透，三面采光',
    advantages: '楼距五十米，得房率八成三',
    effect: '老人孩子各有朝南一间',
  };
  await driver.try(seller, offers.show, { params, body: { proposedId, ...shown } });
  const plan = {
    goal: '本周定楼层与付款方式',
    steps: [
      { on: addDays(today, 1), what: '带家人看样板间' },
      { on: addDays(today, 3), what: '谈付款与交付' },
    ],
  };
  await driver.try(seller, offers.edit, { params, body: { plan } });
  if (!(await driver.try(seller, offers.advance, { params, body: { to: 'negotiating' } }))) return;
  const list = room.listPriceFen ?? 0;
  const low = Math.round(((room.floorPriceFen ?? list) * 0.985) / 100_000) * 100_000;
  const priceFen = one.until === 'asked' ? low : (room.floorPriceFen ?? list);
  const terms = { settlement: '签约付三成，其余按揭', service: '两年免费保洁', paymentMethod: 'mortgage' as const };
  const quote = {
    lines: [{ unitId: room.id, priceFen }],
    commission: '看房后当面要书面报价',
    reason: '一次看房即定，竞品低百分之二',
  };
  await driver.try(seller, offers.quote, { params, body: { ...quote, ...terms } });
  const gift = {
    kind: 'gift' as const,
    body: '入住时送一套厨具',
    valueFen: 80_000,
    dueOn: addDays(today, 20),
    offerId: params.offerId,
  };
  if (one.until === 'asked') await driver.try(seller, offers.promise, { params: { customerId }, body: gift });
  if (one.until === 'quoted') yield* givePromises(market, seller, customerId, params.offerId);
  if (one.until !== 'intent') return;
  const agreedOn = driver.now.slice(0, 10);
  const signingPlan = {
    signOn: addDays(today, 2),
    place: '签约室',
    signers: '夫妻二人',
    papers: '身份证、户口本',
    agreedOn,
  };
  await driver.try(seller, offers.edit, { params, body: { signingPlan } });
  await driver.try(seller, offers.intent, { params, body: { unitId: room.id } });
}

/** Agreed to above; one kept since, one due today. */
async function* givePromises(market: Market, seller: Actor, customerId: string, offerId: string): Story {
  const { driver, today } = market;
  const given = { kind: 'other' as const, offerId };
  const spoken = [
    { ...given, body: '送交学区划片的书面材料', dueOn: addDays(today, -1) },
    { ...given, body: '约物业经理当面介绍收费标准', dueOn: today },
  ];
  for (const [index, body] of spoken.entries()) {
    const asked = await driver.try(seller, offers.promise, { params: { customerId }, body });
    if (!asked) continue;
    if (asked.approval) yield* signed(market, asked.approval.id, seller);
    yield later(market, 20);
    const params = { promiseId: asked.promise.id };
    const kept = { outcome: 'kept' as const, note: '当日已送交' };
    if (index === 0) await driver.try(seller, offers.settlePromise, { params, body: kept });
  }
}
