/**
 * What happens to claims by itself: reminders, escalation, and the lapse, each at its own instant. Everything is set when a claim is
 * saved and settled by the platform, or by the next command that touches the customer, whichever comes first.
 */
import type { ClaimRuleValues, Claim, DeadlineKind } from '#core/claims/index.ts';
import {
  decideEnterPool,
  decideFirstSmsMissed,
  decideLapse,
  isOpen,
  liveOwnerAt,
  nextDeadlines,
} from '#core/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Deadline } from '#server/platform/deadlines.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { setOwner } from '#server/customers/index.ts';
import type { Level } from './notify.ts';
import { tellLevel } from './notify.ts';
import type { Kept, Stored } from './store.ts';
import { claimsOfCustomer, insertPoolEntry, leavePool, lockCustomer, saveClaim, siteById, staffById } from './store.ts';

/** Kinds that concern the one live claim are kept by customer, so that commands settle them; the others by card. */
const byCustomer: readonly DeadlineKind[] = [
  'lapse',
  'remind_owner',
  'remind_owner_last',
  'escalate_leader',
  'escalate_manager',
];
const byClaim: readonly DeadlineKind[] = ['first_sms_missed', 'signature_leader', 'signature_manager'];
const kindName = (kind: DeadlineKind): string => `claims.${kind}`;

/**
 * Saves what a decision left, the ending claims first, sets their clocks anew, and keeps the customer's brief in step. `changed` may
 * hold several claims of one customer.
 */
export async function saveAndSchedule(
  context: Context,
  rules: ClaimRuleValues,
  changed: readonly (Claim & Kept)[],
  timeZone: string,
): Promise<void> {
  const { tx, now } = context;
  const order = [...changed].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
  for (const claim of order) await saveClaim(tx, claim);
  for (const claim of order) await schedule(context, rules, claim, timeZone);
  const live = order.find((claim) => liveOwnerAt(rules, claim, now) !== null);
  const customerId = order[0]?.customerId;
  if (!customerId) return;
  if (live)
    await setOwner(tx, customerId, { ownerId: live.ownerId, until: live.protectedUntil, teamId: live.teamId ?? null });
  else if (order.some((claim) => !isOpen(claim)))
    await setOwner(tx, customerId, { ownerId: null, until: null, teamId: null });
  for (const claim of order) {
    context.publish({ topic: 'claims', siteId: claim.siteId, id: claim.customerId });
    context.publish({ topic: 'claims', staffId: claim.ownerId, id: claim.customerId });
  }
}

async function schedule(context: Context, rules: ClaimRuleValues, claim: Claim, timeZone: string): Promise<void> {
  const { tx, now } = context;
  const owns = liveOwnerAt(rules, claim, now) !== null;
  const coming = isOpen(claim) ? nextDeadlines(rules, claim, timeZone).filter((deadline) => deadline.at > now) : [];
  // A card that never was in force must not clear the clocks of the one that is.
  if (owns || claim.effectiveAt !== null) await replace(byCustomer, claim.customerId);
  await replace(byClaim, claim.id);

  async function replace(kinds: readonly DeadlineKind[], subjectId: string): Promise<void> {
    const wanted = coming.filter((deadline) => kinds.includes(deadline.kind));
    const idle = kinds.filter((kind) => !wanted.some((deadline) => deadline.kind === kind));
    await clearDeadlines(tx, [subjectId], idle.map(kindName), now);
    for (const deadline of wanted)
      await setDeadline(tx, {
        kind: kindName(deadline.kind),
        subjectId,
        siteId: claim.siteId,
        dueAt: deadline.at,
        payload: { claimId: claim.id, customerId: claim.customerId },
      });
  }
}

const payloadOf = (deadline: Deadline): { claimId: string; customerId: string } => ({
  claimId: String(deadline.payload.claimId),
  customerId: String(deadline.payload.customerId),
});

interface Due {
  readonly claim: Stored;
  readonly others: Stored[];
  readonly customer: string;
}
/** The claim as locked now; null when it ended or moved meanwhile. */
async function lockDue(context: Context, deadline: Deadline): Promise<Due | null> {
  const { claimId, customerId } = payloadOf(deadline);
  const customer = await lockCustomer(context.tx, customerId);
  const all = await claimsOfCustomer(context.tx, customer.id);
  const claim = all.find((one) => one.id === claimId);
  return claim && isOpen(claim)
    ? { claim, others: all.filter((one) => one.id !== claimId), customer: customer.name }
    : null;
}

onDeadline('claims.lapse', async (context, deadline) => {
  const due = await lockDue(context, deadline);
  if (due) await lapseNow(context, due);
});

async function lapseNow(context: Context, { claim, others, customer }: Due): Promise<void> {
  const rules = await context.rules(claim.siteId);
  const decision = decideLapse(rules.values.claims, claim, context.now);
  if (!decision.accepted) return;
  const ended = { ...claim, ...decision.outcome };
  const site = await siteById(context.tx, claim.siteId);
  await saveAndSchedule(context, rules.values.claims, [ended], site.timeZone);
  const journalId = context.record({
    kind: 'claims.lapse',
    siteId: claim.siteId,
    subject: { type: 'claim', id: claim.id },
    customerId: claim.customerId,
    staffIds: [claim.ownerId],
    rules,
    input: {},
    facts: { claim },
    decision,
  });
  await pool(context, rules, ended, others, null);
  const payload = { ...(await told(context, claim, customer, site.timeZone)), reason: ended.endedReason };
  await tellLevel(context, claim, 'owner', { kind: 'claims.lapsed', payload, journalId });
}

/** What a notice says: whose customer, which one, until when in the time of the house. */
async function told(
  context: Context,
  claim: Stored,
  customer: string,
  timeZone: string,
): Promise<Record<string, unknown>> {
  const owner = await staffById(context.tx, claim.ownerId);
  const until = claim.protectedUntil;
  return {
    link: `/customers/${claim.customerId}`,
    customerId: claim.customerId,
    claimId: claim.id,
    customer,
    owner: owner.name,
    due:
      until === null
        ? ''
        : Temporal.Instant.from(until)
            .toZonedDateTimeISO(timeZone)
            .toPlainDateTime()
            .toString({ smallestUnit: 'minute' })
            .replace('T', ' '),
  };
}

/** Into the pool at the end of the claim, when the house lets that happen by itself. */
export async function pool(
  context: Context,
  rules: RulesInForce,
  claim: Stored | (Claim & Kept),
  others: readonly Claim[],
  leader: Parameters<typeof decideEnterPool>[1]['leader'],
): Promise<boolean> {
  const facts = { claim, others, leader };
  const decision = decideEnterPool(rules.values.claims, facts, context.now);
  if (!decision.accepted) return false;
  await leavePool(context.tx, claim.customerId, { at: context.now, reason: 'registered' });
  await enterPool(context, rules, claim, facts, decision);
  return true;
}

type Entered = Extract<ReturnType<typeof decideEnterPool>, { accepted: true }>;

/** Writes what was decided: the entry, its journal, and the hint to whoever looks at the pool. */
export async function enterPool(
  context: Context,
  rules: RulesInForce,
  claim: Claim,
  facts: Parameters<typeof decideEnterPool>[1],
  decision: Entered,
): Promise<string> {
  const { siteId, customerId, ownerId } = claim;
  await insertPoolEntry(context.tx, { id: context.newId(), siteId, ...decision.outcome });
  context.publish({ topic: 'pool', siteId });
  const subject = { type: 'claim', id: claim.id };
  const staffIds = [ownerId];
  return context.record({
    kind: 'claims.enterPool',
    siteId,
    subject,
    customerId,
    staffIds,
    rules,
    input: {},
    facts,
    decision,
  });
}

const notices: readonly (readonly [DeadlineKind, Level, string])[] = [
  ['remind_owner', 'owner', 'claims.due'],
  ['remind_owner_last', 'owner', 'claims.dueLast'],
  ['escalate_leader', 'leader', 'claims.escalated'],
  ['escalate_manager', 'manager', 'claims.escalated'],
  ['signature_leader', 'leader', 'claims.unsigned'],
  ['signature_manager', 'manager', 'claims.unsigned'],
];
for (const [kind, level, noticeKind] of notices)
  onDeadline(kindName(kind), async (context, deadline) => {
    const due = await lockDue(context, deadline);
    if (!due) return;
    const { claim } = due;
    await tellLevel(context, claim, level, {
      kind: noticeKind,
      payload: await told(context, claim, due.customer, (await siteById(context.tx, claim.siteId)).timeZone),
    });
  });

onDeadline('claims.first_sms_missed', async (context, deadline) => {
  const due = await lockDue(context, deadline);
  if (!due) return;
  const { claim } = due;
  const decision = decideFirstSmsMissed(claim, context.now);
  if (!decision.accepted) return;
  const rules = await context.rules(claim.siteId);
  const journalId = context.record({
    kind: 'claims.firstSmsMissed',
    siteId: claim.siteId,
    subject: { type: 'claim', id: claim.id },
    customerId: claim.customerId,
    staffIds: [claim.ownerId],
    rules,
    input: {},
    facts: { claim },
    decision,
  });
  const payload = await told(context, claim, due.customer, (await siteById(context.tx, claim.siteId)).timeZone);
  await tellLevel(context, claim, 'owner', { kind: 'claims.firstSmsMissed', payload, journalId });
  await tellLevel(context, claim, 'leader', { kind: 'claims.firstSmsMissed', payload, journalId });
});
