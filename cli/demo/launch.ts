/** Rooms kept back for a launch that opens in a few days: its buyers are drawn, the links for their own phones handed out. */
import { randomUUID } from 'node:crypto';
import { inventory } from '#contract/inventory.ts';
import { addDays, instantAt } from '#core/kernel/instant.ts';
import { issueLinks } from '#server/inventory/index.ts';
import type { Story } from './agenda.ts';
import { buyer, later, type Market, on } from './market.ts';

const BUYERS = 5;
const IN_DAYS = 3;
type House = Market & { readonly dataDir: string };

export async function planLaunch(market: House): Promise<void> {
  const { agenda, driver, site } = market;
  const query = { siteId: site.id, kind: 'room' as const, state: 'withheld' as const, limit: 100 };
  const { rows } = await driver.must(site.assistant, inventory.units, { query });
  const unitIds = rows.map(({ id }) => id);
  agenda.tell(on(market, 2, '09:45'), launch(market, unitIds));
}

async function* launch(market: House, unitIds: string[]): Story {
  const { driver, site, today, timeZone } = market;
  const opensAt = instantAt(addDays(today, IN_DAYS), '10:00', timeZone);
  const planned = await driver.try(site.assistant, inventory.planLaunch, {
    params: { siteId: site.id },
    body: { name: '5#楼顶层加推', mode: 'by_order_number', opensAt, unitIds, groupSize: 2, holdMinutes: 120 },
  });
  if (!planned) return;
  const params = { launchId: planned.launch.id };
  for (const seller of site.consultants.slice(0, BUYERS)) {
    const customerId = await buyer(market, seller);
    const body = { customerIds: customerId ? [customerId] : [] };
    if (customerId) await driver.try(seller, inventory.registerBuyers, { params, body });
  }
  yield later(market, 60);
  await driver.try(site.assistant, inventory.readyLaunch, { params, body: {} });
  const { rows } = await driver.must(site.assistant, inventory.buyers, { params });
  const buyerIds = rows.map(({ id }) => id);
  await driver.work(site.assistant, 'demo.links', randomUUID(), (context) =>
    issueLinks(context, market.dataDir, { ...params, buyerIds }),
  );
}
