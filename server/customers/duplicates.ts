/** The leader's list of possible duplicates, and the sweep that finds those that slipped in by other ways. */
import sql from 'sql-template-tag';
import { accept } from '#core/kernel/decision.ts';
import { personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { noteDuplicates } from './registration.ts';
import { rowsOf } from './rows.ts';
import { canSee, inScope } from './scope.ts';

const PAIRS_MAX = 1000; // of one sweep; the next one finds the rest

interface PairRow {
  readonly id: string;
  readonly oneId: string;
  readonly otherId: string;
  readonly reasons: string[];
  readonly confidence: number;
  readonly foundBy: string;
  readonly foundAt: string;
  readonly at: string;
}

export async function duplicates(context: Context, query: { cursor?: string; limit: number }) {
  requireScope(context.actor, 'customers.merge', 'team');
  const after = fromCursor(query.cursor, 2);
  const rows = await context.tx.rows<PairRow>(sql`
    select d.id, d.one_id as "oneId", d.other_id as "otherId", d.reasons, d.confidence, d.found_by as "foundBy", d.found_at as "foundAt",
      d.found_at::text as at
    from customer_duplicates d
    where d.company_id = ${context.tx.companyId}::uuid and d.settled_at is null
      and ${after ? sql`(d.found_at, d.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
      and exists (select 1 from customers c where c.company_id = d.company_id and c.id = d.one_id and c.merged_into is null and ${inScope(context.actor)})
      and exists (select 1 from customers c where c.company_id = d.company_id and c.id = d.other_id and c.merged_into is null and ${inScope(context.actor)})
    order by d.found_at desc, d.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.at, row.id]);
  const files = new Map(
    (await rowsOf(context, [...new Set(page.rows.flatMap((row) => [row.oneId, row.otherId]))])).map((row) => [
      row.id,
      row,
    ]),
  );
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.flatMap(({ oneId, otherId, at: _at, ...row }) => {
      const [one, other] = [files.get(oneId), files.get(otherId)];
      return one && other ? [{ ...row, one, other }] : [];
    }),
  };
}

interface Found {
  readonly one: string;
  readonly other: string;
  readonly siteId: string | null;
  readonly reason: 'same_plate' | 'same_phone' | 'same_card' | 'same_name_and_address';
}

/** Pairs that share a key which does not exclude by itself, or name and address (S2.15.c3.05.first). */
export async function sweep(
  context: Context,
  siteId: string | undefined,
): Promise<{ found: number; journalId: string }> {
  requireScope(context.actor, 'customers.merge', 'team');
  const site = siteId ? sql`and c.site_id = ${siteId}::uuid` : sql``;
  const company = sql`${context.tx.companyId}::uuid`;
  const unknown = sql`not exists (select 1 from customer_duplicates d where d.company_id = ${company} and d.one_id = pairs.one and d.other_id = pairs.other)`;
  const mine = (column: 'one' | 'other') => sql`exists (select 1 from customers c where c.company_id = ${company}
    and c.id = ${column === 'one' ? sql`pairs.one` : sql`pairs.other`} and c.merged_into is null ${site} and ${inScope(context.actor)})`;
  const pairs = await context.tx.rows<Found>(sql`
    select pairs.one, pairs.other, pairs.reason, (select c.site_id from customers c where c.company_id = ${company} and c.id = pairs.one) as "siteId"
    from (
      select distinct a.customer_id as one, b.customer_id as other, 'same_' || a.kind as reason from customer_keys a
      join customer_keys b on b.company_id = a.company_id and b.kind = a.kind and b.value = a.value and b.customer_id > a.customer_id and b.removed_at is null
      where a.company_id = ${company} and a.removed_at is null
      union
      select distinct p.customer_id, q.customer_id, 'same_name_and_address' from customer_people p
      join customer_people q on q.company_id = p.company_id and q.address_hash = p.address_hash and q.name_key = p.name_key
        and q.customer_id > p.customer_id and q.removed_at is null
      where p.company_id = ${company} and p.address_hash is not null and p.removed_at is null
    ) as pairs where ${unknown} and ${mine('one')} and ${mine('other')} limit ${PAIRS_MAX}`);
  let found = 0;
  for (const pair of pairs)
    found += await noteDuplicates(context, pair.one, pair.siteId, [{ customerId: pair.other }], {
      by: 'sweep',
      reasons: [pair.reason],
      confidence: pair.reason === 'same_name_and_address' ? 60 : 70,
    });
  const id = context.newId();
  const decision = accept({ found }, ['S3.01.r.sup.daily', 'S2.15.c3.05.first']);
  const subject = { type: 'customer_sweep', id };
  const journalId = context.record({
    kind: 'customers.sweep',
    siteId: siteId ?? null,
    subject,
    input: { siteId },
    facts: { pairs: pairs.length },
    decision,
  });
  if (found > 0) context.publish({ topic: 'customers', siteId: siteId ?? null });
  return { found, journalId };
}

export async function settleDifferent(
  context: Context,
  duplicateId: string,
  reason: string | undefined,
): Promise<{ journalId: string }> {
  const { tx, now } = context;
  const pair = await tx.row<{ oneId: string; otherId: string }>(sql`
    select d.one_id as "oneId", d.other_id as "otherId" from customer_duplicates d
    where d.company_id = ${tx.companyId}::uuid and d.id = ${duplicateId}::uuid and d.settled_at is null for update`);
  if (
    !pair ||
    !(await canSee(context, pair.oneId, 'customers.merge')) ||
    !(await canSee(context, pair.otherId, 'customers.merge'))
  )
    throw notFound('疑似重复 / possible duplicate');
  await tx.run(sql`update customer_duplicates set settled_at = ${now}, settled_by = ${personOf(context.actor)}::uuid, verdict = 'different'
    where company_id = ${tx.companyId}::uuid and id = ${duplicateId}::uuid`);
  const decision = accept({ verdict: 'different' }, ['S3.01.r.sup.daily']);
  const journalId = context.record({
    kind: 'customers.settleDuplicate',
    subject: { type: 'customer_duplicate', id: duplicateId },
    customerId: pair.oneId,
    input: { reason: reason ?? null },
    facts: pair,
    decision,
    reason: reason ?? null,
  });
  return { journalId };
}
