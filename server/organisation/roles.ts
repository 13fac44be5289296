/** Roles: sets of permissions with a scope. Shipped ones can be changed too; the last way to administer stays. */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import { allPermissions } from '#contract/permissions.ts';
import type { Grants } from '#core/organisation/index.ts';
import { ADMINISTERING, decideRoleEdit, presetGrants, roleKeys, roleNames } from '#core/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Endpoint } from '#server/platform/http.ts';
import { carryOut } from '#server/platform/http.ts';
import { accepted, notFound, stale } from '#server/platform/refused.ts';
import * as facts from './facts.ts';
import { refused } from './people.ts';
import * as store from './store.ts';

/** Whoever sets the company up can do everything at first, and passes on what they please; but they stand in no line. */
export const OWNER = 'owner';
const everything: Grants = Object.fromEntries(
  Object.entries(allPermissions)
    .filter(([permission]) => permission !== 'desk.serve')
    .map(([permission, { scopes }]) => [permission, scopes.at(-1) ?? 'self']),
);

/** The roles every company starts with. */
export async function insertShippedRoles(context: Pick<Context, 'tx' | 'now' | 'newId'>): Promise<void> {
  const shipped = roleKeys.map((key) => ({ key: key as string, ...roleNames[key], grants: presetGrants(key) }));
  const owner = { key: OWNER, zh: '负责人（全部权限）', en: 'Owner (every right)', grants: everything };
  for (const role of [...shipped, owner])
    await store.insertRole(context.tx, { id: context.newId(), ...role }, context.now);
}

interface RoleFacts {
  readonly id: string;
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly grants: Grants;
  readonly version: number;
}

async function lockRole(context: Context, id: string): Promise<RoleFacts> {
  const role = await context.tx.row<RoleFacts>({
    text: `select roles.id, roles.key, roles.name_zh as zh, roles.name_en as en, roles.grants, roles.version from roles
      where roles.company_id = $1 and roles.id = $2 for update`,
    values: [context.tx.companyId, id],
  });
  if (!role) throw notFound('角色 / role');
  return role;
}

const known = Object.fromEntries(
  Object.entries(allPermissions).map(([permission, { scopes }]) => [permission, scopes]),
);

/** People at work who could still give rights if this role had these grants. */
const administratorsAfter = async (context: Context, roleId: string | null, grants: Grants): Promise<number> =>
  (
    await context.tx.row<{ people: number }>({
      text: `select count(distinct staff.id) as people from staff
        join staff_roles on staff_roles.company_id = $1 and staff_roles.staff_id = staff.id
        join roles on roles.company_id = $1 and roles.id = staff_roles.role_id
        where staff.company_id = $1 and staff.status <> 'left' and case when roles.id = $2 then $3 else roles.grants ? '${ADMINISTERING}' end`,
      values: [context.tx.companyId, roleId, ADMINISTERING in grants],
    })
  )?.people ?? 0;

async function decide(context: Context, roleId: string | null, grants: Grants) {
  await facts.lockRights(context.tx);
  const given = {
    grants,
    // Of those that are wanted, what is offered: enough to decide again.
    known: Object.fromEntries(Object.entries(known).filter(([permission]) => permission in grants)),
    administratorsAfter: await administratorsAfter(context, roleId, grants),
  };
  return { given, decision: accepted(decideRoleEdit(given), organisationRefusals) };
}

const record = (
  context: Context,
  kind: 'createRole' | 'changeRole' | 'deleteRole',
  id: string,
  input: object,
  before: object | null,
  { given, decision }: Awaited<ReturnType<typeof decide>>,
): string => {
  context.publish({ topic: 'organisation' });
  context.publish({ topic: 'session' });
  return context.record({
    kind: `organisation.${kind}`,
    subject: { type: 'role', id },
    input,
    facts: { before, ...given },
    decision,
  });
};

export const roleEndpoints: readonly Endpoint[] = [
  carryOut(contract.createRole, async (context, { body }) => {
    const taken = await context.tx.row({
      text: 'select 1 from roles where company_id = $1 and key = $2',
      values: [context.tx.companyId, body.key],
    });
    if (taken) throw refused('NAME_TAKEN', { name: body.key, field: 'key' });
    const decided = await decide(context, null, body.grants);
    const id = context.newId();
    const { commandId: _id, ...role } = body;
    await store.insertRole(context.tx, { id, ...role }, context.now);
    return { id, version: 1, journalId: record(context, 'createRole', id, role, null, decided) };
  }),
  carryOut(contract.updateRole, async (context, { params, body }) => {
    const before = await lockRole(context, params.roleId);
    if (before.version !== body.version) throw stale(before.version);
    const after = {
      id: before.id,
      zh: body.zh ?? before.zh,
      en: body.en ?? before.en,
      grants: body.grants ?? before.grants,
    };
    const decided = await decide(context, before.id, after.grants);
    await store.updateRole(context.tx, after);
    return {
      id: before.id,
      version: before.version + 1,
      journalId: record(context, 'changeRole', before.id, after, before, decided),
    };
  }),
  carryOut(contract.deleteRole, async (context, { params }) => {
    const before = await lockRole(context, params.roleId);
    const held = await context.tx.row<{ people: number }>({
      text: 'select count(*) as people from staff_roles where company_id = $1 and role_id = $2',
      values: [context.tx.companyId, before.id],
    });
    if (held && held.people > 0) throw refused('ROLE_IN_USE', { people: held.people });
    const decided = await decide(context, before.id, {});
    await store.deleteRole(context.tx, before.id);
    return { journalId: record(context, 'deleteRole', before.id, {}, before, decided) };
  }),
];
