/** Registration by the hundred, for imports: the same decision as at the desk, with the rows of one batch seeing one another. */
import type { RegisterCustomerInput } from '#contract/customers.ts';
import type { Candidate, RegisterOutcome } from '#core/customers/index.ts';
import { decideRegister } from '#core/customers/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { Refused } from '#server/platform/refused.ts';
import { candidatesFor } from './candidates.ts';
import { checkCustom } from './fields.ts';
import type { Identified } from './identity.ts';
import { forJournal, identify, withoutKeysOf } from './identity.ts';
import { householdIdOf, newCustomerOf, noteDuplicates, registrationOf } from './registration.ts';
import type { NewCustomer, PersonOf } from './store.ts';
import { insertCustomers, insertPeople, takeSerials } from './store.ts';
import { vaultOf } from './vault.ts';

export interface ManyRow {
  readonly input: RegisterCustomerInput;
  /** When the customer was first registered, as the sheet says. */
  readonly registeredAt?: Instant;
}
export type RowResult =
  | {
      readonly ok: true;
      readonly kind: RegisterOutcome['kind'];
      readonly customerId: string;
      readonly personId: string | null;
      readonly review: readonly string[];
    }
  | { readonly ok: false; readonly code: string; readonly detail: Readonly<Record<string, unknown>> };

interface Options {
  readonly siteId: string | null;
  readonly importId: string | null;
}
interface Work {
  readonly news: NewCustomer[];
  readonly people: PersonOf[];
  readonly reviews: { customerId: string; others: readonly string[] }[];
}
type Index = Map<string, Candidate[]>;

export async function registerMany(context: Context, rows: readonly ManyRow[], options: Options): Promise<RowResult[]> {
  const [rules, zone, vault] = [
    await context.rules(options.siteId),
    await timeZoneOf(context.tx, options.siteId),
    await vaultOf(context),
  ];
  const identified = rows.map(({ input }) => attempt(() => identify(vault, input)));
  const known = await candidatesFor(
    context,
    identified.flatMap((one) => (one instanceof Refused ? [] : [one.identity])),
    true,
  );
  const index: Index = new Map();
  for (const candidate of known.values()) remember(index, candidate);
  const work: Work = { news: [], people: [], reviews: [] };
  const results: RowResult[] = [];
  for (const [place, row] of rows.entries()) {
    const who = identified[place];
    if (!who || who instanceof Refused) {
      results.push({ ok: false, code: who?.code ?? 'INTERNAL', detail: who?.detail ?? {} });
      continue;
    }
    const registration = registrationOf(context, row.input, who);
    const candidates = sharing(index, who);
    const decision = decideRegister(rules.values.customers, registration, candidates, context.now, zone);
    results.push(await take(context, row, who, decision, index, work, options));
    const last = results.at(-1);
    if (!last?.ok) continue;
    const identities = { registration: { ...registration, identity: forJournal(vault, registration.identity) } };
    context.record({
      kind: 'customers.register',
      siteId: options.siteId,
      subject: { type: 'customer', id: last.customerId },
      customerId: last.customerId,
      staffIds: [context.actor.staffId],
      rules,
      input: { form: row.input.form, source: row.input.source ?? null, result: last.kind, importId: options.importId },
      facts: {
        ...identities,
        candidates: candidates.map((candidate) => ({ ...candidate, identity: forJournal(vault, candidate.identity) })),
        timeZone: zone,
      },
      decision,
    });
  }
  if (work.news.length > 0) await insertCustomers(context.tx, rules.values.customers, work.news);
  if (work.people.length > 0) await insertPeople(context.tx, rules.values.customers, work.people);
  for (const { customerId, others } of work.reviews)
    await noteDuplicates(
      context,
      customerId,
      options.siteId,
      others.map((id) => ({ customerId: id })),
      {
        by: 'import',
        reasons: ['possible_duplicate'],
        confidence: 60,
      },
    );
  if (options.siteId !== null && work.news.length > 0 && rules.values.customers.serialWithoutGaps)
    await takeSerials(
      context.tx,
      options.siteId,
      work.news.map((one) => one.id),
    );
  if (results.some((result) => result.ok)) context.publish({ topic: 'customers', siteId: options.siteId });
  return results;
}

const headOf = (outcome: RegisterOutcome): string | null =>
  outcome.kind === 'household_member' ? outcome.customerId : null;

function attempt<Value>(work: () => Value): Value | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

async function take(
  context: Context,
  row: ManyRow,
  who: Identified,
  decision: Decision<RegisterOutcome>,
  index: Index,
  work: Work,
  options: Options,
): Promise<RowResult> {
  if (!decision.accepted) return { ok: false, code: decision.code, detail: decision.detail };
  const { outcome } = decision;
  if (outcome.kind === 'existing')
    return { ok: true, kind: 'existing', customerId: outcome.customerId, personId: null, review: [] };
  let record: NewCustomer;
  try {
    const custom = await checkCustom(context.tx, row.input.custom);
    const linked =
      outcome.kind === 'household_member' && outcome.as === 'linked'
        ? await householdIdOf(context, outcome.customerId)
        : null;
    const made = { importId: options.importId, registeredAt: row.registeredAt };
    const head = sharing(index, who).find((candidate) => candidate.customerId === headOf(outcome));
    const own = linked === null ? who : withoutKeysOf(who, head?.identity);
    record = await newCustomerOf(
      context,
      { input: row.input, siteId: options.siteId, custom, identified: own },
      linked,
      made,
    );
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, detail: error.detail };
    throw error;
  }
  const personId = record.person.id;
  if (outcome.kind === 'household_member' && outcome.as === 'one_customer') {
    const person = { ...record.person, relation: outcome.relation };
    work.people.push({
      customerId: outcome.customerId,
      siteId: options.siteId,
      person,
      at: context.now,
      by: context.actor.staffId,
    });
    remember(index, { customerId: outcome.customerId, identity: who.identity, claim: null, visible: true });
    return { ok: true, kind: outcome.kind, customerId: outcome.customerId, personId, review: [] };
  }
  work.news.push(record);
  remember(index, { customerId: record.id, identity: who.identity, claim: null, visible: true });
  const review = outcome.kind === 'new' ? outcome.review : [];
  if (review.length > 0) work.reviews.push({ customerId: record.id, others: review });
  return { ok: true, kind: outcome.kind, customerId: record.id, personId, review };
}

const wordsOf = ({ identity }: Pick<Candidate, 'identity'>): string[] => [
  ...identity.keys.map((key) => `${key.kind}:${key.value}`),
  ...(identity.addressKey === '' ? [] : [`at:${identity.addressKey}:${identity.nameKey}`]),
];

const remember = (index: Index, candidate: Candidate): void => {
  for (const word of wordsOf(candidate)) index.set(word, [...(index.get(word) ?? []), candidate]);
};

/** Those of the batch and of the books that share something; one customer may come in several pieces, which are put together. */
const sharing = (index: Index, who: Identified): Candidate[] => {
  const found = new Map<string, Candidate>();
  for (const word of wordsOf(who))
    for (const candidate of index.get(word) ?? []) {
      const before = found.get(candidate.customerId);
      const keys = [...(before?.identity.keys ?? []), ...candidate.identity.keys];
      found.set(candidate.customerId, { ...candidate, identity: { ...candidate.identity, keys } });
    }
  return [...found.values()];
};
