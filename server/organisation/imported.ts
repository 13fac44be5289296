/** What an import of staff needs beside `createStaff`: places by name, particulars filled in, people who had left before, and undoing. */
import sql from 'sql-template-tag';
import { loginPhoneOf } from '#core/organisation/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { type Instant, startOfDay } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines } from '#server/platform/deadlines.ts';
import type { Tx } from '#server/platform/database.ts';
import { spellingsOf } from './people.ts';
import { openSite } from './places.ts';
import * as store from './store.ts';

const TIME_ZONE = 'Asia/Shanghai';

/** The open site of this name; a staff list names the sites a company has, so one that is missing is opened. */
export async function siteNamed(context: Context, name: string): Promise<{ id: string; isNew: boolean }> {
  const known = await context.tx.row<{ id: string }>({
    text: 'select id from sites where company_id = $1 and name = $2 and closed_at is null',
    values: [context.tx.companyId, name],
  });
  if (known) return { id: known.id, isNew: false };
  const kind = /展厅|4S|店$/.test(name) ? 'car_showroom' : /会所|健身|会籍/.test(name) ? 'gym' : 'real_estate';
  const { id } = await openSite(context, { name, kind, timeZone: TIME_ZONE, opensAt: '09:00', closesAt: '18:00' });
  return { id, isNew: true };
}

export async function teamNamed(
  context: Context,
  siteId: string,
  name: string,
): Promise<{ id: string; isNew: boolean }> {
  const known = await context.tx.row<{ id: string }>({
    text: 'select id from teams where company_id = $1 and site_id = $2 and name = $3 and ended_at is null',
    values: [context.tx.companyId, siteId, name],
  });
  if (known) return { id: known.id, isNew: false };
  const id = context.newId();
  await store.insertTeam(context.tx, { id, siteId, name, leaderId: null }, context.now);
  context.publish({ topic: 'organisation', siteId });
  return { id, isNew: true };
}

/** Column by particular: all that an import may fill in on somebody who is on the books. */
const columns = {
  title: 'title',
  post: 'post',
  hiredOn: 'hired_on',
  note: 'note',
  siteId: 'site_id',
  teamId: 'team_id',
} as const;
export type StaffParticulars = Readonly<Partial<Record<keyof typeof columns, string | null>>>;

export async function fillInStaff(
  context: Context,
  staffId: string,
  given: StaffParticulars,
): Promise<StaffParticulars> {
  const { tx } = context;
  const fields = (Object.keys(columns) as (keyof typeof columns)[]).filter((field) => given[field] !== undefined);
  const now = await tx.row<Record<keyof typeof columns, string | null>>({
    text: `select title, post, hired_on as "hiredOn", note, site_id as "siteId", team_id as "teamId" from staff
      where company_id = $1 and id = $2 for no key update`,
    values: [tx.companyId, staffId],
  });
  const changed = fields.filter((field) => (now?.[field] ?? null) !== (given[field] ?? null));
  if (changed.length === 0) return {};
  await write(
    tx,
    staffId,
    changed.map((field) => [field, given[field] ?? null]),
  );
  context.record({
    kind: 'organisation.importStaff',
    subject: { type: 'staff', id: staffId },
    staffIds: [staffId],
    input: Object.fromEntries(changed.map((field) => [field, given[field] ?? null])),
    facts: { before: now },
    decision: accept({ changed: changed.length }, []),
  });
  return Object.fromEntries(changed.map((field) => [field, now?.[field] ?? null]));
}
const write = (
  tx: Tx,
  staffId: string,
  values: readonly (readonly [keyof typeof columns, string | null])[],
): Promise<number> =>
  tx.run({
    text: `update staff set ${values.map(([field], index) => `${columns[field]} = $${index + 3}`).join(', ')}, version = version + 1
      where company_id = $1 and id = $2`,
    values: [tx.companyId, staffId, ...values.map(([, value]) => value)],
  });
export const restoreStaff = async (context: Context, staffId: string, before: StaffParticulars): Promise<void> => {
  const values = (Object.entries(before) as [keyof typeof columns, string | null][]).filter(
    ([field]) => field in columns,
  );
  if (values.length > 0) await write(context.tx, staffId, values);
};

export const setOnLeave = (context: Context, staffId: string): Promise<number> =>
  store.setStatus(context.tx, staffId, { status: 'on_leave', leaveFrom: null, leaveUntil: null, leftAt: null });

/** Somebody who had left before the company came to us: on the books as author of old records, without any access. */
export async function addFormerStaff(
  context: Context,
  person: { name: string; leftOn: string; note: string },
): Promise<string> {
  const id = context.newId();
  const leftAt: Instant = startOfDay(person.leftOn, TIME_ZONE);
  await context.tx.run(sql`insert into staff (company_id, id, name, name_pinyin, name_initials, status, left_at, note, created_at)
    values (${context.tx.companyId}::uuid, ${id}::uuid, ${person.name}, ${spellingsOf(person.name).pinyin}, ${spellingsOf(person.name).initials}, 'left',
      ${leftAt}, ${person.note}, ${context.now})`);
  context.record({
    kind: 'organisation.importFormerStaff',
    subject: { type: 'staff', id },
    staffIds: [id],
    input: person,
    facts: {},
    decision: accept({ id }, []),
  });
  return id;
}

/** Removes people an import entered whom nothing refers to yet; answers who is gone. */
export async function removeImportedStaff(context: Context, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { tx } = context;
  const gone = new Set<string>();
  for (const id of ids) {
    try {
      await tx.attempt(async () => {
        await store.setLogins(tx, id, { username: null, phone: null });
        await clearDeadlines(tx, [id], ['organisation.probationEnds'], context.now);
        await tx.run({
          text: 'update staff set superior_id = null where company_id = $1 and superior_id = $2',
          values: [tx.companyId, id],
        });
        await tx.run({
          text: 'update staff set mentor_id = null where company_id = $1 and mentor_id = $2',
          values: [tx.companyId, id],
        });
        for (const table of ['staff_roles', 'staff_sites'])
          await tx.run({
            text: `delete from ${table} where company_id = $1 and staff_id = $2`,
            values: [tx.companyId, id],
          });
        await inUse(tx, id);
        await tx.run({ text: 'delete from staff where company_id = $1 and id = $2', values: [tx.companyId, id] });
      });
      gone.add(id);
    } catch (error) {
      if (!(error instanceof StillInUse) && (error as { code?: string }).code !== '23503') throw error;
    }
  }
  if (gone.size > 0) context.publish({ topic: 'organisation' });
  return gone;
}

class StillInUse extends Error {}
/** Not everything that names a person is a foreign key: owned customers and open sessions keep them here too. */
async function inUse(tx: Tx, id: string): Promise<void> {
  const used = await tx.row({
    text: `select 1 where exists (select 1 from customers c where c.company_id = $1 and c.owner_id = $2)
      or exists (select 1 from sessions s where s.company_id = $1 and s.staff_id = $2)`,
    values: [tx.companyId, id],
  });
  if (used) throw new StillInUse();
}

/** How a phone of a staff list is stored; null when it cannot be one. */
export const staffPhone = (written: string): string | null => loginPhoneOf(written);
