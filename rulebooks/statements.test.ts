/**
 * Rules about what people owe one another and the company stand in the rulebook as sentences that staff sign. Each test holds the
 * sentence to the rule it cites. A sentence is no proof that anything is done, so these titles carry no id in brackets: a rule that
 * has nothing but its sentence is listed by npm run clauses as stated only.
 */
import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from './catalogue/index.ts';
import { type Clause, compile, plainText } from './language/index.ts';
import { shippedBooks } from './shipped.ts';

const clauses = new Map<string, Clause>();
for (const { key, source } of shippedBooks()) {
  const compiled = compile(source, registry, loadCatalogue());
  if (compiled.ok)
    for (const clause of compiled.rulebook.chapters.flatMap((chapter) => chapter.clauses))
      clauses.set(`${key} ${clause.id}`, clause);
}

/** The clause of the book cites the rule and says these words. */
const states =
  (book: string, clauseId: string, rule: string, ...words: string[]) =>
  () => {
    const clause = clauses.get(`${book} ${clauseId}`);
    expect(clause?.cites).toContain(rule);
    const text = plainText(clause?.body ?? []);
    for (const word of words) expect(text).toContain(word);
  };
const RECEPTION = 'sales-office-reception';
const ESTATE = 'real-estate-customers';
const CAR = 'car-showroom';
const CLUB = 'club-membership';

// ── organisation and duties ──
test(
  'the sentence of S0.07.cmd.1: the manager answers for the department',
  states(ESTATE, 'C9.1', 'S0.07.cmd.1', '经理负责制'),
);
test(
  'the sentence of S0.10.a.1: marketing is responsible for housing sales',
  states(ESTATE, 'C9.1', 'S0.10.a.1', '市场营销部', '主责部门'),
);
test(
  'the sentence of S1.01.a9: the organisation is complete',
  states(ESTATE, 'C9.1', 'S1.01.a9', '经理、主管、内勤、销售代表与话务员'),
);
test('the sentence of S1.01.a11: branches and territories', states(ESTATE, 'C9.1', 'S1.01.a11', '分部', '区域与分工'));
test(
  'the sentence of S0.07.mgr.1: the manager tracks sales and joins planning',
  states(ESTATE, 'C9.4', 'S0.07.mgr.1', '销售动态', '策划与定位'),
);
test(
  'the sentence of S0.07.mgr.3: liaison with departments',
  states(ESTATE, 'C9.4', 'S0.07.mgr.3', '生产、技术、财务、后勤'),
);
test(
  'the sentence of S0.07.mgr.5: the supervisor is assigned work and developed',
  states(ESTATE, 'C9.4', 'S0.07.mgr.5', '激励主管', '独立工作'),
);
test(
  'the sentence of S0.07.mgr.6: customer resources and success rate',
  states(ESTATE, 'C9.4', 'S0.07.mgr.6', '客户资源', '成交率'),
);
test('the sentence of S1.10.m2: the manager guides the staff', states(ESTATE, 'C9.4', 'S1.10.m2', '指导', '计划落实'));
test(
  'the sentence of S1.14.a8.1: daily management of consultants',
  states(ESTATE, 'C9.4', 'S1.14.a8.1', '逐日管理、指导、督促'),
);
test(
  'the sentence of S1.16.r1: training, motivation and resources',
  states(ESTATE, 'C9.4', 'S1.16.r1', '培训与激励', '内外资源'),
);
test(
  'the sentence of S1.06.d1: prospecting, promotion and plans',
  states(ESTATE, 'C9.6', 'S1.06.d1', '寻找客户', '推广', '销售计划'),
);
test('the sentence of S1.06.d3: superiors supervise and support', states(ESTATE, 'C9.6', 'S1.06.d3', '督导并支持下级'));
test(
  'the sentence of S1.06.k1: departments work together',
  states(ESTATE, 'C9.6', 'S1.06.k1', '市场、客服', '按流程沟通'),
);
test('the sentence of S1.10.x1: the director makes the strategy', states(ESTATE, 'C9.6', 'S1.10.x1', '总监定策略'));
test(
  'the sentence of S1.12.a3: what the membership department does',
  states(CLUB, 'M1.1', 'S1.12.a3', '销售策略', '目标', '客户关系'),
);
test(
  'the sentence of S1.12.a6: the supervisor distributes tasks',
  states(CLUB, 'M1.2', 'S1.12.a6', '分配任务、带领团队'),
);
test(
  'the sentence of S1.12.a9.2: the supervisor finds and solves problems',
  states(CLUB, 'M1.2', 'S1.12.a9.2', '发现并解决'),
);
test(
  'the sentence of S1.12.a10.1: the club manager oversees and coordinates',
  states(CLUB, 'M1.2', 'S1.12.a10.1', '督导主管', '协调内外资源'),
);
test(
  'the sentence of S3.01.r.sup.coord: the showroom supervisor coordinates',
  states(CAR, 'D1.8', 'S3.01.r.sup.coord', '工作安排与进度'),
);
test(
  'the sentence of S3.01.c.dev.resp: who develops whom',
  states(CAR, 'D4.2', 'S3.01.c.dev.resp', '最终客户由展厅主管', '经销商客户由部门经理'),
);
test(
  'the sentence of S4.01.a02: the rules bind everybody who sells',
  states(RECEPTION, 'A02', 'S4.01.a02', '在岗人员', '均受本规则约束'),
);

// ── customers ──
test('the sentence of S1.02.a5.1: new customers and channels', states(ESTATE, 'C9.7', 'S1.02.a5.1', '新客户与新渠道'));
test('the sentence of S1.07.a13: a sound customer management', states(ESTATE, 'C9.7', 'S1.07.a13', '健全客户管理'));
test(
  'the sentence of S1.10.r1: develop, keep, complete',
  states(ESTATE, 'C9.7', 'S1.10.r1', '开发新客户', '维护老客户', '完成任务'),
);
test(
  'the sentence of S1.17.a4.3: learn needs and present',
  states(ESTATE, 'C9.7', 'S1.17.a4.3', '了解客户需求', '专业介绍'),
);
test(
  'the sentence of S1.17.a4.4: keep relations and win repeat purchases',
  states(ESTATE, 'C9.7', 'S1.17.a4.4', '满意程度', '续购'),
);
test('the sentence of S1.17.a5.2: proposals from needs', states(ESTATE, 'C9.7', 'S1.17.a5.2', '提出方案'));
test(
  'the sentence of S1.02.a4.2: needs in detail, advice from them',
  states(ESTATE, 'C1.4', 'S1.02.a4.2', '需求', '推荐产品、提出建议'),
);
test(
  'the sentence of S1.10.d2: first analysis and a visit plan',
  states(ESTATE, 'C1.4', 'S1.10.d2', '初步分析', '拜访计划'),
);
test('the sentence of S1.10.d3: communicate, learn, recommend', states(ESTATE, 'C1.4', 'S1.10.d3', '沟通', '推荐产品'));
test('the sentence of S0.05.c3: channels of contact', states(ESTATE, 'C1.5', 'S0.05.c3', '电话', '邮件', '社交媒体'));
test(
  'the sentence of S0.05.c4: follow-up in one way, answers in time',
  states(ESTATE, 'C1.5', 'S0.05.c4', '统一办法', '及时回应'),
);
test(
  'the sentence of S1.10.d1: development by every channel',
  states(ESTATE, 'C1.5', 'S1.10.d1', '电话', '网络', '展会'),
);
test(
  'the sentence of S1.16.f2: development by phone, network and meetings',
  states(ESTATE, 'C1.5', 'S1.16.f2', '电话', '网络', '会议'),
);
test(
  'the sentence of S0.02.info.11: sales data are kept electronically',
  states(ESTATE, 'C3.7', 'S0.02.info.11', '存入系统归档'),
);
test(
  'the sentence of S0.07.ast.web: website enquiries reach a salesperson',
  states(ESTATE, 'C3.8', 'S0.07.ast.web', '网站留言', '转交相应销售员'),
);
test(
  'the sentence of S0.07.rep.4: complete files of one’s own',
  states(ESTATE, 'C3.2', 'S0.07.rep.4', '产品类别', '付款方式', '定金与贷款日期'),
);
test(
  'the sentence of S1.12.a8: consultants develop and close',
  states(CLUB, 'M1.3', 'S1.12.a8', '寻找潜在客户', '促成入会'),
);
test(
  'the sentence of S1.12.a11.1: find, relate, move forward',
  states(CLUB, 'M1.3', 'S1.12.a11.1', '潜在客户', '建立关系'),
);
test(
  'the sentence of S1.12.a11.2: learn needs, advise, close',
  states(CLUB, 'M1.3', 'S1.12.a11.2', '了解需求', '专业建议'),
);
test('the sentence of S1.13.a16: members are classified', states(CLUB, 'M1.3', 'S1.13.a16', '按类管理'));
test(
  'the sentence of S2.03.a3.owner: marketing sorts all customer information',
  states(CAR, 'D4.7', 'S2.03.a3.owner', '分类、汇总、整理'),
);

// ── reception and calls ──
test(
  'the sentence of S0.02.rec.54: who cannot answer fetches the manager',
  states(ESTATE, 'C2.8', 'S0.02.rec.54', '请销售经理', '不得以不知道了事'),
);
test(
  'the sentence of S1.14.a4.1: know the product and the market',
  states(ESTATE, 'C2.8', 'S1.14.a4.1', '熟悉项目、市场'),
);
test(
  'the sentence of S1.16.s3: information and advice',
  states(ESTATE, 'C2.8', 'S1.16.s3', '依客户需要介绍产品、提出建议'),
);
test(
  'the sentence of S0.04.d2: back-office staff receive',
  states(ESTATE, 'C2.9', 'S0.04.d2', '有礼相待', '递送资料', '介绍产品'),
);
test(
  'the sentence of S0.04.d3: calls and field feedback are recorded',
  states(ESTATE, 'C3.1', 'S0.04.d3', '来电', '外勤反馈'),
);
test(
  'the sentence of S2.01.s1.open: the caller hears the department',
  states(ESTATE, 'C3.9', 'S2.01.s1.open', '报明部门'),
);
test(
  'the sentence of S2.01.s1.case: five situations of a call',
  states(ESTATE, 'C3.9', 'S2.01.s1.case', '予以说明', '先行知会', '稍后回复', '其他部门', '上报后回电'),
);
test(
  'the sentence of S4.03.s2.7.calls: nobody need call twice',
  states(ESTATE, 'C3.9', 'S4.03.s2.7.calls', '无论是否属其职责', '不使客户再次来电'),
);
test(
  'the sentence of S0.08.c.12b: the first message has one form',
  states(CAR, 'D3.12', 'S0.08.c.12b', '统一格式', '问候、店名与姓名'),
);
test('the sentence of S0.08.c.13: the phrase on the telephone', states(CAR, 'D3.13', 'S0.08.c.13', '店名、部门与姓名'));
test(
  'the sentence of S3.01.r.walkin: duty staff receive walk-ins',
  states(CAR, 'D1.3', 'S3.01.r.walkin', '值班人员', '来店客户', '公司形象'),
);
test('the sentence of S1.11.sop.03: procedure: going on duty', states(CLUB, 'M1.5', 'S1.11.sop.03', '上岗须知'));
test('the sentence of S1.11.sop.09: procedure: ownership', states(CLUB, 'M1.5', 'S1.11.sop.09', '客户资源归属'));
test('the sentence of S1.11.sop.20b: procedure: seating', states(CLUB, 'M1.5', 'S1.11.sop.20b', '引领入座'));
test('the sentence of S1.11.sop.22: procedure: seeing out', states(CLUB, 'M1.5', 'S1.11.sop.22', '送客'));
test(
  'the sentence of S1.11.sop.23: procedure: visiting customers',
  states(CLUB, 'M1.5', 'S1.11.sop.23', '来访客户管理'),
);
test('the sentence of S1.11.sop.42: procedure: showing round', states(CLUB, 'M1.5', 'S1.11.sop.42', '带客参观'));
test(
  'the sentence of S1.19.duty.03: consultants answer enquiries',
  states(CLUB, 'M1.4', 'S1.19.duty.03', '接听咨询电话'),
);
test(
  'the sentence of S1.19.duty.04: consultants follow up enquiries',
  states(CLUB, 'M1.4', 'S1.19.duty.04', '予以跟踪'),
);
test(
  'the sentence of S1.19.duty.05: consultants receive guests',
  states(CLUB, 'M1.4', 'S1.19.duty.05', '接待来访客人'),
);
test('the sentence of S1.19.duty.07: consultants follow prospects', states(CLUB, 'M1.4', 'S1.19.duty.07', '意向会员'));
test('the sentence of S1.19.duty.08: consultants sell by telephone', states(CLUB, 'M1.4', 'S1.19.duty.08', '电话销售'));

test(
  'the sentence of S0.02.reg.1d: one notebook a person, with these contents',
  states(ESTATE, 'C3.2', 'S0.02.reg.1d', '各备一份', '背景、到访时间', '签约时间', '客户意见', '未成交或退房的原因'),
);
test('the sentence of S0.10.a.7: four books', states(ESTATE, 'C3.5', 'S0.10.a.7', '销售账、预订、移交与售后'));

// ── follow-up ──
test(
  'the sentence of S0.02.fu.3: the manager helps with a hard customer',
  states(ESTATE, 'C4.2', 'S0.02.fu.3', '抗性或疑难', '销售经理会同分析', '支持'),
);
test(
  'the sentence of S0.07.sup.7b: unannounced return visits',
  states(ESTATE, 'C4.6', 'S0.07.sup.7b', '不定期', '向经理汇报'),
);
test(
  'the sentence of S1.14.a7.1: the plan before work',
  states(ESTATE, 'C4.4', 'S1.14.a7.1', '先看工作计划与客户资料'),
);
test('the sentence of S1.14.a4.3: keep relations', states(ESTATE, 'C4.4', 'S1.14.a4.3', '满意程度'));
test(
  'the sentence of S1.13.a13: use and satisfaction',
  states(ESTATE, 'C4.4', 'S1.13.a13', '使用情况与满意程度', '解决'),
);
test(
  'the sentence of S2.05.u2.contact: periodic contact',
  states(ESTATE, 'C4.4', 'S2.05.u2.contact', '每月回访', '需求'),
);
test('the sentence of S2.09.a6: new and existing customers', states(ESTATE, 'C4.4', 'S2.09.a6', '回访新老客户'));
test('the sentence of S4.03.s5.archive: a call-back archive', states(ESTATE, 'C4.7', 'S4.03.s5.archive', '回访档案'));
test(
  'the sentence of S0.08.w.2: marketing checks the source',
  states(CAR, 'D2.2', 'S0.08.w.2', '询问客户来源', '市场专员回访核对'),
);
test(
  'the sentence of S3.01.r.nonduty: work off duty',
  states(CAR, 'D1.5', 'S3.01.r.nonduty', '客户开发、维护与合同跟踪'),
);
test(
  'the sentence of S3.01.r.leader.record: calls are recorded',
  states(CAR, 'D1.2', 'S3.01.r.leader.record', '完整、如实记录', '不得遗失'),
);
test(
  'the sentence of S3.01.r.walkin.record: walk-ins are recorded',
  states(CAR, 'D1.3', 'S3.01.r.walkin.record', '完整、如实记录'),
);
test(
  'the sentence of S3.01.r.out.info: all information is recorded',
  states(CAR, 'D1.7', 'S3.01.r.out.info', '完整、如实记录', '不得散失'),
);

// ── conduct and confidentiality ──
test('the sentence of S0.08.c.6: no quarrel before the customer', states(CAR, 'D3.8', 'S0.08.c.6', '不得当着客户争执'));
test(
  'the sentence of S4.01.a33: name cards to a colleague’s customer',
  states(RECEPTION, 'A33', 'S4.01.a33', '经其同意', '告知归属人'),
);
test(
  'the sentence of S4.01.a35: the customer is no witness',
  states(RECEPTION, 'A35', 'S4.01.a35', '不得', '向客户核对'),
);
test(
  'the sentence of S0.10.a.12: prices, layouts, sales',
  states(ESTATE, 'C10.1', 'S0.10.a.12', '房价、户型、销售情况'),
);
test('the sentence of S0.07.ct.7: contracts', states(ESTATE, 'C10.1', 'S0.07.ct.7', '合同'));
test('the sentence of S0.07.doc.9: confidential mail', states(ESTATE, 'C10.1', 'S0.07.doc.9', '打印妥存后删除'));
test('the sentence of S1.06.q1: nothing to third parties', states(ESTATE, 'C10.1', 'S1.06.q1', '不得外泄'));
test('the sentence of S1.07.a11: business secrets', states(ESTATE, 'C10.1', 'S1.07.a11', '均属保密'));
test('the sentence of S1.09.w2: nothing to competitors', states(ESTATE, 'C10.1', 'S1.09.w2', '不得告知同业'));
test(
  'the sentence of S2.02.b7.4: complaints stay with those involved',
  states(ESTATE, 'C10.5', 'S2.02.b7.4', '不得告知无关人员'),
);
test(
  'the sentence of S0.07.doc.11: who uses the main computer',
  states(ESTATE, 'C10.3', 'S0.07.doc.11', '经理、主管与内勤', '上一级同意'),
);
test(
  'the sentence of S0.08.w.1: who uses the marketing computer',
  states(CAR, 'D5.4', 'S0.08.w.1', '仅限市场及有关人员'),
);
