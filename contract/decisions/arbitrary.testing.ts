/**
 * Random values of a schema and random houses, for property tests. Ids come from a handful, so that what refers to something often
 * finds it; everything a schema allows may come out, also what no floor ever was.
 */
import fc from 'fast-check';
import { z } from 'zod';
import type { Parameter } from '#core/kernel/parameters.ts';
import { type HouseRules, registry } from '#core/rules.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const ids = ['wang', 'li', 'zhao', 'chen', 'customer', 'visit', 'card'];
const uuids = ids.map((_, index) => `00000000-0000-7000-8000-00000000000${index}`);
const zones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'Australia/Lord_Howe'];

const DAY = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const wholeMinutes = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minutes) => start + minutes * 60_000);
const anyTime = fc.oneof(
  { weight: 5, arbitrary: wholeMinutes },
  fc.integer({ min: start - 9_000 * DAY, max: start + 9_000 * DAY }),
);
const instants = anyTime.map((ms) => new Date(ms).toISOString());
const days = anyTime.map((ms) => new Date(ms).toISOString().slice(0, 10));

function strings({ format, pattern, minLength = 0, maxLength = 40, examples }: Schema): fc.Arbitrary<string> {
  switch (format) {
    case 'date-time':
      return instants;
    case 'date':
      return days;
    case 'time-zone':
      return fc.constantFrom(...zones);
    case 'uuid':
      return fc.constantFrom(...uuids);
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const words = fc.constantFrom(...ids, ...((examples as string[] | undefined) ?? []));
  const anything = fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 20) });
  return fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: anything });
}

function integers({ minimum, maximum, exclusiveMinimum }: Schema): fc.Arbitrary<number> {
  const min = Math.max(
    minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : -1_000_000),
    -1_000_000,
  );
  const max = Math.min(maximum ?? 1_000_000, 1_000_000);
  const near = fc.integer({ min: Math.max(min, -2), max: Math.max(Math.max(min, -2), Math.min(max, 8)) });
  return fc.oneof({ weight: 6, arbitrary: near }, { weight: 1, arbitrary: fc.integer({ min, max }) });
}

function objects(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const fields = Object.entries(properties).map(([name, field]) => [name, valuesOf(field as Schema)] as const);
  const fixed = fc.record(Object.fromEntries(fields), { requiredKeys: required });
  if (fields.length > 0 || typeof additionalProperties !== 'object') return fixed;
  const keys = typeof propertyNames === 'object' ? valuesOf(propertyNames as Schema) : fc.constantFrom(...ids);
  return fc.dictionary(keys as fc.Arbitrary<string>, valuesOf(additionalProperties as Schema), { maxKeys: 4 });
}

function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valuesOf(choice as Schema)));
  const { type } = schema;
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => valuesOf({ ...schema, type: one })));
  switch (type) {
    case 'object':
      return objects(schema);
    case 'array': {
      const { items, minItems = 0, maxItems = 4, prefixItems } = schema;
      if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((item) => valuesOf(item as Schema)));
      return fc.array(valuesOf((items ?? {}) as Schema), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 4)),
      });
    }
    case 'string':
      return strings(schema);
    case 'integer':
    case 'number':
      return integers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`no random values for ${JSON.stringify(schema)}`);
  }
}

/** Values that the schema accepts. */
export const arbitraryOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  valuesOf(z.toJSONSchema(schema, { unrepresentable: 'any' }) as Schema).filter(
    (value) => schema.safeParse(value).success,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The sample with some of its fields taken from the random value; which ones is drawn as it goes. */
function mixed(sample: unknown, random: unknown, takesRandom: () => boolean): unknown {
  if (!isRecord(sample) || !isRecord(random)) return takesRandom() ? random : sample;
  const keys = new Set([...Object.keys(sample), ...Object.keys(random)]);
  const of = (record: Readonly<Record<string, unknown>>, key: string) =>
    Object.hasOwn(record, key) ? record[key] : undefined;
  const entries = [...keys].map((key) => [key, mixed(of(sample, key), of(random, key), takesRandom)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Everyday values with something odd about them: they get further into a rule than wholly random ones. */
export const nearSample = (schema: z.ZodType, sample: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(arbitraryOf(schema), fc.infiniteStream(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 4 }))
    .map(([random, dice, oddness]) => mixed(sample, random, () => (dice.next().value ?? 9) < oddness))
    .filter((value) => schema.safeParse(value).success);

function settingOf(parameter: Parameter): fc.Arbitrary<unknown> {
  switch (parameter.type) {
    case 'choice':
      return fc.constantFrom(...Object.keys(parameter.options));
    case 'switch':
      return fc.boolean();
    case 'time':
      return fc.integer({ min: 0, max: 1439 }).map((minute) => {
        const two = (value: number) => String(value).padStart(2, '0');
        return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
      });
    case 'table':
      return fc.constant(parameter.default);
    default: {
      const whole = fc.integer({ min: parameter.min, max: parameter.max });
      return 'orDays' in parameter
        ? fc.oneof(
            whole,
            fc.integer({ min: 1, max: 99 }).map((days) => `${days}d`),
          )
        : whole;
    }
  }
}

const setOf = (set: Readonly<Record<string, Parameter>>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(set).map(([name, parameter]) => [
        name,
        fc.oneof({ weight: 2, arbitrary: fc.constant<unknown>(parameter.default) }, settingOf(parameter)),
      ]),
    ),
  );

const anyHouse = fc.record(
  Object.fromEntries(Object.entries(registry).map(([capability, set]) => [capability, setOf(set)])),
) as fc.Arbitrary<unknown> as fc.Arbitrary<HouseRules>;

const HOUSES = 100; // drawn once: two hundred parameters take longer than the decision they are drawn for

/** Any house the parameters allow. */
export const arbitraryHouse = fc.constantFrom(...fc.sample(anyHouse, HOUSES));

export const arbitraryInstant = instants;
export const arbitraryActor = fc.option(fc.constantFrom(...ids), { nil: null });
