/**
 * The house's own Word files as contract texts: opened with care, looked through for their fields, filled, and read as lines for the
 * PDF. A Word file is a zip of XML; whoever sends one may have sent anything.
 */
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { inflateRawSync } from 'node:zlib';
import { type DocumentLine, type DocumentValues, type FieldUse, NOT_APPLICABLE } from '#core/deals/index.ts';
import { documentRefusals } from '#contract/deal-documents.ts';
import { Refused } from '#server/platform/refused.ts';
import { watermarkIn } from './word-draft.ts';
import { linesOfXml } from './word-lines.ts';

const PARTS_MAX = 500;
const UNPACKED_MAX = 30 * 1024 * 1024; // bytes of XML and pictures; a contract of a hundred pages has two
export const WORD_BYTES_MAX = 4 * 1024 * 1024;

const unreadable = (): Refused => new Refused('TEMPLATE_UNREADABLE', documentRefusals.TEMPLATE_UNREADABLE);

interface Packed {
  readonly dir: boolean;
  readonly _data?: {
    readonly compressedSize: number;
    readonly compressionMethod: string;
    getCompressedContent(): Uint8Array;
  };
}

/** Unpacks every part within a limit of our own: what the directory says about sizes may be a lie. */
function openZip(bytes: Buffer): PizZip {
  let left = UNPACKED_MAX;
  try {
    const zip = new PizZip(bytes);
    const parts = Object.entries(zip.files);
    if (parts.length > PARTS_MAX) throw unreadable();
    const safe = new PizZip();
    for (const [name, file] of parts) {
      const packed = (file as unknown as Packed)._data;
      if (file.dir || !packed) continue;
      const content = Buffer.from(packed.getCompressedContent());
      const isStored = packed.compressionMethod === '\x00\x00';
      const part = isStored ? content : inflateRawSync(content, { maxOutputLength: Math.max(1, left) });
      left -= part.length;
      if (left <= 0 || /vbaProject/i.test(name) || (/\.(xml|rels)$/i.test(name) && part.includes('<!DOCTYPE')))
        throw unreadable();
      safe.file(name, part);
    }
    if (!safe.file('word/document.xml') || !safe.file('[Content_Types].xml')) throw unreadable();
    return safe;
  } catch {
    throw unreadable();
  }
}

const options = { delimiters: { start: '{{', end: '}}' }, paragraphLoop: true, linebreaks: false, errorLogging: false };

interface WordError {
  readonly properties?: { readonly id?: string; readonly xtag?: string; readonly errors?: readonly WordError[] };
}
/** What is wrong with the braces: the first thing, by the field it concerns. */
function brokenField(error: unknown): Refused {
  const first = (error as WordError).properties?.errors?.[0] ?? (error as WordError);
  const field = first.properties?.xtag;
  return field === undefined
    ? unreadable()
    : new Refused('TEMPLATE_BRACES_BROKEN', documentRefusals.TEMPLATE_BRACES_BROKEN, {
        name: String(field).slice(0, 60),
      });
}

/** Every field of the file in the order it stands there, and a repeated part left open, if one is. */
export function usesOfWord(bytes: Buffer): { uses: FieldUse[]; open: { list: string; line: null } | null } {
  const seen: string[] = [];
  const zip = openZip(bytes);
  // Matches every pair of braces and gives way to the library's own modules: only to hear what stands there.
  const listener = {
    name: 'guike',
    // biome-ignore lint/suspicious/noExplicitAny: the library's types know prefixes as strings only; it takes expressions as well
    matchers: (): [any, string, (part: any) => { [x: string]: any }][] => [
      [
        /^([\s\S]*)$/,
        'guike',
        ([, content]: readonly string[]) => {
          seen.push((content ?? '').trim());
          return { priority: Number.MIN_SAFE_INTEGER };
        },
      ],
    ],
  };
  let fault: unknown = null;
  try {
    new Docxtemplater(zip, { ...options, modules: [listener] });
  } catch (error) {
    fault = error;
  }
  const uses: FieldUse[] = [];
  let list: string | null = null;
  for (const content of seen) {
    if (content.startsWith('#')) {
      if (list !== null) return { uses, open: { list, line: null } };
      list = content.slice(1).trim();
    } else if (content.startsWith('/')) {
      // {{/}} closes whatever is open.
      if (list === null || (content !== '/' && content.slice(1).trim() !== list))
        return { uses, open: { list: list ?? content.slice(1).trim(), line: null } };
      list = null;
    } else uses.push({ name: content, list, line: null });
  }
  if (list !== null) return { uses, open: { list, line: null } };
  if (fault !== null) throw brokenField(fault);
  return { uses, open: null };
}

const said = (row: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  row && Object.hasOwn(row, name) ? row[name]?.trim() || NOT_APPLICABLE : undefined;

/** The file with the deal's own words in it; a draft carries a watermark on every page. */
export function fillWord(bytes: Buffer, values: DocumentValues, isDraft: boolean): Buffer {
  const zip = openZip(bytes);
  const parser = (tag: string) => ({
    get: (_scope: unknown, context: { readonly scopeList: readonly unknown[] }) => {
      const name = tag.trim();
      if (Object.hasOwn(values.lists, name)) return values.lists[name];
      const row = context.scopeList.length > 1 ? (context.scopeList.at(-1) as Record<string, string>) : undefined;
      return said(row, name) ?? said(values.fields, name) ?? NOT_APPLICABLE;
    },
  });
  try {
    const document = new Docxtemplater(zip, { ...options, parser });
    document.render({});
    const filled = document.getZip() as PizZip;
    if (isDraft) watermarkIn(filled);
    return filled.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
  } catch (error) {
    throw error instanceof Refused ? error : brokenField(error);
  }
}

/** What a Word file says, as lines: text and tables. Its looks stay in Word. */
export const linesOfWord = (bytes: Buffer): DocumentLine[] =>
  linesOfXml(openZip(bytes).file('word/document.xml')?.asText() ?? '');
