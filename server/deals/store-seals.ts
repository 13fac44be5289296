/** Writes of seals and of their register. Whoever decides about a seal holds its row. */
import sql from 'sql-template-tag';
import type { SealFacts, SealKind, SealLoan, SealState } from '#core/deals/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Seal {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly kind: SealKind;
  readonly custodianId: string | null;
  readonly retiredAt: Instant | null;
}
const sealColumns = sql`seals.id, seals.site_id as "siteId", seals.name, seals.kind, seals.custodian_id as "custodianId",
  seals.retired_at as "retiredAt"`;

export async function lockSeal(tx: Tx, sealId: string): Promise<Seal> {
  const seal = await tx.row<Seal>(
    sql`select ${sealColumns} from seals where seals.company_id = ${tx.companyId} and seals.id = ${sealId} for no key update`,
  );
  if (!seal) throw notFound('印章 / seal');
  return seal;
}
export async function sealById(tx: Tx, sealId: string): Promise<Seal> {
  const seal = await tx.row<Seal>(
    sql`select ${sealColumns} from seals where seals.company_id = ${tx.companyId} and seals.id = ${sealId}`,
  );
  if (!seal) throw notFound('印章 / seal');
  return seal;
}
const SEALS_MAX = 50; // a site has a handful
export const sealsOf = (tx: Tx, siteId: string): Promise<Seal[]> =>
  tx.rows<Seal>(sql`select ${sealColumns} from seals where seals.company_id = ${tx.companyId} and seals.site_id = ${siteId}
    order by seals.retired_at nulls first, seals.created_at, seals.id limit ${SEALS_MAX}`);

export const hasContractSeal = async (tx: Tx, siteId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from seals where seals.company_id = ${tx.companyId} and seals.site_id = ${siteId}
    and seals.kind = 'contract' and seals.retired_at is null`)) !== null;

export const insertSeal = (
  tx: Tx,
  seal: Omit<Seal, 'retiredAt'> & { at: Instant; by: string | null; journalId: string },
): Promise<number> =>
  tx.run(sql`insert into seals (company_id, id, site_id, name, kind, custodian_id, created_at, created_by, journal_id)
    values (${tx.companyId}, ${seal.id}, ${seal.siteId}, ${seal.name}, ${seal.kind}, ${seal.custodianId}, ${seal.at}, ${seal.by}, ${seal.journalId})`);
export const saveSeal = (
  tx: Tx,
  sealId: string,
  set: { name: string; custodianId: string | null; retiredAt: Instant | null },
): Promise<number> =>
  tx.run(sql`update seals set name = ${set.name}, custodian_id = ${set.custodianId}, retired_at = ${set.retiredAt}
    where company_id = ${tx.companyId} and id = ${sealId}`);

// ── the register ──

export interface Movement {
  readonly id: string;
  readonly sealId: string;
  readonly siteId: string;
  readonly state: SealState;
  readonly isIncident: boolean;
  readonly borrowerId: string;
  readonly backBy: Instant | null;
  readonly hasConsequence: boolean;
  readonly fineYuan: number;
}
const columns = sql`m.id, m.seal_id as "sealId", m.site_id as "siteId", m.state, m.is_incident as "isIncident",
  m.borrower_id as "borrowerId", m.back_by as "backBy", m.consequence is not null as "hasConsequence", m.fine_yuan as "fineYuan"`;

export async function movementById(tx: Tx, id: string): Promise<Movement> {
  const row = await tx.row<Movement>(
    sql`select ${columns} from seal_movements m where m.company_id = ${tx.companyId} and m.id = ${id}`,
  );
  if (!row) throw notFound('印章借用 / borrowing of a seal');
  return row;
}
export const loanOf = ({ id, state, borrowerId, backBy, isIncident, hasConsequence }: Movement): SealLoan => ({
  ...{ id, state, borrowerId, backBy, isIncident, hasConsequence },
});

/** Who has a seal now. */
export const outOf = (tx: Tx, sealId: string): Promise<{ by: string; until: Instant | null } | null> =>
  tx.row<{
    by: string;
    until: Instant | null;
  }>(sql`select staff.name as by, m.back_by as until from seal_movements m
    join staff on staff.company_id = m.company_id and staff.id = m.borrower_id
    where m.company_id = ${tx.companyId} and m.seal_id = ${sealId} and m.state = 'out'`);

export const factsOf = async (tx: Tx, seal: Seal): Promise<SealFacts> => ({
  ...{ id: seal.id, siteId: seal.siteId, kind: seal.kind, custodianId: seal.custodianId },
  ...{ isRetired: seal.retiredAt !== null, out: await outOf(tx, seal.id) },
});

export interface NewMovement {
  readonly id: string;
  readonly sealId: string;
  readonly siteId: string;
  readonly state: SealState;
  readonly isIncident: boolean;
  readonly borrowerId: string;
  readonly purpose: string;
  readonly place: string;
  readonly backBy: Instant | null;
  readonly at: Instant;
  readonly by: string | null;
  readonly takenAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly consequence: string | null;
  readonly fineYuan: number;
  readonly journalId: string;
}
export const insertMovement = (tx: Tx, row: NewMovement): Promise<number> =>
  tx.run(sql`insert into seal_movements (company_id, id, seal_id, site_id, state, is_incident, borrower_id, purpose, place, back_by, asked_at, asked_by,
      taken_at, returned_at, consequence, fine_yuan, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.sealId}, ${row.siteId}, ${row.state}, ${row.isIncident}, ${row.borrowerId}, ${row.purpose}, ${row.place},
      ${row.backBy}, ${row.at}, ${row.by}, ${row.takenAt}, ${row.returnedAt}, ${row.consequence}, ${row.fineYuan}, ${row.journalId})`);
export const setApproval = (tx: Tx, id: string, approvalId: string): Promise<number> =>
  tx.run(sql`update seal_movements set approval_id = ${approvalId} where company_id = ${tx.companyId} and id = ${id}`);
export const setState = (tx: Tx, id: string, state: SealState): Promise<number> =>
  tx.run(sql`update seal_movements set state = ${state} where company_id = ${tx.companyId} and id = ${id}`);
export const takeOut = (tx: Tx, id: string, at: Instant, by: string | null): Promise<number> =>
  tx.run(sql`update seal_movements set state = 'out', taken_at = ${at}, handed_out_by = ${by}
    where company_id = ${tx.companyId} and id = ${id}`);
export const bringBack = (tx: Tx, id: string, at: Instant, by: string | null, note: string): Promise<number> =>
  tx.run(sql`update seal_movements set state = 'back', returned_at = ${at}, returned_to = ${by}, note = ${note}
    where company_id = ${tx.companyId} and id = ${id}`);
export const addConsequence = (tx: Tx, id: string, what: string, fineYuan: number): Promise<number> =>
  tx.run(sql`update seal_movements set consequence = ${what}, fine_yuan = fine_yuan + ${fineYuan}
    where company_id = ${tx.companyId} and id = ${id}`);

// ── who keeps it ──

/** Those at work at a site who hold a post. */
export const holdersOfPost = async (tx: Tx, post: string, siteId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff.company_id = ${tx.companyId} and staff.status = 'active' and roles.key = ${post}
        and (staff.site_id = ${siteId} or (staff.site_id is null and roles.key = 'finance') or exists (select 1 from staff_sites
          where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id and staff_sites.site_id = ${siteId}))
      limit 50`)
  ).map(({ id }) => id);
export const isAtWork = async (tx: Tx, staffId: string): Promise<boolean> =>
  (await tx.row(
    sql`select 1 from staff where staff.company_id = ${tx.companyId} and staff.id = ${staffId} and staff.status = 'active'`,
  )) !== null;
