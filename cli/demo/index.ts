/**
 * The demo company: three sites, forty people, five thousand customers with a year of history, and a floor that is running now.
 * Older customers come in as an import of old registers does; the last weeks and today are lived through the product's own
 * commands, so every turn and claim in them explains itself.
 */
import type { Instant } from '#core/kernel/instant.ts';
import { addDays, addMinutes, instantAt, localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { capabilities } from '#server/capabilities.ts';
import { unlockPrivateData } from '#server/customers/index.ts';
import { realNow } from '#server/platform/clock.ts';
import { openDatabase } from '#server/platform/database.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { Agenda } from './agenda.ts';
import { planFinance } from './cashier.ts';
import { Chance } from './chance.ts';
import { planContractRoom } from './contract-room.ts';
import type { Floor } from './day.ts';
import { planDay } from './day.ts';
import { planDepartments } from './departments.ts';
import { planDispute } from './disputes.ts';
import { Driver } from './driver.ts';
import { planMemberships, planVehicles } from './goods.ts';
import { planLaunch } from './launch.ts';
import type { Market } from './market.ts';
import { phones } from './names.ts';
import { importOldBooks } from './old-books.ts';
import type { Hours, Login } from './people.ts';
import { foundCompany } from './people.ts';
import { planOffers } from './offers.ts';
import { planRooms } from './rooms.ts';
import { planRules, proposeChange, ruleContracts } from './rulebook.ts';
import { bringStock } from './stock.ts';

const TIME_ZONE = 'Asia/Shanghai';
const USUAL: Hours = { opensAt: '09:00', closesAt: '21:00' };
/** Outside usual hours the demo's houses are open around the clock, so that there is a floor to look at. */
const ALWAYS: Hours = { opensAt: '00:00', closesAt: '23:50' };

/** The old registers came in this long before the first lived day, so that some of their claims lapse while one watches. */
const IMPORTED_DAYS_BEFORE = 18;
/** The company has sold for longer than its floor is lived: two months are settled, and a customer can be two months in arrears. */
const SOLD_DAYS = 78;

export interface DemoOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly customers?: number;
  readonly livedDays?: number;
  readonly now?: Instant;
  readonly say?: (line: string) => void;
}
export interface DemoMade {
  readonly logins: readonly Login[];
  readonly refused: ReadonlyMap<string, number>;
}

export async function makeDemo(options: DemoOptions): Promise<DemoMade> {
  const { say = () => {}, customers = 5_000, livedDays = 21 } = options;
  const now = options.now ?? realNow();
  const today = localDateOf(now, TIME_ZONE);
  const firstDay = addDays(today, -livedDays);
  const time = timeOfDayOf(now, TIME_ZONE);
  const hours = time > '09:20' && time < '20:30' ? USUAL : ALWAYS;
  // Made-up data may be made again: it need not wait for the disk at every step.
  const database = openDatabase(withoutWaiting(options.databaseUrl), { connections: 4 });
  try {
    const importDay = addDays(firstDay, -IMPORTED_DAYS_BEFORE);
    const salesFrom = addDays(today, -SOLD_DAYS);
    const startsAt = instantAt(earlierOf(importDay, salesFrom), hours.opensAt, TIME_ZONE);
    const driver = new Driver(database, rulesFor, capabilities, options.databaseUrl, startsAt);
    unlockPrivateData(options.dataDir, process.env.GUIKE_PRIVATE_KEY);
    const chance = new Chance(20_26);
    say('演示公司：门店与人员 · sites and people');
    const company = await foundCompany(driver, chance, hours);
    const agenda = new Agenda();
    say('演示公司：房源、车辆与会籍，以及售出的 · what there is to sell, and what is sold');
    await planSales({ driver, agenda, company, today, timeZone: TIME_ZONE }, options.dataDir);
    await agenda.run(driver, instantAt(importDay, hours.opensAt, TIME_ZONE));
    const phone = phones(chance);
    const lived = Math.round(livedDays * 17);
    const old = Math.max(0, customers - lived);
    say(`演示公司：导入旧登记簿 ${old} 位客户 · ${old} customers from the old registers`);
    const shares = [0.5, 0.3, 0.2];
    for (const [index, site] of company.sites.entries())
      await importOldBooks(
        driver,
        chance,
        site,
        Math.round(old * (shares[index] ?? 0)),
        365 - livedDays - IMPORTED_DAYS_BEFORE,
        phone,
      );
    const floors: Floor[] = company.sites.map((site) => ({
      driver,
      chance,
      agenda,
      site,
      hours,
      timeZone: TIME_ZONE,
      phone,
      known: [],
      disputed: new Set(),
    }));
    let daysLived = 0;
    for (let day = firstDay; day <= today; day = addDays(day, 1)) {
      say(`演示公司：${day}`);
      if (daysLived === Math.floor(livedDays / 2)) planRules(floors, company.director, day);
      for (const floor of floors) {
        planDay(floor, day, day < today ? null : now);
        planDispute(floor, day, daysLived, day === today);
      }
      daysLived += 1;
      const opensAgain = addMinutes(instantAt(addDays(day, 1), hours.opensAt, TIME_ZONE), -5);
      await agenda.run(driver, earlierOf(opensAgain, now));
    }
    const [office] = floors;
    if (office) await proposeChange(office, company.director, instantAt(firstDay, hours.opensAt, TIME_ZONE));
    return { logins: company.logins, refused: driver.refused };
  } finally {
    await database.close();
  }
}

/** Sales have chances of their own: the floor is the same with them as without. */
async function planSales(
  shared: Pick<Market, 'driver' | 'agenda' | 'company' | 'today' | 'timeZone'>,
  dataDir: string,
): Promise<void> {
  const chance = new Chance(20_27);
  const phone = phones(chance, '198');
  const { agenda, driver, company, today } = shared;
  await bringStock(driver, chance, dataDir, today, company.sites);
  for (const site of company.sites) {
    const market: Market = { ...shared, chance, phone, site };
    if (site.kind === 'real_estate') {
      const free = await planRooms(market);
      const own = new Chance(20_28);
      const house: Market = { ...market, chance: own, phone: phones(own, '197') };
      planOffers(house, free);
      agenda.plan(driver.now, () => ruleContracts(house));
      planContractRoom(house);
      planDepartments(house);
      await planLaunch({ ...house, dataDir });
    }
    if (site.kind === 'car_showroom') await planVehicles(market);
    if (site.kind === 'gym') await planMemberships(market);
    planFinance(market, SOLD_DAYS - 1);
  }
}

const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);

const withoutWaiting = (url: string): string => {
  const parsed = new URL(url);
  parsed.searchParams.set('options', '-c synchronous_commit=off');
  return parsed.href;
};
