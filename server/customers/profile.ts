/** Changes to one file: profile and identity, people, grade, stage, needs, interests, colleagues in contact. */
import sql, { join, raw } from 'sql-template-tag';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type customers as contract, customersRefusals } from '#contract/customers.ts';
import type { Stage } from '#core/customers/index.ts';
import {
  decideAddPerson,
  decideContacts,
  decideGrade,
  decideHousehold,
  decideIdentity,
  decideNeeds,
  decideStage,
  foldText,
  type IdentityFacts,
} from '#core/customers/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accept } from '#core/kernel/decision.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { candidatesFor } from './candidates.ts';
import { peopleOf } from './people.ts';
import { checkCustom } from './fields.ts';
import type { Identified, IdentityInput } from './identity.ts';
import { forJournal, identify, privateNames } from './identity.ts';
import type { Locked } from './locks.ts';
import { bump, lockCustomer } from './locks.ts';
import { spellingOf } from './normalise.ts';
import { householdIdOf } from './registration.ts';
import { canSee } from './scope.ts';
import { insertKeys, insertPeople, insertTerms, startServing } from './store.ts';
import { vaultOf } from './vault.ts';

type Update = BodyOf<typeof contract.update>;

/** Column by field of the body: the only columns an update writes. */
export const columns = {
  kind: 'kind',
  type: 'type',
  gender: 'gender',
  source: 'source',
  sourceDetail: 'source_detail',
  segment: 'segment',
  enquiry: 'enquiry',
  visitedOn: 'visited_on',
  note: 'note',
  background: 'background',
  suggestions: 'suggestions',
  noDealReason: 'no_deal_reason',
  withdrawalReason: 'withdrawal_reason',
  important: 'important',
  confidential: 'confidential',
} as const satisfies Partial<Record<keyof Update, string>>;

export async function update(
  context: Context,
  customerId: string,
  body: Update,
): Promise<{ version: number; journalId: string }> {
  const file = await lockCustomer(context, customerId, 'customers.edit', body.version);
  const changed = Object.entries(columns).filter(([field]) => body[field as keyof Update] !== undefined);
  const sets = changed.map(([field, column]) => sql`${raw(column)} = ${body[field as keyof Update] as never}`);
  if (body.custom) {
    const custom = { ...file.custom, ...(await checkCustom(context.tx, body.custom)) };
    sets.push(sql`custom = ${JSON.stringify(custom)}::jsonb`);
  }
  if (sets.length > 0)
    await context.tx.run(
      sql`update customers set ${join(sets, ', ')} where company_id = ${context.tx.companyId}::uuid and id = ${customerId}::uuid`,
    );
  const { rules, facts, decision } = await changeIdentity(context, file, body);
  const version = await bump(context, customerId);
  const fields = [
    ...changed.map(([field]) => field),
    ...Object.keys(body).filter((field) => identityFields.has(field)),
  ];
  const journalId = note(context, file, 'customers.update', { fields }, facts, decision, { rules });
  return { version, journalId };
}

const identityFields = new Set<string>(['name', 'phones', 'plates', 'cards', ...privateNames]);

interface IdentityChange {
  readonly rules: RulesInForce;
  readonly facts: IdentityFacts;
  readonly decision: Decision<unknown>;
}

/** A new phone or card must not be somebody else's: the same question as at registration, asked again. */
async function changeIdentity(context: Context, file: Locked, body: Update): Promise<IdentityChange> {
  const rules = await context.rules(file.siteId);
  if (!Object.keys(body).some((field) => identityFields.has(field))) {
    const facts = { customerId: file.id, identity: null, candidates: [] };
    return { rules, facts, decision: decideIdentity(rules.values.customers, facts) };
  }
  const self = (await peopleOf(context, file.id)).find((person) => person.relation === 'self');
  if (!self) throw notFound('客户 / customer');
  const vault = await vaultOf(context);
  const before = vault.open(self.sealed);
  const cleared = Object.fromEntries(
    privateNames.map((name) => [name, body[name] === undefined ? before[name] : body[name]]),
  );
  const input: IdentityInput = {
    ...cleared,
    name: body.name ?? file.name,
    phones: body.phones,
    plates: body.plates,
    cards: body.cards,
  };
  const identified = identify(vault, input);
  const facts = await identityFacts(context, file, identified);
  const decision = accepted(decideIdentity(rules.values.customers, facts), customersRefusals);
  await saveIdentity(context, file, self.id, body, identified);
  return { rules, facts, decision };
}

/** Keys as the journal may keep them: equal stays equal, so the answer is the same. */
async function identityFacts(context: Context, file: Locked, identified: Identified) {
  const vault = await vaultOf(context);
  const others = [...(await candidatesFor(context, [identified.identity])).values()].filter(
    (one) => one.customerId !== file.id,
  );
  return {
    customerId: file.id,
    identity: forJournal(vault, identified.identity),
    candidates: others.map((other) => ({ ...other, identity: forJournal(vault, other.identity) })),
  };
}

const given = { phone: 'phones', id_number: 'idNumber', plate: 'plates', card: 'cards' } as const;

async function saveIdentity(
  context: Context,
  file: Locked,
  personId: string,
  body: Update,
  identified: Identified,
): Promise<void> {
  const { tx, now } = context;
  const rules = await context.rules(file.siteId);
  const vault = await vaultOf(context);
  const company = sql`${tx.companyId}::uuid`;
  for (const kind of ['phone', 'id_number', 'plate', 'card'] as const) {
    if (body[given[kind]] === undefined) continue;
    const values = identified.identity.keys.filter((key) => key.kind === kind).map((key) => key.value);
    await tx.run(sql`update customer_keys set removed_at = ${now} where company_id = ${company} and customer_id = ${file.id}::uuid
      and person_id = ${personId}::uuid and kind = ${kind} and removed_at is null and not value = any(${values}::text[])`);
  }
  const changedKinds = new Set(
    Object.entries(given).flatMap(([kind, field]) => (body[field] === undefined ? [] : [kind])),
  );
  const keys = identified.identity.keys.filter((key) => changedKinds.has(key.kind));
  await insertKeys(tx, rules.values.customers, [
    { customerId: file.id, at: now, person: { id: personId, identity: { ...identified.identity, keys } } },
  ]);
  await tx.run(sql`update customer_people set private_enc = ${vault.seal(identified.private)}, address_hash = ${identified.addressHash}
    where company_id = ${company} and id = ${personId}::uuid`);
  if (body.name !== undefined && foldText(body.name) !== file.name) await rename(context, file, personId, body.name);
}

async function rename(context: Context, file: Locked, personId: string, name: string): Promise<void> {
  const { tx } = context;
  const { nameKey, pinyin, initials } = spellingOf(name);
  await tx.run(sql`update customers set name = ${foldText(name)}, name_key = ${nameKey}, pinyin = ${pinyin}, initials = ${initials}
    where company_id = ${tx.companyId}::uuid and id = ${file.id}::uuid`);
  await tx.run(sql`update customer_people set name = ${foldText(name)}, name_key = ${nameKey}
    where company_id = ${tx.companyId}::uuid and id = ${personId}::uuid`);
  await tx.run(sql`delete from customer_terms where company_id = ${tx.companyId}::uuid and customer_id = ${file.id}::uuid
    and person_id = ${personId}::uuid`);
  const identity = { keys: [], nameKey, addressKey: '' };
  const person = {
    id: personId,
    relation: 'self',
    name,
    gender: null,
    position: '',
    identity,
    addressHash: null,
    sealed: null,
  };
  await insertTerms(tx, [{ customerId: file.id, siteId: file.siteId, person }]);
}

export const note = (
  context: Context,
  file: Pick<Locked, 'id' | 'siteId' | 'ownerId'>,
  kind: Parameters<Context['record']>[0]['kind'],
  input: unknown,
  facts: unknown,
  decision: Decision<unknown>,
  more: { id?: string; rules?: Awaited<ReturnType<Context['rules']>>; reason?: string | null } = {},
): string => {
  context.publish({ topic: 'customers', siteId: file.siteId, id: file.id });
  return context.record({
    ...more,
    kind,
    siteId: file.siteId,
    subject: { type: 'customer', id: file.id },
    customerId: file.id,
    staffIds: [context.actor.staffId, file.ownerId],
    input,
    facts,
    decision,
  });
};

/** An import has filled in who somebody is: decided and written down like any other change of it. */
export const noteIdentity = (
  context: Context,
  file: Pick<Locked, 'id' | 'siteId' | 'ownerId'>,
  input: unknown,
  facts: IdentityFacts,
  rules: Awaited<ReturnType<Context['rules']>>,
): string =>
  note(context, file, 'customers.update', input, facts, decideIdentity(rules.values.customers, facts), { rules });

export async function addPerson(context: Context, customerId: string, body: BodyOf<typeof contract.addPerson>) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const vault = await vaultOf(context);
  const identified = identify(vault, body);
  const confirmed = body.confirmed && scopeOf(context.actor, 'customers.confirmHousehold') !== null;
  const facts = { ...(await identityFacts(context, file, identified)), confirmed };
  const decision = decideAddPerson(rules.values.customers, facts, body.relation);
  accepted(decision, customersRefusals);
  const personId = context.newId();
  await insertPeople(context.tx, rules.values.customers, [
    {
      customerId,
      siteId: file.siteId,
      at: context.now,
      by: context.actor.staffId,
      person: {
        id: personId,
        relation: body.relation,
        name: body.name,
        gender: body.gender ?? null,
        position: body.position ?? '',
        identity: identified.identity,
        addressHash: identified.addressHash,
        sealed: vault.seal(identified.private),
      },
    },
  ]);
  await bump(context, customerId);
  return {
    personId,
    journalId: note(context, file, 'customers.addPerson', { relation: body.relation }, facts, decision, { rules }),
  };
}

export async function removePerson(context: Context, customerId: string, personId: string, reason: string) {
  const file = await lockCustomer(context, customerId);
  const { tx, now } = context;
  const removed =
    await tx.run(sql`update customer_people set removed_at = ${now} where company_id = ${tx.companyId}::uuid
    and id = ${personId}::uuid and customer_id = ${customerId}::uuid and relation <> 'self' and removed_at is null`);
  if (removed === 0) throw notFound('联系人 / person');
  await tx.run(sql`update customer_keys set removed_at = ${now} where company_id = ${tx.companyId}::uuid and person_id = ${personId}::uuid
    and removed_at is null`);
  await tx.run(sql`delete from customer_terms where company_id = ${tx.companyId}::uuid and customer_id = ${customerId}::uuid
    and person_id = ${personId}::uuid`);
  await bump(context, customerId);
  return {
    journalId: note(context, file, 'customers.removePerson', { personId }, {}, accept({ personId }, ['S1.10.t3']), {
      reason,
    }),
  };
}

export async function setGrade(context: Context, customerId: string, body: BodyOf<typeof contract.setGrade>) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const facts = { grade: file.grade, hasTrackingSheet: file.trackingSheetOpenedAt !== null };
  const change = { to: body.grade, reason: body.reason ?? null };
  const decision = decideGrade(rules.values.customers, facts, change);
  const { outcome } = accepted(decision, customersRefusals);
  const { tx, now, actor } = context;
  const journalId = note(context, file, 'customers.grade', change, facts, decision, {
    rules,
    reason: body.reason ?? null,
  });
  await tx.run(sql`update customers set grade = ${body.grade},
      tracking_sheet_opened_at = case when ${outcome.opensTrackingSheet} then ${now}::timestamptz else tracking_sheet_opened_at end
    where company_id = ${tx.companyId}::uuid and id = ${customerId}::uuid`);
  await tx.run(sql`insert into customer_grades (company_id, id, customer_id, from_grade, to_grade, reason, by, at, journal_id)
    values (${tx.companyId}, ${context.newId()}, ${customerId}, ${outcome.from}, ${outcome.to}, ${body.reason ?? ''}, ${actor.staffId}, ${now}, ${journalId})`);
  await bump(context, customerId);
  return { opensTrackingSheet: outcome.opensTrackingSheet, journalId };
}

export async function setStage(context: Context, customerId: string, body: BodyOf<typeof contract.setStage>) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const facts = { from: file.stage as Stage };
  const decision = decideStage(rules.values.customers, facts.from, body.stage);
  const { outcome } = accepted(decision, customersRefusals);
  const stage = outcome.next ?? outcome.to;
  await context.tx.run(
    sql`update customers set stage = ${stage} where company_id = ${context.tx.companyId}::uuid and id = ${customerId}::uuid`,
  );
  await bump(context, customerId);
  const journalId = note(context, file, 'customers.stage', body, facts, decision, {
    rules,
    reason: body.reason ?? null,
  });
  return { stage, task: outcome.task, journalId };
}

export async function recordNeeds(context: Context, customerId: string, body: BodyOf<typeof contract.recordNeeds>) {
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const { commandId: _commandId, ...needs } = body;
  const decision = decideNeeds(rules.values.customers, needs);
  const { outcome } = accepted(decision, customersRefusals);
  const needId = context.newId();
  const { tx, now, actor } = context;
  const journalId = note(context, file, 'customers.needs', needs, {}, decision, { rules });
  await tx.run(sql`insert into customer_needs (company_id, id, customer_id, body, urgency, feasibility, advice, forward_to, declined_reason, at, by, journal_id)
    values (${tx.companyId}, ${needId}, ${customerId}, ${needs.text}, ${needs.urgency}, ${needs.feasibility}, ${needs.advice},
      ${[...outcome.forwardTo]}, ${needs.declinedReason}, ${now}, ${actor.staffId}, ${journalId})`);
  await bump(context, customerId);
  return { needId, journalId };
}

export async function addInterest(context: Context, customerId: string, body: BodyOf<typeof contract.addInterest>) {
  const file = await lockCustomer(context, customerId);
  const interestId = context.newId();
  const { tx, now, actor } = context;
  await tx.run(sql`insert into customer_interests (company_id, id, customer_id, product, detail, budget_min_fen, budget_max_fen, at, by)
    values (${tx.companyId}, ${interestId}, ${customerId}, ${body.product}, ${body.detail}, ${body.budgetMinFen}, ${body.budgetMaxFen}, ${now}, ${actor.staffId})`);
  await bump(context, customerId);
  const journalId = note(
    context,
    file,
    'customers.interest',
    { product: body.product },
    {},
    accept({ interestId }, ['S1.10.d3']),
  );
  return { interestId, journalId };
}

export async function setContacts(context: Context, customerId: string, staffIds: readonly string[]) {
  const file = await lockCustomer(context, customerId, 'customers.assign');
  const rules = await context.rules(file.siteId);
  const { tx, now } = context;
  await tx.run(sql`update customer_staff set until = ${now} where company_id = ${tx.companyId}::uuid and customer_id = ${customerId}::uuid
    and role = 'contact' and until is null and not staff_id = any(${[...staffIds]}::uuid[])`);
  for (const staffId of staffIds) await startServing(tx, { customerId, staffId, role: 'contact', visitId: null, now });
  const facts = { important: file.important, ownerId: file.ownerId, contactIds: staffIds };
  const decision = decideContacts(rules.values.customers, facts);
  const due = accepted(decision, customersRefusals).outcome;
  await bump(context, customerId);
  const journalId = note(context, file, 'customers.contacts', { staffIds }, facts, decision, { rules });
  return { contactsMissing: due.contactsMissing, journalId };
}

/** Two customers who are one family: merged into one where the house counts households as one, linked otherwise. */
export async function joinHousehold(
  context: Context,
  customerId: string,
  body: BodyOf<typeof contract.joinHousehold>,
  absorb: (headId: string, relation: string) => Promise<void>,
) {
  if (!(await canSee(context, body.headId))) throw notFound('客户 / customer');
  const file = await lockCustomer(context, customerId);
  const rules = await context.rules(file.siteId);
  const confirmed = body.confirmed && scopeOf(context.actor, 'customers.confirmHousehold') !== null;
  const facts = {
    head: body.headId,
    member: customerId,
    relation: body.relation,
    declaredAtReception: false,
    confirmed,
  };
  const decision = decideHousehold(rules.values.customers, facts);
  const { outcome } = accepted(decision, customersRefusals);
  if (outcome.as === 'one_customer') await absorb(body.headId, body.relation);
  else {
    const householdId = await householdIdOf(context, body.headId);
    await context.tx.run(sql`update customers set household_id = ${householdId}::uuid
      where company_id = ${context.tx.companyId}::uuid and id = ${customerId}::uuid`);
    await bump(context, customerId);
  }
  const journalId = note(context, file, 'customers.joinHousehold', { relation: body.relation }, facts, decision, {
    rules,
  });
  return { as: outcome.as, customerId: outcome.as === 'one_customer' ? body.headId : customerId, journalId };
}
