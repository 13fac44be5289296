/** Who goes by a book at an instant: the people of the sites that adopted it, each at one site. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

/** `bound(staff_id, name, site_id, site_name)`: one row a person; their own site goes before another they also work at. */
export const boundBy = (tx: Tx, bookId: string, at: Instant): Sql => sql`
  select distinct on (staff.id) staff.id as staff_id, staff.name, sites.id as site_id, sites.name as site_name
  from sites
  join staff on staff.company_id = sites.company_id and staff.status <> 'left'
    and (staff.site_id = sites.id or exists (select 1 from staff_sites where staff_sites.company_id = staff.company_id
      and staff_sites.staff_id = staff.id and staff_sites.site_id = sites.id))
  where sites.company_id = ${tx.companyId} and (sites.closed_at is null or sites.closed_at > ${at})
    and ${bookId}::uuid = (select site_rulebooks.rulebook_id from site_rulebooks
      where site_rulebooks.company_id = sites.company_id and site_rulebooks.site_id = sites.id and site_rulebooks.effective_from <= ${at}
      order by site_rulebooks.effective_from desc limit 1)
  order by staff.id, staff.site_id = sites.id desc, sites.id`;

export interface VersionInForce {
  readonly id: string;
  readonly number: number;
  readonly effectiveFrom: Instant;
}
export const versionInForce = (tx: Tx, bookId: string, at: Instant): Promise<VersionInForce | null> =>
  tx.row<VersionInForce>(sql`select rulebook_versions.id, rulebook_versions.number,
      rulebook_versions.effective_from as "effectiveFrom"
    from rulebook_versions
    where rulebook_versions.company_id = ${tx.companyId} and rulebook_versions.rulebook_id = ${bookId}
      and rulebook_versions.state = 'published' and rulebook_versions.effective_from <= ${at}
    order by rulebook_versions.effective_from desc, rulebook_versions.number desc limit 1`);
