/** Values for tests that try every door: one that fits a schema, and the rubbish that must be refused in its place. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

interface Json {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly items?: Json;
  readonly properties?: Readonly<Record<string, Json>>;
}

/** Ids of things that exist, by the name of the field that asks for one. */
export type Known = Readonly<Record<string, string>>;

/** Something that the schema accepts, if its own description says enough. */
export function sampleOf(schema: z.ZodType, known: Known = {}): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json;
  const full = plausible(json, '', known);
  if (schema.safeParse(full).success || !json.properties) return full;
  // Fields that exclude one another: without the optional ones.
  const needed = (json as { required?: readonly string[] }).required ?? [];
  return Object.fromEntries(Object.entries(full as object).filter(([key]) => needed.includes(key)));
}

const texts: Readonly<Record<string, string>> = {
  date: '2024-03-04',
  'date-time': '2024-03-04T02:00:00.000Z',
  email: 'a@example.com',
};

function textOf(json: Json, name: string, known: Known): string {
  if (json.format === 'uuid') return known[name] ?? randomUUID();
  const usual = json.format ? texts[json.format] : undefined;
  if (usual) return usual;
  if (/phone/i.test(name)) return '13800138000';
  for (const guess of ['09:30', '2024-03-04', '2024-03', 'a', 'ab', 'abc-1', '123456', 'desk.ownerAbsent'])
    if (json.pattern && new RegExp(json.pattern).test(guess) && guess.length >= (json.minLength ?? 0)) return guess;
  return '甲'.repeat(Math.max(json.minLength ?? 0, 2));
}

function plausible(json: Json, name: string, known: Known): unknown {
  if (json.const !== undefined) return json.const;
  if (json.enum) return json.enum[0];
  const choice = json.anyOf ?? json.oneOf;
  if (choice) return plausible(choice.find((one) => one.type !== 'null') ?? {}, name, known);
  if (json.allOf) return plausible(Object.assign({}, ...json.allOf) as Json, name, known);
  switch (json.type) {
    case 'string':
      return textOf(json, name, known);
    case 'integer':
    case 'number':
      return Math.max(1, json.minimum ?? 1, (json.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: Math.max(1, json.minItems ?? 1) }, () => plausible(json.items ?? {}, name, known));
    case 'object':
      return Object.fromEntries(
        Object.entries(json.properties ?? {}).map(([key, inner]) => [key, plausible(inner, key, known)]),
      );
    default:
      return '甲';
  }
}

const HUGE = 'x'.repeat(100_000);
/** What may stand in a path or a query. */
export const badTexts: readonly string[] = [
  'nonsense',
  'null',
  '\u0000',
  '-1',
  '1e400',
  '99999999999999999999',
  "'; drop table staff; --",
  '9999-99-99',
  '2024-02-30',
  '+275760-09-13T00:00:00Z',
  'W10',
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('["x","y"]').toString('base64url'),
  Buffer.from('[null,null,null]').toString('base64url'),
  '甲'.repeat(150),
];
const badValues: readonly unknown[] = [
  null,
  '',
  '\u0000',
  '甲\u0000乙',
  '\ud800',
  HUGE,
  -1,
  1e308,
  2 ** 53,
  2 ** 31,
  0.5,
  true,
  [],
  [null],
  ['\u0000'],
  {},
  { a: { b: '\u0000' } },
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2024-02-30',
  '00000000-0000-0000-0000-000000000000',
  '__proto__',
];

const TRIES_PER_FIELD = 6;
const TRIES_PER_INNER_FIELD = 3;
let turn = 0;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const spoilt = (sample: Readonly<Record<string, unknown>>, tries: number): Record<string, unknown>[] =>
  Object.keys(sample).flatMap((field) =>
    Array.from({ length: tries }, () => ({ ...sample, [field]: badValues[turn++ % badValues.length] })),
  );

/** The body with rubbish in one field at a time (every kind of rubbish comes round), and bodies that are none. */
export function badBodies(sample: Readonly<Record<string, unknown>>): unknown[] {
  const fields = spoilt(sample, TRIES_PER_FIELD);
  const inner = Object.entries(sample).flatMap(([field, value]) =>
    isRecord(value) ? spoilt(value, TRIES_PER_INNER_FIELD).map((bad) => ({ ...sample, [field]: bad })) : [],
  );
  const everywhere = Object.fromEntries(Object.keys(sample).map((field) => [field, '\u0000']));
  return [...fields, ...inner, everywhere, { ...sample, ...everywhere, commandId: randomUUID() }, [], 'text', 7];
}
