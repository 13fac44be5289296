/**
 * What the facts and the input of a kind of decision look like, as schemas: forms are made from them, stored and made-up facts are
 * checked by them, and random ones drawn. `sample` is an everyday case; an example or a trial says only what differs from it.
 */
import { z } from 'zod';
import type { DecisionKind } from '#core/kernel/kind.ts';

export interface KindShape<Facts, Input> {
  readonly facts: z.ZodType<Facts>;
  readonly input: z.ZodType<Input>;
  readonly sample: {
    readonly now: string;
    readonly actorId?: string;
    readonly facts: Facts;
    readonly input: Input;
  };
}

type FactsOf<K> = K extends DecisionKind<infer _R, infer Facts, infer _I, infer _O> ? Facts : never;
type InputOf<K> = K extends DecisionKind<infer _R, infer _F, infer Input, infer _O> ? Input : never;

/** A shape for every kind of a capability; the types of both must agree. */
export type ShapesOf<Kinds> = { readonly [Name in keyof Kinds]: KindShape<FactsOf<Kinds[Name]>, InputOf<Kinds[Name]>> };

/** The words beside a field in a form, in both languages. */
export const named = (zh: string, en: string) => ({ zh, en });

/** A choice whose options carry their words too: `options` in the schema's meta. */
export const oneOf = <Option extends string>(options: Readonly<Record<Option, { zh: string; en: string }>>) =>
  z.enum(Object.keys(options) as Option[]).meta({ options });

export const instant = z.iso.datetime();
/** An id of the house; samples use short readable words, stored facts UUIDs. */
export const id = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !(text in {}), 'a word of the language, not an id');
/** Ids of people, customers, units and visits say so, so that a form can offer names instead. */
export const idOf = (of: 'staff' | 'customer' | 'unit' | 'visit' | 'site' | 'claim' | 'call' | 'make_up') =>
  id.meta({ idOf: of });

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
export const timeZone = z.string().refine(isTimeZone, 'not a time zone').meta({ format: 'time-zone' });
export const timeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);
