/** Writes of bank statements: the file, its lines, what each proved to be. */
import sql from 'sql-template-tag';
import type { StatementLine } from '#core/money/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export const fileByHash = (tx: Tx, siteId: string, sha256: string): Promise<{ id: string; loadedAt: Instant } | null> =>
  tx.row(sql`select bank_files.id, bank_files.loaded_at as "loadedAt" from bank_files where bank_files.company_id = ${tx.companyId}
    and bank_files.site_id = ${siteId} and bank_files.sha256 = ${sha256}`);

export interface NewFile {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly lines: readonly StatementLine[];
  readonly skipped: number;
  readonly problems: unknown;
  readonly by: string;
  readonly at: Instant;
  readonly journalId: string;
}
/**
 * Lines another statement has brought already are counted, not written twice: known by their reference, and where the bank gives none by
 * everything else: of equal lines as many are new as there are more of them than before. Returns how many were written.
 */
export async function insertFile(tx: Tx, file: NewFile): Promise<number> {
  await tx.run(sql`insert into bank_files (company_id, id, site_id, name, bytes, sha256, lines, skipped, problems, loaded_at, loaded_by, journal_id)
    values (${tx.companyId}, ${file.id}, ${file.siteId}, ${file.name}, ${file.bytes}, ${file.sha256}, ${file.lines.length}, ${file.skipped},
      ${JSON.stringify(file.problems)}, ${file.at}, ${file.by}, ${file.journalId})`);
  const rows = file.lines.map((line) => ({ id: newId(), ...line }));
  const written =
    await tx.run(sql`insert into bank_lines (company_id, id, site_id, file_id, row_number, day, amount_fen, payer, reference, note)
    select ${tx.companyId}, l.id, ${file.siteId}, ${file.id}, l.row, l.day, l."amountFen", l.payer, l.reference, l.note
    from (select r.*, row_number() over (partition by r.day, r."amountFen", r.payer, r.reference, r.note order by r.row) as nth
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, row int, day date, "amountFen" bigint, payer text, reference text, note text)) l
    left join (select b.day, b.amount_fen, b.payer, b.note, count(*) as times from bank_lines b where b.company_id = ${tx.companyId}
        and b.site_id = ${file.siteId} and b.reference = '' group by 1, 2, 3, 4) known
      on l.reference = '' and known.day = l.day and known.amount_fen = l."amountFen" and known.payer = l.payer and known.note = l.note
    where l.nth > coalesce(known.times, 0)
    on conflict do nothing`);
  if (written < rows.length)
    await tx.run(sql`update bank_files set lines = ${written}, skipped = skipped + ${rows.length - written}
      where company_id = ${tx.companyId} and id = ${file.id}`);
  return written;
}

export interface BankLine {
  readonly id: string;
  readonly siteId: string;
  readonly amountFen: number;
  readonly payer: string;
  readonly reference: string;
  readonly state: 'open' | 'matched' | 'ignored';
}
export async function lineById(tx: Tx, lineId: string, lock = false): Promise<BankLine> {
  const row = await tx.row<BankLine>({
    text: `select bank_lines.id, bank_lines.site_id as "siteId", bank_lines.amount_fen as "amountFen", bank_lines.payer, bank_lines.reference,
      bank_lines.state from bank_lines where bank_lines.company_id = $1 and bank_lines.id = $2${lock ? ' for update' : ''}`,
    values: [tx.companyId, lineId],
  });
  if (!row) throw notFound('流水 / bank line');
  return row;
}
export const settleLine = (
  tx: Tx,
  lineId: string,
  as: {
    readonly state: 'matched' | 'ignored';
    readonly receiptId: string | null;
    readonly dealId: string | null;
    readonly why: string;
    readonly by: string;
    readonly at: Instant;
    readonly journalId: string;
  },
): Promise<number> =>
  tx.run(sql`update bank_lines set state = ${as.state}, receipt_id = ${as.receiptId}, deal_id = ${as.dealId}, why = ${as.why},
    settled_by = ${as.by}, settled_at = ${as.at}, journal_id = ${as.journalId} where company_id = ${tx.companyId} and id = ${lineId} and state = 'open'`);

/** The receipt was taken back: the line of the bank waits again for what it is. */
export const reopenLine = (tx: Tx, receiptId: string): Promise<number> =>
  tx.run(sql`update bank_lines set state = 'open', receipt_id = null, deal_id = null, settled_at = null, settled_by = null
    where company_id = ${tx.companyId} and receipt_id = ${receiptId}`);
