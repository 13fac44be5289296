/**
 * The examples of the shipped rulebooks: every one holds; every value a clause states is shown by an example of that clause, which no
 * longer holds when the value changes; and a clause that some answer rests on has an example whose answer rests on it. What is left are
 * duties of people, told from the others by rule.
 */
import { describe, expect, test } from 'vitest';
import { runExample } from '#contract/decisions/run-example.ts';
import { shapes } from '#contract/decisions/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import type { Example } from '#core/kernel/example.ts';
import type { Parameter } from '#core/kernel/parameters.ts';
import { decideKind, type KindName, kinds } from '#core/kinds.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { loadCatalogue } from './catalogue/index.ts';
import { type Clause, compile, findParameter, type Rulebook, type TableValue, type Value } from './language/index.ts';
import { shippedBooks } from './shipped.ts';

/** Values that act outside the kinds of decision: on the list of the day, in reminders, on screens, at the door to the system. */
const actElsewhere = new Set([
  'claims.lapseNotices',
  'claims.signatureNotices',
  'claims.dailyContactsMin',
  'claims.monthlyReturnVisitsMin',
  'claims.cadencePer',
  'claims.callBackMonthsYoung',
  'claims.callBackMonthsOld',
  'claims.callBackYoungMonths',
  'claims.greetBirthdays',
  'claims.greetHolidays',
  'customers.serialWithoutGaps',
  'customers.maskPrivate',
  'customers.poolShowsSurnameOnly',
  'organisation.inspectAcrossLevels',
  'organisation.passwordLengthMin',
  'organisation.passwordMonths',
  'organisation.lockoutFailures',
  'organisation.lockoutMinutes',
  'organisation.sessionIdleDays',
  'verdicts.appealReminderDays',
  'deals.bindDay',
  'money.bankSameDay',
  'money.feeDays',
  'money.demandAfterDays',
  'money.monthEndDemands',
  'money.positionCounts',
  'money.positionWeekday',
  'inventory.stockReports',
]);
/** Values that decide nothing as long as another value of the same house stands. */
const idle = [
  'sales-office-reception A28 desk.withheldTurn', // no number of unfinished registrations withholds a turn
  'sales-office-reception A44 desk.sameDayCountsOnce', // a returning customer never counts
  'sales-office-reception F01 desk.deskPositions', // the last in line answers calls; the positions are for the board
  'sales-office-reception G01 claims.smsRunEffect', // text messages in a row have no limit
  'real-estate-customers C5.4 desk.lapsedNamed', // whoever is remembered stays the owner, so nobody lapsed is named
  'real-estate-customers C5.4 desk.lapsedNamedCounts',
];
/** One position more or less is seen on the board only; fewer are felt. */
const roughly = new Set(['desk.deskPositions']);

interface House {
  readonly key: string;
  readonly book: Rulebook;
  readonly rules: HouseRules;
  readonly clauses: readonly Clause[];
}
const houses = shippedBooks().map(({ key, source }): House => {
  const compiled = compile(source, registry, loadCatalogue(), { kinds: Object.keys(kinds) });
  if (!compiled.ok) throw new Error(`${key}: ${compiled.errors.map(({ en }) => en).join('; ')}`);
  const { rulebook: book } = compiled;
  const rules = book.values as unknown as HouseRules;
  return { key, book, rules, clauses: book.chapters.flatMap(({ clauses }) => clauses) };
});

const holds = (rules: HouseRules, example: Example): boolean => {
  const run = runExample(rules, example);
  return run.ran && run.differences.length === 0;
};

/** What else the house might say: the nearest numbers, the other options, another cell. */
function others(parameter: Parameter, name: string, value: Value): readonly Value[] {
  switch (parameter.type) {
    case 'switch':
      return [!value];
    case 'choice':
      return Object.keys(parameter.options).filter((option) => option !== value);
    case 'time':
      return [value === '07:15' ? '07:16' : '07:15'];
    case 'table': {
      const table = value as TableValue;
      return parameter.rows.flatMap((row) =>
        parameter.columns.map((column) => {
          const old = table[row]?.[column];
          return {
            ...table,
            [row]: { ...table[row], [column]: old === parameter.max ? parameter.min : parameter.max },
          };
        }),
      );
    }
    default: {
      const near = roughly.has(name) ? [parameter.min, parameter.max] : [Number(value) - 1, Number(value) + 1];
      return near.filter((number) => number >= parameter.min && number <= parameter.max);
    }
  }
}

function isShown(house: House, clause: Clause, name: string): boolean {
  const [capability = '', key = ''] = name.split('.');
  const parameter = findParameter(registry, name);
  const value = house.book.values[capability]?.[key];
  if (!parameter || value === undefined) throw new Error(`${name} is no parameter`);
  const noticed = (other: Value): boolean => {
    const set = { ...house.book.values[capability], [key]: other };
    const rules = { ...house.rules, [capability]: set } as unknown as HouseRules;
    return clause.examples.some((example) => !holds(rules, example));
  };
  const changed = others(parameter, name, value).map(noticed);
  const isNumber = !['switch', 'choice', 'time', 'table'].includes(parameter.type) && !roughly.has(name);
  return isNumber ? changed.every(Boolean) : changed.some(Boolean);
}

/** Everything an answer rests on: its own clauses, those of what it rejected, and those of the ledger lines it wrote. */
function restsOn(decision: Decision<unknown>): readonly string[] {
  const entries = decision.accepted
    ? ((decision.outcome as { entries?: readonly { clauses: readonly string[] }[] } | null)?.entries ?? [])
    : [];
  return [decision, ...decision.rejected, ...entries].flatMap(({ clauses }) => clauses);
}
const exampleRestsOn = (rules: HouseRules, example: Example): readonly string[] => {
  const run = runExample(rules, example);
  return run.ran ? restsOn(run.decision) : [];
};

/** Every rule that some answer rests on: of the samples in every house, and of every example. */
const restedOn = new Set(
  houses.flatMap(({ rules, clauses }) => [
    ...(Object.keys(kinds) as KindName[]).flatMap((name) => {
      const { sample } = shapes[name];
      const given = { rules, now: sample.now, actorId: sample.actorId ?? null };
      return restsOn(decideKind(name, given, sample.facts, sample.input));
    }),
    ...clauses.flatMap(({ examples }) => examples).flatMap((example) => exampleRestsOn(rules, example)),
  ]),
);

describe.each(houses.map((house) => [house.key, house] as const))('%s', (key, house) => {
  const { rules, clauses, book } = house;

  test('every example holds', () => {
    const failing = clauses
      .flatMap(({ examples }) => examples)
      .map((example) => ({ id: example.id, run: runExample(rules, example) }))
      .filter(({ run }) => !run.ran || run.differences.length > 0)
      .map(({ id, run }) => ({ id, why: run.ran ? run.differences : run.fault }));
    expect(failing).toEqual([]);
  });

  test('every value is shown by an example of its own clause', () => {
    const unshown = Object.entries(book.setIn).flatMap(([name, id]) => {
      const clause = clauses.find((one) => one.id === id);
      if (!clause) throw new Error(`clause ${id} is missing`);
      return isShown(house, clause, name) ? [] : [{ at: `${key} ${id} ${name}`, name }];
    });
    expect(unshown.filter(({ name }) => !actElsewhere.has(name)).map(({ at }) => at)).toEqual(
      idle.filter((one) => one.startsWith(`${key} `)),
    );
    const stated = Object.keys(book.setIn).filter((name) => actElsewhere.has(name));
    expect(unshown.filter(({ name }) => actElsewhere.has(name)).map(({ name }) => name)).toEqual(stated);
  });

  test('every clause that an answer rests on has an example whose answer rests on it', () => {
    const bare = clauses.filter(({ cites, examples }) => {
      const decided = new Set(cites.filter((id) => restedOn.has(id)));
      return decided.size > 0 && !examples.some((one) => exampleRestsOn(rules, one).some((id) => decided.has(id)));
    });
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test('what has no example is a duty of people: no value that decides anything, and no answer rests on it', () => {
    const withValue = new Set(Object.entries(book.setIn).flatMap(([name, id]) => (actElsewhere.has(name) ? [] : [id])));
    for (const { id, cites, examples } of clauses) {
      if (examples.length > 0) continue;
      expect([id, withValue.has(id), cites.filter((rule) => restedOn.has(rule))]).toEqual([id, false, []]);
    }
  });
});
