/** Changes to many at once: a preview first, then the same selection again, each customer decided by itself. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import { accept } from '#core/kernel/decision.ts';
import { requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import type { Filters } from './filters.ts';
import { assign } from './hooks.ts';
import { idsOf } from './list.ts';
import { inScope } from './scope.ts';
import { insertTags } from './store.ts';

const BULK_MAX = 500; // one transaction, so bounded

interface Picked {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly tags: string[];
}

async function pick(
  context: Context,
  body: { customerIds?: string[]; filters?: Filters },
  permission: string,
): Promise<Picked[]> {
  const ids = body.customerIds ?? (await idsOf(context, body.filters ?? {}, BULK_MAX + 1));
  if (ids.length > BULK_MAX) throw new Refused('BULK_TOO_LARGE', customersRefusals.BULK_TOO_LARGE, { max: BULK_MAX });
  return context.tx.rows<Picked>(sql`
    select c.id, c.name, c.owner_id as "ownerId", s.name as "ownerName",
      array(select t.tag from customer_tags t where t.company_id = c.company_id and t.customer_id = c.id) as tags
    from customers c left join staff s on s.company_id = c.company_id and s.id = c.owner_id
    where c.company_id = ${context.tx.companyId}::uuid and c.id = any(${ids}::uuid[]) and c.merged_into is null
      and ${inScope(context.actor)} and ${inScope(context.actor, permission)} order by c.id`);
}

/** Why a customer is left out; null when it is taken. */
const skipReason = (row: Picked, body: { action: string; staffId?: string; tag?: string }): string | null => {
  if (body.action === 'assign' && row.ownerId === body.staffId) return 'already_owner';
  if (body.action === 'tag' && body.tag !== undefined && row.tags.includes(body.tag)) return 'already_tagged';
  if (body.action === 'untag' && body.tag !== undefined && !row.tags.includes(body.tag)) return 'not_tagged';
  return null;
};

export async function bulkPreview(context: Context, body: BodyOf<typeof contract.bulkPreview>) {
  const rows = await pick(context, body, body.action === 'assign' ? 'customers.assign' : 'customers.edit');
  const judged = rows.map((row) => ({ row, reason: skipReason(row, body) }));
  const taken = judged.filter(({ reason }) => reason === null).map(({ row }) => row);
  return {
    count: taken.length,
    skipped: judged
      .flatMap(({ row, reason }) => (reason === null ? [] : [{ id: row.id, name: row.name, reason }]))
      .slice(0, 50),
    sample: taken.slice(0, 10).map(({ id, name, ownerName }) => ({ id, name, ownerName })),
  };
}

const noteBulk = (
  context: Context,
  kind: 'customers.bulkTag' | 'customers.bulkAssign',
  input: unknown,
  ids: readonly string[],
  outcome: unknown,
): string => {
  context.publish({ topic: 'customers', siteId: context.actor.siteId });
  const subject = { type: 'customer_bulk', id: context.newId() };
  const decision = accept(outcome, ['S3.01.r.sup.daily']);
  return context.record({
    kind,
    siteId: context.actor.siteId,
    subject,
    staffIds: [context.actor.staffId],
    input,
    facts: { ids },
    decision,
  });
};

export async function bulkTag(context: Context, body: BodyOf<typeof contract.bulkTag>) {
  const rows = await pick(context, body, 'customers.edit');
  const { tx, now, actor } = context;
  const ids = rows.map((row) => row.id);
  const added = ids.flatMap((id) => body.add.map((tag) => ({ id, tag, at: now, by: actor.staffId })));
  let changed = added.length > 0 ? await insertTags(tx, added) : 0;
  if (body.remove.length > 0)
    changed +=
      await tx.run(sql`delete from customer_tags where company_id = ${tx.companyId}::uuid and customer_id = any(${ids}::uuid[])
      and tag = any(${body.remove}::text[])`);
  return {
    changed,
    journalId: noteBulk(context, 'customers.bulkTag', { add: body.add, remove: body.remove }, ids, { changed }),
  };
}

export async function bulkAssign(context: Context, body: BodyOf<typeof contract.bulkAssign>) {
  const colleague = await context.tx.row<{ id: string }>(sql`
    select s.id from staff s where s.company_id = ${context.tx.companyId}::uuid and s.id = ${body.staffId}::uuid and s.status = 'active'`);
  if (!colleague) throw notFound('同事 / colleague');
  const rows = (await pick(context, body, 'customers.assign')).filter((row) => row.ownerId !== body.staffId);
  const refused: { id: string; code: string }[] = [];
  for (const row of rows) {
    try {
      await context.tx.attempt(() =>
        assign(context, { customerId: row.id, staffId: body.staffId, reason: body.reason }),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ id: row.id, code: error.code });
    }
  }
  const assigned = rows.length - refused.length;
  const ids = rows.map((row) => row.id);
  const journalId = noteBulk(context, 'customers.bulkAssign', { staffId: body.staffId, reason: body.reason }, ids, {
    assigned,
    refused,
  });
  return { assigned, refused, journalId };
}

const TAGS_MAX = 500;
const LATEST_MAX = 5_000; // whose tags are offered: bounds the look through a large site

/** A loose index scan: the distinct tags of the company without reading every tagged customer. */
const everyTag = (companyId: string): Sql => sql`
  with recursive tags as (
    (select t.tag from customer_tags t where t.company_id = ${companyId}::uuid order by t.tag limit 1)
    union all
    select (select t.tag from customer_tags t where t.company_id = ${companyId}::uuid and t.tag > tags.tag order by t.tag limit 1)
    from tags where tags.tag is not null)
  select tags.tag from tags where tags.tag is not null limit ${TAGS_MAX}`;

/** A tag can tell of a customer: offered are those on the latest customers that the reader may see. */
export const tagsInUse = async (context: Context): Promise<{ tags: string[] }> => {
  const { companyId } = context.tx;
  const isWide = requireScope(context.actor, 'customers.read') === 'company';
  const rows = await context.tx.rows<{ tag: string }>(
    isWide
      ? everyTag(companyId)
      : sql`select distinct t.tag from customer_tags t where t.company_id = ${companyId}::uuid
          and t.customer_id = any(${await idsOf(context, {}, LATEST_MAX)}::uuid[]) order by t.tag limit ${TAGS_MAX}`,
  );
  return { tags: rows.map((row) => row.tag) };
};
