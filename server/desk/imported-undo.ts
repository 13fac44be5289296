/** Takes back visits and calls that an import brought; a visit somebody has added to since stays. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';

export async function dropImportedVisits(
  context: Context,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { tx } = context;
  const gone = await tx.rows<{
    id: string;
  }>(sql`delete from visits where visits.company_id = ${tx.companyId} and visits.import_id = ${importId}
    and visits.id = any(${[...ids]}::uuid[])
    and not exists (select 1 from visit_steps where visit_steps.company_id = visits.company_id and visit_steps.visit_id = visits.id)
    returning visits.id`);
  return new Set(gone.map((row) => row.id));
}

export async function dropImportedCalls(
  context: Context,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { tx } = context;
  const gone = await tx.rows<{
    id: string;
  }>(sql`delete from calls where calls.company_id = ${tx.companyId} and calls.import_id = ${importId}
    and calls.id = any(${[...ids]}::uuid[]) returning calls.id`);
  return new Set(gone.map((row) => row.id));
}
