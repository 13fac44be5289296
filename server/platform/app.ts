/** The HTTP server: sign-in check, validation, errors, security headers, live updates, the web pages. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import type { ZodType } from 'zod';
import { openApiOf } from '#contract/kernel/openapi.ts';
import { commonRefusals, errorBody } from '#contract/kernel/refusal.ts';
import type { Actor } from './actor.ts';
import { notAllowed, scopeOf } from './actor.ts';
import { hashToken, SESSION_COOKIE } from './auth.ts';
import { runCommand } from './command.ts';
import { type Context, openContext } from './context.ts';
import { isBadValue, isConnectionError, readOnly } from './database.ts';
import { eventStream } from './event-stream.ts';
import type { Endpoint, RawEndpoint, ServerRuntime } from './http.ts';
import { parse } from './parse.ts';
import { referencePage } from './reference-page.ts';
import { invalid, Refused } from './refused.ts';
import { Turns } from './turns.ts';

const BODY_BYTES_MAX = 2 * 1024 * 1024; // protects the server; files are streamed and have their own limits

export interface AppOptions {
  readonly endpoints: readonly (Endpoint | RawEndpoint)[];
  readonly webRoot: string | null;
  /** Tests check every response against its schema. */
  readonly checkResponses?: boolean;
}

export async function buildApp(runtime: ServerRuntime, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: BODY_BYTES_MAX, trustProxy: 'loopback', routerOptions: { maxParamLength: 300 } });
  await app.register(cookie);
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff'); // an uploaded file or an answer is never taken for a page
    if (request.url.startsWith('/api/')) reply.header('guike-now', runtime.now()); // pages count down by this clock
    await guardOrigin(request);
  });
  app.setErrorHandler((error, request, reply) => answerError(runtime, error, request, reply));

  for (const endpoint of options.endpoints) {
    if (endpoint.kind === 'raw') registerRaw(app, runtime, endpoint);
    else registerRoute(app, runtime, endpoint, options.checkResponses ?? false);
  }
  app.get('/api/events', async (request, reply) =>
    eventStream(
      runtime,
      { actor: await signedIn(runtime, request), again: () => actorOf(runtime, request) },
      request,
      reply,
    ),
  );
  app.get('/api/health', async () => {
    await runtime.database.system({ text: 'select 1' });
    return { ok: true, now: runtime.now() };
  });
  const routes = options.endpoints.flatMap((endpoint) => (endpoint.route ? [endpoint.route] : []));
  const raws = options.endpoints.flatMap((endpoint) => (endpoint.kind === 'raw' && !endpoint.route ? [endpoint] : []));
  app.get('/api/openapi.json', async () => openApiOf(routes, raws));
  app.get('/api/reference', async (_request, reply) => {
    secure(reply, null);
    return reply.type('text/html; charset=utf-8').send(referencePage(openApiOf(routes, raws)));
  });
  app.all('/api/*', async () => {
    throw new Refused('NOT_FOUND', commonRefusals.NOT_FOUND, { what: 'API' });
  });
  if (options.webRoot && existsSync(join(options.webRoot, 'index.html'))) await servePages(app, options.webRoot);
  return app;
}

function registerRoute(
  app: FastifyInstance,
  runtime: ServerRuntime,
  endpoint: Endpoint,
  checkResponses: boolean,
): void {
  const { route } = endpoint;
  app.route({
    method: route.method,
    url: `/api${route.path}`,
    handler: async (request, reply) => {
      const actor = await allowed(runtime, request, route.may);
      const params = parse(route.params, request.params);
      reply.header('cache-control', 'no-store');
      if (endpoint.kind === 'query') {
        const queryInput = parse(route.query, request.query);
        const response = await runtime.database.inCompany(actor.companyId, (tx) =>
          endpoint.serve(openContext(runtime.rules, tx, actor, runtime.now(), null).context, {
            params,
            query: queryInput,
          } as Parameters<Endpoint['serve']>[1]),
        );
        return checkResponses ? checked(route.response, response) : response;
      }
      const body = parse(route.body, request.body ?? {}) as { commandId: string };
      if (route.writesNothing) {
        const response = await turns.take(`${actor.companyId} ${actor.staffId}`, () =>
          compute(runtime, actor, (context) =>
            endpoint.serve(context, { params, body } as unknown as Parameters<Endpoint['serve']>[1]),
          ),
        );
        return checkResponses ? checked(route.response, response) : response;
      }
      const call = {
        route: `${route.method} ${route.path}`,
        actor,
        commandId: body.commandId,
        payload: { params, body },
      };
      const { response, replayed } = await runCommand(runtime, call, (context) =>
        endpoint.serve(context, { params, body } as unknown as Parameters<Endpoint['serve']>[1]),
      );
      if (replayed) reply.header('guike-replayed', 'true');
      return checkResponses && !replayed ? checked(route.response, response) : (response ?? {});
    },
  });
}

const turns = new Turns();

const compute = <Value>(runtime: ServerRuntime, actor: Actor, work: (context: Context) => Promise<Value>) =>
  readOnly(runtime.database, actor.companyId, (tx) =>
    work(openContext(runtime.rules, tx, actor, runtime.now(), null).context),
  );

function registerRaw(app: FastifyInstance, runtime: ServerRuntime, endpoint: RawEndpoint): void {
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    handler: async (request, reply) => {
      const actor =
        endpoint.may === 'public' ? await actorOf(runtime, request) : await allowed(runtime, request, endpoint.may);
      reply.header('cache-control', 'no-store');
      return endpoint.serve({ runtime, actor, request, reply });
    },
  });
}

const bearer = (request: FastifyRequest): string | null =>
  /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;

async function actorOf(runtime: ServerRuntime, request: FastifyRequest): Promise<Actor | null> {
  const token = bearer(request) ?? request.cookies[SESSION_COOKIE];
  if (!token) return null;
  const actor = await runtime.sessions.actorOf(token);
  if (!actor) runtime.sessions.guesses.wrong(request.ip, hashToken(token), Date.now());
  return actor;
}

async function signedIn(runtime: ServerRuntime, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(runtime, request);
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  return actor;
}

async function allowed(runtime: ServerRuntime, request: FastifyRequest, may: string): Promise<Actor> {
  const actor = await signedIn(runtime, request);
  if (may === 'signed-in') return actor;
  if (actor.mustChangePassword) throw new Refused('PASSWORD_CHANGE_REQUIRED', commonRefusals.PASSWORD_CHANGE_REQUIRED);
  if (!scopeOf(actor, may)) throw notAllowed(may);
  return actor;
}

/** A browser's cookie alone must not carry out a command that another site made it send. API tokens are not cookies. */
async function guardOrigin(request: FastifyRequest): Promise<void> {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || bearer(request)) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const sameOrigin = origin
    ? URL.parse(origin)?.host === request.headers.host
    : site === undefined || site === 'same-origin' || site === 'none';
  if (!sameOrigin) throw new Refused('CROSS_SITE_REQUEST', commonRefusals.CROSS_SITE_REQUEST);
}

function checked(schema: ZodType, response: unknown): unknown {
  const result = schema.safeParse(JSON.parse(JSON.stringify(response ?? {})));
  if (!result.success) throw new Error(`response does not fit its contract: ${result.error.message}`);
  return response ?? {};
}

function answerError(
  runtime: ServerRuntime,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refused) return answerRefused(error, reply);
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return reply
      .status(413)
      .send(errorBody('TOO_LARGE', commonRefusals.TOO_LARGE, { limit: `${BODY_BYTES_MAX / 1024 / 1024} MB` }));
  if (statusCode && statusCode < 500) {
    const problem = error instanceof Error ? error.message : 'invalid';
    return reply
      .status(400)
      .send(errorBody('REQUEST_INVALID', commonRefusals.REQUEST_INVALID, { field: 'body', problem }));
  }
  if (isConnectionError(error)) {
    runtime.log.warn({ err: error }, 'database unavailable');
    return reply.status(503).send(errorBody('DATABASE_UNAVAILABLE', commonRefusals.DATABASE_UNAVAILABLE));
  }
  if (isBadValue(error)) {
    runtime.log.warn({ err: error, route: request.routeOptions.url }, 'a value reached the database that does not fit');
    const field = (request.query as { cursor?: unknown }).cursor === undefined ? 'body' : 'cursor';
    return answerRefused(invalid(field, '值的格式或范围无效 / a value is malformed or out of range'), reply);
  }
  const reference = randomUUID().slice(0, 8);
  // The route and not the address: what was searched for may be somebody's phone.
  runtime.log.error({ err: error, reference, route: request.routeOptions.url }, 'request failed');
  return reply.status(500).send(errorBody('INTERNAL', commonRefusals.INTERNAL, { reference }));
}

const answerRefused = (error: Refused, reply: FastifyReply): FastifyReply =>
  reply.status(error.text.status).send(errorBody(error.code, error.text, error.detail));

/** Strict policy: scripts from here only, styles from here or with this page's nonce. */
export function secure(reply: FastifyReply, nonce: string | null): void {
  const style = nonce ? `'self' 'nonce-${nonce}'` : `'self' 'unsafe-inline'`;
  reply.headers({
    'content-security-policy': `default-src 'self'; script-src 'self'; style-src ${style}; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  });
}

async function servePages(app: FastifyInstance, webRoot: string): Promise<void> {
  const sender = (file: string) => {
    const page = readFileSync(join(webRoot, file), 'utf8');
    return (reply: FastifyReply) => {
      const nonce = randomBytes(16).toString('base64');
      secure(reply, nonce);
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(page.replaceAll('__CSP_NONCE__', nonce));
    };
  };
  const sendPage = sender('index.html');
  app.get('/', async (_request, reply) => sendPage(reply));
  // Another page beside the first one serves every address below its own name.
  for (const file of readdirSync(webRoot).filter((name) => name.endsWith('.html') && name !== 'index.html')) {
    const send = sender(file);
    app.get(`/${file.slice(0, -'.html'.length)}/*`, async (_request, reply) => send(reply));
  }
  await app.register(fastifyStatic, {
    root: webRoot,
    index: false,
    wildcard: true,
    preCompressed: true,
    maxAge: '365d',
    immutable: true,
  });
  app.setNotFoundHandler(async (request, reply) =>
    request.method === 'GET' && !/\.\w+$/.test(request.url.split('?')[0] ?? '')
      ? sendPage(reply)
      : reply.status(404).send('not found'),
  );
}
