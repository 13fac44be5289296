/** Reading the JSON Schema of a kind's facts and input as a form: what a field is called, what it takes, what is empty. */
interface Said {
  readonly zh: string;
  readonly en: string;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly options?: Readonly<Record<string, Said>>;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly idOf?: string;
  readonly propertyNames?: Schema;
  readonly zh?: string;
  readonly en?: string;
}

export type Field =
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Schema])[] }
  | { readonly kind: 'record'; readonly of: Schema }
  | { readonly kind: 'list'; readonly of: Schema }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly words: Said }[] }
  | { readonly kind: 'union'; readonly variants: readonly Schema[] }
  | { readonly kind: 'instant' | 'date' | 'text' | 'switch' | 'fixed' }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'id'; readonly of: string };

const isNull = (schema: Schema): boolean => schema.type === 'null' || schema.const === null;

/** The schema without "or nothing", and whether nothing is allowed. */
export function settled(schema: Schema): { readonly schema: Schema; readonly nullable: boolean } {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    const others = variants.filter((one) => !isNull(one));
    const [only] = others;
    const words = { ...(schema.zh ? { zh: schema.zh } : {}), ...(schema.en ? { en: schema.en } : {}) };
    const inner: Schema = others.length === 1 && only ? { ...only, ...words } : { ...words, anyOf: others };
    const nested = others.length === 1 ? settled(inner) : { schema: inner, nullable: false };
    return { schema: nested.schema, nullable: nested.nullable || others.length < variants.length };
  }
  if (Array.isArray(schema.type) && schema.type.includes('null'))
    return { schema: { ...schema, type: schema.type.find((one) => one !== 'null') ?? 'string' }, nullable: true };
  return { schema, nullable: false };
}

/** What a settled schema takes. */
export function fieldOf(schema: Schema): Field {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return { kind: 'union', variants };
  if (schema.const !== undefined) return { kind: 'fixed' };
  if (schema.enum)
    return {
      kind: 'choice',
      options: schema.enum.map((value) => ({ value, words: schema.options?.[value] ?? { zh: value, en: value } })),
    };
  if (schema.idOf) return { kind: 'id', of: schema.idOf };
  if (schema.format === 'date-time') return { kind: 'instant' };
  if (schema.format === 'date') return { kind: 'date' };
  switch (schema.type) {
    case 'object':
      return schema.properties
        ? { kind: 'object', fields: Object.entries(schema.properties) }
        : { kind: 'record', of: typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {} };
    case 'array':
      return { kind: 'list', of: schema.items ?? {} };
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        ...(schema.minimum !== undefined && schema.minimum > -1e15 ? { min: schema.minimum } : {}),
        ...(schema.maximum !== undefined && schema.maximum < 1e15 ? { max: schema.maximum } : {}),
      };
    default:
      return { kind: 'text' };
  }
}

/** The first value a new field has. */
export function emptyOf(given: Schema, now: string): unknown {
  const { schema, nullable } = settled(given);
  if (nullable) return null;
  const field = fieldOf(schema);
  switch (field.kind) {
    case 'object':
      return Object.fromEntries(field.fields.map(([key, inner]) => [key, emptyOf(inner, now)]));
    case 'record':
      return {};
    case 'list':
      return [];
    case 'choice':
      return field.options[0]?.value ?? '';
    case 'union':
      return field.variants[0] ? emptyOf(field.variants[0], now) : null;
    case 'switch':
      return false;
    case 'number':
      return Math.max(field.min ?? 0, 0);
    case 'instant':
      return now;
    case 'date':
      return now.slice(0, 10);
    case 'fixed':
      return schema.const;
    default:
      return '';
  }
}

/** Which variant of a union a value is: the one whose fixed fields it has, else the one of its type. */
export function variantOf(variants: readonly Schema[], value: unknown): number {
  const fits = (schema: Schema): boolean => {
    if (schema.const !== undefined) return schema.const === value;
    if (schema.type === 'object')
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(schema.properties ?? {}).every(
          ([key, inner]) => inner.const === undefined || inner.const === (value as Record<string, unknown>)[key],
        )
      );
    if (schema.type === 'array') return Array.isArray(value);
    if (schema.type === 'boolean') return typeof value === 'boolean';
    if (schema.type === 'integer' || schema.type === 'number') return typeof value === 'number';
    return typeof value === 'string' && (schema.enum === undefined || schema.enum.includes(value));
  };
  return Math.max(variants.findIndex(fits), 0);
}

/** The value with another one at the end of a path; whatever it passes stays the same object elsewhere. */
export function withAt(value: unknown, path: readonly (string | number)[], next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? withAt(item, rest, next) : item));
  const holder = (value ?? {}) as Record<string, unknown>;
  return { ...holder, [step]: withAt(holder[String(step)], rest, next) };
}

/** Whether two values differ as JSON keeps them. */
export const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** What the fields and options of a kind are called, gathered from its schemas: answers speak of the same things. */
export interface Words {
  field(key: string): string;
  option(key: string, value: string): string | null;
  switch(value: boolean): string;
}

export function wordsOf(
  schemas: readonly Schema[],
  say: (words: { zh: string; en: string }) => string,
  t: (key: string) => string,
): Words {
  const fields = new Map<string, string>();
  const options = new Map<string, string>();
  const gather = (given: Schema, key: string): void => {
    const { schema } = settled(given);
    const words = { zh: given.zh ?? schema.zh, en: given.en ?? schema.en };
    if (key && words.zh && words.en && !fields.has(key)) fields.set(key, say({ zh: words.zh, en: words.en }));
    const field = fieldOf(schema);
    if (field.kind === 'choice')
      for (const { value, words: said } of field.options) options.set(`${key} ${value}`, say(said));
    if (field.kind === 'object') for (const [name, inner] of field.fields) gather(inner, name);
    if (field.kind === 'record' || field.kind === 'list') gather(field.of, '');
    if (field.kind === 'union') for (const inner of field.variants) gather(inner, key);
  };
  for (const schema of schemas) gather(schema, '');
  const answers = [t('trials.yes'), t('trials.no')] as const;
  // What only an answer has is named among the page's own words; its envelope has no name.
  const ofAnswers = (key: string): string => {
    const said = t(`trials.word.${key}`);
    return said === `trials.word.${key}` ? key : said;
  };
  return {
    field: (key) => fields.get(key) ?? (/^(result|outcome|\d+)$/.test(key) ? '' : ofAnswers(key)),
    option: (key, value) => options.get(`${key} ${value}`) ?? null,
    switch: (value) => answers[value ? 0 : 1],
  };
}

/** Ids that stand in a case, by what they are ids of: a field offers those of its own kind. */
export function idsByKind(
  schemas: readonly (readonly [Schema, unknown])[],
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, Set<string>> = {};
  const gather = (given: Schema, value: unknown): void => {
    if (value === null || value === undefined) return;
    const { schema } = settled(given);
    const field = fieldOf(schema);
    const inside = value as Readonly<Record<string, unknown>>;
    if (field.kind === 'id') found[field.of] = (found[field.of] ?? new Set()).add(String(value));
    if (field.kind === 'object') for (const [name, inner] of field.fields) gather(inner, inside[name]);
    if (field.kind === 'list' && Array.isArray(value)) for (const item of value) gather(field.of, item);
    if (field.kind === 'record') {
      const keys = schema.propertyNames?.idOf;
      if (keys) for (const key of Object.keys(inside)) found[keys] = (found[keys] ?? new Set()).add(key);
      for (const inner of Object.values(inside)) gather(field.of, inner);
    }
    if (field.kind === 'union') {
      const variant = field.variants[variantOf(field.variants, value)];
      if (variant) gather(variant, value);
    }
  };
  for (const [schema, value] of schemas) gather(schema, value);
  return Object.fromEntries(Object.entries(found).map(([kind, ids]) => [kind, [...ids]]));
}
