/** What every scenario needs: a house under one rulebook, its people in their shipped roles, and the words a story is told in. */
import { claims, type ClaimRow } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk, type VisitRowOut } from '#contract/desk.ts';
import type { RoleKey } from '#core/organisation/roles.ts';
import { insertShippedRoles } from '#server/organisation/roles.ts';
import { newId } from '#server/platform/database.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';

/** An instant by the clock on the wall in Shanghai. */
export const at = (date: string, time = '09:00'): string =>
  Temporal.ZonedDateTime.from(`${date}T${time}[Asia/Shanghai]`).toInstant().toString({ smallestUnit: 'millisecond' });

/** A company with the shipped rulebooks and the shipped roles, as set-up leaves it. */
export async function startCompany(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld(options);
  const now = '2024-03-04T01:00:00.000Z';
  await world.server.runtime.database.inCompany(world.companyId, (tx) => insertShippedRoles({ tx, now, newId }));
  return world;
}

export interface House {
  readonly world: World;
  readonly siteId: string;
  readonly manager: Person;
  readonly supervisor: Person;
  readonly frontDesk: Person;
  person(name: string): Person;
  id(name: string): string;
  hire(name: string, role?: RoleKey, teamId?: string): Promise<Person>;
  /** In the order given; null: as the rulebook says, from yesterday. */
  openDay(order?: string | null): Promise<void>;
  closeDay(): Promise<{ nextHead: string | null; expiredMakeUps: readonly string[] }>;
  /** A visitor at the door: never been here before unless the story says so. */
  receive(said?: Record<string, unknown>): Promise<VisitRowOut>;
  /** Takes the visitor, sees them out: what whoever serves does. */
  serve(visit: VisitRowOut): Promise<void>;
  finish(visit: VisitRowOut, body?: Record<string, unknown>): Promise<void>;
  /** The line as names; a make-up turn with a plus. */
  line(): Promise<string>;
  count(name: string): Promise<number>;
  away(name: string, status: string): Promise<void>;
  /** Registers a customer by the desk: on record, nobody's yet. */
  customer(name: string, more?: Record<string, unknown>): Promise<string>;
  /** Registers a customer and opens a claim for them. */
  claim(by: string, name: string, more?: Record<string, unknown>): Promise<{ customerId: string; claim: ClaimRow }>;
  contact(
    by: string,
    customerId: string,
    channel: string,
    more?: Record<string, unknown>,
  ): ReturnType<typeof contacted>;
  file(customerId: string): ReturnType<typeof fileOf>;
}

const contacted = (by: Person, customerId: string, body: Record<string, unknown>) =>
  by.must(claims.followUp, { params: { customerId }, body: body as never });
const fileOf = (by: Person, customerId: string) => by.must(claims.ofCustomer, { params: { customerId } });
const viewOf = (by: Person, siteId: string) => by.must(desk.floor, { params: { siteId } });

let phones = 13_911_000_000;
export const newPhone = (): string => {
  phones += 1;
  return String(phones);
};

export async function openHouse(world: World, rulebook: string, names: string): Promise<House> {
  const siteId = await world.addSite({ rulebook });
  const people = new Map<string, Person>();
  const hire = async (name: string, role: RoleKey = 'consultant', teamId?: string): Promise<Person> => {
    const one = await world.addPerson({ name, siteId, teamId: teamId ?? null, role });
    people.set(name, one);
    return one;
  };
  for (const name of names) await hire(name);
  const manager = await hire('方经理', 'manager');
  const supervisor = await hire('陆主管', 'supervisor');
  const frontDesk = await hire('前台', 'front_desk');
  const person = (name: string): Person => {
    const found = people.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const id = (name: string) => person(name).id;
  const params = { siteId };
  const serverOf = (visit: VisitRowOut): Person => {
    const found = [...people.values()].find((one) => one.id === visit.server?.id);
    if (!found) throw new Error('nobody serves this visit');
    return found;
  };
  const finish: House['finish'] = async (visit, body = {}) => {
    await serverOf(visit).must(desk.finish, { params: { visitId: visit.id }, body });
  };
  const customer: House['customer'] = async (name, more = {}) => {
    const body = { name, phones: newPhone(), source: 'walk_in', type: 'end_customer', enquiry: '了解' };
    const done = await supervisor.must(customers.register, {
      body: { ...body, siteId, differentFromStrangers: true, ...more } as never,
    });
    return done.customerId;
  };
  return {
    world,
    siteId,
    manager,
    supervisor,
    frontDesk,
    person,
    id,
    hire,
    async openDay(order = names) {
      await supervisor.must(desk.open, { params, body: order === null ? {} : { order: [...order].map(id) } });
    },
    async closeDay() {
      const { nextHead, expiredMakeUps } = await supervisor.must(desk.close, { params, body: { reason: '收班' } });
      return { nextHead: nextHead?.name ?? null, expiredMakeUps };
    },
    async receive(said = {}) {
      return (await frontDesk.must(desk.receive, { params, body: { visitedBefore: false, ...said } as never })).visit;
    },
    async serve(visit) {
      await serverOf(visit).must(desk.accept, { params: { visitId: visit.id }, body: {} });
      await finish(visit);
    },
    finish,
    async line() {
      const { line } = await viewOf(supervisor, siteId);
      return line.map((place) => place.unitName + (place.makeUpId ? '+' : '')).join(' ');
    },
    async count(name) {
      const { line, others } = await viewOf(supervisor, siteId);
      const all = [...line.flatMap((place) => (place.makeUpId ? [] : place.members)), ...others];
      return all.find((one) => one.id === id(name))?.count ?? Number.NaN;
    },
    async away(name, status) {
      await person(name).must(desk.presence, { params, body: { status } as never });
    },
    customer,
    async claim(by, name, more = {}) {
      const customerId = await customer(name);
      const { claim } = await person(by).must(claims.register, {
        params: { customerId },
        body: { origin: 'visit', phoneLeft: false, ...more } as never,
      });
      return { customerId, claim };
    },
    contact: (by, customerId, channel, more = {}) => contacted(person(by), customerId, { channel, ...more }),
    file: (customerId) => fileOf(manager, customerId),
  };
}
