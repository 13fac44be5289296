import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { titles } from './web/titles.ts';

export default defineConfig({
  plugins: [titles(fileURLToPath(new URL('./web', import.meta.url)))],
  test: {
    include: ['{core,rulebooks,contract,server,web,cli,scripts}/**/*.test.ts'],
    // One PostgreSQL for the whole run; every file that touches data gets its own database from a migrated template.
    globalSetup: ['server/platform/testing/global-setup.ts'],
    // Months of a house are lived through in some of them, and the machine may be busy with something else.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
