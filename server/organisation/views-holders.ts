/** Who is to be told, by the right they hold rather than by name. */
import sql from 'sql-template-tag';
import type { Tx } from '#server/platform/database.ts';

const TOLD_MAX = 50; // a site has a handful of people with such a right

/** Those at work whose right reaches this site by their post there, and of the company's people those who work in finance. */
export const holdersOf = async (tx: Tx, permission: string, siteId: string, except: string | null): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`
    select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.status = 'active' and staff.id is distinct from ${except}::uuid
      and ((roles.grants ->> ${permission} = 'site' and (staff.site_id = ${siteId} or exists (select 1 from staff_sites
          where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id and staff_sites.site_id = ${siteId})))
        or (roles.key = 'finance' and roles.grants ? ${permission} and (staff.site_id is null or staff.site_id = ${siteId})))
    limit ${TOLD_MAX}`)
  ).map(({ id }) => id);

/** Whoever closes the books: what is approved is filed with them. */
export const financeOf = async (tx: Tx): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`
    select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.status = 'active' and roles.key = 'finance' limit ${TOLD_MAX}`)
  ).map(({ id }) => id);

/** Those who keep the files of the staff: at this site by their post, and the company's administration. */
export const administrationOf = async (tx: Tx, siteId: string, except: string | null): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`
    select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.status = 'active' and staff.id is distinct from ${except}::uuid
      and (roles.key = 'administrator' or (roles.grants ->> 'organisation.staff' = 'site' and staff.site_id = ${siteId}))
    limit ${TOLD_MAX}`)
  ).map(({ id }) => id);
