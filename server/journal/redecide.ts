/**
 * Decides stored entries again. The journal keeps everything a decision leaned on, so the same facts and input under the version of
 * the rulebook that was in force must give the very answer that was written down, clauses and rejected alternatives included.
 *
 *   redecide(entry, values) → { is: 'same' } | { is: 'act' } | { is: 'different', stored, now, differences } | { is: 'fault', fault }
 *   for await (const batch of redecideAll(database, { companyId, from, to })) → { decided, acts, earlier, findings, lastId }, batch by batch
 *
 * `redecideAll` reads in the order of recording, each batch in a transaction of its own, so that an audit of years holds no lock,
 * no snapshot and no more than one batch in memory; breaking out of the loop ends it.
 */
import { decideKind, isAct, isKind } from '#core/kinds.ts';
import { differences, type Difference } from '#core/kernel/same.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { HouseRules } from '#core/rules.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';

export interface StoredEntry {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly rulebookVersionId: string | null;
  readonly input: unknown;
  readonly facts: unknown;
  readonly decision: unknown;
}

/** As the journal holds it; `isEarlier`: written by a release that kept fewer facts than today's rules ask for. */
interface ReadEntry extends StoredEntry {
  readonly isEarlier: boolean;
}

export type Redecided =
  | { readonly is: 'same' }
  /** Something done, not decided: there is nothing to decide again. */
  | { readonly is: 'act' }
  | {
      readonly is: 'different';
      readonly stored: unknown;
      readonly now: unknown;
      readonly differences: readonly Difference[];
    }
  /** The entry cannot be decided: its kind is unknown, its version is gone, or its facts are not what the kind takes. */
  | { readonly is: 'fault'; readonly fault: string };

export function redecide(entry: StoredEntry, rules: HouseRules): Redecided {
  if (isAct(entry.kind)) return { is: 'act' };
  if (!isKind(entry.kind)) return { is: 'fault', fault: `unknown kind ${entry.kind}` };
  try {
    const given = { rules, now: entry.at, actorId: entry.actorId };
    const now = decideKind(entry.kind, given, entry.facts, entry.input);
    const found = differences(entry.decision, now);
    return found.length === 0 ? { is: 'same' } : { is: 'different', stored: entry.decision, now, differences: found };
  } catch (error) {
    return { is: 'fault', fault: error instanceof Error ? error.message : String(error) };
  }
}

/** An entry whose answer today is not the one written down. */
export interface Finding {
  readonly entry: StoredEntry;
  readonly redecided: Exclude<Redecided, { is: 'same' | 'act' }>;
}

export interface RedecidedBatch {
  /** Entries decided again, findings among them. */
  readonly decided: number;
  readonly acts: number;
  /** Of an earlier release, and what it wrote down does not give the same answer again: the seal alone speaks for them. */
  readonly earlier: number;
  readonly findings: readonly Finding[];
  readonly lastId: string;
}

export interface Period {
  readonly companyId: string;
  /** Of the instant the decision counts for; half-open. */
  readonly from?: Instant | null;
  readonly to?: Instant | null;
}

const BATCH = 500; // a desk entry has about 10 KB of facts

const readBatch = (tx: Tx, { from, to }: Period, after: string): Promise<ReadEntry[]> =>
  tx.rows<ReadEntry>({
    name: 'journal.redecide',
    text: `select journal.id, journal.kind, journal.at, journal.actor_id as "actorId", journal.rulebook_version_id as "rulebookVersionId",
        journal.input, journal.facts, journal.decision,
        coalesce(journal.recorded_at <= (select companies.decidable_from from companies where companies.id = $1), false) as "isEarlier"
      from journal where journal.company_id = $1 and journal.id > $2
        and ($3::timestamptz is null or journal.at >= $3) and ($4::timestamptz is null or journal.at < $4)
      order by journal.id limit ${BATCH}`,
    values: [tx.companyId, after, from ?? null, to ?? null],
  });

async function redecideOne(tx: Tx, entry: StoredEntry): Promise<Redecided> {
  const rules = await rulesOfVersion(tx, entry.rulebookVersionId);
  return rules === null
    ? { is: 'fault', fault: `rulebook version ${entry.rulebookVersionId} is not there` }
    : redecide(entry, rules.values);
}

async function redecideBatch(tx: Tx, period: Period, after: string): Promise<RedecidedBatch | null> {
  const entries = await readBatch(tx, period, after);
  const findings: Finding[] = [];
  let [acts, earlier] = [0, 0];
  for (const { isEarlier, ...entry } of entries) {
    const redecided = await redecideOne(tx, entry);
    if (redecided.is === 'act') acts += 1;
    else if (isEarlier && redecided.is !== 'same') earlier += 1;
    else if (redecided.is !== 'same') findings.push({ entry, redecided });
  }
  const last = entries.at(-1);
  if (last === undefined) return null;
  return { decided: entries.length - acts - earlier, acts, earlier, findings, lastId: last.id };
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export async function* redecideAll(database: Database, period: Period): AsyncGenerator<RedecidedBatch> {
  let after = BEFORE_ALL;
  for (;;) {
    const batch = await database.inCompany(period.companyId, (tx) => redecideBatch(tx, period, after));
    if (batch === null) return;
    yield batch;
    after = batch.lastId;
  }
}
