/** A rulebook as its Markdown file: a version, or a draft as it stands. */
import { z } from 'zod';
import { Uuid } from '#contract/kernel/shapes.ts';
import { draftFilePath, printFilePath, sourceFilePath } from '#contract/rulebook-sign-off.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, type RawEndpoint, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { pdfOf } from './pdf.ts';
import { readDraft } from './store-drafts.ts';
import { bookOf, source } from './views.ts';
import { printed } from './views-signatures.ts';

interface File {
  readonly name: string;
  readonly text: string;
}

async function versionFile(context: Context, { request }: RawCall): Promise<File> {
  const rulebookId = idFrom(request.params, 'rulebookId');
  const book = await bookOf(context.tx, rulebookId);
  const version = await source(context, rulebookId, numberFrom(request.query));
  return { name: `${book.key}-${version.number}.md`, text: version.source };
}

async function draftFile({ tx }: Context, { request }: RawCall): Promise<File> {
  const draft = await readDraft(tx, idFrom(request.params, 'draftId'));
  const book = await bookOf(tx, draft.rulebookId);
  return { name: `${book.key}-draft.md`, text: draft.source };
}

function numberFrom(query: unknown): number | undefined {
  const { number } = query as { number?: string };
  if (number !== undefined && !/^[1-9]\d{0,5}$/.test(number)) throw invalid('number', '应为版本号 / a version number');
  return number === undefined ? undefined : Number(number);
}

async function servePdf({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const rulebookId = idFrom(request.params, 'rulebookId');
  const { siteId } = request.query as { siteId?: string };
  if (siteId !== undefined) idFrom(request.query, 'siteId');
  const number = numberFrom(request.query);
  const page = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    printed(context, rulebookId, { number, siteId }),
  );
  const name = `${page.document.key}-${page.document.version.number}.pdf`.replace(/[^\w.-]/g, '_');
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .type('application/pdf')
    .send(await pdfOf(page));
}

function idFrom(params: unknown, name: string): string {
  const id = Uuid.safeParse((params as Record<string, unknown>)[name]);
  if (!id.success) throw invalid(name, '不是有效的编号 / not an id');
  return id.data;
}

async function serveFile(call: RawCall, load: (context: Context, call: RawCall) => Promise<File>): Promise<unknown> {
  const { runtime, actor, reply } = call;
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const file = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) => load(context, call));
  // The key of a book is free text in its front matter: only harmless characters go into the header.
  const name = file.name.replace(/[^\w.-]/g, '_');
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .type('text/markdown; charset=utf-8')
    .send(file.text);
}

const Which = z.object({
  number: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Omitted: the newest version, or for print the one in force'),
  siteId: Uuid.optional().describe('Omitted: every site I may see'),
});

export const fileEndpoints: readonly RawEndpoint[] = [
  raw({
    method: 'GET',
    path: sourceFilePath,
    may: 'rulebook.read',
    summary: { zh: '下载制度原文(.md,?number=)', en: 'A version as a Markdown file (?number=)' },
    query: Which.pick({ number: true }),
    serve: (call) => serveFile(call, versionFile),
  }),
  raw({
    method: 'GET',
    path: draftFilePath,
    may: 'rulebook.read',
    summary: { zh: '下载草案原文(.md)', en: 'A draft as a Markdown file' },
    serve: (call) => serveFile(call, draftFile),
  }),
  raw({
    method: 'GET',
    path: printFilePath,
    may: 'rulebook.read',
    summary: {
      zh: '制度与签收页(PDF,?number=&siteId=)',
      en: 'The text with its signatures as a PDF (?number=&siteId=)',
    },
    query: Which,
    serve: servePdf,
  }),
];
