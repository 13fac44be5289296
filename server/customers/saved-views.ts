/** Saved views: filters and columns under a name, private or shared with everybody who may see customers. */
import sql from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import { personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { violatedConstraint } from '#server/platform/database.ts';
import { notFound, Refused, stale } from '#server/platform/refused.ts';

interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly mine: boolean;
  readonly filters: Record<string, string>;
  readonly columns: string[];
  readonly version: number;
}

export async function views(context: Context): Promise<{ views: ViewRow[] }> {
  const me = personOf(context.actor);
  const rows = await context.tx.rows<ViewRow>(sql`
    select v.id, v.name, v.shared, v.owner_id = ${me}::uuid as mine, v.filters, v.columns, v.version from customer_views v
    where v.company_id = ${context.tx.companyId}::uuid and (v.owner_id = ${me}::uuid or v.shared)
    order by v.owner_id = ${me}::uuid desc, v.name limit 200`);
  return { views: rows };
}

const taken = (error: unknown): unknown =>
  violatedConstraint(error) === 'customer_views_name'
    ? new Refused('VIEW_NAME_TAKEN', customersRefusals.VIEW_NAME_TAKEN, { field: 'name' })
    : error;

const mayShare = (context: Context, shared: boolean): void => {
  if (shared) requireScope(context.actor, 'customers.shareViews');
};

export async function saveView(context: Context, body: BodyOf<typeof contract.saveView>): Promise<{ id: string }> {
  mayShare(context, body.shared);
  const id = context.newId();
  const { tx, now } = context;
  try {
    await tx.attempt(() =>
      tx.run(sql`insert into customer_views (company_id, id, owner_id, name, shared, filters, columns, created_at)
        values (${tx.companyId}, ${id}, ${personOf(context.actor)}, ${body.name}, ${body.shared}, ${JSON.stringify(body.filters)}, ${body.columns}, ${now})`),
    );
  } catch (error) {
    throw taken(error);
  }
  return { id };
}

async function lockOwn(context: Context, viewId: string): Promise<{ version: number }> {
  const row = await context.tx.row<{ version: number }>(sql`
    select v.version from customer_views v where v.company_id = ${context.tx.companyId}::uuid and v.id = ${viewId}::uuid
      and v.owner_id = ${personOf(context.actor)}::uuid for update`);
  if (!row) throw notFound('视图 / view');
  return row;
}

export async function changeView(context: Context, viewId: string, body: BodyOf<typeof contract.changeView>) {
  mayShare(context, body.shared);
  const { version } = await lockOwn(context, viewId);
  if (version !== body.version) throw stale(version);
  const { tx } = context;
  try {
    await tx.attempt(() =>
      tx.run(sql`update customer_views set name = ${body.name}, shared = ${body.shared}, filters = ${JSON.stringify(body.filters)}::jsonb,
          columns = ${body.columns}, version = version + 1
        where company_id = ${tx.companyId}::uuid and id = ${viewId}::uuid`),
    );
  } catch (error) {
    throw taken(error);
  }
  return { version: version + 1 };
}

export async function removeView(context: Context, viewId: string): Promise<Record<string, never>> {
  await lockOwn(context, viewId);
  await context.tx.run(
    sql`delete from customer_views where company_id = ${context.tx.companyId}::uuid and id = ${viewId}::uuid`,
  );
  return {};
}
