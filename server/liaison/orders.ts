/** S1.09.o2: an order that takes effect is with the departments concerned by the same commit. */
import { inYuan } from '#contract/kernel/yuan.ts';
import { decideForward, type DepartmentKey } from '#core/liaison/index.ts';
import { siteById } from '#server/claims/index.ts';
import { type Deal, onDealEvent } from '#server/deals/index.ts';
import type { Context } from '#server/platform/context.ts';
import { sendOut } from './notes.ts';
import { departmentNames } from './said.ts';
import * as store from './store.ts';
import { orderWords } from './views.ts';

async function forward(context: Context, deal: Deal): Promise<void> {
  const { tx, now } = context;
  const { siteId } = deal;
  const rules = await context.rules(siteId);
  const { timeZone } = await siteById(tx, siteId);
  const facts = { goods: deal.kind, timeZone, dealId: deal.id };
  const decision = decideForward(rules.values.liaison, facts, now);
  if (!decision.accepted || (await store.isForwarded(tx, deal.id))) return;
  const id = context.newId();
  const journalId = context.record({
    kind: 'liaison.forward',
    siteId,
    subject: { type: 'liaison_note', id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    rules,
    input: {},
    facts,
    decision,
  });
  const departments: store.Department[] = [];
  for (const key of decision.outcome.to) {
    const wanted = { id: context.newId(), siteId, key, name: departmentNames[key as DepartmentKey], at: now };
    departments.push(await store.departmentNamed(tx, wanted));
  }
  const { unit, consultant } = await orderWords(tx, deal.id);
  const lines = [
    `订单 ${deal.number ?? ''} 生效`,
    `标的：${unit}`,
    `成交价：${inYuan(deal.priceFen)} 元`,
    `付款方式：${paymentWords[deal.paymentMethod]}`,
    `经办：${consultant}`,
  ];
  const note = { siteId, kind: 'order' as const, text: lines.join('\n'), customerId: deal.customerId, dealId: deal.id };
  await sendOut(context, { ...note, departments, fromId: deal.consultantId }, decision.outcome, { id, journalId });
}
const paymentWords = { full: '一次性付款', instalments: '分期付款', mortgage: '按揭', finance_company: '金融公司贷款' };

onDealEvent('liaison', async (context, { type, deal }) => {
  if (type === 'subscribed') await forward(context, deal);
});
