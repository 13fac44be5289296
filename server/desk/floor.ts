/** The floor on screens: the desk, the wall board, one's own turn. */
import sql from 'sql-template-tag';
import { desk as routes, type FloorPlaceOut, type VisitRowOut } from '#contract/desk.ts';
import {
  applyForMakeUp,
  availability,
  closeDay,
  type DeskFacts,
  type DeskSheet,
  isOffHours,
  type LineItem,
  presenceOf,
  whoAnswersCalls,
} from '#core/desk/index.ts';
import { isWithheld } from '#core/desk/index.ts';
import { surnameOf } from '#core/customers/index.ts';
import { personOf, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer } from '#server/platform/http.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { namesOf, workloadOf } from './facts.ts';
import { messagesOf } from './messages.ts';
import { lacks, whyNot } from './save.ts';
import { type Locked, readSheet } from './store.ts';
import { type VisitOutRow, visitRows, wire } from './visit-views.ts';

type Names = ReadonlyMap<string, { name: string; title: string }>;
const refOf = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' });

interface Scene extends Locked {
  readonly rules: RulesInForce;
  readonly facts: DeskFacts;
  readonly names: Names;
}

async function sceneOf(context: Context, siteId: string): Promise<Scene> {
  const locked = await readSheet(context, siteId);
  const { sheet } = locked;
  const rules = await context.rules(siteId);
  const visits = Object.values(sheet.visits);
  const ids = [
    ...Object.keys(sheet.units),
    ...Object.keys(sheet.presence),
    ...Object.values(sheet.units).flatMap((unit) => unit.members),
    ...visits.flatMap((visit) => [visit.serverId ?? '', ...visit.helpers]),
    ...(sheet.duty?.staffIds ?? []),
    ...(sheet.event?.list ?? []),
  ].filter((id) => id !== '');
  const workload = await workloadOf(context, rules, sheet);
  return {
    ...locked,
    rules,
    names: await namesOf(context.tx, ids),
    facts: { customer: null, referrer: null, workload },
  };
}

const personOn = ({ sheet, names, rules, facts }: Scene, id: string) => {
  const visits = Object.values(sheet.visits).filter((visit) => visit.serverId === id || visit.helpers.includes(id));
  return {
    ...refOf(names, id),
    title: names.get(id)?.title ?? '',
    status: presenceOf(sheet, id),
    since: sheet.presence[id]?.since ?? null,
    note: sheet.presence[id]?.note ?? null,
    withVisits: visits.map((visit) => visit.number),
    called: visits.some((visit) => visit.state === 'called' && visit.serverId === id),
    withheld: isWithheld(rules.values.desk, facts, id),
    count: sheet.staffCounts[id] ?? 0,
  };
};

/** Who of the place would serve now; else why it would be passed over, and at what price. */
function outlook({ sheet, rules, facts }: Scene, item: LineItem) {
  const of = (id: string) => availability(rules.values.desk, sheet, facts, id);
  const holder = item.makeUpId === null ? undefined : sheet.makeUps[item.makeUpId]?.staffId;
  const members = holder === undefined ? (sheet.units[item.unitId]?.members ?? []) : [holder];
  const next = members.find((id) => of(id).because === null) ?? null;
  const [first] = members;
  const blocked = next === null && first !== undefined ? of(first) : null;
  return {
    members,
    next,
    because: blocked?.because ?? null,
    effect: item.makeUpId === null ? (blocked?.effect ?? null) : null,
  };
}

function placesOf(scene: Scene): FloorPlaceOut[] {
  const { sheet, names } = scene;
  let ready = 0;
  return sheet.line.map((item, index) => {
    const { members, next, because, effect } = outlook(scene, item);
    if (next !== null) ready += 1;
    return {
      position: index + 1,
      unitId: item.unitId,
      unitName: names.get(item.unitId)?.name ?? '',
      members: members.map((id) => personOn(scene, id)),
      makeUpId: item.makeUpId,
      standing: next === null ? null : ready === 1 ? 'up' : ready === 2 ? 'on_deck' : 'in_line',
      next: next === null ? null : refOf(names, next),
      because,
      effect,
      count: sheet.unitCounts[item.unitId] ?? 0,
    };
  });
}

async function makeUpsOf(context: Context, scene: Scene, permitted: boolean) {
  const { sheet, rules, names } = scene;
  return Promise.all(
    Object.values(sheet.makeUps).map(async (makeUp) => {
      const { id, unitId, staffId, state, missedAt, missedBecause, closingsLeft } = makeUp;
      const ask = { makeUpId: id, staffId: context.actor.staffId ?? '', reason: '' };
      const apply = await whyNot(context, applyForMakeUp(rules.values.desk, sheet, ask, context.now));
      const { makeUp: how } = rules.values.desk;
      const grants = how === 'supervisor_grants' || how === 'on_application';
      const notYet = { accepted: false, code: 'NOT_APPLIED_FOR', clauses: [], rejected: [], detail: {} } as const;
      const nothing = { accepted: false, code: 'NO_TURN_MISSED', clauses: [], rejected: [], detail: {} } as const;
      const elsewhere = {
        accepted: false,
        code: 'MAKE_UP_NOT_GIVEN_HERE',
        clauses: [],
        rejected: [],
        detail: {},
      } as const;
      const place = !permitted
        ? lacks('desk.supervise')
        : !grants
          ? await whyNot(context, elsewhere)
          : state === 'placed'
            ? await whyNot(context, nothing)
            : how === 'on_application' && state !== 'applied'
              ? await whyNot(context, notYet)
              : null;
      return {
        id,
        unitId,
        staff: refOf(names, staffId),
        state,
        missedAt,
        missedBecause,
        closingsLeft,
        whyNot: { apply, place },
      };
    }),
  );
}

const onFloorNow = (context: Context, scene: Scene): Promise<VisitOutRow[]> =>
  visitRows(
    context,
    sql`visits.site_id = ${scene.site.id} and visits.day = ${scene.day} and visits.state in ('waiting', 'called', 'serving')`,
    sql`order by visits.number limit 500`,
  );

const may = (context: Context, permission: string) =>
  scopeOf(context.actor, permission) === null ? lacks(permission) : null;

const floor = answer(routes.floor, async (context, { params }) => {
  requireSite(context.actor, 'desk.read', params.siteId);
  const scene = await sceneOf(context, params.siteId);
  const { sheet, names, rules, site } = scene;
  const house = rules.values.desk;
  const visits = await onFloorNow(context, scene);
  const inLine = new Set(sheet.line.flatMap((item) => sheet.units[item.unitId]?.members ?? []));
  const answers = whoAnswersCalls(house, sheet);
  const supervises = scopeOf(context.actor, 'desk.supervise') !== null;
  const closed = await whyNot(context, closeDay(house, sheet, { reason: 'x' }, context.now, context.actor.staffId));
  const alreadyOpen = {
    accepted: false,
    code: 'DAY_ALREADY_OPEN',
    clauses: [],
    rejected: [],
    detail: { day: scene.day },
  } as const;
  return {
    site: { id: site.id, name: site.name },
    day: scene.day,
    now: context.now,
    status: sheet.status,
    openedAt: sheet.openedAt,
    version: scene.version,
    offHours: isOffHours(sheet, context.now),
    line: placesOf(scene),
    others: Object.keys(sheet.presence)
      .filter((id) => !inLine.has(id))
      .map((id) => personOn(scene, id)),
    visits: visits.map(wire),
    makeUps: await makeUpsOf(context, scene, supervises),
    answersCalls: answers === null ? null : refOf(names, answers),
    messages: sheet.messages.map(({ callId, forStaffId, takenAt }) => ({
      callId,
      forStaff: refOf(names, forStaffId),
      takenAt,
    })),
    event: sheet.event === null ? null : { ...sheet.event, list: sheet.event.list.map((id) => refOf(names, id)) },
    duty:
      sheet.duty === null
        ? null
        : {
            staff: sheet.duty.staffIds.map((id) => refOf(names, id)),
            leader: sheet.duty.leaderId === null ? null : refOf(names, sheet.duty.leaderId),
          },
    lastRotation: sheet.lastRotation,
    visitsToday: sheet.visitsNumbered,
    rules: {
      rotationUnit: house.rotationUnit,
      orderSource: house.orderSource,
      makeUp: house.makeUp,
      largePartySize: house.largePartySize,
      waitingAlertMinutes: house.waitingAlertMinutes,
    },
    whyNot: {
      open: may(context, 'desk.supervise') ?? (sheet.status === 'planned' ? null : await whyNot(context, alreadyOpen)),
      close: may(context, 'desk.supervise') ?? closed,
      adjust: may(context, 'desk.supervise') ?? closed,
      receive: may(context, 'desk.receive'),
    },
  };
});

/** Surname and title: 李女士 on the floor is nobody's full name on the wall. */
const label = (names: Names, id: string): string => {
  const person = names.get(id);
  if (person === undefined) return '';
  return person.title === ''
    ? surnameOf(person.name) || person.name
    : `${surnameOf(person.name) || person.name} ${person.title}`;
};
const shortVisitor = (visit: VisitRowOut): string => {
  const name = visit.customer?.name ?? '';
  return visit.visitor !== '' ? visit.visitor : name === '' ? '' : surnameOf(name) || name.slice(0, 1);
};

const board = answer(routes.board, async (context, { params }) => {
  requireSite(context.actor, 'desk.read', params.siteId);
  const scene = await sceneOf(context, params.siteId);
  const { sheet, names, site, day, version } = scene;
  const visits = (await onFloorNow(context, scene)).map(wire);
  return {
    site: site.name,
    day,
    now: context.now,
    status: sheet.status,
    version,
    line: placesOf(scene).map(({ position, unitId, members, makeUpId, standing, because, count }) => {
      const [person] = members;
      const isTeam = members.length > 1 || (person !== undefined && person.id !== unitId && makeUpId === null);
      const text = isTeam ? (names.get(unitId)?.name ?? '') : person === undefined ? '' : label(names, person.id);
      return { position, label: text, standing, because, isMakeUp: makeUpId !== null, count };
    }),
    serving: visits
      .filter((visit) => visit.server !== null)
      .map((visit) => ({
        label: label(names, visit.server?.id ?? ''),
        visitor: shortVisitor(visit),
        number: visit.number,
        state: visit.state,
        since: visit.startedAt ?? visit.calledAt ?? visit.arrivedAt,
      })),
    waiting: visits
      .filter((visit) => visit.server === null)
      .map((visit) => ({ visitor: shortVisitor(visit), number: visit.number, since: visit.arrivedAt })),
  };
});

const BRIEFINGS_MAX = 50;

const mine = answer(routes.mine, async (context, { query }) => {
  const me = personOf(context.actor);
  const siteId = query.siteId ?? context.actor.siteId;
  if (siteId === null) return nowhere(context);
  requireSite(context.actor, 'desk.read', siteId);
  const scene = await sceneOf(context, siteId);
  const { sheet, rules, site, day } = scene;
  const places = placesOf(scene);
  const place = places.find((one) => one.members.some((member) => member.id === me)) ?? null;
  const ahead =
    place === null ? null : places.filter((one) => one.position < place.position && one.standing !== null).length;
  const visits = await visitRows(
    context,
    sql`visits.state in ('called', 'serving') and (visits.server_id = ${me} or ${me}::uuid = any(visits.helpers))`,
    sql`order by visits.arrived_at limit 50`,
  );
  const makeUps = await makeUpsOf(context, scene, scopeOf(context.actor, 'desk.supervise') !== null);
  return {
    site: { id: site.id, name: site.name },
    day,
    now: context.now,
    status: sheet.status,
    presence: presenceOf(sheet, me),
    position: place?.position ?? null,
    ahead,
    standing: place?.standing ?? null,
    because: place === null ? null : availability(rules.values.desk, sheet, scene.facts, me).because,
    count: sheet.staffCounts[me] ?? 0,
    visits: visits.map(wire),
    briefings: await briefingsFor(context, me, day),
    registrationsDue: await registrationsDue(context, me),
    makeUps: makeUps.filter((makeUp) => makeUp.staff.id === me),
    messages: await latestMessages(context, me, day),
  };
});

const nowhere = (context: Context) => ({
  site: null,
  day: context.now.slice(0, 10),
  now: context.now,
  status: 'planned' as const,
  presence: 'off_duty' as const,
  position: null,
  ahead: null,
  standing: null,
  because: null,
  count: 0,
  visits: [],
  briefings: [],
  registrationsDue: [],
  makeUps: [],
  messages: [],
});

const briefingsFor = (context: Context, staffId: string, day: string) =>
  context.tx.rows<{
    visitId: string;
    number: number;
    visitor: string;
    by: { id: string; name: string };
    at: string;
  }>(sql`
    select visits.id as "visitId", visits.number, coalesce(nullif(visits.visitor, ''), customers.name, '') as visitor,
      json_build_object('id', staff.id, 'name', staff.name) as by, visits.ended_at as at
    from visits join staff on staff.company_id = visits.company_id and staff.id = visits.server_id
    left join customers on customers.company_id = visits.company_id and customers.id = visits.customer_id
    where visits.company_id = ${context.tx.companyId} and visits.on_behalf_of = ${staffId} and visits.state = 'finished'
      and visits.day = ${day} order by visits.ended_at desc limit ${BRIEFINGS_MAX}`);

const registrationsDue = (context: Context, staffId: string) =>
  context.tx.rows<{ visitId: string; number: number; day: string; visitor: string }>(sql`
    select visits.id as "visitId", visits.number, visits.day, visits.visitor from visits
    where visits.company_id = ${context.tx.companyId} and visits.server_id = ${staffId} and visits.registration_due
    order by visits.arrived_at desc limit ${BRIEFINGS_MAX}`);

async function latestMessages(context: Context, staffId: string, day: string) {
  const rows = await context.tx.rows<{ id: string; at: string }>(sql`select calls.id, calls.at from calls
    where calls.company_id = ${context.tx.companyId} and calls.wants_staff_id = ${staffId} and calls.delivered_at is not null
      and calls.day = ${day} order by calls.at desc limit ${BRIEFINGS_MAX}`);
  const at = new Map(rows.map((row) => [row.id, row.at]));
  const messages = await messagesOf(
    context,
    rows.map((row) => row.id),
  );
  return messages.map((message) => ({ ...message, takenAt: at.get(message.callId) ?? context.now }));
}

export const floorEndpoints = [floor, board, mine];
export const sheetOf = async (context: Context, siteId: string): Promise<DeskSheet> =>
  (await readSheet(context, siteId)).sheet;
