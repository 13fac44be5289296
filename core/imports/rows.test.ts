import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cell,
  type Cells,
  type Colleague,
  count,
  decideRow,
  emptyTally,
  findColleague,
  findHeader,
  guessAt,
  headerFingerprint,
  isComplete,
  type KnownCustomer,
  noFacts,
  problemTexts,
  type RowFacts,
  readRow,
  rosterOf,
  type SheetContext,
  sayProblem,
  type Target,
  targets,
  whyNoData,
} from './index.ts';

const colleague = (
  id: string,
  name: string,
  siteName: string,
  teamName = '一组',
  leftAt: string | null = null,
): Colleague => ({ id, name, employeeNo: id, phone: null, siteName, teamName, post: '置业顾问', leftAt });
const staff = [
  colleague('GK1', '龚涛', '滨江展厅'),
  colleague('GK2', '龚涛', '城西会所', '三组'),
  colleague('GK3', '白明', '云栖案场'),
  colleague('GK4', '诸葛丽秀', '云栖案场', '一组', '2025-04-05T00:00:00.000Z'),
];
const roster = rosterOf(staff);
const sheet: SheetContext = {
  year: 2025,
  spans: {},
  today: '2026-01-31',
  siteName: null,
  width: null,
  place: { project: '', building: '' },
};

const visitHeader = [
  '序号',
  '日期',
  '到访时间',
  '客户姓名',
  '性别',
  '联系电话',
  '同行人数',
  '来访方式',
  '认知渠道',
  '意向户型',
  '意向面积(㎡)',
  '级别',
  '置业顾问',
  '是否首访',
  '上次接待人',
  '备注',
];
const headers: Record<string, [Target, string[]]> = {
  visits: ['visits', visitHeader],
  calls: ['calls', ['日期', '时间', '姓名', '电话', '咨询内容', '接听人', '是否邀约']],
  followUps: ['followUps', ['客户', '电话', '回访日期', '回访方式', '回访内容', '回访人', '客户级别', '下次回访']],
  staff: ['staff', ['工号', '姓名', '手机', '所属项目', '组别', '岗位', '入职日期', '试用期', '带教老师', '备注']],
  leavers: ['leavers', ['姓名', '离职日期', '客户移交给']],
  customers: [
    'customers',
    [
      '客户编号',
      '客户名称',
      '客户类型',
      '手机',
      '证件号码',
      '归属人',
      '建档日期',
      '最近跟进',
      '级别',
      '标签',
      '家庭成员',
      '备注',
    ],
  ],
  english: ['customers', ['Customer No', 'Name', 'Mobile', 'Owner', 'Grade', 'Remarks']],
  decorated: ['customers', ['*客户姓名（必填）', '联系电话 (手机)', '归属人：']],
  duty: ['dutyLists', ['日期', '顺序', '值班人', '班次']],
};

describe('headers', () => {
  test.each(Object.entries(headers))('%s is recognised and nothing required is missing', (_, [target, header]) => {
    const finding = findHeader([['标题', null], header]);
    expect(finding).toMatchObject({ kind: 'found', guess: { target, headerRow: 1, missing: [] } });
  });
  test('every column of the visit register finds its field', () =>
    expect(guessAt(0, 'visits', visitHeader).unused).toEqual([]));
  test('stock sheets are recognised, and no column of theirs is left over', () => {
    const rooms = '单元 楼层 房号 户型 预测建筑面积 套内面积 备案单价(元/㎡) 备案总价(元) 折后总价 销售状态'.split(' ');
    expect(findHeader([['云栖府1#楼'], rooms])).toMatchObject({
      kind: 'found',
      guess: { target: 'units', headerRow: 1, missing: [], unused: [] },
    });
    const cars = 'VIN 车型 颜色 指导价 到店日期 位置 库龄 状态 订车客户'.split(' ');
    expect(findHeader([cars])).toMatchObject({
      kind: 'found',
      guess: { target: 'vehicles', headerRow: 0, missing: [], unused: [] },
    });
  });
  test('a sheet without a header says so', () =>
    expect(
      findHeader([
        ['张三', 19900001234],
        ['李四', 19900001235],
      ]),
    ).toEqual({ kind: 'missing' }));
  test('rows that are no data', () => {
    const print = headerFingerprint(visitHeader);
    expect(whyNoData(['填表说明:新客户必填电话'], 1, 2, print)).toBe('TITLE_ROW');
    expect(whyNoData(visitHeader, 50, 2, print)).toBe('HEADER_ROW');
    expect(whyNoData([null, ' ', ''], 29, 2, print)).toBe('BLANK_ROW');
    expect(whyNoData(['合　计', null, null, 2277], 2302, 2, print)).toBe('TOTAL_ROW');
    expect(whyNoData(['2月份', null], 60, 2, print)).toBe('SECTION_ROW');
    expect(whyNoData([null, null, null, '张三'], 60, 2, print)).toBeNull();
  });
});

describe('colleagues', () => {
  test('two of one name are told apart by site or team, by staff number, or by an answer', () => {
    expect(findColleague('龚涛', roster)).toMatchObject({ kind: 'problem', code: 'STAFF_AMBIGUOUS' });
    expect(findColleague('龚涛', roster, { siteName: '云栖案场' })).toMatchObject({ code: 'STAFF_AMBIGUOUS' });
    expect(findColleague('龚 涛', roster, { siteName: '滨江展厅' })).toEqual({ kind: 'found', id: 'GK1' });
    expect(findColleague('龚涛', roster, { teamName: '三组' })).toEqual({ kind: 'found', id: 'GK2' });
    expect(findColleague('龚涛(GK2)', roster)).toEqual({ kind: 'found', id: 'GK2' });
    expect(findColleague('小白', rosterOf(staff, { 小白: 'GK3' }))).toEqual({ kind: 'found', id: 'GK3' });
  });
  test('a nickname, and "has left", are questions', () => {
    expect(findColleague('经理', roster)).toMatchObject({ code: 'STAFF_UNKNOWN' });
    expect(findColleague('已离职', roster)).toMatchObject({ code: 'STAFF_LEFT_UNNAMED' });
    expect(findColleague('诸葛丽秀', roster)).toEqual({ kind: 'found', id: 'GK4' });
  });
});

const rowOf = (
  target: Target,
  header: readonly string[],
  cells: Cells,
  above: Cells | null = null,
  context = sheet,
) => {
  const { mapping } = guessAt(0, target, header);
  return { read: readRow(target, mapping, cells, context, roster, above), mapping };
};
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('rows', () => {
  const good: Cells = [
    1,
    '1.2',
    '11:04',
    '蔡军',
    '女',
    '19900004713/19900009385',
    '一家三口',
    '老客户带来',
    '安居客、路过',
    '商铺',
    '90-110',
    'c',
    '白明',
    '是',
    null,
    '=1+1',
  ];
  test('a row of the visit register is read whole', () => {
    const { read } = rowOf('visits', visitHeader, good);
    expect(read.problems).toEqual([]);
    expect(read.values).toMatchObject({
      names: ['蔡军'],
      dates: { date: '2025-01-02' },
      times: { time: '11:04' },
      numbers: { partySize: 3 },
      colleagues: { consultant: 'GK3' },
      text: { grade: 'C', gender: 'female', note: '=1+1' },
    });
  });
  test('"as above" takes the settled value above, and goes back when the row above had none', () => {
    const first = rowOf('visits', visitHeader, good).read;
    const ditto = good.with(1, '同上');
    expect(rowOf('visits', visitHeader, ditto, first.carry).read.values.dates.date).toBe('2025-01-02');
    const broken = rowOf('visits', visitHeader, good.with(1, '昨天')).read;
    const after = rowOf('visits', visitHeader, ditto, broken.carry).read;
    expect(codes(after.problems)).toEqual(['DITTO_WITHOUT_ABOVE']);
  });
  test('an unreadable optional cell is left out with a warning, a wrong phone sends the row back', () => {
    expect(rowOf('visits', visitHeader, good.with(6, '很多')).read.problems).toMatchObject([
      { code: 'PARTY_UNCLEAR', severity: 'warning', column: 6 },
    ]);
    const { read, mapping } = rowOf('visits', visitHeader, good.with(5, '1990000505'));
    expect(decideRow('visits', read, mapping, noFacts, 'both')).toMatchObject({
      kind: 'return',
      problems: [{ code: 'PHONE_UNREADABLE', column: 5, detail: '1990000505' }],
    });
  });
  test('values right of the header have slipped: the row goes back', () => {
    const { read, mapping } = rowOf(
      'calls',
      headers.calls?.[1] ?? [],
      ['2025-01-02', '11:00', '张三', 19900001234, '问价格', '白明', '是', '多出'],
      null,
      { ...sheet, width: 7 },
    );
    expect(decideRow('calls', read, mapping, noFacts, 'both')).toMatchObject({
      kind: 'return',
      problems: [{ code: 'ROW_TOO_WIDE' }],
    });
  });
});

describe('endings', () => {
  const header = headers.customers?.[1] ?? [];
  const cells: Cells = [
    'KH1',
    '郭雪',
    '个人',
    19900001538,
    '',
    '白明',
    '2025/4/25',
    '',
    'C',
    '老业主',
    '配偶:尹娟凯',
    '',
  ];
  const known = (more: Partial<KnownCustomer> = {}): KnownCustomer => ({
    id: 'c1',
    names: ['郭雪'],
    ownerId: 'GK3',
    fromThisFile: false,
    ...more,
  });
  const end = (facts: Partial<RowFacts>, mode: 'create' | 'update' | 'both' = 'both', row: Cells = cells) => {
    const { read, mapping } = rowOf('customers', header, row);
    return decideRow('customers', read, mapping, { ...noFacts, ...facts }, mode);
  };
  test('unknown: created, or returned when only updates are wanted', () => {
    expect(end({})).toMatchObject({ kind: 'create', customer: { kind: 'create' } });
    expect(end({}, 'update')).toMatchObject({ kind: 'return', problems: [{ code: 'CUSTOMER_UNKNOWN' }] });
  });
  test('known by phone and name: updated, or returned when only new ones are wanted', () => {
    expect(end({ byPhone: [known()] })).toMatchObject({ kind: 'update', customer: { id: 'c1' } });
    expect(end({ byPhone: [known()] }, 'create')).toMatchObject({
      kind: 'return',
      problems: [{ code: 'CUSTOMER_EXISTS' }],
    });
  });
  test('known from an earlier row of the file: merged', () =>
    expect(end({ byPhone: [known({ fromThisFile: true })] }, 'create')).toMatchObject({ kind: 'merge' }));
  test('a spouse named in the row joins the household; a stranger with the same phone goes back', () => {
    expect(end({ byPhone: [known({ names: ['尹娟凯'] })] })).toMatchObject({
      kind: 'merge',
      customer: { id: 'c1', asMember: true },
    });
    expect(end({ byPhone: [known({ names: ['冯静'] })] })).toMatchObject({
      kind: 'return',
      problems: [{ code: 'PHONE_OF_ANOTHER' }],
    });
  });
  test('two customers with the phone: the one of that name, else a question', () => {
    expect(end({ byPhone: [known(), known({ id: 'c2', names: ['冯静'] })] })).toMatchObject({ customer: { id: 'c1' } });
    expect(end({ byPhone: [known(), known({ id: 'c2' })] })).toMatchObject({
      kind: 'return',
      problems: [{ code: 'CUSTOMER_AMBIGUOUS' }],
    });
  });
  test('an owner is never changed by an import', () =>
    expect(end({ byPhone: [known({ ownerId: 'GK1' })] })).toMatchObject({
      kind: 'update',
      problems: [{ code: 'OWNER_KEPT', severity: 'warning' }],
    }));
  test('without a phone the customer number is enough', () => {
    expect(end({}, 'both', cells.with(3, null))).toMatchObject({ kind: 'create' });
    expect(end({}, 'both', cells.with(3, null).with(0, null))).toMatchObject({ kind: 'return' });
  });

  test('follow-ups find their customer or go back; a repeated one is merged', () => {
    const follow = headers.followUps?.[1] ?? [];
    const row: Cells = ['郭雪', null, '2025-05-20', '面谈', '约周末再看', '白明', 'B', '6.1'];
    const { read, mapping } = rowOf('followUps', follow, row);
    expect(read.values.dates).toEqual({ date: '2025-05-20', nextOn: '2025-06-01' });
    const decide = (facts: Partial<RowFacts>) =>
      decideRow('followUps', read, mapping, { ...noFacts, ...facts }, 'both');
    expect(decide({ byName: [known()] })).toMatchObject({
      kind: 'create',
      customer: { id: 'c1' },
      problems: [{ code: 'MATCHED_BY_NAME' }],
    });
    expect(decide({ byName: [known(), known({ id: 'c2' })] })).toMatchObject({
      kind: 'return',
      problems: [{ code: 'CUSTOMER_AMBIGUOUS' }],
    });
    expect(decide({})).toMatchObject({ kind: 'return', problems: [{ code: 'CUSTOMER_UNKNOWN' }] });
    expect(decide({ sameRecord: true })).toMatchObject({ kind: 'merge' });
  });
});

test('every problem has its sentence and its remedy in both languages', () => {
  for (const code of Object.keys(problemTexts) as (keyof typeof problemTexts)[]) {
    expect(sayProblem(code, 'x', 'zh')).toMatch(/\p{Script=Han}/u);
    expect(sayProblem(code, 'x', 'en')).toMatch(/^[\x20-\x7e]+$/);
  }
});

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('同上', '合计', '白明', '龚涛', '2025-01-02', '1.2', '不肯留', '19900001234', '是', 'A'),
  fc.double(),
  fc.constant(null),
);
test('every input row is accounted for exactly once, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...targets),
      fc.array(fc.array(anyCell, { maxLength: 18 }), { maxLength: 40 }),
      (target, body) => {
        const header = Object.values(headers).find(([name]) => name === target)?.[1] ?? [];
        const rows = [header, ...body];
        const { mapping } = guessAt(0, target, header);
        const print = headerFingerprint(header);
        let tally = emptyTally;
        let above: Cells | null = null;
        for (const [position, cells] of rows.entries()) {
          if (whyNoData(cells, position, 0, print) !== null) {
            tally = count(tally, 'skip');
            continue;
          }
          const read = readRow(target, mapping, cells, { ...sheet, width: header.length }, roster, above);
          above = read.carry;
          tally = count(tally, decideRow(target, read, mapping, noFacts, 'both').kind);
        }
        expect(isComplete(tally)).toBe(true);
        expect(tally.rows).toBe(rows.length);
      },
    ),
    { numRuns: 400 },
  );
});
