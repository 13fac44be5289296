/** Finance: the day is closed in the evening, the month on its first day; statements are read, signed, approved and paid. */
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { addMonths, instantAt, type LocalDate } from '#core/kernel/instant.ts';
import type { Story } from './agenda.ts';
import { dayBefore, later, type Market, on, signed } from './market.ts';

/** Of so many who have a statement one has not signed it yet. */
const UNSIGNED_EVERY = 4;
/** What a consultant is to sell in a month, in fen. */
const targets = { real_estate: 500_000_000, car_showroom: 40_000_000, gym: 2_000_000 } as const;

export function planFinance(market: Market, days: number): void {
  const { agenda, today, timeZone, driver } = market;
  for (let ago = days; ago > 0; ago--)
    agenda.plan(on(market, ago, '20:10'), () => closeDay(market, dayBefore(market, ago)));
  const thisMonth = today.slice(0, 7);
  for (let first = `${dayBefore(market, days).slice(0, 7)}-01`; first <= today; first = addMonths(first, 1)) {
    const month = first.slice(0, 7);
    agenda.plan(laterOf(instantAt(first, '09:10', timeZone), driver.now), () => setTargets(market, month));
    if (month < thisMonth) agenda.tell(instantAt(addMonths(first, 1), '09:25', timeZone), settle(market, month));
  }
}
const laterOf = (a: string, b: string): string => (a > b ? a : b);

async function closeDay({ driver, site, company }: Market, day: LocalDate): Promise<void> {
  const params = { siteId: site.id };
  const { entries, booked, unbankedFen } = await driver.must(company.finance, money.day, { params, query: { day } });
  if (unbankedFen > 0) await driver.try(company.finance, money.bankCash, { params, body: { day } });
  if (entries === 0) return;
  const counted = { cash: booked.cash ?? 0, card: booked.card ?? 0, cheque: booked.cheque ?? 0 };
  await driver.try(company.finance, money.closeDay, { params, body: { day, counted } });
}

async function setTargets({ driver, site }: Market, month: string): Promise<void> {
  const wanted = site.consultants.map(({ staffId }) => ({ staffId, amountFen: targets[site.kind] }));
  await driver.try(site.manager, commission.setTargets, { body: { siteId: site.id, month, targets: wanted } });
}

/** The month is closed; who has a statement reads and signs it; the last month's still lie with the director when one looks. */
async function* settle(market: Market, month: string): Story {
  const { driver, site, company, timeZone } = market;
  const params = { siteId: site.id, month };
  await driver.try(company.finance, money.closeMonth, { params: { siteId: site.id }, body: { month } });
  if (!(await driver.try(company.finance, commission.closeMonth, { params }))) return;
  yield later(market, 90);
  const { rows } = await driver.must(company.finance, commission.people, { params, query: { limit: 100 } });
  const isLast = addMonths(`${month}-01`, 1).slice(0, 7) === market.today.slice(0, 7);
  const held = rows.filter(({ statementId }) => statementId !== null);
  for (const [index, { staff, statementId }] of held.entries()) {
    const reader = site.consultants.find((one) => one.staffId === staff.id);
    if (!reader || !statementId || (isLast && index % UNSIGNED_EVERY === UNSIGNED_EVERY - 1)) continue;
    await driver.try(reader, commission.acknowledge, { params: { statementId } });
  }
  if (held.length === 0) return;
  yield instantAt(`${addMonths(`${month}-01`, 1).slice(0, 8)}03`, '14:00', timeZone);
  if (site.kind === 'real_estate')
    await driver.try(site.assistant, deals.bind, { params: { siteId: site.id }, body: { month } });
  const sent = await driver.try(company.finance, commission.submit, { params });
  if (!sent || isLast) return;
  yield* signed(market, sent.approvalId, company.finance);
  yield later(market, 60);
  await driver.try(company.finance, commission.pay, { params });
}
