/** Writes of contract texts: a text in use is one row, and every version of it stays. */
import sql, { type Sql } from 'sql-template-tag';
import type { DocumentKind, Goods } from '#core/deals/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface TextContent {
  readonly form: 'text' | 'word';
  readonly text: string | null;
  readonly file: Buffer | null;
  readonly fileName: string | null;
  readonly sha256: string;
  readonly fields: readonly string[];
}
export interface Place {
  readonly kind: DocumentKind;
  readonly goods: Goods | null;
  readonly siteId: string | null;
}
export interface InUse extends Place {
  readonly id: string;
  readonly version: number;
  readonly savedBy: string | null;
}

const columns = sql`deal_templates.id, deal_templates.kind, deal_templates.goods, deal_templates.site_id as "siteId", deal_templates.version,
  (select staff.name from deal_template_versions join staff on staff.company_id = deal_template_versions.company_id
      and staff.id = deal_template_versions.saved_by
    where deal_template_versions.company_id = deal_templates.company_id and deal_template_versions.template_id = deal_templates.id
      and deal_template_versions.number = deal_templates.version) as "savedBy"`;

const lock = (tx: Tx, condition: Sql): Promise<InUse | null> =>
  tx.row<InUse>(sql`select ${columns} from deal_templates
    where deal_templates.company_id = ${tx.companyId} and deal_templates.retired_at is null and ${condition} for update of deal_templates`);
export const lockAt = (tx: Tx, { kind, goods, siteId }: Place): Promise<InUse | null> =>
  lock(
    tx,
    sql`deal_templates.kind = ${kind} and deal_templates.goods is not distinct from ${goods}
      and deal_templates.site_id is not distinct from ${siteId}::uuid`,
  );
export const lockTemplate = (tx: Tx, templateId: string): Promise<InUse | null> =>
  lock(tx, sql`deal_templates.id = ${templateId}`);

export async function saveVersion(
  tx: Tx,
  template: { readonly id: string; readonly place: Place; readonly number: number },
  content: TextContent & {
    readonly note: string;
    readonly at: string;
    readonly by: string;
    readonly journalId: string;
  },
): Promise<void> {
  const { id, place, number } = template;
  if (number === 1)
    await tx.run(sql`insert into deal_templates (company_id, id, kind, goods, site_id, version, created_at)
      values (${tx.companyId}, ${id}, ${place.kind}, ${place.goods}, ${place.siteId}, 1, ${content.at})`);
  else
    await tx.run(sql`update deal_templates set version = ${number} where company_id = ${tx.companyId} and id = ${id}`);
  await tx.run(sql`insert into deal_template_versions (company_id, template_id, number, form, text, file, file_name, sha256, fields, note,
      saved_at, saved_by, journal_id)
    values (${tx.companyId}, ${id}, ${number}, ${content.form}, ${content.text}, ${content.file}, ${content.fileName}, ${content.sha256},
      ${[...content.fields]}, ${content.note}, ${content.at}, ${content.by}, ${content.journalId})`);
}

export const retire = (tx: Tx, templateId: string, at: string, by: string): Promise<number> =>
  tx.run(sql`update deal_templates set retired_at = ${at}, retired_by = ${by}
    where company_id = ${tx.companyId} and id = ${templateId}`);

interface Version extends TextContent {
  readonly number: number;
  readonly note: string;
}
export const versionOf = (tx: Tx, templateId: string, number: number): Promise<Version | null> =>
  tx.row<Version>(sql`select deal_template_versions.form, deal_template_versions.text, deal_template_versions.file,
      deal_template_versions.file_name as "fileName", deal_template_versions.sha256, deal_template_versions.fields,
      deal_template_versions.number, deal_template_versions.note
    from deal_template_versions where deal_template_versions.company_id = ${tx.companyId}
      and deal_template_versions.template_id = ${templateId} and deal_template_versions.number = ${number}`);

/** The text a deal is printed from: made for its site before one for all, for its goods before one for everything. */
export const templateFor = (
  tx: Tx,
  { kind, goods, siteId }: { kind: DocumentKind; goods: Goods; siteId: string },
): Promise<(Version & { readonly templateId: string }) | null> =>
  tx.row(sql`select deal_templates.id as "templateId", deal_template_versions.form, deal_template_versions.text, deal_template_versions.file,
      deal_template_versions.file_name as "fileName", deal_template_versions.sha256, deal_template_versions.fields,
      deal_template_versions.number, deal_template_versions.note
    from deal_templates join deal_template_versions on deal_template_versions.company_id = deal_templates.company_id
      and deal_template_versions.template_id = deal_templates.id and deal_template_versions.number = deal_templates.version
    where deal_templates.company_id = ${tx.companyId} and deal_templates.kind = ${kind} and deal_templates.retired_at is null
      and (deal_templates.goods is null or deal_templates.goods = ${goods})
      and (deal_templates.site_id is null or deal_templates.site_id = ${siteId})
    order by (deal_templates.site_id is not null) desc, (deal_templates.goods is not null) desc limit 1`);
