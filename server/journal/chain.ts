/**
 * The chain that seals the journal: every link hashes the one before it, its own place, the entry and the entry's content. Whoever
 * changes, removes, adds or moves an entry must make every later link anew, and then the head differs from the one that was printed.
 */
import { createHash } from 'node:crypto';
import type { Head, Seal, Unsealed } from './seal-store.ts';

export interface Link {
  readonly sequence: number;
  readonly entryId: string;
  readonly contentHash: string;
}

export const linkHash = (previous: string, { sequence, entryId, contentHash }: Link): string =>
  createHash('sha256').update(`${previous}:${sequence}:${entryId}:${contentHash}`).digest('hex');

/** The seals of the next entries, after the head. */
export function sealsOf(head: Head, entries: readonly Unsealed[]): Seal[] {
  const seals: Seal[] = [];
  let { sequence, hash } = head;
  let reachedAt = head.reachedAt ?? '';
  for (const { id: entryId, contentHash, recordedAt } of entries) {
    sequence += 1;
    hash = linkHash(hash, { sequence, entryId, contentHash });
    // Both are written alike, to the microsecond in UTC, so that they compare as texts.
    if (recordedAt > reachedAt) reachedAt = recordedAt;
    seals.push({ sequence, entryId, contentHash, hash, reachedAt });
  }
  return seals;
}

const HASH_SHOWN = 32; // hexadecimal digits on paper: 128 bits
const HASH_MIN = 16;

/** A head as it is printed and typed in again: "1234:0f3a…". */
export const headText = ({ sequence, hash }: Pick<Head, 'sequence' | 'hash'>): string =>
  `${sequence}:${hash.slice(0, HASH_SHOWN)}`;

export interface PrintedHead {
  readonly sequence: number;
  /** As many of the leading digits as were printed. */
  readonly hash: string;
}

/** Null when the text is not a head. Spaces and capitals, as a person types them, do no harm. */
export function parseHead(text: string): PrintedHead | null {
  const found = /^(\d{1,15})[:：]([0-9a-f]+)$/.exec(text.replace(/\s/g, '').toLowerCase());
  const hash = found?.[2] ?? '';
  return found && hash.length >= HASH_MIN && hash.length <= 64 ? { sequence: Number(found[1]), hash } : null;
}
