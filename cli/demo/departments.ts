/** What the departments have to do with each other: notices, the plan of the month, wrong information put right, a new customer confirmed. */
import { customers } from '#contract/customers.ts';
import { liaison } from '#contract/liaison.ts';
import { listViews } from '#contract/list-views.ts';
import { position } from '#contract/position.ts';
import { remedies } from '#contract/remedies.ts';
import { addDays } from '#core/kernel/instant.ts';
import type { Story } from './agenda.ts';
import { buyer, dayBefore, later, type Market, on, signed } from './market.ts';

export function planDepartments(market: Market): void {
  const { agenda } = market;
  agenda.tell(on(market, 4, '11:40'), notices(market));
  agenda.tell(on(market, 5, '13:30'), remedy(market));
  agenda.tell(on(market, 3, '16:40'), newCustomer(market));
  agenda.plan(on(market, 1, '09:20'), () => planMonth(market));
  agenda.plan(on(market, 1, '18:10'), () => keepViews(market));
}

/** What the rulebooks call these departments, and what the house does. */
const asked = [
  { key: 'after_sales', name: '客户服务部' },
  { key: 'technical', name: '工程技术部' },
  { key: 'production', name: '项目部' },
] as const;

/** One answered, one signed for, one that nobody has looked at. */
async function* notices(market: Market): Story {
  const { driver, site, today } = market;
  const seller = site.consultants[1];
  const customerId = seller && (await buyer(market, seller));
  if (!customerId) return;
  const receiverIds = [site.manager, site.supervisor, site.assistant].flatMap(({ staffId }) => staffId ?? []);
  const departments: string[] = [];
  for (const [index, { key, name }] of asked.entries()) {
    const body = { key, name, receiverIds: receiverIds.slice(index, index + 1) };
    const added = await driver.try(site.manager, liaison.addDepartment, { params: { siteId: site.id }, body });
    if (added) departments.push(added.department.id);
  }
  const written = [
    { kind: 'feedback', text: '客户反映样板间与交付标准不一致，请书面说明' },
    { kind: 'technical_requirement', text: '客户要求入户门加装无障碍坡道，请复核可行性' },
    { kind: 'technical_change', text: '客户希望取消次卧隔墙，请出具变更意见' },
  ] as const;
  for (const [index, { kind, text }] of written.entries()) {
    const [departmentId, receiver] = [departments[index], [site.manager, site.supervisor][index] ?? site.assistant];
    if (!departmentId) return;
    const body = {
      siteId: site.id,
      departmentIds: [departmentId],
      kind,
      customerId,
      text,
      wantedOn: addDays(today, 2),
    };
    const sent = await driver.try(seller, liaison.send, { body });
    if (!sent || index === 2) continue;
    yield later(market, 50);
    const params = { noteId: sent.note.id };
    await driver.try(receiver, liaison.receive, { params, body: { departmentId } });
    if (index > 0) continue;
    yield later(market, 120);
    const answer = '交付标准以合同附件三为准，样板间软装不在其列，已拟书面说明';
    await driver.try(receiver, liaison.answer, { params, body: { departmentId, answer } });
  }
}

/** A telephone number and an invoice name that do not belong together: planned, agreed to, given out; one of two has reported back. */
async function* remedy(market: Market): Story {
  const { driver, site, company, today } = market;
  const [, , seller] = site.consultants;
  const customerId = seller && (await buyer(market, seller));
  if (!customerId) return;
  const what = '登记电话为前任联系人，开票名称已变更';
  const opened = await driver.try(seller, remedies.open, { params: { customerId }, body: { what } });
  if (!opened) return;
  const params = { remedyId: opened.remedyId };
  const plan = '先电话核对联系人，再由财务核对开票资料，更正后通知客户';
  yield later(market, 60);
  const planned = await driver.try(company.service, remedies.plan, { params, body: { plan } });
  if (!planned?.remedy.planApprovalId) return;
  yield* signed(market, planned.remedy.planApprovalId, company.service);
  yield later(market, 30);
  const task = (department: string, what: string, staffId: string | null, inDays: number) => ({
    ...{ department, what, assigneeId: staffId ?? '', dueOn: addDays(today, inDays) },
  });
  const tasks = [
    task('销售', '核对联系人与电话', seller.staffId, 1),
    task('财务', '核对开票名称与税号', company.finance.staffId, 2),
  ];
  const given = await driver.try(company.service, remedies.organise, { params, body: { tasks } });
  const mine = given?.remedy.tasks.find(({ assignee }) => assignee.id === seller.staffId);
  if (!mine) return;
  yield later(market, 150);
  const body = { feedback: '新联系人已确认，电话已更正' };
  await driver.try(seller, remedies.feedback, { params: { ...params, taskId: mine.id }, body });
}

/** The first invoice of somebody nobody had done business with: the form is in, whoever confirms it has not signed yet. */
async function* newCustomer(market: Market): Story {
  const { driver, site } = market;
  const seller = site.consultants[3];
  const customerId = seller && (await buyer(market, seller));
  if (!customerId) return;
  const params = { customerId };
  const on = driver.now.slice(0, 10);
  const formName = '临平新材料有限公司';
  const invoice = { on, kind: 'invoice' as const, invoiceName: formName };
  await driver.try(site.manager, customers.addTransaction, { params, body: invoice });
  yield later(market, 40);
  await driver.try(seller, customers.claimNewCustomer, { params, body: { firstOn: on, formName } });
}

async function planMonth(market: Market): Promise<void> {
  const { driver, site, company } = market;
  const plan = { contracts: 8, salesFen: 1_900_000_000, collectionsFen: 1_500_000_000, reason: '年度计划分解' };
  const params = { siteId: site.id, month: dayBefore(market, 1).slice(0, 7) };
  await driver.try(company.finance, position.setPlan, { params, body: plan });
}

async function keepViews({ driver, site }: Market): Promise<void> {
  const [leader, seller] = site.consultants;
  const view = {
    params: { list: 'units' as const },
    name: '可售的三房',
    filters: { state: 'available', layout: 'B1' },
  };
  if (seller) await driver.try(seller, listViews.saveView, { params: view.params, body: { ...view, shared: false } });
  if (leader)
    await driver.try(leader, listViews.saveView, {
      params: { list: 'deals' },
      body: { name: '签约在办', shared: false, filters: { state: 'contracting' } },
    });
  await driver.try(site.manager, listViews.saveView, {
    params: { list: 'deals' },
    body: { name: '已签未交', shared: true, filters: { state: 'contracted' } },
  });
}
