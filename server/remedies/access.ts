/** Who sees a remedy and who handles it: service at its site, whoever reported it, whoever has a task in it. */
import sql, { type Sql } from 'sql-template-tag';
import { notAllowed, personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';

export function handles({ actor }: Context, siteId: string): boolean {
  const scope = scopeOf(actor, 'remedies.handle');
  return scope === 'company' || (scope === 'site' && actor.siteIds.includes(siteId));
}
export function requireHandling(context: Context, siteId: string): void {
  if (!handles(context, siteId)) throw notAllowed('remedies.handle');
}

/** As a condition over remedies `r`. */
export function visible({ actor, tx }: Context): Sql {
  const scope = requireScope(actor, 'remedies.read');
  const me = personOf(actor);
  if (scope === 'company') return sql`true`;
  const part = sql`(r.opened_by = ${me} or exists (select 1 from remedy_tasks mine where mine.company_id = ${tx.companyId}
    and mine.remedy_id = r.id and mine.assignee_id = ${me}))`;
  return scope === 'site' ? sql`(r.site_id = any(${[...actor.siteIds]}::uuid[]) or ${part})` : part;
}

export async function requireSeen(context: Context, remedyId: string): Promise<void> {
  const { tx } = context;
  const seen = await tx.row(
    sql`select 1 from remedies r where r.company_id = ${tx.companyId} and r.id = ${remedyId} and ${visible(context)}`,
  );
  if (!seen) throw notFound('资料补救 / remedy');
}
