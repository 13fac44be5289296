/** Changes of area as people read them, with what each may do next. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { decideBuyerConfirms, decideConfirmArea, decideFileArea } from '#core/inventory/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';

type Out = ResponseOf<typeof routes.areaChanges>['rows'][number];
type Row = Omit<Out, 'unit' | 'proposedBy' | 'development' | 'marketing' | 'filed' | 'whyNot'> & {
  readonly unitId: string;
  readonly code: string;
  readonly unitName: string;
  readonly proposerId: string;
  readonly proposer: string;
  readonly developmentId: string | null;
  readonly developmentName: string | null;
  readonly developmentAt: string | null;
  readonly marketingId: string | null;
  readonly marketingName: string | null;
  readonly marketingAt: string | null;
  readonly filedById: string | null;
  readonly filedByName: string | null;
  readonly filedAt: string | null;
};

const rowsOf = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select a.id, a.number, a.unit_id as "unitId", units.code, units.name as "unitName", a.site_id as "siteId", a.from_area as "fromArea",
      a.surveyed_area as "surveyedArea", a.inner_area as "innerArea", a.survey_reference as "surveyReference", a.reason, a.state,
      a.proposed_by as "proposerId", proposer.name as proposer, a.proposed_at as "proposedAt", a.development_by as "developmentId",
      development.name as "developmentName", a.development_at as "developmentAt", a.marketing_by as "marketingId", marketing.name as "marketingName",
      a.marketing_at as "marketingAt", a.needs_buyer as "needsBuyer", a.buyer_confirmed_at as "buyerConfirmedAt", a.approval_id as "approvalId",
      a.approved_at as "approvedAt", a.filed_by as "filedById", filer.name as "filedByName", a.filed_at as "filedAt", a.journal_id as "journalId"
    from area_changes a join units on units.company_id = a.company_id and units.id = a.unit_id
      join staff proposer on proposer.company_id = a.company_id and proposer.id = a.proposed_by
      left join staff development on development.company_id = a.company_id and development.id = a.development_by
      left join staff marketing on marketing.company_id = a.company_id and marketing.id = a.marketing_by
      left join staff filer on filer.company_id = a.company_id and filer.id = a.filed_by
    where a.company_id = ${context.tx.companyId}::uuid ${rest}`);

const signed = (id: string | null, name: string | null, at: string | null) =>
  id !== null && at !== null ? { by: { id, name: name ?? '' }, at } : null;

async function shown(context: Context, row: Row): Promise<Out> {
  const { unitId, code, unitName, proposerId, proposer, developmentId, developmentName, developmentAt, ...rest } = row;
  const { marketingId, marketingName, marketingAt, filedById, filedByName, filedAt, ...plain } = rest;
  const { actor } = context;
  const scope = scopeOf(actor, 'inventory.edit');
  const may = scope === 'company' || (scope !== null && actor.siteIds.includes(row.siteId));
  const about = {
    state: row.state,
    developmentBy: developmentId,
    marketingBy: marketingId,
    needsBuyer: row.needsBuyer,
    hasBuyer: row.buyerConfirmedAt !== null,
    byId: actor.staffId ?? '',
  };
  const confirm = async (department: 'development' | 'marketing') =>
    may ? whyNot(context, row.siteId, decideConfirmArea(about, { department })) : lacks('inventory.edit');
  return {
    ...plain,
    unit: { id: unitId, code, name: unitName },
    proposedBy: { id: proposerId, name: proposer },
    development: signed(developmentId, developmentName, developmentAt),
    marketing: signed(marketingId, marketingName, marketingAt),
    filed: signed(filedById, filedByName, filedAt),
    whyNot: {
      confirmDevelopment: await confirm('development'),
      confirmMarketing: await confirm('marketing'),
      confirmBuyer: may ? await whyNot(context, row.siteId, decideBuyerConfirms(about)) : lacks('inventory.edit'),
      file:
        scopeOf(actor, 'money.close') === null
          ? lacks('money.close')
          : await whyNot(context, row.siteId, decideFileArea(about)),
    },
  };
}

export async function areaChangeOut(context: Context, changeId: string): Promise<Out> {
  const [row] = await rowsOf(context, sql`and a.id = ${changeId}::uuid`);
  if (!row) throw notFound('面积变更 / change of area');
  return shown(context, row);
}

export async function areaChanges(
  context: Context,
  siteId: string,
  query: QueryOf<typeof routes.areaChanges>,
): Promise<ResponseOf<typeof routes.areaChanges>> {
  requireSite(context.actor, 'inventory.read', siteId);
  const after = fromCursor(query.cursor, 1);
  const rows = await rowsOf(
    context,
    sql`and a.site_id = ${siteId}::uuid ${query.unitId ? sql`and a.unit_id = ${query.unitId}::uuid` : empty}
      ${after ? sql`and a.number < ${after[0]}::int` : empty} order by a.number desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.number]);
  const changes: Out[] = [];
  for (const row of page.rows) changes.push(await shown(context, row));
  return { rows: changes, nextCursor: page.nextCursor };
}
