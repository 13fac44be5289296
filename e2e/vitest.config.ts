import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Journeys through the built pages in a real browser. One at a time: they are about people, not about load. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['server/platform/testing/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A page on a busy machine may take its time; it is asked again until then.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 1,
    fileParallelism: false,
  },
});
