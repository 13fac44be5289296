/** Keeping the house's contract texts: a text is checked before it is kept, and a new version never overwrites an old one. */
import { createHash } from 'node:crypto';
import { dealDocuments as contract, documentRefusals, TemplateUpload } from '#contract/deal-documents.ts';
import { templateFilePath, templateUploadPath } from '#contract/deal-documents.ts';
import { FileQuery, Uuid } from '#contract/kernel/shapes.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { decideTemplate, fieldUses, readTemplate } from '#core/deals/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { readUpload, sendFile } from '#server/customers/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { runCommand, runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type RawCall, raw } from '#server/platform/http.ts';
import { accepted, invalid, notFound, Refused } from '#server/platform/refused.ts';
import * as store from './store-templates.ts';
import * as views from './views-templates.ts';
import { usesOfWord, WORD_BYTES_MAX } from './word.ts';

type Checked = Omit<store.TextContent, 'fields'>;
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

function usesOf(content: Checked) {
  return content.file === null ? fieldUses(readTemplate(content.text ?? '')) : usesOfWord(content.file);
}

/** Checked, then kept as the next version; who wrote on an older version is told whose came between. */
async function keep(
  context: Context,
  place: store.Place,
  content: Checked,
  { basedOn, note }: { basedOn: number; note: string },
) {
  const { outcome, clauses } = accepted(decideTemplate({ kind: place.kind, ...usesOf(content) }), documentRefusals);
  const present = await store.lockAt(context.tx, place);
  const current = present?.version ?? 0;
  if (current !== basedOn)
    throw new Refused('TEMPLATE_STALE', documentRefusals.TEMPLATE_STALE, { current, by: present?.savedBy ?? '' });
  const id = present?.id ?? context.newId();
  const version = current + 1;
  const { form, fileName, sha256: fingerprint } = content;
  const journalId = context.record({
    kind: 'deals.saveTemplate',
    siteId: place.siteId,
    subject: { type: 'deal_template', id },
    input: { ...place, form, fileName, note, basedOn },
    facts: {},
    decision: accept({ version, sha256: fingerprint, fields: outcome.fields }, clauses),
  });
  await store.saveVersion(
    context.tx,
    { id, place, number: version },
    { ...content, fields: outcome.fields, note, at: context.now, by: personOf(context.actor), journalId },
  );
  context.publish({ topic: 'deal-templates' });
  return { templateId: id, version, journalId };
}

async function restore(context: Context, templateId: string, body: { number: number; basedOn: number }) {
  const template = await store.lockTemplate(context.tx, templateId);
  const version = template && (await store.versionOf(context.tx, templateId, body.number));
  if (!template || !version) throw notFound('合同范本的版本 / version of the text');
  const { fields: _, note, number, ...content } = version;
  return keep(context, template, content, { basedOn: body.basedOn, note: `← ${number} ${note}`.trim() });
}

async function retire(context: Context, templateId: string, reason: string) {
  const template = await store.lockTemplate(context.tx, templateId);
  if (!template) throw notFound('合同范本 / text');
  await store.retire(context.tx, templateId, context.now, personOf(context.actor));
  const { kind, goods, siteId } = template;
  const journalId = context.record({
    kind: 'deals.retireTemplate',
    siteId,
    subject: { type: 'deal_template', id: templateId },
    input: { kind, goods, siteId, reason },
    facts: {},
    decision: accept({ version: template.version }, []),
    reason,
  });
  context.publish({ topic: 'deal-templates' });
  return { journalId };
}

async function upload(call: RawCall): Promise<unknown> {
  const query = TemplateUpload.safeParse(call.request.query);
  if (!query.success) throw invalid(String(query.error.issues[0]?.path[0] ?? 'kind'), '不符合要求 / not acceptable');
  const { actor, commandId, bytes, name, mediaType, sha256: fingerprint } = await readUpload(call);
  if (bytes.length > WORD_BYTES_MAX)
    throw new Refused('TOO_LARGE', commonRefusals.TOO_LARGE, { limit: `${WORD_BYTES_MAX / 1024 / 1024} MB` });
  if (!mediaType.includes('wordprocessingml'))
    throw new Refused('TEMPLATE_UNREADABLE', documentRefusals.TEMPLATE_UNREADABLE);
  const { kind, goods = null, siteId = null, basedOn, note = '' } = query.data;
  const content: Checked = { form: 'word', text: null, file: bytes, fileName: name, sha256: fingerprint };
  const payload = { kind, goods, siteId, basedOn, note, name, sha256: fingerprint };
  const { response } = await runCommand(
    call.runtime,
    { route: 'POST /deal-templates/file', actor, commandId, payload },
    (context) => keep(context, { kind, goods, siteId }, content, { basedOn, note }),
  );
  return response;
}

async function download({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const templateId = Uuid.safeParse((request.params as { templateId: string }).templateId);
  const number = Number((request.query as { number?: string }).number);
  if (!templateId.success) throw invalid('templateId', 'UUID');
  if (!Number.isInteger(number) || number < 1) throw invalid('number', '应为版本号 / a version number');
  const version = await runSystem(runtime, actor.companyId, actor, runtime.now(), ({ tx }) =>
    store.versionOf(tx, templateId.data, number),
  );
  if (!version?.file) throw notFound('Word 范本 / Word file');
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return sendFile(reply, { name: version.fileName ?? 'template.docx', mediaType, bytes: version.file });
}

export const templateEndpoints = [
  answer(contract.templates, (context) => views.templates(context)),
  answer(contract.fields, async (_context, { query }) => views.fields(query.kind)),
  answer(contract.text, (context, { query }) => views.text(context, query)),
  carryOut(contract.preview, async (_context, { body }) => {
    const decision = decideTemplate({ kind: body.kind, ...fieldUses(readTemplate(body.text)) });
    const unknown = decision.accepted ? [] : String(decision.detail.names ?? decision.detail.part ?? '').split('、');
    return { lines: views.previewOf(body.kind, body.text), unknown: unknown.filter((name) => name !== '') };
  }),
  carryOut(contract.save, (context, { body: { kind, goods, siteId, text, basedOn, note } }) =>
    keep(
      context,
      { kind, goods, siteId },
      { form: 'text', text, file: null, fileName: null, sha256: sha256(text) },
      { basedOn, note },
    ),
  ),
  carryOut(contract.restore, (context, { params, body }) => restore(context, params.templateId, body)),
  carryOut(contract.retire, (context, { params, body }) => retire(context, params.templateId, body.reason)),
  raw({
    method: 'POST',
    path: templateUploadPath,
    may: 'deals.templates',
    summary: {
      zh: '上传 Word 范本(application/octet-stream,?kind=&basedOn=&name=&commandId=)',
      en: 'Bring a Word file as a text (application/octet-stream, ?kind=&basedOn=&name=&commandId=)',
    },
    query: TemplateUpload.extend(FileQuery.shape),
    body: 'bytes',
    serve: upload,
  }),
  raw({
    method: 'GET',
    path: templateFilePath,
    may: 'deals.templates',
    summary: { zh: '下载 Word 范本(?number=)', en: 'Download a Word text (?number=)' },
    serve: download,
  }),
];
