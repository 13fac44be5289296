/** Commands about a visit that has been decided: overruled, counted otherwise, its owner confirmed, its visitor named, its log. */
import { desk as routes } from '#contract/desk.ts';
import { deskRefusals } from '#contract/desk-refusals.ts';
import { confirmOwner, linkVisit, type OwnerConsequence, overrideVisit, reclassifyVisit } from '#core/desk/index.ts';
import { mayBeVisitorAt, resolve } from '#server/customers/index.ts';
import { carryOut } from '#server/platform/http.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import { requireOnVisitOrRecorder } from './acting.ts';
import { requirePeople } from './facts.ts';
import { applyOwner } from './ownership.ts';
import { decided, save } from './save.ts';
import {
  addStep,
  correctCount,
  nameVisitor,
  type StoredVisit,
  saveLog,
  saveOwner,
  settleOwner,
} from './visit-store.ts';
import { logOf, visitOut } from './visit-views.ts';
import { openVisit, received, subject } from './visits.ts';

const override = carryOut(routes.override, async (context, { params, body }) => {
  await requirePeople(context, 'staffId', [body.staffId]);
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.supervise');
  const { staffId, counts, reason } = body;
  const input = { visitId: visit.id, staffId, counts, reason };
  const by = context.actor.staffId;
  const decision = await decided(context, overrideVisit(locked.sheet, input, context.now, by));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.overrideVisit',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.serverId, staffId],
    input,
    facts: {},
    reason,
    overrides: visit.journalId,
  });
  await saveOwner(context.tx, visit.id, ownerAfterOverride(visit, staffId), [], null);
  return received(context, visit.id, journalId);
});

/** A new customer goes with the new server; somebody's own customer stays theirs whoever serves. */
const ownerAfterOverride = ({ owner, serverId }: StoredVisit, staffId: string): OwnerConsequence =>
  owner.kind === 'new' && (owner.ownerId === serverId || owner.ownerId === null)
    ? { ...owner, ownerId: staffId }
    : owner;

const reclassify = carryOut(routes.reclassify, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.supervise');
  const here = locked.sheet.visits[visit.id];
  const { counts, reason } = body;
  const asked = { visit: here ?? visit.onFloor, counts, reason };
  const decision = await decided(context, reclassifyVisit(locked.sheet, asked, context.now, context.actor.staffId));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.reclassifyVisit',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.serverId],
    input: { visitId: visit.id, counts, reason },
    facts: { ended: here === undefined ? visit.onFloor : null },
    reason,
    overrides: visit.journalId,
  });
  if (here === undefined) await correctCount(context.tx, decision.outcome.result.visit, journalId);
  return received(context, visit.id, journalId);
});

/** E18, case 4: a supervisor confirms a change of owner that came with a visit, or leaves the customer where they are. */
const confirm = carryOut(routes.confirmOwner, async (context, { params, body }) => {
  const { visit, rules } = await openVisit(context, params.visitId, 'desk.supervise');
  const facts = { owner: visit.owner, settledAt: visit.ownerSettledAt };
  const { confirmed, reason } = body;
  const decision = await decided(context, confirmOwner(facts, { confirmed }));
  const journalId = context.record({
    kind: 'desk.confirmOwner',
    siteId: visit.siteId,
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.owner.ownerId, visit.owner.previousOwnerId],
    rules,
    input: { confirmed },
    facts,
    decision,
    reason,
    overrides: visit.journalId,
  });
  if (confirmed && visit.customerId !== null) await applyOwner(context, visit, visit.owner, visit.customerId, true);
  else if (!confirmed) await settleOwner(context.tx, visit.id, { at: context.now, claimId: null });
  else await saveOwner(context.tx, visit.id, { ...visit.owner, needs: null }, [], null);
  context.publish({ topic: 'desk', siteId: visit.siteId, id: visit.id });
  return received(context, visit.id, journalId);
});

/** After registering the visitor: the visit is theirs, and the claim follows what the desk decided. */
const linkCustomer = carryOut(routes.linkCustomer, async (context, { params, body }) => {
  const { visit, rules, locked } = await openVisit(context, params.visitId, 'desk.receive');
  await requireOnVisitOrRecorder(context, visit);
  const customerId = await resolve(context.tx, body.customerId);
  // A customer of another house, or a confidential one, does not exist for whoever may not see them.
  if (customerId === null || !(await mayBeVisitorAt(context, customerId, visit.siteId)))
    throw notFound('客户 / customer');
  if (visit.customerId !== null && visit.customerId !== customerId)
    throw new Refused('CUSTOMER_LINKED_ALREADY', deskRefusals.CUSTOMER_LINKED_ALREADY);
  const here = locked.sheet.visits[visit.id];
  const asked = { visit: here ?? visit.onFloor, customerId };
  const decision = await decided(context, linkVisit(locked.sheet, asked, context.now, context.actor.staffId));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.linkVisit',
    subject: subject(visit.id),
    customerId,
    staffIds: [visit.serverId, visit.owner.ownerId],
    input: { visitId: visit.id, customerId },
    facts: { ended: here === undefined ? visit.onFloor : null },
  });
  await nameVisitor(context.tx, visit.id, customerId);
  const hasBegun = visit.state === 'serving' || visit.state === 'finished';
  const linked: StoredVisit = { ...visit, customerId };
  const claimId =
    hasBegun && visit.ownerSettledAt === null
      ? await applyOwner(context, linked, visit.owner, customerId, false)
      : null;
  return { visit: await visitOut(context, visit.id), claimId, journalId };
});

const log = carryOut(routes.log, async (context, { params, body }) => {
  const { visit } = await openVisit(context, params.visitId, 'desk.receive');
  await requireOnVisitOrRecorder(context, visit);
  if (body.step !== undefined) await addStep(context, visit.id, body.step);
  const { interest, outcome, note, visitor } = body;
  await saveLog(context.tx, visit.id, { interest, outcome, note, visitor });
  context.publish({ topic: 'desk', siteId: visit.siteId, id: visit.id });
  return { log: await logOf(context, visit.id), version: visit.version + 1 };
});

export const rulingEndpoints = [override, reclassify, confirm, linkCustomer, log];
