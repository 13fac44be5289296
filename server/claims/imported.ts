/** What an import brings: owners from the old registers, and contacts of the past. Both can be taken back. */
import sql from 'sql-template-tag';
import {
  adoptedClaim,
  type ContactChannel,
  decideAdopt,
  decidePastContact,
  nextDeadlines,
} from '#core/claims/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import { setOwner } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { type Site, saveClaim, siteById, staffById } from './store.ts';

export interface ImportedOwner {
  readonly customerId: string;
  readonly ownerId: string;
  readonly siteId: string;
}

/**
 * Takes over the owners of customers an import has just made. The old register says whose they are today, so each claim begins now,
 * with fresh clocks by the rules in force, signed where the house signs: nobody loses a customer by the move.
 */
export async function adoptOwners(
  context: Context,
  importId: string,
  owners: readonly ImportedOwner[],
): Promise<ReadonlyMap<string, string>> {
  const { tx, now } = context;
  const claims = new Map<string, string>();
  const sites = new Map<string, Site>();
  const staff = new Map<string, Awaited<ReturnType<typeof staffById>>>();
  const deadlines: {
    id: string;
    kind: string;
    subject_id: string;
    site_id: string;
    due_at: Instant;
    payload: unknown;
  }[] = [];
  for (const { customerId, ownerId, siteId } of owners) {
    const rules = await context.rules(siteId);
    const site = sites.get(siteId) ?? (await siteById(tx, siteId));
    const owner = staff.get(ownerId) ?? (await staffById(tx, ownerId));
    sites.set(siteId, site);
    staff.set(ownerId, owner);
    const begun = { id: context.newId(), customerId, ownerId, siteId };
    const claim = adoptedClaim(rules.values.claims, begun, site.timeZone, now);
    await saveClaim(tx, { ...claim, origin: 'import', teamId: owner.teamId, importId });
    await setOwner(tx, customerId, { ownerId, until: claim.protectedUntil, teamId: owner.teamId });
    for (const due of nextDeadlines(rules.values.claims, claim, site.timeZone)) {
      if (due.at <= now) continue;
      const byClaim =
        due.kind === 'first_sms_missed' || due.kind === 'signature_leader' || due.kind === 'signature_manager';
      const payload = { claimId: claim.id, customerId };
      deadlines.push({
        id: context.newId(),
        kind: `claims.${due.kind}`,
        subject_id: byClaim ? claim.id : customerId,
        site_id: siteId,
        due_at: due.at,
        payload,
      });
    }
    claims.set(customerId, claim.id);
  }
  if (deadlines.length > 0)
    await tx.run({
      name: 'claims.import-deadlines',
      text: `insert into deadlines (company_id, id, kind, subject_id, site_id, due_at, payload)
        select $1, d.id, d.kind, d.subject_id, d.site_id, d.due_at, d.payload
        from jsonb_to_recordset($2::jsonb) as d (id uuid, kind text, subject_id uuid, site_id uuid, due_at timestamptz, payload jsonb)
        on conflict (company_id, kind, subject_id) where settled_at is null do nothing`,
      values: [tx.companyId, JSON.stringify(deadlines)],
    });
  for (const [siteId, site] of sites) await recordAdopted(context, importId, site, ofSite(owners, siteId));
  return claims;
}

const ofSite = (owners: readonly ImportedOwner[], siteId: string): ImportedOwner[] =>
  owners.filter((owner) => owner.siteId === siteId);

/** One entry a site: the rules are the site's. */
async function recordAdopted(context: Context, importId: string, site: Site, owners: readonly ImportedOwner[]) {
  const rules = await context.rules(site.id);
  const facts = { owners, timeZone: site.timeZone };
  context.record({
    kind: 'claims.adopt',
    siteId: site.id,
    subject: { type: 'import', id: importId },
    staffIds: owners.map((owner) => owner.ownerId),
    rules,
    input: { importId },
    facts,
    decision: decideAdopt(rules.values.claims, facts, context.now),
  });
  context.publish({ topic: 'claims', siteId: site.id });
}

/** Takes back claims an import opened and nobody has touched since; the answer holds those that are gone. */
export async function dropAdopted(
  context: Context,
  importId: string,
  claimIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { tx } = context;
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

export interface ImportedContact {
  readonly id: string;
  readonly customerId: string;
  readonly authorId: string;
  readonly siteId: string | null;
  readonly at: Instant;
  readonly channel: ContactChannel;
  readonly answered: boolean;
  readonly text: string;
  readonly nextOn: LocalDate | null;
}

/**
 * Contacts of the past, each with its own author and date. Whether one would have counted is judged by the contact alone: the
 * claims of that time are not known here, and a claim of today must not be moved by what happened before it.
 */
export async function importContacts(
  context: Context,
  importId: string,
  contacts: readonly ImportedContact[],
): Promise<void> {
  const { tx, now } = context;
  if (contacts.length === 0) return;
  const rows: unknown[] = [];
  for (const contact of contacts) {
    const rules = await context.rules(contact.siteId);
    const decision = decidePastContact(rules.values.claims, contact);
    // On the timeline at its own instant, under the name of its author.
    const journalId = context.asSystemAt(contact.at).record({
      kind: 'claims.importContact',
      siteId: contact.siteId,
      subject: { type: 'followUp', id: contact.id },
      customerId: contact.customerId,
      staffIds: [contact.authorId],
      rules,
      input: {
        channel: contact.channel,
        answered: contact.answered,
        text: contact.text,
        authorId: contact.authorId,
        importId,
      },
      facts: {},
      decision,
    });
    rows.push({ ...contact, ...(decision.accepted ? decision.outcome : {}), journalId });
  }
  await tx.run({
    name: 'claims.import-contacts',
    text: `insert into follow_ups (company_id, id, customer_id, site_id, author_id, at, recorded_at, channel, answered, body, next_on, valid,
        why_not, import_id, journal_id)
      select $1, r.id, r."customerId", r."siteId", r."authorId", r.at, $3, r.channel, r.answered, r.text, r."nextOn", r.valid, r."whyNot", $4, r."journalId"
      from jsonb_to_recordset($2::jsonb) as r (id uuid, "customerId" uuid, "siteId" uuid, "authorId" uuid, at timestamptz, channel text,
        answered boolean, text text, "nextOn" date, valid boolean, "whyNot" text, "journalId" uuid)`,
    values: [tx.companyId, JSON.stringify(rows), now, importId],
  });
  await tx.run({
    name: 'claims.import-touch',
    text: `update customers set last_activity_at = greatest(customers.last_activity_at, r.at)
      from (select x."customerId" as id, max(x.at) as at from jsonb_to_recordset($2::jsonb) as x ("customerId" uuid, at timestamptz) group by 1) as r
      where customers.company_id = $1 and customers.id = r.id`,
    values: [tx.companyId, JSON.stringify(contacts.map(({ customerId, at }) => ({ customerId, at })))],
  });
  context.publish({ topic: 'claims' });
}

/** Takes back imported contacts; one that a supervisor has commented on stays. */
export async function dropContacts(
  context: Context,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { tx } = context;
  const gone = await tx.rows<{ id: string }>(sql`delete from follow_ups f where f.company_id = ${tx.companyId}::uuid
    and f.import_id = ${importId}::uuid and f.id = any(${[...ids]}::uuid[])
    and not exists (select 1 from follow_up_comments c where c.company_id = f.company_id and c.follow_up_id = f.id) returning f.id`);
  return new Set(gone.map((row) => row.id));
}
