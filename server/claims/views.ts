/** What the screens show about claims, each answered by few statements over an index. */
import type { Sql } from 'sql-template-tag';
import sql, { raw } from 'sql-template-tag';
import type { z } from 'zod';
import type { ClaimOut, FollowUpOut, HandoverOut } from '#contract/claims.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import { notConfidential } from './scope.ts';
import { claimColumns, type Stored } from './store.ts';

export type ClaimView = z.output<typeof ClaimOut>;
type FollowUpView = z.output<typeof FollowUpOut>;
type HandoverView = z.output<typeof HandoverOut>;

interface Named extends Stored {
  readonly customerName: string;
  readonly grade: string | null;
  readonly ownerName: string;
  readonly siteName: string;
  readonly signerName: string | null;
}

const person = (id: string, name: string) => ({ id, name });

export const toClaim = (row: Named): ClaimView => ({
  id: row.id,
  customer: { id: row.customerId, name: row.customerName, grade: row.grade },
  owner: person(row.ownerId, row.ownerName),
  site: person(row.siteId, row.siteName),
  origin: row.origin as ClaimView['origin'],
  state: row.state,
  stage: row.stage,
  registeredAt: row.registeredAt,
  effectiveAt: row.effectiveAt,
  signedAt: row.signedAt,
  signedBy: row.signedBy ? person(row.signedBy, row.signerName ?? '') : null,
  dueAt: row.dueAt,
  protectedUntil: row.protectedUntil,
  endedAt: row.endedAt,
  endedReason: row.endedReason,
  followUps: row.followUps,
  smsRun: row.smsRun,
  lastContactAt: row.lastContactAt,
  signingSince: row.signingSince,
  firstSmsDueAt: row.firstSmsDueAt,
  firstSmsAt: row.firstSmsAt,
  plannedOn: row.plannedOn,
  longTerm: row.longTerm,
  closedAt: row.closedAt,
  previousClaimId: row.previousClaimId,
  helpsClaimId: row.helpsClaimId,
  version: row.version,
});

/** `claims` with the names a screen needs; the caller adds where, order and limit. */
export const selectClaims = (rest: Sql): Sql => sql`
  select ${raw(claimColumns)}, customers.name as "customerName", customers.grade, owner.name as "ownerName", sites.name as "siteName",
    signer.name as "signerName"
  from claims
    join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
    join staff owner on owner.company_id = claims.company_id and owner.id = claims.owner_id
    join sites on sites.company_id = claims.company_id and sites.id = claims.site_id
    left join staff signer on signer.company_id = claims.company_id and signer.id = claims.signed_by
  ${rest}`;

export const claimRows = async (context: Context, rest: Sql): Promise<ClaimView[]> =>
  (await context.tx.rows<Named>(selectClaims(rest))).map(toClaim);

export async function claimOut(context: Context, claimId: string): Promise<ClaimView> {
  const [claim] = await claimRows(
    context,
    sql`where claims.company_id = ${context.tx.companyId} and claims.id = ${claimId}`,
  );
  if (!claim) throw notFound('归属记录 / claim');
  return claim;
}

interface FollowUpNamed {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly grade: string | null;
  readonly claimId: string | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly channel: FollowUpView['channel'];
  readonly answered: boolean;
  readonly text: string;
  readonly nextOn: string | null;
  readonly valid: boolean;
  readonly whyNot: string | null;
  readonly isFirstSms: boolean;
  readonly askedForHelp: boolean;
  readonly journalId: string | null;
  readonly comments: { id: string; authorId: string; authorName: string; text: string; at: string }[] | null;
}

const toFollowUp = (row: FollowUpNamed): FollowUpView => {
  const { customerId, customerName, grade, authorId, authorName, comments, ...rest } = row;
  return {
    ...rest,
    customer: { id: customerId, name: customerName, grade },
    author: person(authorId, authorName),
    comments: (comments ?? []).map((one) => ({
      id: one.id,
      author: person(one.authorId, one.authorName),
      text: one.text,
      at: new Date(one.at).toISOString(),
    })),
  };
};

export const followUpRows = async (context: Context, rest: Sql): Promise<FollowUpView[]> =>
  (
    await context.tx.rows<FollowUpNamed>(sql`
    select follow_ups.id, follow_ups.customer_id as "customerId", customers.name as "customerName", customers.grade,
      follow_ups.claim_id as "claimId", follow_ups.author_id as "authorId", author.name as "authorName", follow_ups.at,
      follow_ups.recorded_at as "recordedAt", follow_ups.channel, follow_ups.answered, follow_ups.body as text,
      follow_ups.next_on as "nextOn", follow_ups.valid, follow_ups.why_not as "whyNot", follow_ups.is_first_sms as "isFirstSms",
      follow_ups.asked_for_help as "askedForHelp", follow_ups.journal_id as "journalId",
      (select jsonb_agg(jsonb_build_object('id', c.id, 'authorId', c.author_id, 'authorName', s.name, 'text', c.body, 'at', c.at) order by c.at)
        from follow_up_comments c join staff s on s.company_id = c.company_id and s.id = c.author_id
        where c.company_id = follow_ups.company_id and c.follow_up_id = follow_ups.id) as comments
    from follow_ups
      join customers on customers.company_id = follow_ups.company_id and customers.id = follow_ups.customer_id
      join staff author on author.company_id = follow_ups.company_id and author.id = follow_ups.author_id
    ${rest}`)
  ).map(toFollowUp);

export async function followUpOut(context: Context, followUpId: string): Promise<FollowUpView> {
  const [row] = await followUpRows(
    context,
    sql`where follow_ups.company_id = ${context.tx.companyId} and follow_ups.id = ${followUpId}`,
  );
  if (!row) throw notFound('跟进记录 / follow-up');
  return row;
}

/** Names for shares: staff by id, and the department. */
export async function shareNames(context: Context, parties: readonly string[]): Promise<(party: string) => string> {
  const ids = [...new Set(parties.filter((party) => party !== 'department'))];
  const rows = await context.tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${context.tx.companyId} and staff.id = any(${ids}::uuid[])`);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (party) => (party === 'department' ? '部门' : (names.get(party) ?? ''));
}

interface HandoverNamed {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly why: HandoverView['why'];
  readonly method: HandoverView['method'];
  readonly at: Instant;
  readonly byId: string | null;
  readonly byName: string | null;
  readonly reason: string;
  readonly journalId: string;
}

export async function handoverRows(context: Context, rest: Sql): Promise<HandoverView[]> {
  const { tx } = context;
  const rows = await tx.rows<HandoverNamed>(sql`
    select handovers.id, handovers.owner_id as "ownerId", owner.name as "ownerName", handovers.why, handovers.method, handovers.at,
      handovers.by as "byId", manager.name as "byName", handovers.reason, handovers.journal_id as "journalId"
    from handovers join staff owner on owner.company_id = handovers.company_id and owner.id = handovers.owner_id
      left join staff manager on manager.company_id = handovers.company_id and manager.id = handovers.by
    ${rest}`);
  const items = await tx.rows<{
    handoverId: string;
    claimId: string;
    newClaimId: string;
    customerId: string;
    customerName: string;
    grade: string | null;
    toId: string;
    toName: string;
  }>(sql`select handover_items.handover_id as "handoverId", handover_items.claim_id as "claimId", handover_items.new_claim_id as "newClaimId",
      handover_items.customer_id as "customerId", customers.name as "customerName", customers.grade, handover_items.to_id as "toId",
      receiver.name as "toName"
    from handover_items
      join customers on customers.company_id = handover_items.company_id and customers.id = handover_items.customer_id
      join staff receiver on receiver.company_id = handover_items.company_id and receiver.id = handover_items.to_id
    where handover_items.company_id = ${tx.companyId} and handover_items.handover_id = any(${rows.map((row) => row.id)}::uuid[])
      and ${notConfidential(context, sql`handover_items.to_id`, 'claims.handover')}
    order by receiver.name, customers.name`);
  return rows.map((row) => ({
    id: row.id,
    owner: person(row.ownerId, row.ownerName),
    why: row.why,
    method: row.method,
    at: row.at,
    by: row.byId ? person(row.byId, row.byName ?? '') : null,
    reason: row.reason,
    journalId: row.journalId,
    items: items
      .filter((item) => item.handoverId === row.id)
      .map((item) => ({
        claimId: item.claimId,
        newClaimId: item.newClaimId,
        customer: { id: item.customerId, name: item.customerName, grade: item.grade },
        to: person(item.toId, item.toName),
      })),
  }));
}

export async function handoverOut(context: Context, handoverId: string): Promise<HandoverView> {
  const [row] = await handoverRows(
    context,
    sql`where handovers.company_id = ${context.tx.companyId} and handovers.id = ${handoverId}`,
  );
  if (!row) throw notFound('交接记录 / handover');
  return row;
}
