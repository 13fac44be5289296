/** Sign-off: a person signs the version in force; a manager reminds those who have not. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import type { signOff } from '#contract/rulebook-sign-off.ts';
import { accept } from '#core/kernel/decision.ts';
import { decideSign } from '#core/rulebook/index.ts';
import { personOf, requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted } from '#server/platform/refused.ts';
import { versionInForce } from './bound.ts';
import { mayRemind } from './reminding.ts';
import { askToSign } from './reminders.ts';
import * as signatures from './store-signatures.ts';
import { bookOf } from './views.ts';
import { PERMISSION, versionAsked } from './views-signatures.ts';

export async function sign(
  context: Context,
  rulebookId: string,
  number: number,
): Promise<ResponseOf<typeof signOff.sign>> {
  const { tx, now } = context;
  const staffId = personOf(context.actor);
  const book = await bookOf(tx, rulebookId);
  const siteId = await signatures.siteOf(tx, rulebookId, staffId, now);
  const version = siteId === null ? null : await versionInForce(tx, rulebookId, now);
  const signedAt = version && (await signatures.signedAt(tx, version.id, staffId));
  const facts = { inForce: version?.number ?? null, signedAt };
  const decision = accepted(decideSign(facts, number, now), rulebookRefusals);
  if (siteId === null || !version) throw new Error('a signature without a version in force was accepted');
  const journalId = context.record({
    kind: 'rulebook.sign',
    siteId,
    subject: { type: 'rulebook', id: rulebookId },
    staffIds: [staffId],
    input: { number, title: book.title },
    facts,
    decision,
  });
  await signatures.insert(tx, { versionId: version.id, staffId, siteId, at: now, journalId });
  await signatures.closeNotices(tx, rulebookId, staffId, now);
  context.publish({ topic: 'rulebook', id: rulebookId });
  context.publish({ topic: 'notices', staffId });
  return { rulebookId, number, signedAt: decision.outcome.signedAt, journalId };
}

/** Reminds those who have not signed and were not reminded within a day, as far as the caller's right reaches: their site's people, or everybody. */
export async function remind(
  context: Context,
  rulebookId: string,
  siteId: string | undefined,
): Promise<ResponseOf<typeof signOff.remind>> {
  const scope = requireScope(context.actor, PERMISSION, 'site');
  if (siteId !== undefined) requireSite(context.actor, PERMISSION, siteId);
  const book = await bookOf(context.tx, rulebookId);
  const version = await versionAsked(context, rulebookId, undefined);
  const siteIds = siteId === undefined ? (scope === 'company' ? null : context.actor.siteIds) : [siteId];
  const { before } = accepted(await mayRemind(context, rulebookId, version.id, siteIds), rulebookRefusals).outcome;
  const journalId = context.newId();
  const reminded = await askToSign(context, { bookId: rulebookId, version, siteIds, journalId, before });
  if (reminded === 0) return { reminded, journalId: null };
  context.record({
    id: journalId,
    kind: 'rulebook.remind',
    siteId: siteId ?? null,
    subject: { type: 'rulebook', id: rulebookId },
    staffIds: [context.actor.staffId],
    input: { title: book.title, number: version.number },
    facts: {},
    decision: accept({ reminded }, ['S1.06.v1']),
  });
  return { reminded, journalId };
}
