/** Final papers: written once with their sealed text, then only signed or voided. */
import sql from 'sql-template-tag';
import type { DocumentKind } from '#core/deals/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Final {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly form: 'text' | 'word';
  readonly sha256: string;
  readonly copies: number;
  readonly templateVersion: number;
  readonly madeFinalAt: string;
  readonly madeFinalBy: { readonly id: string; readonly name: string } | null;
  readonly signedAt: string | null;
  /** The day on which the customer signed by hand, as entered; null where a step of the deal signed it. */
  readonly signedOn: string | null;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
  readonly fileName: string | null;
  readonly journalId: string;
}

const columns = sql`deal_documents.id, deal_documents.kind, deal_documents.number, deal_documents.form, deal_documents.sha256,
  deal_documents.copies, deal_documents.template_version as "templateVersion", deal_documents.made_final_at as "madeFinalAt",
  case when staff.id is null then null else jsonb_build_object('id', staff.id, 'name', staff.name) end as "madeFinalBy",
  deal_documents.signed_at as "signedAt", deal_documents.signed_on as "signedOn", deal_documents.voided_at as "voidedAt", deal_documents.void_reason as "voidReason",
  (select deal_template_versions.file_name from deal_template_versions where deal_template_versions.company_id = deal_documents.company_id
    and deal_template_versions.template_id = deal_documents.template_id
    and deal_template_versions.number = deal_documents.template_version) as "fileName", deal_documents.journal_id as "journalId"`;
const from = sql`from deal_documents left join staff on staff.company_id = deal_documents.company_id and staff.id = deal_documents.made_final_by`;

const OF_ONE_DEAL_MAX = 100;

/** Newest first. */
export const finalsOf = (tx: Tx, dealId: string): Promise<Final[]> =>
  tx.rows<Final>(sql`select ${columns} ${from} where deal_documents.company_id = ${tx.companyId} and deal_documents.deal_id = ${dealId}
    order by deal_documents.made_final_at desc, deal_documents.id desc limit ${OF_ONE_DEAL_MAX}`);

export const sealedText = async (tx: Tx, documentId: string): Promise<Buffer | null> =>
  (
    await tx.row<{ sealed: Buffer }>(sql`select deal_documents.sealed from deal_documents
      where deal_documents.company_id = ${tx.companyId} and deal_documents.id = ${documentId}`)
  )?.sealed ?? null;

export const insertFinal = (
  tx: Tx,
  final: {
    readonly id: string;
    readonly dealId: string;
    readonly kind: DocumentKind;
    readonly number: string;
    readonly templateId: string | null;
    readonly templateVersion: number;
    readonly form: 'text' | 'word';
    readonly sealed: Buffer;
    readonly sha256: string;
    readonly copies: number;
    readonly at: string;
    readonly by: string | null;
    readonly signedAt: string | null;
    readonly journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into deal_documents (company_id, id, deal_id, kind, seq, number, template_id, template_version, form, sealed, sha256, copies,
      made_final_at, made_final_by, signed_at, journal_id)
    values (${tx.companyId}, ${final.id}, ${final.dealId}, ${final.kind},
      (select coalesce(max(deal_documents.seq), 0) + 1 from deal_documents where deal_documents.company_id = ${tx.companyId}
        and deal_documents.deal_id = ${final.dealId} and deal_documents.kind = ${final.kind}),
      ${final.number}, ${final.templateId}, ${final.templateVersion}, ${final.form}, ${final.sealed}, ${final.sha256}, ${final.copies}, ${final.at},
      ${final.by}, ${final.signedAt}, ${final.journalId})`);

export const markSigned = (tx: Tx, dealId: string, kind: DocumentKind, at: string): Promise<number> =>
  tx.run(sql`update deal_documents set signed_at = ${at} where company_id = ${tx.companyId} and deal_id = ${dealId} and kind = ${kind}
    and voided_at is null and signed_at is null`);

/** Kinds of final papers the customer has not signed; those that are signed with the deal itself are not among them. */
export const unsignedPapers = async (tx: Tx, dealId: string): Promise<string[]> =>
  (
    await tx.rows<{ kind: string }>(sql`select distinct deal_documents.kind from deal_documents
      where deal_documents.company_id = ${tx.companyId} and deal_documents.deal_id = ${dealId} and deal_documents.voided_at is null
        and deal_documents.signed_at is null and deal_documents.kind in ('supplement', 'unit_change', 'name_change', 'withdrawal')
      order by deal_documents.kind`)
  ).map(({ kind }) => kind);
export const ofChanges = (unsigned: readonly string[]): string[] => unsigned.filter((kind) => kind !== 'withdrawal');

export const signByHand = (
  tx: Tx,
  documentId: string,
  { at, by, signedOn }: { at: string; by: string | null; signedOn: string },
): Promise<number> =>
  tx.run(sql`update deal_documents set signed_at = ${at}, signed_on = ${signedOn}, signed_entered_by = ${by}
    where company_id = ${tx.companyId} and id = ${documentId} and signed_at is null and voided_at is null`);

export const voidFinal = (
  tx: Tx,
  documentId: string,
  { at, by, reason }: { at: string; by: string | null; reason: string },
): Promise<number> =>
  tx.run(sql`update deal_documents set voided_at = ${at}, voided_by = ${by}, void_reason = ${reason}
    where company_id = ${tx.companyId} and id = ${documentId}`);
