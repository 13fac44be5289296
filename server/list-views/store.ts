/** Saved views of one list: private, or shared with everybody who may see the list. */
import sql from 'sql-template-tag';
import {
  type listViews as contract,
  listViewRefusals,
  type SavedView,
  type ViewedList,
  viewedLists,
} from '#contract/list-views.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import { personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { violatedConstraint } from '#server/platform/database.ts';
import { notFound, Refused, stale } from '#server/platform/refused.ts';

const VIEWS_MAX = 100; // more than anybody finds again

export const mayShare = (context: Context, list: ViewedList): boolean =>
  scopeOf(context.actor, viewedLists[list].share) !== null;

/** Who may see the list; to share, also the right for that. */
function require(context: Context, list: ViewedList, shared = false): void {
  requireScope(context.actor, viewedLists[list].read);
  if (shared) requireScope(context.actor, viewedLists[list].share);
}

export async function views(context: Context, list: ViewedList): Promise<{ views: SavedView[] }> {
  require(context, list);
  const me = personOf(context.actor);
  const rows = await context.tx.rows<SavedView>(sql`
    select v.id, v.name, v.shared, v.owner_id = ${me}::uuid as mine, v.filters, v.columns, v.version from list_views v
    where v.company_id = ${context.tx.companyId}::uuid and v.list = ${list} and (v.owner_id = ${me}::uuid or v.shared)
    order by v.owner_id = ${me}::uuid desc, v.name limit ${2 * VIEWS_MAX}`);
  return { views: rows };
}

const taken = (error: unknown): unknown =>
  violatedConstraint(error) === 'list_views_name'
    ? new Refused('VIEW_NAME_TAKEN', listViewRefusals.VIEW_NAME_TAKEN, { field: 'name' })
    : error;

export async function saveView(
  context: Context,
  list: ViewedList,
  body: Omit<BodyOf<typeof contract.saveView>, 'commandId'>,
): Promise<{ id: string }> {
  require(context, list, body.shared);
  const id = context.newId();
  const me = personOf(context.actor);
  const { tx, now } = context;
  const mine = await tx.row<{ count: number }>(sql`select count(*)::int as count from list_views v
    where v.company_id = ${tx.companyId}::uuid and v.owner_id = ${me}::uuid and v.list = ${list}`);
  if ((mine?.count ?? 0) >= VIEWS_MAX)
    throw new Refused('VIEWS_FULL', listViewRefusals.VIEWS_FULL, { limit: VIEWS_MAX });
  try {
    await tx.attempt(() =>
      tx.run(sql`insert into list_views (company_id, id, owner_id, list, name, shared, filters, columns, created_at)
        values (${tx.companyId}, ${id}, ${me}, ${list}, ${body.name}, ${body.shared}, ${JSON.stringify(body.filters)}, ${body.columns}, ${now})`),
    );
  } catch (error) {
    throw taken(error);
  }
  return { id };
}

async function lockOwn(context: Context, list: ViewedList, viewId: string): Promise<{ version: number }> {
  const row = await context.tx.row<{ version: number }>(sql`
    select v.version from list_views v where v.company_id = ${context.tx.companyId}::uuid and v.id = ${viewId}::uuid
      and v.list = ${list} and v.owner_id = ${personOf(context.actor)}::uuid for update`);
  if (!row) throw notFound('视图 / view');
  return row;
}

export async function changeView(
  context: Context,
  list: ViewedList,
  viewId: string,
  body: Omit<BodyOf<typeof contract.changeView>, 'commandId'>,
): Promise<{ version: number }> {
  require(context, list, body.shared);
  const { version } = await lockOwn(context, list, viewId);
  if (version !== body.version) throw stale(version);
  const { tx } = context;
  try {
    await tx.attempt(() =>
      tx.run(sql`update list_views set name = ${body.name}, shared = ${body.shared}, filters = ${JSON.stringify(body.filters)}::jsonb,
          columns = ${body.columns}, version = version + 1
        where company_id = ${tx.companyId}::uuid and id = ${viewId}::uuid`),
    );
  } catch (error) {
    throw taken(error);
  }
  return { version: version + 1 };
}

export async function removeView(context: Context, list: ViewedList, viewId: string): Promise<Record<string, never>> {
  require(context, list);
  await lockOwn(context, list, viewId);
  await context.tx.run(
    sql`delete from list_views where company_id = ${context.tx.companyId}::uuid and id = ${viewId}::uuid`,
  );
  return {};
}
