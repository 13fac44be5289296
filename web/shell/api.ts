/** The typed way to the server. A route of the contract says path, inputs and answer; a refusal arrives as an ApiError. */
import type { ErrorBody } from '#contract/kernel/refusal.ts';
import type { BodyInputOf, ParamsOf, QueryInputOf, ResponseOf, Route } from '#contract/kernel/route.ts';
import { hearClock } from './clock.ts';

// biome-ignore lint/suspicious/noExplicitAny: a route of any schemas
export type AnyRoute = Route<any, any, any, any>;

type WithoutEmpty<Name extends string, T> = keyof T extends never
  ? { [K in Name]?: undefined }
  : Record<string, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };
/** What a query needs: `params` and `query`, each only where the route has some. */
export type QueryInput<R extends AnyRoute> = WithoutEmpty<'params', ParamsOf<R>> &
  WithoutEmpty<'query', QueryInputOf<R>>;
/** What a command needs: `params` and `body` (without commandId), each only where the route has some. */
export type CommandInput<R extends AnyRoute> = WithoutEmpty<'params', ParamsOf<R>> &
  WithoutEmpty<'body', Omit<BodyInputOf<R>, 'commandId'>>;

/** A refusal of the server, or a network that did not answer (code NETWORK). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly remedy: { readonly zh: string; readonly en: string } | null;
  readonly field: string | null;
  readonly mayPassLater: boolean;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(status: number, error: ErrorBody['error']) {
    super(`${error.code}: ${error.en}`);
    this.name = 'ApiError';
    this.code = error.code;
    this.status = status;
    this.zh = error.zh;
    this.en = error.en;
    this.remedy = error.remedy ?? null;
    this.field = error.field ?? null;
    this.mayPassLater = error.mayPassLater;
    this.detail = error.detail;
  }

  /** The same command may be sent again with the same id: it is unknown whether it was carried out. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

const networkError = (): ApiError =>
  new ApiError(0, {
    code: 'NETWORK',
    zh: '网络未连通,暂时无法联系服务器',
    en: 'The network is down; the server cannot be reached right now',
    mayPassLater: true,
    remedy: {
      zh: '您填写的内容已保留,网络恢复后可直接重试。',
      en: 'What you typed is kept; try again when the network is back.',
    },
    detail: {},
  });

/** Called when the session has ended; resolves true when the same person signed in again. Set by the session. */
let renewSession: (() => Promise<boolean>) | null = null;
export const onSessionEnded = (renew: (() => Promise<boolean>) | null): void => {
  renewSession = renew;
};

/** Told after every call whether the server could be reached. */
let reachability: ((reached: boolean) => void) | null = null;
export const onReachability = (listener: (reached: boolean) => void): void => {
  reachability = listener;
};

export const pathOf = (route: AnyRoute, params: Record<string, unknown> = {}): string =>
  `/api${route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))}`;

const searchOf = (query: Record<string, unknown> = {}): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
};

/** The address of a query, for links that download. */
export const hrefOf = <R extends AnyRoute>(route: R, input: QueryInput<R>): string =>
  pathOf(route, input.params) + searchOf(input.query);

export const newCommandId = (): string => {
  // randomUUID needs a secure context; a sales office may use plain http on its own network
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

async function once(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    reachability?.(false);
    throw networkError();
  }
  hearClock(response.headers.get('guike-now'));
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const isGateway = response.status >= 500 && !isJson; // a proxy in front answered for a server that is away
  reachability?.(!isGateway);
  if (response.ok) return isJson ? response.json() : null;
  const body = isJson ? ((await response.json().catch(() => null)) as ErrorBody | null) : null;
  if (body?.error) throw new ApiError(response.status, body.error);
  if (isGateway) throw networkError();
  throw new ApiError(response.status, {
    code: 'REQUEST_INVALID',
    zh: `服务器未接受该请求(${response.status})`,
    en: `The server did not accept this request (${response.status})`,
    mayPassLater: false,
    detail: {},
  });
}

/** Sends; when the session has ended, waits for signing in again and sends the same once more, same command id included. */
export async function send(url: string, init: RequestInit = {}, renew = true): Promise<unknown> {
  try {
    return await once(url, init);
  } catch (error) {
    if (!renew || !(error instanceof ApiError) || error.code !== 'NOT_SIGNED_IN' || !renewSession) throw error;
    if (!(await renewSession())) throw error;
    return once(url, init);
  }
}

/** Reads. Use `useApiQuery` in components. */
export const api = <R extends AnyRoute>(route: R, input: QueryInput<R>, signal?: AbortSignal): Promise<ResponseOf<R>> =>
  send(hrefOf(route, input), { signal }) as Promise<ResponseOf<R>>;

/** Carries out a command. Use `useApiCommand` in components: it keeps the command id over retries. */
export const carryOut = <R extends AnyRoute>(
  route: R,
  input: CommandInput<R>,
  commandId: string = newCommandId(),
): Promise<ResponseOf<R>> =>
  send(pathOf(route, input.params), {
    method: route.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...(input.body ?? {}), commandId }),
  }) as Promise<ResponseOf<R>>;
