/** Turns stored decisions into sentences: names for ids, local time for instants, a sentence for every code. */
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { maskName } from '#core/customers/index.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { kinds, reasons } from './sentences/index.ts';
import { fill, type Sentence, say, type Told } from './sentences/kit.ts';

export interface StoredDecision {
  readonly accepted: boolean;
  readonly outcome?: unknown;
  readonly code?: string;
  readonly rejected?: readonly {
    what: string;
    reason: string;
    clauses: readonly string[];
    detail?: Record<string, unknown>;
  }[];
  readonly detail?: Record<string, unknown>;
}
export interface StoredEntry {
  readonly kind: string;
  readonly input: unknown;
  readonly decision: StoredDecision;
  readonly timeZone: string | null;
  /** Whom it is about, said where the sentence itself names nobody. */
  readonly customerId?: string | null;
}

/** Of people, teams and sites by id; of customers only where the reader may be told. */
export type Names = ReadonlyMap<string, string>;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const NAMES_MAX = 2_000; // protects the query; a page of decisions names a few dozen people

/** Names of the people, teams and sites that the entries speak of; customers are another right: see `customersIn`. */
export async function namesIn(tx: Tx, entries: readonly StoredEntry[]): Promise<Names> {
  const text = JSON.stringify(entries.map(({ input, decision }) => [input, decision]));
  const ids = [...new Set(text.match(UUID) ?? [])].slice(0, NAMES_MAX);
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; name: string }>({
    text: `select staff.id, staff.name from staff where staff.company_id = $1 and staff.id = any($2::uuid[])
      union all select teams.id, teams.name from teams where teams.company_id = $1 and teams.id = any($2::uuid[])
      union all select sites.id, sites.name from sites where sites.company_id = $1 and sites.id = any($2::uuid[])`,
    values: [tx.companyId, ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function toldOf(entry: StoredEntry, names: Names): Told {
  const zone = entry.timeZone ?? 'Asia/Shanghai';
  return {
    kind: entry.kind,
    input: asRecord(entry.input),
    outcome: asRecord(entry.decision.outcome),
    name: (id) => (typeof id === 'string' ? (names.get(id) ?? '') : ''),
    clock: (instant) =>
      typeof instant === 'string' && INSTANT.test(instant)
        ? `${localDateOf(instant, zone)} ${timeOfDayOf(instant, zone)}`
        : '',
  };
}

/**
 * The customers the entries are about, by id: in full for whoever may open them by site or as their own, else the surname, as in a
 * notice; a confidential one is named to nobody else.
 */
export async function customersIn(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  ids: readonly (string | null)[],
): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const scope = scopeOf(actor, 'customers.read');
  const rows = await tx.rows<{ id: string; name: string; confidential: boolean; isOpen: boolean }>({
    text: `select customers.id, customers.name, customers.confidential, coalesce(
        (customers.site_id = any($3::uuid[]) and not customers.confidential) or (customers.owner_id = $4::uuid and customers.withheld_at is null),
        false) as "isOpen"
      from customers where customers.company_id = $1 and customers.id = any($2::uuid[])`,
    values: [tx.companyId, wanted, scope === 'site' ? [...actor.siteIds] : [], scope === null ? null : actor.staffId],
  });
  const shown = rows.flatMap(({ id, name, confidential, isOpen }): [string, string][] => {
    if (isOpen || scope === 'company') return [[id, name]];
    return confidential ? [] : [[id, maskName(name)]];
  });
  return new Map(shown);
}

export const titleOf = (kind: string): Sentence => kinds[kind]?.title ?? say(kind, kind);

/** Every name the journal uses, with its title. */
export const everyKind = (): { kind: string; zh: string; en: string }[] =>
  Object.entries(kinds).map(([kind, { title }]) => ({ kind, ...title }));

export function summaryOf(entry: StoredEntry, names: Names): Sentence {
  if (!entry.decision.accepted)
    return reasonSentence(entry, names, entry.decision.code ?? '', entry.decision.detail ?? {});
  const summary = kinds[entry.kind]?.summary?.(toldOf(entry, names));
  if (summary) return summary;
  const { zh, en } = titleOf(entry.kind);
  const customer = names.get(entry.customerId ?? '') ?? '';
  return customer === '' ? say(zh, en) : say(`${zh}：${customer}`, `${en}: ${customer}`);
}

/** Whom or what a decision did not choose, each with why. */
export const rejectedOf = (entry: StoredEntry, names: Names) =>
  (entry.decision.rejected ?? []).map(({ what, reason, detail }) => ({
    what,
    name: names.get(what) ?? '',
    reason,
    ...reasonSentence(entry, names, reason, detail ?? {}),
  }));

export function reasonSentence(
  entry: StoredEntry,
  names: Names,
  code: string,
  detail: Record<string, unknown>,
): Sentence {
  return fill(reasons[code] ?? say(code, code), detail, toldOf(entry, names));
}
