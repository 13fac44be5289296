/** Registers people: at the desk one at a time, from a spreadsheet by the hundred. Load, decide, save, in the caller's transaction. */
import sql from 'sql-template-tag';
import type { RegisterCustomerInput } from '#contract/customers.ts';
import { customersRefusals } from '#contract/customers.ts';
import type { Candidate, FormValues, Registration, RegisterOutcome } from '#core/customers/index.ts';
import { decideRegister } from '#core/customers/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { isAtLeast } from '#contract/kernel/permissions.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound } from '#server/platform/refused.ts';
import { candidatesFor } from './candidates.ts';
import { checkCustom } from './fields.ts';
import type { Identified } from './identity.ts';
import { forJournal, identify, presence, withoutKeysOf } from './identity.ts';
import { canSee } from './scope.ts';
import type { NewCustomer, Profile } from './store.ts';
import { insertCustomers, insertPeople, startServing, takeSerials } from './store.ts';
import { vaultOf } from './vault.ts';

export interface Registered {
  readonly kind: RegisterOutcome['kind'];
  readonly customerId: string;
  readonly personId: string | null;
  readonly serial: number | null;
  readonly ownerName: string | null;
  readonly ownedUntil: Instant | null;
  readonly review: string[];
  readonly journalId: string;
}

const formValues = (input: RegisterCustomerInput): FormValues => ({
  name: input.name,
  phone: input.phones,
  enquiry: input.enquiry,
  visitedOn: input.visitedOn,
  source: input.source,
  type: input.type,
  address: input.address,
  postcode: input.postcode,
  fax: input.fax,
  pager: input.pager,
  website: input.website,
  segment: input.segment,
  needs: input.needs,
  idNumber: input.idNumber,
});

const mayConfirm = (context: Context): boolean => {
  const scope = scopeOf(context.actor, 'customers.confirmHousehold');
  return scope !== null && isAtLeast(scope, 'team');
};

export const registrationOf = (
  context: Context,
  input: RegisterCustomerInput,
  identified: Identified,
): Registration => ({
  form: input.form,
  values: presence(formValues(input)),
  phoneDeclined: input.phoneDeclined ?? null,
  visitedOn: input.visitedOn ?? null,
  bornOn: input.bornOn ?? null,
  identity: identified.identity,
  householdOf: input.householdOf ?? null,
  differentFrom: input.differentFrom,
  differentFromStrangers: input.differentFromStrangers,
  mayConfirmHousehold: mayConfirm(context),
});

export async function registerCustomer(context: Context, input: RegisterCustomerInput): Promise<Registered> {
  const siteId = input.siteId ?? context.actor.siteId;
  if (siteId !== null) requireSite(context.actor, 'customers.register', siteId);
  if (input.householdOf && !(await canSee(context, input.householdOf.customerId))) throw notFound('客户 / customer');
  if (input.referredBy && !(await canSee(context, input.referredBy))) throw notFound('介绍人 / referrer');
  const [rules, zone, vault] = [
    await context.rules(siteId),
    await timeZoneOf(context.tx, siteId),
    await vaultOf(context),
  ];
  const custom = await checkCustom(context.tx, input.custom);
  const identified = identify(vault, input);
  const registration = registrationOf(context, input, identified);
  const candidates = [...(await candidatesFor(context, [identified.identity])).values()];
  const decision = decideRegister(rules.values.customers, registration, candidates, context.now, zone);
  const { outcome } = accepted(decision, customersRefusals);

  const journalId = context.newId();
  const saved = await save(context, { input, siteId, custom, identified, outcome, candidates, journalId });
  context.record({
    id: journalId,
    kind: 'customers.register',
    siteId,
    subject: { type: 'customer', id: saved.customerId },
    customerId: saved.customerId,
    staffIds: [context.actor.staffId, ...candidates.map((candidate) => candidate.claim?.ownerId)],
    rules,
    input: { form: input.form, source: input.source ?? null, result: outcome.kind },
    facts: {
      registration: { ...registration, identity: forJournal(vault, registration.identity) },
      candidates: candidates.map((candidate) => ({ ...candidate, identity: forJournal(vault, candidate.identity) })),
      timeZone: zone,
    },
    decision,
  });
  context.publish({ topic: 'customers', siteId, id: saved.customerId });
  return { ...saved, journalId };
}

interface Saving {
  readonly input: RegisterCustomerInput;
  readonly siteId: string | null;
  readonly custom: Readonly<Record<string, unknown>>;
  readonly identified: Identified;
  readonly outcome: RegisterOutcome;
  readonly candidates: readonly Candidate[];
  readonly journalId: string;
}

async function save(context: Context, saving: Saving): Promise<Omit<Registered, 'journalId'>> {
  const { outcome, candidates, siteId } = saving;
  if (outcome.kind === 'existing') {
    const claim = candidates.find((candidate) => candidate.customerId === outcome.customerId)?.claim ?? null;
    return answerOf(outcome, {
      customerId: outcome.customerId,
      ownerName: claim?.ownerName ?? null,
      ownedUntil: claim?.until ?? null,
    });
  }
  if (outcome.kind === 'household_member' && outcome.as === 'one_customer') {
    const personId = context.newId();
    const person = await personOf(context, saving, personId, outcome.relation);
    const rules = await context.rules(siteId);
    await insertPeople(context.tx, rules.values.customers, [
      { customerId: outcome.customerId, siteId, person, at: context.now, by: context.actor.staffId },
    ]);
    return answerOf(outcome, { customerId: outcome.customerId, personId });
  }
  if (outcome.kind === 'new') return saveNew(context, saving, null);
  const head = candidates.find((candidate) => candidate.customerId === outcome.customerId);
  const identified = withoutKeysOf(saving.identified, head?.identity);
  return saveNew(context, { ...saving, identified }, await householdIdOf(context, outcome.customerId));
}

const answerOf = (
  outcome: RegisterOutcome,
  saved: Partial<Omit<Registered, 'journalId' | 'kind'>> & { customerId: string },
): Omit<Registered, 'journalId'> => ({
  kind: outcome.kind,
  personId: null,
  serial: null,
  ownerName: null,
  ownedUntil: null,
  review: outcome.kind === 'new' ? [...outcome.review] : [],
  ...saved,
});

async function saveNew(
  context: Context,
  saving: Saving,
  householdId: string | null,
): Promise<Omit<Registered, 'journalId'>> {
  const { input, siteId, outcome } = saving;
  const rules = await context.rules(siteId);
  const record = await newCustomerOf(context, saving, householdId);
  await insertCustomers(context.tx, rules.values.customers, [record]);
  const { staffId, grants } = context.actor;
  // Until somebody has a claim, a consultant keeps sight of whom they registered, and who sells outside may go on speaking to them.
  if (staffId !== null && (grants['customers.read'] === 'self' || grants['claims.followUp'] === 'self'))
    await startServing(context.tx, {
      customerId: record.id,
      staffId,
      role: 'registered',
      visitId: null,
      now: context.now,
    });
  if (outcome.kind === 'new' && outcome.review.length > 0)
    await noteDuplicates(context, record.id, siteId, saving.candidates);
  if (input.grade) await noteFirstGrade(context, record.id, input.grade, saving.journalId);
  if (input.needs) await noteNeeds(context, record.id, input.needs, saving.journalId);
  const serial =
    siteId !== null && rules.values.customers.serialWithoutGaps
      ? await takeSerials(context.tx, siteId, [record.id])
      : null;
  return answerOf(outcome, { customerId: record.id, personId: record.person.id, serial });
}

async function personOf(context: Context, saving: Pick<Saving, 'input' | 'identified'>, id: string, relation: string) {
  const vault = await vaultOf(context);
  const { input, identified } = saving;
  return {
    id,
    relation,
    name: input.name,
    gender: input.gender ?? null,
    position: '',
    identity: identified.identity,
    addressHash: identified.addressHash,
    sealed: vault.seal(identified.private),
  };
}

export const profileOf = (
  input: Partial<RegisterCustomerInput>,
  custom: Readonly<Record<string, unknown>>,
): Profile => ({
  kind: input.kind ?? 'person',
  type: input.type ?? null,
  gender: input.gender ?? null,
  source: input.source ?? 'other',
  source_detail: input.sourceDetail ?? '',
  segment: input.segment ?? '',
  enquiry: input.enquiry ?? '',
  visited_on: input.visitedOn ?? null,
  phone_declined: input.phoneDeclined ?? null,
  note: input.note ?? '',
  background: input.background ?? '',
  suggestions: input.suggestions ?? '',
  no_deal_reason: input.noDealReason ?? '',
  withdrawal_reason: input.withdrawalReason ?? '',
  important: input.important ?? false,
  confidential: input.confidential ?? false,
  custom,
});

export async function newCustomerOf(
  context: Context,
  saving: Pick<Saving, 'input' | 'siteId' | 'custom' | 'identified'>,
  householdId: string | null,
  made: { readonly importId?: string | null; readonly registeredAt?: Instant } = {},
): Promise<NewCustomer> {
  const { input } = saving;
  return {
    id: context.newId(),
    siteId: saving.siteId,
    person: await personOf(context, saving, context.newId(), 'self'),
    profile: profileOf(input, saving.custom),
    grade: input.grade ?? null,
    referredBy: input.referredBy ?? null,
    householdId,
    registeredAt: made.registeredAt ?? context.now,
    registeredBy: context.actor.staffId,
    importId: made.importId ?? null,
    tags: [...new Set(input.tags ?? [])].filter((tag) => tag !== ''),
  };
}

/** Linked customers share a household id: that of the customer who came first. */
export async function householdIdOf(context: Context, headId: string): Promise<string> {
  const row = await context.tx.row<{ id: string }>(
    sql`update customers set household_id = coalesce(household_id, id)
      where company_id = ${context.tx.companyId}::uuid and id = ${headId}::uuid returning household_id as id`,
  );
  if (!row) throw notFound('客户 / customer');
  return row.id;
}

async function noteFirstGrade(context: Context, customerId: string, grade: string, journalId: string): Promise<void> {
  await context.tx.run(sql`insert into customer_grades (company_id, id, customer_id, from_grade, to_grade, by, at, journal_id)
    values (${context.tx.companyId}, ${context.newId()}, ${customerId}, null, ${grade}, ${context.actor.staffId}, ${context.now}, ${journalId})`);
}

async function noteNeeds(context: Context, customerId: string, body: string, journalId: string): Promise<void> {
  await context.tx.run(sql`insert into customer_needs (company_id, id, customer_id, body, at, by, journal_id)
    values (${context.tx.companyId}, ${context.newId()}, ${customerId}, ${body}, ${context.now}, ${context.actor.staffId}, ${journalId})`);
}

/** Possible duplicates go to the leader's list; the pair is stored once, whoever found it. */
export async function noteDuplicates(
  context: Context,
  customerId: string,
  siteId: string | null,
  candidates: readonly { customerId: string }[],
  found: { by: 'entry' | 'import' | 'sweep'; reasons: readonly string[]; confidence: number } = {
    by: 'entry',
    reasons: ['possible_duplicate'],
    confidence: 60,
  },
): Promise<number> {
  let written = 0;
  for (const candidate of candidates) {
    const [one, other] = [customerId, candidate.customerId].sort();
    if (one === other) continue;
    written += await context.tx.run(sql`
      insert into customer_duplicates (company_id, id, one_id, other_id, site_id, reasons, confidence, found_by, found_at)
      values (${context.tx.companyId}, ${context.newId()}, ${one}, ${other}, ${siteId}, ${[...found.reasons]}, ${found.confidence},
        ${found.by}, ${context.now})
      on conflict (company_id, one_id, other_id) do nothing`);
  }
  return written;
}
