/**
 * Results of whole files, kept between runs: a run over everything may be made in pieces, and what did not change is not tried again.
 * They hold for the very text of the file and of the tests beside it; whoever changes tests elsewhere begins with an empty folder.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Result } from './run.ts';

type Fate = Omit<Result, 'id'>;
interface Kept {
  readonly file: string;
  readonly fingerprint: string;
  readonly fates: readonly Fate[];
}

/** `ids` are the faults of one file, in its order; only all of them together are kept. */
export function keeper(folder: string, root = '.') {
  mkdirSync(folder, { recursive: true });
  const nameOf = (file: string): string => join(folder, `${file.replaceAll('/', '__')}.json`);
  // As they were when the run began: what is edited meanwhile was not tried.
  const begun = new Map<string, string>();
  const fingerprintOf = (file: string): string => {
    const print = begun.get(file) ?? printOf(file);
    begun.set(file, print);
    return print;
  };
  const printOf = (file: string): string => {
    const tests = globSync(`${dirname(file)}/**/*{.test,.testing}.ts`, { cwd: root }).sort();
    const hash = createHash('sha256');
    for (const one of [file, ...tests]) hash.update(readFileSync(join(root, one)));
    return hash.digest('hex');
  };
  return {
    read(file: string, ids: readonly number[]): readonly Result[] | null {
      const kept = textOf(nameOf(file));
      if (kept?.fingerprint !== fingerprintOf(file) || kept.fates.length !== ids.length) return null;
      return kept.fates.map((fate, index) => ({ ...fate, id: ids[index] as number }));
    },
    write(file: string, ids: readonly number[], results: ReadonlyMap<number, Result>): void {
      const fates = ids.flatMap((id) => {
        const result = results.get(id);
        if (!result) return [];
        const { id: _, ...fate } = result;
        return [fate];
      });
      if (fates.length < ids.length) return;
      const kept: Kept = { file, fingerprint: fingerprintOf(file), fates };
      writeFileSync(nameOf(file), JSON.stringify(kept));
    },
  };
}

function textOf(path: string): Kept | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch {
    return null;
  }
}
