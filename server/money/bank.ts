/** The bank's statement against the books: read whole or not at all, then settled line by line. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BANK_FILE_BYTES_MAX, BankFileQuery, bankFilePath, money as routes } from '#contract/money.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { accept } from '#core/kernel/decision.ts';
import { readStatement } from '#core/money/index.ts';
import { readSheets } from '#server/imports/index.ts';
import { notAllowed, personOf, requireSite } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import { answer, carryOut, type Endpoint, type RawCall, type RawEndpoint, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { openAccount } from './account.ts';
import { clearReceipt, take } from './receipts.ts';
import { refusedAs } from './said.ts';
import * as store from './store-bank.ts';
import { dealOfReceipt } from './store-ledger.ts';
import { fileOut, files, lineOut, lines } from './views-bank.ts';

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > BANK_FILE_BYTES_MAX)
      throw new Refused('TOO_LARGE', commonRefusals.TOO_LARGE, { limit: `${BANK_FILE_BYTES_MAX / 1024 / 1024} MB` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const unreadable = (whyZh: string, whyEn: string) => refusedAs('BANK_FILE_UNREADABLE', { whyZh, whyEn });

/** Every sheet is tried: banks put a cover before the table. */
async function statementOf(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'guike-bank-'));
  try {
    const path = join(folder, 'statement');
    await writeFile(path, bytes);
    const read = await readSheets(path);
    if (read.problem !== null) throw unreadable(read.problem.zh, read.problem.en);
    const statement = read.sheets.map(readStatement).find((one) => one !== null);
    if (!statement) throw unreadable('没有找到日期与金额列', 'no columns of dates and amounts');
    if (statement.lines.length === 0 && statement.problems.length > 0)
      throw unreadable('没有一行可以读懂', 'not one line makes sense');
    return statement;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw notAllowed('money.close');
  const parsed = BankFileQuery.safeParse(request.query);
  if (!parsed.success)
    throw invalid(parsed.error.issues[0]?.path.join('.') ?? 'query', parsed.error.issues[0]?.message ?? 'invalid');
  const { siteId, name, commandId } = parsed.data;
  requireSite(actor, 'money.close', siteId);
  const bytes = await bytesOf(request.body as AsyncIterable<Buffer>);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const statement = await statementOf(bytes);
  const { response } = await runCommand(
    runtime,
    { route: `POST ${bankFilePath}`, actor, commandId, payload: { siteId, name, sha256 } },
    async (context) => {
      const known = await store.fileByHash(context.tx, siteId, sha256);
      if (known) throw refusedAs('BANK_FILE_KNOWN', { fileId: known.id, atText: known.loadedAt.slice(0, 10) });
      const id = context.newId();
      const journalId = context.record({
        kind: 'money.bankFile',
        siteId,
        subject: { type: 'bank_file', id },
        staffIds: [actor.staffId],
        input: { name },
        facts: { lines: statement.lines.length, skipped: statement.skipped, problems: statement.problems.length },
        decision: accept({ fileId: id }, ['S0.04.d3b']),
      });
      const { lines: read, skipped, problems } = statement;
      await store.insertFile(context.tx, {
        ...{ id, siteId, name, bytes: bytes.length, sha256, lines: read, skipped, problems },
        ...{ by: personOf(actor), at: context.now, journalId },
      });
      context.publish({ topic: 'money', siteId });
      return { file: await fileOut(context, id), journalId };
    },
  );
  return reply.status(201).send(response);
}

const match = carryOut(routes.matchLine, async (context, { params, body }) => {
  const { tx, now } = context;
  const before = await store.lineById(tx, params.lineId);
  requireSite(context.actor, 'money.close', before.siteId);
  if (before.state !== 'open') throw refusedAs('BANK_LINE_SETTLED');
  if ((body.receiptId === null) === (body.dealId === null))
    throw invalid('receiptId', '收据与成交须择其一 / either a receipt or a deal');
  // The deal first, then the line, as everybody locks them: whoever comes second finds the line settled.
  const dealId = body.dealId ?? (await dealOfReceipt(tx, body.receiptId ?? ''));
  await openAccount(context, dealId);
  const line = await store.lineById(tx, params.lineId, true);
  if (line.state !== 'open') throw refusedAs('BANK_LINE_SETTLED');
  let receiptId: string;
  if (body.receiptId !== null) {
    receiptId = body.receiptId;
    await clearReceipt(context, receiptId, line.reference, line.id, line.amountFen);
  } else {
    const bankRef = line.reference === '' ? line.id.slice(-12) : line.reference;
    const { payer, amountFen } = line;
    const taken = {
      kind: body.kind,
      amountFen,
      currency: 'CNY',
      method: 'wire',
      day: null,
      payer,
      bankRef,
      note: '',
    } as const;
    ({ receiptId } = await take(context, dealId, { ...taken, bankLineId: line.id }));
  }
  const journalId = context.record({
    kind: 'money.bankLine',
    siteId: line.siteId,
    subject: { type: 'bank_line', id: line.id },
    staffIds: [context.actor.staffId],
    input: { receiptId: body.receiptId, dealId: body.dealId },
    facts: { amountFen: line.amountFen, reference: line.reference },
    decision: accept({ state: 'matched', receiptId }, ['S0.08.b.31', 'S0.07.rep.7c']),
  });
  const settled = {
    state: 'matched' as const,
    receiptId,
    dealId,
    why: '',
    by: personOf(context.actor),
    at: now,
    journalId,
  };
  await store.settleLine(tx, line.id, settled);
  context.publish({ topic: 'money', siteId: line.siteId });
  return { line: await lineOut(context, line.id), receiptId, journalId };
});

const ignore = carryOut(routes.ignoreLine, async (context, { params, body }) => {
  const { tx, now } = context;
  const line = await store.lineById(tx, params.lineId, true);
  requireSite(context.actor, 'money.close', line.siteId);
  if (line.state !== 'open') throw refusedAs('BANK_LINE_SETTLED');
  const journalId = context.record({
    kind: 'money.bankLine',
    siteId: line.siteId,
    subject: { type: 'bank_line', id: line.id },
    staffIds: [context.actor.staffId],
    input: { reason: body.reason },
    facts: { amountFen: line.amountFen, reference: line.reference },
    decision: accept({ state: 'ignored' }, ['S0.04.d3b']),
    reason: body.reason,
  });
  const settled = { state: 'ignored' as const, receiptId: null, dealId: null, why: body.reason };
  await store.settleLine(tx, line.id, { ...settled, by: personOf(context.actor), at: now, journalId });
  context.publish({ topic: 'money', siteId: line.siteId });
  return { line: await lineOut(context, line.id), journalId };
});

export const bankEndpoints: readonly (Endpoint | RawEndpoint)[] = [
  raw({
    method: 'POST',
    path: bankFilePath,
    may: 'money.close',
    summary: { zh: '上传银行流水（.xlsx 或 .csv）', en: 'Upload a bank statement (.xlsx or .csv)' },
    query: BankFileQuery,
    body: 'bytes',
    serve: load,
  }),
  match,
  ignore,
  answer(routes.bankFiles, (context, { query }) => files(context, query)),
  answer(routes.bankLines, (context, { params, query }) => lines(context, params.fileId, query)),
];
