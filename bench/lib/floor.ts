/** Sales sites in the middle of a morning: the day is open, everybody has checked in, the desk receives. */
import { randomUUID } from 'node:crypto';
import { desk } from '#contract/desk.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { bodyOf, type Connection, type Reply } from './client.ts';

export interface Site {
  readonly id: string;
  /** Token of whoever stands at the desk. */
  readonly desk: string;
  readonly consultants: readonly { readonly id: string; readonly name: string; readonly token: string }[];
}

const deskGrants = {
  'desk.read': 'site',
  'desk.receive': 'site',
  'desk.operate': 'site',
  'desk.supervise': 'site',
} as const;
const consultantGrants = {
  'desk.read': 'site',
  'desk.receive': 'site',
  'desk.serve': 'self',
  'customers.read': 'self',
  'customers.register': 'self',
} as const;

export async function openSite(
  world: World,
  consultants: number,
  more: Record<string, 'self' | 'site' | 'company'> = {},
): Promise<Site> {
  const id = await world.addSite({ rulebook: 'sales-office-reception' });
  const receptionist = await world.addPerson({ name: '前台', siteId: id, grants: { ...deskGrants, ...more } });
  const people: Person[] = [];
  for (let n = 0; n < consultants; n++) {
    people.push(
      await world.addPerson({
        name: `顾问${String(n + 1).padStart(3, '0')}`,
        siteId: id,
        grants: { ...consultantGrants, ...more },
      }),
    );
  }
  const params = { siteId: id };
  await receptionist.must(desk.open, { params, body: { order: people.map((person) => person.id) } } as never);
  for (const person of people) {
    await receptionist.must(desk.presence, { params, body: { status: 'on_floor', staffId: person.id } } as never);
  }
  return {
    id,
    desk: receptionist.token,
    consultants: people.map(({ id: staffId, name, token }) => ({ id: staffId, name, token })),
  };
}

export interface Visit {
  readonly id: string;
  readonly server: { readonly id: string; readonly name: string } | null;
}

export const checkIn = (
  connection: Connection,
  site: Site,
  commandId: string = randomUUID(),
  said: Readonly<Record<string, unknown>> = {},
): Promise<Reply> =>
  connection.call({
    method: 'POST',
    path: `/api/sites/${site.id}/visits`,
    token: site.desk,
    body: { commandId, visitedBefore: false, visitor: '王女士', partySize: 2, ...said },
  });

export const seeOut = (
  connection: Connection,
  site: Site,
  visitId: string,
  commandId: string = randomUUID(),
): Promise<Reply> =>
  connection.call({
    method: 'POST',
    path: `/api/visits/${visitId}/end`,
    token: site.desk,
    body: { commandId, outcome: 'lost', note: '' },
  });

export function visitIn(reply: Reply): Visit {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.body.slice(0, 400)}`);
  return bodyOf<{ visit: Visit }>(reply).visit;
}
