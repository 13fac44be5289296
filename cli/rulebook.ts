/** A rulebook leaves the product as its Markdown file and comes back: as a draft of the book it belongs to, or as a new book. */
import { readFile, writeFile } from 'node:fs/promises';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { StartupError } from '#server/platform/postgres/index.ts';
import { Api, type ApiOptions } from './api.ts';

export interface ExportOptions extends ApiOptions {
  readonly number?: string;
  readonly out?: string;
}
export interface ImportBookOptions extends ApiOptions {
  readonly title?: string;
  readonly from?: string;
}

export async function exportBook(key: string, options: ExportOptions): Promise<string> {
  const api = new Api(options);
  const book = (await api.call(rulebook.list)).rows.find((row) => row.key === key);
  if (!book) throw unknownBook(key);
  const query = options.number ? { number: Number(options.number) } : {};
  const { source, number } = await api.call(rulebook.source, { params: { rulebookId: book.id }, query });
  const path = options.out ?? `${key}-${number}.md`;
  await writeFile(path, source);
  console.log(`${path}: ${book.title}，第 ${number} 版 · version ${number}`);
  return path;
}

/** False when the text has faults: they are listed with line and remedy, and nothing is changed. */
export async function importBook(path: string, options: ImportBookOptions): Promise<boolean> {
  const api = new Api(options);
  const source = await readFile(path, 'utf8');
  const key = /^id:\s*(.+?)\s*$/m.exec(source)?.[1] ?? '';
  const book = (await api.call(rulebook.list)).rows.find((row) => row.key === key);
  const rulebookId = book?.id;
  const checked = await api.call(rulebook.check, { body: rulebookId ? { source, rulebookId } : { source } });
  for (const { code, line, zh, en, remedy } of checked.errors)
    console.error(`${path}:${line} ${code}\n  ${zh}\n  ${en}\n  → ${remedy.zh} · ${remedy.en}`);
  if (!checked.ok) return false;
  if (!rulebookId) {
    const { number } = await api.call(rulebook.create, { body: { source } });
    console.log(`${key}: 新制度，第 ${number} 版 · a new rulebook, version ${number}`);
    return true;
  }
  const body = {
    title: options.title ?? path.split('/').at(-1) ?? path,
    source,
    ...(options.from ? { from: Number(options.from) } : {}),
  };
  const draft = await api.call(authoring.startDraft, { params: { rulebookId }, body });
  console.log(`${key}: 草案“${body.title}” · draft ${draft.draftId}`);
  return true;
}

const unknownBook = (key: string): StartupError =>
  new StartupError('RULEBOOK_UNKNOWN', {
    zh: `没有编号为“${key}”的制度。`,
    en: `There is no rulebook with the key "${key}".`,
  });
