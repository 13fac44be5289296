/**
 * Only with `--test-clock`: an administrator's token sets the instant, and everything due by then is settled before the answer.
 * The instant survives a restart, so that a driven scenario does too. Without the flag the call does not exist.
 */
import { z } from 'zod';
import { InstantText } from '#contract/kernel/shapes.ts';
import { scopeOf, notAllowed } from './actor.ts';
import { runDue } from './deadlines.ts';
import type { RawEndpoint, ServerRuntime } from './http.ts';
import { raw } from './http.ts';
import { invalid } from './refused.ts';

const CLOCK_SET = 'test-clock';

const SetClock = z.object({ now: InstantText });

export const testClockEndpoint: RawEndpoint = raw({
  method: 'POST',
  path: '/test/clock',
  may: 'signed-in',
  summary: {
    zh: '设定测试时钟并立即处理到期事项',
    en: 'Set the test clock; everything due by then is settled at once',
  },
  serve: async ({ runtime, actor, request }) => {
    if (!actor || !scopeOf(actor, 'system.administer')) throw notAllowed('system.administer');
    const body = SetClock.safeParse(request.body);
    if (!body.success) throw invalid('now', 'ISO 8601 instant, e.g. 2026-03-01T09:00:00+08:00');
    runtime.clock.set(body.data.now);
    await runtime.database.system({
      text: 'insert into test_clock (one, now) values (true, $1) on conflict (one) do update set now = excluded.now',
      values: [body.data.now],
    });
    runtime.events.publish(actor.companyId, [{ topic: CLOCK_SET, id: runtime.clock.id }]);
    const settled = await settleAll(runtime);
    return { now: runtime.now(), settled };
  },
});

const settleAll = (runtime: ServerRuntime): Promise<number> =>
  runDue(runtime, runtime.now(), (error, deadline) =>
    runtime.log.error({ err: error, deadline }, 'a deadline could not be settled'),
  );

export async function restoreTestClock(runtime: ServerRuntime): Promise<void> {
  const [row] = await runtime.database.system<{ now: string }>({ text: 'select now from test_clock' });
  if (row) runtime.clock.set(row.now);
}

/** Another server of the same database set the clock: this one follows. */
export const followTestClock = (runtime: ServerRuntime): (() => void) =>
  runtime.events.subscribe((event) => {
    const isNews = event.topic === CLOCK_SET && event.id !== runtime.clock.id;
    if (isNews || event.topic === 'resync')
      void restoreTestClock(runtime).catch((error) =>
        runtime.log.warn({ err: error }, 'the test clock waits for the database'),
      );
  });
