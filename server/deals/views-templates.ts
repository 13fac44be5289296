/** What the screen of contract texts shows. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { TemplateRow, TemplateText } from '#contract/deal-documents.ts';
import {
  documentFields,
  type DocumentKind,
  documentLists,
  fieldsOf,
  fieldUses,
  fillTemplate,
  type Goods,
  listsOf,
  readTemplate,
  sampleValues,
} from '#core/deals/index.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import { shippedText, shippedTexts } from './shipped-texts.ts';
import { versionOf } from './store-templates.ts';
import { fillWord, linesOfWord } from './word.ts';

type Row = z.output<typeof TemplateRow>;
const LIMIT = 200;

export async function templates({ tx }: Context): Promise<{ rows: Row[] }> {
  const own = await tx.rows<Row>(sql`
    select deal_templates.id as "templateId", deal_templates.kind, deal_templates.goods,
      case when sites.id is null then null else jsonb_build_object('id', sites.id, 'name', sites.name) end as site,
      deal_template_versions.form, deal_template_versions.file_name as "fileName", deal_templates.version,
      deal_template_versions.saved_at as "savedAt",
      case when staff.id is null then null else jsonb_build_object('id', staff.id, 'name', staff.name) end as "savedBy",
      deal_template_versions.journal_id as "journalId"
    from deal_templates join deal_template_versions on deal_template_versions.company_id = deal_templates.company_id
      and deal_template_versions.template_id = deal_templates.id and deal_template_versions.number = deal_templates.version
    left join sites on sites.company_id = deal_templates.company_id and sites.id = deal_templates.site_id
    left join staff on staff.company_id = deal_template_versions.company_id and staff.id = deal_template_versions.saved_by
    where deal_templates.company_id = ${tx.companyId} and deal_templates.retired_at is null
    order by deal_templates.kind, deal_templates.goods nulls first, sites.name nulls first limit ${LIMIT}`);
  const replaced = (kind: string, goods: string | null): boolean =>
    own.some((row) => row.kind === kind && row.site === null && (row.goods === null || row.goods === goods));
  const shipped = shippedTexts.filter((one) => !replaced(one.kind, one.goods)).map(shippedRow);
  return { rows: [...own, ...shipped] };
}

const shippedRow = ({ kind, goods }: { kind: DocumentKind; goods: Goods | null }): Row => ({
  templateId: null,
  kind,
  goods,
  site: null,
  form: 'text',
  fileName: null,
  version: 0,
  savedAt: null,
  savedBy: null,
  journalId: null,
});

export const previewOf = (kind: DocumentKind, text: string) => fillTemplate(readTemplate(text), sampleValues(kind));

export async function text(
  context: Context,
  query: { templateId?: string; kind?: DocumentKind; goods?: Goods; number?: number },
): Promise<z.output<typeof TemplateText>> {
  if (query.templateId === undefined) {
    const { kind = 'contract', goods = null } = query;
    const body = shippedText(kind, goods);
    const fields = [...new Set(fieldUses(readTemplate(body)).uses.map((use) => use.name))];
    return {
      row: shippedRow({ kind, goods }),
      text: body,
      note: '',
      fields,
      preview: previewOf(kind, body),
      versions: [],
    };
  }
  const { tx } = context;
  const row = (await templates(context)).rows.find((one) => one.templateId === query.templateId);
  if (!row) throw notFound('合同范本 / text');
  const version = await versionOf(tx, query.templateId, query.number ?? row.version);
  if (!version) throw notFound('合同范本的版本 / version of the text');
  const versions = await tx.rows<z.output<typeof TemplateText>['versions'][number]>(sql`
    select deal_template_versions.number, deal_template_versions.form, deal_template_versions.file_name as "fileName",
      deal_template_versions.note, deal_template_versions.saved_at as "savedAt", deal_template_versions.sha256,
      case when staff.id is null then null else jsonb_build_object('id', staff.id, 'name', staff.name) end as "savedBy",
      deal_template_versions.journal_id as "journalId"
    from deal_template_versions left join staff on staff.company_id = deal_template_versions.company_id
      and staff.id = deal_template_versions.saved_by
    where deal_template_versions.company_id = ${tx.companyId} and deal_template_versions.template_id = ${query.templateId}
    order by deal_template_versions.number desc limit ${LIMIT}`);
  const preview =
    version.file === null
      ? previewOf(row.kind, version.text ?? '')
      : linesOfWord(fillWord(version.file, sampleValues(row.kind), true));
  const { text: body, note, fields, form, fileName } = version;
  return {
    row: { ...row, form, fileName, version: version.number },
    text: body,
    note,
    fields: [...fields],
    preview,
    versions,
  };
}

export const fields = (kind: DocumentKind) => ({
  fields: fieldsOf(kind).map((name) => ({
    name,
    en: documentFields[name]?.en ?? '',
    sample: documentFields[name]?.sample ?? '',
  })),
  lists: listsOf(kind).map((name) => ({
    name,
    en: documentLists[name]?.en ?? '',
    fields: Object.entries(documentLists[name]?.fields ?? {}).map(([field, en]) => ({ name: field, en })),
  })),
});
