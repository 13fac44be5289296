/** The demand notice from the house's own text, as a PDF or a Word file. */
import { z } from 'zod';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Uuid } from '#contract/kernel/shapes.ts';
import { amountInCapitals, amountInFigures, dayInChinese } from '#core/deals/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { sendFile } from '#server/customers/index.ts';
import { dealById, fileOf, type Paper, paperOf } from '#server/deals/index.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { accountOut } from './views-account.ts';
import { readDemand } from './views-demands.ts';

const File = z.object({ format: z.enum(['pdf', 'docx']).default('pdf') });
const names: Readonly<Record<string, string>> = { deposit: '定金', balance: '余款', loan: '贷款' };

async function noticeOf(context: Context, demandId: string): Promise<Paper> {
  const demand = await readDemand(context, demandId);
  const deal = await dealById(context.tx, demand.deal.id);
  const { dues, breachAt } = await accountOut(context, deal.id);
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const late = dues.filter((due) => due.openFen > 0 && due.dueOn !== null && due.bucket !== 'not_due');
  const lastDay = breachAt === null ? null : localDateOf(new Date(Date.parse(breachAt) - 1).toISOString(), timeZone);
  const daysLate = (day: string): number =>
    Temporal.PlainDate.from(day).until(Temporal.PlainDate.from(localDateOf(context.now, timeZone)), {
      largestUnit: 'days',
    }).days;
  const paper = await paperOf(context, deal, {
    kind: 'demand_notice',
    number: demand.number,
    copies: 1,
    isDraft: false,
    isMasked: true,
    more: {
      fields: {
        欠款合计: amountInFigures(demand.amountFen),
        欠款合计大写: amountInCapitals(demand.amountFen),
        付清期限: lastDay === null ? '' : dayInChinese(lastDay),
      },
      lists: {
        逾期款项: late.map((due) => ({
          款项名称: names[due.name] ?? due.name,
          应付日期: dayInChinese(due.dueOn ?? ''),
          欠款金额: amountInFigures(due.openFen),
          逾期天数: String(daysLate(due.dueOn ?? '')),
        })),
      },
    },
  });
  context.record({
    kind: 'deals.printDocument',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: { kind: 'demand_notice', documentId: demand.id, number: demand.number, isDraft: false },
    facts: {},
    decision: accept({ sha256: null }, ['S0.02.chg.3']),
  });
  return paper;
}

async function serve({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const demandId = Uuid.safeParse((request.params as { demandId: string }).demandId);
  const query = File.safeParse(request.query);
  if (!demandId.success) throw invalid('demandId', 'UUID');
  if (!query.success) throw invalid('format', 'pdf, docx');
  const paper = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    noticeOf(context, demandId.data),
  );
  return sendFile(reply, await fileOf(paper, query.data));
}

export const demandFileEndpoint = raw({
  method: 'GET',
  path: '/money/demands/:demandId/file',
  may: 'money.dun',
  summary: { zh: '催款通知单(PDF 或 Word,?format=)', en: 'A demand notice (PDF or Word, ?format=)' },
  query: File,
  serve,
});
