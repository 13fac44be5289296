/**
 * Who may sign at a step, and when the step is done. A step asks for signatures ("seats"); each needs a person of its own, so nobody
 * counts twice however many posts they hold: the step is done when every seat can be given a different signer.
 */
import { rankOf } from '../organisation/index.ts';
import type { ApprovalFacts, PersonFacts, Seat, Signature, SignedAs, StaffId, StandIns, Step } from './types.ts';

const rank = (role: string): number => rankOf(role) ?? 0;
const rankOfSeat = (seat: Seat): number => Math.max(0, ...seat.roles.map(rank));

export const currentStep = ({ steps, stepKey }: ApprovalFacts): Step | null =>
  steps.find((step) => step.key === stepKey) ?? null;
const signedHere = ({ signatures }: ApprovalFacts, step: Step): readonly Signature[] =>
  signatures.filter((one) => one.stepKey === step.key);

/** Seats that enough stand-ins have signed for. */
const stoodIn = (signatures: readonly Signature[], { needed }: StandIns): ReadonlySet<number> => {
  const counts = new Map<number, number>();
  for (const { as, seats } of signatures)
    if (as === 'stand_in' && seats[0] !== undefined) counts.set(seats[0], (counts.get(seats[0]) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => needed > 0 && count >= needed).map(([seat]) => seat));
};

/** Which seat goes to which signature: as many as can be, each signature to one seat (augmenting paths; steps are small). */
export function seated(
  step: Step,
  signatures: readonly Signature[],
  standIns: StandIns,
): ReadonlyMap<number, Signature> {
  const stood = stoodIn(signatures, standIns);
  const given = new Map<number, Signature>();
  const place = (signature: Signature, tried: Set<number>): boolean => {
    for (const seat of signature.seats) {
      if (seat >= step.seats.length || stood.has(seat) || tried.has(seat)) continue;
      tried.add(seat);
      const sitting = given.get(seat);
      if (!sitting || place(sitting, tried)) {
        given.set(seat, signature);
        return true;
      }
    }
    return false;
  };
  for (const signature of signatures) if (signature.as !== 'stand_in') place(signature, new Set());
  for (const signature of signatures)
    if (signature.as === 'stand_in' && stood.has(signature.seats[0] ?? -1))
      given.set(signature.seats[0] ?? -1, signature);
  return given;
}

export const isDone = (step: Step, signatures: readonly Signature[], standIns: StandIns): boolean =>
  seated(step, signatures, standIns).size === step.seats.length;

export const openSeats = (step: Step, signatures: readonly Signature[], standIns: StandIns): number[] => {
  const given = seated(step, signatures, standIns);
  return step.seats.flatMap((_, seat) => (given.has(seat) ? [] : [seat]));
};

const holds = (person: PersonFacts, seat: Seat): boolean =>
  seat.staffId === person.id || seat.roles.some((role) => person.roles.includes(role));

/** What a signature of this person would count as; null: they have no part in the step. */
export interface Right {
  readonly as: SignedAs;
  readonly forId: StaffId | null;
  readonly seats: readonly number[];
}

/** How the people of the house stand to one step. */
class Bench {
  readonly free: readonly PersonFacts[];
  private readonly approval: ApprovalFacts;
  private readonly step: Step;
  private readonly signatures: readonly Signature[];
  private readonly spoken: ReadonlySet<StaffId>;
  private readonly open: number;
  constructor(approval: ApprovalFacts, step: Step, people: readonly PersonFacts[]) {
    this.approval = approval;
    this.step = step;
    this.signatures = signedHere(approval, step);
    // Whoever has signed, or had somebody sign for them, has had their say at this step.
    this.spoken = new Set(this.signatures.flatMap(({ signerId, forId }) => (forId ? [signerId, forId] : [signerId])));
    this.free = people.filter(({ id }) => !this.spoken.has(id) && !approval.barred.includes(id));
    this.open = openSeats(step, this.signatures, approval.standIns).length;
  }

  rightOf(id: StaffId): Right | null {
    const me = this.free.find((person) => person.id === id);
    if (!me) return null;
    const held = this.seatsWhere((seat) => holds(me, seat));
    if (this.helps('holder', held)) return { as: 'holder', forId: null, seats: held };
    for (const absent of this.free) {
      if (!absent.delegates.includes(id)) continue;
      const theirs = this.seatsWhere((seat) => holds(absent, seat));
      if (this.helps('delegate', theirs)) return { as: 'delegate', forId: absent.id, seats: theirs };
    }
    return this.inPlaceOf(me);
  }

  /** Nobody of the post is there: stand-ins, where the house has them and there are enough, else one level up. */
  private inPlaceOf(me: PersonFacts): Right | null {
    for (const [index, seat] of this.step.seats.entries()) {
      const holders = this.free.filter((person) => holds(person, seat));
      if (holders.some((person) => this.isReachable(person)) || !this.helps('holder', [index])) continue;
      if (holders.length === 0 && seat.staffId !== null) continue; // somebody in person: passed on by hand
      const standIns = holders.length > 0 ? this.standInsFor(index, seat) : [];
      if (standIns.length > 0) {
        if (standIns.some(({ id }) => id === me.id)) return { as: 'stand_in', forId: null, seats: [index] };
      } else if (this.levelAbove(seat).some(({ id }) => id === me.id))
        return { as: 'next_level', forId: null, seats: [index] };
    }
    return null;
  }

  private isReachable = (person: PersonFacts): boolean =>
    !person.absent || person.delegates.some((id) => this.free.some((one) => one.id === id && !one.absent));

  private standInsFor(index: number, seat: Seat): readonly PersonFacts[] {
    const { needed, roles } = this.approval.standIns;
    if (needed === 0 || rankOfSeat(seat) <= Math.max(0, ...roles.map(rank))) return [];
    const standing = this.signatures.filter((one) => one.as === 'stand_in' && one.seats[0] === index).length;
    const able = this.free.filter((person) => !person.absent && person.roles.some((role) => roles.includes(role)));
    return able.length + standing >= needed ? able : [];
  }

  /** The next post above at which somebody is there. Posts beside the sales line answer to the manager. */
  levelAbove(seat: Seat): readonly PersonFacts[] {
    const above = aboveRank(rankOfSeat(seat));
    const ranked = this.free
      .filter((person) => this.isReachable(person))
      .map((person) => ({ person, rank: Math.max(0, ...person.roles.map(rank)) }))
      .filter((one) => one.rank > above);
    const next = Math.min(...ranked.map((one) => one.rank));
    return ranked.filter((one) => one.rank === next).map(({ person }) => person);
  }

  private seatsWhere = (fits: (seat: Seat) => boolean): number[] =>
    this.step.seats.flatMap((seat, index) => (fits(seat) ? [index] : []));

  /** One more signature of this kind would fill a seat that is open. */
  private helps(as: SignedAs, seats: readonly number[]): boolean {
    if (seats.length === 0) return false;
    const more: Signature = { stepKey: this.step.key, signerId: '', as, forId: null, seats };
    return openSeats(this.step, [...this.signatures, more], this.approval.standIns).length < this.open;
  }
}

const BESIDE_THE_LINE = 1;
const BELOW_MANAGER = 3;
const aboveRank = (rankOfPost: number): number => (rankOfPost <= BESIDE_THE_LINE ? BELOW_MANAGER : rankOfPost);

export function rightAt(
  approval: ApprovalFacts,
  step: Step,
  people: readonly PersonFacts[],
  staffId: StaffId,
): Right | null {
  return new Bench(approval, step, people).rightOf(staffId);
}

/** Everybody whose signature is waited for now. */
export function waitedFor(approval: ApprovalFacts, people: readonly PersonFacts[]): StaffId[] {
  const step = currentStep(approval);
  if (!step || approval.state !== 'pending') return [];
  const bench = new Bench(approval, step, people);
  return bench.free.filter(({ id }) => bench.rightOf(id) !== null).map(({ id }) => id);
}

/** Everybody who could have signed some step of it: who presses a moment too late is told who was first. */
export const couldSign = (approval: ApprovalFacts, people: readonly PersonFacts[]): StaffId[] => {
  const asked = approval.steps.flatMap(({ key }) =>
    waitedFor({ ...approval, state: 'pending', stepKey: key, signatures: [] }, people),
  );
  return [...new Set(asked)];
};

/** Those one level above whoever keeps it waiting. */
export function nextLevel(approval: ApprovalFacts, people: readonly PersonFacts[]): StaffId[] {
  const step = currentStep(approval);
  if (!step) return [];
  const bench = new Bench(approval, step, people);
  const open = openSeats(step, signedHere(approval, step), approval.standIns);
  const above = open.flatMap((index) => {
    const seat = step.seats[index];
    return seat && seat.staffId === null ? bench.levelAbove(seat).map(({ id }) => id) : [];
  });
  return [...new Set(above)];
}

/** The posts that can ever come into question at a step; whoever holds none of them need not be looked at. */
export function postsAt(step: Step, standIns: StandIns, ranked: readonly string[]): string[] {
  const lowest = Math.min(...step.seats.map((seat) => aboveRank(rankOfSeat(seat))));
  const own = step.seats.flatMap((seat) => seat.roles);
  const above = ranked.filter((role) => rank(role) > lowest);
  return [...new Set([...own, ...(standIns.needed > 0 ? standIns.roles : []), ...above])];
}
