import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,rulebooks,contract,server,web,cli,scripts}/**/*.test.ts'],
    // One PostgreSQL for the whole run; every file that touches data gets its own database from a migrated template.
    globalSetup: ['server/platform/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
