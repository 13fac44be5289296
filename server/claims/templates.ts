/** What people say and write in set words: the blanks of a template are filled in for whoever reads it. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import { claims as routes, type TemplateOut } from '#contract/claims.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound, stale } from '#server/platform/refused.ts';

type Template = z.output<typeof TemplateOut>;
type TemplateRow = Omit<Template, 'text'>;

interface Reader {
  readonly company: string;
  readonly site: string;
  readonly department: string;
  readonly consultant: string;
  readonly title: string;
}

/** Every blank has a Chinese and an English name; what is not known stays as it was written. */
const names: Readonly<Record<string, keyof Reader>> = {
  公司: 'company',
  门店: 'site',
  部门: 'department',
  顾问: 'consultant',
  岗位: 'title',
  門店: 'site',
  部門: 'department',
  顧問: 'consultant',
  崗位: 'title',
  company: 'company',
  site: 'site',
  dealer: 'site',
  department: 'department',
  consultant: 'consultant',
  title: 'title',
};

const filled = (body: string, reader: Reader): string =>
  body.replace(/\{([^{}]{1,20})\}/g, (whole, name: string) => {
    const key = names[name.trim()];
    return key === undefined ? whole : reader[key];
  });

/** A colleague who belongs to no team speaks for the sales department. */
async function withText(context: Context, templates: readonly TemplateRow[]): Promise<Template[]> {
  const { companyId, staffId } = context.actor;
  const reader =
    await context.tx.row<Reader>(sql`select companies.name as company, coalesce(sites.name, companies.name) as site,
      coalesce(teams.name, '销售部') as department, coalesce(staff.name, '') as consultant, coalesce(staff.title, '') as title
    from companies
    left join staff on staff.company_id = companies.id and staff.id = ${staffId}::uuid
    left join sites on sites.company_id = companies.id and sites.id = staff.site_id
    left join teams on teams.company_id = companies.id and teams.id = staff.team_id
    where companies.id = ${companyId}`);
  return templates.map((one) => ({ ...one, text: reader ? filled(one.body, reader) : one.body }));
}

const templateColumns = sql`follow_up_templates.id, follow_up_templates.channel, follow_up_templates.purpose, follow_up_templates.title,
  follow_up_templates.body, follow_up_templates.version`;

async function keepTemplate(context: Context, body: BodyOf<typeof routes.saveTemplate>): Promise<TemplateRow> {
  const { tx } = context;
  if (!body.id) {
    const created =
      await tx.row<TemplateRow>(sql`insert into follow_up_templates (company_id, id, channel, purpose, title, body)
      values (${tx.companyId}, ${context.newId()}, ${body.channel}, ${body.purpose}, ${body.title}, ${body.body}) returning ${templateColumns}`);
    if (!created) throw notFound('模板 / template');
    return created;
  }
  const present = await tx.row<TemplateRow>(sql`select ${templateColumns} from follow_up_templates
    where follow_up_templates.company_id = ${tx.companyId} and follow_up_templates.id = ${body.id} for update`);
  if (!present) throw notFound('模板 / template');
  if (body.version !== undefined && body.version !== present.version) throw stale(present.version);
  const changed =
    await tx.row<TemplateRow>(sql`update follow_up_templates set channel = ${body.channel}, purpose = ${body.purpose},
      title = ${body.title}, body = ${body.body}, version = version + 1
    where company_id = ${tx.companyId} and id = ${body.id} returning ${templateColumns}`);
  return changed ?? present;
}

const saveTemplate = carryOut(routes.saveTemplate, async (context, { body }) => {
  const [saved] = await withText(context, [await keepTemplate(context, body)]);
  if (!saved) throw notFound('模板 / template');
  return saved;
});

const retireTemplate = carryOut(routes.retireTemplate, async (context, { params }) => {
  const done = await context.tx.run(sql`update follow_up_templates set retired_at = ${context.now}
    where company_id = ${context.tx.companyId} and id = ${params.templateId} and retired_at is null`);
  if (done === 0) throw notFound('模板 / template');
  return { id: params.templateId };
});

const templates = answer(routes.templates, async (context) => {
  const rows = await context.tx.rows<TemplateRow>(sql`select ${templateColumns} from follow_up_templates
    where follow_up_templates.company_id = ${context.tx.companyId} and follow_up_templates.retired_at is null
    order by follow_up_templates.position, follow_up_templates.title limit 200`);
  return { rows: await withText(context, rows) };
});

export const templateEndpoints: readonly Endpoint[] = [templates, saveTemplate, retireTemplate];
