/** Shared by the tests of imports: sends a file in and waits until the work on it is over. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type ImportDetail, type ImportFile, imports } from '#contract/imports.ts';
import type { Person } from '#server/platform/testing/world.ts';

type Detail = z.output<typeof ImportDetail>;
type File = z.output<typeof ImportFile>;
const WAIT_MS_MAX = 600_000;

export async function until<Value>(look: () => Promise<Value>, over: (value: Value) => boolean): Promise<Value> {
  const started = performance.now();
  for (;;) {
    const value = await look();
    if (over(value)) return value;
    if (performance.now() - started > WAIT_MS_MAX)
      throw new Error(`still not over: ${JSON.stringify(value).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

export async function send(
  person: Person,
  name: string,
  content: string | Uint8Array,
  more: { commandId?: string; encoding?: string } = {},
): Promise<Response> {
  const query = new URLSearchParams({
    commandId: more.commandId ?? randomUUID(),
    name,
    ...(more.encoding ? { encoding: more.encoding } : {}),
  });
  return person.fetch(`/api/import-files?${query}`, {
    method: 'POST',
    body: Buffer.from(content),
    headers: { 'content-type': 'application/octet-stream' },
  });
}

/** Uploads and waits until the file is read; answers the imports of its sheets in order. */
export async function uploadFile(
  person: Person,
  name: string,
  content: string | Uint8Array = fixture(name),
  encoding?: string,
): Promise<File> {
  const response = await send(person, name, content, encoding ? { encoding } : {});
  if (!response.ok) throw new Error(`the upload was refused: ${await response.text()}`);
  const { id } = (await response.json()) as File;
  return until(
    () => person.must(imports.file, { params: { fileId: id } }),
    (file) => file.state !== 'reading',
  );
}

export const settled = (person: Person, importId: string): Promise<Detail> =>
  until(
    () => person.must(imports.one, { params: { importId } }),
    (detail) => !['checking', 'running', 'undoing'].includes(detail.state),
  );

export async function configure(person: Person, importId: string, settings: Record<string, unknown>): Promise<Detail> {
  const { version } = await person.must(imports.one, { params: { importId } });
  return person.must(imports.configure, { params: { importId }, body: { version, ...settings } });
}
export async function check(person: Person, importId: string): Promise<Detail> {
  await person.must(imports.check, { params: { importId } });
  return settled(person, importId);
}
export async function run(person: Person, importId: string): Promise<Detail> {
  await person.must(imports.start, { params: { importId } });
  return settled(person, importId);
}
