/** A day on a floor: people arrive, visitors come and are served, calls are taken, customers are followed up, the day is closed. */
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import { addDays, addMinutes, instantAt, minutesBetween } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Driver } from './driver.ts';
import { callNeeds, contactNotes, gradeWeights, nameOf, products, sources, steps, unansweredNotes } from './names.ts';
import type { DemoSite, Hours } from './people.ts';

export interface Floor {
  readonly driver: Driver;
  readonly chance: Chance;
  readonly agenda: Agenda;
  readonly site: DemoSite;
  readonly hours: Hours;
  readonly timeZone: string;
  readonly phone: () => string;
  /** Customers of the site who may come again. */
  readonly known: { readonly id: string; readonly ownerId: string }[];
  /** Whose ownership was disputed before: nobody is disputed twice. */
  readonly disputed: Set<string>;
}

/** How many new visitors a site sees on a day; weekends are busier. */
const visitorsOf = (floor: Floor, day: LocalDate): number => {
  const isWeekend = [6, 7].includes(Temporal.PlainDate.from(day).dayOfWeek);
  const usual = { real_estate: 8, car_showroom: 5, gym: 5 }[floor.site.kind];
  return floor.chance.int(usual - 2, usual + (isWeekend ? 6 : 2));
};

/** `now` on the running day: it is not closed, and its visitors came in the last hours, so that there is a floor to look at. */
export function planDay(floor: Floor, day: LocalDate, now: Instant | null): void {
  const { agenda, chance, site, hours, timeZone } = floor;
  const opens = instantAt(day, hours.opensAt, timeZone);
  const closes = instantAt(day, hours.closesAt, timeZone);
  const length = minutesBetween(opens, closes);
  agenda.plan(addMinutes(opens, 1), () => openDay(floor, day));
  for (const consultant of site.consultants) planPerson(floor, consultant, opens, length);
  const last = now ? Math.max(12, minutesBetween(opens, now) - 1) : length - 80;
  const first = now ? Math.max(12, last - 240) : 12;
  // A few of the running day came just now, so that somebody is being served.
  for (let n = now ? 4 : 0; n > 0; n--)
    agenda.plan(
      addMinutes(opens, chance.int(Math.max(12, Math.trunc(last) - 22), Math.max(12, Math.trunc(last)))),
      () => visitor(floor),
    );
  for (let n = visitorsOf(floor, day); n > 0; n--)
    agenda.plan(addMinutes(opens, chance.int(first, Math.max(first, Math.trunc(last)))), () => visitor(floor));
  for (let n = chance.int(1, 4); n > 0; n--)
    agenda.plan(addMinutes(opens, chance.int(10, length - 20)), () => call(floor));
  agenda.plan(addMinutes(opens, length - 45), async () => {
    for (const consultant of site.consultants) await followUps(floor, consultant);
  });
  agenda.plan(addMinutes(opens, length - 20), () => signCards(floor));
  if (!now) agenda.plan(addMinutes(closes, 2), () => closeDay(floor));
}

/** Whoever still waits is sent home kindly, whoever is still served is seen out; then the day is closed. */
async function closeDay({ driver, site }: Floor): Promise<void> {
  const params = { siteId: site.id };
  const floor = await driver.must(site.supervisor, desk.floor, { params });
  for (const { id, state } of floor.visits) {
    const visit = { params: { visitId: id } };
    if (state === 'serving')
      await driver.try(site.supervisor, desk.finish, { ...visit, body: { outcome: 'undecided' } });
    else await driver.try(site.supervisor, desk.leave, { ...visit, body: { reason: '闭店' } });
  }
  await driver.try(site.supervisor, desk.close, { params });
}

/** Where the house goes by a duty list, the supervisor publishes it first: yesterday's, moved on by one. */
async function openDay({ driver, site }: Floor, day: LocalDate): Promise<void> {
  const params = { siteId: site.id };
  const { rules } = await driver.must(site.supervisor, desk.floor, { params });
  if (rules.orderSource === 'duty_list') {
    const ids = site.consultants.map((one) => one.staffId ?? '');
    const shift = Number(day.slice(-2)) % ids.length;
    const order = [...ids.slice(shift), ...ids.slice(0, shift)];
    await driver.must(site.supervisor, desk.planDuty, { params: { ...params, day }, body: { order } });
  }
  await driver.try(site.supervisor, desk.open, { params });
}

/** Most come in time; some rest, some run an errand or go to lunch. */
function planPerson(floor: Floor, consultant: Actor, opens: Instant, length: number): void {
  const { agenda, chance, driver, site } = floor;
  const be = (
    at: Instant,
    status: 'on_floor' | 'rest' | 'meal' | 'errand_company' | 'leave',
    note: string | null = null,
  ): void =>
    agenda.plan(at, async () => {
      await driver.try(consultant, desk.presence, { params: { siteId: site.id }, body: { status, note } });
    });
  const today = chance.weighted([
    ['present', 84],
    ['late', 5],
    ['rest', 8],
    ['leave', 3],
  ] as const);
  if (today === 'rest' || today === 'leave') {
    be(addMinutes(opens, 2), today);
    return;
  }
  be(addMinutes(opens, today === 'late' ? chance.int(8, 35) : chance.int(2, 5)), 'on_floor');
  if (length > 300 && chance.isTrue(0.3)) {
    const lunch = addMinutes(opens, chance.int(170, 230));
    be(lunch, 'meal');
    be(addMinutes(lunch, chance.int(20, 30)), 'on_floor');
  } else if (length > 300 && chance.isTrue(0.12)) {
    const leaves = addMinutes(opens, chance.int(60, 240));
    be(leaves, 'errand_company', chance.pick(['去银行递交贷款材料', '陪客户去不动产中心', '送合同到总部']));
    be(addMinutes(leaves, chance.int(50, 120)), 'on_floor');
  }
}

async function visitor(floor: Floor): Promise<void> {
  const { chance, driver, site } = floor;
  const params = { siteId: site.id };
  const returning = chance.isTrue(0.28) ? chance.pick([null, ...floor.known]) : null;
  const partySize = chance.weighted([
    [1, 40],
    [2, 38],
    [3, 14],
    [5, 6],
    [8, 2],
  ] as const);
  const kind = chance.weighted([
    ['buying', 90],
    ['peer', 4],
    ['looking_for_person', 3],
    ['solicitor', 3],
  ] as const);
  const names =
    !returning && kind === 'buying' && chance.isTrue(0.06) ? [chance.pick(site.consultants).staffId ?? ''] : [];
  const label = nameOf(chance);
  const received = await driver.try(site.desk, desk.receive, {
    params,
    body: {
      purpose: kind,
      partySize,
      visitedBefore: returning !== null,
      receivedBy: returning ? [returning.ownerId] : [],
      names,
      customerId: returning?.id ?? null,
      visitor: `${label.slice(0, 1)}${chance.pick(['先生', '女士'])}`,
    },
  });
  const server = site.consultants.find((one) => one.staffId === received?.visit.server?.id);
  if (!received || !server) return;
  await serve(floor, received.visit.id, server, {
    isBuyer: kind === 'buying',
    customerId: returning?.id ?? null,
    label,
  });
}

interface Serving {
  readonly isBuyer: boolean;
  readonly customerId: string | null;
  readonly label: string;
}

async function serve(floor: Floor, visitId: string, server: Actor, visit: Serving): Promise<void> {
  const { agenda, chance, driver, site } = floor;
  const params = { visitId };
  agenda.plan(addMinutes(driver.now, 1), async () => {
    await driver.try(server, desk.accept, { params });
  });
  if (visit.isBuyer && !visit.customerId)
    agenda.plan(addMinutes(driver.now, chance.int(8, 15)), () => register(floor, visitId, server, visit.label));
  const length = visit.isBuyer ? chance.int(22, 75) : chance.int(4, 12);
  agenda.plan(addMinutes(driver.now, Math.ceil(length / 2)), async () => {
    if (visit.isBuyer)
      await driver.try(server, desk.log, {
        params,
        body: { step: chance.pick(steps), interest: chance.pick(products[site.kind]) },
      });
  });
  agenda.plan(addMinutes(driver.now, length), async () => {
    const outcome = visit.isBuyer
      ? chance.weighted([
          ['follow_up', 50],
          ['interested', 30],
          ['undecided', 14],
          ['deposit', 6],
        ] as const)
      : 'not_a_customer';
    await driver.try(server, desk.finish, { params, body: { outcome } });
  });
}

async function register(floor: Floor, visitId: string, server: Actor, name: string): Promise<void> {
  const { chance, driver, site } = floor;
  const registered = await driver.try(server, customers.register, {
    body: {
      siteId: site.id,
      name,
      phones: floor.phone(),
      type: 'end_customer',
      gender: chance.pick(['male', 'female'] as const),
      source: chance.weighted(sources),
      grade: chance.weighted(gradeWeights),
      enquiry: chance.pick(products[site.kind]),
      visitedOn: driver.now.slice(0, 10),
      address: `文一路 ${chance.int(1, 900)} 号`,
      postcode: '310000',
      differentFromStrangers: true,
    },
  });
  if (!registered) return;
  await driver.try(server, desk.linkCustomer, { params: { visitId }, body: { customerId: registered.customerId } });
  floor.known.push({ id: registered.customerId, ownerId: server.staffId ?? '' });
}

async function call(floor: Floor): Promise<void> {
  const { chance, driver, site } = floor;
  await driver.try(site.desk, desk.takeCall, {
    params: { siteId: site.id },
    body: {
      caller: `${nameOf(chance).slice(0, 1)}${chance.pick(['先生', '女士'])}`,
      contact: floor.phone(),
      need: chance.pick(callNeeds),
      rings: chance.int(1, 4),
      wantsStaffId: chance.isTrue(0.3) ? chance.pick(site.consultants).staffId : null,
    },
  });
}

/** Each consultant works off most of what is due; what is left lapses by the rulebook. */
async function followUps(floor: Floor, consultant: Actor): Promise<void> {
  const { chance, driver } = floor;
  const today = await driver.try(consultant, claims.today, {});
  for (const row of (today?.rows ?? []).slice(0, 12)) {
    if (!chance.isTrue(0.72)) continue;
    const channel = chance.weighted([
      ['call', 60],
      ['chat', 25],
      ['sms', 15],
    ] as const);
    const answered = chance.isTrue(0.8);
    const text = chance.pick(answered ? contactNotes : unansweredNotes);
    const nextOn = chance.isTrue(0.7) ? addDays(driver.now.slice(0, 10), chance.int(1, 9)) : null;
    await driver.try(consultant, claims.followUp, {
      params: { customerId: row.customer.id },
      body: { channel, answered, text, nextOn },
    });
  }
}

async function signCards(floor: Floor): Promise<void> {
  const { chance, driver, site } = floor;
  const today = await driver.try(site.supervisor, claims.today, {});
  for (const card of today?.signatures ?? []) {
    if (chance.isTrue(0.93)) await driver.try(site.supervisor, claims.sign, { params: { claimId: card.id }, body: {} });
  }
}
