/** The seal in the database: the canonical text of an entry, the head of the chain, what is to be sealed, what was sealed. */
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Database, Tx } from '#server/platform/database.ts';

/**
 * The text an entry is sealed by: a JSON array of all its columns as jsonb prints it (keys in one order, numbers and spacing in one
 * form, the same in every supported PostgreSQL and after a restore). Instants are written out in UTC to the microsecond, so that no
 * setting of a session changes them. The first element names this form.
 */
const micro = (instant: string): string => `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
export const canonicalText: Sql =
  raw(`jsonb_build_array('guike.journal.1', journal.company_id, journal.id, ${micro('journal.at')},
  journal.site_id, journal.actor_id, journal.kind, journal.subject_type, journal.subject_id, journal.customer_id, journal.staff_ids,
  journal.rulebook_version_id, journal.input, journal.facts, journal.decision, journal.accepted, journal.clauses,
  journal.house_clauses, journal.overrides, journal.reason, journal.command_id, ${micro('journal.recorded_at')})::text`);
const contentHash: Sql = sql`encode(sha256(convert_to(${canonicalText}, 'UTF8')), 'hex')`;

export interface Head {
  /** How many entries are sealed; 0 before the first. */
  readonly sequence: number;
  readonly hash: string;
  /** Everything recorded up to here is sealed, to the microsecond; null before the first. */
  readonly reachedAt: string | null;
}

export const NO_HEAD: Head = { sequence: 0, hash: '0'.repeat(64), reachedAt: null };

export const headOf = async (tx: Tx): Promise<Head> =>
  (await tx.row<Head>({
    name: 'journal.head',
    text: `select journal_seals.sequence, encode(journal_seals.hash, 'hex') as hash, ${micro('journal_seals.reached_at')} as "reachedAt"
      from journal_seals where journal_seals.company_id = $1 order by journal_seals.sequence desc limit 1`,
    values: [tx.companyId],
  })) ?? NO_HEAD;

/** One server seals a company's journal at a time; the others find the lock taken and go on. */
export const holdsChain = async (tx: Tx): Promise<boolean> =>
  (
    await tx.row<{ held: boolean }>({
      text: 'select pg_try_advisory_xact_lock(hashtextextended($1, 15)) as held',
      values: [tx.companyId],
    })
  )?.held ?? false;

export interface Moment {
  /**
   * The database's clock before the snapshot was taken, less a second: an entry's instant of recording is read a moment before its
   * transaction gets its number.
   */
  readonly at: string;
  readonly xmin: string;
  readonly xmax: string;
}

/** Which transactions are under way, and when that was looked at. */
export const momentOf = async (tx: Tx): Promise<Moment> =>
  (await tx.row<Moment>({
    text: `select ${micro(`(statement_timestamp() - interval '1 second')`)} as at,
      pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax`,
  })) as Moment;

export interface Unsealed {
  readonly id: string;
  readonly recordedAt: string;
  readonly contentHash: string;
}

/** A clock that was set back a little must not leave entries behind; set back further, an audit lists them. */
export const LOOK_BACK_SECONDS = 60;

/** The next entries in the order of their recording, up to the instant before which nothing can be missing any more. */
export const nextUnsealed = (tx: Tx, head: Head, upTo: string, limit: number): Promise<Unsealed[]> =>
  tx.rows<Unsealed>(sql`select journal.id, ${raw(micro('journal.recorded_at'))} as "recordedAt", ${contentHash} as "contentHash"
    from (select entries.* from journal as entries where entries.company_id = ${tx.companyId}::uuid
        and entries.recorded_at > ${head.reachedAt ?? '-infinity'}::timestamptz - make_interval(secs => ${LOOK_BACK_SECONDS})
        and entries.recorded_at <= ${upTo}::timestamptz
        and not exists (select 1 from journal_seals where journal_seals.company_id = entries.company_id and journal_seals.entry_id = entries.id)
      order by entries.recorded_at, entries.id limit ${limit}) as journal
    order by journal.recorded_at, journal.id`);

export interface Seal {
  readonly sequence: number;
  readonly entryId: string;
  readonly contentHash: string;
  readonly hash: string;
  readonly reachedAt: string;
}

export const saveSeals = (tx: Tx, seals: readonly Seal[]): Promise<number> =>
  tx.run({
    name: 'journal.seal',
    text: `insert into journal_seals (company_id, sequence, entry_id, content_hash, hash, reached_at)
      select $1, seal.sequence, seal.entry_id, decode(seal.content_hash, 'hex'), decode(seal.hash, 'hex'), seal.reached_at
      from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as seal (sequence, entry_id, content_hash, hash, reached_at)`,
    values: [
      tx.companyId,
      seals.map(({ sequence }) => sequence),
      seals.map(({ entryId }) => entryId),
      seals.map((seal) => seal.contentHash),
      seals.map(({ hash }) => hash),
      seals.map(({ reachedAt }) => reachedAt),
    ],
  });

export interface SealedEntry {
  readonly sequence: number;
  readonly entryId: string;
  readonly contentHash: string;
  readonly hash: string;
  /** Null when the entry is gone. */
  readonly kind: string | null;
  readonly at: Instant | null;
  /** What its content hashes to now; null when it is gone or outside the period asked for. */
  readonly actualHash: string | null;
}

export interface Span {
  readonly from?: Instant | null;
  readonly to?: Instant | null;
}

const inSpan = ({ from, to }: Span): Sql =>
  sql`(${from ?? null}::timestamptz is null or journal.at >= ${from ?? null}::timestamptz)
    and (${to ?? null}::timestamptz is null or journal.at < ${to ?? null}::timestamptz)`;

/** The chain in its order with what the entries hash to now. The links are always read whole, the entries of the period. */
export const sealedAfter = (tx: Tx, sequence: number, span: Span, limit: number): Promise<SealedEntry[]> =>
  tx.rows<SealedEntry>(sql`select seals.sequence, seals.entry_id as "entryId", encode(seals.content_hash, 'hex') as "contentHash",
      encode(seals.hash, 'hex') as hash, journal.kind, journal.at,
      case when journal.id is not null and ${inSpan(span)} then ${contentHash} end as "actualHash"
    from (select journal_seals.* from journal_seals where journal_seals.company_id = ${tx.companyId}::uuid
        and journal_seals.sequence > ${sequence} order by journal_seals.sequence limit ${limit}) as seals
    left join journal on journal.company_id = seals.company_id and journal.id = seals.entry_id
    order by seals.sequence`);

export interface OpenEntry {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** Recorded so long before the head that the sealing has passed it. */
  readonly isBehind: boolean;
}

const withoutSeal = (
  tx: Tx,
  head: Head,
  span: Span,
): Sql => sql`from (select journal.id, journal.kind, journal.at, journal.recorded_at,
    journal.recorded_at <= ${head.reachedAt ?? '-infinity'}::timestamptz - make_interval(secs => ${LOOK_BACK_SECONDS}) as is_behind
  from journal where journal.company_id = ${tx.companyId}::uuid and ${inSpan(span)} and not exists (select 1 from journal_seals
    where journal_seals.company_id = journal.company_id and journal_seals.entry_id = journal.id)) as open`;

/** Entries without a seal: how many the sealing has still to reach, and those it has passed, oldest first. */
export const unsealed = async (
  tx: Tx,
  head: Head,
  span: Span,
  limit: number,
): Promise<{ waiting: number; behind: OpenEntry[]; listed: OpenEntry[] }> => {
  const rows = await tx.rows<OpenEntry & { waiting: number }>(sql`
    select open.id, open.kind, open.at, open.recorded_at as "recordedAt", open.is_behind as "isBehind",
      count(*) filter (where not open.is_behind) over () as waiting
    ${withoutSeal(tx, head, span)} order by open.is_behind desc, open.recorded_at, open.id limit ${limit}`);
  return {
    waiting: rows[0]?.waiting ?? 0,
    behind: rows.filter(({ isBehind }) => isBehind),
    listed: rows.filter(({ isBehind }) => !isBehind),
  };
};

/** The seal at one place of the chain, to hold against a head that was printed. */
export const sealAt = (tx: Tx, sequence: number): Promise<{ hash: string } | null> =>
  tx.row<{ hash: string }>(sql`select encode(journal_seals.hash, 'hex') as hash from journal_seals
    where journal_seals.company_id = ${tx.companyId}::uuid and journal_seals.sequence = ${sequence}`);

/** Recorded since the head and not sealed yet: normally what happened in the last seconds. */
export const waitingOf = async (tx: Tx, head: Head): Promise<number> =>
  (
    await tx.row<{
      waiting: number;
    }>(sql`select count(*) as waiting from journal where journal.company_id = ${tx.companyId}::uuid
      and journal.recorded_at > ${head.reachedAt ?? '-infinity'}::timestamptz - make_interval(secs => ${LOOK_BACK_SECONDS})
      and not exists (select 1 from journal_seals where journal_seals.company_id = journal.company_id and journal_seals.entry_id = journal.id)`)
  )?.waiting ?? 0;

export const countIn = async (tx: Tx, span: Span): Promise<number> =>
  (
    await tx.row<{ count: number }>(
      sql`select count(*) as count from journal where journal.company_id = ${tx.companyId}::uuid and ${inSpan(span)}`,
    )
  )?.count ?? 0;

/** Entries wait in the pending list of the search index until they are worked in; commands are spared that. */
export const workInSearch = async (database: Database): Promise<void> => {
  await database
    .system({ text: `select gin_clean_pending_list('journal_search'::regclass)` })
    .catch((error: { readonly code?: string }) => {
      // A role that does not own the tables may not; the database's own housekeeping does it then, less often.
      if (error.code !== '42501') throw error;
    });
};
