/** What there is to sell: rooms and vehicles come in as workbooks through the import, as an office brings them; memberships are entered by hand. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { pino } from 'pino';
import { imports } from '#contract/imports.ts';
import { inventory } from '#contract/inventory.ts';
import { addDays, type LocalDate } from '#core/kernel/instant.ts';
import { importsCapability, takeFile } from '#server/imports/index.ts';
import type { Actor } from '#server/platform/actor.ts';
import { Sessions } from '#server/platform/auth.ts';
import { Clock } from '#server/platform/clock.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import type { Chance } from './chance.ts';
import type { Driver } from './driver.ts';
import type { DemoSite } from './people.ts';

const LOOK_EVERY_MS = 50;
const PROJECT = '云栖府';
const FLOORS = 18;
const buildings = ['1#楼', '2#楼', '3#楼', '5#楼'];
/** Area in square metres, and what a square metre costs more than in the smallest. */
const layouts = [
  ['A1', 89.12, 0],
  ['B1', 115.47, 120],
  ['B2', 115.53, 240],
  ['C1', 142.86, 360],
] as const;
const models = [
  ['飞度 1.5L', 8_98],
  ['凌派 锐·混动', 12_98],
  ['雅阁 2.0L e:HEV', 20_98],
  ['皓影 四驱', 21_98],
  ['冠道 370', 26_98],
] as const;
const colours = ['珍珠白', '晶耀黑', '星空蓝', '银河灰', '烈焰红'];
const memberships = [
  ['年卡', 3_600],
  ['半年卡', 2_200],
  ['双人年卡', 6_200],
  ['少儿体适能 48 节', 5_800],
  ['私教 24 节', 7_200],
] as const;

export async function bringStock(
  driver: Driver,
  chance: Chance,
  dataDir: string,
  today: LocalDate,
  sites: readonly DemoSite[],
): Promise<void> {
  const runtime = runtimeOf(driver, dataDir);
  const stop = await importsCapability.start?.(runtime);
  try {
    for (const site of sites) {
      if (site.kind === 'real_estate')
        await bring(driver, runtime, site.assistant, '云栖府一房一价表.xlsx', await roomBook(chance));
      if (site.kind === 'car_showroom')
        await bring(driver, runtime, site.assistant, '车辆库存表.xlsx', await vehicleBook(chance, today));
      if (site.kind === 'gym') await enterMemberships(driver, site);
    }
  } finally {
    await stop?.();
  }
}

/** The worker of the import looks at the same clock as the rest of the demo. */
function runtimeOf(driver: Driver, dataDir: string): ServerRuntime {
  const { runtime } = driver;
  const clock = new Clock({ testClock: true });
  clock.set(driver.now);
  const sessions = new Sessions(runtime.database);
  return { ...runtime, sessions, clock, dataDir, log: pino({ level: 'warn' }), publicUrl: () => '' };
}

async function bring(
  driver: Driver,
  runtime: ServerRuntime,
  by: Actor,
  name: string,
  book: ExcelJS.Workbook,
): Promise<void> {
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const sent = { fileId: randomUUID(), name, encoding: null };
  const params = { fileId: (await takeFile(runtime, by, sent, Readable.from([bytes]))).view.id };
  const file = await until(
    () => driver.must(by, imports.file, { params }),
    ({ state }) => state !== 'reading',
  );
  for (const { id } of file.imports) {
    const one = { params: { importId: id } };
    await driver.must(by, imports.start, one);
    const { tally, problem } = await until(
      () => driver.must(by, imports.one, one),
      ({ state }) => !['checking', 'running'].includes(state),
    );
    if (problem || tally.returned > 0) throw new Error(`${name}: ${problem ?? `${tally.returned} rows came back`}`);
  }
}

async function until<Value>(look: () => Promise<Value>, isOver: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await look();
    if (isOver(value)) return value;
    await sleep(LOOK_EVERY_MS);
  }
}

/** A sheet for every building, floors from the top, as such tables hang in the sales office; two top floors of the last are kept back. */
async function roomBook(chance: Chance): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  for (const [index, building] of buildings.entries()) {
    const sheet = book.addWorksheet(building);
    sheet.addRow([`${PROJECT}${building}商品房一房一价公示表`]);
    sheet.addRow(
      ['单元', '楼层', '房号', '户型', '预测建筑面积', '套内面积'].concat([
        '备案单价(元/㎡)',
        '备案总价(元)',
        '折后总价',
        '销售状态',
      ]),
    );
    for (let floor = FLOORS; floor > 0; floor--)
      for (const [place, [layout, area, more]] of layouts.entries()) {
        const unitPrice = 22_000 + index * 300 + floor * 45 + more;
        const price = Math.round(unitPrice * area);
        const isKept = index === buildings.length - 1 && floor > FLOORS - 2;
        const room = `${floor}${String(place + 1).padStart(2, '0')}`;
        const reduced = Math.round(price * (0.965 + chance.int(0, 10) / 1000));
        const where = [place < 2 ? '1单元' : '2单元', floor, room, layout];
        sheet.addRow([...where, area, Math.round(area * 79) / 100, unitPrice, price, reduced, isKept ? '不可售' : '']);
      }
  }
  return book;
}

const VIN_SIGNS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
async function vehicleBook(chance: Chance, today: LocalDate): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('库存');
  sheet.addRow(['VIN', '车型', '颜色', '指导价', '到店日期', '位置', '状态']);
  for (let n = 0; n < 48; n++) {
    const [model, hundreds] = models[n % models.length] ?? models[0];
    const vin = `LHG${Array.from({ length: 14 }, () => chance.pick([...VIN_SIGNS])).join('')}`;
    const [place, state] = chance.weighted([
      [['大库', '在库'], 66],
      [['展厅', '展车'], 12],
      [['在途', '在途'], 14],
      [['二级网点-富阳', '在库'], 8],
    ] as const);
    const arrived = state === '在途' ? '' : addDays(today, -chance.int(1, 26));
    sheet.addRow([vin, model, chance.pick(colours), hundreds * 100, arrived, place, state]);
  }
  return book;
}

async function enterMemberships(driver: Driver, site: DemoSite): Promise<void> {
  for (const [name, yuan] of memberships)
    await driver.must(site.assistant, inventory.addUnit, {
      params: { siteId: site.id },
      body: { kind: 'membership', code: name, name, listPriceFen: yuan * 100 },
    });
}
