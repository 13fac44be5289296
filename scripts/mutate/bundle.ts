/** The pure tests with everything of ours they import, the mutated files among it, as scripts that can be evaluated again and again. */
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { instrument } from './instrument.ts';
import type { Mutant } from './mutants.ts';

export interface Bundle {
  /** Script by file name; entries are named like their test file. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, string>>;
}

export async function bundle(root: string, tests: readonly string[], mutants: readonly Mutant[]): Promise<Bundle> {
  const byFile = Map.groupBy(
    mutants.map((mutant, id) => ({ id, mutant })),
    ({ mutant }) => mutant.file,
  );
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        transform(code, id) {
          const file = relative(root, id);
          const faults = byFile.get(file);
          const here = code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
          return { code: faults ? instrument(file, here, faults) : here, map: null };
        },
      },
    ],
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: Object.fromEntries(tests.map((test) => [test.replaceAll('/', '__'), resolve(root, test)])),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[hash].cjs' },
      },
    },
  });
  const output = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const scripts: Record<string, string> = {};
  const entries: Record<string, string> = {};
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    scripts[chunk.fileName] = chunk.code;
    if (chunk.isEntry && chunk.facadeModuleId) entries[relative(root, chunk.facadeModuleId)] = chunk.fileName;
  }
  return { scripts, entries };
}

/** A script's own requires: another script of the bundle, or a package. */
export const inBundle = (from: string, wanted: string): string | null =>
  wanted.startsWith('.') ? resolve('/', dirname(from), wanted).slice(1) : null;
