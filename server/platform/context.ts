/**
 * What a command or a due deadline works with: one transaction, one actor, one instant. It collects the journal entries and the
 * events of its work; the platform writes the former before the commit and sends the latter after it.
 */
import type { Decision } from '#core/kernel/decision.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { EntryName } from '#core/kinds.ts';
import type { Actor } from './actor.ts';
import { systemActor } from './actor.ts';
import type { Tx } from './database.ts';
import { newId } from './database.ts';
import type { Event } from './events.ts';
import type { RulesInForce, RulesSource } from './rules.ts';

export interface JournalEntry {
  /** Taken from `newId()` when rows must point at the entry; made otherwise. */
  readonly id?: string;
  /** A kind of decision, so that the entry can be decided again ("desk.receiveVisit"), or an act that nothing decided. */
  readonly kind: EntryName;
  readonly siteId?: string | null;
  readonly subject: { readonly type: string; readonly id: string };
  readonly customerId?: string | null;
  /** Everybody the decision concerns; they may ask "why?". */
  readonly staffIds?: readonly (string | null | undefined)[];
  readonly rules?: RulesInForce | null;
  readonly input: unknown;
  readonly facts: unknown;
  readonly decision: Decision<unknown>;
  /** The journal entry that this one overrules, with the reason a person gave. */
  readonly overrides?: string | null;
  readonly reason?: string | null;
}

export interface Context {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Instant;
  readonly commandId: string | null;
  newId(): string;
  rules(siteId: string | null): Promise<RulesInForce>;
  /** Adds an entry; it is written in the same transaction. Returns its id. */
  record(entry: JournalEntry): string;
  /** Announces a change to open pages after the commit. */
  publish(event: Event): void;
  /** The same work as the system does it at an earlier instant: for deadlines settled late. */
  asSystemAt(instant: Instant): Context;
}

export interface Collected {
  readonly entries: (JournalEntry & { id: string; at: Instant; actorId: string | null })[];
  readonly events: Event[];
}

export function openContext(
  rulesSource: RulesSource,
  tx: Tx,
  actor: Actor,
  now: Instant,
  commandId: string | null,
): { context: Context; collected: Collected } {
  const collected: Collected = { entries: [], events: [] };
  const known = new Map<string, Promise<RulesInForce>>();
  const contextAt = (who: Actor, instant: Instant): Context => ({
    tx,
    actor: who,
    now: instant,
    commandId,
    newId,
    rules(siteId) {
      const key = `${siteId}|${instant}`;
      const rules = known.get(key) ?? rulesSource(tx, siteId, instant);
      known.set(key, rules);
      return rules;
    },
    record(entry) {
      const id = entry.id ?? newId();
      collected.entries.push({ ...entry, id, at: instant, actorId: who.staffId });
      return id;
    },
    publish: (event) => void collected.events.push(event),
    asSystemAt: (then) => contextAt(systemActor(tx.companyId), then),
  });
  return { context: contextAt(actor, now), collected };
}
