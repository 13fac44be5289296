/** What the papers of a deal may say: every field a template can name, by the word the house writes between the braces. */

export const documentKinds = [
  'subscription',
  'order',
  'contract',
  'supplement',
  'unit_change',
  'name_change',
  'withdrawal',
  'handover',
  'demand_notice',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentNames: Readonly<Record<DocumentKind, { readonly zh: string; readonly en: string }>> = {
  subscription: { zh: '认购书', en: 'Subscription agreement' },
  order: { zh: '订单', en: 'Order' },
  contract: { zh: '合同', en: 'Contract' },
  supplement: { zh: '补充协议', en: 'Supplementary agreement' },
  unit_change: { zh: '换房协议', en: 'Change of unit' },
  name_change: { zh: '更名协议', en: 'Change of name' },
  withdrawal: { zh: '退订协议', en: 'Withdrawal' },
  handover: { zh: '交接单', en: 'Handover slip' },
  demand_notice: { zh: '催款通知单', en: 'Demand notice' },
};

interface Field {
  readonly en: string;
  /** Absent: every paper of a deal knows it. */
  readonly only?: readonly DocumentKind[];
  /** What the preview shows. */
  readonly sample: string;
}

const each = (only: readonly DocumentKind[] | undefined, table: Readonly<Record<string, readonly [string, string]>>) =>
  Object.fromEntries(
    Object.entries(table).map(([name, [en, sample]]) => [name, { en, sample, ...(only ? { only } : {}) }]),
  );

/** Keyed by the word in the template: Chinese papers are written by people who write Chinese. */
export const documentFields: Readonly<Record<string, Field>> = {
  ...each(undefined, {
    公司名称: ['Company', '归客示范置业有限公司'],
    门店名称: ['Site', '湖畔花园销售中心'],
    编号: ['Number of the paper', 'HT-2026-0018'],
    成交编号: ['Number of the deal', 'RG-2026-0018'],
    出具日期: ['Day of issue', '2026年3月5日'],
    客户姓名: ['Customer', '周敏'],
    客户证件号码: ['Identity number', '110101199003074530'],
    客户电话: ['Phone', '13800000000'],
    客户地址: ['Address', '静安区长乐路8号'],
    销售顾问: ['Consultant', '陈立'],
    标的名称: ['Unit', '1#-1-3301'],
    标的编号: ['Code of the unit', '1#-1-3301'],
    项目: ['Project', '湖畔花园'],
    楼栋: ['Building', '1#'],
    单元: ['Entrance', '1'],
    楼层: ['Floor', '33'],
    房号: ['Room', '3301'],
    户型: ['Layout', '三室两厅'],
    预测面积: ['Predicted area, m²', '118.52'],
    实测面积: ['Surveyed area, m²', '118.60'],
    车型: ['Model', ''],
    颜色: ['Colour', ''],
    车架号: ['VIN', ''],
    标价: ['List price', '¥2,400,000.00'],
    标价大写: ['List price in capitals', '贰佰肆拾万元整'],
    成交价: ['Price', '¥2,352,000.00'],
    成交价大写: ['Price in capitals', '贰佰叁拾伍万贰仟元整'],
    优惠金额: ['Below list', '¥48,000.00'],
    成交单价: ['Price per m²', '¥19,831.37'],
    定金: ['Deposit', '¥50,000.00'],
    定金大写: ['Deposit in capitals', '伍万元整'],
    定金后余款: ['Balance after the deposit', '¥2,302,000.00'],
    定金后余款大写: ['Balance after the deposit, in capitals', '贰佰叁拾万贰仟元整'],
    付款方式: ['Way of payment', '按揭贷款'],
    贷款机构: ['Lender', '示范银行'],
    贷款金额: ['Loan', '¥1,640,000.00'],
    贷款金额大写: ['Loan in capitals', '壹佰陆拾肆万元整'],
    首付款: ['Down payment', '¥712,000.00'],
    首付款大写: ['Down payment in capitals', '柒拾壹万贰仟元整'],
    已付金额: ['Paid', '¥50,000.00'],
    未付金额: ['Not yet paid', '¥2,302,000.00'],
    认购日期: ['Day of subscription', '2026年3月1日'],
    签约日期: ['Day of signature', '2026年3月5日'],
    份数: ['Copies', '3'],
    份数大写: ['Copies in capitals', '叁'],
  }),
  ...each(['supplement'], { 补充原因: ['Why it is added', '付款时间顺延'] }),
  ...each(['unit_change'], {
    原标的名称: ['Unit before', '1#-1-1201'],
    原成交价: ['Price before', '¥2,100,000.00'],
    差价: ['Difference', '¥252,000.00'],
    差价大写: ['Difference in capitals', '贰拾伍万贰仟元整'],
  }),
  ...each(['name_change'], {
    原客户姓名: ['Customer before', '周敏'],
    新客户姓名: ['Customer after', '周航'],
    更名费: ['Transfer fee', '¥2,000.00'],
    更名费大写: ['Transfer fee in capitals', '贰仟元整'],
  }),
  ...each(['withdrawal'], {
    退订原因: ['Why', '工作调动'],
    退款金额: ['Refund', '¥50,000.00'],
    退款金额大写: ['Refund in capitals', '伍万元整'],
  }),
  ...each(['handover'], { 交付日期: ['Day of handover', '2026年6月30日'] }),
  ...each(['demand_notice'], {
    欠款合计: ['Owed in all', '¥712,000.00'],
    欠款合计大写: ['Owed in all, in capitals', '柒拾壹万贰仟元整'],
    付清期限: ['To be paid by', '2026年4月5日'],
  }),
};

interface List {
  readonly en: string;
  readonly only?: readonly DocumentKind[];
  readonly fields: Readonly<Record<string, string>>;
  readonly sample: readonly Readonly<Record<string, string>>[];
}

/** Repeated parts: {{#付款计划}} … {{/付款计划}}. */
export const documentLists: Readonly<Record<string, List>> = {
  付款计划: {
    en: 'Plan of payment',
    fields: {
      期次: 'Which',
      款项名称: 'What for',
      应付日期: 'Due on',
      应付金额: 'Amount',
      应付金额大写: 'Amount in capitals',
    },
    sample: [
      {
        期次: '1',
        款项名称: '首付款',
        应付日期: '2026年3月5日',
        应付金额: '¥712,000.00',
        应付金额大写: '柒拾壹万贰仟元整',
      },
      {
        期次: '2',
        款项名称: '贷款',
        应付日期: '2026年4月5日',
        应付金额: '¥1,640,000.00',
        应付金额大写: '壹佰陆拾肆万元整',
      },
    ],
  },
  特别约定: {
    en: 'Special terms',
    fields: { 序号: 'Which', 约定内容: 'What is agreed' },
    sample: [{ 序号: '1', 约定内容: '经审批，首付款可于2026年3月20日前付清。' }],
  },
  逾期款项: {
    en: 'What is overdue',
    only: ['demand_notice'],
    fields: { 款项名称: 'What for', 应付日期: 'Due on', 欠款金额: 'Owed', 逾期天数: 'Days late' },
    sample: [{ 款项名称: '首付款', 应付日期: '2026年3月5日', 欠款金额: '¥712,000.00', 逾期天数: '12' }],
  },
};

const fits = (one: { readonly only?: readonly DocumentKind[] } | undefined, kind: DocumentKind): boolean =>
  one !== undefined && (one.only === undefined || one.only.includes(kind));

const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const knowsField = (kind: DocumentKind, name: string): boolean => fits(own(documentFields, name), kind);
export const knowsList = (kind: DocumentKind, list: string): boolean => fits(own(documentLists, list), kind);
export const knowsListField = (list: string, name: string): boolean =>
  Object.hasOwn(own(documentLists, list)?.fields ?? {}, name);

export const fieldsOf = (kind: DocumentKind): string[] =>
  Object.keys(documentFields).filter((name) => knowsField(kind, name));
export const listsOf = (kind: DocumentKind): string[] =>
  Object.keys(documentLists).filter((name) => knowsList(kind, name));

/** What goes into the braces of one paper. */
export interface DocumentValues {
  readonly fields: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

export const sampleValues = (kind: DocumentKind): DocumentValues => ({
  fields: Object.fromEntries(fieldsOf(kind).map((name) => [name, documentFields[name]?.sample ?? ''])),
  lists: Object.fromEntries(listsOf(kind).map((name) => [name, documentLists[name]?.sample ?? []])),
});
