/** What the preview of a contract text shows is what a paper of such a deal would say. */
import { describe, expect, test } from 'vitest';
import { amountInCapitals, amountInFigures, dayInChinese } from './capitals.ts';
import { decideMakeFinal, type FinalFacts } from './decide-document.ts';
import { documentFields, documentKinds, documentLists, fieldsOf, listsOf, sampleValues } from './document-fields.ts';
import { type DocumentFacts, documentValues, planRows } from './document-values.ts';

/** The deal the samples are about: a flat with a mortgage. */
const sampleDeal: DocumentFacts = {
  number: 'HT-2026-0018',
  company: '归客示范置业有限公司',
  site: '湖畔花园销售中心',
  issuedOn: '2026-03-05',
  copies: 3,
  consultant: '陈立',
  customer: { name: '周敏', idNumber: '110101199003074530', phone: '13800000000', address: '静安区长乐路8号' },
  unit: {
    code: '1#-1-3301',
    name: '',
    project: '湖畔花园',
    building: '1#',
    entrance: '1',
    floor: 33,
    room: '3301',
    layout: '三室两厅',
    predictedArea: 118.52,
    surveyedArea: 118.6,
    vin: null,
    model: '',
    colour: '',
  },
  deal: {
    number: 'RG-2026-0018',
    wanted: null,
    listPriceFen: 240_000_000,
    priceFen: 235_200_000,
    depositFen: 5_000_000,
    paidFen: 5_000_000,
    paymentMethod: 'mortgage',
    plan: [
      { name: '首付款', dueOn: '2026-03-05', amountFen: 71_200_000 },
      { name: '贷款', dueOn: '2026-04-05', amountFen: 164_000_000 },
    ],
    loan: { lender: '示范银行', amountFen: 164_000_000, downPaymentFen: 71_200_000 },
    subscribedOn: '2026-03-01',
    signedOn: null,
    handedOverOn: null,
  },
  terms: ['经审批，首付款可于2026年3月20日前付清。'],
};
const said = (deal: Partial<DocumentFacts['deal']> = {}, more: Partial<DocumentFacts> = {}) =>
  documentValues({ ...sampleDeal, ...more, deal: { ...sampleDeal.deal, ...deal } });

describe('samples', () => {
  test('of a contract are what the contract of that deal says, word for word', () => {
    const { fields, lists } = said();
    const sample = sampleValues('contract');
    for (const name of fieldsOf('contract')) expect([name, fields[name]]).toEqual([name, sample.fields[name]]);
    for (const name of listsOf('contract')) expect([name, lists[name]]).toEqual([name, sample.lists[name]]);
  });

  test('of the other papers agree with themselves: figures with capitals, a difference with its two prices', () => {
    for (const [name, { sample }] of Object.entries(documentFields)) {
      const capitals = documentFields[`${name}大写`]?.sample;
      const fen = Math.round(Number(sample.replace(/[¥,]/g, '')) * 100);
      if (!capitals || name === '份数') continue;
      expect([name, amountInFigures(fen), amountInCapitals(fen)]).toEqual([name, sample, capitals]);
    }
    const fenOf = (name: string) => Math.round(Number(documentFields[name]?.sample.replace(/[¥,]/g, '')) * 100);
    expect(fenOf('成交价') - fenOf('原成交价')).toBe(fenOf('差价'));
    expect(fenOf('退款金额')).toBe(fenOf('已付金额'));
    expect([fenOf('更名费'), fenOf('欠款合计')]).toEqual([200_000, 71_200_000]);
    const overdue = documentLists.逾期款项?.sample[0];
    expect([overdue?.欠款金额, overdue?.逾期天数]).toEqual([documentFields.欠款合计?.sample, '12']);
    expect(documentFields.原标的名称?.sample).toBe('1#-1-1201');
    for (const name of ['交付日期', '付清期限']) expect(documentFields[name]?.sample).toMatch(/^2026年\d月\d+日$/);
  });

  test('every word has a name in English, and each paper knows the words of its own business only', () => {
    for (const [name, { en }] of Object.entries(documentFields)) expect([name, en.length > 2]).toEqual([name, true]);
    for (const { en, fields } of Object.values(documentLists))
      for (const word of [en, ...Object.values(fields)]) expect(word.length).toBeGreaterThan(2);
    const everywhere = new Set(fieldsOf('contract'));
    const own = (kind: (typeof documentKinds)[number]) => fieldsOf(kind).filter((name) => !everywhere.has(name));
    expect(Object.fromEntries(documentKinds.map((kind) => [kind, own(kind).join(' ')]))).toEqual({
      subscription: '',
      order: '',
      contract: '',
      supplement: '补充原因',
      unit_change: '原标的名称 原成交价 差价 差价大写',
      name_change: '原客户姓名 新客户姓名 更名费 更名费大写',
      withdrawal: '退订原因 退款金额 退款金额大写',
      handover: '交付日期',
      demand_notice: '欠款合计 欠款合计大写 付清期限',
    });
    expect(Object.values(documentFields).filter((field) => 'only' in field)).toHaveLength(16);
    expect(documentKinds.filter((kind) => listsOf(kind).includes('逾期款项'))).toEqual(['demand_notice']);
  });
});

describe('a paper', () => {
  test('leaves empty what the deal does not have', () => {
    const bare = said({ number: null, loan: null, depositFen: 0, wanted: null }, { unit: null, terms: [] });
    const empty = Object.entries(bare.fields).filter(([, text]) => text === '');
    expect(empty.map(([name]) => name).join(' ')).toBe(
      '成交编号 标的名称 标的编号 项目 楼栋 单元 楼层 房号 户型 预测面积 实测面积 车型 颜色 车架号 成交单价 ' +
        '定金 定金大写 贷款机构 贷款金额 贷款金额大写 首付款 首付款大写',
    );
    expect(bare.lists.特别约定).toEqual([]);
  });

  test('a deposit of a fen is one; a fen below the list price is a discount', () => {
    expect(said({ depositFen: 1 }).fields.定金).toBe('¥0.01');
    expect([said({ priceFen: 239_999_999 }).fields.优惠金额, said({ priceFen: 240_000_001 }).fields.优惠金额]).toEqual([
      '¥0.01',
      '',
    ]);
  });

  test('a unit is called by its name, else by its code, else by what was ordered; a car keeps its own model and colour', () => {
    const unit = {
      ...sampleDeal.unit,
      name: '湖景房',
      model: '凯越',
      colour: '白',
      vin: 'LSGVIN1',
    } as DocumentFacts['unit'];
    const wanted = { model: '英朗', colour: '红' };
    const car = said({ wanted }, { unit }).fields;
    expect([car.标的名称, car.标的编号, car.车型, car.颜色, car.车架号]).toEqual([
      '湖景房',
      '1#-1-3301',
      '凯越',
      '白',
      'LSGVIN1',
    ]);
    const ordered = said({ wanted }, { unit: null }).fields;
    expect([ordered.标的名称, ordered.车型, ordered.颜色]).toEqual(['英朗', '英朗', '红']);
  });

  test('a price per square metre goes by the surveyed area, else by the predicted one, and is none without either', () => {
    const per = (surveyedArea: number | null, predictedArea: number | null) =>
      said({ priceFen: 100_00 }, { unit: { ...sampleDeal.unit, surveyedArea, predictedArea } as DocumentFacts['unit'] })
        .fields.成交单价;
    expect([per(0.5, 2), per(null, 2), per(null, null), per(0, 2)]).toEqual(['¥200.00', '¥50.00', '', '']);
  });

  test('days that have come are said; those to come are the day of issue', () => {
    const issued = dayInChinese('2026-03-05');
    const days = (more: Partial<DocumentFacts['deal']>) => {
      const { fields } = said(more);
      return [fields.认购日期, fields.签约日期, fields.交付日期];
    };
    expect(days({ subscribedOn: null })).toEqual([issued, issued, issued]);
    expect(days({ signedOn: '2026-03-09', handedOverOn: '2026-06-30' })).toEqual([
      '2026年3月1日',
      '2026年3月9日',
      '2026年6月30日',
    ]);
  });

  test('what is still owed is the price without what has come in; instalments are counted from one', () => {
    expect(said({ paidFen: 35_200_000 }).fields.未付金额).toBe('¥2,000,000.00');
    expect(planRows(sampleDeal.deal.plan).map((row) => row.期次)).toEqual(['1', '2']);
    const methods = ['full', 'instalments', 'mortgage', 'finance_company'] as const;
    expect(methods.map((paymentMethod) => said({ paymentMethod }).fields.付款方式)).toEqual([
      '一次性付款',
      '分期付款',
      '按揭贷款',
      '金融公司贷款',
    ]);
  });
});

describe('[S0.02.info.10] what has to come before a paper is made final', () => {
  const deal: FinalFacts['deal'] = {
    state: 'subscribed',
    kind: 'room',
    approvedAt: null,
    effectiveAt: null,
    signedAt: null,
    handedOverAt: null,
    fullyPaidAt: null,
  };
  const facts = { contractApprovedAt: null, hasCause: false, standing: null, deal };
  test('each kind says what it waits for', () => {
    const waits = documentKinds.map((kind) => decideMakeFinal({ ...facts, kind }));
    expect(waits.map((one) => !one.accepted && one.code)).toEqual(documentKinds.map(() => 'DOCUMENT_NOT_FINAL'));
    expect(waits.map((one) => !one.accepted && one.detail.needs)).toEqual([
      'subscription_approval',
      'subscription_approval',
      'contract_approval',
      'supplement',
      'unit_change',
      'name_change',
      'withdrawal_consent',
      'full_payment',
      'overdue',
    ]);
  });
  test('a subscription or order is ready when it is approved or in effect, a contract when it is approved or signed', () => {
    const at = '2026-03-01T02:00:00.000Z';
    const final = (kind: FinalFacts['kind'], more: Partial<FinalFacts['deal']>) =>
      decideMakeFinal({ ...facts, kind, deal: { ...deal, ...more } }).accepted;
    for (const kind of ['subscription', 'order'] as const)
      expect([final(kind, { approvedAt: at }), final(kind, { effectiveAt: at }), final(kind, {})]).toEqual([
        true,
        true,
        false,
      ]);
    expect([final('contract', { signedAt: at }), final('contract', {})]).toEqual([true, false]);
    expect([
      final('handover', { fullyPaidAt: at }),
      final('handover', { handedOverAt: at }),
      final('handover', {}),
    ]).toEqual([true, true, false]);
  });
});
