import type { LocalDate } from '../kernel/instant.ts';
import type { ProblemCode } from './problems.ts';
import { comparable, plainText } from './text.ts';
import type { Cell, Colleague } from './types.ts';

/** The company's staff, indexed for a hundred thousand look-ups. */
export interface Roster {
  readonly byName: ReadonlyMap<string, readonly Colleague[]>;
  readonly byNumber: ReadonlyMap<string, Colleague>;
  /** What the user answered once for the whole file: "龚涛 is GK121", "小王 is 王怡华". */
  readonly answers: ReadonlyMap<string, string>;
}

export function rosterOf(colleagues: readonly Colleague[], answers: Readonly<Record<string, string>> = {}): Roster {
  const byName = new Map<string, Colleague[]>();
  const byNumber = new Map<string, Colleague>();
  for (const colleague of colleagues) {
    const key = comparable(colleague.name);
    const sameName = byName.get(key);
    if (sameName) sameName.push(colleague);
    else byName.set(key, [colleague]);
    if (colleague.employeeNo) byNumber.set(comparable(colleague.employeeNo), colleague);
  }
  return { byName, byNumber, answers: new Map(Object.entries(answers).map(([name, id]) => [comparable(name), id])) };
}

/** What else the row or the sheet says about the person, to tell colleagues of one name apart. */
export interface Hints {
  readonly siteName?: string | null;
  readonly teamName?: string | null;
  readonly post?: string | null;
  readonly on?: LocalDate | null;
}

export type Found =
  | { readonly kind: 'blank' }
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly detail: string };

const LEFT = /^(?:已离职|离职|离职人员|已离岗|前同事)$/;

/** Who is meant by a name. Two colleagues of one name are told apart by site, team, post and whether they had left by then. */
export function findColleague(cell: Cell, roster: Roster, hints: Hints = {}): Found {
  const written = plainText(cell);
  if (written === '') return { kind: 'blank' };
  const key = comparable(written);
  const answered = roster.answers.get(key);
  if (answered !== undefined) return { kind: 'found', id: answered };
  const byNumber =
    roster.byNumber.get(key) ?? roster.byNumber.get(/[((]?([a-z]{0,4}\d{1,8})[))]?$/.exec(key)?.[1] ?? '');
  if (byNumber) return { kind: 'found', id: byNumber.id };
  if (LEFT.test(key)) return { kind: 'problem', code: 'STAFF_LEFT_UNNAMED', detail: written };
  const named = roster.byName.get(key) ?? [];
  const [first, ...others] = narrow(named, hints);
  if (first && others.length === 0) return { kind: 'found', id: first.id };
  if (first) return { kind: 'problem', code: 'STAFF_AMBIGUOUS', detail: named.map(describe).join('、') };
  return { kind: 'problem', code: 'STAFF_UNKNOWN', detail: written };
}

const describe = (colleague: Colleague): string =>
  [colleague.name, colleague.employeeNo, colleague.siteName, colleague.teamName]
    .filter((part) => part !== null && part !== '')
    .join(' ');

/** Each hint narrows the choice unless it would leave nobody: a hint that fits no one is about something else. */
function narrow(named: readonly Colleague[], hints: Hints): readonly Colleague[] {
  const tests: ((colleague: Colleague) => boolean)[] = [
    (colleague) => !hints.on || colleague.leftAt === null || colleague.leftAt.slice(0, 10) >= hints.on,
    (colleague) => !hints.siteName || comparable(colleague.siteName) === comparable(hints.siteName),
    (colleague) => !hints.teamName || comparable(colleague.teamName) === comparable(hints.teamName),
    (colleague) => !hints.post || comparable(colleague.post) === comparable(hints.post),
  ];
  return tests.reduce<readonly Colleague[]>((left, test) => {
    const kept = left.filter(test);
    return kept.length > 0 ? kept : left;
  }, named);
}
