/** A bank's statement, read whatever its columns are called, and what each of its lines may be. */
import { describe, expect, test } from 'vitest';
import { dayOf, fenOf, type OpenDue, type PendingReceipt, readStatement, suggest } from './bank.ts';

const read = (...rows: string[][]) => readStatement(rows);

describe('reading a statement', () => {
  const row = ['2024-03-04', '100.00', '王芳', 'TT1', '首付款'];
  const line = { day: '2024-03-04', amountFen: 100_00, payer: '王芳', reference: 'TT1', note: '首付款' };

  test.each([
    [['交易日期', '贷方金额', '对方户名', '流水号', '摘要']],
    [['记账时间', '收入（元）', '付款人', '凭证号', '用途']],
    [[' Transaction date ', 'Credit', 'Counterparty', 'Voucher', 'Description']],
    [['日期', '金额(元)', '户名', '回单编号', '备注']],
  ])('under %j', (heading) => {
    expect(read(heading, row)).toEqual({ lines: [{ row: 2, ...line }], problems: [], skipped: 0 });
  });

  test('needs a day and a sum in one row, within the first thirty', () => {
    expect([read(['日期', '摘要'], row), read(['金额', '摘要'], row), read()]).toEqual([null, null, null]);
    const letterhead = (count: number) => [
      ...Array.from({ length: count }, () => ['某某银行']),
      ['日期', '金额'],
      ['2024-03-04', '1.00'],
    ];
    expect(readStatement(letterhead(29))?.lines).toEqual([
      { row: 31, day: '2024-03-04', amountFen: 100, payer: '', reference: '', note: '' },
    ]);
    expect(readStatement(letterhead(30))).toBeNull();
  });

  test('money out is no sum in; of two columns of one name the first counts; what stands in a debit column does not', () => {
    const given = read(
      ['日期', '支出', '收入', '金额', '摘要', '摘要'],
      ['2024-03-04', '9.00', '', '5.00', '一', '二'],
      ['2024-03-05', '', '7.00', '8.00', '', ''],
    );
    expect(given?.lines.map(({ amountFen, note }) => [amountFen, note])).toEqual([
      [500, '一'],
      [700, ''],
    ]);
  });

  test.each([
    ['人民币', true],
    ['CNY', true],
    ['rmb', true],
    ['156', true],
    ['', true],
    ['USD', false],
    ['港币', false],
    ['CNYX', false],
  ])('the currency “%s” is the house’s own: %s', (currency, own) => {
    const given = read(['日期', '金额', '交易币种'], ['2024-03-04', '1.00', currency]);
    expect(given?.lines.map(({ amountFen }) => amountFen)).toEqual(own ? [100] : []);
    expect(given?.problems).toEqual(own ? [] : [{ row: 2, problem: 'CURRENCY_NOT_TAKEN', text: currency }]);
  });

  test('what cannot be read is named with its row; blanks, totals and money out are passed over and counted', () => {
    expect(
      read(
        ['日期', '金额'],
        ['2024-03-04', '1.00'],
        ['2024-02-30', '1.00'],
        ['2024-03-04', '一百'],
        ['', ''],
        ['', '合计'],
        ['', '101.00'],
        ['2024-03-04', '-1.00'],
        ['2024-03-04', '0'],
        ['2024-03-04', '0.01'],
      ),
    ).toEqual({
      lines: [
        { row: 2, day: '2024-03-04', amountFen: 100, payer: '', reference: '', note: '' },
        { row: 10, day: '2024-03-04', amountFen: 1, payer: '', reference: '', note: '' },
      ],
      problems: [
        { row: 3, problem: 'DATE_UNREADABLE', text: '2024-02-30' },
        { row: 4, problem: 'AMOUNT_UNREADABLE', text: '一百' },
      ],
      skipped: 5,
    });
  });

  test('sums as banks write them, to the fen and no finer', () => {
    expect(
      [
        '1',
        '1.5',
        '1.05',
        '1.050',
        '1,234.5',
        '1234567.89',
        '+2',
        '-2',
        '¥3',
        '￥ -3',
        '4元',
        '5 CNY',
        ' ６．００ ',
      ].map(fenOf),
    ).toEqual([100, 150, 105, 105, 123_450, 123_456_789, 200, -200, 300, -300, 400, 500, 600]);
    expect(['', '1.005', '1,23', '12,34.5', '1.2.3', '--1x', 'CNY', '1234567890123'].map(fenOf)).toEqual(
      Array(8).fill(null),
    );
  });

  test('days as banks write them; a day no calendar has is none', () => {
    expect(
      ['2024-03-04', '2024/3/4', '2024.03.04', '20240304', '2024年3月4日', '2024-03-04 10:20:30', '2024-02-29'].map(
        dayOf,
      ),
    ).toEqual([...Array(6).fill('2024-03-04'), '2024-02-29']);
    expect(['', '2023-02-29', '2024-13-01', '24-03-04', '三月四日'].map(dayOf)).toEqual(Array(5).fill(null));
  });
});

describe('what a line may be', () => {
  const line = { amountFen: 100, payer: '王芳', reference: 'TT20240001', note: '购房款' };
  const receipt = (id: string, more: Partial<PendingReceipt> = {}): PendingReceipt => ({
    ...{ id, dealId: `deal-${id}`, amountFen: 100, payer: '', customer: '李四', bankRef: '' },
    ...more,
  });
  const due = (dealId: string, more: Partial<OpenDue> = {}): OpenDue => ({
    ...{ dealId, number: '', customer: '李四', openFen: 100 },
    ...more,
  });
  const said = (receipts: PendingReceipt[], dues: OpenDue[] = [], given = line) =>
    suggest(given, receipts, dues).map(({ kind, id, dealId, certainty }) => `${kind} ${id} ${dealId} ${certainty}`);

  test('a receipt of that sum: surely by its reference, likely by who paid, possibly by the sum alone', () => {
    expect(
      said([
        receipt('c'),
        receipt('b', { payer: '王芳' }),
        receipt('d', { customer: '王芳' }),
        receipt('a', { bankRef: 'tt20240001' }),
      ]),
    ).toEqual([
      'receipt a deal-a sure',
      'receipt b deal-b likely',
      'receipt d deal-d likely',
      'receipt c deal-c possible',
    ]);
    expect(said([receipt('x', { amountFen: 101, bankRef: 'TT20240001' })])).toEqual([]);
  });

  test('a reference has four signs at least and stands in the reference or the note; a name stands in the note too', () => {
    const noted = { ...line, reference: '', note: '代 李四 付 AB12' };
    expect(said([receipt('a', { bankRef: 'AB12', customer: '' })], [], noted)).toEqual(['receipt a deal-a sure']);
    expect(said([receipt('a', { bankRef: 'B12', customer: '' })], [], noted)).toEqual(['receipt a deal-a possible']);
    expect(said([receipt('a')], [], noted)).toEqual(['receipt a deal-a likely']);
    expect(said([receipt('a')], [], { ...noted, payer: '' })).toEqual(['receipt a deal-a possible']);
  });

  test('a debt: likely when its number is named and it is large enough, or when it fits and its customer paid', () => {
    const named = { ...line, note: 'HT2024-00018' };
    const number = 'HT2024-00018';
    expect(
      said(
        [],
        [due('a', { number, openFen: 100 }), due('b', { number, openFen: 500 }), due('c', { number, openFen: 99 })],
        named,
      ),
    ).toEqual(['deal a a likely', 'deal b b likely']);
    expect(said([], [due('a', { customer: '王芳' }), due('b'), due('c', { customer: '王芳', openFen: 101 })])).toEqual([
      'deal a a likely',
      'deal b b possible',
    ]);
  });

  test('the surest first, five at the most', () => {
    const many = ['1', '2', '3', '4'].map((id) => receipt(id));
    expect(said(many, [due('a', { customer: '王芳' }), due('b')])).toEqual([
      'deal a a likely',
      ...['1', '2', '3', '4'].map((id) => `receipt ${id} deal-${id} possible`),
    ]);
  });
});
