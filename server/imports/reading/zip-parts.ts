/** Looks into the parts of an .xlsx (a zip archive) without unpacking it whole: only what the reading library does not tell. */
import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const SMALL_PART_MAX = 16 * 1024 * 1024;

interface Part {
  readonly method: number;
  readonly packed: Buffer;
}

/** Every part by its name. A directory that makes no sense gives no parts: the reading library says what is wrong with the file. */
export function partsOf(file: Buffer): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end < file.length - END_BYTES - COMMENT_MAX || file.readUInt32LE(end) !== END_OF_DIRECTORY)
    return parts;
  let at = file.readUInt32LE(end + 16);
  while (at + 46 <= file.length && file.readUInt32LE(at) === ENTRY) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    if (local + 30 <= file.length) {
      const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      const packed = file.subarray(from, from + file.readUInt32LE(at + 20));
      parts.set(name, { method: file.readUInt16LE(at + 10), packed });
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

export const textOfPart = ({ method, packed }: Part): string =>
  (method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: SMALL_PART_MAX })).toString('utf8');

export const streamOfPart = ({ method, packed }: Part): Readable =>
  method === 0 ? Readable.from([packed]) : Readable.from([packed]).pipe(createInflateRaw());
