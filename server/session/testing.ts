/** A browser for tests: keeps its cookie and speaks the contract. */
import { randomUUID } from 'node:crypto';
import type { BodyInputOf, ParamsOf, ResponseOf } from '#contract/kernel/route.ts';
import type { AnyRoute } from '#server/platform/http.ts';

export interface BrowserAnswer<Body> {
  readonly status: number;
  readonly code: string | null;
  readonly body: Body;
  readonly setCookie: string | null;
}
export interface Browser {
  cookie: string;
  call<R extends AnyRoute>(
    route: R,
    input?: { params?: ParamsOf<R>; body?: Omit<BodyInputOf<R>, 'commandId'> & { commandId?: string } },
    headers?: Record<string, string>,
  ): Promise<BrowserAnswer<ResponseOf<R>>>;
}

export function openBrowser(url: string): Browser {
  const browser: Browser = {
    cookie: '',
    async call(route, input = {}, headers = {}) {
      const params = (input.params ?? {}) as Record<string, string>;
      const path = route.path.replace(/:(\w+)/g, (_: string, name: string) => String(params[name]));
      const response = await fetch(`${url}/api${path}`, {
        method: route.method,
        headers: {
          ...(browser.cookie ? { cookie: browser.cookie } : {}),
          ...(route.isCommand ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(route.isCommand ? { body: JSON.stringify({ commandId: randomUUID(), ...(input.body ?? {}) }) } : {}),
      });
      const setCookie = response.headers.get('set-cookie');
      if (setCookie) browser.cookie = setCookie.split(';')[0] ?? '';
      const body = await response.json();
      return { status: response.status, code: response.ok ? null : body.error.code, body, setCookie };
    },
  };
  return browser;
}
