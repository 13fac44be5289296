/** Writes of the customer aggregate. Everything takes many rows, because an import registers by the thousand and a desk by the one. */
import sql from 'sql-template-tag';
import type { CustomerRuleValues, Grade, Identity, KeyKind, Source } from '#core/customers/index.ts';
import { foldText, needsTrackingSheet } from '#core/customers/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';
import { reversed, spellingOf, termsOf } from './normalise.ts';

export interface NewPerson {
  readonly id: string;
  readonly relation: string;
  readonly name: string;
  readonly gender: string | null;
  readonly position: string;
  readonly identity: Identity;
  readonly addressHash: string | null;
  readonly sealed: string | null;
}
export interface Profile {
  readonly kind: string;
  readonly type: string | null;
  readonly gender: string | null;
  readonly source: string;
  readonly source_detail: string;
  readonly segment: string;
  readonly enquiry: string;
  readonly visited_on: string | null;
  readonly phone_declined: string | null;
  readonly note: string;
  readonly background: string;
  readonly suggestions: string;
  readonly no_deal_reason: string;
  readonly withdrawal_reason: string;
  readonly important: boolean;
  readonly confidential: boolean;
  readonly custom: Readonly<Record<string, unknown>>;
}
export interface NewCustomer {
  readonly id: string;
  readonly siteId: string | null;
  readonly person: NewPerson;
  readonly profile: Profile;
  readonly grade: Grade | null;
  readonly referredBy: string | null;
  readonly householdId: string | null;
  readonly registeredAt: Instant;
  readonly registeredBy: string | null;
  readonly importId: string | null;
  readonly tags: readonly string[];
}

type KeyRules = Pick<CustomerRuleValues, 'matchPhone' | 'matchIdNumber' | 'matchCard' | 'matchPlate'>;
type NewRules = KeyRules & Pick<CustomerRuleValues, 'trackingSheetFromGrade'>;
const ruleOf: Readonly<Record<KeyKind, keyof KeyRules>> = {
  phone: 'matchPhone',
  id_number: 'matchIdNumber',
  card: 'matchCard',
  plate: 'matchPlate',
};

const json = (rows: readonly unknown[]): string => JSON.stringify(rows);

export async function insertCustomers(tx: Tx, rules: NewRules, rows: readonly NewCustomer[]): Promise<void> {
  const customers = rows.map((row) => {
    const spelling = spellingOf(row.person.name);
    return {
      ...row.profile,
      id: row.id,
      site_id: row.siteId,
      name: foldText(row.person.name),
      name_key: spelling.nameKey,
      pinyin: spelling.pinyin,
      initials: spelling.initials,
      grade: row.grade,
      tracking_sheet_opened_at: needsTrackingSheet(rules, row.grade) ? row.registeredAt : null,
      referred_by: row.referredBy,
      household_id: row.householdId,
      registered_at: row.registeredAt,
      registered_by: row.registeredBy,
      import_id: row.importId,
    };
  });
  await tx.run({
    name: 'customers.insert',
    text: `insert into customers (company_id, id, site_id, kind, type, name, name_key, pinyin, initials, gender, grade, tracking_sheet_opened_at, source, source_detail,
        segment, enquiry, visited_on, phone_declined, note, background, suggestions, no_deal_reason, withdrawal_reason, important, confidential,
        custom, referred_by, household_id, registered_at, registered_by, last_activity_at, import_id)
      select $1, r.id, r.site_id, r.kind, r.type, r.name, r.name_key, r.pinyin, r.initials, r.gender, r.grade, r.tracking_sheet_opened_at, r.source, r.source_detail,
        r.segment, r.enquiry, r.visited_on, r.phone_declined, r.note, r.background, r.suggestions, r.no_deal_reason, r.withdrawal_reason,
        r.important, r.confidential, r.custom, r.referred_by, r.household_id, r.registered_at, r.registered_by, r.registered_at, r.import_id
      from jsonb_to_recordset($2::jsonb) as r (id uuid, site_id uuid, kind text, type text, name text, name_key text, pinyin text, initials text,
        gender text, grade text, tracking_sheet_opened_at timestamptz, source text, source_detail text, segment text, enquiry text, visited_on date, phone_declined text, note text,
        background text, suggestions text, no_deal_reason text, withdrawal_reason text, important boolean, confidential boolean, custom jsonb,
        referred_by uuid, household_id uuid, registered_at timestamptz, registered_by uuid, import_id uuid)`,
    values: [tx.companyId, json(customers)],
  });
  await insertPeople(
    tx,
    rules,
    rows.map((row) => ({
      customerId: row.id,
      siteId: row.siteId,
      person: row.person,
      at: row.registeredAt,
      by: row.registeredBy,
    })),
  );
  const tags = rows.flatMap((row) =>
    row.tags.map((tag) => ({ id: row.id, tag, at: row.registeredAt, by: row.registeredBy })),
  );
  if (tags.length > 0) await insertTags(tx, tags);
}

export interface PersonOf {
  readonly customerId: string;
  readonly siteId: string | null;
  readonly person: NewPerson;
  readonly at: Instant;
  readonly by: string | null;
}

export async function insertPeople(tx: Tx, rules: KeyRules, rows: readonly PersonOf[]): Promise<void> {
  const people = rows.map(({ person, customerId, at, by }) => ({
    id: person.id,
    customer_id: customerId,
    relation: person.relation,
    name: foldText(person.name),
    name_key: person.identity.nameKey,
    gender: person.gender,
    position: person.position,
    address_hash: person.addressHash,
    private_enc: person.sealed,
    added_at: at,
    added_by: by,
  }));
  await tx.run({
    name: 'customers.insert-people',
    text: `insert into customer_people (company_id, id, customer_id, relation, name, name_key, gender, position, address_hash, private_enc, added_at, added_by)
      select $1, r.id, r.customer_id, r.relation, r.name, r.name_key, r.gender, r.position, r.address_hash, r.private_enc, r.added_at, r.added_by
      from jsonb_to_recordset($2::jsonb) as r (id uuid, customer_id uuid, relation text, name text, name_key text, gender text, position text,
        address_hash text, private_enc text, added_at timestamptz, added_by uuid)`,
    values: [tx.companyId, json(people)],
  });
  await insertKeys(tx, rules, rows);
  await insertTerms(tx, rows);
}

export type KeysOf = Pick<PersonOf, 'customerId' | 'at'> & { readonly person: Pick<NewPerson, 'id' | 'identity'> };

export async function insertKeys(tx: Tx, rules: KeyRules, rows: readonly KeysOf[]): Promise<void> {
  const keys = rows.flatMap(({ person, customerId, at }) =>
    person.identity.keys.map((key) => ({
      id: newId(),
      kind: key.kind,
      value: key.value,
      reversed: key.kind === 'phone' ? reversed(key.value) : '',
      exclusive: rules[ruleOf[key.kind]] === 'hard',
      customer_id: customerId,
      person_id: person.id,
      added_at: at,
    })),
  );
  if (keys.length === 0) return;
  // A couple shares a phone inside one customer: the key is there already and stays with whoever had it first.
  await tx.run({
    name: 'customers.insert-keys',
    text: `insert into customer_keys (company_id, id, kind, value, reversed, exclusive, customer_id, person_id, added_at)
      select $1, r.id, r.kind, r.value, r.reversed, r.exclusive, r.customer_id, r.person_id, r.added_at
      from jsonb_to_recordset($2::jsonb) as r (id uuid, kind text, value text, reversed text, exclusive boolean, customer_id uuid,
        person_id uuid, added_at timestamptz)
      where not exists (select 1 from customer_keys k where k.company_id = $1 and k.kind = r.kind and k.value = r.value
        and k.customer_id = r.customer_id and k.removed_at is null)`,
    values: [tx.companyId, json(keys)],
  });
}

export async function insertTerms(
  tx: Tx,
  rows: readonly Pick<PersonOf, 'customerId' | 'siteId' | 'person'>[],
): Promise<void> {
  const terms = rows.flatMap(({ customerId, siteId, person }) =>
    termsOf(person.name).map((term) => ({ term, customer_id: customerId, person_id: person.id, site_id: siteId })),
  );
  if (terms.length === 0) return;
  await tx.run({
    name: 'customers.insert-terms',
    text: `insert into customer_terms (company_id, term, customer_id, person_id, site_id)
      select $1, r.term, r.customer_id, r.person_id, r.site_id
      from jsonb_to_recordset($2::jsonb) as r (term text, customer_id uuid, person_id uuid, site_id uuid)`,
    values: [tx.companyId, json(terms)],
  });
}

export async function insertTags(
  tx: Tx,
  rows: readonly { id: string; tag: string; at: Instant; by: string | null }[],
): Promise<number> {
  return tx.run({
    text: `insert into customer_tags (company_id, customer_id, tag, tagged_at, tagged_by)
      select $1, r.id, r.tag, r.at, r.by from jsonb_to_recordset($2::jsonb) as r (id uuid, tag text, at timestamptz, by uuid)
      on conflict do nothing`,
    values: [tx.companyId, json(rows)],
  });
}

/** The next serials of a site's record forms. Taken last in a transaction: the row is locked until it commits. */
export async function takeSerials(tx: Tx, siteId: string, customerIds: readonly string[]): Promise<number> {
  const row = await tx.row<{ last: number }>({
    name: 'customers.serials',
    text: `insert into customer_serials as s (company_id, site_id, last_serial) values ($1, $2, $3)
      on conflict (company_id, site_id) do update set last_serial = s.last_serial + $3 returning s.last_serial as last`,
    values: [tx.companyId, siteId, customerIds.length],
  });
  const first = (row?.last ?? customerIds.length) - customerIds.length + 1;
  await tx.run({
    name: 'customers.set-serials',
    text: `update customers set serial = $3::int + r.place::int - 1 from unnest($2::uuid[]) with ordinality as r (id, place)
      where customers.company_id = $1 and customers.id = r.id`,
    values: [tx.companyId, customerIds, first],
  });
  return first;
}

export interface Serving {
  readonly customerId: string;
  readonly staffId: string;
  readonly role: 'serving' | 'assisting' | 'contact' | 'registered';
  readonly visitId: string | null;
  readonly now: Instant;
}

/** Whoever serves a customer may read the file meanwhile. */
export const startServing = async (tx: Tx, serving: Serving): Promise<void> => {
  await tx.run({
    name: 'customers.start-serving',
    text: `insert into customer_staff (company_id, id, customer_id, staff_id, role, since, visit_id) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (company_id, staff_id, customer_id, role) where until is null do update set visit_id = excluded.visit_id`,
    values: [tx.companyId, newId(), serving.customerId, serving.staffId, serving.role, serving.now, serving.visitId],
  });
};

/** The visit is over: nobody serves any more by it. */
export const stopServing = async (tx: Tx, ended: { visitId: string; now: Instant }): Promise<void> => {
  await tx.run(
    sql`update customer_staff set until = ${ended.now} where company_id = ${tx.companyId}::uuid and visit_id = ${ended.visitId}::uuid
      and until is null`,
  );
};

export interface OwnerChange {
  readonly ownerId: string | null;
  readonly until: Instant | null;
  /** Absent: the owner's own team. */
  readonly teamId?: string | null;
}

/** Called by the claims capability in its own transaction. */
export async function setOwner(tx: Tx, customerId: string, change: OwnerChange): Promise<void> {
  await tx.run({
    name: 'customers.set-owner',
    text: `update customers set owner_id = $3::uuid, owned_until = $4, team_id = coalesce($5::uuid,
        (select staff.team_id from staff where staff.company_id = $1 and staff.id = $3::uuid)),
        withheld_at = case when owner_id is distinct from $3::uuid then null else withheld_at end
      where customers.company_id = $1 and customers.id = $2`,
    values: [tx.companyId, customerId, change.ownerId, change.until, change.teamId ?? null],
  });
}

export const touch = async (tx: Tx, customerId: string, now: Instant): Promise<void> => {
  await tx.run({
    name: 'customers.touch',
    text: 'update customers set last_activity_at = greatest(last_activity_at, $3) where company_id = $1 and id = $2',
    values: [tx.companyId, customerId, now],
  });
};

export async function sourceOf(tx: Tx, customerId: string): Promise<Source> {
  const row = await tx.row<{ source: Source }>(
    sql`select c.source from customers c where c.company_id = ${tx.companyId}::uuid and c.id = ${customerId}::uuid`,
  );
  return row?.source ?? 'other';
}

export interface SourceCheckRow {
  readonly id: string;
  readonly customerId: string;
  readonly recorded: Source;
  readonly told: Source;
  readonly wasAsked: boolean;
  readonly matches: boolean;
  readonly note: string;
  readonly at: Instant;
  readonly by: string;
  readonly journalId: string;
}

export async function insertSourceCheck(tx: Tx, row: SourceCheckRow): Promise<void> {
  await tx.run(sql`insert into customer_source_checks (company_id, id, customer_id, recorded, told, was_asked, matches, note, at, by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.customerId}, ${row.recorded}, ${row.told}, ${row.wasAsked}, ${row.matches}, ${row.note},
      ${row.at}, ${row.by}, ${row.journalId})`);
}
