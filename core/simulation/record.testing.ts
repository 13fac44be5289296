/** A period as the journal would hold it: decisions made under one house, entry by entry, and the same entries under another. */
import type { Claim } from '../claims/index.ts';
import { type DeskSheet, type Entry, openDay, type OpenDayInput, replay, type VisitInput } from '../desk/index.ts';
import { noFacts, visitInput } from '../desk/scene.testing.ts';
import { emptySheet } from '../desk/sheet.ts';
import type { ClauseId } from '../kernel/decision.ts';
import { addMinutes, type Instant } from '../kernel/instant.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideKind, type KindName } from '../kinds.ts';
import { type HouseRules, registry } from '../rules.ts';
import { Simulation } from './simulation.ts';
import type { Change, RecordedEntry } from './types.ts';
import { claimsIn } from './walk.ts';

const defaults = Object.fromEntries(
  Object.entries(registry).map(([name, set]) => [name, defaultsOf(set)]),
) as unknown as HouseRules;
type Set = { readonly [Capability in keyof HouseRules]?: Partial<HouseRules[Capability]> };
export const houseOf = (set: Set = {}): HouseRules => ({
  ...defaults,
  desk: { ...defaults.desk, ...set.desk },
  claims: { ...defaults.claims, ...set.claims },
  customers: { ...defaults.customers, ...set.customers },
});

export const zone = 'Asia/Shanghai';
export const opened: Instant = '2024-03-04T01:00:00.000Z';

export class Period {
  readonly house: HouseRules;
  readonly entries: RecordedEntry[] = [];
  now: Instant = opened;
  sheet: DeskSheet | null = null;
  input: OpenDayInput | null = null;
  readonly claims = new Map<string, Claim>();

  constructor(house: HouseRules) {
    this.house = house;
  }

  pass(minutes: number): this {
    this.now = addMinutes(this.now, minutes);
    return this;
  }

  put(
    kind: KindName,
    facts: object,
    input: object,
    about: Partial<Pick<RecordedEntry, 'actorId' | 'subjectId' | 'customerId'>> = {},
  ): RecordedEntry {
    const { actorId = null, subjectId = 'subject', customerId = null } = about;
    const given = { rules: this.house, now: this.now, actorId };
    const decision = decideKind(kind, given, facts, input);
    const entry: RecordedEntry = {
      id: `j${this.entries.length + 1}`,
      at: this.now,
      kind,
      siteId: 'site',
      actorId,
      subjectId,
      customerId,
      input,
      facts,
      decision,
    };
    this.entries.push(JSON.parse(JSON.stringify(entry)) as RecordedEntry);
    if (decision.accepted) for (const claim of claimsIn(decision.outcome)) this.claims.set(claim.id, claim);
    return entry;
  }

  open(people: string, over: Partial<OpenDayInput> = {}): void {
    const input: OpenDayInput = {
      siteId: 'site',
      day: this.now.slice(0, 10),
      timeZone: zone,
      closesAt: '18:00',
      units: [...people].map((name) => ({ id: `u${name}`, members: [name] })),
      dutyList: [],
      checkIns: {},
      receptions: {},
      presence: {},
      ...over,
    };
    const decision = openDay(this.house.desk as never, null, null, input, this.now, 'boss');
    if (!decision.accepted) throw new Error(decision.code);
    this.sheet = decision.outcome.sheet;
    this.input = input;
  }

  /** Another day, opened after how the last one ended, on record. */
  next(at: Instant): void {
    const [previous, input] = [this.sheet, this.input];
    if (!previous || !input) throw new Error('there is no day before it');
    this.now = at;
    const day = at.slice(0, 10);
    this.sheet = emptySheet('site', day, zone);
    this.desk('desk.openDay', { ...input, day, reason: null }, { previous }, 'boss');
  }

  /** A decision of the desk on the sheet as it stands; refused ones write nothing. */
  desk(kind: KindName, input: object, more: object = {}, actorId: string | null = null): void {
    if (!this.sheet) throw new Error('the day is not open');
    const { decision } = this.put(kind, { sheet: this.sheet, ...more }, input, { actorId });
    if (!decision.accepted) throw new Error(`${kind}: ${decision.code}`);
    const { entries } = decision.outcome as { entries: readonly Entry[] };
    this.sheet = replay(this.sheet, entries);
  }

  receive(visitId: string, said: Partial<VisitInput> = {}, facts: object = {}): string {
    this.desk('desk.receiveVisit', visitInput(visitId, said), { ...noFacts, ...facts });
    return this.sheet?.visits[visitId]?.serverId ?? '-';
  }
  accept(visitId: string): void {
    const staffId = this.sheet?.visits[visitId]?.serverId ?? '';
    this.desk('desk.acceptTurn', { visitId, staffId }, {}, staffId);
  }
  finish(visitId: string): void {
    const by = this.sheet?.visits[visitId]?.serverId ?? null;
    this.desk('desk.finishVisit', { visitId, explainedTo: null }, {}, by);
  }

  register(id: string, ownerId: string, customerId = `k-${id}`): void {
    const input = { id, customerId, ownerId, siteId: 'site', origin: 'visit', phoneLeft: false, asDraft: false };
    const claims = [...this.claims.values()].filter((claim) => claim.customerId === customerId);
    this.put('claims.register', { claims, timeZone: zone }, input, { actorId: ownerId, subjectId: id, customerId });
  }
  contact(id: string): void {
    const claim = this.claims.get(id) ?? null;
    const facts = { claim, timeZone: zone, authorId: claim?.ownerId ?? '', disputants: [] };
    const input = { at: this.now, channel: 'call', answered: true };
    const about = { actorId: facts.authorId, subjectId: id, customerId: claim?.customerId ?? null };
    this.put('claims.followUp', facts, input, about);
  }
  lapse(id: string): void {
    const claim = this.claims.get(id) ?? null;
    this.put('claims.lapse', { claim }, {}, { subjectId: id, customerId: claim?.customerId ?? null });
  }
}

/** What would have been otherwise, in the order in which it is told. */
export function simulate(period: Period, draft: HouseRules, to: Instant, changed: readonly ClauseId[] = []) {
  const simulation = new Simulation(draft, new Set(changed));
  const changes: Change[] = period.entries.flatMap((entry) => [...simulation.take(entry)]);
  changes.push(...simulation.end(to));
  return { changes, figures: simulation.figures(), decided: simulation.decided };
}
