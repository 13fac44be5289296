/** Writes of disputes: the dispute is locked, decided on and saved; every ruling, appeal and statement stays as it was given. */
import sql, { type Sql } from 'sql-template-tag';
import {
  type DisputeFacts,
  type DisputeState,
  type OpenInput,
  rankAmong,
  type Ruling,
  type RulingFacts,
  type Verdict,
} from '#core/verdicts/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { invalid, notFound } from '#server/platform/refused.ts';

export interface Dispute {
  readonly id: string;
  readonly customerId: string;
  readonly siteId: string;
  readonly timeZone: string;
  readonly about: 'customer' | 'deal';
  readonly openedBy: string;
  readonly parties: string[];
  readonly state: DisputeState;
  readonly openedAt: Instant;
  readonly rulings: readonly StoredRuling[];
}
export interface StoredRuling extends RulingFacts {
  readonly seq: number;
  readonly proposalId: string | null;
  readonly journalId: string | null;
}

export const factsOf = (dispute: Dispute): DisputeFacts => ({
  id: dispute.id,
  state: dispute.state,
  parties: dispute.parties,
  openedAt: dispute.openedAt,
  timeZone: dispute.timeZone,
  rulings: dispute.rulings.map(({ level, verdict, judgeId, judgeRank, at, isAppealed }) => ({
    level,
    verdict,
    judgeId,
    judgeRank,
    at,
    isAppealed,
  })),
});

const columns = sql`disputes.id, disputes.customer_id as "customerId", disputes.site_id as "siteId", sites.time_zone as "timeZone",
  disputes.about, disputes.opened_by as "openedBy", disputes.parties, disputes.state, disputes.opened_at as "openedAt"`;

export async function disputeById(tx: Tx, disputeId: string): Promise<Dispute> {
  const row = await tx.row<Omit<Dispute, 'rulings'>>(sql`select ${columns} from disputes
    join sites on sites.company_id = disputes.company_id and sites.id = disputes.site_id
    where disputes.company_id = ${tx.companyId} and disputes.id = ${disputeId}`);
  if (!row) throw notFound('争议 / dispute');
  const rulings = await tx.rows<StoredRuling>(sql`
    select dispute_rulings.seq, dispute_rulings.level, dispute_rulings.verdict, dispute_rulings.judge_id as "judgeId",
      dispute_rulings.judge_rank as "judgeRank", dispute_rulings.at, dispute_rulings.proposal_id as "proposalId",
      dispute_rulings.journal_id as "journalId",
      exists (select 1 from dispute_appeals where dispute_appeals.company_id = dispute_rulings.company_id
        and dispute_appeals.dispute_id = dispute_rulings.dispute_id and dispute_appeals.ruling_seq = dispute_rulings.seq) as "isAppealed"
    from dispute_rulings where dispute_rulings.company_id = ${tx.companyId} and dispute_rulings.dispute_id = ${disputeId}
    order by dispute_rulings.seq limit 50`);
  return { ...row, rulings };
}

/** Everything decided about the dispute waits for whoever holds it; the customer is locked before, as claims do. */
export async function lockDispute(tx: Tx, disputeId: string): Promise<Dispute> {
  await tx.row(
    sql`select 1 from disputes where disputes.company_id = ${tx.companyId} and disputes.id = ${disputeId} for update`,
  );
  return disputeById(tx, disputeId);
}

export async function customerOfDispute(tx: Tx, disputeId: string): Promise<string> {
  const row = await tx.row<{ customerId: string }>(sql`select disputes.customer_id as "customerId" from disputes
    where disputes.company_id = ${tx.companyId} and disputes.id = ${disputeId}`);
  if (!row) throw notFound('争议 / dispute');
  return row.customerId;
}

/** Who raised the dispute that is open over a customer. */
export async function whoRaised(tx: Tx, customerId: string): Promise<string> {
  const row = await tx.row<{ name: string }>(sql`select staff.name from disputes
    join staff on staff.company_id = disputes.company_id and staff.id = disputes.opened_by
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId} and disputes.state <> 'settled'`);
  return row?.name ?? '';
}

/** The dispute over a customer that nobody has settled yet. */
export const openDisputeOf = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await tx.row<{ id: string }>(sql`select disputes.id from disputes where disputes.company_id = ${tx.companyId}
      and disputes.customer_id = ${customerId} and disputes.state <> 'settled'`)
  )?.id ?? null;

export const lastBetween = (
  tx: Tx,
  customerId: string,
  parties: readonly string[],
): Promise<{ verdict: Verdict; at: Instant } | null> =>
  tx.row<{ verdict: Verdict; at: Instant }>(sql`select disputes.verdict, disputes.settled_at as at from disputes
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId} and disputes.verdict is not null
      and disputes.parties @> ${[...parties]}::uuid[] and disputes.parties <@ ${[...parties]}::uuid[]
    order by disputes.settled_at desc limit 1`);

export async function insertDispute(
  tx: Tx,
  row: {
    id: string;
    customerId: string;
    siteId: string;
    openedBy: string;
    parties: readonly string[];
    input: OpenInput;
    dealId: string | null;
    talkUntil: Instant | null;
    settleBy: Instant | null;
    at: Instant;
    journalId: string;
  },
): Promise<void> {
  await tx.run(sql`insert into disputes (company_id, id, customer_id, site_id, opened_by, parties, reason, state, opened_at, about, deal_id,
      talk_until, settle_by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.customerId}, ${row.siteId}, ${row.openedBy}, ${[...row.parties]}::uuid[], ${row.input.reason},
      'talking', ${row.at}, ${row.input.about}, ${row.dealId}, ${row.talkUntil}, ${row.settleBy}, ${row.journalId})`);
}

export async function moveDispute(tx: Tx, disputeId: string, state: DisputeState): Promise<void> {
  await tx.run(sql`update disputes set state = ${state}, version = version + 1
    where company_id = ${tx.companyId} and id = ${disputeId}`);
}

export interface NewRuling {
  readonly id: string;
  readonly level: number;
  readonly verdict: Verdict;
  readonly caseName: string | null;
  readonly ownerId: string | null;
  readonly ruling: Ruling | null;
  readonly followsProposal: boolean | null;
  readonly reason: string;
  readonly judgeId: string | null;
  readonly judgeRank: number;
  readonly at: Instant;
  readonly appealUntil: Instant | null;
  readonly proposalId: string | null;
  readonly journalId: string;
}

export async function saveRuling(tx: Tx, dispute: Dispute, ruling: NewRuling): Promise<void> {
  const shares = ruling.ruling === null ? null : JSON.stringify(ruling.ruling);
  await tx.run(sql`insert into dispute_rulings (company_id, id, dispute_id, seq, level, verdict, case_name, owner_id, ruling, follows_proposal,
      reason, judge_id, judge_rank, at, appeal_until, proposal_id, journal_id)
    values (${tx.companyId}, ${ruling.id}, ${dispute.id}, ${dispute.rulings.length + 1}, ${ruling.level}, ${ruling.verdict}, ${ruling.caseName},
      ${ruling.ownerId}, ${shares}, ${ruling.followsProposal}, ${ruling.reason}, ${ruling.judgeId}, ${ruling.judgeRank}, ${ruling.at},
      ${ruling.appealUntil}, ${ruling.proposalId}, ${ruling.journalId})`);
  await tx.run(sql`update disputes set state = 'settled', settled_at = ${ruling.at}, settled_by = ${ruling.judgeId}, verdict = ${ruling.verdict},
      ruling = ${shares}, owner_id = ${ruling.ownerId}, verdict_reason = ${ruling.reason}, level = ${ruling.level},
      journal_id = ${ruling.journalId}, version = version + 1
    where company_id = ${tx.companyId} and id = ${dispute.id}`);
}

export async function insertAppeal(
  tx: Tx,
  dispute: Dispute,
  appeal: { id: string; appellantId: string; reason: string; at: Instant; journalId: string },
): Promise<void> {
  await tx.run(sql`insert into dispute_appeals (company_id, id, dispute_id, ruling_seq, appellant_id, reason, at, journal_id)
    values (${tx.companyId}, ${appeal.id}, ${dispute.id}, ${dispute.rulings.length}, ${appeal.appellantId}, ${appeal.reason}, ${appeal.at},
      ${appeal.journalId})`);
  await moveDispute(tx, dispute.id, 'appealed');
}

export interface Offer {
  readonly id: string;
  readonly byId: string;
  readonly ruling: Ruling;
  readonly reason: string;
  readonly at: Instant;
  readonly agreedBy: string[];
  readonly journalId: string;
}
/** The proposal of a party that no other has taken the place of. */
export const offerStanding = (tx: Tx, disputeId: string): Promise<Offer | null> =>
  tx.row<Offer>(sql`select dispute_offers.id, dispute_offers.by_id as "byId", dispute_offers.ruling, dispute_offers.reason,
      dispute_offers.at, dispute_offers.agreed_by as "agreedBy", dispute_offers.journal_id as "journalId"
    from dispute_offers where dispute_offers.company_id = ${tx.companyId} and dispute_offers.dispute_id = ${disputeId}
      and dispute_offers.replaced_at is null`);

export async function insertOffer(tx: Tx, disputeId: string, offer: Omit<Offer, 'agreedBy'>): Promise<void> {
  await tx.run(sql`update dispute_offers set replaced_at = ${offer.at} where company_id = ${tx.companyId} and dispute_id = ${disputeId}
    and replaced_at is null`);
  await tx.run(sql`insert into dispute_offers (company_id, id, dispute_id, by_id, ruling, reason, at, journal_id)
    values (${tx.companyId}, ${offer.id}, ${disputeId}, ${offer.byId}, ${JSON.stringify(offer.ruling)}, ${offer.reason}, ${offer.at},
      ${offer.journalId})`);
}

export async function saveAgreed(tx: Tx, offerId: string, agreedBy: readonly string[]): Promise<void> {
  await tx.run(
    sql`update dispute_offers set agreed_by = ${[...agreedBy]}::uuid[] where company_id = ${tx.companyId} and id = ${offerId}`,
  );
}

/** Those of the lowest rank above the last ruling who may rule at the site: one level up. The parties are none of them. */
export async function judgesAbove(tx: Tx, { siteId, parties, rulings }: Dispute): Promise<string[]> {
  const rows = await tx.rows<{ id: string; keys: string[] }>(sql`
    select staff.id, array_agg(roles.key) as keys from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.status = 'active' and staff.id <> all(${parties}::uuid[])
      and (roles.grants ->> 'claims.rule' = 'company' or (roles.grants ->> 'claims.rule' in ('team', 'site') and staff.site_id = ${siteId}))
    group by staff.id order by staff.id limit 500`);
  const above = rulings.at(-1)?.judgeRank ?? 0;
  const ranked = rows.map(({ id, keys }) => ({ id, rank: rankAmong(keys) })).filter(({ rank }) => rank > above);
  const next = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === next).map(({ id }) => id);
}

export async function insertStatement(
  tx: Tx,
  row: { id: string; disputeId: string; authorId: string; body: string; at: Instant; journalId: string },
): Promise<void> {
  await tx.run(sql`insert into dispute_statements (company_id, id, dispute_id, author_id, body, at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.disputeId}, ${row.authorId}, ${row.body}, ${row.at}, ${row.journalId})`);
}

const countOf = async (tx: Tx, statement: Sql): Promise<number> => (await tx.row<{ n: number }>(statement))?.n ?? 0;
export const statementsBy = (tx: Tx, disputeId: string, authorId: string): Promise<number> =>
  countOf(
    tx,
    sql`select count(*)::int as n from dispute_statements where dispute_statements.company_id = ${tx.companyId}
      and dispute_statements.dispute_id = ${disputeId} and dispute_statements.author_id = ${authorId}`,
  );
export const filesBy = (tx: Tx, disputeId: string, staffId: string | null): Promise<number> =>
  countOf(
    tx,
    sql`select count(*)::int as n from dispute_files where dispute_files.company_id = ${tx.companyId}
      and dispute_files.dispute_id = ${disputeId} and dispute_files.added_by = ${staffId}::uuid`,
  );

export interface FileRow {
  readonly name: string;
  readonly mediaType: string;
}
export async function insertFile(
  tx: Tx,
  row: FileRow & { id: string; disputeId: string; bytes: number; sha256: string; at: Instant; by: string | null },
): Promise<void> {
  await tx.run(sql`insert into dispute_files (company_id, id, dispute_id, name, media_type, bytes, sha256, added_at, added_by)
    values (${tx.companyId}, ${row.id}, ${row.disputeId}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.sha256}, ${row.at}, ${row.by})`);
}
export async function fileById(tx: Tx, disputeId: string, fileId: string): Promise<FileRow> {
  const row =
    await tx.row<FileRow>(sql`select dispute_files.name, dispute_files.media_type as "mediaType" from dispute_files
    where dispute_files.company_id = ${tx.companyId} and dispute_files.id = ${fileId} and dispute_files.dispute_id = ${disputeId}`);
  if (!row) throw notFound('附件 / file');
  return row;
}

/** Shares and customers go to people of the house; the ids come from outside. */
export async function requireStaff(
  tx: Tx,
  field: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const uuids = wanted.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  const rows = await tx.rows<{ id: string; status: string }>(sql`select staff.id, staff.status from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${uuids}::uuid[])`);
  if (rows.length < wanted.length) throw invalid(field, '人员 / person');
  return new Map(rows.map((row) => [row.id, row.status]));
}

// ── customers that prove to be one ──

export const disputesOf = async (tx: Tx, customerId: string): Promise<{ id: string; isOpen: boolean }[]> =>
  tx.rows(sql`select disputes.id, disputes.state <> 'settled' as "isOpen" from disputes
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId}`);

export async function moveDisputes(tx: Tx, ids: readonly string[], customerId: string): Promise<void> {
  await tx.run(
    sql`update disputes set customer_id = ${customerId} where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[])`,
  );
}

/** Two open disputes over what proves to be one customer go on as one, between all of their parties. */
export interface Joined {
  readonly closed: { readonly id: string; readonly state: DisputeState };
  readonly kept: { readonly id: string; readonly parties: string[] };
}
export async function joinOpen(tx: Tx, keptId: string, absorbedId: string, at: Instant): Promise<Joined> {
  const kept = await lockDispute(tx, keptId);
  const absorbed = await lockDispute(tx, absorbedId);
  await tx.run(sql`update disputes set state = 'settled', settled_at = ${at}, verdict = 'agreed', verdict_reason = '并入同一客户的争议',
      version = version + 1 where company_id = ${tx.companyId} and id = ${absorbed.id}`);
  const parties = [...new Set([...kept.parties, ...absorbed.parties])];
  await tx.run(
    sql`update disputes set parties = ${parties}::uuid[], version = version + 1 where company_id = ${tx.companyId} and id = ${kept.id}`,
  );
  return { closed: { id: absorbed.id, state: absorbed.state }, kept: { id: kept.id, parties: kept.parties } };
}

/** Parted again: the second one is open as before, unless the first was settled for both meanwhile. */
export async function partOpen(tx: Tx, { closed, kept }: Joined): Promise<void> {
  const now = await disputeById(tx, kept.id);
  if (now.state === 'settled') return;
  await tx.run(
    sql`update disputes set parties = ${kept.parties}::uuid[], version = version + 1 where company_id = ${tx.companyId} and id = ${kept.id}`,
  );
  await tx.run(sql`update disputes set state = ${closed.state}, settled_at = null, verdict = null, verdict_reason = '', version = version + 1
    where company_id = ${tx.companyId} and id = ${closed.id}`);
}

export interface StandingClocks {
  readonly siteId: string;
  readonly talkUntil: Instant | null;
  readonly settleBy: Instant | null;
}
/** The clocks of the open dispute over a customer, as far as its state still minds them. */
export const clocksOf = (tx: Tx, customerId: string): Promise<StandingClocks | null> =>
  tx.row<StandingClocks>(sql`select disputes.site_id as "siteId",
      case when disputes.state = 'talking' then disputes.talk_until end as "talkUntil", disputes.settle_by as "settleBy"
    from disputes where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId} and disputes.state in ('talking', 'mediation')`);

/** The dispute over a customer that is under appeal, and since when. */
export const appealedOver = (
  tx: Tx,
  customerId: string,
): Promise<{ siteId: string; timeZone: string; at: Instant } | null> =>
  tx.row<{
    siteId: string;
    timeZone: string;
    at: Instant;
  }>(sql`select disputes.site_id as "siteId", sites.time_zone as "timeZone",
      (select max(dispute_appeals.at) from dispute_appeals where dispute_appeals.company_id = disputes.company_id
        and dispute_appeals.dispute_id = disputes.id) as at
    from disputes join sites on sites.company_id = disputes.company_id and sites.id = disputes.site_id
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customerId} and disputes.state = 'appealed'`);
