/** What the books say about the rows of a batch, and what earlier rows of the same file have added to them. */
import type { KnownCustomer, ReadRow, RowFacts, RowPlan, RowValues } from '#core/imports/index.ts';
import { nameKeyOf } from '#core/customers/index.ts';
import { normalisePhones } from '#server/customers/normalise.ts';
import type { Tx } from '#server/platform/database.ts';
import { UnitBook } from './unit-book.ts';

interface FoundCustomer extends KnownCustomer {
  readonly phones: readonly string[];
}
interface CustomerLine {
  readonly asked: string;
  readonly id: string;
  readonly names: string[];
  readonly ownerId: string | null;
  readonly importId: string | null;
}

/** The numbers of a row in the spelling of the books; null where one of them is no number there. */
export function phonesOf(values: RowValues): readonly string[] | null {
  const phones = values.phones.map(({ number }) => normalisePhones(number).valid[0] ?? null);
  return phones.every((phone) => phone !== null) ? phones : null;
}

const CUSTOMER_COLUMNS = `c.id, c.owner_id as "ownerId", c.import_id as "importId",
  array(select p.name from customer_people p where p.company_id = c.company_id and p.customer_id = c.id and p.removed_at is null
    order by p.relation <> 'self', p.added_at) as names`;

/** By phone, by number and by name, for all rows of a batch at once. In a dry run nothing is written, so `note` remembers. */
export class Books {
  private readonly byPhone = new Map<string, FoundCustomer[]>();
  private readonly byNumber = new Map<string, KnownCustomer>();
  private readonly byName = new Map<string, KnownCustomer[]>();
  private readonly noted = {
    phone: new Map<string, KnownCustomer>(),
    number: new Map<string, KnownCustomer>(),
    name: new Map<string, Map<string, KnownCustomer>>(),
    records: new Set<string>(),
    staff: new Map<string, string>(),
  };
  private readonly records = new Set<string>();
  private readonly importId: string;
  /** Stock sheets look here and nowhere else. */
  readonly units: UnitBook;

  constructor(importId: string) {
    this.importId = importId;
    this.units = new UnitBook(importId);
  }

  async load(tx: Tx, rows: readonly ReadRow[]): Promise<void> {
    this.byPhone.clear();
    this.byNumber.clear();
    this.byName.clear();
    const phones = [...new Set(rows.flatMap((row) => phonesOf(row.values) ?? []))];
    const numbers = [...new Set(rows.flatMap((row) => row.values.text.externalNo ?? []))];
    const names = [
      ...new Set(rows.filter((row) => row.values.phones.length === 0).flatMap((row) => row.values.names.slice(0, 1))),
    ];
    if (phones.length > 0) await this.loadPhones(tx, phones);
    if (numbers.length > 0) await this.loadNumbers(tx, numbers);
    if (names.length > 0) await this.loadNames(tx, names);
  }

  private customer(line: CustomerLine): KnownCustomer {
    return { id: line.id, names: line.names, ownerId: line.ownerId, fromThisFile: line.importId === this.importId };
  }

  private async loadPhones(tx: Tx, phones: readonly string[]): Promise<void> {
    const lines = await tx.rows<CustomerLine>({
      name: 'imports.customers-by-phone',
      text: `select distinct k.value as asked, ${CUSTOMER_COLUMNS} from customer_keys k
        join customers c on c.company_id = k.company_id and c.id = k.customer_id and c.merged_into is null
        where k.company_id = $1 and k.kind = 'phone' and k.value = any($2) and k.removed_at is null`,
      values: [tx.companyId, phones],
    });
    for (const line of lines) {
      const others = this.byPhone.get(line.asked) ?? [];
      this.byPhone.set(line.asked, [...others, { ...this.customer(line), phones: [line.asked] }]);
    }
  }

  private async loadNumbers(tx: Tx, numbers: readonly string[]): Promise<void> {
    const lines = await tx.rows<CustomerLine>({
      name: 'imports.customers-by-number',
      text: `select n.number as asked, ${CUSTOMER_COLUMNS} from import_customer_numbers n
        join customers c on c.company_id = n.company_id and c.id = n.customer_id and c.merged_into is null
        where n.company_id = $1 and n.number = any($2)`,
      values: [tx.companyId, numbers],
    });
    for (const line of lines) this.byNumber.set(line.asked, this.customer(line));
  }

  private async loadNames(tx: Tx, names: readonly string[]): Promise<void> {
    const keyed = new Map(names.map((name) => [nameKeyOf(name), name]));
    const lines = await tx.rows<CustomerLine>({
      name: 'imports.customers-by-name',
      // Two are enough to know that a name does not settle it; the terms hold every name in full.
      text: `select q.name as asked, found.* from unnest($2::text[]) as q (name)
        cross join lateral (select ${CUSTOMER_COLUMNS} from customers c where c.company_id = $1 and c.merged_into is null and c.id in
          (select t.customer_id from customer_terms t where t.company_id = $1 and t.term = q.name limit 20)
          and exists (select 1 from customer_people p where p.company_id = $1 and p.customer_id = c.id and p.name_key = q.name and p.removed_at is null)
          limit 2) as found`,
      values: [tx.companyId, [...keyed.keys()]],
    });
    for (const line of lines) {
      const name = keyed.get(line.asked) ?? line.asked;
      this.byName.set(name, [...(this.byName.get(name) ?? []), this.customer(line)]);
    }
  }

  /** Records of the past that are known already. */
  knowRecords(fingerprints: ReadonlySet<string>): void {
    this.records.clear();
    for (const fingerprint of fingerprints) this.records.add(fingerprint);
  }

  factsOf(values: RowValues, record: string | null, staff: RowFacts['staff'], unit: RowFacts['unit']): RowFacts {
    const phones = phonesOf(values) ?? [];
    const found = new Map<string, KnownCustomer>();
    for (const phone of phones) {
      for (const customer of this.byPhone.get(phone) ?? []) found.set(customer.id, this.latest(customer));
      const noted = this.noted.phone.get(phone);
      if (noted) found.set(noted.id, noted);
    }
    const number = values.text.externalNo;
    const numbered = number === undefined ? null : (this.noted.number.get(number) ?? this.byNumber.get(number) ?? null);
    const name = values.names[0];
    return {
      byNumber: numbered,
      byPhone: [...found.values()],
      byName: name !== undefined && phones.length === 0 ? this.named(name) : [],
      staff,
      sameRecord: record !== null && (this.records.has(record) || this.noted.records.has(record)),
      unit,
    };
  }

  private named(name: string): readonly KnownCustomer[] {
    const found = new Map((this.byName.get(name) ?? []).map((customer) => [customer.id, this.latest(customer)]));
    for (const customer of this.noted.name.get(name)?.values() ?? []) found.set(customer.id, customer);
    return [...found.values()].slice(0, 2);
  }

  notedStaff(key: string): string | null {
    return this.noted.staff.get(key) ?? null;
  }
  noteStaff(key: string, id: string): void {
    this.noted.staff.set(key, id);
  }

  private readonly changed = new Map<string, KnownCustomer>();
  private latest(customer: KnownCustomer): KnownCustomer {
    return this.changed.get(customer.id) ?? customer;
  }

  /** A decided row changes what the next row sees: its phones, numbers and names now belong to somebody. */
  note(plan: RowPlan, customerId: string | null, record: string | null): void {
    if (plan.kind === 'return') return;
    if (record !== null) this.noted.records.add(record);
    if (customerId === null) return;
    const phones = phonesOf(plan.values) ?? [];
    const before = plan.customer.kind === 'existing' ? this.knownById(customerId) : null;
    // A known customer keeps their name: only a new one, and whoever joins the household, can be found by this one.
    const isNamed = plan.customer.kind === 'create' || (plan.customer.kind === 'existing' && plan.customer.asMember);
    const added = [...(isNamed ? plan.values.names : []), ...plan.values.household.map((member) => member.name)];
    const names = [...new Set([...(before?.names ?? []), ...added])];
    const customer: KnownCustomer = {
      id: customerId,
      names,
      ownerId: before?.ownerId ?? plan.values.colleagues.owner ?? plan.values.colleagues.consultant ?? null,
      fromThisFile: before?.fromThisFile ?? true,
    };
    this.changed.set(customerId, customer);
    for (const name of added) {
      const bearers = this.noted.name.get(name) ?? new Map<string, KnownCustomer>();
      // Two bearers are enough to know that the name settles nothing.
      if (bearers.size < 2 || bearers.has(customerId)) bearers.set(customerId, customer);
      this.noted.name.set(name, bearers);
    }
    for (const phone of phones) this.noted.phone.set(phone, customer);
    if (plan.values.text.externalNo !== undefined) this.noted.number.set(plan.values.text.externalNo, customer);
  }

  private knownById(customerId: string): KnownCustomer | null {
    const changed = this.changed.get(customerId);
    if (changed) return changed;
    for (const customers of this.byPhone.values())
      for (const customer of customers) if (customer.id === customerId) return customer;
    for (const customer of this.byNumber.values()) if (customer.id === customerId) return customer;
    for (const customers of this.byName.values())
      for (const customer of customers) if (customer.id === customerId) return customer;
    return null;
  }
}
