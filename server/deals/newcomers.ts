/**
 * A new customer is new to the company, not to one salesperson: every deal of the company is searched when the form comes in and once
 * more when the market branch signs; then internal affairs has it on file (S2.11.a3).
 */
import { onApproval, requestApproval } from '#server/approvals/index.ts';
import {
  confirmNewCustomer,
  type NewCustomerForm,
  onBusinessDone,
  onNewCustomerForm,
  refuseNewCustomer,
} from '#server/customers/index.ts';
import { notifyAll } from '#server/notices/index.ts';
import { holdersOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { invalid } from '#server/platform/refused.ts';
import { businessWith } from './store-newcomers.ts';

onBusinessDone(async ({ tx }, customerIds) => businessWith(tx, customerIds));

onNewCustomerForm(async (context: Context, form: NewCustomerForm): Promise<void> => {
  const { claimId, customerId, siteId, formName, invoiceName, firstOn, lastBefore, years } = form;
  if (siteId === null) throw invalid('customerId', '客户未归属门店 / the customer belongs to no site');
  const said = (zh: string, en: string, value: string | { zh: string; en: string }) => ({ zh, en, value });
  const never = { zh: '无', en: 'none' };
  await requestApproval(context, {
    matter: 'new_customer',
    siteId,
    subject: { type: 'new_customer', id: claimId },
    customerId,
    title: { zh: `新客户开发申请：${formName}`, en: `New customer: ${formName}` },
    lines: [
      said('申请表名称', 'Name on the form', formName),
      said('开票名称', 'Name on the invoice', invoiceName),
      said('首笔业务', 'First business', firstOn),
      said(
        `近 ${years} 年业务往来（同户、同名、同电话一并检索）`,
        `Business of the last ${years} years, household, namesakes and phones included`,
        never,
      ),
      said('此前最后一笔业务', 'Last business before', lastBefore ?? never),
    ],
    link: `/customers/${customerId}`,
    payload: { claimId },
  });
});

onApproval('new_customer', {
  approved: async (context, { subject, signers }) => {
    const { journalId, siteId, name, customerId } = await confirmNewCustomer(
      context,
      subject.id,
      signers.map(({ signerId }) => signerId),
    );
    if (siteId === null) return;
    const office = await holdersOf(context.tx, 'deals.register', siteId, context.actor.staffId);
    const notice = { kind: 'deals.newCustomerFiled', payload: { name, link: `/customers/${customerId}` }, journalId };
    await notifyAll(
      context,
      office.map((staffId) => ({ ...notice, staffId })),
    );
  },
  refused: async (context, { subject, journalId }, how) => {
    await refuseNewCustomer(context, subject.id, how === 'rejected' ? 'rejected' : 'returned', journalId);
  },
});
