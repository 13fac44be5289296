/** The figures of the reports, each by one statement over the period's decisions. */
import sql, { type Sql } from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

export interface ReportSpan {
  /** The sites one may see; null: the whole company, decisions without a site included. */
  readonly siteIds: readonly string[] | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
}

const ROWS_MAX = 500; // a house has fewer supervisors and clauses than this

/** Site by site, so that each part is read from its own end of the index. */
const entries = (tx: Tx, { siteIds, from, to }: ReportSpan): Sql => {
  const columns = sql`journal.id, journal.at, journal.actor_id, journal.accepted, journal.overrides, journal.reason,
    journal.house_clauses, journal.rulebook_version_id`;
  const inPeriod = sql`journal.at >= ${from}::timestamptz and journal.at < ${to}::timestamptz`;
  const ofSites = sql`select found.* from sites cross join lateral (select ${columns} from journal
      where journal.company_id = ${tx.companyId}::uuid and journal.site_id = sites.id and ${inPeriod}) as found
    where sites.company_id = ${tx.companyId}::uuid and (${siteIds}::uuid[] is null or sites.id = any(${siteIds}::uuid[]))`;
  return siteIds
    ? ofSites
    : sql`${ofSites} union all select ${columns} from journal where journal.company_id = ${tx.companyId}::uuid
        and journal.site_id is null and ${inPeriod}`;
};
const isOverride = sql`(entries.overrides is not null and entries.reason is not null)`;

export interface Figures {
  readonly days: { day: LocalDate; decisions: number; refused: number; overrides: number }[];
  readonly overriders: {
    personId: string;
    name: string;
    title: string;
    decisions: number;
    overrides: number;
    reasons: { reason: string; count: number }[];
  }[];
  readonly clauses: { rulebookId: string; rulebook: string; clause: string; decisions: number; overruled: number }[];
}

/** One pass over the decisions of the period; everything else is counted from what it holds. */
export const figuresOf = async (tx: Tx, span: ReportSpan): Promise<Figures> => {
  const row = await tx.row<Figures>(sql`
    with entries as materialized (${entries(tx, span)}),
    days as (select to_char(entries.at at time zone ${span.timeZone}, 'YYYY-MM-DD') as day, count(*) as decisions,
        count(*) filter (where not entries.accepted) as refused, count(*) filter (where ${isOverride}) as overrides
      from entries group by 1),
    reasons as (select entries.actor_id, entries.reason, count(*) as count,
        row_number() over (partition by entries.actor_id order by count(*) desc, entries.reason) as place
      from entries where ${isOverride} group by 1, 2),
    overriders as (select entries.actor_id as "personId", staff.name, staff.title, count(*) as decisions,
        count(*) filter (where ${isOverride}) as overrides,
        (select jsonb_agg(jsonb_build_object('reason', reasons.reason, 'count', reasons.count) order by reasons.place)
          from reasons where reasons.actor_id = entries.actor_id and reasons.place <= 3) as reasons
      from entries join staff on staff.company_id = ${tx.companyId}::uuid and staff.id = entries.actor_id
      group by entries.actor_id, staff.name, staff.title having count(*) filter (where ${isOverride}) > 0
      order by overrides desc, staff.name limit ${ROWS_MAX}),
    overruled as (select distinct entries.overrides as id from entries where ${isOverride}),
    clauses as (select versions.rulebook_id as "rulebookId", rulebooks.title as rulebook, clause, count(*) as decisions,
        count(overruled.id) as overruled
      from entries cross join lateral unnest(entries.house_clauses) as clause
      join rulebook_versions as versions on versions.company_id = ${tx.companyId}::uuid and versions.id = entries.rulebook_version_id
      join rulebooks on rulebooks.company_id = versions.company_id and rulebooks.id = versions.rulebook_id
      left join overruled on overruled.id = entries.id
      group by 1, 2, 3)
    select coalesce((select jsonb_agg(days order by days.day) from days), '[]') as days,
      coalesce((select jsonb_agg(overriders) from overriders), '[]') as overriders,
      coalesce((select jsonb_agg(clauses order by clauses.decisions desc, clauses.clause) from clauses), '[]') as clauses`);
  return row as Figures;
};

export interface BookInForce {
  readonly rulebookId: string;
  readonly title: string;
  readonly versionId: string;
}

/** The versions in force at the end of the period at the sites asked for. */
export const booksInForce = (tx: Tx, { siteIds, to }: ReportSpan): Promise<BookInForce[]> =>
  tx.rows<BookInForce>(sql`select distinct on (rulebooks.id) rulebooks.id as "rulebookId", rulebooks.title, version.id as "versionId"
    from sites
    join lateral (select site_rulebooks.rulebook_id from site_rulebooks where site_rulebooks.company_id = sites.company_id
        and site_rulebooks.site_id = sites.id and site_rulebooks.effective_from < ${to}::timestamptz
      order by site_rulebooks.effective_from desc limit 1) as going on true
    join rulebooks on rulebooks.company_id = sites.company_id and rulebooks.id = going.rulebook_id
    join lateral (select rulebook_versions.id from rulebook_versions where rulebook_versions.company_id = sites.company_id
        and rulebook_versions.rulebook_id = rulebooks.id and rulebook_versions.state <> 'draft'
        and rulebook_versions.effective_from < ${to}::timestamptz
      order by rulebook_versions.effective_from desc, rulebook_versions.number desc limit 1) as version on true
    where sites.company_id = ${tx.companyId}::uuid and sites.closed_at is null
      and (${siteIds}::uuid[] is null or sites.id = any(${siteIds}::uuid[]))
    order by rulebooks.id`);

export interface DisputeFigures {
  readonly opened: number;
  readonly settled: number;
  readonly agreed: number;
  readonly ruled: number;
  readonly toDepartment: number;
  readonly appealed: number;
  readonly againstProposal: number;
  readonly parties: { personId: string; name: string; disputes: number; won: number; lost: number; open: number }[];
  readonly judges: { personId: string; name: string; rulings: number; againstProposal: number; appealed: number }[];
}

/** Disputes opened in the period, by the ruling that stands. Whoever keeps the customer won; the other parties lost. */
export const disputeFigures = async (tx: Tx, { siteIds, from, to }: ReportSpan): Promise<DisputeFigures> => {
  const row = await tx.row<DisputeFigures>(sql`
    with opened as materialized (select disputes.id, disputes.parties, disputes.state, standing.verdict, standing.owner_id,
        (select count(*) from dispute_appeals where dispute_appeals.company_id = disputes.company_id
          and dispute_appeals.dispute_id = disputes.id) as appeals
      from disputes left join lateral (select dispute_rulings.verdict, dispute_rulings.owner_id from dispute_rulings
        where dispute_rulings.company_id = disputes.company_id and dispute_rulings.dispute_id = disputes.id
        order by dispute_rulings.seq desc limit 1) as standing on true
      where disputes.company_id = ${tx.companyId}::uuid and disputes.opened_at >= ${from}::timestamptz and disputes.opened_at < ${to}::timestamptz
        and (${siteIds}::uuid[] is null or disputes.site_id = any(${siteIds}::uuid[]))),
    rulings as materialized (select dispute_rulings.judge_id, dispute_rulings.follows_proposal,
        exists (select 1 from dispute_appeals where dispute_appeals.company_id = dispute_rulings.company_id
          and dispute_appeals.dispute_id = dispute_rulings.dispute_id and dispute_appeals.ruling_seq = dispute_rulings.seq) as appealed
      from opened join dispute_rulings on dispute_rulings.company_id = ${tx.companyId}::uuid and dispute_rulings.dispute_id = opened.id),
    sides as (select party as "personId", staff.name, count(*) as disputes,
        count(*) filter (where opened.state = 'settled' and opened.owner_id = party) as won,
        count(*) filter (where opened.state = 'settled' and opened.owner_id is distinct from party and opened.verdict is distinct from 'agreed') as lost,
        count(*) filter (where opened.state <> 'settled') as open
      from opened cross join lateral unnest(opened.parties) as party
      join staff on staff.company_id = ${tx.companyId}::uuid and staff.id = party
      group by party, staff.name order by disputes desc, staff.name limit ${ROWS_MAX}),
    benches as (select rulings.judge_id as "personId", staff.name, count(*) as rulings,
        count(*) filter (where not rulings.follows_proposal) as "againstProposal", count(*) filter (where rulings.appealed) as appealed
      from rulings join staff on staff.company_id = ${tx.companyId}::uuid and staff.id = rulings.judge_id
      group by rulings.judge_id, staff.name order by rulings desc, staff.name limit ${ROWS_MAX})
    select count(*) as opened, count(*) filter (where opened.state = 'settled') as settled,
      count(*) filter (where opened.verdict = 'agreed') as agreed, count(*) filter (where opened.verdict = 'ruled') as ruled,
      count(*) filter (where opened.verdict in ('quarrel', 'ruling_disobeyed')) as "toDepartment",
      count(*) filter (where opened.appeals > 0) as appealed,
      (select count(*) from rulings where not rulings.follows_proposal) as "againstProposal",
      coalesce((select jsonb_agg(sides) from sides), '[]') as parties,
      coalesce((select jsonb_agg(benches) from benches), '[]') as judges
    from opened`);
  return row as DisputeFigures;
};
