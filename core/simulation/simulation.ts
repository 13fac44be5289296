/** The whole period: every recorded entry once, in the order of recording; then its end. */
import { liveOwnerAt } from '../claims/index.ts';
import type { CustomerFacts } from '../desk/index.ts';
import type { ClauseId } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { sameJson } from '../kernel/same.ts';
import { decideKind, isKind } from '../kinds.ts';
import type { HouseRules } from '../rules.ts';
import { Customers } from './customers.ts';
import { clausesBetween, DeskDays, figuresOf } from './desk-days.ts';
import type { Change, Figures, RecordedEntry } from './types.ts';
import { claimsIn, isPlain, isSheet, isSplit } from './walk.ts';

export class Simulation {
  private readonly draft: HouseRules;
  private readonly changed: ReadonlySet<ClauseId>;
  private readonly desk: DeskDays;
  private readonly customers: Customers;
  /** Entries decided again; acts are not among them. */
  decided = 0;

  /** `changed`: the clauses whose parameters the draft sets otherwise than the rules of the period did. */
  constructor(draft: HouseRules, changed: ReadonlySet<ClauseId> = new Set()) {
    this.draft = draft;
    this.changed = changed;
    this.desk = new DeskDays(draft, changed, (entry, facts) => this.atTheDoor(entry, facts));
    this.customers = new Customers(draft, changed, this.desk.inCharge);
  }

  /** What the entry changes at once; visits and claims are told when their course is over. */
  take(entry: RecordedEntry): readonly Change[] {
    if (!isKind(entry.kind)) return [];
    this.decided += 1;
    if (isPlain(entry.facts) && isSheet(entry.facts.sheet)) return this.desk.take(entry);
    const { outcome } = entry.decision;
    if (claimsIn(entry.facts).length > 0 || claimsIn(outcome).length > 0 || isSplit(outcome))
      return this.customers.take(entry);
    return this.alone(entry);
  }

  /** The end of the period, exclusive. */
  end(to: Instant): readonly Change[] {
    return [...this.desk.end(), ...this.customers.end(to)];
  }

  /** Figures per person as recorded and under the draft, of everybody who appears in either. */
  figures(): { readonly before: Figures; readonly after: Figures } {
    const { before, after } = this.desk.fairness();
    const { newCustomers } = this.customers;
    const people = new Set([...before, ...after, ...newCustomers.before, ...newCustomers.after].map(([id]) => id));
    const of = (side: 'before' | 'after'): Figures =>
      Object.fromEntries(
        [...people].map((id) => {
          const tally = (side === 'before' ? before : after).get(id);
          return [id, figuresOf(tally, newCustomers[side].get(id) ?? 0)];
        }),
      );
    return { before: of('before'), after: of('after') };
  }

  /** Whether the visitor's owner is still protected, as the simulated claims have it. */
  private atTheDoor(entry: RecordedEntry, facts: unknown): { facts: unknown; changed: boolean } {
    const customer = isPlain(facts) && isPlain(facts.customer) ? (facts.customer as unknown as CustomerFacts) : null;
    const apart = customer ? this.customers.apart(customer.customerId) : [];
    if (!customer || apart.length === 0) return { facts, changed: false };
    const liveOf = (staffId: string, otherwise: boolean): boolean => {
      const courses = apart.filter(({ recorded, simulated }) => (simulated ?? recorded)?.ownerId === staffId);
      if (courses.length === 0) return otherwise;
      return courses.some(
        ({ simulated }) => simulated !== null && liveOwnerAt(this.draft.claims, simulated, entry.at) !== null,
      );
    };
    const { owner, registrations } = customer;
    const adjusted: CustomerFacts = {
      ...customer,
      owner: owner && { ...owner, live: liveOf(owner.staffId, owner.live) },
      registrations: registrations.map((one) => ({ ...one, live: liveOf(one.staffId, one.live) })),
    };
    const changed = !sameJson(adjusted, customer);
    return { facts: changed ? { ...(facts as object), customer: adjusted } : facts, changed };
  }

  /** Decisions that rest on nothing the simulation changes. */
  private alone(entry: RecordedEntry): readonly Change[] {
    if (!isKind(entry.kind)) return [];
    const given = { rules: this.draft, now: entry.at, actorId: entry.actorId };
    const decision = decideKind(entry.kind, given, entry.facts, entry.input);
    const [before, after] = [
      entry.decision.accepted ? entry.decision.outcome : { code: entry.decision.code },
      decision.accepted ? decision.outcome : { code: decision.code },
    ];
    if (entry.decision.accepted === decision.accepted && sameJson(before, after)) return [];
    return [
      {
        topic: 'other',
        what: decision.accepted ? 'answer_changed' : 'refused_now',
        certainty: 'exact',
        assumes: null,
        journalId: entry.id,
        kind: entry.kind,
        at: entry.at,
        siteId: entry.siteId,
        subjectId: entry.subjectId,
        customerId: entry.customerId,
        before: isPlain(before) ? before : { answer: before },
        after: isPlain(after) ? after : { answer: after },
        staffBefore: [],
        staffAfter: [],
        clauses: clausesBetween(this.changed, entry.decision.clauses, decision.clauses),
      },
    ];
  }
}
