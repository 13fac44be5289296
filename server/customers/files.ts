/** Attachments: kept encrypted in the data folder, checked for size and for being what they say they are. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { customersRefusals } from '#contract/customers.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { FileQuery, Uuid } from '#contract/kernel/shapes.ts';
import { accept } from '#core/kernel/decision.ts';
import { runCommand, runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { diskIsFull } from '#server/platform/disk.ts';
import type { RawCall } from '#server/platform/http.ts';
import { raw } from '#server/platform/http.ts';
import { invalid, notFound, Refused } from '#server/platform/refused.ts';
import { lockCustomer } from './locks.ts';
import { note } from './profile.ts';
import { requireVisible } from './scope.ts';
import { vaultOf } from './vault.ts';

const FILE_MEGABYTES_MAX = 20; // protects memory and disk

/** By the first bytes, not by the name: a program renamed .jpg stays outside. */
const kinds: readonly {
  readonly type: string;
  readonly magic: readonly (number | null)[];
  readonly endings: readonly string[];
}[] = [
  { type: 'image/jpeg', magic: [0xff, 0xd8, 0xff], endings: ['jpg', 'jpeg'] },
  { type: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47], endings: ['png'] },
  {
    type: 'image/webp',
    magic: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
    endings: ['webp'],
  },
  { type: 'application/pdf', magic: [0x25, 0x50, 0x44, 0x46], endings: ['pdf'] },
  {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    magic: [0x50, 0x4b, 0x03, 0x04],
    endings: ['docx'],
  },
  {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    magic: [0x50, 0x4b, 0x03, 0x04],
    endings: ['xlsx'],
  },
];

export const mediaTypeOf = (name: string, bytes: Buffer): string | null => {
  const ending = name.toLowerCase().split('.').pop() ?? '';
  const kind = kinds.find(
    (one) => one.endings.includes(ending) && one.magic.every((byte, at) => byte === null || bytes[at] === byte),
  );
  return kind?.type ?? null;
};

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > FILE_MEGABYTES_MAX * 1024 * 1024)
      throw new Refused('FILE_TOO_LARGE', customersRefusals.FILE_TOO_LARGE, { limit: FILE_MEGABYTES_MAX });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const pathOf = (dataDir: string, companyId: string, fileId: string): string =>
  join(dataDir, 'files', companyId, fileId);

const signedIn = (call: RawCall): NonNullable<RawCall['actor']> => {
  if (!call.actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  return call.actor;
};

const uuidFrom = (value: unknown, field: string): string => {
  const parsed = Uuid.safeParse(value);
  if (!parsed.success) throw invalid(field, 'UUID');
  return parsed.data.toLowerCase();
};

export interface Upload {
  readonly actor: NonNullable<RawCall['actor']>;
  readonly commandId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Who sends which file: the body whole, within its limit, and being what it says it is. */
export async function readUpload(call: RawCall): Promise<Upload> {
  const actor = signedIn(call);
  const query = call.request.query as { name?: string; commandId?: string };
  const commandId = uuidFrom(query.commandId, 'commandId');
  const name = (query.name ?? '')
    .replace(/[/\\\p{Cc}]/gu, '')
    .trim()
    .slice(0, 200);
  if (name === '') throw invalid('name', '缺少文件名 / the file name is missing');
  const bytes = await bytesOf(call.request.body as AsyncIterable<Buffer>);
  const mediaType = mediaTypeOf(name, bytes);
  if (mediaType === null) throw new Refused('FILE_TYPE_NOT_ALLOWED', customersRefusals.FILE_TYPE_NOT_ALLOWED, { name });
  return { actor, commandId, name, mediaType, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

async function upload(call: RawCall): Promise<unknown> {
  const customerId = uuidFrom((call.request.params as { customerId: string }).customerId, 'customerId');
  const { actor, commandId, ...file } = await readUpload(call);
  const payload = { customerId, name: file.name, sha256: file.sha256 };
  const { response } = await runCommand(
    call.runtime,
    { route: 'POST /customers/:customerId/files', actor, commandId, payload },
    (context) => store(context, call.runtime.dataDir, { customerId, ...file }),
  );
  return response;
}

/** Written before the row is committed: a crash may leave a file without a row, never a row without its file. */
export async function keepBytes(context: Context, dataDir: string, fileId: string, bytes: Buffer): Promise<void> {
  const vault = await vaultOf(context);
  const path = pathOf(dataDir, context.tx.companyId, fileId);
  try {
    mkdirSync(join(dataDir, 'files', context.tx.companyId), { recursive: true, mode: 0o700 });
    await writeFile(path, vault.sealBytes(bytes), { mode: 0o600 });
  } catch (error) {
    await rm(path, { force: true });
    if (diskIsFull(error)) throw new Refused('DISK_FULL', customersRefusals.DISK_FULL);
    throw error;
  }
}

export const readBytes = async (context: Context, dataDir: string, fileId: string): Promise<Buffer> =>
  (await vaultOf(context)).openBytes(await readFile(pathOf(dataDir, context.tx.companyId, fileId)));

/** Sends a kept file for saving, never for running. */
export const sendFile = (
  reply: RawCall['reply'],
  file: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer },
) =>
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('x-content-type-options', 'nosniff')
    .type(file.mediaType)
    .send(file.bytes);

interface Incoming {
  readonly customerId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

async function store(
  context: Context,
  dataDir: string,
  file: Incoming,
): Promise<{ fileId: string; journalId: string }> {
  const customer = await lockCustomer(context, file.customerId);
  const fileId = context.newId();
  await keepBytes(context, dataDir, fileId, file.bytes);
  const { tx, now, actor } = context;
  await tx.run(sql`insert into customer_files (company_id, id, customer_id, name, media_type, bytes, sha256, added_at, added_by)
    values (${tx.companyId}, ${fileId}, ${file.customerId}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${file.sha256}, ${now}, ${actor.staffId})`);
  const journalId = note(
    context,
    customer,
    'customers.addFile',
    { name: file.name },
    {},
    accept({ fileId }, ['S2.05.e3.crypto']),
  );
  return { fileId, journalId };
}

async function download(call: RawCall): Promise<unknown> {
  const actor = signedIn(call);
  const params = call.request.params as { customerId: string; fileId: string };
  const customerId = uuidFrom(params.customerId, 'customerId');
  const fileId = uuidFrom(params.fileId, 'fileId');
  const { runtime } = call;
  const opened = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    await requireVisible(context, customerId);
    const file = await context.tx.row<{
      name: string;
      mediaType: string;
      siteId: string | null;
      ownerId: string | null;
    }>(sql`
      select f.name, f.media_type as "mediaType", c.site_id as "siteId", c.owner_id as "ownerId" from customer_files f
      join customers c on c.company_id = f.company_id and c.id = f.customer_id
      where f.company_id = ${context.tx.companyId}::uuid and f.id = ${fileId}::uuid and f.customer_id = ${customerId}::uuid and f.removed_at is null`);
    if (!file) throw notFound('附件 / file');
    note(
      context,
      { id: customerId, ...file },
      'customers.openFile',
      { name: file.name },
      {},
      accept({ fileId }, ['S0.07.ct.7', 'S2.05.s1.access']),
    );
    return { ...file, bytes: await readBytes(context, runtime.dataDir, fileId) };
  });
  return sendFile(call.reply, opened);
}

/** Out of sight at once; the bytes stay until the retention rules of the archive let them go. */
export async function removeFile(context: Context, customerId: string, fileId: string): Promise<{ journalId: string }> {
  const customer = await lockCustomer(context, customerId);
  const removed =
    await context.tx.run(sql`update customer_files set removed_at = ${context.now} where company_id = ${context.tx.companyId}::uuid
    and id = ${fileId}::uuid and customer_id = ${customerId}::uuid and removed_at is null`);
  if (removed === 0) throw notFound('附件 / file');
  return {
    journalId: note(context, customer, 'customers.removeFile', { fileId }, {}, accept({ fileId }, ['S2.05.s1.access'])),
  };
}

export const fileEndpoints = [
  raw({
    method: 'POST',
    path: '/customers/:customerId/files',
    may: 'customers.edit',
    summary: {
      zh: '上传附件(application/octet-stream,?name=&commandId=)',
      en: 'Attach a file (application/octet-stream, ?name=&commandId=)',
    },
    query: FileQuery,
    body: 'bytes',
    serve: upload,
  }),
  raw({
    method: 'GET',
    path: '/customers/:customerId/files/:fileId',
    may: 'customers.read',
    summary: { zh: '下载附件', en: 'Download an attachment' },
    serve: download,
  }),
];
