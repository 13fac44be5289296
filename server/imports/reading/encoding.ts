import { findHeader } from '#core/imports/index.ts';
import { FileProblem } from './file-problem.ts';

export const encodings = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/** Whether bytes are valid in an encoding. A sample may end inside a character, so its last few bytes do not count. */
function decodes(bytes: Uint8Array, encoding: Encoding, whole: boolean): boolean {
  for (let cut = 0; cut < (whole ? 1 : 4); cut++) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      // Try once more without the last byte, which may be half a character.
    }
  }
  return false;
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/**
 * UTF-8 announces itself or is valid as such, which text of another encoding practically never is. What is left is GBK (read as
 * its superset GB18030) or, for offices in Hong Kong and Taiwan, Big5: whichever makes a header we know, and GB18030 if neither.
 */
export function detectEncoding(sample: Uint8Array, whole: boolean): Encoding {
  if (startsWith(sample, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(sample, 0xfe, 0xff)) return 'utf-16be';
  if (startsWith(sample, 0xef, 0xbb, 0xbf) || decodes(sample, 'utf-8', whole)) return 'utf-8';
  // Almost any bytes pass as Big5, so it takes a header that makes sense in it.
  const readable = (['gb18030', 'big5'] as const).filter((encoding) => decodes(sample, encoding, whole));
  const sensible = readable.find((encoding) => findHeader(headOf(sample, encoding)).kind !== 'missing');
  if (sensible) return sensible;
  if (readable.includes('gb18030')) return 'gb18030';
  throw new FileProblem('FILE_ENCODING_UNKNOWN');
}

const headOf = (sample: Uint8Array, encoding: Encoding): string[][] =>
  new TextDecoder(encoding)
    .decode(sample)
    .split(/\r\n|\n|\r/, 31)
    .map((line) => line.split(/[,\t;|]/));
