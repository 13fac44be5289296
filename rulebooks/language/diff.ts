/** What changed between two compiled texts, said in words: values, cells, clauses, chapters, citations, examples. */
import { diffArrays } from 'diff';
import type { Parameter } from '#core/kernel/parameters.ts';
import { sameJson } from '#core/kernel/same.ts';
import { plainText } from './markup.ts';
import type { Block, Chapter, Clause, Inline, Registry, Rulebook, TableValue, Value } from './types.ts';
import { describeScalar, findParameter, type Scalar } from './values.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}
export type ChangeKind =
  | 'value'
  | 'cell'
  | `clause_${'added' | 'retired' | 'moved' | 'reworded' | 'cites' | 'gloss'}`
  | `example_${'added' | 'changed' | 'retired'}`
  | `chapter_${'added' | 'retired' | 'renamed' | 'notes'}`
  | 'meta';
export interface Change {
  readonly what: ChangeKind;
  readonly clause: string | null;
  readonly name: string | null;
  readonly before: Words | null;
  readonly after: Words | null;
  readonly zh: string;
  readonly en: string;
}

const same = (text: string): Words => ({ zh: text, en: text });
const NOTHING: Words = { zh: '（无）', en: '(nothing)' };
const arrow = (before: Words | null, after: Words | null): Words => ({
  zh: `${(before ?? NOTHING).zh} → ${(after ?? NOTHING).zh}`,
  en: `${(before ?? NOTHING).en} → ${(after ?? NOTHING).en}`,
});
const inClause = (clause: string | null): Words =>
  clause ? { zh: `（第 ${clause} 条）`, en: ` (clause ${clause})` } : { zh: '', en: '' };

export function diff(before: Rulebook, after: Rulebook, registry: Registry): Change[] {
  return [
    ...metaChanges(before, after),
    ...chapterChanges(before, after),
    ...clauseChanges(before, after),
    ...valueChanges(before, after, registry),
  ];
}

const FIELDS = { title: '名称', gloss: '英文名称', sector: '行业', version: '版次' } as const;

function metaChanges(before: Rulebook, after: Rulebook): Change[] {
  const change = (name: string, label: string, from: string, to: string): Change[] => {
    if (from === to) return [];
    const moved = arrow(same(from), same(to));
    const say = { zh: `${label}：${moved.zh}`, en: `${name}: ${moved.en}` };
    return [{ what: 'meta', clause: null, name, before: same(from), after: same(to), ...say }];
  };
  const fields = Object.entries(FIELDS) as [keyof typeof FIELDS, string][];
  return [
    ...fields.flatMap(([name, label]) => change(name, label, before.meta[name], after.meta[name])),
    ...change('policies', '依据', before.meta.policies.join(' '), after.meta.policies.join(' ')),
  ];
}

// ── chapters have no id: the same title, else the most clauses in common, makes them the same ──
export function pairChapters(
  before: readonly { title: string; clauses: readonly { id: string }[] }[],
  after: readonly { title: string; clauses: readonly { id: string }[] }[],
): (number | null)[] {
  const free = new Set(before.keys());
  const pairs: (number | null)[] = after.map(({ title }) => {
    const at = [...free].find((index) => before[index]?.title === title);
    if (at === undefined) return null;
    free.delete(at);
    return at;
  });
  return pairs.map((pair, index) => {
    if (pair !== null) return pair;
    const ids = new Set(after[index]?.clauses.map(({ id }) => id));
    const shared = [...free]
      .map((at) => ({ at, count: before[at]?.clauses.filter(({ id }) => ids.has(id)).length ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)[0];
    if (!shared) return null;
    free.delete(shared.at);
    return shared.at;
  });
}

function chapterChanges(before: Rulebook, after: Rulebook): Change[] {
  const pairs = pairChapters(before.chapters, after.chapters);
  const changes = after.chapters.flatMap((chapter, index): Change[] => {
    const old = before.chapters[pairs[index] ?? -1];
    const base = { clause: null, name: chapter.title };
    if (!old)
      return [
        {
          ...base,
          what: 'chapter_added',
          before: null,
          after: titleOf(chapter),
          zh: `新增章“${chapter.title}”`,
          en: `Chapter added: ${chapter.gloss || chapter.title}`,
        },
      ];
    const renamed = old.title !== chapter.title || old.gloss !== chapter.gloss;
    const moved = arrow(titleOf(old), titleOf(chapter));
    const notes = [plainText(old.notes), plainText(chapter.notes)] as const;
    return [
      ...(renamed
        ? [
            {
              ...base,
              what: 'chapter_renamed' as const,
              before: titleOf(old),
              after: titleOf(chapter),
              zh: `章名 ${moved.zh}`,
              en: `Chapter renamed: ${moved.en}`,
            },
          ]
        : []),
      ...(notes[0] === notes[1]
        ? []
        : [
            {
              ...base,
              what: 'chapter_notes' as const,
              before: same(notes[0]),
              after: same(notes[1]),
              zh: `“${chapter.title}”章首说明改写`,
              en: `The text under "${chapter.gloss || chapter.title}" was reworded`,
            },
          ]),
    ];
  });
  const gone = before.chapters.filter((_chapter, index) => !pairs.includes(index));
  return [
    ...changes,
    ...gone.map(
      (chapter): Change => ({
        what: 'chapter_retired',
        clause: null,
        name: chapter.title,
        before: titleOf(chapter),
        after: null,
        zh: `删去章“${chapter.title}”`,
        en: `Chapter removed: ${chapter.gloss || chapter.title}`,
      }),
    ),
  ];
}
const titleOf = ({ title, gloss }: Pick<Chapter, 'title' | 'gloss'>): Words => ({ zh: title, en: gloss || title });

// ── clauses go by their id ──
const clausesOf = (book: Rulebook): readonly Clause[] => book.chapters.flatMap(({ clauses }) => clauses);

function clauseChanges(before: Rulebook, after: Rulebook): Change[] {
  const old = new Map(clausesOf(before).map((clause) => [clause.id, clause]));
  const now = new Map(clausesOf(after).map((clause) => [clause.id, clause]));
  const moved = movedClauses(before, after);
  const changes = [...now.values()].flatMap((clause): Change[] => {
    const earlier = old.get(clause.id);
    if (!earlier) return [whole('clause_added', clause)];
    return [...(moved.has(clause.id) ? [moveOf(clause, after)] : []), ...withinClause(earlier, clause)];
  });
  const gone = [...old.values()].filter(({ id }) => !now.has(id));
  return [...changes, ...gone.map((clause) => whole('clause_retired', clause))];
}

function whole(what: 'clause_added' | 'clause_retired', clause: Clause): Change {
  const text = { zh: plainText(clause.body), en: clause.gloss };
  const added = what === 'clause_added';
  return {
    what,
    clause: clause.id,
    name: null,
    before: added ? null : text,
    after: added ? text : null,
    zh: `${added ? '新增' : '废止'}第 ${clause.id} 条：${text.zh}`,
    en: `Clause ${clause.id} ${added ? 'added' : 'retired'}: ${text.en}`,
  };
}

/** Clauses whose place among the others, or whose chapter, is another one. The fewest that explain the new order. */
export function movedClauses(before: Rulebook, after: Rulebook): ReadonlySet<string> {
  const pairs = pairChapters(before.chapters, after.chapters);
  const chapterIn = new Map<string, number>();
  for (const [index, chapter] of before.chapters.entries())
    for (const { id } of chapter.clauses) chapterIn.set(id, index);
  const now = new Set(clausesOf(after).map(({ id }) => id));
  const kept = clausesOf(after)
    .map(({ id }) => id)
    .filter((id) => chapterIn.has(id));
  const was = clausesOf(before)
    .map(({ id }) => id)
    .filter((id) => now.has(id));
  const moved = new Set(diffArrays(was, kept).flatMap((part) => (part.added ? part.value : [])));
  for (const [index, chapter] of after.chapters.entries())
    for (const { id } of chapter.clauses) if (chapterIn.has(id) && chapterIn.get(id) !== pairs[index]) moved.add(id);
  return moved;
}

function moveOf(clause: Clause, after: Rulebook): Change {
  const chapter = after.chapters.find(({ clauses }) => clauses.some(({ id }) => id === clause.id));
  const at = chapter?.clauses.findIndex(({ id }) => id === clause.id) ?? 0;
  const neighbour = chapter?.clauses[at - 1]?.id;
  const place: Words = {
    zh: `${chapter?.title || '文首'}${neighbour ? `，第 ${neighbour} 条之后` : '，章首'}`,
    en: `${chapter?.gloss || chapter?.title || 'the beginning'}, ${neighbour ? `after clause ${neighbour}` : 'first'}`,
  };
  const say = { zh: `第 ${clause.id} 条移至${place.zh}`, en: `Clause ${clause.id} moved to ${place.en}` };
  return { what: 'clause_moved', clause: clause.id, name: null, before: null, after: place, ...say };
}

function withinClause(old: Clause, now: Clause): Change[] {
  const id = now.id;
  const change = (
    what: ChangeKind,
    name: string | null,
    before: Words | null,
    after: Words | null,
    say: Words,
  ): Change => ({
    what,
    clause: id,
    name,
    before,
    after,
    ...say,
  });
  const changes: Change[] = [];
  if (template(old.body) !== template(now.body))
    changes.push(
      change('clause_reworded', null, same(plainText(old.body)), same(plainText(now.body)), {
        zh: `第 ${id} 条改写`,
        en: `Clause ${id} reworded`,
      }),
    );
  const cites = [old.cites.join(' '), now.cites.join(' ')] as const;
  if (cites[0] !== cites[1]) {
    const moved = arrow(cites[0] ? same(cites[0]) : null, cites[1] ? same(cites[1]) : null);
    const say = { zh: `第 ${id} 条依据：${moved.zh}`, en: `Citations of clause ${id}: ${moved.en}` };
    changes.push(change('clause_cites', null, same(cites[0]), same(cites[1]), say));
  }
  if (old.gloss !== now.gloss)
    changes.push(
      change('clause_gloss', null, same(old.gloss), same(now.gloss), {
        zh: `第 ${id} 条英文释义改写`,
        en: `English gloss of clause ${id} reworded`,
      }),
    );
  return [...changes, ...exampleChanges(old, now, change)];
}

function exampleChanges(
  old: Clause,
  now: Clause,
  change: (what: ChangeKind, name: string, before: Words | null, after: Words | null, say: Words) => Change,
): Change[] {
  // A stored text comes back with its keys in another order.
  const isSame = (
    { line: _a, ...one }: Clause['examples'][number],
    { line: _b, ...other }: Clause['examples'][number],
  ) => sameJson(one, other);
  const earlier = new Map(old.examples.map((example) => [example.id, example]));
  const text = (example: Clause['examples'][number]): Words => ({ zh: example.text, en: example.gloss });
  const found = now.examples.flatMap((example) => {
    const was = earlier.get(example.id);
    earlier.delete(example.id);
    if (!was)
      return change('example_added', example.id, null, text(example), {
        zh: `第 ${now.id} 条新增例 ${example.id}：${example.text}`,
        en: `Example ${example.id} added to clause ${now.id}: ${example.gloss}`,
      });
    if (isSame(was, example)) return [];
    return change('example_changed', example.id, text(was), text(example), {
      zh: `例 ${example.id} 修改（第 ${now.id} 条）`,
      en: `Example ${example.id} changed (clause ${now.id})`,
    });
  });
  const gone = [...earlier.values()].map((example) =>
    change('example_retired', example.id, text(example), null, {
      zh: `第 ${now.id} 条删去例 ${example.id}：${example.text}`,
      en: `Example ${example.id} removed from clause ${now.id}: ${example.gloss}`,
    }),
  );
  return [...found, ...gone];
}

/** The text with names in place of values: it differs only when somebody reworded it. */
function template(blocks: readonly Block[]): string {
  const inline = (part: Inline): string =>
    part.kind === 'param' ? `\u0000${part.name}\u0000` : `${part.strong ? '\u0001' : ''}${part.text}`;
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph') return block.content.map(inline).join('');
      if (block.kind === 'list')
        return [String(block.ordered), ...block.items.map((item) => item.map(inline).join(''))].join('\n');
      const labels = [...block.columns, ...block.rows].map(({ key, label }) => `${key} ${label}`);
      return [block.name, block.corner, ...labels].join('\n');
    })
    .join('\n\n');
}

// ── values: what the document says or, where it is silent, the declared default ──
function valueChanges(before: Rulebook, after: Rulebook, registry: Registry): Change[] {
  return Object.entries(registry).flatMap(([capability, set]) =>
    Object.keys(set).flatMap((key): Change[] => {
      const name = `${capability}.${key}`;
      const parameter = findParameter(registry, name);
      if (!parameter) return [];
      const from = before.values[capability]?.[key] ?? parameter.default;
      const to = after.values[capability]?.[key] ?? parameter.default;
      const clause = after.setIn[name] ?? before.setIn[name] ?? null;
      return changesOfValue(name, parameter, from, to, clause, [after, before]);
    }),
  );
}

export function changesOfValue(
  name: string,
  parameter: Parameter,
  from: Value,
  to: Value,
  clause: string | null,
  books: readonly Rulebook[],
): Change[] {
  if (parameter.type !== 'table') {
    if (from === to) return [];
    const [before, after] = [describeScalar(parameter, from as Scalar), describeScalar(parameter, to as Scalar)];
    const moved = arrow(trimmed(before), trimmed(after));
    const zh = `${parameter.label.zh} ${moved.zh}${inClause(clause).zh}`;
    const en = `${parameter.label.en} ${moved.en}${inClause(clause).en}`;
    return [{ what: 'value', clause, name, before: trimmed(before), after: trimmed(after), zh, en }];
  }
  const labels = tableLabels(name, books);
  const unit = parameter.totals === 100 ? '%' : '';
  return parameter.rows.flatMap((row) =>
    parameter.columns.flatMap((column): Change[] => {
      const [old, now] = [(from as TableValue)[row]?.[column], (to as TableValue)[row]?.[column]];
      if (old === now) return [];
      const cell = (value: number | undefined): Words | null => (value === undefined ? null : same(`${value}${unit}`));
      const moved = arrow(cell(old), cell(now));
      const zh = `${parameter.label.zh}·${labels.of(row)}·${labels.of(column)} ${moved.zh}${inClause(clause).zh}`;
      const en = `${parameter.label.en}, ${row}, ${column} ${moved.en}${inClause(clause).en}`;
      return [{ what: 'cell', clause, name: `${name} ${row} ${column}`, before: cell(old), after: cell(now), zh, en }];
    }),
  );
}
const trimmed = ({ zh, en }: Words): Words => ({ zh: zh.trim(), en: en.trim() });

/** Row and column names as the newest document writes them. */
function tableLabels(name: string, books: readonly Rulebook[]): { of: (key: string) => string } {
  const table = books
    .flatMap(clausesOf)
    .flatMap(({ body }) => body)
    .find((block) => block.kind === 'table' && block.name === name);
  const labels = new Map(
    table?.kind === 'table' ? [...table.rows, ...table.columns].map(({ key, label }) => [key, label]) : [],
  );
  return { of: (key) => labels.get(key) || key };
}
