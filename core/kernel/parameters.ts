/**
 * Numbers and choices the house may change. A capability declares them once, with unit, bounds, default and the clauses they come
 * from; the rulebook compiler reads the declaration to check a document and to produce the typed values the rules receive.
 */
import type { ClauseId } from './decision.ts';
import type { Span } from './instant.ts';

interface Common<Value> {
  readonly default: Value;
  /** Catalogue clauses that fix or motivate this value. */
  readonly cites: readonly ClauseId[];
  /** Chinese and English name, shown beside the value in the document. */
  readonly label: { readonly zh: string; readonly en: string };
}

export interface NumberParameter extends Common<number> {
  readonly type: 'minutes' | 'hours' | 'days' | 'months' | 'count' | 'percent';
  readonly min: number;
  readonly max: number;
}
/** Months, which the house may also give in days; the bounds are in months. */
export interface SpanParameter extends Common<Span> {
  readonly type: 'months';
  readonly orDays: true;
  readonly min: number;
  readonly max: number;
}
export interface ChoiceParameter<Option extends string = string> extends Common<Option> {
  readonly type: 'choice';
  readonly options: Readonly<Record<Option, { readonly zh: string; readonly en: string }>>;
}
export interface TimeParameter extends Common<string> {
  readonly type: 'time';
}
export interface SwitchParameter extends Common<boolean> {
  readonly type: 'switch';
}
/** A table of named rows with whole-number cells, e.g. shares of a split. `totals` is the sum every row must have, if any. */
export interface TableParameter extends Common<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  readonly type: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly totals?: number;
}
export type Parameter =
  | NumberParameter
  | SpanParameter
  | ChoiceParameter
  | TimeParameter
  | SwitchParameter
  | TableParameter;

export type ParameterSet = Readonly<Record<string, Parameter>>;

// `Option` is widened to string in the union, so the conditional below recovers the literal options of a choice.
type ValueOf<P> =
  P extends ChoiceParameter<infer Option>
    ? Option
    : P extends SpanParameter
      ? Span
      : P extends NumberParameter
        ? number
        : P extends SwitchParameter
          ? boolean
          : P extends TimeParameter
            ? string
            : P extends TableParameter
              ? Readonly<Record<string, Readonly<Record<string, number>>>>
              : never;

export type ValuesOf<S extends ParameterSet> = { readonly [K in keyof S]: ValueOf<S[K]> };

type NumberInput = Omit<NumberParameter, 'type'>;
const number =
  (type: NumberParameter['type']) =>
  (input: NumberInput): NumberParameter => ({ type, ...input });

export const minutes = number('minutes');
export const hours = number('hours');
export const days = number('days');
export const months = number('months');
/** Months or days, as the house writes it. */
export const span = (input: Omit<SpanParameter, 'type' | 'orDays'>): SpanParameter => ({
  type: 'months',
  orDays: true,
  ...input,
});
/** The longest span in days that the bounds in months leave room for. */
export const spanDaysMax = ({ max }: Pick<SpanParameter, 'max'>): number => max * 31;
export const count = number('count');
export const percent = number('percent');
/** Spelt out rather than `Omit<…>`, through which the literal options would not be inferred. */
interface ChoiceInput<Option extends string> extends Common<NoInfer<Option>> {
  readonly options: Readonly<Record<Option, { readonly zh: string; readonly en: string }>>;
}
export const choice = <Option extends string>(input: ChoiceInput<Option>): ChoiceParameter<Option> => ({
  type: 'choice',
  ...input,
});
export const timeOfDay = (input: Omit<TimeParameter, 'type'>): TimeParameter => ({ type: 'time', ...input });
export const toggle = (input: Omit<SwitchParameter, 'type'>): SwitchParameter => ({ type: 'switch', ...input });
export const table = (input: Omit<TableParameter, 'type'>): TableParameter => ({ type: 'table', ...input });

export const parameters = <S extends ParameterSet>(set: S): S => set;

export const defaultsOf = <S extends ParameterSet>(set: S): ValuesOf<S> =>
  Object.fromEntries(Object.entries(set).map(([key, parameter]) => [key, parameter.default])) as ValuesOf<S>;
