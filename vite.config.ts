/** The web: built into web/dist, served by the server with pre-compressed files; `vite` alone serves it for development. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { familyOf } from './web/shell/families.ts';
import { titles } from './web/titles.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const COMPRESSED_FROM_BYTES = 1024; // below this the header costs more than it saves

/** The server answers with `x.js.gz` when it lies beside `x.js`, so nothing is compressed while people wait. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle(options) {
      const root = options.dir ?? here('./web/dist');
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const content = readFileSync(file);
        if (content.length < COMPRESSED_FROM_BYTES) continue;
        writeFileSync(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

/**
 * Sentences of refusals come from the server with each answer, and what a route is called or a field means stands in the description of
 * the API: the browser carries none of them.
 */
function lightContract(): Plugin {
  const text = String.raw`'(?:[^'\\\n]|\\.)*'`;
  const described = new RegExp(String.raw`\.describe\(\s*${text},?\s*\)`, 'g');
  const summary = new RegExp(String.raw`\bsummary: \{ zh: ${text}, en: ${text} \},?`, 'g');
  return {
    name: 'light-contract',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/contract\/[\w-]+\.ts$/.test(id)) return null;
      if (!id.endsWith('-refusals.ts')) return { code: code.replace(described, '').replace(summary, ''), map: null };
      const names = [...code.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${name} = {};`).join('\n'), map: null };
    },
  };
}

const api = process.env.GUIKE_API ?? 'http://localhost:3000';

export default defineConfig({
  root: here('./web'),
  publicDir: here('./web/public'),
  plugins: [react(), titles(here('./web')), lightContract(), precompress()],
  resolve: {
    alias: [
      // What the browser needs only a little of is replaced by that little; each file says why.
      { find: /^zod$/, replacement: here('./web/shell/light/contract-without-schemas.ts') },
      { find: /^(react-)?i18next$/, replacement: here('./web/shell/light/sentences.ts') },
      { find: /^\.\/hooks\/useFilter$/, replacement: here('./web/shell/light/table-without-filter.ts') },
      { find: /^\.\/hooks\/useSelection$/, replacement: here('./web/shell/light/table-without-selection.ts') },
      { find: /^#core\//, replacement: `${here('./core')}/` },
      { find: /^#contract\//, replacement: `${here('./contract')}/` },
    ],
  },
  build: {
    outDir: here('./web/dist'),
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox114'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Rules and shapes only say what is: what nobody reads of them need not come along because a door leads past it.
      treeshake: { moduleSideEffects: (id: string) => !/\/(core|contract)\/[^?]+\.ts$/.test(id) },
      // The second page is for buyers on launch day: no account, and as little to load as can be.
      input: { index: here('./web/index.html'), 'launch-day': here('./web/launch-day.html') },
      output: {
        codeSplitting: {
          groups: [
            // A few larger files compress better and need fewer requests than a hundred small ones.
            {
              name: 'react',
              test: /(node_modules\/(react|react-dom|scheduler|use-sync-external-store)\/|vite\/preload-helper|rolldown\/runtime)/,
              priority: 21,
            },
            { name: 'door', test: /node_modules\/(dayjs|@tanstack)\//, priority: 20 },
            // The menu names its icons before a page is loaded.
            { name: 'icons', test: /node_modules\/@ant-design\/(icons|icons-svg|colors|fast-color)\//, priority: 15 },
            // What most pages share; the sign-in does without it.
            {
              name: 'shared',
              test: /node_modules\/(antd|@rc-component|@ant-design|@emotion|@babel|stylis)\//,
              minShareCount: 34,
              priority: 10,
            },
            {
              debugName: 'sentences',
              // The sentences of one family of pages and one language come in one file.
              name: (id: string) => {
                const [, capability = '', language] = /\/web\/([^/]+)\/locales\/([\w-]+)\.ts$/.exec(id) ?? [];
                const family = familyOf(capability);
                return language && family ? `sentences-${family}-${language}` : null;
              },
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { port: 4173, proxy: { '/api': { target: api, changeOrigin: false } } },
});
