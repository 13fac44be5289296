/** What an import needs beside registering: filling files in, adding people, and taking its own work back. Rights are checked by the import. */
import sql, { join, raw } from 'sql-template-tag';
import type { RegisterCustomerInput } from '#contract/customers.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { Refused } from '#server/platform/refused.ts';
import { candidatesFor } from './candidates.ts';
import { forJournal, identify, privateNames } from './identity.ts';
import { lockRows } from './locks.ts';
import { peopleOf } from './people.ts';
import { canSee } from './scope.ts';
import { columns, noteIdentity } from './profile.ts';
import { insertKeys, insertPeople, insertTags } from './store.ts';
import { vaultOf } from './vault.ts';

const owned = [
  'customer_terms',
  'customer_keys',
  'customer_tags',
  'customer_staff',
  'customer_grades',
  'customer_interests',
  'customer_needs',
] as const;

async function remove(tx: Tx, importId: string, ids: readonly string[]): Promise<string[]> {
  const company = sql`${tx.companyId}::uuid`;
  const mine = await tx.rows<{ id: string }>(sql`
    select c.id from customers c where c.company_id = ${company} and c.id = any(${[...ids]}::uuid[]) and c.import_id = ${importId}::uuid
      and c.version = 1 and c.merged_into is null for update`);
  const gone = mine.map((row) => row.id);
  for (const table of owned)
    await tx.run(sql`delete from ${raw(table)} where company_id = ${company} and customer_id = any(${gone}::uuid[])`);
  await tx.run(sql`delete from customer_duplicates where company_id = ${company}
    and (one_id = any(${gone}::uuid[]) or other_id = any(${gone}::uuid[]))`);
  await tx.run(sql`delete from customer_people where company_id = ${company} and customer_id = any(${gone}::uuid[])`);
  await tx.run(sql`delete from customers where company_id = ${company} and id = any(${gone}::uuid[])`);
  return gone;
}

/** A foreign key of another capability still points here. */
const isReferenced = (error: unknown): boolean => (error as { code?: string } | null)?.code === '23503';

/** Removes customers of an import that nobody has built on; answers which are gone. Serial numbers are not given out again. */
export async function removeImported(tx: Tx, importId: string, ids: readonly string[]): Promise<string[]> {
  try {
    return await tx.attempt(() => remove(tx, importId, ids));
  } catch (error) {
    if (!isReferenced(error)) throw error;
  }
  // Somebody has built on at least one of them: find out which, one by one.
  const gone: string[] = [];
  for (const id of ids) {
    try {
      gone.push(...(await tx.attempt(() => remove(tx, importId, [id]))));
    } catch (error) {
      if (!isReferenced(error)) throw error;
    }
  }
  return gone;
}

type NotPatched = 'siteId' | 'form' | 'householdOf' | 'differentFrom' | 'differentFromStrangers' | 'custom' | 'name';
export type Patch = Partial<Omit<RegisterCustomerInput, NotPatched>>;

/** What a file was before an import changed it; handed back to undo. */
export interface Before {
  readonly version: number;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly person: { readonly id: string; readonly sealed: string | null; readonly addressHash: string | null } | null;
  readonly keys: readonly string[];
  readonly tags: readonly string[];
}
export type Updated = { readonly ok: true; readonly before: Before } | { readonly ok: false; readonly code: string };

const writable: Readonly<Record<string, string>> = { ...columns, grade: 'grade' };

/** Whoever imports for their own sites changes no file of another site, even where a sheet names its phone. */
const mayImportInto = async (context: Context, customerId: string): Promise<boolean> =>
  context.actor.staffId === null ||
  scopeOf(context.actor, 'imports.run') === 'company' ||
  (await canSee(context, customerId, 'imports.run'));

/** Fills a file with what a row says: given fields overwrite, phones and tags are added. */
export async function updateImported(
  context: Context,
  customerId: string,
  patch: Patch,
  importId: string,
): Promise<Updated> {
  const { tx, now, actor } = context;
  const company = sql`${tx.companyId}::uuid`;
  if (!(await mayImportInto(context, customerId))) return { ok: false, code: 'CUSTOMER_EXISTS_ELSEWHERE' };
  const [file] = await lockRows(context, [customerId]);
  const self = (await peopleOf(context, customerId)).find((person) => person.relation === 'self');
  if (!file || !self || file.mergedInto !== null) return { ok: false, code: 'NOT_FOUND' };
  const vault = await vaultOf(context);
  const old = vault.open(self.sealed);
  const given = Object.fromEntries(privateNames.map((name) => [name, patch[name] ?? old[name]]));
  const { phones, plates, cards } = patch;
  const identified = attempt(() => identify(vault, { ...given, name: file.name, phones, plates, cards }));
  if (identified instanceof Refused) return { ok: false, code: identified.code };
  if (await isSomebodyElses(context, identified.identity, customerId))
    return { ok: false, code: 'CUSTOMER_EXISTS_ELSEWHERE' };

  const profile = await writeProfile(tx, customerId, patch);
  const addressHash = await sealPerson(tx, self.id, vault.seal(identified.private), identified.addressHash);
  const rules = await context.rules(file.siteId);
  const keysBefore = new Set(await keyIds(tx, customerId));
  await insertKeys(tx, rules.values.customers, [
    { customerId, at: now, person: { id: self.id, identity: identified.identity } },
  ]);
  const keys = (await keyIds(tx, customerId)).filter((id) => !keysBefore.has(id));
  const tagsBefore = new Set(await tagsOf(tx, customerId));
  const tags = (patch.tags ?? []).filter((tag) => !tagsBefore.has(tag));
  if (tags.length > 0)
    await insertTags(
      tx,
      tags.map((tag) => ({ id: customerId, tag, at: now, by: actor.staffId })),
    );
  await tx.run(
    sql`update customers set version = version + 1 where company_id = ${company} and id = ${customerId}::uuid`,
  );
  const input = { fields: Object.keys(patch), importId };
  // Nobody else shares a key: asked above, of whoever there is.
  const facts = { customerId, identity: forJournal(vault, identified.identity), candidates: [] };
  noteIdentity(context, file, input, facts, rules);
  const person = { id: self.id, sealed: self.sealed, addressHash };
  return { ok: true, before: { version: file.version, profile, person, keys, tags } };
}

/** Writes the given columns and returns what they held. */
async function writeProfile(tx: Tx, customerId: string, patch: Patch): Promise<Record<string, unknown>> {
  const fields = Object.entries(writable).filter(([field]) => patch[field as keyof Patch] !== undefined);
  if (fields.length === 0) return {};
  const names = fields.map(([, column]) => raw(column));
  const where = sql`company_id = ${tx.companyId}::uuid and id = ${customerId}::uuid`;
  const before = await tx.row<Record<string, unknown>>(sql`select ${join(names, ', ')} from customers where ${where}`);
  const sets = fields.map(([field, column]) => sql`${raw(column)} = ${patch[field as keyof Patch] as never}`);
  await tx.run(sql`update customers set ${join(sets, ', ')} where ${where}`);
  return before ?? {};
}

/** Seals the private fields anew and returns the address hash from before. */
async function sealPerson(
  tx: Tx,
  personId: string,
  sealed: string | null,
  hash: string | null,
): Promise<string | null> {
  const where = sql`company_id = ${tx.companyId}::uuid and id = ${personId}::uuid`;
  const before = await tx.row<{ hash: string | null }>(
    sql`select address_hash as hash from customer_people where ${where}`,
  );
  await tx.run(sql`update customer_people set private_enc = ${sealed}, address_hash = ${hash} where ${where}`);
  return before?.hash ?? null;
}

/** Puts a file back as it was; false when somebody has changed it since, and then it stays as it is. */
export async function restoreImported(context: Context, customerId: string, before: Before): Promise<boolean> {
  const { tx } = context;
  const company = sql`${tx.companyId}::uuid`;
  const [file] = await lockRows(context, [customerId]);
  if (!file || file.version !== before.version + 1) return false;
  const known = new Set(Object.values(writable));
  const sets = Object.entries(before.profile)
    .filter(([column]) => known.has(column))
    .map(([column, value]) => sql`${raw(column)} = ${value as never}`);
  await tx.run(sql`update customers set ${join([...sets, sql`version = ${before.version}`], ', ')}
    where company_id = ${company} and id = ${customerId}::uuid`);
  if (before.person) await sealPerson(tx, before.person.id, before.person.sealed, before.person.addressHash);
  await tx.run(sql`delete from customer_keys where company_id = ${company} and id = any(${[...before.keys]}::uuid[])`);
  await tx.run(sql`delete from customer_tags where company_id = ${company} and customer_id = ${customerId}::uuid
    and tag = any(${[...before.tags]}::text[])`);
  return true;
}

export interface ImportedPerson {
  readonly customerId: string;
  readonly siteId: string | null;
  readonly relation: string;
  readonly name: string;
  readonly phones?: string;
  readonly at: Instant;
}

/** A family member a sheet names. A phone that is somebody else's sends the person back with a code. */
export async function addImportedPerson(
  context: Context,
  row: ImportedPerson,
): Promise<{ personId: string } | { code: string }> {
  if (!(await mayImportInto(context, row.customerId))) return { code: 'CUSTOMER_EXISTS_ELSEWHERE' };
  const vault = await vaultOf(context);
  const identified = attempt(() => identify(vault, row));
  if (identified instanceof Refused) return { code: identified.code };
  const { identity } = identified;
  if (await isSomebodyElses(context, identity, row.customerId)) return { code: 'CUSTOMER_EXISTS_ELSEWHERE' };
  const rules = await context.rules(row.siteId);
  const { customerId, siteId, at, relation, name } = row;
  const personId = context.newId();
  const unknown = { gender: null, position: '', addressHash: null, sealed: null };
  const person = { id: personId, relation, name, identity, ...unknown };
  await insertPeople(context.tx, rules.values.customers, [
    { customerId, siteId, person, at, by: context.actor.staffId },
  ]);
  return { personId };
}

/** Takes such a person back. */
export async function removeImportedPerson(tx: Tx, personId: string): Promise<void> {
  const company = sql`${tx.companyId}::uuid`;
  for (const table of ['customer_terms', 'customer_keys'] as const)
    await tx.run(sql`delete from ${raw(table)} where company_id = ${company} and person_id = ${personId}::uuid`);
  await tx.run(
    sql`delete from customer_people where company_id = ${company} and id = ${personId}::uuid and relation <> 'self'`,
  );
}

const isSomebodyElses = async (
  context: Context,
  identity: Parameters<typeof candidatesFor>[1][number],
  customerId: string,
): Promise<boolean> =>
  [...(await candidatesFor(context, [{ ...identity, addressKey: '' }], true)).keys()].some((id) => id !== customerId);

function attempt<Value>(work: () => Value): Value | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

const keyIds = async (tx: Tx, customerId: string): Promise<string[]> => {
  const rows = await tx.rows<{ id: string }>(sql`select k.id from customer_keys k
    where k.company_id = ${tx.companyId}::uuid and k.customer_id = ${customerId}::uuid`);
  return rows.map((row) => row.id);
};

const tagsOf = async (tx: Tx, customerId: string): Promise<string[]> => {
  const rows = await tx.rows<{ tag: string }>(sql`select t.tag from customer_tags t
    where t.company_id = ${tx.companyId}::uuid and t.customer_id = ${customerId}::uuid`);
  return rows.map((row) => row.tag);
};
