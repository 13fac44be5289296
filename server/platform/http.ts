/** Endpoints: a contract route bound to the function that serves it. The capability states who may call it and hands over. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import type { BodyOf, Method, May, ParamsOf, QueryOf, ResponseOf, Route } from '#contract/kernel/route.ts';
import type { Actor } from './actor.ts';
import type { Runtime } from './command.ts';
import type { Context } from './context.ts';

// biome-ignore lint/suspicious/noExplicitAny: the one place that must accept a route of any schemas
export type AnyRoute = Route<any, any, any, any>;

export interface Endpoint {
  readonly route: AnyRoute;
  readonly kind: 'query' | 'command';
  readonly serve: (context: Context, input: { params: never; query: never; body: never }) => Promise<unknown>;
}

/** A read: runs in a transaction bound to the caller's company. */
export const answer = <R extends AnyRoute>(
  route: R,
  serve: (context: Context, input: { params: ParamsOf<R>; query: QueryOf<R> }) => Promise<ResponseOf<R>>,
): Endpoint => ({ route, kind: 'query', serve: serve as Endpoint['serve'] });

/** A write: claimed by its command id, decided, journalled, committed at once. Refusals are thrown (`accepted`, `Refused`). */
export const carryOut = <R extends AnyRoute>(
  route: R,
  serve: (context: Context, input: { params: ParamsOf<R>; body: BodyOf<R> }) => Promise<ResponseOf<R>>,
): Endpoint => ({ route, kind: 'command', serve: serve as Endpoint['serve'] });

/** What does not fit JSON in, JSON out: files, streams, signing in. Checked for permission and origin like every other. */
export interface RawEndpoint {
  readonly kind: 'raw';
  readonly method: Method;
  readonly path: string;
  readonly may: May;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly serve: (call: RawCall) => Promise<unknown>;
  /** What stands behind the question mark and in the body, for the reference. */
  readonly query?: ZodType;
  readonly body?: ZodType | 'bytes';
  /** The contract route it serves, when there is one: it then stands in the reference with its schemas. */
  readonly route?: AnyRoute;
}
export interface RawCall {
  readonly runtime: ServerRuntime;
  /** Null on public endpoints called without a session. */
  readonly actor: Actor | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
export const raw = (endpoint: Omit<RawEndpoint, 'kind'>): RawEndpoint => ({ kind: 'raw', ...endpoint });

export interface ServerRuntime extends Runtime {
  readonly sessions: import('./auth.ts').Sessions;
  readonly clock: import('./clock.ts').Clock;
  /** Attachments, uploads and keys live under this folder. */
  readonly dataDir: string;
  readonly log: import('pino').Logger;
  readonly publicUrl: () => string;
}
