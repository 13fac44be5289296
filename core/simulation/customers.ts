/**
 * Customers and their claims under the draft. Claims that began before the period keep the clocks they have until something touches
 * them; from then on the draft's clocks run. A claim lapses at its simulated instant, whatever the journal says; what its owner did
 * afterwards is first-order, because they would have known.
 */
import { type Claim, lapseAt } from '../claims/index.ts';
import type { ClauseId, Decision } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { sameJson } from '../kernel/same.ts';
import { decideKind, type KindName } from '../kinds.ts';
import type { HouseRules } from '../rules.ts';
import { clausesBetween } from './desk-days.ts';
import type { Change, RecordedEntry, What } from './types.ts';
import { claimsIn, isPlain, isSplit, withClaims, withPerson } from './walk.ts';

interface ClaimCourse {
  recorded: Claim | null;
  simulated: Claim | null;
  parted: { readonly entry: RecordedEntry; readonly clauses: readonly ClauseId[]; exact: boolean } | null;
  /** How the simulated claim lapsed by itself. */
  lapse: { readonly at: Instant; readonly clauses: readonly ClauseId[] } | null;
}

export type InCharge = ReadonlyMap<string, { readonly recorded: string; readonly simulated: string }>;

export class Customers {
  private readonly draft: HouseRules;
  private readonly changed: ReadonlySet<ClauseId>;
  private readonly inCharge: InCharge;
  private readonly claims = new Map<string, ClaimCourse>();
  private readonly ofCustomer = new Map<string, Set<string>>();
  readonly newCustomers = { before: new Map<string, number>(), after: new Map<string, number>() };

  constructor(draft: HouseRules, changed: ReadonlySet<ClauseId>, inCharge: InCharge) {
    this.draft = draft;
    this.changed = changed;
    this.inCharge = inCharge;
  }

  /** The simulated claims of a customer that are not as recorded. */
  apart(customerId: string | null): readonly { readonly recorded: Claim | null; readonly simulated: Claim | null }[] {
    const ids = customerId === null ? [] : [...(this.ofCustomer.get(customerId) ?? [])];
    return ids.flatMap((id) => {
      const course = this.claims.get(id);
      return course && !sameJson(course.recorded, course.simulated) ? [course] : [];
    });
  }

  take(entry: RecordedEntry): readonly Change[] {
    for (const claim of claimsIn(entry.facts)) this.know(claim);
    this.lapseUntil(entry, entry.at);
    if (entry.kind === 'claims.lapse') {
      this.write(entry, claimsIn(outcomeOf(entry.decision)), null);
      return [];
    }
    const apartBefore = this.apart(entry.customerId).length > 0;
    const swap = entry.customerId === null ? undefined : this.inCharge.get(entry.customerId);
    const facts = withClaims(entry.facts, (claim) => {
      const simulated = this.claims.get(claim.id)?.simulated;
      return simulated ? { ...claim, ...simulated } : null;
    });
    const input = swap ? withPerson(entry.input, swap.recorded, swap.simulated) : entry.input;
    const actorId = swap && entry.actorId === swap.recorded ? swap.simulated : entry.actorId;
    const decision = this.decide(entry, { facts, input, actorId });
    const exact = !apartBefore && !swap;
    this.write(entry, claimsIn(outcomeOf(entry.decision)), decision, exact);
    this.countNew(entry, decision);
    return answerChanged(entry, decision, exact, this.changed);
  }

  /** Runs every clock to the end of the period and tells what became of the claims otherwise. */
  end(to: Instant): readonly Change[] {
    for (const course of this.claims.values()) this.lapse(course, to);
    return [...this.claims.values()].flatMap((course) => changeOf(course, to));
  }

  private decide(
    entry: RecordedEntry,
    given: { facts: unknown; input: unknown; actorId: string | null },
  ): Decision<unknown> | null {
    try {
      const at = { rules: this.draft, now: entry.at, actorId: given.actorId };
      return decideKind(entry.kind as KindName, at, given.facts, given.input);
    } catch {
      return null; // an act the simulated claims have no place for
    }
  }

  /** A claim as an entry found it. What was written to it without a decision (a merge, an import) holds for both courses. */
  private know(claim: Claim): void {
    const course = this.claims.get(claim.id);
    if (course) {
      const { recorded, simulated } = course;
      if (!recorded) return;
      const moved = (Object.keys(claim) as (keyof Claim)[]).filter((key) => !sameJson(claim[key], recorded[key]));
      const shared = moved.filter((key) => simulated !== null && sameJson(simulated[key], recorded[key]));
      course.recorded = claim;
      if (simulated) course.simulated = { ...simulated, ...Object.fromEntries(shared.map((key) => [key, claim[key]])) };
    } else this.claims.set(claim.id, { recorded: claim, simulated: claim, parted: null, lapse: null });
    this.index(claim);
  }

  private index({ id, customerId }: Claim): void {
    const ids = this.ofCustomer.get(customerId) ?? new Set();
    this.ofCustomer.set(customerId, ids.add(id));
  }

  private write(
    entry: RecordedEntry,
    recorded: readonly Claim[],
    decision: Decision<unknown> | null,
    exact = true,
  ): void {
    const simulated = decision?.accepted ? claimsIn(decision.outcome) : [];
    for (const id of new Set([...recorded, ...simulated].map((claim) => claim.id))) {
      const [then, now] = [recorded.find((claim) => claim.id === id), simulated.find((claim) => claim.id === id)];
      const any = then ?? now;
      if (!any) continue;
      const course = this.claims.get(id) ?? { recorded: null, simulated: null, parted: null, lapse: null };
      this.claims.set(id, course);
      this.index(any);
      if (then) course.recorded = then;
      if (now) course.simulated = now;
      if (course.parted || sameJson(course.recorded, course.simulated)) continue;
      const clauses = clausesBetween(this.changed, entry.decision.clauses, decision?.clauses ?? []);
      course.parted = { entry, clauses, exact };
    }
  }

  private lapseUntil(entry: RecordedEntry, now: Instant): void {
    for (const id of this.ofCustomer.get(entry.customerId ?? '') ?? []) {
      const course = this.claims.get(id);
      if (course) this.lapse(course, now);
    }
  }

  private lapse(course: ClaimCourse, now: Instant): void {
    const at = course.simulated ? lapseAt(course.simulated) : null;
    if (!course.simulated || at === null || now < at) return;
    const given = { rules: this.draft, now: at, actorId: null };
    const decision = decideKind('claims.lapse', given, { claim: course.simulated }, {});
    if (!decision.accepted) return;
    course.simulated = claimsIn(decision.outcome)[0] ?? course.simulated;
    course.lapse = { at, clauses: decision.clauses };
  }

  private countNew(entry: RecordedEntry, decision: Decision<unknown> | null): void {
    if (entry.kind !== 'claims.register') return;
    for (const claim of claimsIn(outcomeOf(entry.decision))) add(this.newCustomers.before, claim.ownerId);
    for (const claim of decision?.accepted ? claimsIn(decision.outcome) : [])
      add(this.newCustomers.after, claim.ownerId);
  }
}

const outcomeOf = (decision: { readonly accepted: boolean; readonly outcome?: unknown }): unknown =>
  decision.accepted ? decision.outcome : null;
const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** An answer that is not about a claim's own course: a split, a pool that stays shut, a refusal. */
function answerChanged(
  entry: RecordedEntry,
  decision: Decision<unknown> | null,
  exact: boolean,
  changed: ReadonlySet<ClauseId>,
): readonly Change[] {
  const then = outcomeOf(entry.decision);
  const now = decision ? outcomeOf(decision) : null;
  const shares = isSplit(then) && isSplit(now);
  const refused = decision === null || !decision.accepted;
  // Whether a customer enters the pool follows from the lapse, which is told as such.
  if (entry.kind === 'claims.enterPool') return [];
  // A proposal is written down when the rules propose nothing as well.
  const code = decision && !decision.accepted ? decision.code : null;
  if (!entry.decision.accepted && refused && (decision === null || entry.decision.code === code)) return [];
  const opens = !entry.decision.accepted && !refused;
  if (!refused && !shares && !opens) return [];
  if (!refused && sameJson(then, now)) return [];
  const before = isPlain(then) ? then : {};
  return [
    {
      topic: shares ? 'split' : 'customer',
      what: shares ? 'shares_changed' : entry.decision.accepted ? 'refused_now' : 'answer_changed',
      certainty: exact ? 'exact' : 'first_order',
      assumes: exact ? null : 'claim_changed',
      journalId: entry.id,
      kind: entry.kind,
      at: entry.at,
      siteId: entry.siteId,
      subjectId: entry.subjectId,
      customerId: entry.customerId,
      before: shares ? sharesOf(before) : entry.decision.accepted ? {} : { code: entry.decision.code },
      after: shares || opens ? sharesOf(isPlain(now) ? now : {}) : { code },
      staffBefore: shares ? parties(before) : [],
      staffAfter: shares ? parties(isPlain(now) ? now : {}) : [],
      clauses: clausesBetween(changed, entry.decision.clauses, decision?.clauses ?? []),
    },
  ];
}

const sharesOf = (outcome: Readonly<Record<string, unknown>>): Change['before'] => ({
  case: outcome.case,
  performance: outcome.performance,
  commission: outcome.commission,
});
const parties = (outcome: Readonly<Record<string, unknown>>): readonly string[] => [
  ...new Set(
    [outcome.performance, outcome.commission].flatMap((shares) =>
      Array.isArray(shares)
        ? shares.flatMap((share: unknown) => (isPlain(share) && typeof share.party === 'string' ? [share.party] : []))
        : [],
    ),
  ),
];

/** When a claim lapsed by its own clock, as seen from the end of the period, whether or not anybody has written it down by then. */
function lapsedAt(claim: Claim | null, to: Instant): Instant | null {
  if (claim === null) return null;
  if (claim.state === 'lapsed' || claim.state === 'waste') return claim.endedAt;
  const at = lapseAt(claim);
  return at !== null && at <= to ? at : null;
}

function whatOf({ recorded, simulated }: ClaimCourse, to: Instant): What | null {
  if (!simulated) return 'claim_not_opened';
  if (!recorded) return 'claim_opened';
  if (recorded.ownerId !== simulated.ownerId) return 'owner_changed';
  const [then, now] = [lapsedAt(recorded, to), lapsedAt(simulated, to)];
  if (then !== now) {
    if (then === null) return 'lapse_new';
    return now === null ? 'lapse_not' : now < then ? 'lapse_earlier' : 'lapse_later';
  }
  if (recorded.protectedUntil === simulated.protectedUntil || then !== null) return null;
  if (simulated.protectedUntil === null) return 'protected_longer';
  if (recorded.protectedUntil === null) return 'protected_shorter';
  return simulated.protectedUntil < recorded.protectedUntil ? 'protected_shorter' : 'protected_longer';
}

function changeOf(course: ClaimCourse, to: Instant): readonly Change[] {
  const what = whatOf(course, to);
  const { parted, recorded, simulated } = course;
  const any = simulated ?? recorded;
  if (!what || !parted || !any || any.registeredAt >= to) return [];
  const { entry, clauses, exact } = parted;
  return [
    {
      topic: 'customer',
      what,
      certainty: exact ? 'exact' : 'first_order',
      assumes: exact ? null : 'same_acts',
      journalId: entry.id,
      kind: entry.kind,
      at: lapsedAt(simulated, to) ?? entry.at,
      siteId: any.siteId,
      subjectId: any.id,
      customerId: any.customerId,
      before: summary(recorded),
      after: summary(simulated),
      staffBefore: recorded ? [recorded.ownerId] : [],
      staffAfter: simulated ? [simulated.ownerId] : [],
      clauses: course.lapse ? [...new Set([...clauses, ...course.lapse.clauses])] : clauses,
    },
  ];
}

const summary = (claim: Claim | null): Change['before'] =>
  claim
    ? {
        ownerId: claim.ownerId,
        state: claim.state,
        protectedUntil: claim.protectedUntil,
        endedAt: claim.endedAt,
        endedReason: claim.endedReason,
      }
    : {};
