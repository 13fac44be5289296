/** Who sees a remedy and who handles it: service at its site, whoever reported it, whoever has a task in it. */
import sql, { join } from 'sql-template-tag';
import { notAllowed, personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Way } from '#server/platform/walk.ts';

export function handles({ actor }: Context, siteId: string): boolean {
  const scope = scopeOf(actor, 'remedies.handle');
  return scope === 'company' || (scope === 'site' && actor.siteIds.includes(siteId));
}
export function requireHandling(context: Context, siteId: string): void {
  if (!handles(context, siteId)) throw notAllowed('remedies.handle');
}

/** Over remedies `r`: those of one's sites, those one reported, those one has a task in. */
export function waysToSee({ actor, tx }: Context): Way[] {
  const scope = requireScope(actor, 'remedies.read');
  const me = personOf(actor);
  if (scope === 'company') return [{ where: sql`true` }];
  const tasks = sql`array(select mine.remedy_id from remedy_tasks mine
    where mine.company_id = ${tx.companyId} and mine.assignee_id = ${me}::uuid)`;
  return [
    ...(scope === 'site' ? actor.siteIds.map((siteId) => ({ where: sql`r.site_id = ${siteId}::uuid` })) : []),
    { where: sql`r.opened_by = ${me}::uuid` },
    { where: sql`r.id = any(${tasks})` },
  ];
}

export async function requireSeen(context: Context, remedyId: string): Promise<void> {
  const { tx } = context;
  const ways = join(
    waysToSee(context).map(({ where }) => where),
    ' or ',
  );
  const seen = await tx.row(
    sql`select 1 from remedies r where r.company_id = ${tx.companyId} and r.id = ${remedyId} and (${ways})`,
  );
  if (!seen) throw notFound('资料补救 / remedy');
}
