import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Cells } from '#core/imports/index.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { QUOTED_LINES_MAX } from './limits.ts';
import type { SheetRow } from './sheet-row.ts';

const SAMPLE_BYTES = 256 * 1024;
/** Records handed to the parser at a time. */
const CHUNK_RECORDS = 500;

async function sampleOf(path: string): Promise<{ bytes: Uint8Array; whole: boolean }> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const bytes = new Uint8Array(Math.min(size, SAMPLE_BYTES));
  await file.read(bytes, 0, bytes.length, 0);
  return { bytes, whole: size <= SAMPLE_BYTES };
}

/** The separator that cuts the first lines into the most columns; semicolons and tabs come from other spreadsheet programs. */
export function guessSeparator(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, 12).map((line) => line.replace(/"[^"]*"/g, ''));
  const score = (separator: string): number =>
    lines.reduce((total, line) => total + line.split(separator).length - 1, 0);
  return [',', '\t', ';', '|'].reduce((best, separator) => (score(separator) > score(best) ? separator : best), ',');
}

/** Lines of the file as text, decoded as they are read. `\r\n`, `\n` and a lone `\r` all end a line. */
async function* linesOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  // Not fatal: a broken byte spoils its own cell, which is returned as garbled, and not the other hundred thousand rows.
  const decoder = new TextDecoder(encoding);
  let rest = '';
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    // A chunk may end between \r and \n.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + held;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield* rest.replace(/\r$/, '').split('\r');
}

const quotesIn = (line: string): number => {
  let quotes = 0;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) quotes++;
  return quotes;
};

interface CsvRecord {
  readonly text: string;
  readonly broken: boolean;
}

/**
 * Puts lines together to records. A record is over when its quotes are closed. A quote that never closes would swallow the rest
 * of the file, so after a while its first line is taken as it stands, without quoting, and reading goes on with the line after.
 */
async function* recordsOf(lines: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let held: string[] = [];
  let quotes = 0;
  function* add(line: string): Generator<CsvRecord> {
    held.push(line);
    quotes += quotesIn(line);
    if (quotes % 2 !== 0) return;
    yield { text: held.join('\n'), broken: false };
    held = [];
    quotes = 0;
  }
  function* giveUpFirst(): Generator<CsvRecord> {
    const [first = '', ...others] = held;
    yield { text: first, broken: true };
    held = [];
    quotes = 0;
    for (const line of others) yield* add(line);
  }
  for await (const line of lines) {
    yield* add(line);
    if (held.length > QUOTED_LINES_MAX) yield* giveUpFirst();
  }
  while (held.length > 0) yield* giveUpFirst();
}

const parseRecords = (texts: readonly string[], separator: string, quoted: boolean): Cells[] =>
  parse(texts.join('\n'), {
    delimiter: separator,
    quote: quoted ? '"' : false,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: '\n',
  }) as string[][];

export async function csvEncoding(path: string): Promise<Encoding> {
  const { bytes, whole } = await sampleOf(path);
  return detectEncoding(bytes, whole);
}

export async function* csvRows(path: string, encoding: Encoding): AsyncGenerator<SheetRow> {
  const { bytes } = await sampleOf(path);
  const separator = guessSeparator(new TextDecoder(encoding).decode(bytes));
  let index = 0;
  let chunk: string[] = [];
  function* flush(): Generator<SheetRow> {
    // An empty line is an empty record for us, but nothing for the parser, so it is kept out of its sight.
    const filled = chunk.filter((text) => text.trim() !== '');
    const parsed = parseChunk(filled, separator);
    let next = 0;
    for (const text of chunk) yield { index: index++, cells: text.trim() === '' ? [] : (parsed[next++] ?? []) };
    chunk = [];
  }
  for await (const record of recordsOf(linesOf(path, encoding))) {
    if (record.broken) {
      yield* flush();
      yield { index: index++, cells: parseRecords([record.text], separator, false)[0] ?? [] };
      continue;
    }
    chunk.push(record.text);
    if (chunk.length >= CHUNK_RECORDS) yield* flush();
  }
  yield* flush();
}

/** Stray quotes inside a cell can still confuse the parser: then each record is parsed alone and only the bad one suffers. */
function parseChunk(texts: readonly string[], separator: string): readonly Cells[] {
  if (texts.length === 0) return [];
  try {
    const parsed = parseRecords(texts, separator, true);
    if (parsed.length === texts.length) return parsed;
  } catch {
    // Fall through to one by one.
  }
  return texts.map((text) => {
    try {
      const alone = parseRecords([text], separator, true);
      if (alone.length === 1 && alone[0]) return alone[0];
    } catch {
      // Unquoted is the last resort.
    }
    return parseRecords([text.replaceAll('\n', ' ')], separator, false)[0] ?? [];
  });
}
