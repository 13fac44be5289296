/** Writes sites, teams, people and roles. Names, numbers and logins are unique in the database; a lost race shows there. */
import type { Grants } from '#core/organisation/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly timeZone: string;
  readonly opensAt: string;
  readonly closesAt: string;
}
export const insertSite = (tx: Tx, site: SiteRow, now: string): Promise<number> =>
  tx.run({
    text: `insert into sites (company_id, id, name, kind, time_zone, opens_at, closes_at, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [tx.companyId, site.id, site.name, site.kind, site.timeZone, site.opensAt, site.closesAt, now],
  });

export const updateSite = (tx: Tx, site: Omit<SiteRow, 'kind'>): Promise<number> =>
  tx.run({
    text: `update sites set name = $3, time_zone = $4, opens_at = $5, closes_at = $6, version = version + 1 where company_id = $1 and id = $2`,
    values: [tx.companyId, site.id, site.name, site.timeZone, site.opensAt, site.closesAt],
  });

export const closeSite = (tx: Tx, id: string, now: string): Promise<number> =>
  tx.run({
    text: 'update sites set closed_at = $3, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, id, now],
  });

export const insertTeam = (
  tx: Tx,
  team: { id: string; siteId: string; name: string; leaderId: string | null },
  now: string,
): Promise<number> =>
  tx.run({
    text: 'insert into teams (company_id, id, site_id, name, leader_id, created_at) values ($1, $2, $3, $4, $5, $6)',
    values: [tx.companyId, team.id, team.siteId, team.name, team.leaderId, now],
  });

export const updateTeam = (tx: Tx, team: { id: string; name: string; leaderId: string | null }): Promise<number> =>
  tx.run({
    text: 'update teams set name = $3, leader_id = $4, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, team.id, team.name, team.leaderId],
  });

export const endTeam = (tx: Tx, id: string, now: string): Promise<number> =>
  tx.run({
    text: 'update teams set ended_at = $3, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, id, now],
  });

export interface NewPerson {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly post: string | null;
  readonly title: string;
  readonly username: string | null;
  readonly phone: string | null;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly superiorId: string | null;
  readonly mentorId: string | null;
  readonly probationUntil: string | null;
  readonly hiredOn: string | null;
  readonly locale: string;
  readonly note: string;
}
export const insertPerson = (tx: Tx, person: NewPerson, now: string, passwordAt: string): Promise<number> =>
  tx.run({
    name: 'organisation.insert-person',
    text: `insert into staff (company_id, id, number, name, name_pinyin, name_initials, post, title, username, phone, password_hash,
        must_change_password, password_changed_at, site_id, team_id, superior_id, mentor_id, probation_until, hired_on, locale, note, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    values: [
      tx.companyId,
      person.id,
      person.number,
      person.name,
      person.pinyin,
      person.initials,
      person.post,
      person.title,
      person.username,
      person.phone,
      person.passwordHash,
      person.mustChangePassword,
      person.passwordHash ? passwordAt : null,
      person.siteId,
      person.teamId,
      person.superiorId,
      person.mentorId,
      person.probationUntil,
      person.hiredOn,
      person.locale,
      person.note,
      now,
    ],
  });

export type PersonChange = Omit<
  NewPerson,
  'passwordHash' | 'mustChangePassword' | 'siteId' | 'teamId' | 'probationUntil' | 'locale'
>;
export const updatePerson = (tx: Tx, person: PersonChange): Promise<number> =>
  tx.run({
    text: `update staff set number = $3, name = $4, name_pinyin = $5, name_initials = $6, post = $7, title = $8, username = $9, phone = $10,
        superior_id = $11, mentor_id = $12, hired_on = $13, note = $14, version = version + 1 where company_id = $1 and id = $2`,
    values: [
      tx.companyId,
      person.id,
      person.number,
      person.name,
      person.pinyin,
      person.initials,
      person.post,
      person.title,
      person.username,
      person.phone,
      person.superiorId,
      person.mentorId,
      person.hiredOn,
      person.note,
    ],
  });

/** Which of these names belongs to somebody else, if any. Logins are looked up before the company is known, so they are one list. */
export const takenLogin = (
  tx: Tx,
  names: readonly string[],
  except: string | null,
): Promise<{ name: string; kind: string } | null> =>
  tx.row({
    text: `select logins.name, logins.kind from logins where logins.name = any($1) and ($2::uuid is null or logins.staff_id <> $2) limit 1`,
    values: [names, except],
  });

export async function setLogins(
  tx: Tx,
  staffId: string,
  logins: { username: string | null; phone: string | null },
): Promise<void> {
  await tx.run({ text: 'delete from logins where company_id = $1 and staff_id = $2', values: [tx.companyId, staffId] });
  for (const [kind, name] of Object.entries(logins))
    if (name)
      await tx.run({
        text: 'insert into logins (name, company_id, staff_id, kind) values ($1, $2, $3, $4)',
        values: [name, tx.companyId, staffId, kind],
      });
}

export async function setUsername(tx: Tx, staffId: string, username: string): Promise<void> {
  await tx.run({
    text: 'update staff set username = $3, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, staffId, username],
  });
  await setLogins(tx, staffId, { username, phone: null });
}

export async function setRoles(
  tx: Tx,
  staffId: string,
  roleIds: readonly string[],
  by: string | null,
  now: string,
): Promise<void> {
  await tx.run({
    text: 'delete from staff_roles where company_id = $1 and staff_id = $2 and not role_id = any($3)',
    values: [tx.companyId, staffId, roleIds],
  });
  await tx.run({
    text: `insert into staff_roles (company_id, staff_id, role_id, granted_at, granted_by)
      select $1, $2, id, $4, $5 from unnest($3::uuid[]) as id on conflict do nothing`,
    values: [tx.companyId, staffId, roleIds, now, by],
  });
}

export async function setSites(tx: Tx, staffId: string, siteIds: readonly string[]): Promise<void> {
  await tx.run({
    text: 'delete from staff_sites where company_id = $1 and staff_id = $2',
    values: [tx.companyId, staffId],
  });
  await tx.run({
    text: `insert into staff_sites (company_id, staff_id, site_id) select $1, $2, sites.id from sites where sites.company_id = $1 and sites.id = any($3)`,
    values: [tx.companyId, staffId, siteIds],
  });
}

export const insertRole = (
  tx: Tx,
  role: { id: string; key: string; zh: string; en: string; grants: Grants },
  now: string,
): Promise<number> =>
  tx.run({
    text: 'insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [tx.companyId, role.id, role.key, role.zh, role.en, JSON.stringify(role.grants), now],
  });

export const updateRole = (tx: Tx, role: { id: string; zh: string; en: string; grants: Grants }): Promise<number> =>
  tx.run({
    text: 'update roles set name_zh = $3, name_en = $4, grants = $5, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, role.id, role.zh, role.en, JSON.stringify(role.grants)],
  });

export const deleteRole = (tx: Tx, id: string): Promise<number> =>
  tx.run({ text: 'delete from roles where company_id = $1 and id = $2', values: [tx.companyId, id] });

export const placePerson = (
  tx: Tx,
  id: string,
  place: { siteId: string | null; teamId: string | null; superiorId: string | null },
): Promise<number> =>
  tx.run({
    text: `update staff set site_id = $3, team_id = $4, superior_id = $5, version = version + 1 where company_id = $1 and id = $2`,
    values: [tx.companyId, id, place.siteId, place.teamId, place.superiorId],
  });

export const setStatus = (
  tx: Tx,
  id: string,
  change: { status: string; leaveFrom: string | null; leaveUntil: string | null; leftAt: string | null },
): Promise<number> =>
  tx.run({
    text: `update staff set status = $3, leave_from = $4, leave_until = $5, left_at = $6, version = version + 1 where company_id = $1 and id = $2`,
    values: [tx.companyId, id, change.status, change.leaveFrom, change.leaveUntil, change.leftAt],
  });

export const endProbation = (tx: Tx, id: string): Promise<number> =>
  tx.run({
    text: 'update staff set probation_until = null, mentor_id = null, version = version + 1 where company_id = $1 and id = $2',
    values: [tx.companyId, id],
  });

/** Whoever answered to, was led or taught by somebody who leaves: the line closes over the gap, the other two stay open. */
export async function releaseFrom(
  tx: Tx,
  leaver: { id: string; superiorId: string | null },
): Promise<{ superior: number; mentor: string[] }> {
  const superior = await tx.run({
    text: 'update staff set superior_id = $3, version = version + 1 where company_id = $1 and superior_id = $2',
    values: [tx.companyId, leaver.id, leaver.superiorId],
  });
  await tx.run({
    text: 'update teams set leader_id = null, version = version + 1 where company_id = $1 and leader_id = $2',
    values: [tx.companyId, leaver.id],
  });
  const mentored = await tx.rows<{ id: string }>({
    text: 'update staff set mentor_id = null, version = version + 1 where company_id = $1 and mentor_id = $2 returning id',
    values: [tx.companyId, leaver.id],
  });
  return { superior, mentor: mentored.map((row) => row.id) };
}
