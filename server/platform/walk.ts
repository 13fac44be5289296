/**
 * A list whose rows come into sight in several ways: one's own, those of one's site, those one has a part in. "This or that" over one
 * scan reads a table of millions to its end; each way by itself walks an index in the order of the list, and the page is the newest of
 * what they find.
 */
import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { Scope } from '#contract/kernel/permissions.ts';
import type { Actor } from './actor.ts';

export interface Way {
  readonly where: Sql;
  /** Where it starts and what keeps the order there, when that is not the list's own table. */
  readonly from?: Sql;
  readonly at?: Sql;
  readonly id?: Sql;
}
export interface Walk {
  readonly from: Sql;
  /** What the list is ordered by, newest first; then by id. */
  readonly at: Sql;
  readonly id: Sql;
  readonly ways: readonly Way[];
  /** What holds in every way; the company is part of it. */
  readonly where: Sql;
  /** The place of the last row of the page before. */
  readonly after: readonly (string | number | null)[] | null;
  readonly limit: number;
}

/** The ids of the page as an array in SQL: `where t.id = any(${newest(…)})`, to be put in order once more. */
export function newest({ from, at, id, ways, where, after, limit }: Walk): Sql {
  if (ways.length === 0) return sql`array[]::uuid[]`;
  const walks = ways.map((way) => {
    const [wayAt, wayId] = [way.at ?? at, way.id ?? id];
    const beyond = after ? sql`and (${wayAt}, ${wayId}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty;
    return sql`(select ${wayAt} as at, ${wayId} as id from ${way.from ?? from}
      where ${where} and ${way.where} ${beyond} order by ${wayAt} desc, ${wayId} desc limit ${limit})`;
  });
  return sql`array(select found.id from (${join(walks, ' union ')}) as found order by found.at desc, found.id desc limit ${limit})`;
}

/** The scope of a right as ways: the same rows as `scopeCondition`, site by site. */
export function scopeWays(actor: Actor, scope: Scope, columns: { site: Sql; team?: Sql; person: Sql }): Way[] {
  if (scope === 'company') return [{ where: sql`true` }];
  if (scope === 'site') return actor.siteIds.map((siteId) => ({ where: sql`${columns.site} = ${siteId}::uuid` }));
  if (scope === 'team' && columns.team && actor.teamId)
    return [{ where: sql`${columns.team} = ${actor.teamId}::uuid` }];
  return [{ where: sql`${columns.person} = ${actor.staffId}::uuid` }];
}
