import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { errorBody, commonRefusals } from '#contract/kernel/refusal.ts';
import { command, query } from '#contract/kernel/route.ts';
import { ApiError, api, carryOut, hrefOf, newCommandId, onReachability, onSessionEnded } from './api.ts';

const list = query({
  path: '/sites/:siteId/visits',
  may: 'signed-in',
  summary: { zh: '', en: '' },
  params: z.object({ siteId: z.string() }),
  query: z.object({ q: z.string().optional(), day: z.string().optional() }),
  response: z.object({ rows: z.array(z.string()) }),
});
const finish = command({
  path: '/visits/:visitId/finish',
  may: 'signed-in',
  summary: { zh: '', en: '' },
  params: z.object({ visitId: z.string() }),
  body: { outcome: z.string() },
  response: z.object({ done: z.boolean() }),
});

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
const signedOut = () => json(401, errorBody('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN));

function answers(...responses: (Response | Error)[]) {
  const calls: { url: string; body: Record<string, unknown> | null }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push({ url, body: init.body ? JSON.parse(String(init.body)) : null });
    const response = responses.shift();
    if (response instanceof Error || !response) throw response ?? new TypeError('failed to fetch');
    return response;
  });
  return calls;
}

afterEach(() => {
  vi.unstubAllGlobals();
  onSessionEnded(null);
  onReachability(() => {});
});

test('an address carries the parameters safely and leaves out what is not asked for', () => {
  const href = hrefOf(list, { params: { siteId: 'a/b' }, query: { q: '王 小姐', day: undefined } });
  expect(href).toBe('/api/sites/a%2Fb/visits?q=%E7%8E%8B+%E5%B0%8F%E5%A7%90');
});

test('a refusal arrives as an ApiError with both sentences, the remedy and the field', async () => {
  answers(json(400, errorBody('REQUEST_INVALID', commonRefusals.REQUEST_INVALID, { field: 'q', problem: 'too long' })));
  const error = await api(list, { params: { siteId: 's' } }).catch((failure) => failure);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'REQUEST_INVALID', status: 400, field: 'q', outcomeUnknown: false });
  expect(error.zh).toContain('q');
  expect(error.remedy).not.toBeNull();
});

test('a command waits for signing in again and is then sent once more with the same id', async () => {
  const calls = answers(signedOut(), json(200, { done: true }));
  onSessionEnded(async () => true);
  expect(await carryOut(finish, { params: { visitId: 'v' }, body: { outcome: 'left' } })).toEqual({ done: true });
  expect(calls).toHaveLength(2);
  expect(calls[0]?.body?.commandId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(calls[1]?.body).toEqual(calls[0]?.body);
});

test('when nobody signs in again the refusal comes through', async () => {
  answers(signedOut());
  onSessionEnded(async () => false);
  await expect(api(list, { params: { siteId: 's' } })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('wrong passwords are answered by the form, not by asking to sign in once more', async () => {
  answers(json(401, { error: { code: 'WRONG_CREDENTIALS', zh: '不符', en: 'no', mayPassLater: false, detail: {} } }));
  const renew = vi.fn(async () => true);
  onSessionEnded(renew);
  await expect(api(list, { params: { siteId: 's' } })).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
  expect(renew).not.toHaveBeenCalled();
});

test('without a network the outcome is unknown, and the page is told', async () => {
  const reached: boolean[] = [];
  onReachability((value) => reached.push(value));
  answers(
    new TypeError('failed to fetch'),
    new Response('<html>bad gateway</html>', { status: 502 }),
    json(200, { rows: [] }),
  );
  for (const _ of [1, 2])
    await expect(api(list, { params: { siteId: 's' } })).rejects.toMatchObject({
      code: 'NETWORK',
      outcomeUnknown: true,
    });
  await api(list, { params: { siteId: 's' } });
  expect(reached).toEqual([false, false, true]);
});

test('command ids do not repeat', () => {
  expect(new Set(Array.from({ length: 1000 }, newCommandId)).size).toBe(1000);
});
