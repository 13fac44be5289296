/** A sales office with a few rooms and cars, its people, and customers to hold them for. */
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import { startWorld, type Person, type World } from '#server/platform/testing/world.ts';

export interface Office {
  readonly world: World;
  readonly siteId: string;
  readonly 梅: Person;
  readonly 李: Person;
  /** Sales assistant: controls sales and keeps the stock. */
  readonly 助理: Person;
  readonly 经理: Person;
  readonly 总监: Person;
  readonly 总经理: Person;
  readonly 财务: Person;
  room(code: string, more?: Record<string, unknown>): Promise<string>;
  car(code: string, more?: Record<string, unknown>): Promise<string>;
  /** A customer nobody has. */
  customer(name: string): Promise<string>;
}

export async function openOffice(rulebook?: string): Promise<Office> {
  const world = await startWorld();
  const siteId = await world.addSite(rulebook === undefined ? {} : { rulebook });
  const teamId = await world.addTeam(siteId, '一组');
  const person = (name: string, role: Parameters<World['addPerson']>[0]['role'], team: string | null = null) =>
    world.addPerson({ name, siteId, teamId: team, ...(role ? { role } : {}) });
  const 助理 = await person('助理', 'sales_assistant');
  let phone = 13_800_000_000;
  const add = async (kind: 'room' | 'vehicle', code: string, more: Record<string, unknown> = {}) =>
    (
      await 助理.must(inventory.addUnit, {
        params: { siteId },
        body: { kind, code, ...more } as never,
      })
    ).unit.id;
  return {
    world,
    siteId,
    梅: await person('梅', 'consultant', teamId),
    李: await person('李', 'consultant', teamId),
    助理,
    经理: await person('经理', 'manager'),
    总监: await person('总监', 'director'),
    总经理: await person('总经理', 'general_manager'),
    财务: await person('财务', 'finance'),
    room: (code, more) => {
      const [building = '1#', entrance = '1', room = code] = code.split('-');
      const floor = Number(room.slice(0, -2)) || 1;
      return add('room', code, { building, entrance, room, floor, layout: 'A1', predictedArea: 89.12, ...more });
    },
    car: (code, more) => add('vehicle', code, { model: '途胜L', colour: '红', location: '大库', ...more }),
    customer: async (name) => {
      const body = {
        name,
        phones: String(++phone),
        source: 'walk_in',
        type: 'end_customer',
        enquiry: '了解',
        differentFromStrangers: true,
      };
      return (await 助理.must(customers.register, { body: body as never })).customerId;
    },
  };
}
