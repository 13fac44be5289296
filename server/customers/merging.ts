/** Merging two files of one customer, and parting them again. Rows are moved by id, so that undo moves back exactly these. */
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import { customersRefusals } from '#contract/customers.ts';
import type { MergeOutcome, MergeRecord } from '#core/customers/index.ts';
import { decideMerge, decideUndoMerge } from '#core/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted, notFound } from '#server/platform/refused.ts';
import { runMergeHooks, undoMergeHooks } from './hooks.ts';
import { privateNames } from './identity.ts';
import type { Locked } from './locks.ts';
import { bump, lockRows } from './locks.ts';
import { peopleOf } from './people.ts';
import { note } from './profile.ts';
import { canSee, requireVisible } from './scope.ts';
import { insertTerms } from './store.ts';
import { vaultOf } from './vault.ts';

const movable = [
  'customer_keys',
  'customer_staff',
  'customer_grades',
  'customer_interests',
  'customer_needs',
  'customer_source_checks',
  'customer_files',
  'customer_transactions',
  'customer_new_claims',
] as const;
type Movable = (typeof movable)[number];

/** Profile columns a merge may take over, by the name the contract uses. */
const takeable: Readonly<Record<string, string>> = {
  kind: 'kind',
  type: 'type',
  gender: 'gender',
  grade: 'grade',
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
  custom: 'custom',
};

interface Moved {
  readonly rows: Partial<Record<Movable, string[]>>;
  readonly people: { id: string; relation: string }[];
  /** Which person of the kept file the absorbed one's keys now hang on. */
  readonly keyPersons: { id: string; personId: string }[];
  readonly tags: string[];
  readonly hooks: Record<string, unknown>;
}

export interface MergeInput {
  readonly otherId: string;
  readonly keep: string | null;
  readonly fieldsFromAbsorbed: readonly string[];
  readonly reason: string;
  /** The absorbed person joins as family instead of being the same person. */
  readonly relation?: string;
}

export async function merge(context: Context, customerId: string, input: MergeInput, permission = 'customers.merge') {
  await requireVisible(context, customerId, permission);
  const rows = await lockRows(context, [customerId, input.otherId]);
  const [one, other] = [customerId, input.otherId].map((id) => rows.find((row) => row.id === id));
  if (!one || !other) throw notFound('客户 / customer');
  const party = async (row: Locked) => ({
    id: row.id,
    registeredAt: row.registeredAt,
    mergedInto: row.mergedInto,
    visible: (await canSee(context, row.id, permission)) && (await canSee(context, row.id)),
    hasLiveClaim: row.ownerId !== null,
  });
  const facts = { one: await party(one), other: await party(other) };
  const choice = { keep: input.keep, fieldsFromAbsorbed: input.fieldsFromAbsorbed };
  const decision = decideMerge(facts.one, facts.other, choice);
  const { outcome } = accepted(decision, customersRefusals);

  const mergeId = context.newId();
  const kept = outcome.kept === one.id ? one : other;
  const before = await takeFields(context, outcome);
  const moved = await moveAll(context, mergeId, outcome, input.relation ?? null);
  const journalId = note(context, kept, 'customers.merge', { ...choice, otherId: outcome.absorbed }, facts, decision, {
    reason: input.reason,
  });
  const { tx, now, actor } = context;
  await tx.run(
    sql`update customers set merged_into = ${outcome.kept}::uuid where company_id = ${tx.companyId}::uuid and id = ${outcome.absorbed}::uuid`,
  );
  await tx.run(sql`insert into customer_merges (company_id, id, kept_id, absorbed_id, moved, before, merged_at, merged_by, journal_id)
    values (${tx.companyId}, ${mergeId}, ${outcome.kept}, ${outcome.absorbed}, ${JSON.stringify(moved)}, ${JSON.stringify(before)}, ${now}, ${actor.staffId}, ${journalId})`);
  await settlePairs(context, outcome, true);
  await rebuildTerms(context, outcome.kept);
  await rebuildTerms(context, outcome.absorbed);
  await bump(context, outcome.kept);
  await bump(context, outcome.absorbed);
  return { mergeId, keptId: outcome.kept, absorbedId: outcome.absorbed, journalId };
}

/** Takes the chosen fields over and returns what they were, private ones as they were sealed. */
async function takeFields(context: Context, outcome: MergeOutcome): Promise<Record<string, unknown>> {
  const { tx } = context;
  const chosen = outcome.fieldsFromAbsorbed.flatMap((field) => (takeable[field] ? [takeable[field]] : []));
  const before: Record<string, unknown> = {};
  if (chosen.length > 0) {
    const columns = (alias: string): Sql =>
      join(
        chosen.map((column) => raw(`${alias}.${column}`)),
        ', ',
      );
    const row = await tx.row<Record<string, unknown>>(
      sql`select ${columns('c')} from customers c where c.company_id = ${tx.companyId}::uuid and c.id = ${outcome.kept}::uuid`,
    );
    before.profile = row;
    await tx.run(sql`update customers k set (${join(
      chosen.map((column) => raw(column)),
      ', ',
    )}) = row(${columns('a')})
      from customers a where k.company_id = ${tx.companyId}::uuid and k.id = ${outcome.kept}::uuid
        and a.company_id = k.company_id and a.id = ${outcome.absorbed}::uuid`);
  }
  const taken = privateNames.filter((name) => outcome.fieldsFromAbsorbed.includes(name));
  if (taken.length > 0) before.private = await takePrivate(context, outcome, taken);
  return before;
}

async function takePrivate(context: Context, outcome: MergeOutcome, names: readonly string[]) {
  const vault = await vaultOf(context);
  const self = async (id: string) => (await peopleOf(context, id)).find((person) => person.relation === 'self');
  const [kept, absorbed] = [await self(outcome.kept), await self(outcome.absorbed)];
  if (!kept || !absorbed) return null;
  const theirs = vault.open(absorbed.sealed);
  const merged = {
    ...vault.open(kept.sealed),
    ...Object.fromEntries(names.flatMap((name) => (theirs[name] ? [[name, theirs[name]]] : []))),
  };
  await setSealed(context, kept.id, vault.seal(merged as Record<string, string>));
  return { personId: kept.id, sealed: kept.sealed };
}

const setSealed = (context: Context, personId: string, sealed: string | null): Promise<number> =>
  context.tx.run(
    sql`update customer_people set private_enc = ${sealed} where company_id = ${context.tx.companyId}::uuid and id = ${personId}::uuid`,
  );

async function moveAll(
  context: Context,
  mergeId: string,
  outcome: MergeOutcome,
  relation: string | null,
): Promise<Moved> {
  const { tx } = context;
  const company = sql`${tx.companyId}::uuid`;
  const [kept, absorbed] = [sql`${outcome.kept}::uuid`, sql`${outcome.absorbed}::uuid`];
  const rows: Partial<Record<Movable, string[]>> = {};
  const keyPersons = await tx.rows<{ id: string; personId: string }>(
    sql`select k.id, k.person_id as "personId" from customer_keys k where k.company_id = ${company} and k.customer_id = ${absorbed}`,
  );
  for (const table of movable) rows[table] = await moveRows(context, table, outcome);
  const people = await tx.rows<{ id: string; relation: string }>(sql`
    select p.id, p.relation from customer_people p where p.company_id = ${company} and p.customer_id = ${absorbed}
      ${relation === null ? sql`and p.relation <> 'self'` : sql``}`);
  await tx.run(sql`update customer_people set customer_id = ${kept}, relation = case when relation = 'self' then ${relation ?? 'self'} else relation end
    where company_id = ${company} and id = any(${people.map((person) => person.id)}::uuid[])`);
  // The same person twice: the keys of the absorbed file hang on the person of the kept one from now on.
  if (relation === null)
    await tx.run(sql`update customer_keys set person_id = p.id from customer_people p
      where customer_keys.company_id = ${company} and customer_keys.id = any(${rows.customer_keys ?? []}::uuid[]) and p.company_id = ${company}
        and p.customer_id = ${kept} and p.relation = 'self' and p.removed_at is null
        and customer_keys.person_id in (select s.id from customer_people s where s.company_id = ${company} and s.customer_id = ${absorbed} and s.relation = 'self')`);
  const tags = await tx.rows<{
    tag: string;
  }>(sql`insert into customer_tags (company_id, customer_id, tag, tagged_at, tagged_by)
    select t.company_id, ${kept}, t.tag, t.tagged_at, t.tagged_by from customer_tags t where t.company_id = ${company} and t.customer_id = ${absorbed}
    on conflict do nothing returning tag`);
  const hooks = await runMergeHooks(context, { mergeId, keptId: outcome.kept, absorbedId: outcome.absorbed });
  return { rows, people, keyPersons, tags: tags.map(({ tag }) => tag), hooks };
}

async function moveRows(context: Context, table: Movable, outcome: MergeOutcome): Promise<string[]> {
  const company = sql`${context.tx.companyId}::uuid`;
  // A colleague who already serves the kept customer keeps that entry; the other one ends with its file.
  const clash =
    table === 'customer_staff'
      ? sql`and not exists (select 1 from customer_staff x where x.company_id = ${company} and x.customer_id = ${outcome.kept}::uuid
          and x.staff_id = moving.staff_id and x.role = moving.role and x.until is null)`
      : table === 'customer_new_claims'
        ? sql`and not exists (select 1 from customer_new_claims x where x.company_id = ${company} and x.customer_id = ${outcome.kept}::uuid
            and x.first_on = moving.first_on)`
        : sql``;
  const rows = await context.tx.rows<{ id: string }>(sql`
    update ${raw(table)} moving set customer_id = ${outcome.kept}::uuid
    where moving.company_id = ${company} and moving.customer_id = ${outcome.absorbed}::uuid ${clash} returning moving.id`);
  return rows.map((row) => row.id);
}

/** Search words follow the people, so they are made anew rather than moved. */
async function rebuildTerms(context: Context, customerId: string): Promise<void> {
  const { tx } = context;
  await tx.run(
    sql`delete from customer_terms where company_id = ${tx.companyId}::uuid and customer_id = ${customerId}::uuid`,
  );
  const file = await tx.row<{ siteId: string | null; mergedInto: string | null }>(sql`
    select c.site_id as "siteId", c.merged_into as "mergedInto" from customers c
    where c.company_id = ${tx.companyId}::uuid and c.id = ${customerId}::uuid`);
  if (!file || file.mergedInto !== null) return;
  const people = await peopleOf(context, customerId);
  await insertTerms(
    tx,
    people.map(({ id, name }) => ({
      customerId,
      siteId: file.siteId,
      person: {
        id,
        name,
        relation: '',
        gender: null,
        position: '',
        identity: { keys: [], nameKey: '', addressKey: '' },
        addressHash: null,
        sealed: null,
      },
    })),
  );
}

const settlePairs = (
  context: Context,
  outcome: { kept: string; absorbed: string },
  merged: boolean,
): Promise<number> => {
  const [one, other] = [outcome.kept, outcome.absorbed].sort();
  const { tx, now, actor } = context;
  return tx.run(sql`update customer_duplicates set settled_at = ${merged ? now : null}::timestamptz, settled_by = ${merged ? actor.staffId : null}::uuid,
      verdict = ${merged ? 'merged' : null}
    where company_id = ${tx.companyId}::uuid and one_id = ${one}::uuid and other_id = ${other}::uuid`);
};

interface StoredMerge extends MergeRecord {
  readonly moved: Moved;
  readonly before: {
    profile?: Record<string, unknown> | null;
    private?: { personId: string; sealed: string | null } | null;
  };
}

export async function undoMerge(context: Context, mergeId: string, reason: string) {
  const { tx, now, actor } = context;
  const record = await tx.row<StoredMerge>(sql`
    select m.id, m.kept_id as kept, m.absorbed_id as absorbed, m.merged_by as "mergedBy", m.undone_at as "undoneAt", m.moved, m.before,
      c.merged_into as "keptMergedInto"
    from customer_merges m join customers c on c.company_id = m.company_id and c.id = m.kept_id
    where m.company_id = ${tx.companyId}::uuid and m.id = ${mergeId}::uuid for update of m`);
  if (!record) throw notFound('合并记录 / merge');
  await requireVisible(context, record.kept, 'customers.merge');
  const rows = await lockRows(context, [record.kept, record.absorbed]);
  const { moved, before, ...facts } = record;
  const decision = decideUndoMerge(facts);
  const { outcome } = accepted(decision, customersRefusals);
  await tx.run(
    sql`update customers set merged_into = null where company_id = ${tx.companyId}::uuid and id = ${record.absorbed}::uuid`,
  );
  await moveBack(context, record);
  await giveFieldsBack(context, record.kept, before);
  await undoMergeHooks(context, { mergeId, keptId: record.kept, absorbedId: record.absorbed }, moved.hooks);
  await tx.run(sql`update customer_merges set undone_at = ${now}, undone_by = ${actor.staffId}::uuid
    where company_id = ${tx.companyId}::uuid and id = ${mergeId}::uuid`);
  await settlePairs(context, record, false);
  await rebuildTerms(context, record.kept);
  await rebuildTerms(context, record.absorbed);
  await bump(context, record.kept);
  await bump(context, record.absorbed);
  const kept = rows.find((row) => row.id === record.kept) ?? { id: record.kept, siteId: null, ownerId: null };
  const journalId = note(context, kept, 'customers.undoMerge', { mergeId }, facts, decision, { reason });
  return { restoredId: outcome.restore, fromId: outcome.from, journalId };
}

async function moveBack(context: Context, { moved, kept, absorbed }: StoredMerge): Promise<void> {
  const { tx } = context;
  const company = sql`${tx.companyId}::uuid`;
  for (const table of movable)
    await tx.run(sql`update ${raw(table)} set customer_id = ${absorbed}::uuid
      where company_id = ${company} and customer_id = ${kept}::uuid and id = any(${moved.rows[table] ?? []}::uuid[])`);
  for (const { id, relation } of moved.people)
    await tx.run(
      sql`update customer_people set customer_id = ${absorbed}::uuid, relation = ${relation} where company_id = ${company} and id = ${id}::uuid`,
    );
  for (const { id, personId } of moved.keyPersons)
    await tx.run(
      sql`update customer_keys set person_id = ${personId}::uuid where company_id = ${company} and id = ${id}::uuid`,
    );
  await tx.run(
    sql`delete from customer_tags where company_id = ${company} and customer_id = ${kept}::uuid and tag = any(${moved.tags}::text[])`,
  );
}

async function giveFieldsBack(context: Context, keptId: string, before: StoredMerge['before']): Promise<void> {
  const known = new Set(Object.values(takeable));
  const columns = Object.entries(before.profile ?? {}).filter(([column]) => known.has(column));
  for (const [column, value] of columns)
    await context.tx.run(sql`update customers set ${raw(column)} = ${column === 'custom' ? JSON.stringify(value) : value}
      where company_id = ${context.tx.companyId}::uuid and id = ${keptId}::uuid`);
  if (before.private) await setSealed(context, before.private.personId, before.private.sealed);
}
