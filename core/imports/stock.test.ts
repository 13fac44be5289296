/** Price tables and vehicle lists as offices write them: every cell, and what the cells of a row say together. */
import { describe, expect, test } from 'vitest';
import { noFacts, decideRow } from './decide-row.ts';
import { guessAt } from './headers.ts';
import { rosterOf } from './colleagues.ts';
import { readRow } from './read-row.ts';
import {
  buildingName,
  entranceName,
  floorOfRoom,
  placeNamed,
  readDiscounted,
  readFloor,
  readMoney,
  readSquareMetres,
  readVin,
} from './stock-cells.ts';
import { unitCode } from './stock-rows.ts';
import { placeOfLocation, readSaleState, readVehicleState } from './stock-states.ts';
import type { Cells, Mode, Target } from './types.ts';

describe('cells', () => {
  test.each([
    [2_088_527, 208_852_700],
    ['2,088,527.50元', 208_852_750],
    ['208.85万', 208_850_000],
    ['￥163800', 16_380_000],
    ['23435元/㎡', 2_343_500],
    ['', null],
    ['-', null],
  ])('money %j is %j fen', (cell, fen) => expect(readMoney(cell)).toEqual({ value: fen }));
  test.each(['面议', '-5', 0, '12万3', '10000000001'])('%j is no price', (cell) =>
    expect(readMoney(cell)).toEqual({ value: null, problem: 'AMOUNT_UNREADABLE' }),
  );
  test('ten billion yuan is the most a price may be; a formula that failed says so', () => {
    expect(readMoney('10000000000').value).toBe(1_000_000_000_000);
    expect(readMoney('#REF!')).toEqual({ value: null, problem: 'CELL_ERROR' });
  });
  test('a fixed price is told from a discounted one', () => {
    expect(readDiscounted('一口价2440370')).toEqual({ value: { fen: 244_037_000, isFixed: true } });
    expect(readDiscounted('一口价：244.5万')).toEqual({ value: { fen: 244_500_000, isFixed: true } });
    expect(readDiscounted(2_025_871)).toEqual({ value: { fen: 202_587_100, isFixed: false } });
    expect(readDiscounted('一口价面议')).toEqual({ value: null, problem: 'AMOUNT_UNREADABLE' });
    expect(readDiscounted('')).toEqual({ value: null });
  });
  test('areas lose the dust of binary fractions and nothing else', () => {
    expect(readSquareMetres(142.97000000000003)).toEqual({ value: 142.97 });
    expect(readSquareMetres('89.12㎡')).toEqual({ value: 89.12 });
    expect(readSquareMetres('八十九')).toEqual({ value: null, problem: 'NUMBER_UNREADABLE' });
    expect(readSquareMetres(0)).toEqual({ value: null, problem: 'NUMBER_UNREADABLE' });
  });
  test('floors', () => {
    expect([33, '33层', '第3层', '12F', 'B1', '地下2层', '-1'].map((cell) => readFloor(cell).value)).toEqual([
      33, 33, 3, 12, -1, -2, -1,
    ]);
    expect([0, '顶层', '1-2'].map((cell) => readFloor(cell).problem)).toEqual(Array(3).fill('FLOOR_UNREADABLE'));
    expect(['3301', '801', 'B102', '1201A', 'A1', '02'].map(floorOfRoom)).toEqual([33, 8, -1, 12, null, null]);
  });
  test('a vehicle number has seventeen signs without I, O and Q, in any case', () => {
    expect(readVin(' lbe5e4573ryxlwaee ')).toEqual({ value: 'LBE5E4573RYXLWAEE' });
    for (const wrong of ['LBEW2W6S5W5R99AP', 'LBEW2W6S5W5R99APPP', 'LBEW2W6S5W5R99API', 'LBEW2W6S5W5R99AP中'])
      expect([wrong, readVin(wrong)]).toEqual([wrong, { value: null, problem: 'VIN_WRONG' }]);
  });
  test('buildings and entrances have one spelling each', () => {
    expect(['1#楼', '1栋', '第1幢', '1', 'A座', 'a', '1号楼', '裙房'].map(buildingName)).toEqual([
      '1#',
      '1#',
      '1#',
      '1#',
      'A座',
      'A座',
      '1#',
      '裙房',
    ]);
    expect(['1单元', '第2单元', '3', 'A梯'].map(entranceName)).toEqual(['1', '2', '3', 'A']);
    expect(placeNamed(['云栖府1#楼商品房一房一价公示表', '1#楼'])).toEqual({ project: '云栖府', building: '1#' });
    expect(placeNamed(['价目表', '12栋', '楼盘'])).toEqual({ project: '', building: '12#' });
    expect(placeNamed(['云栖府楼盘价目表'])).toEqual({ project: '', building: '' });
  });
  test('what may be sold: blank is for sale, an unknown word is not taken for anything', () => {
    const words = ['', '可售', '已售', '认购', '小订', '保留', '不可售', '工抵', '已交房'];
    expect(words.map((word) => readSaleState(word).value)).toEqual([
      'available',
      'available',
      'contracted',
      'subscribed',
      'reserved',
      'reserved',
      'withheld',
      'withheld',
      'handed_over',
    ]);
    expect(readSaleState('再说')).toEqual({ value: null, problem: 'STATE_UNREADABLE' });
    expect(readVehicleState('试驾车').value).toEqual({ place: 'test_drive', sale: 'withheld' });
    expect(readVehicleState('已订').value).toEqual({ place: null, sale: 'subscribed' });
    expect(readVehicleState('借走了')).toEqual({ value: null, problem: 'STATE_UNREADABLE' });
    expect(['在途', '二级网点-合江', '大库', '展厅'].map(placeOfLocation)).toEqual([
      'in_transit',
      'at_branch',
      'in_stock',
      'in_stock',
    ]);
  });
});

const rooms = '单元 楼层 房号 户型 建筑面积 套内面积 备案单价 备案总价 折后总价 销售状态'.split(' ');
const cars = 'VIN 车型 颜色 指导价 到店日期 位置 库龄 状态 订车客户'.split(' ');
const place = { project: '云栖府', building: '1#' };
function read(target: Target, cells: Cells, above: Cells | null = null, more: Partial<typeof place> = {}) {
  const { mapping } = guessAt(0, target, target === 'units' ? rooms : cars);
  const sheet = {
    year: 2025,
    spans: {},
    today: '2025-12-01',
    siteName: null,
    width: null,
    place: { ...place, ...more },
  };
  return { mapping, ...readRow(target, mapping, cells, sheet, rosterOf([], {}), above) };
}
const codes = (result: ReturnType<typeof read>): string[] =>
  result.problems.map(({ code, severity }) => `${code} ${severity}`);
const room: Cells = ['1单元', 33, '3301', 'A1', 89.12, 70.4, 23_435, 2_088_527, 2_025_871, ''];
const edit = (cells: Cells, changes: Readonly<Record<number, Cells[number]>>): Cells =>
  cells.map((cell, column) => changes[column] ?? (column in changes ? null : cell));

describe('rooms', () => {
  test('a whole row says where the room is, what it costs and that it may be sold', () => {
    const { values, problems } = read('units', room);
    expect(problems).toEqual([]);
    expect(unitCode(values.text)).toBe('1#-1-3301');
    expect(values.numbers).toEqual({
      floor: 33,
      predictedArea: 89.12,
      innerArea: 70.4,
      unitPrice: 2_343_500,
      listPrice: 208_852_700,
      floorPrice: 202_587_100,
    });
    expect([values.text.saleState, values.flags.isFixedPrice]).toEqual(['available', false]);
  });
  test('a total nobody wrote is area times price in whole yuan, and says so', () => {
    const computed = read('units', edit(room, { 7: null }));
    expect([computed.values.numbers.listPrice, codes(computed)]).toEqual([208_852_700, ['PRICE_COMPUTED warning']]);
    const unknown = read('units', edit(room, { 6: null, 7: null, 8: null }));
    expect([unknown.values.numbers.listPrice, codes(unknown)]).toEqual([undefined, ['PRICE_MISSING warning']]);
  });
  test('a fixed price is the list price too; what was filed is kept beside it', () => {
    const { values, problems } = read('units', edit(room, { 8: '一口价2000000' }));
    expect(problems).toEqual([]);
    expect(values.numbers).toMatchObject({ listPrice: 200_000_000, floorPrice: 200_000_000, filedPrice: 208_852_700 });
    expect(values.flags.isFixedPrice).toBe(true);
  });
  test('a discounted price above the list price sends the row back; the same price does not', () => {
    expect(codes(read('units', edit(room, { 8: 2_088_528 })))).toEqual(['DISCOUNT_ABOVE_LIST error']);
    expect(codes(read('units', edit(room, { 8: 2_088_527 })))).toEqual([]);
  });
  test('a floor that is not written is the room number’s, then the row above’s; one that is wrong is not replaced', () => {
    const named = read('units', edit(room, { 1: null }));
    expect([named.values.numbers.floor, codes(named)]).toEqual([33, ['FLOOR_FROM_ROOM warning']]);
    const above = read('units', edit(room, { 1: null, 2: 'A3' }), read('units', room).carry);
    expect([above.values.numbers.floor, codes(above)]).toEqual([33, ['FLOOR_FROM_ABOVE warning']]);
    expect(codes(read('units', edit(room, { 1: null, 2: 'A3' })))).toEqual(['FLOOR_MISSING error']);
    expect(codes(read('units', edit(room, { 1: '顶层' })))).toEqual(['FLOOR_UNREADABLE error']);
    expect(codes(read('units', edit(room, { 1: 32 })))).toEqual(['FLOOR_DIFFERS warning']);
  });
  test('without a building the room could be anywhere; a state nobody understands does not put it on sale', () => {
    expect(codes(read('units', room, null, { building: '' }))).toEqual(['BUILDING_MISSING error']);
    expect(codes(read('units', edit(room, { 9: '再说' })))).toEqual(['STATE_UNREADABLE error']);
    expect(codes(read('units', edit(room, { 2: null })))).toEqual(['REQUIRED_MISSING error']);
  });
});

const car: Cells = ['LBETYKF4XPS2PD57B', '途胜L', '蓝', 142_800, '2025-05-01', '展厅', 125, '在库', ''];
describe('vehicles', () => {
  test('a car in two places is on the road until somebody has seen it, and the row says so', () => {
    const seen = (changes: Readonly<Record<number, Cells[number]>>) => {
      const result = read('vehicles', edit(car, changes));
      return [result.values.text.stockState, result.values.text.saleState, ...codes(result)];
    };
    expect(seen({})).toEqual(['in_stock', 'available']);
    expect(seen({ 5: '在途' })).toEqual(['in_transit', 'available', 'PLACE_CONTRADICTS warning']);
    expect(seen({ 7: '在途' })).toEqual(['in_transit', 'available', 'PLACE_CONTRADICTS warning']);
    expect(seen({ 5: '在途', 7: '在途' })).toEqual(['in_transit', 'available']);
    // Whoever has ordered a car may well wait for it.
    expect(seen({ 5: '在途', 7: '已订' })).toEqual(['in_transit', 'subscribed']);
    expect(seen({ 5: '二级网点-合江' })).toEqual(['at_branch', 'available']);
    expect(seen({ 7: '展车' })).toEqual(['display', 'available']);
    expect(seen({ 7: '试驾车' })).toEqual(['test_drive', 'withheld']);
  });
  test('an ordered car is marked; a buyer beside a car that is not ordered marks it and asks', () => {
    const ordered = read('vehicles', edit(car, { 7: '已订', 8: '苏霞' }));
    expect([ordered.values.flags.isMarked, codes(ordered)]).toEqual([true, []]);
    const unclear = read('vehicles', edit(car, { 8: '苏霞' }));
    expect([unclear.values.flags.isMarked, codes(unclear)]).toEqual([true, ['ORDER_UNCLEAR warning']]);
    expect(read('vehicles', car).values.flags.isMarked).toBeUndefined();
  });
  test('days in stock stand in for an arrival that is not written', () => {
    const counted = read('vehicles', edit(car, { 4: null, 6: 10 }));
    expect([counted.values.dates.arrivedOn, codes(counted)]).toEqual(['2025-11-21', ['ARRIVAL_FROM_DAYS warning']]);
    expect(read('vehicles', car).values.dates.arrivedOn).toBe('2025-05-01');
    expect(read('vehicles', edit(car, { 4: 45_801 })).values.dates.arrivedOn).toBe('2025-05-24');
  });
});

describe('where a stock row ends', () => {
  const ends = (unit: Partial<NonNullable<(typeof noFacts)['unit']>>, mode: Mode = 'both') => {
    const result = read('vehicles', car);
    const facts = { ...noFacts, unit: { isKnown: false, isElsewhere: false, earlier: null, ...unit } };
    const plan = decideRow('vehicles', result, result.mapping, facts, mode);
    return [plan.kind, ...plan.problems.map(({ code }) => code)];
  };
  test('new, known, the same again, the same number for another car, another site’s car', () => {
    expect(ends({})).toEqual(['create']);
    expect(ends({}, 'update')).toEqual(['return', 'UNIT_UNKNOWN']);
    expect(ends({ isKnown: true })).toEqual(['update']);
    expect(ends({ isKnown: true }, 'create')).toEqual(['return', 'UNIT_EXISTS']);
    expect(ends({ isKnown: true, earlier: { row: 7, saysTheSame: true } })).toEqual(['merge', 'DUPLICATE_IN_FILE']);
    expect(ends({ earlier: { row: 7, saysTheSame: false } })).toEqual(['return', 'UNIT_TWICE']);
    expect(ends({ isKnown: true, isElsewhere: true })).toEqual(['return', 'UNIT_ELSEWHERE']);
  });
});
