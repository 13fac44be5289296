/** Papers of a deal: printed as drafts as often as one likes, made final once, signed with the deal, voided with a reason. */
import { dealDocuments as contract, DocumentFile, documentFilePath, DocumentKind } from '#contract/deal-documents.ts';
import { documentRefusals } from '#contract/deal-documents.ts';
import { commonRefusals, errorBody } from '#contract/kernel/refusal.ts';
import { Uuid } from '#contract/kernel/shapes.ts';
import {
  type Deal,
  type DealRuleValues,
  decideMakeFinal,
  type DocumentKind as Kind,
  documentNames,
  type FinalFacts,
  needsContract,
  type DocumentLine,
} from '#core/deals/index.ts';
import { accept, type Refusal } from '#core/kernel/decision.ts';
import { sendFile, vaultOf } from '#server/customers/index.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type RawCall, raw } from '#server/platform/http.ts';
import { invalid, notFound, Refused } from '#server/platform/refused.ts';
import { coversDeal, lacks, readableDeal, requireDeal } from './access.ts';
import { whyNotSigned } from './document-signing.ts';
import { onDealEvent } from './hooks.ts';
import { fileOf, fingerprintOf, type Paper, paperOf } from './paper.ts';
import { saveDeal } from './store.ts';
import * as store from './store-documents.ts';
import { templateFor } from './store-templates.ts';
import { nextNumber } from './store-numbers.ts';
import { causeOf } from './views-documents.ts';

/** The papers a deal can have, in the order in which they come up. */
const kindsOf = (rules: DealRuleValues, deal: Deal): Kind[] => [
  deal.kind === 'room' ? 'subscription' : 'order',
  ...(needsContract(rules, deal.kind) || deal.signedAt !== null ? (['contract'] as const) : []),
  'supplement',
  'unit_change',
  'name_change',
  'withdrawal',
  'handover',
];

async function copiesOf(context: Context, deal: Deal, kind: Kind): Promise<number> {
  const { copies } = (await context.rules(deal.siteId)).values.deals;
  const row = kind === 'subscription' || kind === 'order' ? copies.subscription : copies.contract;
  const count = Object.values(row ?? {}).reduce((a, b) => a + b, 0);
  return kind === 'handover' || kind === 'withdrawal' ? 2 : Math.max(1, count);
}

const marks: Partial<Record<Kind, string>> = { unit_change: 'HF', name_change: 'GM', withdrawal: 'TD', handover: 'JF' };
/** The number on the paper, as far as it is known: only making it final takes a new one. */
const numberOf = (deal: Deal, kind: Kind): string => {
  if (kind === 'contract') return deal.contractNumber ?? '';
  const mark = marks[kind];
  return mark && deal.number ? `${deal.number}-${mark}` : (deal.number ?? '');
};

const words: Readonly<Record<string, { zh: string; en: string }>> = {
  subscription_approval: { zh: '认购(订单)审批通过', en: 'the subscription is approved' },
  contract_approval: { zh: '合同审批通过', en: 'the contract is approved' },
  supplement: { zh: '登记补充协议', en: 'a supplement is entered' },
  unit_change: { zh: '换房获批', en: 'the change of unit is agreed to' },
  name_change: { zh: '更名获批', en: 'the change of name is agreed to' },
  withdrawal_consent: { zh: '退订获批', en: 'the withdrawal is consented to' },
  full_payment: { zh: '款项付清', en: 'everything is paid' },
  overdue: { zh: '款项逾期', en: 'something is overdue' },
};
const inWords = ({ detail }: Refusal): Record<string, unknown> => {
  const kind = documentNames[detail.kind as Kind];
  const needs = words[String(detail.needs)];
  return { ...detail, kindZh: kind.zh, kindEn: kind.en.toLowerCase(), needsZh: needs?.zh, needsEn: needs?.en };
};

/** One supplement or change may follow another: a signed one does not stand in the way of the next. */
const repeats = new Set<Kind>(['supplement', 'unit_change', 'name_change']);

function factsFor(deal: Deal, kind: Kind, hasCause: boolean, finals: readonly store.Final[]): FinalFacts {
  const last = finals.find((one) => one.kind === kind && one.voidedAt === null);
  const stands = last && !(repeats.has(kind) && last.signedAt !== null);
  return {
    kind,
    deal,
    contractApprovedAt: deal.contract?.approvedAt ?? null,
    hasCause,
    standing: stands ? { at: last.madeFinalAt, by: last.madeFinalBy?.name ?? '' } : null,
  };
}

async function makeFinal(context: Context, dealId: string, kind: Kind) {
  const deal = await requireDeal(context, 'deals.register', dealId);
  const more = await causeOf(context.tx, deal, kind);
  const decision = decideMakeFinal(factsFor(deal, kind, more !== null, await store.finalsOf(context.tx, dealId)));
  if (!decision.accepted) throw new Refused(decision.code, documentRefusals[decision.code], inWords(decision));
  return finalise(context, deal, kind, more, null);
}

/** Puts the text down as it is now. A contract gets its number here, when it is printed for signature, and keeps it. */
async function finalise(
  context: Context,
  before: Deal,
  kind: Kind,
  more: Awaited<ReturnType<typeof causeOf>>,
  signedAt: string | null,
) {
  let deal = before;
  if (kind === 'contract' && deal.contractNumber === null)
    deal = await saveDeal(context.tx, deal, {
      contractNumber: await nextNumber(context, 'contract', deal.siteId),
    });
  const copies = await copiesOf(context, deal, kind);
  const number = numberOf(deal, kind);
  const paper = await paperOf(context, deal, { kind, number, copies, isDraft: false, isMasked: false, more });
  const sha256 = fingerprintOf(paper.lines);
  const documentId = context.newId();
  const { templateId, templateVersion } = paper;
  const content = Buffer.from(
    JSON.stringify({ lines: paper.lines, word: paper.word?.toString('base64') ?? null, company: paper.company }),
  );
  const sealed = (await vaultOf(context)).sealBytes(content);
  const journalId = context.record({
    kind: 'deals.makeFinal',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: { kind, documentId, templateId, templateVersion },
    facts: {},
    decision: accept({ number: paper.number, sha256, copies }, ['S0.02.info.10', 'S0.07.ct.3']),
  });
  await store.insertFinal(context.tx, {
    id: documentId,
    dealId: deal.id,
    kind,
    number: paper.number,
    templateId,
    templateVersion,
    form: paper.word ? 'word' : 'text',
    sealed,
    sha256,
    copies,
    at: context.now,
    by: context.actor.staffId,
    signedAt,
    journalId,
  });
  context.publish({ topic: 'deals', siteId: deal.siteId, id: deal.id });
  return { documentId, number: paper.number, sha256, journalId };
}

async function voidDocument(context: Context, dealId: string, documentId: string, reason: string) {
  const deal = await requireDeal(context, 'deals.register', dealId);
  const final = (await store.finalsOf(context.tx, dealId)).find((one) => one.id === documentId);
  if (!final || final.voidedAt !== null) throw notFound('定稿文件 / final paper');
  if (final.signedAt !== null)
    throw new Refused('DOCUMENT_SIGNED', documentRefusals.DOCUMENT_SIGNED, {
      kindZh: documentNames[final.kind].zh,
      kindEn: documentNames[final.kind].en.toLowerCase(),
    });
  return { journalId: await voidOne(context, deal, final, reason) };
}

async function voidOne(context: Context, deal: Deal, final: store.Final, reason: string): Promise<string> {
  await store.voidFinal(context.tx, final.id, { at: context.now, by: context.actor.staffId, reason });
  context.publish({ topic: 'deals', siteId: deal.siteId, id: deal.id });
  return context.record({
    kind: 'deals.voidDocument',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: { kind: final.kind, documentId: final.id, number: final.number },
    facts: {},
    decision: accept({ sha256: final.sha256 }, ['S0.02.info.10']),
    reason,
  });
}

/** The paper as it was made final: opened, and compared with its fingerprint. */
async function reopened(context: Context, final: store.Final): Promise<Paper> {
  const sealed = await store.sealedText(context.tx, final.id);
  if (!sealed) throw notFound('定稿文件 / final paper');
  const opened = JSON.parse((await vaultOf(context)).openBytes(sealed).toString('utf8')) as {
    lines: DocumentLine[];
    word: string | null;
    company: string;
  };
  if (fingerprintOf(opened.lines) !== final.sha256)
    throw new Refused('DOCUMENT_DAMAGED', documentRefusals.DOCUMENT_DAMAGED);
  return {
    ...final,
    company: opened.company,
    lines: opened.lines,
    word: opened.word === null ? null : Buffer.from(opened.word, 'base64'),
    templateId: null,
    isDraft: final.voidedAt !== null,
  };
}

async function toPrint(context: Context, dealId: string, kind: Kind, documentId: string | undefined): Promise<Paper> {
  const deal = await readableDeal(context, dealId);
  const finals = (await store.finalsOf(context.tx, dealId)).filter((one) => one.kind === kind);
  const final = documentId ? finals.find((one) => one.id === documentId) : finals.find((one) => one.voidedAt === null);
  if (documentId && !final) throw notFound('定稿文件 / final paper');
  const more = await causeOf(context.tx, deal, kind);
  if (!final && more === null) throw notFound('可打印的内容 / anything to print');
  const paper = final
    ? await reopened(context, final)
    : await paperOf(context, deal, {
        kind,
        number: numberOf(deal, kind),
        copies: await copiesOf(context, deal, kind),
        isDraft: true,
        isMasked: true,
        more,
      });
  // A final paper carries the identity number in full: who took it out is on record.
  context.record({
    kind: 'deals.printDocument',
    siteId: deal.siteId,
    subject: { type: 'deal', id: dealId },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: { kind, documentId: final?.id ?? null, number: paper.number, isDraft: paper.isDraft },
    facts: {},
    decision: accept({ sha256: final?.sha256 ?? null }, ['S2.05.s1.access']),
  });
  return paper;
}

async function print({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const params = request.params as { dealId: string; kind: string };
  const dealId = Uuid.safeParse(params.dealId);
  const kind = DocumentKind.safeParse(params.kind);
  const query = DocumentFile.safeParse(request.query);
  if (!dealId.success) throw invalid('dealId', 'UUID');
  if (!kind.success) throw invalid('kind', '没有这种文件 / no such paper');
  if (!query.success) throw invalid(String(query.error.issues[0]?.path[0] ?? 'format'), '不符合要求 / not acceptable');
  const paper = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    toPrint(context, dealId.data, kind.data, query.data.documentId),
  );
  return sendFile(reply, await fileOf(paper, query.data));
}

async function ofDeal(context: Context, dealId: string) {
  const deal = await readableDeal(context, dealId);
  const finals = await store.finalsOf(context.tx, dealId);
  const mayRegister = coversDeal(context, 'deals.register', deal);
  const rows = [];
  for (const kind of kindsOf((await context.rules(deal.siteId)).values.deals, deal)) {
    const cause = await causeOf(context.tx, deal, kind);
    const facts = factsFor(deal, kind, cause !== null, finals);
    const own = finals.filter((one) => one.kind === kind);
    if (cause !== null && !facts.standing) rows.push(await draftRow(context, deal, facts, mayRegister));
    rows.push(...own.map((final) => finalRow(final, mayRegister, whyNotSigned(context, deal, final))));
  }
  return { rows };
}

function refusalOf(facts: FinalFacts) {
  const decision = decideMakeFinal(facts);
  if (decision.accepted) return null;
  const { error } = errorBody(decision.code, documentRefusals[decision.code], inWords(decision));
  return { code: error.code, zh: error.zh, en: error.en };
}

async function draftRow(context: Context, deal: Deal, facts: FinalFacts, mayRegister: boolean) {
  const { kind } = facts;
  const own = await templateFor(context.tx, { kind, goods: deal.kind, siteId: deal.siteId });
  return {
    kind,
    documentId: null,
    number: numberOf(deal, kind) || null,
    state: 'draft' as const,
    template: { form: own?.form ?? ('text' as const), version: own?.number ?? 0, fileName: own?.fileName ?? null },
    madeFinalAt: null,
    madeFinalBy: null,
    signedAt: null,
    voidReason: null,
    sha256: null,
    copies: await copiesOf(context, deal, kind),
    journalId: null,
    signedOn: null,
    whyNot: { makeFinal: mayRegister ? refusalOf(facts) : lacks('deals.register'), void: null, sign: null },
  };
}

const stateOf = (final: store.Final) =>
  final.voidedAt ? ('void' as const) : final.signedAt ? ('signed' as const) : ('final' as const);

function finalRow(final: store.Final, mayRegister: boolean, sign: ReturnType<typeof whyNotSigned>) {
  const { id, form, fileName, templateVersion, voidedAt, ...rest } = final;
  return {
    ...rest,
    documentId: id,
    state: stateOf(final),
    template: { form, version: templateVersion, fileName },
    whyNot: { makeFinal: null, void: mayRegister ? null : lacks('deals.register'), sign },
  };
}

/** A server without the key to private data still signs and hands over; the text can be made final once the key is back. */
function unlessKeyIsMissing(error: unknown): void {
  if (!(error instanceof Refused) || error.code !== 'PRIVATE_KEY_MISSING') throw error;
}

/** What is signed is frozen even if nobody thought of making it final; what no longer holds is voided before anybody signs it. */
onDealEvent('documents', async (context, { type, deal }) => {
  const signed: Partial<Record<typeof type, Kind>> = { contracted: 'contract', handed_over: 'handover' };
  // What was agreed before is signed by then, if it was made final at all.
  if (signed[type])
    for (const earlier of ['subscription', 'order'] as const)
      await store.markSigned(context.tx, deal.id, earlier, context.now);
  const kind = signed[type];
  const finals = await store.finalsOf(context.tx, deal.id);
  const open = finals.filter((one) => one.voidedAt === null && one.signedAt === null);
  if (kind) {
    if ((await store.markSigned(context.tx, deal.id, kind, context.now)) === 0)
      await finalise(context, deal, kind, { fields: {}, lists: {} }, context.now).catch(unlessKeyIsMissing);
  } else if (type === 'changed' || type === 'cancelled') {
    const lapsed = open.filter((one) => !repeats.has(one.kind) && one.kind !== 'withdrawal');
    for (const final of lapsed) await voidOne(context, deal, final, type === 'changed' ? '成交已变更' : '成交已终止');
  }
});

export const documentEndpoints = [
  answer(contract.ofDeal, (context, { params }) => ofDeal(context, params.dealId)),
  carryOut(contract.makeFinal, (context, { params }) => makeFinal(context, params.dealId, params.kind)),
  carryOut(contract.void, (context, { params, body }) =>
    voidDocument(context, params.dealId, params.documentId, body.reason),
  ),
  raw({
    method: 'GET',
    path: documentFilePath,
    may: 'deals.read',
    summary: {
      zh: '成交文件(PDF 或 Word,?format=&copies=&documentId=)',
      en: 'A paper of a deal (PDF or Word, ?format=&copies=&documentId=)',
    },
    query: DocumentFile,
    serve: print,
  }),
];
