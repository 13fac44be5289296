/** Recording contact, the supervisor's comments, and telling the customer of a new contact. */
import sql from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import type { ContactChannel } from '#core/claims/index.ts';
import { decideContact, isOpen } from '#core/claims/index.ts';
import { accept } from '#core/kernel/decision.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { decided, refuseWith, requireClaim, requireCustomer } from './access.ts';
import { openFile } from './cards.ts';
import { pool, saveAndSchedule } from './clockwork.ts';
import { tell, tellLevel } from './notify.ts';
import { touch } from '#server/customers/index.ts';
import type { Stored } from './store.ts';
import { claimsOfCustomer, siteById } from './store.ts';
import { claimOut, followUpOut } from './views.ts';

export interface RecordContact {
  readonly customerId: string;
  readonly authorId: string;
  readonly at: Instant;
  readonly channel: ContactChannel;
  readonly answered: boolean;
  readonly text: string;
  readonly nextOn?: LocalDate | null;
  readonly templateId?: string | null;
  readonly askForHelp?: boolean;
  /** Where it happened when the customer has no claim. */
  readonly siteId?: string | null;
}

/** The claim a contact counts for: the one in force, else the author's own unsigned card, else any unsigned one. */
const claimFor = (claims: readonly Stored[], authorId: string): Stored | null =>
  claims.find((claim) => isOpen(claim) && claim.effectiveAt !== null) ??
  claims.find((claim) => isOpen(claim) && claim.ownerId === authorId) ??
  claims.find(isOpen) ??
  null;

/** Records one contact: what the follow-up form and a finished reception call. */
export async function recordContact(
  context: Context,
  input: RecordContact,
): Promise<{ followUpId: string; claimId: string | null; valid: boolean; journalId: string }> {
  const { tx, now } = context;
  const { customer, claims } = await openFile(context, input.customerId);
  const claim = claimFor(claims, input.authorId);
  const siteId = claim?.siteId ?? input.siteId ?? customer.siteId;
  if (!siteId) throw invalid('siteId', '客户未归属任何门店 / the customer belongs to no site');
  const site = await siteById(tx, siteId);
  const rules = await context.rules(siteId);
  const dispute = await tx.row<{ parties: string[] }>(sql`select disputes.parties from disputes
    where disputes.company_id = ${tx.companyId} and disputes.customer_id = ${customer.id} and disputes.state <> 'settled'`);
  const disputants = dispute?.parties ?? [];
  const contact = { at: input.at, channel: input.channel, answered: input.answered };
  const facts = { claim, timeZone: site.timeZone, authorId: input.authorId, disputants };
  const decision = await decided(context, site.timeZone, decideContact(rules.values.claims, facts, contact, now));
  const { outcome } = decision;
  const followUpId = context.newId();
  const journalId = context.record({
    kind: 'claims.followUp',
    siteId,
    subject: { type: 'followUp', id: followUpId },
    customerId: customer.id,
    staffIds: [input.authorId, claim?.ownerId],
    rules,
    input: { ...contact, text: input.text, nextOn: input.nextOn ?? null },
    facts,
    decision,
  });
  if (claim && outcome.claim) {
    const plannedOn =
      input.nextOn !== undefined ? input.nextOn : plannedAfter(claim.plannedOn, contact.at, site.timeZone);
    const after = { ...claim, ...outcome.claim, plannedOn };
    await saveAndSchedule(context, rules.values.claims, [after], site.timeZone);
    if (!isOpen(after))
      await pool(
        context,
        rules,
        after,
        claims.filter((one) => one.id !== claim.id),
        null,
      );
  }
  await tx.run(sql`insert into follow_ups (company_id, id, customer_id, claim_id, site_id, author_id, at, recorded_at, channel, answered, body,
      next_on, valid, why_not, is_first_sms, asked_for_help, template_id, journal_id)
    values (${tx.companyId}, ${followUpId}, ${customer.id}, ${claim?.id ?? null}, ${siteId}, ${input.authorId}, ${contact.at}, ${now},
      ${contact.channel}, ${contact.answered}, ${input.text}, ${input.nextOn ?? null}, ${outcome.valid}, ${outcome.whyNot},
      ${outcome.isFirstSms}, ${input.askForHelp ?? false}, ${input.templateId ?? null}, ${journalId})`);
  if (outcome.valid) await tookOver(context, customer.id, input.authorId);
  await touch(tx, customer.id, contact.at);
  if (input.askForHelp)
    await tellLevel(context, { ownerId: input.authorId, siteId }, 'manager', {
      kind: 'claims.helpAsked',
      payload: {
        link: `/customers/${customer.id}`,
        customerId: customer.id,
        customer: customer.name,
        by: context.actor.name,
      },
      journalId,
    });
  context.publish({ topic: 'claims', siteId, id: customer.id });
  return { followUpId, claimId: claim?.id ?? null, valid: outcome.valid, journalId };
}

/** A plan that the contact has fulfilled falls away; one further ahead stays. */
const plannedAfter = (plannedOn: LocalDate | null, at: Instant, timeZone: string): LocalDate | null =>
  plannedOn !== null && plannedOn > Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
    ? plannedOn
    : null;

/** The replacement's first contact fulfils what the change of hands owed. */
const tookOver = (context: Context, customerId: string, authorId: string): Promise<number> =>
  context.tx.run(sql`update contact_changes set contacted_at = ${context.now} where company_id = ${context.tx.companyId}
    and customer_id = ${customerId} and replacement_id = ${authorId} and contacted_at is null`);

const followUp = carryOut(routes.followUp, async (context, { params, body }) => {
  await requireCustomer(context, 'claims.followUp', params.customerId);
  const done = await recordContact(context, {
    customerId: params.customerId,
    authorId: personOf(context.actor),
    at: body.at ?? context.now,
    channel: body.channel,
    answered: body.answered,
    text: body.text,
    ...(body.nextOn === undefined ? {} : { nextOn: body.nextOn }),
    templateId: body.templateId ?? null,
    askForHelp: body.askForHelp,
    siteId: context.actor.siteId,
  });
  return {
    followUp: await followUpOut(context, done.followUpId),
    claim: done.claimId ? await claimOut(context, done.claimId) : null,
    journalId: done.journalId,
  };
});

const comment = carryOut(routes.comment, async (context, { params, body }) => {
  const { tx } = context;
  const about = await tx.row<{
    authorId: string;
    customerId: string;
    customer: string;
    siteId: string;
    teamId: string | null;
  }>(sql`
    select follow_ups.author_id as "authorId", follow_ups.customer_id as "customerId", customers.name as customer,
      follow_ups.site_id as "siteId", staff.team_id as "teamId"
    from follow_ups
      join customers on customers.company_id = follow_ups.company_id and customers.id = follow_ups.customer_id
      join staff on staff.company_id = follow_ups.company_id and staff.id = follow_ups.author_id
    where follow_ups.company_id = ${tx.companyId} and follow_ups.id = ${params.followUpId}`);
  if (!about) throw notFound('跟进记录 / follow-up');
  requireClaim(context, 'claims.comment', { ...about, ownerId: about.authorId });
  const id = context.newId();
  const by = personOf(context.actor);
  await tx.run(sql`insert into follow_up_comments (company_id, id, follow_up_id, author_id, body, at)
    values (${tx.companyId}, ${id}, ${params.followUpId}, ${by}, ${body.text}, ${context.now})`);
  const journalId = context.record({
    kind: 'claims.comment',
    siteId: about.siteId,
    subject: { type: 'followUp', id: params.followUpId },
    customerId: about.customerId,
    staffIds: [about.authorId, by],
    input: body,
    facts: {},
    decision: accept({ commented: true }, ['S0.02.fu.1b', 'S0.02.fu.3']),
  });
  const payload = {
    link: `/customers/${about.customerId}`,
    customerId: about.customerId,
    customer: about.customer,
    by: context.actor.name,
    text: body.text,
  };
  if (about.authorId !== by) await tell(context, [about.authorId], { kind: 'claims.commented', payload, journalId });
  context.publish({ topic: 'claims', siteId: about.siteId, id: about.customerId });
  return { id, journalId };
});

const told = carryOut(routes.told, async (context, { params, body }) => {
  const { tx } = context;
  const change = await tx.row<{
    customerId: string;
    replacementId: string;
    formerId: string;
    toldAt: string | null;
  }>(sql`
    select contact_changes.customer_id as "customerId", contact_changes.replacement_id as "replacementId",
      contact_changes.former_id as "formerId", contact_changes.told_at as "toldAt"
    from contact_changes where contact_changes.company_id = ${tx.companyId} and contact_changes.id = ${params.changeId} for update`);
  if (!change) throw notFound('对接人变更 / change of contact');
  await requireCustomer(context, 'claims.followUp', change.customerId);
  if (change.toldAt) throw refuseWith('ALREADY_DONE');
  await tx.run(sql`update contact_changes set told_at = ${context.now}, told_by = ${context.actor.staffId}, told_how = ${body.how}
    where company_id = ${tx.companyId} and id = ${params.changeId}`);
  const claims = await claimsOfCustomer(tx, change.customerId);
  const journalId = context.record({
    kind: 'claims.customerTold',
    siteId: claims[0]?.siteId ?? null,
    subject: { type: 'contactChange', id: params.changeId },
    customerId: change.customerId,
    staffIds: [change.replacementId, change.formerId],
    input: body,
    facts: {},
    decision: accept({ told: true }, ['S2.03.a8.replace']),
  });
  return { journalId };
});

export const followUpEndpoints: readonly Endpoint[] = [followUp, comment, told];
