/** Writes and reads of what belongs to a deal: terms, changes, papers, copies, corrections, supplements, the deposit a site asks for. */
import sql from 'sql-template-tag';
import type { Granted, Goods } from '#core/deals/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

// ── special terms ──

export interface Terms {
  readonly id: string;
  readonly dealId: string;
  readonly kind: 'discount' | 'later_signing' | 'other_payment' | 'engineering' | 'other';
  readonly body: string;
  readonly priceFen: number | null;
  readonly untilOn: LocalDate | null;
  readonly state: 'pending' | 'granted' | 'refused';
  readonly askedAt: Instant;
}
const termColumns = sql`deal_terms.id, deal_terms.deal_id as "dealId", deal_terms.kind, deal_terms.body, deal_terms.price_fen as "priceFen",
  deal_terms.until_on as "untilOn", deal_terms.state, deal_terms.asked_at as "askedAt"`;

export const termsOf = (tx: Tx, dealId: string): Promise<Terms[]> =>
  tx.rows<Terms>(sql`select ${termColumns} from deal_terms
    where deal_terms.company_id = ${tx.companyId} and deal_terms.deal_id = ${dealId} order by deal_terms.asked_at, deal_terms.id limit 100`);
export const termsById = (tx: Tx, id: string): Promise<Terms | null> =>
  tx.row<Terms>(
    sql`select ${termColumns} from deal_terms where deal_terms.company_id = ${tx.companyId} and deal_terms.id = ${id}`,
  );
export const insertTerms = (
  tx: Tx,
  row: Omit<Terms, 'state' | 'askedAt'> & { at: Instant; by: string | null; journalId: string },
): Promise<number> =>
  tx.run(sql`insert into deal_terms (company_id, id, deal_id, kind, body, price_fen, until_on, asked_by, asked_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.kind}, ${row.body}, ${row.priceFen}, ${row.untilOn}, ${row.by}, ${row.at}, ${row.journalId})`);
export const decideTerms = (tx: Tx, id: string, state: Terms['state'], at: Instant): Promise<number> =>
  tx.run(sql`update deal_terms set state = ${state}, decided_at = ${at}
    where company_id = ${tx.companyId} and id = ${id} and state = 'pending'`);
export async function grantedOf(tx: Tx, dealId: string): Promise<{ granted: Granted[]; hasOpenTerms: boolean }> {
  const terms = await termsOf(tx, dealId);
  return {
    granted: terms
      .filter((one) => one.state === 'granted')
      .map(({ kind, priceFen, untilOn }) => ({ kind, priceFen, untilOn })),
    hasOpenTerms: terms.some((one) => one.state === 'pending'),
  };
}

// ── changes ──

export type ChangeKind = 'terms' | 'unit' | 'name' | 'allocation' | 'cover';
export interface NewChange {
  readonly id: string;
  readonly dealId: string;
  readonly kind: ChangeKind;
  readonly before: object;
  readonly after: object;
  readonly reason: string;
  readonly feeFen?: number;
  readonly state: 'pending' | 'done';
  readonly at: Instant;
  readonly by: string | null;
  readonly journalId: string;
}
export const insertChange = (tx: Tx, row: NewChange): Promise<number> =>
  tx.run(sql`insert into deal_changes (company_id, id, deal_id, kind, before, after, reason, state, fee_fen, asked_by, asked_at, done_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.kind}, ${JSON.stringify(row.before)}, ${JSON.stringify(row.after)}, ${row.reason},
      ${row.state}, ${row.feeFen ?? 0}, ${row.by}, ${row.at}, ${row.state === 'done' ? row.at : null}, ${row.journalId})`);
export const endChange = (tx: Tx, id: string, state: 'done' | 'refused', at: Instant): Promise<number> =>
  tx.run(
    sql`update deal_changes set state = ${state}, done_at = ${at} where company_id = ${tx.companyId} and id = ${id} and state = 'pending'`,
  );
export interface PendingChange {
  readonly id: string;
  readonly kind: ChangeKind;
}
export const pendingChange = (tx: Tx, dealId: string): Promise<PendingChange | null> =>
  tx.row<PendingChange>(sql`select deal_changes.id, deal_changes.kind from deal_changes
    where deal_changes.company_id = ${tx.companyId} and deal_changes.deal_id = ${dealId} and deal_changes.state = 'pending'`);

// ── papers and copies ──

export const paperKeysOf = async (tx: Tx, dealId: string): Promise<string[]> =>
  (
    await tx.rows<{ paper: string }>(sql`select deal_papers.paper from deal_papers
      where deal_papers.company_id = ${tx.companyId} and deal_papers.deal_id = ${dealId} order by deal_papers.paper`)
  ).map((row) => row.paper);
export async function papersByDeal(tx: Tx, dealIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await tx.rows<{ dealId: string; papers: string[] }>(sql`select deal_papers.deal_id as "dealId",
      array_agg(deal_papers.paper order by deal_papers.paper) as papers
    from deal_papers where deal_papers.company_id = ${tx.companyId} and deal_papers.deal_id = any(${[...dealIds]}::uuid[])
    group by deal_papers.deal_id`);
  return new Map(rows.map((row) => [row.dealId, row.papers]));
}
export const savePaper = (
  tx: Tx,
  row: { dealId: string; paper: string; copies: number; note: string; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`insert into deal_papers (company_id, deal_id, paper, copies, note, received_at, received_by)
    values (${tx.companyId}, ${row.dealId}, ${row.paper}, ${row.copies}, ${row.note}, ${row.at}, ${row.by})
    on conflict (company_id, deal_id, paper) do update set copies = excluded.copies, note = excluded.note`);

export type CopyDocument = 'subscription' | 'contract' | 'supplement';
export async function issueCopies(
  tx: Tx,
  given: {
    dealId: string;
    document: CopyDocument;
    copies: Readonly<Record<string, number>>;
    at: Instant;
    by: string | null;
  },
  newId: () => string,
): Promise<void> {
  const holders = Object.entries(given.copies).flatMap(([holder, count]) => Array<string>(count).fill(holder));
  for (const [index, holder] of holders.entries())
    await tx.run(sql`insert into deal_copies (company_id, id, deal_id, document, seq, holder, moved_at, moved_by)
      values (${tx.companyId}, ${newId()}, ${given.dealId}, ${given.document}, ${index + 1}, ${holder}, ${given.at}, ${given.by})
      on conflict do nothing`);
}
export const copiesOut = async (tx: Tx, dealId: string, document: CopyDocument): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from deal_copies
      where deal_copies.company_id = ${tx.companyId} and deal_copies.deal_id = ${dealId} and deal_copies.document = ${document}
        and deal_copies.state = 'out'`)
  )?.n ?? 0;
export const takeBackCopies = (
  tx: Tx,
  dealId: string,
  document: CopyDocument,
  at: Instant,
  by: string | null,
): Promise<number> =>
  tx.run(sql`update deal_copies set state = 'returned', moved_at = ${at}, moved_by = ${by}
    where company_id = ${tx.companyId} and deal_id = ${dealId} and document = ${document} and state = 'out'`);
export interface Copy {
  readonly id: string;
  readonly document: CopyDocument;
  readonly holder: string;
  readonly state: 'out' | 'returned' | 'filed' | 'rewrite';
}
export async function copyById(tx: Tx, dealId: string, copyId: string): Promise<Copy> {
  const copy =
    await tx.row<Copy>(sql`select deal_copies.id, deal_copies.document, deal_copies.holder, deal_copies.state from deal_copies
    where deal_copies.company_id = ${tx.companyId} and deal_copies.deal_id = ${dealId} and deal_copies.id = ${copyId}`);
  if (!copy) throw notFound('文件份数 / copy');
  return copy;
}
export const saveCopy = (
  tx: Tx,
  copyId: string,
  set: { holder: string; state: Copy['state']; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`update deal_copies set holder = ${set.holder}, state = ${set.state}, moved_at = ${set.at}, moved_by = ${set.by}
    where company_id = ${tx.companyId} and id = ${copyId}`);

// ── contract ──

export const insertCorrection = (
  tx: Tx,
  row: {
    dealId: string;
    seq: number;
    place: string;
    fineYuan: number;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_corrections (company_id, deal_id, seq, place, fine_yuan, at, by_id, journal_id)
    values (${tx.companyId}, ${row.dealId}, ${row.seq}, ${row.place}, ${row.fineYuan}, ${row.at}, ${row.by}, ${row.journalId})`);
export const insertSupplement = (
  tx: Tx,
  row: {
    id: string;
    dealId: string;
    number: string;
    title: string;
    body: string;
    signedOn: LocalDate;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_supplements (company_id, id, deal_id, number, title, body, signed_on, added_at, added_by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.number}, ${row.title}, ${row.body}, ${row.signedOn}, ${row.at}, ${row.by},
      ${row.journalId})`);

/** The contracts signed in a month of the site's calendar that no volume holds yet, numbered in the order of their own numbers. */
export async function bindMonth(
  tx: Tx,
  volume: {
    id: string;
    siteId: string;
    month: string;
    number: string;
    from: Instant;
    to: Instant;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> {
  const bound = await tx.run(sql`with picked as (
      select deals.id, row_number() over (order by deals.contract_number) as seq from deals
      where deals.company_id = ${tx.companyId} and deals.site_id = ${volume.siteId} and deals.volume_id is null
        and deals.signed_at >= ${volume.from} and deals.signed_at < ${volume.to})
    update deals set volume_id = ${volume.id}, volume_seq = picked.seq from picked
    where deals.company_id = ${tx.companyId} and deals.id = picked.id`);
  if (bound > 0)
    await tx.run(sql`insert into contract_volumes (company_id, id, site_id, month, number, contracts, bound_at, bound_by, journal_id)
      values (${tx.companyId}, ${volume.id}, ${volume.siteId}, ${volume.month}, ${volume.number}, ${bound}, ${volume.at}, ${volume.by},
        ${volume.journalId})`);
  return bound;
}
export const unboundBefore = async (tx: Tx, siteId: string, before: Instant): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from deals where deals.company_id = ${tx.companyId}
      and deals.site_id = ${siteId} and deals.volume_id is null and deals.signed_at < ${before}`)
  )?.n ?? 0;

// ── the deposit a site asks for, and what the file of a customer holds ──

export const depositSet = async (tx: Tx, siteId: string, kind: Goods): Promise<number | null> =>
  (
    await tx.row<{ fen: number }>(sql`select deal_settings.deposit_fen as fen from deal_settings
      where deal_settings.company_id = ${tx.companyId} and deal_settings.site_id = ${siteId} and deal_settings.kind = ${kind}`)
  )?.fen ?? null;
export const saveDeposit = (
  tx: Tx,
  row: { siteId: string; kind: Goods; depositFen: number; at: Instant; by: string | null; journalId: string },
): Promise<number> =>
  tx.run(sql`insert into deal_settings (company_id, site_id, kind, deposit_fen, set_at, set_by, journal_id)
    values (${tx.companyId}, ${row.siteId}, ${row.kind}, ${row.depositFen}, ${row.at}, ${row.by}, ${row.journalId})
    on conflict (company_id, site_id, kind) do update set deposit_fen = excluded.deposit_fen, set_at = excluded.set_at, set_by = excluded.set_by,
      journal_id = excluded.journal_id`);

/** A telephone number, or an address on file. */
export const hasContact = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from customer_keys where customer_keys.company_id = ${tx.companyId}
      and customer_keys.customer_id = ${customerId} and customer_keys.kind = 'phone' and customer_keys.removed_at is null
    union all
    select 1 from customer_people where customer_people.company_id = ${tx.companyId} and customer_people.customer_id = ${customerId}
      and customer_people.address_hash is not null and customer_people.removed_at is null limit 1`)) !== null;

export const saveSmallDeposit = (
  tx: Tx,
  dealId: string,
  given: { number: string; at: Instant; until: LocalDate | null },
): Promise<number> =>
  tx.run(sql`update deals set small_deposit_number = ${given.number}, small_deposit_at = ${given.at}, small_deposit_until = ${given.until}
    where company_id = ${tx.companyId} and id = ${dealId}`);

// ── counting ──

export const markCounted = (tx: Tx, dealId: string, at: Instant | null): Promise<number> =>
  tx.run(sql`update deals set counted_at = ${at} where company_id = ${tx.companyId} and id = ${dealId}`);
/** Deals of a customer that count and that nobody has been credited for yet: somebody had to rule first. */
export const uncredited = (tx: Tx, customerId: string): Promise<{ id: string }[]> =>
  tx.rows<{
    id: string;
  }>(sql`select deals.id from deals where deals.company_id = ${tx.companyId} and deals.customer_id = ${customerId}
    and deals.counted_at is not null and deals.state not in ('cancelled') and not exists (select 1 from deal_verdicts
      where deal_verdicts.company_id = deals.company_id and deal_verdicts.for_deal = deals.id and deal_verdicts.superseded_at is null)
    order by deals.counted_at, deals.id limit 50`);
export const countedAt = async (tx: Tx, dealId: string): Promise<Instant | null> =>
  (
    await tx.row<{ at: Instant | null }>(
      sql`select deals.counted_at as at from deals where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`,
    )
  )?.at ?? null;

// ── customers that prove to be one ──

export const moveDeals = async (tx: Tx, fromId: string, toId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`update deals set customer_id = ${toId} where company_id = ${tx.companyId}
      and customer_id = ${fromId} returning deals.id`)
  ).map((row) => row.id);
export const giveDealsBack = (tx: Tx, ids: readonly string[], customerId: string): Promise<number> =>
  tx.run(
    sql`update deals set customer_id = ${customerId} where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[])`,
  );
