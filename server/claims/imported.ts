/** What an import brings: owners from the old registers, and contacts of the past. Both can be taken back. */
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
import { type DeadlineRow, insertContacts, insertDeadlines, touchContacted } from './store-imported.ts';

export { dropAdopted, dropContacts } from './store-imported.ts';

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
  const deadlines: DeadlineRow[] = [];
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
  await insertDeadlines(tx, deadlines);
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
  await insertContacts(tx, rows, { importId, now });
  await touchContacted(tx, contacts);
  context.publish({ topic: 'claims' });
}
