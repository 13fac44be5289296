/** Takes the file in as a stream, to disk first: nothing of it is held in memory, and a broken upload leaves nothing behind. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IMPORT_FILE_BYTES_MAX, importsRefusals, UploadQuery } from '#contract/imports.ts';
import type { Actor } from '#server/platform/actor.ts';
import { personOf } from '#server/platform/actor.ts';
import type { RawCall, ServerRuntime } from '#server/platform/http.ts';
import { notAllowed } from '#server/platform/actor.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { runSystem } from '#server/platform/command.ts';
import { diskIsFull } from '#server/platform/disk.ts';
import { uploadFile, uploadFolder } from './staging.ts';
import * as store from './store.ts';
import * as views from './views.ts';

export async function upload({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw notAllowed('imports.run');
  const parsed = UploadQuery.safeParse(request.query);
  if (!parsed.success)
    throw invalid(parsed.error.issues[0]?.path.join('.') ?? 'query', parsed.error.issues[0]?.message ?? 'invalid');
  const { commandId: fileId, name, encoding } = parsed.data;
  const file = await takeFile(runtime, actor, { fileId, name, encoding: encoding ?? null }, request.body as Readable);
  return file.isNew ? reply.status(201).send(file.view) : file.view;
}

/** Kept on disk and on the books; the worker reads it from there. */
export async function takeFile(
  runtime: ServerRuntime,
  actor: Actor,
  sent: { readonly fileId: string; readonly name: string; readonly encoding: string | null },
  body: Readable,
): Promise<{ readonly isNew: boolean; readonly view: Awaited<ReturnType<typeof views.file>> }> {
  const { fileId } = sent;
  const work = <Value>(step: Parameters<typeof runSystem<Value>>[4]): Promise<Value> =>
    runSystem(runtime, actor.companyId, actor, runtime.now(), step);
  // Sent again: the first one counts. The rest of the stream is let go by without being read.
  if (await work((context) => store.fileById(context.tx, fileId)))
    return { isNew: false, view: await work((context) => views.file(context, fileId)) };

  const kept = uploadFile(runtime.dataDir, fileId);
  const bytes = await keep(body, uploadFolder(runtime.dataDir), `${kept}.part`);
  if (bytes === 0) {
    await rm(`${kept}.part`, { force: true });
    throw new Refused('FILE_EMPTY', importsRefusals.FILE_EMPTY);
  }
  await rename(`${kept}.part`, kept);
  const view = await work(async (context) => {
    const { name, encoding } = sent;
    await store.addFile(context.tx, { id: fileId, name, bytes, encoding, by: personOf(actor), at: context.now });
    context.publish({ topic: 'imports', id: fileId });
    return views.file(context, fileId);
  });
  return { isNew: true, view };
}

async function keep(body: Readable, folder: string, path: string): Promise<number> {
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > IMPORT_FILE_BYTES_MAX)
        done(
          new Refused('FILE_TOO_BIG', importsRefusals.FILE_TOO_BIG, {
            limit: `${IMPORT_FILE_BYTES_MAX / 1024 / 1024} MB`,
          }),
        );
      else done(null, chunk);
    },
  });
  try {
    await mkdir(folder, { recursive: true });
    await pipeline(body, measured, createWriteStream(path, { flags: 'w' }));
    return bytes;
  } catch (error) {
    await rm(path, { force: true }).catch(() => {});
    if (error instanceof Refused) throw error;
    throw diskIsFull(error)
      ? new Refused('DISK_FULL', importsRefusals.DISK_FULL)
      : new Refused('UPLOAD_BROKEN_OFF', importsRefusals.UPLOAD_BROKEN_OFF);
  }
}
