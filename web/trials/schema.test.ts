import { expect, test } from 'vitest';
import { z } from 'zod';
import { shapes } from '#contract/decisions/index.ts';
import { emptyOf, fieldOf, type Schema, settled, variantOf, withAt } from './schema.ts';

const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema;

test('nothing is allowed where the schema says so, and the words outside count', () => {
  const { schema, nullable } = settled(schemaOf(z.iso.datetime().nullable().meta({ zh: '到期', en: 'Until' })));
  expect(nullable).toBe(true);
  expect(fieldOf(schema)).toEqual({ kind: 'instant' });
  expect(schema.zh).toBe('到期');
});

test('a union knows which of its variants a value is', () => {
  const field = fieldOf(
    settled(
      schemaOf(z.union([z.object({ set: z.literal('a'), n: z.int() }), z.object({ set: z.literal('b') }), z.string()])),
    ).schema,
  );
  const variants = field.kind === 'union' ? field.variants : [];
  expect([{ set: 'b' }, { set: 'a', n: 1 }, 'word'].map((value) => variantOf(variants, value))).toEqual([1, 0, 2]);
});

test('a change leaves everything beside its path as it was', () => {
  const value = { a: [{ b: 1 }, { b: 2 }], c: {} };
  const next = withAt(value, ['a', 1, 'b'], 3) as typeof value;
  expect(next).toEqual({ a: [{ b: 1 }, { b: 3 }], c: {} });
  expect(next.c).toBe(value.c);
  expect(next.a[0]).toBe(value.a[0]);
});

test.each(Object.entries(shapes))('%s: every field of the form is one that can be shown', (_kind, shape) => {
  const seen = (schema: Schema): void => {
    const field = fieldOf(settled(schema).schema);
    if (field.kind === 'object') for (const [, inner] of field.fields) seen(inner);
    if (field.kind === 'record' || field.kind === 'list') seen(field.of);
    if (field.kind === 'union') field.variants.forEach(seen);
    expect(field.kind).toBeTruthy();
  };
  for (const one of [shape.facts, shape.input]) {
    seen(schemaOf(one));
    expect(emptyOf(schemaOf(one), '2026-03-02T02:00:00.000Z')).toBeDefined();
  }
});
