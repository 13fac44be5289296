/** What the screens derive from the floor that the server tells. */
import type { z } from 'zod';
import type { FloorOut, FloorPerson, FloorPlaceOut, MakeUpOut, VisitRowOut } from '#contract/desk.ts';

export type Floor = FloorOut;
export type Place = FloorPlaceOut;
export type Person = z.output<typeof FloorPerson>;
export type Visit = VisitRowOut;
export type MakeUp = z.output<typeof MakeUpOut>;

/** Everybody on today's sheet once, in the order of the line. */
export function everybody(floor: Floor): readonly Person[] {
  const found = new Map<string, Person>();
  for (const person of [...floor.line.flatMap((place) => place.members), ...floor.others])
    if (!found.has(person.id)) found.set(person.id, person);
  return [...found.values()];
}

/** Whom the desk names with their unit: alone for a person, the team's name for a team. */
export const isTeam = (place: Place): boolean => place.members.length > 1;

/** The visit a person is called for or with, as the floor shows it. */
export const visitOf = (floor: Floor, staffId: string): Visit | undefined =>
  floor.visits.find((visit) => visit.server?.id === staffId || visit.helpers.some(({ id }) => id === staffId));

export const waitsTooLong = (visit: Visit, now: number): boolean =>
  visit.state !== 'serving' && visit.alertAt !== null && Date.parse(visit.alertAt) <= now;

const urgency = { waiting: 0, called: 1, serving: 2, finished: 3, left: 3 } as const;
/** Waiting first, longest first; then called; then being served. */
export const byUrgency = (visits: readonly Visit[]): readonly Visit[] =>
  visits.toSorted((a, b) => urgency[a.state] - urgency[b.state] || a.number - b.number);

/** The list with the item at `index` moved one step up (-1) or down (+1). */
export function moved<Item>(list: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const target = index + by;
  const [item, other] = [list[index], list[target]];
  if (item === undefined || other === undefined) return list;
  return list.map((one, at) => (at === index ? other : at === target ? item : one));
}

/** The units of the line, once each. */
export const unitsOf = (floor: Floor) =>
  floor.line
    .filter(({ makeUpId }) => makeUpId === null)
    .map(({ unitId, unitName }) => ({ value: unitId, label: unitName }));
