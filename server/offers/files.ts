/** The papers of an offer: the proposal, and a quotation that stands, as PDF or spreadsheet. */
import { z } from 'zod';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Uuid } from '#contract/kernel/shapes.ts';
import { proposalFilePath, QuotationFile, quotationFilePath } from '#contract/offers.ts';
import { decidePrint } from '#core/offers/index.ts';
import { siteById } from '#server/claims/index.ts';
import { sendFile } from '#server/customers/index.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { printPdf } from '#server/platform/pdf/index.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { sendSheet } from '#server/platform/spreadsheet.ts';
import { readableOffer } from './access.ts';
import { proposalPages, quotationPages, quotationTable } from './pages.ts';
import { decided } from './said.ts';
import { sheetById } from './store-quotations.ts';
import { act, ofOffer, record } from './tell.ts';
import { offerPage } from './views.ts';
import { companyName } from './views-names.ts';
import { quotationOut } from './views-quotations.ts';

function asked<Query extends z.ZodType>({ actor, request }: RawCall, name: string, query: Query) {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const id = Uuid.safeParse((request.params as Record<string, string>)[name]);
  if (!id.success) throw invalid(name, 'UUID');
  const read = query.safeParse(request.query);
  if (!read.success) throw invalid(String(read.error.issues[0]?.path[0] ?? 'format'), '不符合要求 / not acceptable');
  return { actor, id: id.data, query: read.data };
}

/** What goes to a customer stands; who took it out is on record. */
async function quotation(context: Context, sheetId: string, format: string) {
  const sheet = await sheetById(context.tx, sheetId);
  const offer = await readableOffer(context, sheet.offerId);
  const facts = { state: sheet.state };
  const decision = await decided(context, decidePrint(facts));
  const about = { ...ofOffer(offer), type: 'quotation' as const, id: sheet.id };
  await record(context, about, 'offers.printQuotation', { input: { format }, facts, decision });
  const { timeZone, name: site } = await siteById(context.tx, offer.siteId);
  const page = await offerPage(context, offer.id);
  return { sheet: await quotationOut(context, sheetId), page, timeZone, site, company: await companyName(context.tx) };
}

async function serveQuotation(call: RawCall): Promise<unknown> {
  const { actor, id, query } = asked(call, 'quotationId', QuotationFile);
  const { runtime, reply } = call;
  const paper = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    quotation(context, id, query.format),
  );
  const name = `报价书-${paper.sheet.number ?? ''}`;
  if (query.format === 'xlsx') return sendSheet(reply, { name, format: 'xlsx', ...quotationTable(paper) });
  const bytes = await printPdf(quotationPages(paper));
  return sendFile(reply, { name: `${name}.pdf`, mediaType: 'application/pdf', bytes });
}

async function serveProposal(call: RawCall): Promise<unknown> {
  const { actor, id } = asked(call, 'offerId', z.object({}));
  const { runtime, reply } = call;
  const paper = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const offer = await readableOffer(context, id);
    act(context, ofOffer(offer), 'offers.printProposal', { facts: { state: offer.state }, clauses: ['S1.10.n1'] });
    const { timeZone, name: site } = await siteById(context.tx, offer.siteId);
    return { page: await offerPage(context, id), timeZone, site, company: await companyName(context.tx) };
  });
  const bytes = await printPdf(proposalPages(paper));
  return sendFile(reply, { name: `方案书-${paper.page.customer.name}.pdf`, mediaType: 'application/pdf', bytes });
}

export const fileEndpoints = [
  raw({
    method: 'GET',
    path: quotationFilePath,
    may: 'offers.read',
    summary: { zh: '报价书（PDF 或 Excel，?format=）', en: 'A quotation (PDF or spreadsheet, ?format=)' },
    query: QuotationFile,
    serve: serveQuotation,
  }),
  raw({
    method: 'GET',
    path: proposalFilePath,
    may: 'offers.read',
    summary: { zh: '方案书（PDF）', en: 'The proposal (PDF)' },
    query: z.object({}),
    serve: serveProposal,
  }),
];
