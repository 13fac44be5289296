/**
 * The typed contract: a route is a value that server, web and command line share. Queries are GET; commands carry a caller-made
 * `commandId` in their body and are safe to send twice.
 */
import { z } from 'zod';
import type { Refusals } from './refusal.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** 'public': anybody; 'signed-in': any person of the company; otherwise a permission, held with at least one scope. */
export type May = 'public' | 'signed-in' | (string & {});

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Path under /api with :params, e.g. "/sites/:siteId/visits". */
  readonly path: string;
  readonly may: May;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  readonly refusals: Refusals;
  readonly isCommand: boolean;
  /** A command in form only: it computes and writes nothing, so its id is not looked at and nothing is kept to answer it again. */
  readonly writesNothing?: boolean;
}

const None = z.object({});
type NoneSchema = typeof None;

export const CommandId = z
  .uuid()
  .describe('Made by the caller; sending the same command again returns the first answer');

interface QueryInput<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> {
  path: string;
  may: May;
  summary: { zh: string; en: string };
  params?: P;
  query?: Q;
  response: R;
  refusals?: Refusals;
}

export function query<R extends z.ZodType, P extends z.ZodType = NoneSchema, Q extends z.ZodType = NoneSchema>(
  input: QueryInput<P, Q, R>,
): Route<P, Q, NoneSchema, R> {
  return {
    method: 'GET',
    path: input.path,
    may: input.may,
    summary: input.summary,
    params: input.params ?? (None as unknown as P),
    query: input.query ?? (None as unknown as Q),
    body: None,
    response: input.response,
    refusals: input.refusals ?? {},
    isCommand: false,
  };
}

interface CommandInput<P extends z.ZodType, B extends z.ZodRawShape, R extends z.ZodType> {
  method?: Exclude<Method, 'GET'>;
  path: string;
  may: May;
  summary: { zh: string; en: string };
  params?: P;
  /** The fields of the body; `commandId` is added. */
  body: B;
  response: R;
  refusals?: Refusals;
  writesNothing?: boolean;
}

export function command<B extends z.ZodRawShape, R extends z.ZodType, P extends z.ZodType = NoneSchema>(
  input: CommandInput<P, B, R>,
): Route<P, NoneSchema, z.ZodObject<B & { commandId: typeof CommandId }>, R> {
  return {
    method: input.method ?? 'POST',
    path: input.path,
    may: input.may,
    summary: input.summary,
    params: input.params ?? (None as unknown as P),
    query: None,
    body: z.object({
      ...input.body,
      commandId: input.writesNothing ? CommandId.optional() : CommandId,
    }) as unknown as z.ZodObject<B & { commandId: typeof CommandId }>,
    response: input.response,
    refusals: input.refusals ?? {},
    isCommand: true,
    ...(input.writesNothing ? { writesNothing: true } : {}),
  };
}

export type ParamsOf<T> = T extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never;
export type QueryOf<T> = T extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never;
export type QueryInputOf<T> = T extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never;
export type BodyOf<T> = T extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never;
export type BodyInputOf<T> = T extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never;
export type ResponseOf<T> = T extends Route<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
