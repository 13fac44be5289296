/** "What can this person see, and why": every permission of the product with its scope, the role that grants it, and what is denied. */
import type { Scope } from '#contract/kernel/permissions.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { organisation as contract } from '#contract/organisation.ts';
import { allPermissions } from '#contract/permissions.ts';
import { explainGrants } from '#core/organisation/index.ts';
import { notAllowed, personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Endpoint } from '#server/platform/http.ts';
import { answer } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import * as facts from './facts.ts';

type Rights = ResponseOf<typeof contract.myRights>;
interface Who {
  readonly id: string;
  readonly name: string;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly siteNames: readonly string[];
  readonly roles: Rights['roles'];
}

const load = ({ tx }: Context, id: string): Promise<Who | null> =>
  tx.row<Who>({
    text: `select staff.id, staff.name, staff.site_id as "siteId", sites.name as "siteName", staff.team_id as "teamId", teams.name as "teamName",
        array(select s.name from sites as s where s.company_id = staff.company_id and (s.id = staff.site_id or s.id in (select staff_sites.site_id
          from staff_sites where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id)) order by s.created_at) as "siteNames",
        coalesce((select jsonb_agg(jsonb_build_object('id', roles.id, 'key', roles.key, 'zh', roles.name_zh, 'en', roles.name_en) order by roles.created_at)
          from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
          where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id), '[]'::jsonb) as roles
      from staff left join sites on sites.company_id = staff.company_id and sites.id = staff.site_id
        left join teams on teams.company_id = staff.company_id and teams.id = staff.team_id
      where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, id],
  });

/** Whom a scope reaches for this person, in words: the same reading as in every query's predicate. */
function reachOf(who: Who, scope: Scope): { zh: string; en: string } {
  if (scope === 'company') return { zh: '全公司', en: 'the whole company' };
  if (scope === 'site' && who.siteNames.length > 0)
    return { zh: `门店：${who.siteNames.join('、')}`, en: `sites: ${who.siteNames.join(', ')}` };
  if (scope === 'site') return { zh: '未分配门店，看不到任何门店', en: 'no site is assigned, so none' };
  if (scope === 'team' && who.teamName) return { zh: `小组：${who.teamName}`, en: `team: ${who.teamName}` };
  return { zh: '仅本人经手', en: 'only their own' };
}

async function rights(context: Context, id: string): Promise<Rights> {
  const who = await load(context, id);
  if (!who) throw notFound('人员 / person');
  const own = id === context.actor.staffId;
  const explained = new Map(explainGrants(await facts.rolesOf(context.tx, id)).map((row) => [row.permission, row]));
  const roleOf = new Map(who.roles.map((role) => [role.id, role]));
  const rows = Object.entries(allPermissions).map(([permission, text]) => {
    const held = explained.get(permission);
    // An API token may hold less than its owner: its own page says what it holds.
    const scope = (own ? context.actor.grants[permission] : held?.scope) ?? null;
    const from = (held?.from ?? []).flatMap(({ roleId, scope: granted }) => {
      const role = roleOf.get(roleId);
      return role ? [{ role, scope: granted }] : [];
    });
    return { permission, zh: text.zh, en: text.en, scope, reach: scope ? reachOf(who, scope) : null, from };
  });
  const limitedByToken =
    own && [...explained.values()].some((row) => context.actor.grants[row.permission] !== row.scope);
  return {
    person: { id: who.id, name: who.name },
    site: who.siteId ? { id: who.siteId, name: who.siteName ?? '' } : null,
    team: who.teamId ? { id: who.teamId, name: who.teamName ?? '' } : null,
    roles: who.roles,
    limitedByToken,
    rows,
  };
}

export const rightsEndpoints: readonly Endpoint[] = [
  answer(contract.myRights, (context) => rights(context, personOf(context.actor))),
  answer(contract.rightsOf, async (context, { params }) => {
    const who = await load(context, params.staffId);
    if (!who) throw notFound('人员 / person');
    const scope = requireScope(context.actor, 'organisation.rights', 'team');
    const within =
      scope === 'company' ||
      (scope === 'site' && who.siteId !== null && context.actor.siteIds.includes(who.siteId)) ||
      (scope === 'team' && who.teamId !== null && who.teamId === context.actor.teamId);
    if (!within) throw notAllowed('organisation.rights');
    return rights(context, params.staffId);
  }),
];
