/** Sites and teams: opening, changing, closing. */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import { accept } from '#core/kernel/decision.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Endpoint } from '#server/platform/http.ts';
import { carryOut } from '#server/platform/http.ts';
import { notFound, Refused, stale } from '#server/platform/refused.ts';
import { adoptFirstBook } from '#server/rulebook/index.ts';
import type { SiteFacts, TeamFacts } from './facts.ts';
import * as facts from './facts.ts';
import * as store from './store.ts';

const refused = (code: keyof typeof organisationRefusals, detail = {}): Refused =>
  new Refused(code, organisationRefusals[code], detail);

interface SiteInput {
  readonly name: string;
  readonly timeZone: string;
  readonly opensAt: string;
  readonly closesAt: string;
}

function checkSite(input: SiteInput): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: input.timeZone });
  } catch {
    throw refused('TIME_ZONE_UNKNOWN', { timeZone: input.timeZone, field: 'timeZone' });
  }
  if (input.closesAt <= input.opensAt) throw refused('HOURS_REVERSED', { field: 'closesAt' });
}

async function checkSiteName(context: Context, name: string, except: string | null): Promise<void> {
  const taken = await context.tx.row({
    text: 'select 1 from sites where company_id = $1 and name = $2 and closed_at is null and ($3::uuid is null or id <> $3)',
    values: [context.tx.companyId, name, except],
  });
  if (taken) throw refused('NAME_TAKEN', { name, field: 'name' });
}

/** Opens a site and lets it go by the shipped rulebook of its kind. */
export async function openSite(
  context: Context,
  input: SiteInput & { kind: string },
): Promise<{ id: string; journalId: string }> {
  checkSite(input);
  await checkSiteName(context, input.name, null);
  const id = context.newId();
  await store.insertSite(context.tx, { id, ...input }, context.now);
  await adoptFirstBook(context, { id, kind: input.kind });
  const journalId = recordPlace(context, 'openSite', { type: 'site', id, siteId: id }, input, {}, [
    'S1.01.a9',
    'S1.01.a11',
  ]);
  context.publish({ topic: 'organisation', siteId: id });
  context.publish({ topic: 'session' });
  return { id, journalId };
}

const recordPlace = (
  context: Context,
  kind: 'openSite' | 'changeSite' | 'closeSite' | 'formTeam' | 'changeTeam' | 'dissolveTeam',
  subject: { type: string; id: string; siteId: string },
  input: unknown,
  known: unknown,
  clauses: readonly string[] = [],
): string =>
  context.record({
    kind: `organisation.${kind}`,
    siteId: subject.siteId,
    subject: { type: subject.type, id: subject.id },
    input,
    facts: known,
    decision: accept({ done: true }, clauses),
  });

async function loadSite(context: Context, id: string, version: number): Promise<SiteFacts> {
  const site = await facts.site(context.tx, id);
  if (!site) throw notFound('门店 / site');
  requireSite(context.actor, 'organisation.sites', id);
  if (site.version !== version) throw stale(site.version);
  if (site.closedAt) throw refused('SITE_CLOSED');
  return site;
}

async function loadTeam(context: Context, id: string, version: number): Promise<TeamFacts> {
  const team = await facts.team(context.tx, id);
  if (!team || team.endedAt) throw notFound('小组 / team');
  requireSite(context.actor, 'organisation.sites', team.siteId);
  if (team.version !== version) throw stale(team.version);
  return team;
}

const count = async (context: Context, column: 'site_id' | 'team_id', id: string): Promise<number> =>
  (
    await context.tx.row<{ people: number }>({
      text: `select count(*) as people from staff where company_id = $1 and ${column} = $2 and status <> 'left'`,
      values: [context.tx.companyId, id],
    })
  )?.people ?? 0;

async function checkTeam(
  context: Context,
  team: { id: string | null; siteId: string; name: string; leaderId: string | null },
): Promise<void> {
  const taken = await context.tx.row({
    text: `select 1 from teams where company_id = $1 and site_id = $2 and name = $3 and ended_at is null and ($4::uuid is null or id <> $4)`,
    values: [context.tx.companyId, team.siteId, team.name, team.id],
  });
  if (taken) throw refused('NAME_TAKEN', { name: team.name, field: 'name' });
  if (!team.leaderId) return;
  const leader = await context.tx.row<{ siteId: string | null; status: string }>({
    text: `select staff.site_id as "siteId", staff.status from staff where staff.company_id = $1 and staff.id = $2`,
    values: [context.tx.companyId, team.leaderId],
  });
  if (leader?.siteId !== team.siteId || leader.status === 'left')
    throw refused('LEADER_NOT_OF_SITE', { field: 'leaderId' });
}

export const placeEndpoints: readonly Endpoint[] = [
  carryOut(contract.createSite, async (context, { body }) => {
    requireScope(context.actor, 'organisation.sites', 'company');
    const { commandId: _id, ...input } = body;
    return { ...(await openSite(context, input)), version: 1 };
  }),
  carryOut(contract.updateSite, async (context, { params, body }) => {
    const before = await loadSite(context, params.siteId, body.version);
    const after = {
      id: before.id,
      name: body.name ?? before.name,
      timeZone: body.timeZone ?? before.timeZone,
      opensAt: body.opensAt ?? before.opensAt,
      closesAt: body.closesAt ?? before.closesAt,
    };
    checkSite(after);
    await checkSiteName(context, after.name, before.id);
    await store.updateSite(context.tx, after);
    const journalId = recordPlace(context, 'changeSite', { type: 'site', id: before.id, siteId: before.id }, after, {
      before,
    });
    context.publish({ topic: 'organisation', siteId: before.id });
    context.publish({ topic: 'session' });
    return { id: before.id, version: before.version + 1, journalId };
  }),
  carryOut(contract.closeSite, async (context, { params, body }) => {
    requireScope(context.actor, 'organisation.sites', 'company');
    const before = await loadSite(context, params.siteId, body.version);
    const people = await count(context, 'site_id', before.id);
    if (people > 0) throw refused('SITE_NOT_EMPTY', { people });
    await store.closeSite(context.tx, before.id, context.now);
    const journalId = recordPlace(
      context,
      'closeSite',
      { type: 'site', id: before.id, siteId: before.id },
      {},
      { before },
    );
    context.publish({ topic: 'organisation', siteId: before.id });
    context.publish({ topic: 'session' });
    return { id: before.id, version: before.version + 1, journalId };
  }),
  carryOut(contract.createTeam, async (context, { body }) => {
    requireSite(context.actor, 'organisation.sites', body.siteId);
    const site = await facts.site(context.tx, body.siteId);
    if (!site) throw notFound('门店 / site');
    if (site.closedAt) throw refused('SITE_CLOSED');
    const team = { id: context.newId(), siteId: body.siteId, name: body.name, leaderId: body.leaderId ?? null };
    await checkTeam(context, { ...team, id: null });
    await store.insertTeam(context.tx, team, context.now);
    const journalId = recordPlace(context, 'formTeam', { type: 'team', id: team.id, siteId: team.siteId }, team, {}, [
      'S1.05.s3',
    ]);
    context.publish({ topic: 'organisation', siteId: team.siteId });
    return { id: team.id, version: 1, journalId };
  }),
  carryOut(contract.updateTeam, async (context, { params, body }) => {
    const before = await loadTeam(context, params.teamId, body.version);
    const leaderId = body.leaderId === undefined ? before.leaderId : body.leaderId;
    const after = { id: before.id, siteId: before.siteId, name: body.name ?? before.name, leaderId };
    await checkTeam(context, after);
    await store.updateTeam(context.tx, after);
    const journalId = recordPlace(
      context,
      'changeTeam',
      { type: 'team', id: before.id, siteId: before.siteId },
      after,
      { before },
    );
    context.publish({ topic: 'organisation', siteId: before.siteId });
    return { id: before.id, version: before.version + 1, journalId };
  }),
  carryOut(contract.endTeam, async (context, { params, body }) => {
    const before = await loadTeam(context, params.teamId, body.version);
    const people = await count(context, 'team_id', before.id);
    if (people > 0) throw refused('TEAM_NOT_EMPTY', { people });
    await store.endTeam(context.tx, before.id, context.now);
    const journalId = recordPlace(
      context,
      'dissolveTeam',
      { type: 'team', id: before.id, siteId: before.siteId },
      {},
      { before },
    );
    context.publish({ topic: 'organisation', siteId: before.siteId });
    return { id: before.id, version: before.version + 1, journalId };
  }),
];
