/** One row at a time: what each cell becomes, which fault sends the row back, and where the row ends. */
import { describe, expect, test } from 'vitest';
import { rosterOf } from './colleagues.ts';
import { decideRow, type KnownCustomer, locateCustomer, noFacts, type RowFacts } from './decide-row.ts';
import { NAME_LENGTH_MAX, readRow } from './read-row.ts';
import type { Cell, Cells, Colleague, Mapping, Mode, SheetContext, Target } from './types.ts';

const person = (id: string, name: string, over: Partial<Colleague> = {}): Colleague => ({
  id,
  name,
  employeeNo: null,
  phone: null,
  siteName: null,
  teamName: null,
  post: null,
  leftAt: null,
  ...over,
});
const roster = rosterOf([
  person('mei', '梅', { siteName: '滨江' }),
  person('mei2', '梅', { siteName: '城西' }),
  person('li', '李丽', { teamName: '一组' }),
  person('li2', '李丽', { teamName: '二组' }),
  person('bai', '白明'),
  person('old', '苏青', { leftAt: '2025-03-01T00:00:00.000Z' }),
  person('new', '苏青'),
]);
const sheet: SheetContext = {
  year: 2025,
  spans: {},
  today: '2025-06-15',
  siteName: null,
  width: null,
  place: { project: '', building: '' },
};

/** A row given field by field; each field stands in the column of its turn. */
function read(
  target: Target,
  fields: Readonly<Record<string, Cell>>,
  { context = sheet, above = null }: { context?: SheetContext; above?: Cells | null } = {},
) {
  const mapping: Mapping = Object.fromEntries(Object.keys(fields).map((name, column) => [name, column]));
  return { ...readRow(target, mapping, Object.values(fields), context, roster, above), mapping };
}
const faults = (row: { readonly problems: readonly { code: string; severity: string; field: string }[] }) =>
  row.problems.map(({ code, severity, field }) => `${field} ${code} ${severity}`);

const customer = { name: '张三', phone: '13800000001' };
const visit = { date: '2025-06-01', name: '张三', consultant: '白明' };
const call = { date: '2025-06-01', phone: '13800000001', answeredBy: '白明' };
const followUp = { date: '2025-06-01', name: '张三', author: '白明' };

describe('what a cell becomes', () => {
  test('every kind of cell in its own place', () => {
    const row = read('visits', {
      ...visit,
      duration: '1小时20分',
      partySize: '两人',
      firstVisit: '否',
      area: '90-110',
      source: '抖音、路过',
      grade: 'b',
      gender: '女',
      time: '9:05',
    });
    expect(faults(row)).toEqual([]);
    expect(row.values).toMatchObject({
      names: ['张三'],
      numbers: { duration: 80, partySize: 2 },
      flags: { firstVisit: false },
      area: { from: 90, to: 110 },
      text: { name: '张三', source: '抖音、路过', grade: 'B', gender: 'female' },
      times: { time: '09:05' },
      tags: [],
    });
    expect(read('followUps', { ...followUp, channel: '微信' }).values.text.channel).toBe('chat');
    expect(read('dutyLists', { date: '2025-06-20', place: '3', consultant: '白明' }).values.numbers).toEqual({
      place: 3,
    });
  });

  test('tags are a list of their own, other lists are text; the household is who it names', () => {
    const { values } = read('customers', { ...customer, tags: '老业主;刚需', household: '配偶:李四' });
    expect([values.tags, values.text.tags, values.household]).toEqual([
      ['老业主', '刚需'],
      undefined,
      [{ relation: 'spouse', name: '李四' }],
    ]);
  });

  test("a space inside a colleague's Chinese name is closed, in a note it stays", () => {
    const { values } = read('staff', { name: '王 小明', note: '早 班' });
    expect([values.text.name, values.text.note]).toEqual(['王小明', '早 班']);
    expect(read('staff', { name: 'John Smith' }).values.text.name).toBe('John Smith');
  });

  test('a time written behind the date of the visit is the time of the visit; behind another date it is not', () => {
    expect(read('visits', { ...visit, date: '2025-06-01 14:30' }).values.times).toEqual({ time: '14:30' });
    expect(read('visits', visit).values.times).toEqual({});
    expect(read('customers', { ...customer, registeredOn: '2025-06-01 14:30' }).values.times).toEqual({});
    expect(read('visits', { ...visit, date: '2025-06-01 14:30', time: '9:05' }).values.times).toEqual({
      time: '09:05',
    });
  });

  test('a visit lies in the past, a duty need not; a next date without a year is the first one after the contact', () => {
    expect(faults(read('visits', { ...visit, date: '2025-06-16' }))).toEqual(['date DATE_IN_FUTURE error']);
    expect(faults(read('dutyLists', { date: '2025-06-16', consultant: '白明' }))).toEqual([]);
    const next = (nextOn: string) => read('followUps', { ...followUp, nextOn }).values.dates.nextOn;
    expect([next('6.1'), next('5.31')]).toEqual(['2025-06-01', '2026-05-31']);
  });

  test('a date without a year takes it from its own column', () => {
    const context = { ...sheet, year: null, spans: { 0: { first: '2024-01-05', last: '2024-12-20' } } };
    expect(read('visits', { ...visit, date: '5.20' }, { context }).values.dates).toEqual({ date: '2024-05-20' });
    expect(faults(read('visits', { name: '张三', date: '5.20', consultant: '白明' }, { context }))).toEqual([
      'date DATE_YEAR_UNCLEAR error',
    ]);
  });
});

describe('faults of a cell', () => {
  test('a required cell that is empty sends the row back, an optional one is not mentioned', () => {
    expect(faults(read('visits', { date: '', name: '', consultant: '', phone: '', grade: '' }))).toEqual([
      'date REQUIRED_MISSING error',
      'name REQUIRED_MISSING error',
      'consultant REQUIRED_MISSING error',
    ]);
    expect(read('visits', { date: '', name: '张三', consultant: '白明' }).problems[0]).toEqual({
      code: 'REQUIRED_MISSING',
      severity: 'error',
      field: 'date',
      column: 0,
      detail: '',
    });
    // A field without a column is told without one.
    expect(read('calls', { date: '2025-06-01', phone: '13800000001' }).problems).toEqual([
      { code: 'REQUIRED_MISSING', severity: 'error', field: 'answeredBy', column: null, detail: '' },
    ]);
  });

  test('what would put the row on a wrong person is an error even where the cell may be empty', () => {
    expect(faults(read('visits', { ...visit, phone: '1380000' }))).toEqual(['phone PHONE_UNREADABLE error']);
    expect(faults(read('visits', { ...visit, note: '锟斤拷' }))).toEqual(['note TEXT_GARBLED error']);
    expect(faults(read('visits', { ...visit, note: '长'.repeat(2001) }))).toEqual(['note TEXT_TOO_LONG error']);
    expect(faults(read('visits', { ...visit, grade: 'X' }))).toEqual(['grade GRADE_UNREADABLE warning']);
  });

  test(`a name longer than ${NAME_LENGTH_MAX} characters is a sentence in the wrong column, whoever else is named`, () => {
    expect(NAME_LENGTH_MAX).toBe(60);
    expect(faults(read('customers', { ...customer, name: '长'.repeat(60) }))).toEqual([]);
    expect(faults(read('customers', { ...customer, name: `张三/${'长'.repeat(61)}` }))).toEqual([
      'name TEXT_TOO_LONG error',
    ]);
  });

  test('the owner a customer row names must be found, unless only "left" is written there', () => {
    const owner = (name: string) => faults(read('customers', { ...customer, owner: name }));
    expect([owner('无此人'), owner('已离职'), owner('')]).toEqual([
      ['owner STAFF_UNKNOWN error'],
      ['owner STAFF_LEFT_UNNAMED warning'],
      [],
    ]);
    expect(faults(read('visits', { ...visit, previousConsultant: '无此人' }))).toEqual([
      'previousConsultant STAFF_UNKNOWN warning',
    ]);
    expect(read('visits', { ...visit, consultant: '无此人' }).problems).toMatchObject([
      { code: 'STAFF_UNKNOWN', detail: '无此人', column: 2 },
    ]);
  });

  test('what is quoted of a cell ends after 80 characters', () => {
    const text = 'x'.repeat(100);
    expect(read('visits', { ...visit, time: text }).problems).toMatchObject([{ detail: 'x'.repeat(80) }]);
    const { problems } = read('visits', { ...visit, wide: text }, { context: { ...sheet, width: 3 } });
    expect(problems).toEqual([
      { code: 'ROW_TOO_WIDE', severity: 'error', field: '', column: 3, detail: 'x'.repeat(80) },
    ]);
  });

  test('only what stands right of the header has slipped, the first of it is quoted, and blanks have not', () => {
    const wide = (cells: Cells, width: number | null) =>
      readRow('leavers', { name: 0, leftOn: 1 }, cells, { ...sheet, width }, roster, null).problems;
    const row: Cells = ['白明', '2025-03-01', '', ' ', '甲', '乙'];
    expect(wide(row, 2)).toMatchObject([{ code: 'ROW_TOO_WIDE', detail: '甲' }]);
    expect([wide(row, 6), wide(row.slice(0, 4), 2), wide(row, null)]).toEqual([[], [], []]);
  });
});

describe('"as above"', () => {
  const fields = { ...visit, grade: '同上', note: '同上' };
  test('takes the cell above, and hands it on to the row below', () => {
    const { values, carry } = read('visits', fields, { above: ['2025-05-01', '李四', '白明', 'C', ''] });
    expect(values.text.grade).toBe('C');
    expect(carry).toEqual(['2025-06-01', '张三', '白明', 'C', '同上']);
    const third = read('visits', fields, { above: carry });
    expect(third.values.text.grade).toBe('C');
    // An empty cell above is nothing to take: the word stays what it is.
    expect([values.text.note, third.values.text.note]).toEqual(['同上', '同上']);
  });

  test('below a date that could not be read there is none to take; a cell beside it is not touched', () => {
    const { carry } = read('visits', { ...visit, date: '昨天' });
    expect(carry).toEqual([null, '张三', '白明']);
    expect(read('visits', { ...visit, date: '5.1' }).carry[0]).toBe('2025-05-01');
    // Fields that are no dates hand on what was written.
    expect(read('visits', { ...visit, partySize: '两人' }).carry[3]).toBe('两人');
  });

  test('a colleague named above', () => {
    const { values } = read('visits', { ...visit, consultant: '〃' }, { above: ['2025-06-01', '李四', '白明'] });
    expect(values.colleagues.consultant).toBe('bai');
  });
});

describe('two colleagues of one name', () => {
  test('are told apart by the day of the row, its site, its team, and the site of the sheet', () => {
    const who = (target: Target, fields: Record<string, Cell>, context = sheet) =>
      Object.values(read(target, fields, { context }).values.colleagues)[0] ?? null;
    expect([
      who('visits', { ...visit, consultant: '苏青' }),
      who('visits', { ...visit, consultant: '苏青', date: '2025-02-01' }),
      who('dutyLists', { date: '2025-06-20', site: '城西', consultant: '梅' }),
      who('dutyLists', { date: '2025-06-20', consultant: '梅' }),
      who('dutyLists', { date: '2025-06-20', consultant: '梅' }, { ...sheet, siteName: '滨江' }),
      // The row's own site goes before that of the sheet.
      who('dutyLists', { date: '2025-06-20', site: '城西', consultant: '梅' }, { ...sheet, siteName: '滨江' }),
    ]).toEqual(['new', null, 'mei2', null, 'mei', 'mei2']);
  });
});

const known = (id: string, names: readonly string[] = ['张三'], over: Partial<KnownCustomer> = {}): KnownCustomer => ({
  id,
  names,
  ownerId: null,
  fromThisFile: false,
  ...over,
});

describe('which customer a row is about', () => {
  const locate = (fields: Record<string, Cell>, facts: Partial<RowFacts>) => {
    const found = locateCustomer(read('customers', fields).values, { ...noFacts, ...facts });
    return found.kind === 'problem'
      ? found.code
      : found.kind === 'new'
        ? 'new'
        : `${found.customer.id}${found.asMember ? ' member' : ''}${found.byName ? ' by name' : ''}`;
  };
  const unphoned = { name: '张三' };

  test('by number before phone and name', () => {
    const facts = { byNumber: known('k1', ['谁']), byPhone: [known('k2')], byName: [known('k3')] };
    expect([locate(customer, facts), locate(unphoned, { ...facts, byNumber: null })]).toEqual(['k1', 'k3 by name']);
    expect(locate(customer, { byPhone: [known('k2')], byName: [known('k3')] })).toBe('k2');
    expect(locate(customer, { byName: [known('k3')] })).toBe('new');
  });

  test('by name only one who alone bears it, and never by a surname with a title', () => {
    expect([
      locate(unphoned, { byName: [] }),
      locate(unphoned, { byName: [known('k1'), known('k2')] }),
      locate({ name: '王总' }, { byName: [known('k1', ['王总'])] }),
      locate({ name: '' }, { byName: [known('k1')] }),
    ]).toEqual(['new', 'CUSTOMER_AMBIGUOUS', 'new', 'new']);
  });

  test('by phone: one name of the row and one of the household must agree; not the first of them makes a member', () => {
    const two = { name: '张三/李四', phone: '13800000001' };
    expect([
      locate(two, { byPhone: [known('k1', ['李四', '王五'])] }),
      locate(two, { byPhone: [known('k1', ['王五', '李四'])] }),
      locate(two, { byPhone: [known('k1', ['王五', '赵六'])] }),
      locate(two, { byPhone: [known('k1', ['王五']), known('k2', ['赵六', '张三'])] }),
      locate(two, { byPhone: [known('k1', ['王五']), known('k2', ['赵六'])] }),
      locate({ name: '张女士', phone: '13800000001' }, { byPhone: [known('k1')] }),
    ]).toEqual(['k1', 'k1 member', 'PHONE_OF_ANOTHER', 'k2 member', 'CUSTOMER_AMBIGUOUS', 'k1']);
  });

  test('one of the family the row itself names is of the household', () => {
    const family = { ...customer, household: '母亲:孙七;配偶:王五' };
    expect(locate(family, { byPhone: [known('k1', ['王五', '谁'])] })).toBe('k1 member');
  });
});

describe('where a row ends', () => {
  const end = (target: Target, fields: Record<string, Cell>, facts: Partial<RowFacts> = {}, mode: Mode = 'both') => {
    const row = read(target, fields);
    const plan = decideRow(target, row, row.mapping, { ...noFacts, ...facts }, mode);
    const step = plan.kind === 'return' ? null : plan.customer;
    return [
      plan.kind,
      step?.kind === 'existing' ? `${step.id}${step.asMember ? ' member' : ''}` : (step?.kind ?? 'back'),
      ...faults(plan),
    ];
  };

  test('a record that is there already is merged with a word about it, whatever else is known', () => {
    expect(end('visits', visit, { sameRecord: true, byName: [known('k1')] })).toEqual([
      'merge',
      'none',
      'date DUPLICATE_IN_FILE warning',
    ]);
    expect(end('dutyLists', { date: '2025-06-20', consultant: '白明' }, { sameRecord: true })[0]).toBe('merge');
    expect(end('dutyLists', { date: '2025-06-20', consultant: '白明' })).toEqual(['create', 'none']);
  });

  test('what was noted while reading is kept beside what the ending adds', () => {
    expect(end('visits', { ...visit, grade: 'X' }, { sameRecord: true }).slice(2)).toEqual([
      'grade GRADE_UNREADABLE warning',
      'date DUPLICATE_IN_FILE warning',
    ]);
    expect(end('visits', { ...visit, grade: 'X' }, { byName: [known('k1')] }).slice(2)).toEqual([
      'grade GRADE_UNREADABLE warning',
      'name MATCHED_BY_NAME warning',
    ]);
    expect(end('visits', { ...visit, grade: 'X' }).slice(2)).toEqual([
      'grade GRADE_UNREADABLE warning',
      'phone PHONE_NOT_LEFT warning',
    ]);
    expect(end('followUps', { ...followUp, grade: 'X' }).slice(2)).toEqual([
      'grade GRADE_UNREADABLE warning',
      'name CUSTOMER_UNKNOWN error',
    ]);
    expect(end('calls', { ...call, topic: '打错了', gender: '两位' }).slice(2)).toEqual([
      'gender GENDER_UNREADABLE warning',
      'topic WRONG_NUMBER warning',
    ]);
  });

  test('a word about a field without a column names none', () => {
    const row = read('visits', visit);
    const plan = decideRow('visits', row, row.mapping, noFacts, 'both');
    expect(plan.problems).toEqual([
      { code: 'PHONE_NOT_LEFT', severity: 'warning', field: 'phone', column: null, detail: '' },
    ]);
    const found = decideRow('visits', row, row.mapping, { ...noFacts, byName: [known('k1')] }, 'both');
    expect(found.problems).toMatchObject([{ field: 'name', column: 1, detail: '张三' }]);
  });

  test('a wrong number is on the register and no customer; only in calls, and only if the topic begins so', () => {
    expect(end('calls', { ...call, topic: 'Wrong number' }, { byPhone: [known('k1')] })).toEqual([
      'create',
      'none',
      'topic WRONG_NUMBER warning',
    ]);
    expect(end('calls', { ...call, topic: '说是打错' })).toEqual(['create', 'create']);
    expect(end('calls', call)).toEqual(['create', 'create']);
    const row = read('visits', { ...visit, phone: '13800000001' });
    const misled = { ...row, values: { ...row.values, text: { ...row.values.text, topic: '打错' } } };
    expect(decideRow('visits', misled, row.mapping, noFacts, 'both')).toMatchObject({ customer: { kind: 'create' } });
  });

  test('a caller who left no number is still a call; a garbled number, or any other fault, is not forgiven', () => {
    expect(end('calls', { ...call, name: '张三', phone: '保密' })).toEqual([
      'create',
      'create',
      'phone PHONE_REFUSED warning',
      'phone PHONE_NOT_LEFT warning',
    ]);
    expect(end('calls', { ...call, name: '张三', phone: '' }).slice(0, 3)).toEqual([
      'create',
      'create',
      'phone REQUIRED_MISSING warning',
    ]);
    expect(end('calls', { ...call, phone: '' })).toEqual([
      'return',
      'back',
      'phone REQUIRED_MISSING warning',
      'name NAME_MISSING error',
    ]);
    expect(end('calls', { ...call, phone: '1380000' })).toEqual(['return', 'back', 'phone PHONE_UNREADABLE error']);
    expect(end('calls', { ...call, answeredBy: '' })).toEqual(['return', 'back', 'answeredBy REQUIRED_MISSING error']);
    expect(end('calls', { ...call, name: '张三', phone: '保密', answeredBy: '' })[0]).toBe('return');
    expect(end('customers', { ...customer, phone: '保密' })[0]).toBe('return');
  });

  test('a customer with a number of their own needs no phone, but a readable one', () => {
    const numbered = { ...customer, externalNo: 'KH1' };
    expect(end('customers', { ...numbered, phone: '' })).toEqual([
      'create',
      'create',
      'phone REQUIRED_MISSING warning',
    ]);
    expect(end('customers', { ...numbered, phone: '保密' })[0]).toBe('create');
    expect(end('customers', { ...numbered, phone: '1380000' })[0]).toBe('return');
    expect(end('customers', { ...numbered, phone: '', name: '' })[0]).toBe('return');
    expect(end('customers', { ...customer, phone: '' })[0]).toBe('return');
    expect(end('followUps', { ...followUp, externalNo: 'KH1', date: '' })[0]).toBe('return');
  });

  test('visits and calls bring a new customer, follow-ups never do; the blame lies on the phone where there is one', () => {
    expect(end('visits', { ...visit, phone: '13800000001' })).toEqual(['create', 'create']);
    expect(end('visits', { ...visit, phone: '13800000001' }, { byPhone: [known('k1')] })).toEqual(['create', 'k1']);
    expect(end('followUps', { ...followUp, phone: '13800000001' })).toEqual([
      'return',
      'back',
      'phone CUSTOMER_UNKNOWN error',
    ]);
    expect(end('visits', { ...visit, phone: '13800000001' }, { byPhone: [known('k1', ['谁'])] })).toEqual([
      'return',
      'back',
      'phone PHONE_OF_ANOTHER error',
    ]);
    expect(end('visits', visit, { byName: [known('k1'), known('k2')] })).toEqual([
      'return',
      'back',
      'name CUSTOMER_AMBIGUOUS error',
    ]);
  });

  test('customers: unknown, known, from this file; the owner on the books stays', () => {
    const owned = { ...customer, owner: '白明' };
    const kept = 'owner OWNER_KEPT warning';
    const theirs = known('k1', ['张三'], { ownerId: 'mei' });
    expect(end('customers', customer, {}, 'update')).toEqual(['return', 'back', 'name CUSTOMER_UNKNOWN error']);
    expect(end('customers', customer, {}, 'create')).toEqual(['create', 'create']);
    expect(end('customers', customer, { byPhone: [known('k1')] }, 'create')).toEqual([
      'return',
      'back',
      'name CUSTOMER_EXISTS error',
    ]);
    expect(end('customers', customer, { byPhone: [known('k1')] }, 'update')).toEqual(['update', 'k1']);
    expect(end('customers', owned, { byPhone: [theirs] })).toEqual(['update', 'k1', kept]);
    expect(end('customers', owned, { byPhone: [{ ...theirs, ownerId: null }] })).toEqual(['update', 'k1']);
    expect(end('customers', owned, { byPhone: [{ ...theirs, ownerId: 'bai' }] })).toEqual(['update', 'k1']);
    expect(end('customers', customer, { byPhone: [theirs] })).toEqual(['update', 'k1']);
    expect(end('customers', { ...owned, grade: 'X' }, { byPhone: [{ ...theirs, fromThisFile: true }] })).toEqual([
      'merge',
      'k1',
      'grade GRADE_UNREADABLE warning',
      kept,
    ]);
  });

  test('staff: on the books, from this file, unknown; whoever left is written down either way', () => {
    const row = { name: '白明' };
    const here = { staff: { id: 'new', fromThisFile: false } };
    const twice = { staff: { id: 'new', fromThisFile: true } };
    expect([
      end('staff', row),
      end('staff', row, {}, 'update'),
      end('staff', row, here),
      end('staff', row, here, 'create'),
      end('staff', row, twice, 'create'),
    ]).toEqual([
      ['create', 'none'],
      ['return', 'back', 'name STAFF_NOT_FOUND error'],
      ['update', 'none'],
      ['return', 'back', 'name STAFF_EXISTS error'],
      ['merge', 'none'],
    ]);
    const leaver = { name: '白明', leftOn: '2025-03-01' };
    expect([end('leavers', leaver), end('leavers', leaver, twice), end('leavers', leaver, {}, 'update')]).toEqual([
      ['create', 'none'],
      ['update', 'none'],
      ['create', 'none'],
    ]);
  });
});
