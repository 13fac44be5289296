/** A site with a supervisor and consultants named by one character each, its day open in that order. */
import { customers } from '#contract/customers.ts';
import { desk, type VisitRowOut } from '#contract/desk.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

export const floorIn = {
  consultant: {
    'desk.read': 'site',
    'desk.serve': 'self',
    'desk.receive': 'site',
    'desk.registers': 'self',
    'customers.read': 'self',
    'customers.register': 'site',
    'claims.read': 'self',
    'claims.register': 'self',
    'journal.read': 'self',
  },
  boss: {
    'desk.read': 'site',
    'desk.receive': 'site',
    'desk.operate': 'site',
    'desk.supervise': 'site',
    'desk.manage': 'site',
    'desk.registers': 'site',
    'customers.read': 'site',
    'customers.register': 'site',
    'claims.read': 'site',
    'journal.read': 'site',
  },
} as const;

export interface Floor {
  readonly siteId: string;
  readonly boss: Person;
  readonly everybody: readonly Person[];
  person(name: string): Person;
  receive(body?: Record<string, unknown>): Promise<VisitRowOut>;
  finish(visitId: string): Promise<void>;
  view(): ReturnType<typeof viewOf>;
  /** The line as names, a make-up turn with a plus. */
  line(): Promise<string>;
  /** Registers a customer; with an owner, also their first visit, so that the claim is the owner's. */
  customer(name: string, owner?: string): Promise<{ customerId: string; phone: string }>;
}

const viewOf = (boss: Person, siteId: string) => boss.must(desk.floor, { params: { siteId } });
let phones = 13_600_000_000;

export async function openFloor(world: World, letters: string, rulebook = 'sales-office-reception'): Promise<Floor> {
  const siteId = await world.addSite({ rulebook });
  const boss = await world.addPerson({ name: '主管', title: '销售主管', siteId, grants: floorIn.boss });
  const people = new Map<string, Person>();
  for (const letter of letters)
    people.set(letter, await world.addPerson({ name: letter, siteId, grants: floorIn.consultant }));
  await boss.must(desk.open, { params: { siteId }, body: { order: [...people.values()].map((one) => one.id) } });
  const person = (name: string): Person => {
    const found = people.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const receive = async (body: Record<string, unknown> = {}) =>
    (await boss.must(desk.receive, { params: { siteId }, body: { visitedBefore: false, ...body } as never })).visit;
  const finish = async (visitId: string) => {
    await boss.must(desk.finish, { params: { visitId }, body: {} });
  };
  const line = async () =>
    (await viewOf(boss, siteId)).line.map((place) => place.unitName + (place.makeUpId ? '+' : '')).join(' ');
  const customer = async (name: string, owner?: string) => {
    phones += 1;
    const phone = String(phones);
    const body = { name, phones: phone, siteId, enquiry: '三居', visitedOn: '2024-03-04', source: 'walk_in' };
    const { customerId } = await boss.must(customers.register, { params: {}, body } as never);
    if (owner !== undefined) {
      const before = await line();
      const visit = await receive({ names: [person(owner).id], customerId });
      await finish(visit.id);
      if ((await line()) !== before) {
        const order = before.split(' ').map((one) => ({ unitId: person(one).id, makeUpId: null }));
        await boss.must(desk.adjust, { params: { siteId }, body: { line: order, reason: '还原' } });
      }
    }
    return { customerId, phone };
  };
  return {
    siteId,
    boss,
    everybody: [...people.values()],
    person,
    receive,
    finish,
    line,
    customer,
    view: () => viewOf(boss, siteId),
  };
}
