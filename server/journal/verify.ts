/** Follows the chain from its first link and holds every entry against what was sealed. Reads only, batch by batch. */
import type { FindingCode, HeadOrigin } from '#contract/journal-audit.ts';
import type { Database } from '#server/platform/database.ts';
import { linkHash, type PrintedHead } from './chain.ts';
import {
  type Head,
  headOf,
  NO_HEAD,
  sealAt,
  type SealedEntry,
  sealedAfter,
  type Span,
  unsealed,
} from './seal-store.ts';

export interface Found {
  readonly code: FindingCode;
  readonly sequence: number | null;
  readonly entryId: string | null;
  /** What the sentence of the code is filled with, kind and instant of the entry, both answers. */
  readonly detail: Readonly<Record<string, unknown>>;
}

const BATCH = 500;
const LISTED_MAX = 1_000; // entries without a seal that one audit lists; more are counted

/** What one link of the chain, after the one before it, gives away. */
export function* faultsOf(before: { sequence: number; hash: string }, seal: SealedEntry): Generator<Found> {
  const { sequence, entryId, kind, at } = seal;
  const isNext = sequence === before.sequence + 1;
  if (!isNext)
    yield {
      code: 'SEAL_REMOVED',
      sequence,
      entryId: null,
      detail: { from: before.sequence + 1, to: sequence - 1 },
    };
  else if (linkHash(before.hash, seal) !== seal.hash)
    yield { code: 'SEAL_CHANGED', sequence, entryId, detail: { kind, at } };
  if (kind === null) yield { code: 'ENTRY_REMOVED', sequence, entryId, detail: {} };
  else if (seal.actualHash !== null && seal.actualHash !== seal.contentHash)
    yield { code: 'ENTRY_CHANGED', sequence, entryId, detail: { kind, at } };
}

export interface Followed {
  readonly links: number;
  readonly found: readonly Found[];
}

export async function* followChain(database: Database, companyId: string, span: Span): AsyncGenerator<Followed> {
  let before: { sequence: number; hash: string } = NO_HEAD;
  for (;;) {
    const seals = await database.inCompany(companyId, (tx) => sealedAfter(tx, before.sequence, span, BATCH));
    if (seals.length === 0) return;
    const found: Found[] = [];
    for (const seal of seals) {
      found.push(...faultsOf(before, seal));
      before = seal;
    }
    yield { links: seals.length, found };
  }
}

export interface Open {
  readonly waiting: number;
  readonly found: readonly Found[];
  /** The first of those that are only waiting. */
  readonly listed: readonly { readonly id: string; readonly kind: string; readonly at: string }[];
}

export const openEntries = (database: Database, companyId: string, span: Span): Promise<Open> =>
  database.inCompany(companyId, async (tx) => {
    const { waiting, behind, listed } = await unsealed(tx, await headOf(tx), span, LISTED_MAX);
    const found = behind.map(
      ({ id, kind, at }): Found => ({ code: 'ENTRY_INSERTED', sequence: null, entryId: id, detail: { kind, at } }),
    );
    return { waiting, found, listed };
  });

export interface ExpectedHead extends PrintedHead {
  readonly origin: HeadOrigin;
}

/** Whether a head seen earlier is still part of the chain. */
export const holdAgainst = (
  database: Database,
  companyId: string,
  expected: readonly ExpectedHead[],
): Promise<{ head: Head; found: Found[] }> =>
  database.inCompany(companyId, async (tx) => {
    const head = await headOf(tx);
    const found: Found[] = [];
    for (const { sequence, hash, origin } of expected) {
      if (sequence === 0) continue;
      const seal = await sealAt(tx, sequence);
      if (sequence > head.sequence)
        found.push({
          code: 'HEAD_BEYOND_CHAIN',
          sequence,
          entryId: null,
          detail: { sequence, origin, last: head.sequence },
        });
      // A link that is not there at all is already listed as removed.
      else if (seal && !seal.hash.startsWith(hash))
        found.push({ code: 'HEAD_DIFFERS', sequence, entryId: null, detail: { sequence, origin } });
    }
    return { head, found };
  });
