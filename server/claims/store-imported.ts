/** What an import writes and takes back, as statements. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

export interface DeadlineRow {
  readonly id: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly site_id: string;
  readonly due_at: Instant;
  readonly payload: unknown;
}

export async function insertDeadlines(tx: Tx, deadlines: readonly DeadlineRow[]): Promise<void> {
  if (deadlines.length === 0) return;
  await tx.run({
    name: 'claims.import-deadlines',
    text: `insert into deadlines (company_id, id, kind, subject_id, site_id, due_at, payload)
      select $1, d.id, d.kind, d.subject_id, d.site_id, d.due_at, d.payload
      from jsonb_to_recordset($2::jsonb) as d (id uuid, kind text, subject_id uuid, site_id uuid, due_at timestamptz, payload jsonb)
      on conflict (company_id, kind, subject_id) where settled_at is null do nothing`,
    values: [tx.companyId, JSON.stringify(deadlines)],
  });
}

export async function insertContacts(
  tx: Tx,
  rows: readonly unknown[],
  { importId, now }: { readonly importId: string; readonly now: Instant },
): Promise<void> {
  await tx.run({
    name: 'claims.import-contacts',
    text: `insert into follow_ups (company_id, id, customer_id, site_id, author_id, at, recorded_at, channel, answered, body, next_on, valid,
        why_not, import_id, journal_id)
      select $1, r.id, r."customerId", r."siteId", r."authorId", r.at, $3, r.channel, r.answered, r.text, r."nextOn", r.valid, r."whyNot", $4, r."journalId"
      from jsonb_to_recordset($2::jsonb) as r (id uuid, "customerId" uuid, "siteId" uuid, "authorId" uuid, at timestamptz, channel text,
        answered boolean, text text, "nextOn" date, valid boolean, "whyNot" text, "journalId" uuid)`,
    values: [tx.companyId, JSON.stringify(rows), now, importId],
  });
}

/** Old contacts count for how lately somebody was spoken to. */
export async function touchContacted(
  tx: Tx,
  contacts: readonly { readonly customerId: string; readonly at: Instant }[],
): Promise<void> {
  await tx.run({
    name: 'claims.import-touch',
    text: `update customers set last_activity_at = greatest(customers.last_activity_at, r.at)
      from (select x."customerId" as id, max(x.at) as at from jsonb_to_recordset($2::jsonb) as x ("customerId" uuid, at timestamptz) group by 1) as r
      where customers.company_id = $1 and customers.id = r.id`,
    values: [tx.companyId, JSON.stringify(contacts.map(({ customerId, at }) => ({ customerId, at })))],
  });
}

/** Takes back claims an import opened and nobody has touched since; the answer holds those that are gone. */
export async function dropAdopted(
  { tx }: { readonly tx: Tx },
  importId: string,
  claimIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const free = await tx.rows<{ id: string; customerId: string }>(sql`
    delete from claims where company_id = ${tx.companyId}::uuid and import_id = ${importId}::uuid and id = any(${[...claimIds]}::uuid[])
      and version = 1 and not exists (select 1 from follow_ups f where f.company_id = claims.company_id and f.claim_id = claims.id
        and f.import_id is distinct from ${importId}::uuid)
    returning id, customer_id as "customerId"`);
  if (free.length === 0) return new Set();
  const subjects = free.flatMap((claim) => [claim.id, claim.customerId]);
  await tx.run(
    sql`delete from deadlines where company_id = ${tx.companyId}::uuid and kind like 'claims.%' and subject_id = any(${subjects}::uuid[])`,
  );
  await tx.run(sql`update customers set owner_id = null, owned_until = null where company_id = ${tx.companyId}::uuid
    and id = any(${free.map((claim) => claim.customerId)}::uuid[])`);
  return new Set(free.map((claim) => claim.id));
}

/** Takes back imported contacts; one that a supervisor has commented on stays. */
export async function dropContacts(
  { tx }: { readonly tx: Tx },
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const gone = await tx.rows<{ id: string }>(sql`delete from follow_ups f where f.company_id = ${tx.companyId}::uuid
    and f.import_id = ${importId}::uuid and f.id = any(${[...ids]}::uuid[])
    and not exists (select 1 from follow_up_comments c where c.company_id = f.company_id and c.follow_up_id = f.id) returning f.id`);
  return new Set(gone.map((row) => row.id));
}
