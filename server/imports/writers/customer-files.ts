/** What stands in the files a batch is about, and the numbers customers bring from the systems they come from. */
import type { Tx } from '#server/platform/database.ts';

export interface FileNow {
  readonly id: string;
  grade: string | null;
  gender: string | null;
  note: string;
  enquiry: string;
  readonly names: string[];
  readonly phones: string[];
  readonly tags: string[];
}

export async function currentFiles(tx: Tx, ids: readonly string[]): Promise<Map<string, FileNow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<FileNow>({
    name: 'imports.files-now',
    text: `select c.id, c.grade, c.gender, c.note, c.enquiry,
        array(select p.name from customer_people p where p.company_id = $1 and p.customer_id = c.id and p.removed_at is null) as names,
        array(select k.value::text from customer_keys k where k.company_id = $1 and k.customer_id = c.id and k.kind = 'phone' and k.removed_at is null) as phones,
        array(select t.tag from customer_tags t where t.company_id = $1 and t.customer_id = c.id) as tags
      from customers c where c.company_id = $1 and c.id = any($2::uuid[])`,
    values: [tx.companyId, ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function addNumbers(
  tx: Tx,
  importId: string,
  numbers: readonly { number: string; customerId: string }[],
): Promise<void> {
  if (numbers.length === 0) return;
  await tx.run({
    name: 'imports.numbers',
    text: `insert into import_customer_numbers (company_id, number, customer_id, import_id)
      select $1, r.number, r."customerId", $2 from jsonb_to_recordset($3::jsonb) as r (number text, "customerId" uuid) on conflict do nothing`,
    values: [tx.companyId, importId, JSON.stringify(numbers)],
  });
}
export const dropNumbers = (tx: Tx, importId: string, customerIds: readonly string[]): Promise<number> =>
  tx.run({
    text: 'delete from import_customer_numbers where company_id = $1 and import_id = $2 and customer_id = any($3::uuid[])',
    values: [tx.companyId, importId, customerIds],
  });
