/**
 * What the facts and the input of a kind of decision look like, as schemas: forms are made from them, stored and made-up facts are
 * checked by them, and random ones drawn. `sample` is an everyday case; an example or a trial says only what differs from it.
 */
import type { z } from 'zod';
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
