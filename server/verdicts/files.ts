/** What the parties hand in: kept encrypted like every attachment, opened by whoever may read the dispute, every time written down. */
import { accept } from '#core/kernel/decision.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { FileQuery, Uuid } from '#contract/kernel/shapes.ts';
import { keepBytes, readBytes, readUpload, sendFile } from '#server/customers/index.ts';
import { runCommand, runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { requireBrief, requireStating } from './access.ts';
import * as store from './store.ts';
import { requireReadable } from './views.ts';

const idFrom = (call: RawCall, field: string): string => {
  const parsed = Uuid.safeParse((call.request.params as Record<string, unknown>)[field]);
  if (!parsed.success) throw invalid(field, 'UUID');
  return parsed.data.toLowerCase();
};

function note(
  context: Context,
  dispute: store.Dispute,
  kind: 'verdicts.addFile' | 'verdicts.openFile',
  fileId: string,
  name: string,
): string {
  return context.record({
    kind,
    siteId: dispute.siteId,
    subject: { type: 'dispute', id: dispute.id },
    customerId: dispute.customerId,
    staffIds: dispute.parties,
    input: { name },
    facts: {},
    decision: accept({ fileId }, ['S2.05.s1.access']),
  });
}

async function upload(call: RawCall): Promise<unknown> {
  const disputeId = idFrom(call, 'disputeId');
  const { actor, commandId, bytes, ...file } = await readUpload(call);
  const payload = { disputeId, name: file.name, sha256: file.sha256 };
  const { response } = await runCommand(
    call.runtime,
    { route: 'POST /disputes/:disputeId/files', actor, commandId, payload },
    async (context) => {
      await requireReadable(context, disputeId);
      const dispute = await store.lockDispute(context.tx, disputeId);
      requireStating(context, dispute);
      requireBrief(await store.filesBy(context.tx, disputeId, actor.staffId));
      const id = context.newId();
      await keepBytes(context, call.runtime.dataDir, id, bytes);
      await store.insertFile(context.tx, {
        ...file,
        id,
        disputeId,
        bytes: bytes.length,
        at: context.now,
        by: actor.staffId,
      });
      context.publish({ topic: 'disputes', siteId: dispute.siteId });
      return { fileId: id, journalId: note(context, dispute, 'verdicts.addFile', id, file.name) };
    },
  );
  return response;
}

async function download(call: RawCall): Promise<unknown> {
  const { actor, runtime } = call;
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const [disputeId, fileId] = [idFrom(call, 'disputeId'), idFrom(call, 'fileId')];
  const opened = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    await requireReadable(context, disputeId);
    const file = await store.fileById(context.tx, disputeId, fileId);
    note(context, await store.disputeById(context.tx, disputeId), 'verdicts.openFile', fileId, file.name);
    return { ...file, bytes: await readBytes(context, runtime.dataDir, fileId) };
  });
  return sendFile(call.reply, opened);
}

export const fileEndpoints = [
  raw({
    method: 'POST',
    path: '/disputes/:disputeId/files',
    may: 'claims.dispute',
    summary: {
      zh: '提交争议附件(application/octet-stream,?name=&commandId=)',
      en: 'Hand a file in to a dispute (application/octet-stream, ?name=&commandId=)',
    },
    query: FileQuery,
    body: 'bytes',
    serve: upload,
  }),
  raw({
    method: 'GET',
    path: '/disputes/:disputeId/files/:fileId',
    may: 'claims.dispute',
    summary: { zh: '下载争议附件', en: 'Download a file of a dispute' },
    serve: download,
  }),
];
