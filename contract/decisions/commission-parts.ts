/** What decisions about performance and commission share: sums, months, rates, the standing of a deal. */
import { z } from 'zod';
import {
  type Balance,
  type DealStanding,
  endCauses,
  purses,
  type Rate,
  statementStates,
  unitKinds,
} from '#core/money/index.ts';
import { anId, text, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

const FEN_MAX = 1_000_000_000_000_00; // a million million yuan: beyond any house, within exact numbers
export const fen = (zh: string, en: string) => z.int().min(0).max(FEN_MAX).meta(named(zh, en));
export const signedFen = (zh: string, en: string) => z.int().min(-FEN_MAX).max(FEN_MAX).meta(named(zh, en));
export const fenOrNone = (zh: string, en: string) => z.int().min(0).max(FEN_MAX).nullable().meta(named(zh, en));
export const monthText = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);
export const month = monthText.meta(named('月份', 'Month'));
export const state = z.enum(statementStates).meta(named('结算单状态', 'State of the statement'));

export const rate: z.ZodType<Rate> = z.union([
  z.looseObject({
    by: z.literal('table'),
    basisPoints: z.int().min(0).max(100_000).meta(named('万分之', 'Hundredths of a percent')),
    yuan: z.int().min(0).max(100_000).meta(named('每笔（元）', 'Yuan a deal')),
  }),
  z.looseObject({
    by: z.literal('policy'),
    fen: fen('每笔（分）', 'Fen a deal'),
    month,
    product: text('型号或户型', 'Model or layout'),
  }),
]);

export const policy = z
  .looseObject({
    by: z.literal('policy'),
    fen: fen('每笔（分）', 'Fen a deal'),
    month,
    product: text('型号或户型', 'Model or layout'),
  })
  .nullable()
  .meta(named('当月政策', 'Policy of the month'));

const stages = oneOf({
  draft: { zh: '草稿', en: 'draft' },
  subscribing: { zh: '认购审批中', en: 'subscription under way' },
  subscribed: { zh: '已认购（订单生效）', en: 'subscribed (order effective)' },
  contracting: { zh: '签约中', en: 'contract under way' },
  contracted: { zh: '已签约', en: 'contracted' },
  handed_over: { zh: '已交付', en: 'handed over' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  breached: { zh: '违约', en: 'breached' },
});

export const causes = z.enum(endCauses).meta({
  ...named('终止原因', 'Why it ended'),
  options: {
    customer: { zh: '客户退订', en: 'the customer withdrew' },
    company: { zh: '公司原因', en: 'the company’s doing' },
    breach: { zh: '客户违约', en: 'breach' },
    complaint: { zh: '销售引起的投诉', en: 'a complaint caused by selling' },
    leak: { zh: '泄露库存', en: 'stock was leaked' },
    lost_tools: { zh: '丢失随车工具', en: 'tools were lost' },
    change: { zh: '换房换车', en: 'change of unit' },
  },
});

export const standing: z.ZodType<DealStanding> = z
  .looseObject({
    kind: z.enum(unitKinds).meta(named('标的', 'Kind of unit')),
    stage: stages.meta(named('阶段', 'Stage')),
    priceFen: fen('成交价（分）', 'Price (fen)'),
    paidFen: fen('到账（分）', 'Money received (fen)'),
    nothingOwed: yes('已无欠款', 'Nothing is owed any more').optional(),
    loanReport: oneOf({
      not_needed: { zh: '不需要', en: 'not needed' },
      missing: { zh: '未到', en: 'missing' },
      in: { zh: '已到', en: 'in' },
    }).meta(named('打款报告', 'Report of the lender')),
    downPaymentFen: fen('首付（分）', 'Down payment (fen)'),
    papersMissing: yes('交付资料不齐', 'Papers of the handover are missing'),
    isDisputed: yes('分配有争议', 'The shares are disputed'),
  })
  .meta(named('成交', 'Deal'));

export const balances: z.ZodType<Balance[]> = z
  .array(
    z.looseObject({
      party: anId('所得者', 'Whose'),
      purse: z.enum(purses).meta(named('科目', 'Purse')),
      fen: signedFen('已计（分）', 'Stands at (fen)'),
    }),
  )
  .meta(named('已计金额', 'What stands already'));

export const contracted: DealStanding = {
  kind: 'room',
  stage: 'contracted',
  priceFen: 100_000_000,
  paidFen: 30_000_000,
  loanReport: 'not_needed',
  downPaymentFen: 30_000_000,
  papersMissing: false,
  isDisputed: false,
};

export const earned: Balance[] = [
  { party: 'chen', purse: 'performance', fen: 100_000_000 },
  { party: 'chen', purse: 'commission', fen: 800_000 },
  { party: 'wang', purse: 'commission', fen: 200_000 },
];

export const now = '2026-04-02T02:00:00.000Z';
