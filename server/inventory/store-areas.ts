/** Changes of area: proposed, confirmed by both departments and the buyer, approved, filed. */
import sql from 'sql-template-tag';
import type { AreaState } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Unit } from './store.ts';

export interface AreaChange {
  readonly id: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly number: number;
  readonly fromArea: number | null;
  readonly surveyedArea: number;
  readonly innerArea: number | null;
  readonly surveyReference: string;
  readonly reason: string;
  readonly state: AreaState;
  readonly proposedBy: string;
  readonly developmentBy: string | null;
  readonly marketingBy: string | null;
  readonly needsBuyer: boolean;
  readonly buyerConfirmedAt: string | null;
}

export async function lockAreaChange(tx: Tx, changeId: string): Promise<AreaChange> {
  const change = await tx.row<AreaChange>(sql`
    select a.id, a.unit_id as "unitId", a.site_id as "siteId", a.number, a.from_area as "fromArea", a.surveyed_area as "surveyedArea",
      a.inner_area as "innerArea", a.survey_reference as "surveyReference", a.reason, a.state, a.proposed_by as "proposedBy",
      a.development_by as "developmentBy", a.marketing_by as "marketingBy", a.needs_buyer as "needsBuyer", a.buyer_confirmed_at as "buyerConfirmedAt"
    from area_changes a where a.company_id = ${tx.companyId}::uuid and a.id = ${changeId}::uuid for update`);
  if (!change) throw notFound('面积变更 / change of area');
  return change;
}

export const unitOfChange = async (tx: Tx, changeId: string): Promise<string> => {
  const row = await tx.row<{ unitId: string }>(
    sql`select a.unit_id as "unitId" from area_changes a where a.company_id = ${tx.companyId}::uuid and a.id = ${changeId}::uuid`,
  );
  if (!row) throw notFound('面积变更 / change of area');
  return row.unitId;
};

export const hasOpenChange = async (tx: Tx, unitId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from area_changes a where a.company_id = ${tx.companyId}::uuid and a.unit_id = ${unitId}::uuid
    and a.state in ('confirming', 'approving')`)) !== null;

export async function insertAreaChange(
  context: Context,
  change: Pick<
    AreaChange,
    'id' | 'unitId' | 'siteId' | 'fromArea' | 'surveyedArea' | 'innerArea' | 'surveyReference' | 'reason' | 'needsBuyer'
  > & {
    readonly proposedBy: string;
    readonly journalId: string;
  },
): Promise<void> {
  const { tx, now } = context;
  await tx.run({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 10))',
    values: [`${tx.companyId} area changes ${change.siteId}`],
  });
  await tx.run(sql`
    insert into area_changes (company_id, id, unit_id, site_id, number, from_area, surveyed_area, inner_area, survey_reference, reason, state,
      proposed_by, proposed_at, needs_buyer, journal_id)
    select ${tx.companyId}::uuid, ${change.id}::uuid, ${change.unitId}::uuid, ${change.siteId}::uuid, coalesce(max(a.number), 0) + 1,
      ${change.fromArea}::numeric, ${change.surveyedArea}::numeric, ${change.innerArea}::numeric, ${change.surveyReference}, ${change.reason}, 'confirming',
      ${change.proposedBy}::uuid, ${now}::timestamptz, ${change.needsBuyer}, ${change.journalId}::uuid
    from area_changes a where a.company_id = ${tx.companyId}::uuid and a.site_id = ${change.siteId}::uuid`);
}

export const saveConfirmation = (
  tx: Tx,
  changeId: string,
  department: 'development' | 'marketing',
  by: string,
  at: string,
) =>
  department === 'development'
    ? tx.run(sql`update area_changes set development_by = ${by}::uuid, development_at = ${at}, version = version + 1
        where company_id = ${tx.companyId}::uuid and id = ${changeId}::uuid`)
    : tx.run(sql`update area_changes set marketing_by = ${by}::uuid, marketing_at = ${at}, version = version + 1
        where company_id = ${tx.companyId}::uuid and id = ${changeId}::uuid`);

export const saveBuyer = (tx: Tx, changeId: string, note: string, at: string): Promise<number> =>
  tx.run(sql`update area_changes set buyer_confirmed_at = ${at}, buyer_note = ${note}, version = version + 1
    where company_id = ${tx.companyId}::uuid and id = ${changeId}::uuid`);

export interface AreaStep {
  readonly state: AreaState;
  readonly approvalId?: string | null;
  readonly approvedAt?: string | null;
  readonly filedBy?: string | null;
  readonly filedAt?: string | null;
}
export const saveAreaState = (tx: Tx, changeId: string, to: AreaStep): Promise<number> =>
  tx.run(sql`update area_changes set state = ${to.state}, approval_id = coalesce(${to.approvalId ?? null}::uuid, approval_id),
    approved_at = coalesce(${to.approvedAt ?? null}::timestamptz, approved_at), filed_by = ${to.filedBy ?? null}::uuid,
    filed_at = ${to.filedAt ?? null}::timestamptz, version = version + 1
    where company_id = ${tx.companyId}::uuid and id = ${changeId}::uuid`);

/** Which approval it waits for; the state is settled by what the approval brings about. */
export const saveAreaApproval = (tx: Tx, changeId: string, approvalId: string): Promise<number> =>
  tx.run(sql`update area_changes set approval_id = ${approvalId}::uuid
    where company_id = ${tx.companyId}::uuid and id = ${changeId}::uuid`);

export const saveArea = (context: Context, unit: Unit, change: AreaChange): Promise<number> =>
  context.tx.run(sql`update units set surveyed_area = ${change.surveyedArea}, inner_area = coalesce(${change.innerArea}::numeric, inner_area),
    changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${context.tx.companyId}::uuid and units.id = ${unit.id}::uuid`);
