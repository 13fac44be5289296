/** Two files of one customer become one, with both histories, and can be parted again. Which claim survives is the claims' matter. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { CustomerId, StaffId } from './types.ts';

export interface MergeParty {
  readonly id: CustomerId;
  readonly registeredAt: Instant;
  readonly mergedInto: CustomerId | null;
  readonly visible: boolean;
  /** Whether somebody has a live claim on this customer. */
  readonly hasLiveClaim: boolean;
}

export interface MergeOutcome {
  readonly kept: CustomerId;
  readonly absorbed: CustomerId;
  /** Profile fields whose value is taken from the absorbed file instead of the kept one. */
  readonly fieldsFromAbsorbed: readonly string[];
  /** Both are claimed, so the claims capability has to settle which one stands (S0.08.c.5). */
  readonly claimsCollide: boolean;
}

const CLAUSES = ['S0.08.c.5', 'S2.15.c3.05.first', 'S3.01.r.sup.daily'];

export type MergeRefusal = 'SAME_CUSTOMER' | 'OUT_OF_SCOPE' | 'ALREADY_MERGED';

/**
 * The earlier file is kept unless the person merging chooses the other one. A merge needs sight of both: otherwise somebody
 * could read a colleague's file by merging it into their own.
 */
export const decideMerge = (
  one: MergeParty,
  other: MergeParty,
  choice: { readonly keep: CustomerId | null; readonly fieldsFromAbsorbed: readonly string[] },
): Decision<MergeOutcome, MergeRefusal> => {
  if (one.id === other.id) return refuse('SAME_CUSTOMER', CLAUSES);
  if (!one.visible || !other.visible) return refuse('OUT_OF_SCOPE', ['S2.03.a7', 'S2.05.s1.access']);
  const gone = [one, other].find((party) => party.mergedInto !== null);
  if (gone) return refuse('ALREADY_MERGED', CLAUSES, { customer: gone.id, into: gone.mergedInto });
  const [earlier, later] = isEarlier(one, other) ? [one, other] : [other, one];
  const kept = choice.keep === later.id ? later : earlier;
  const absorbed = kept === later ? earlier : later;
  return accept(
    {
      kept: kept.id,
      absorbed: absorbed.id,
      fieldsFromAbsorbed: [...choice.fieldsFromAbsorbed],
      claimsCollide: one.hasLiveClaim && other.hasLiveClaim,
    },
    CLAUSES,
  );
};

const isEarlier = (one: MergeParty, other: MergeParty): boolean =>
  one.registeredAt === other.registeredAt ? one.id < other.id : one.registeredAt < other.registeredAt;

export interface MergeRecord {
  readonly id: string;
  readonly kept: CustomerId;
  readonly absorbed: CustomerId;
  readonly mergedBy: StaffId;
  readonly undoneAt: Instant | null;
  /** A later merge that put the kept file into yet another one has to be undone first. */
  readonly keptMergedInto: CustomerId | null;
}

export const decideUndoMerge = (
  record: MergeRecord,
): Decision<{ restore: CustomerId; from: CustomerId }, 'ALREADY_UNDONE' | 'LATER_MERGE_FIRST'> => {
  if (record.undoneAt !== null) return refuse('ALREADY_UNDONE', CLAUSES, { at: record.undoneAt });
  if (record.keptMergedInto !== null) return refuse('LATER_MERGE_FIRST', CLAUSES, { into: record.keptMergedInto });
  return accept({ restore: record.absorbed, from: record.kept }, CLAUSES);
};
