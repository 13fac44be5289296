/**
 * The posts of a sales organisation: their rank in the line of command and their duties, so that duty and authority stand side by
 * side (authority is the role's row in the visibility matrix). A post and the role it usually carries share a key.
 */
import type { ClauseId } from '../kernel/decision.ts';
import type { RoleKey } from './roles.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}
export interface Duty extends Text {
  readonly cites: readonly ClauseId[];
  /** A duty with a rhythm is a routine; its steps are ticked off. */
  readonly rhythm?: 'daily' | 'monthly';
  /** Under which a routine's ticks are kept. */
  readonly key?: string;
  readonly steps?: readonly Text[];
}
export interface Post {
  /** Higher commands lower; null stands outside the line of command (the system's administrator). */
  readonly rank: number | null;
  readonly duties: readonly Duty[];
}

const duty = (zh: string, en: string, ...cites: ClauseId[]): Duty => ({ zh, en, cites });

export const posts: Readonly<Record<RoleKey, Post>> = {
  general_manager: {
    rank: 6,
    duties: [
      duty('检查全公司的客户档案与业务', 'Inspects the records and business of the whole company', 'S3.01.v.gm'),
    ],
  },
  director: {
    rank: 5,
    duties: [
      duty('制定公司的销售战略与计划', "Makes the company's sales strategy and plans", 'S1.10.x1', 'S1.12.a3'),
      duty('督促并指导各销售经理', 'Supervises and guides the sales managers', 'S1.10.x2'),
    ],
  },
  manager: {
    rank: 4,
    duties: [
      duty(
        '对部门的业绩和客户关系负全责',
        "Answers for the department's results and customer relations",
        'S0.07.cmd.1',
        'S1.12.a3',
        'S0.10.a.1',
      ),
      duty(
        '掌握销售动态，参与设计、策划和项目定位',
        'Follows sales, and takes part in design, planning and positioning',
        'S0.07.mgr.1',
      ),
      duty(
        '与生产、技术、财务、后勤等部门协调',
        'Works with production, technical, finance and logistics',
        'S0.07.mgr.3',
        'S1.16.r1',
        'S1.12.a10.1',
      ),
      duty(
        '与市场、客服按内部流程配合',
        'Cooperates with marketing and customer service by the internal process',
        'S1.06.k1',
      ),
      duty(
        '给主管布置工作并培养其独立工作能力',
        "Sets the supervisor's work and develops their independence",
        'S0.07.mgr.5',
        'S1.12.a7',
        'S1.12.a10.1',
      ),
      duty(
        '日常管理、指导并督促销售人员完成计划',
        'Manages, guides and supervises the salespeople day by day',
        'S1.10.m2',
        'S1.14.a8.1',
        'S1.16.r1',
      ),
      duty('负责经销商客户的开发', 'Develops dealer customers', 'S3.01.c.dev.resp'),
    ],
  },
  supervisor: {
    rank: 3,
    duties: [
      duty(
        '分配任务、管理团队、协调内部资源',
        'Distributes tasks, manages the team, coordinates internal resources',
        'S1.12.a6',
      ),
      duty(
        '督促员工，发现并解决销售问题',
        'Supervises staff, finds and solves sales problems',
        'S1.12.a9.2',
        'S1.06.d3',
      ),
      duty(
        '协调每位销售人员的计划与实际进度',
        "Coordinates each salesperson's plan and actual progress",
        'S3.01.r.sup.coord',
      ),
      duty('负责最终客户的开发', 'Develops end customers', 'S3.01.c.dev.resp'),
      {
        ...duty('每日检查', 'Daily check', 'S0.07.sup.7', 'S0.07.sup.day'),
        key: 'daily_check',
        rhythm: 'daily',
        steps: [
          {
            zh: '布置助理和销售代表的工作并检查完成情况',
            en: "Set the assistant's and representatives' work and check it",
          },
          { zh: '抽查助理的电子记录', en: "Spot-check the assistant's electronic records" },
          { zh: '检查销售代表的服务质量', en: "Check the representatives' service" },
        ],
      },
      {
        ...duty('每月总结', 'Monthly routine', 'S0.07.sup.month'),
        key: 'monthly_round',
        rhythm: 'monthly',
        steps: [
          { zh: '总结当月工作', en: 'Sum up the month' },
          { zh: '制定下月计划', en: 'Plan the next month' },
          { zh: '按财务的催款通知安排催收', en: "Arrange collection by finance's notice" },
        ],
      },
    ],
  },
  team_leader: {
    rank: 2,
    duties: [
      duty('带领本组完成目标，给组员支持与指导', 'Leads the team to its target with support and guidance', 'S1.06.d3'),
    ],
  },
  sales_assistant: {
    rank: 1,
    duties: [
      duty(
        '受上级直接领导，保管客户资料与单据',
        'Led directly by the superior; keeps customer papers and records',
        'S0.04.d1',
        'S0.07.post.0',
      ),
    ],
  },
  consultant: {
    rank: 1,
    duties: [
      duty('寻找潜在客户，推广，拟定销售计划', 'Finds potential customers, promotes, draws up sales plans', 'S1.06.d1'),
      duty(
        '客户开发、维护、成交与售后，反馈市场信息',
        'Develops, keeps and serves customers, sells, and reports the market',
        'S1.16.r2',
      ),
      duty('可根据客户需求提出合理的销售建议', "May make sales suggestions from customers' needs", 'S1.14.a5.1'),
      duty(
        '保守价格、户型、销售情况等商业秘密',
        'Keeps prices, layouts and sales figures secret',
        'S0.10.a.12',
        'S1.07.a11',
        'S1.06.q1',
        'S1.09.w2',
      ),
    ],
  },
  front_desk: { rank: 1, duties: [duty('接听来电、登记来访', 'Answers calls and registers visits', 'S0.07.post.0')] },
  steward: {
    rank: 1,
    duties: [duty('保管钥匙，维护现场，报告库存', 'Keeps keys and order on the floor, reports stock', 'S1.05.s3')],
  },
  market_specialist: { rank: 1, duties: [duty('市场推广与线索核实', 'Marketing and checking of leads', 'S1.06.k1')] },
  finance: { rank: 1, duties: [duty('核对收款与结算', 'Checks receipts and settlement', 'S1.05.s3')] },
  customer_service: {
    rank: 1,
    duties: [
      duty(
        '受理投诉与回访，投诉内容不得告知无关人员',
        'Takes complaints and calls back; tells nobody who is not involved',
        'S2.02.b7.4',
        'S2.01.d2.scope',
      ),
    ],
  },
  archivist: {
    rank: 1,
    duties: [duty('保管档案，按授权提供查阅', 'Keeps the archive, lends by authority only', 'S2.05.s1.access')],
  },
  administrator: { rank: null, duties: [duty('管理账号与权限', 'Manages accounts and rights', 'S2.05.s1.system')] },
};

/** Rank of a post; unknown posts stand outside the line and are not compared. */
export const rankOf = (post: string | null): number | null => (post ? (posts[post as RoleKey]?.rank ?? null) : null);
