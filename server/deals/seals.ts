/** The seal of a site: entered, asked for, handed out, taken back; what was taken without consent, and what it costs. */
import { seals as routes } from '#contract/deals-room.ts';
import {
  type Custodian,
  decideAskSeal,
  decideReturnSeal,
  decideSealConsequence,
  decideSealIncident,
  decideTakeSeal,
} from '#core/deals/index.ts';
import { addHours } from '#core/kernel/instant.ts';
import { accept, type Decision } from '#core/kernel/decision.ts';
import type { ActName, KindName } from '#core/kinds.ts';
import { onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import { notAllowed, personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { decided, refuseWith } from './access.ts';
import { fineAtSite } from './hooks.ts';
import { keeperNamed, keeps, overSite, tellKeepers } from './seal-keepers.ts';
import * as store from './store-seals.ts';
import { movementOut, sealOut } from './views-seals.ts';
import { colleagueExists } from './views-names.ts';
import { namesOfStaff } from './views-page.ts';
import { line } from './words.ts';

const BACK_DUE = 'deals.sealBack';
const REMIND_HOURS = 24;
const announce = (context: Context, seal: store.Seal): void =>
  context.publish({ topic: 'deals', siteId: seal.siteId, id: seal.id });

async function record(
  context: Context,
  seal: store.Seal,
  kind: KindName,
  entry: {
    input: unknown;
    facts: unknown;
    decision: Decision<unknown>;
    reason?: string | null;
    staffIds: readonly (string | null)[];
  },
): Promise<string> {
  const subject = { type: 'seal', id: seal.id };
  return context.record({ ...entry, kind, siteId: seal.siteId, subject, rules: await context.rules(seal.siteId) });
}
const act = (
  context: Context,
  seal: store.Seal,
  kind: ActName,
  facts: Readonly<Record<string, unknown>>,
  staffIds: readonly (string | null)[] = [],
): string =>
  context.record({
    kind,
    siteId: seal.siteId,
    subject: { type: 'seal', id: seal.id },
    staffIds,
    input: {},
    facts,
    decision: accept(facts, ['S0.07.con.17']),
  });

// ── what a site has ──

async function requireCustodian(context: Context, siteId: string, custodianId: string | null): Promise<void> {
  if (custodianId !== null && !(await colleagueExists(context.tx, custodianId, siteId)))
    throw invalid('custodianId', '该同事不在本门店或不在岗 / not a colleague at work at this site');
}

const open = carryOut(routes.open, async (context, { params, body }) => {
  const { tx, now } = context;
  requireSite(context.actor, 'deals.override', params.siteId);
  await siteById(tx, params.siteId);
  await requireCustodian(context, params.siteId, body.custodianId);
  if (body.kind === 'contract' && (await store.hasContractSeal(tx, params.siteId)))
    throw refuseWith('ONE_CONTRACT_SEAL', { field: 'kind' });
  const seal = { id: context.newId(), siteId: params.siteId, retiredAt: null, ...body };
  const journalId = act(context, seal, 'deals.openSeal', { name: body.name, sealKind: body.kind }, [body.custodianId]);
  await store.insertSeal(tx, { ...seal, at: now, by: context.actor.staffId, journalId });
  announce(context, seal);
  return { seal: await sealOut(context, seal), journalId };
});

const change = carryOut(routes.change, async (context, { params, body }) => {
  const { tx, now } = context;
  const seal = await store.lockSeal(tx, params.sealId);
  requireSite(context.actor, 'deals.override', seal.siteId);
  const custodianId = body.custodianId === undefined ? seal.custodianId : body.custodianId;
  if (custodianId !== seal.custodianId) await requireCustodian(context, seal.siteId, custodianId);
  const isRetired = body.isRetired ?? seal.retiredAt !== null;
  if (isRetired && seal.retiredAt === null && (await store.outOf(tx, seal.id))) throw refuseWith('SEAL_STILL_OUT');
  const isBack = !isRetired && seal.retiredAt !== null;
  if (isBack && seal.kind === 'contract' && (await store.hasContractSeal(tx, seal.siteId)))
    throw refuseWith('ONE_CONTRACT_SEAL');
  const set = { name: body.name ?? seal.name, custodianId, retiredAt: isRetired ? (seal.retiredAt ?? now) : null };
  await store.saveSeal(tx, seal.id, set);
  const saved = { ...seal, ...set };
  const journalId = act(context, saved, 'deals.changeSeal', { name: set.name, isRetired, custodianId }, [custodianId]);
  announce(context, saved);
  return { seal: await sealOut(context, saved), journalId };
});

// ── out with two consents, and back ──

const signerOf = ({ role, staffId }: Custodian) =>
  staffId === null ? { roles: [role], staffId: null } : { roles: [], staffId };

const ask = carryOut(routes.ask, async (context, { params, body }) => {
  const { tx, now } = context;
  const borrowerId = personOf(context.actor);
  const seal = await store.lockSeal(tx, params.sealId);
  requireSite(context.actor, 'deals.seals', seal.siteId);
  const known = await store.factsOf(tx, seal);
  // Somebody who has left keeps nothing: then the post does.
  const custodianId =
    known.custodianId !== null && (await store.isAtWork(tx, known.custodianId)) ? known.custodianId : null;
  const facts = { seal: { ...known, custodianId }, applicantId: borrowerId };
  const input = { purpose: body.purpose, place: body.place, backBy: body.backBy };
  const { values } = await context.rules(seal.siteId);
  const decision = decided(decideAskSeal(values.deals, facts, input, now));
  const journalId = await record(context, seal, 'deals.askSeal', { input, facts, decision, staffIds: [borrowerId] });
  const id = context.newId();
  await store.insertMovement(tx, {
    ...{ id, sealId: seal.id, siteId: seal.siteId, state: 'asked', isIncident: false, borrowerId, ...input },
    ...{ at: now, by: borrowerId, takenAt: null, returnedAt: null, consequence: null, fineYuan: 0, journalId },
  });
  const { timeZone } = await siteById(tx, seal.siteId);
  const asked = await requestApproval(context, {
    matter: 'seal',
    siteId: seal.siteId,
    subject: { type: 'seal_movement', id },
    title: { zh: `印章外带：${seal.name}`, en: `Taking out: ${seal.name}` },
    lines: [
      line('印章', 'Seal', seal.name),
      line('用途', 'Purpose', body.purpose),
      line('去向', 'Where', body.place),
      line('归还期限', 'Back by', clockOf(body.backBy, timeZone)),
    ],
    link: '/deals/seals',
    payload: { movementId: id },
    also: [signerOf(decision.outcome.custodian)],
  });
  await store.setApproval(tx, id, asked.approvalId);
  announce(context, seal);
  return { movement: await movementOut(context, id), journalId };
});
const clockOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

onApproval('seal', {
  lock: async (context, { subject }) => {
    await store.lockSeal(context.tx, (await store.movementById(context.tx, subject.id)).sealId);
  },
  approved: async (context, approval) => {
    const movement = await store.movementById(context.tx, approval.subject.id);
    const seal = await store.lockSeal(context.tx, movement.sealId);
    if (movement.state !== 'asked') return;
    const signers = approval.signers.map(({ signerId }) => signerId);
    const journalId = act(context, seal, 'deals.sealConsent', { movementId: movement.id, signers }, [
      movement.borrowerId,
    ]);
    await store.setState(context.tx, movement.id, 'consented');
    await tellKeepers(context, seal, { kind: 'deals.sealConsent', journalId, also: [movement.borrowerId] });
    announce(context, seal);
  },
  refused: async (context, approval, how) => {
    const movement = await store.movementById(context.tx, approval.subject.id);
    // What is returned waits for its applicant, who puts it right or takes it back.
    if (movement.state !== 'asked' || how === 'returned') return;
    const seal = await store.sealById(context.tx, movement.sealId);
    act(context, seal, 'deals.sealRefused', { movementId: movement.id, how }, [movement.borrowerId]);
    await store.setState(context.tx, movement.id, how === 'withdrawn' ? 'withdrawn' : 'refused');
    announce(context, seal);
  },
});

/** The seal of an entry, locked before it, for somebody of its site. */
async function lockedMovement(context: Context, movementId: string) {
  const { sealId } = await store.movementById(context.tx, movementId);
  const seal = await store.lockSeal(context.tx, sealId);
  requireSite(context.actor, 'deals.seals', seal.siteId);
  return { seal, movement: await store.movementById(context.tx, movementId) };
}
export async function requireKeeper(context: Context, seal: store.Seal): Promise<void> {
  if (!(await keeps(context, seal)))
    throw refuseWith('SEAL_NOT_YOURS_TO_KEEP', { keeper: await keeperNamed(context, seal) });
}

const withdraw = carryOut(routes.withdraw, async (context, { params, body }) => {
  const { seal, movement } = await lockedMovement(context, params.movementId);
  if (movement.borrowerId !== context.actor.staffId && !overSite(context, 'deals.override', seal.siteId))
    throw notAllowed('deals.override');
  if (movement.state !== 'asked' && movement.state !== 'consented')
    throw refuseWith('SEAL_NOT_CONSENTED', { state: movement.state });
  await withdrawApproval(context, 'seal', movement.id, body.reason);
  await store.setState(context.tx, movement.id, 'withdrawn');
  const facts = { movementId: movement.id, how: 'withdrawn', reason: body.reason };
  const journalId = act(context, seal, 'deals.sealRefused', facts, [movement.borrowerId]);
  announce(context, seal);
  return { movement: await movementOut(context, movement.id), journalId };
});

const handOut = carryOut(routes.handOut, async (context, { params }) => {
  const { tx, now, actor } = context;
  const { seal, movement } = await lockedMovement(context, params.movementId);
  await requireKeeper(context, seal);
  const facts = { seal: await store.factsOf(tx, seal), loan: store.loanOf(movement) };
  const decision = decided(decideTakeSeal(facts, now));
  const staffIds = [movement.borrowerId];
  const journalId = await record(context, seal, 'deals.takeSeal', { input: {}, facts, decision, staffIds });
  await store.takeOut(tx, movement.id, now, actor.staffId);
  if (movement.backBy !== null) {
    const { siteId } = seal;
    await setDeadline(tx, { kind: BACK_DUE, subjectId: movement.id, siteId, dueAt: movement.backBy });
  }
  if (movement.borrowerId !== actor.staffId) {
    const payload = { link: '/deals/seals', seal: seal.name, by: actor.name, backBy: movement.backBy };
    await notify(context, { staffId: movement.borrowerId, kind: 'deals.sealOut', payload, journalId });
  }
  announce(context, seal);
  return { movement: await movementOut(context, movement.id), journalId };
});

const giveBack = carryOut(routes.giveBack, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const { seal, movement } = await lockedMovement(context, params.movementId);
  await requireKeeper(context, seal);
  const facts = { loan: store.loanOf(movement) };
  const decision = decided(decideReturnSeal(facts, now));
  const entry = { input: {}, facts, decision, reason: body.note || null, staffIds: [movement.borrowerId] };
  const journalId = await record(context, seal, 'deals.returnSeal', entry);
  await store.bringBack(tx, movement.id, now, actor.staffId, body.note);
  await clearDeadlines(tx, [movement.id], [BACK_DUE], now);
  announce(context, seal);
  return { movement: await movementOut(context, movement.id), journalId };
});

// Not back in time: whoever has it, the custodian and the manager hear of it every day until it is.
onDeadline(BACK_DUE, async (context, deadline) => {
  const movement = await store.movementById(context.tx, deadline.subjectId);
  if (movement.state !== 'out') return;
  const seal = await store.sealById(context.tx, movement.sealId);
  const borrower = (await namesOfStaff(context.tx, [movement.borrowerId])).get(movement.borrowerId) ?? '';
  const more = { borrower, backBy: movement.backBy };
  await tellKeepers(context, seal, { kind: 'deals.sealOverdue', journalId: null, also: [movement.borrowerId], more });
  const dueAt = addHours(deadline.dueAt, REMIND_HOURS);
  await setDeadline(context.tx, { kind: BACK_DUE, subjectId: movement.id, siteId: seal.siteId, dueAt });
});

// ── without consent ──

const incident = carryOut(routes.incident, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const seal = await store.lockSeal(tx, params.sealId);
  requireSite(actor, 'deals.seals', seal.siteId);
  await requireKeeper(context, seal);
  const takenAt = body.takenAt ?? now;
  if (takenAt > now) throw refuseWith('DATE_IMPOSSIBLE', { field: 'takenAt' });
  if (!(await colleagueExists(tx, body.takenById, seal.siteId)))
    throw invalid('takenById', '该同事不在本门店或不在岗 / not a colleague at work at this site');
  const facts = { seal: await store.factsOf(tx, seal) };
  const what = body.consequence || null;
  const input = { takenById: body.takenById, isStillOut: body.isStillOut, hasConsequence: what !== null };
  const { values } = await context.rules(seal.siteId);
  const decision = decided(decideSealIncident(values.deals, facts, input));
  const entry = { input, facts, decision, reason: body.note, staffIds: [body.takenById] };
  const journalId = await record(context, seal, 'deals.sealIncident', entry);
  const { state, fineYuan, extraFineYuan } = decision.outcome;
  const id = context.newId();
  await store.insertMovement(tx, {
    ...{ id, sealId: seal.id, siteId: seal.siteId, state, isIncident: true, borrowerId: body.takenById },
    ...{ purpose: body.note, place: body.place, backBy: null, at: now, by: actor.staffId, takenAt },
    ...{ returnedAt: state === 'back' ? now : null, consequence: what, fineYuan: fineYuan + extraFineYuan, journalId },
  });
  await fined(context, seal, { staffId: body.takenById, yuan: fineYuan + extraFineYuan, journalId });
  announce(context, seal);
  return { movement: await movementOut(context, id), journalId };
});

const consequence = carryOut(routes.consequence, async (context, { params, body }) => {
  const { seal, movement } = await lockedMovement(context, params.movementId);
  await requireKeeper(context, seal);
  const facts = { loan: store.loanOf(movement) };
  const { values } = await context.rules(seal.siteId);
  const decision = decided(decideSealConsequence(values.deals, facts, { what: body.what }));
  const entry = { input: { what: body.what }, facts, decision, staffIds: [movement.borrowerId] };
  const journalId = await record(context, seal, 'deals.sealConsequence', entry);
  const { extraFineYuan } = decision.outcome;
  await store.addConsequence(context.tx, movement.id, body.what, extraFineYuan);
  await fined(context, seal, { staffId: movement.borrowerId, yuan: extraFineYuan, journalId });
  announce(context, seal);
  return { movement: await movementOut(context, movement.id), journalId };
});

/** Booked by whoever books fines; told to the person, the custodian and the managers. */
async function fined(
  context: Context,
  seal: store.Seal,
  { staffId, yuan, journalId }: { staffId: string; yuan: number; journalId: string },
): Promise<void> {
  const clauses = ['S0.07.con.17b'];
  await fineAtSite(context, seal.siteId, { staffId, amountYuan: yuan, cause: 'seal', clauses }, journalId);
  const taker = (await namesOfStaff(context.tx, [staffId])).get(staffId) ?? '';
  await tellKeepers(context, seal, {
    ...{ kind: 'deals.sealIncident', journalId, also: [staffId], more: { taker, fineYuan: yuan } },
  });
}

export const sealCommands: readonly Endpoint[] = [
  open,
  change,
  ask,
  withdraw,
  handOut,
  giveBack,
  incident,
  consequence,
];
