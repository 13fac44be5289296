/** Reads for the page of one deal: what belongs to it, who is credited, what happened when. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { DealPage } from '#contract/deals.ts';
import type { Deal } from '#core/deals/index.ts';
import { namesIn, summaryOf, type StoredDecision } from '#server/journal/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { reasonInEach } from '#server/platform/refused.ts';

type Page = z.output<typeof DealPage>;
const TIMELINE_MAX = 200;

export interface Kept {
  readonly buyers: string;
  readonly note: string;
  readonly coverId: string | null;
  readonly coverName: string | null;
  readonly smallNumber: string | null;
  readonly smallAt: string | null;
  readonly smallUntil: string | null;
  readonly countedAt: string | null;
}
export const keptOf = async (tx: Tx, dealId: string): Promise<Kept> =>
  (await tx.row<Kept>(sql`select deals.buyers, deals.note, deals.cover_id as "coverId", s.name as "coverName",
      deals.small_deposit_number as "smallNumber", deals.small_deposit_at as "smallAt", deals.small_deposit_until as "smallUntil",
      deals.counted_at as "countedAt"
    from deals left join staff s on s.company_id = deals.company_id and s.id = deals.cover_id
    where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`)) as Kept;

export interface PaperRow {
  readonly paper: string;
  readonly copies: number;
  readonly note: string;
  readonly receivedAt: string;
}
export const papersOf = (tx: Tx, dealId: string): Promise<PaperRow[]> =>
  tx.rows<PaperRow>(sql`select deal_papers.paper, deal_papers.copies, deal_papers.note, deal_papers.received_at as "receivedAt"
    from deal_papers where deal_papers.company_id = ${tx.companyId} and deal_papers.deal_id = ${dealId} limit 100`);

export const copiesOf = (tx: Tx, dealId: string): Promise<Page['copies']> =>
  tx.rows(sql`select deal_copies.id, deal_copies.document, deal_copies.seq, deal_copies.holder, deal_copies.state,
      deal_copies.moved_at as "movedAt"
    from deal_copies where deal_copies.company_id = ${tx.companyId} and deal_copies.deal_id = ${dealId}
    order by deal_copies.document desc, deal_copies.seq limit 100`);

export const correctionsOf = (tx: Tx, dealId: string): Promise<Page['contract']['corrections']> =>
  tx.rows(sql`select deal_corrections.seq, deal_corrections.place, deal_corrections.fine_yuan as "fineYuan", deal_corrections.at
    from deal_corrections where deal_corrections.company_id = ${tx.companyId} and deal_corrections.deal_id = ${dealId}
    order by deal_corrections.seq limit 100`);

export const supplementsOf = (tx: Tx, dealId: string): Promise<Page['contract']['supplements']> =>
  tx.rows(sql`select deal_supplements.id, deal_supplements.number, deal_supplements.title, deal_supplements.body,
      deal_supplements.signed_on as "signedOn"
    from deal_supplements where deal_supplements.company_id = ${tx.companyId} and deal_supplements.deal_id = ${dealId}
    order by deal_supplements.number limit 100`);

interface ChangeRow extends Omit<Page['changes'][number], 'askedBy' | 'reason'> {
  readonly reason: string;
  readonly byId: string | null;
  readonly byName: string | null;
}
export async function changesOf(tx: Tx, dealId: string): Promise<Page['changes']> {
  const rows =
    await tx.rows<ChangeRow>(sql`select d.id, d.kind, d.before, d.after, d.reason, d.state, d.fee_fen as "feeFen",
      s.id as "byId", s.name as "byName", d.asked_at as "askedAt", d.done_at as "doneAt", d.journal_id as "journalId"
    from deal_changes d left join staff s on s.company_id = d.company_id and s.id = d.asked_by
    where d.company_id = ${tx.companyId} and d.deal_id = ${dealId} order by d.asked_at, d.id limit 200`);
  return rows.map(({ byId, byName, reason, ...row }) => ({
    ...row,
    reason: reasonInEach(reason),
    askedBy: byId ? { id: byId, name: byName ?? '' } : null,
  }));
}

type Share = { party: string; percent: number };
export async function sharesOf(tx: Tx, dealId: string): Promise<Page['shares']> {
  const row = await tx.row<{ caseName: string; shares: { performance: Share[]; commission: Share[] } }>(sql`
    select deal_verdicts.case_name as "caseName", deal_verdicts.shares from deal_verdicts
    where deal_verdicts.company_id = ${tx.companyId} and deal_verdicts.for_deal = ${dealId} and deal_verdicts.superseded_at is null
    order by deal_verdicts.decided_at desc limit 1`);
  if (!row) return null;
  const { performance, commission } = row.shares;
  const names = await namesOfStaff(
    tx,
    [...performance, ...commission].map((share) => share.party),
  );
  const named = (shares: Share[]) => shares.map((share) => ({ ...share, name: names.get(share.party) ?? '部门' }));
  return { caseName: row.caseName, performance: named(performance), commission: named(commission) };
}

export async function namesOfStaff(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const uuids = [...new Set(ids)].filter((id): id is string => id !== null && id.length === 36);
  const rows = await tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${uuids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly input: Record<string, unknown>;
  readonly decision: StoredDecision;
  readonly reason: string | null;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly timeZone: string | null;
}
/** Everything the journal has about the deal, newest first. */
export async function timelineOf(context: Context, deal: Deal): Promise<Page['timeline']> {
  const { tx } = context;
  const rows = await tx.rows<Entry>(sql`
    select j.id, j.at, j.kind, j.input, j.decision, j.reason, s.id as "byId", s.name as "byName", sites.time_zone as "timeZone"
    from journal j left join staff s on s.company_id = j.company_id and s.id = j.actor_id
      left join sites on sites.company_id = j.company_id and sites.id = j.site_id
    where j.company_id = ${tx.companyId} and j.subject_type = 'deal' and j.subject_id = ${deal.id}
    order by j.at desc, j.id desc limit ${TIMELINE_MAX}`);
  const told = rows.map(({ kind, input, decision, timeZone }) => ({ kind, input, decision, timeZone }));
  const names = await namesIn(tx, told);
  return rows.map((row, index) => ({
    journalId: row.id,
    at: row.at,
    kind: row.kind,
    title: summaryOf(told[index] ?? { ...row }, names),
    by: row.byId ? { id: row.byId, name: row.byName ?? '' } : null,
    reason: row.reason === null ? null : reasonInEach(row.reason),
  }));
}
