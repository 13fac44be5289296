import type { BodyInputOf, ParamsOf, QueryInputOf, ResponseOf, Route } from '#contract/kernel/route.ts';
import { randomUUID } from 'node:crypto';
import { StartupError } from '#server/platform/postgres/index.ts';

export interface ApiOptions {
  readonly url?: string;
  readonly token?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: any route of the contract can be called
type AnyRoute = Route<any, any, any, any>;

/** A running product, called as any other program would: through its contract, with an API token. */
export class Api {
  private readonly url: string;
  private readonly token: string;

  constructor(options: ApiOptions) {
    this.url = (options.url ?? process.env.GUIKE_URL ?? 'http://localhost:3000').replace(/\/$/, '');
    this.token = options.token ?? process.env.GUIKE_TOKEN ?? '';
    if (!this.token) throw tokenMissing();
  }

  async call<R extends AnyRoute>(
    route: R,
    input: { params?: ParamsOf<R>; query?: QueryInputOf<R>; body?: Omit<BodyInputOf<R>, 'commandId'> } = {},
  ): Promise<ResponseOf<R>> {
    const params = (input.params ?? {}) as Record<string, unknown>;
    const path = route.path.replace(/:(\w+)/g, (_: string, name: string) => encodeURIComponent(String(params[name])));
    const query = new URLSearchParams((input.query ?? {}) as Record<string, string>);
    const response = await this.send(`${path}${query.size > 0 ? `?${query}` : ''}`, {
      method: route.method,
      ...(route.isCommand
        ? {
            body: JSON.stringify({ commandId: randomUUID(), ...(input.body ?? {}) }),
            headers: { 'content-type': 'application/json' },
          }
        : {}),
    });
    return (await response.json()) as ResponseOf<R>;
  }

  /** Any request under /api; a refusal is thrown with its own two sentences. */
  async send(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.url}/api${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw unreachable(this.url, cause);
    });
    if (response.ok) return response;
    const { error } = (await response.json().catch(() => ({}))) as {
      error?: { code: string; zh: string; en: string };
    };
    throw new StartupError(error?.code ?? `HTTP_${response.status}`, {
      zh: error?.zh ?? response.statusText,
      en: error?.en ?? response.statusText,
    });
  }
}

const tokenMissing = (): StartupError =>
  new StartupError('TOKEN_MISSING', {
    zh: '需要 API 令牌：--token，或环境变量 GUIKE_TOKEN。可用 guike token <用户名> 生成。',
    en: 'An API token is needed: --token, or GUIKE_TOKEN in the environment. "guike token <user name>" makes one.',
  });

const unreachable = (url: string, cause: unknown): StartupError =>
  new StartupError(
    'SERVER_UNREACHABLE',
    {
      zh: `连不上 ${url}。请先启动 guike start，或用 --url 指定地址。`,
      en: `${url} does not answer. Start the product first, or name its address with --url.`,
    },
    cause,
  );
