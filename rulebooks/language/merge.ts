/**
 * Brings two changed texts of one document together, over the text both started from. Clauses go by id, values by parameter, cells by
 * row and column, prose by paragraph. What only one side changed is taken over; what both changed is a conflict, decided by choice.
 */
import { putTogether, takeApart, namesIn, type TextBlock } from './blocks.ts';
import { type Conflict, describe, readable } from './merge-words.ts';
import { mergePlaces } from './merge-places.ts';
import {
  clausesOf,
  type Outline,
  type OutlineChapter,
  type OutlineClause,
  outlineOf,
  unixLines,
  writeOutline,
} from './outline.ts';
import { type Side, type Three, threeWay, threeWayList } from './three-way.ts';
import type { Registry } from './types.ts';

export interface Merged {
  readonly source: string;
  /** Every place both sides changed, decided or not. */
  readonly conflicts: readonly Conflict[];
  /** Ids of the conflicts without a choice; `source` has mine there. */
  readonly unresolved: readonly string[];
}
export type Choices = Readonly<Record<string, Side>>;
type Values = ReadonlyMap<string, string>;

const sides = ['base', 'mine', 'theirs'] as const;
export const each = <From, To>(three: Three<From>, change: (one: From, side: Side) => To): Three<To> => ({
  base: change(three.base, 'base'),
  mine: change(three.mine, 'mine'),
  theirs: change(three.theirs, 'theirs'),
});

/** Collects conflicts and answers each with the side chosen, or mine. */
export class Ledger {
  readonly conflicts: Conflict[] = [];
  readonly unresolved: string[] = [];
  readonly #choices: Choices;
  constructor(choices: Choices) {
    this.#choices = choices;
  }
  decide(conflict: Conflict): Side {
    this.conflicts.push(conflict);
    const chosen = Object.hasOwn(this.#choices, conflict.id) ? this.#choices[conflict.id] : undefined;
    if (!chosen) this.unresolved.push(conflict.id);
    return chosen ?? 'mine';
  }
  /** The agreed value, or that of the chosen side. */
  value<Value extends string | null>(three: Three<Value>, conflict: () => Conflict): Value {
    const agreed = threeWay(three);
    return agreed.clash ? three[this.decide(conflict())] : agreed.value;
  }
}

/** null when the clauses of one of the texts cannot be told apart. */
export function merge(texts: Three<string>, choices: Choices, registry: Registry): Merged | null {
  const found = each(texts, (text) => outlineOf(unixLines(text)));
  const { base, mine, theirs } = found;
  if (!base || !mine || !theirs) return null;
  const outlines: Three<Outline> = { base, mine, theirs };
  const ledger = new Ledger(choices);
  const values = each(outlines, valuesOf);

  const kept = mergeClauses(outlines, values, ledger, registry);
  const chapters = mergePlaces(
    each(outlines, (outline) => outline.chapters),
    new Set(kept.keys()),
    ledger,
  );
  const settled = new Map([...kept.values()].flatMap((clause) => [...(clause.values ?? [])]));
  const open = [...kept.values()].flatMap(({ blocks }) => namesIn(blocks)).filter((name) => !settled.has(name));
  const final = new Map([...mergeValues(open, values, ledger, registry), ...settled]);
  const written = chapters.map(
    ({ clauses, ...chapter }): OutlineChapter => ({
      ...chapter,
      clauses: clauses.flatMap((id): OutlineClause[] => {
        const clause = kept.get(id);
        if (!clause) return [];
        const text = putTogether(clause.blocks, final);
        return [{ id, gloss: clause.gloss, cites: clause.cites, text, line: 0, lines: 0 }];
      }),
    }),
  );
  const front = mergeFront(
    each(outlines, (outline) => outline.front),
    ledger,
  );
  const { conflicts, unresolved } = ledger;
  return { source: writeOutline({ front, chapters: written }), conflicts, unresolved };
}

function valuesOf(outline: Outline): Values {
  const all = new Map<string, string>();
  for (const { text } of clausesOf(outline)) for (const [name, value] of takeApart(text).values) all.set(name, value);
  return all;
}

// ── clauses ──
interface Kept {
  readonly gloss: string;
  readonly cites: readonly string[];
  readonly blocks: readonly TextBlock[];
  /** Values that came with a clause taken over whole. */
  readonly values?: Values;
}

function mergeClauses(
  outlines: Three<Outline>,
  values: Three<Values>,
  ledger: Ledger,
  registry: Registry,
): Map<string, Kept> {
  const byId = each(outlines, (outline) => new Map(clausesOf(outline).map((clause) => [clause.id, clause])));
  const ids = new Set([...byId.theirs.keys(), ...byId.mine.keys()]);
  const kept = new Map<string, Kept>();
  for (const id of ids) {
    const clause = each(byId, (map) => map.get(id) ?? null);
    const merged = mergeClause(id, clause, values, ledger, registry);
    if (merged) kept.set(id, merged);
  }
  return kept;
}

const essence = (clause: OutlineClause | null): string | null =>
  clause && JSON.stringify([clause.gloss, clause.cites, clause.text]);
const whole = (clause: OutlineClause): Kept => ({ ...clause, ...takeApart(clause.text) });

function mergeClause(
  id: string,
  clause: Three<OutlineClause | null>,
  values: Three<Values>,
  ledger: Ledger,
  registry: Registry,
): Kept | null {
  const { base, mine, theirs } = clause;
  if (base && mine && theirs) return mergeText(id, { base, mine, theirs }, values, ledger, registry);
  // One side retired it, or one or both added it.
  const agreed = threeWay(each(clause, essence));
  const side: Side = agreed.clash
    ? ledger.decide({
        id: `clause:${id}`,
        what: 'clause',
        clause: id,
        about: describe.clause(id),
        ...each(clause, (one) => one && readable(one.text, registry)),
      })
    : essence(mine) === agreed.value
      ? 'mine'
      : 'theirs';
  const chosen = clause[side];
  return chosen && whole(chosen);
}

function mergeText(
  id: string,
  clause: Three<OutlineClause>,
  values: Three<Values>,
  ledger: Ledger,
  registry: Registry,
): Kept {
  const blocks = each(clause, ({ text }) => takeApart(text).blocks);
  let count = 0;
  const merged = threeWayList(blocks).flatMap((chunk): readonly TextBlock[] => {
    if (!chunk.clash) return chunk.items;
    count += 1;
    const side = ledger.decide({
      id: `text:${id}:${count}`,
      what: 'paragraph',
      clause: id,
      about: describe.paragraph(id, count),
      ...each({ base: chunk.base, mine: chunk.mine, theirs: chunk.theirs }, (items, from) =>
        items.length === 0 ? null : readable(putTogether(items, values[from]), registry),
      ),
    });
    return chunk[side];
  });
  const gloss = ledger.value(
    each(clause, (one) => one.gloss),
    () => ({
      id: `gloss:${id}`,
      what: 'attribute',
      clause: id,
      about: describe.gloss(id),
      ...each(clause, (one) => one.gloss),
    }),
  );
  return { gloss, cites: mergeSet(each(clause, ({ cites }) => cites)), blocks: merged };
}

/** Citations are a set: additions and removals of both sides hold. */
function mergeSet({ base, mine, theirs }: Three<readonly string[]>): string[] {
  const kept = theirs.filter((one) => mine.includes(one) || !base.includes(one));
  return [...kept, ...mine.filter((one) => !base.includes(one) && !kept.includes(one))];
}

// ── values ──
function mergeValues(names: readonly string[], values: Three<Values>, ledger: Ledger, registry: Registry): Values {
  const final = new Map<string, string>();
  for (const name of new Set(names)) {
    const three = each(values, (map) => map.get(name) ?? null);
    const present = three.mine !== null && three.theirs !== null;
    const value = present
      ? ledger.value(three, () => ({
          id: `value:${name}`,
          what: name.includes(' ') ? 'cell' : 'value',
          clause: null,
          about: describe.parameter(name, registry),
          ...each(three, (written) => (written === null ? null : describe.value(name, written, registry))),
        }))
      : (three.mine ?? three.theirs ?? three.base);
    const written = value ?? three.mine ?? three.theirs;
    if (written !== null) final.set(name, written);
  }
  return final;
}

// ── front matter ──
function mergeFront(fronts: Three<string>, ledger: Ledger): string {
  const fields = each(fronts, fieldsOf);
  const names = new Set(sides.flatMap((side) => [...fields[side].keys()]));
  let front = fronts.theirs;
  for (const name of names) {
    if (name === 'id') continue; // the house's own key stays
    const three = each(fields, (map) => map.get(name) ?? null);
    const value = ledger.value(three, () => ({
      id: `meta:${name}`,
      what: 'meta',
      clause: null,
      about: describe.meta(name),
      ...three,
    }));
    if (value === three.theirs) continue;
    const line = new RegExp(`^${name}:.*(?:\\n|$)`, 'm');
    front = line.test(front)
      ? front.replace(line, () => (value === null ? '' : `${name}: ${value}\n`))
      : front.replace(/---\s*$/, () => `${name}: ${value}\n---`);
  }
  return front;
}

const fieldsOf = (front: string): Map<string, string> =>
  new Map(
    front.split('\n').flatMap((row): [string, string][] => {
      const [, name = '', value = ''] = /^(\w+):\s*(.*?)\s*$/.exec(row) ?? [];
      return name ? [[name, value]] : [];
    }),
  );
