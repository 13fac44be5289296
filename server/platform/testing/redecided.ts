/**
 * What every world is asked at its end: is each decision in its journal the one its facts, its input and its rulebook give today? An
 * entry that leaves out a fact, or a rule that looks at something it was not handed, fails the test file that made it.
 */
import { isKind } from '#core/kinds.ts';
import { redecideAll } from '#server/journal/redecide.ts';
import type { Database } from '#server/platform/database.ts';

const SHOWN_MAX = 5;

const told = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** Throws when an entry cannot be decided again, or is decided otherwise. */
export async function expectRedecided(database: Database): Promise<void> {
  const found = new Map<string, string[]>();
  const unregistered = new Map<string, number>();
  const companies = await database.system<{ id: string }>({ text: 'select companies.id from companies' });
  for (const { id: companyId } of companies) {
    for await (const { findings } of redecideAll(database, { companyId })) {
      for (const { entry, redecided } of findings) {
        if (!isKind(entry.kind)) {
          unregistered.set(entry.kind, (unregistered.get(entry.kind) ?? 0) + 1);
          continue;
        }
        const shown =
          redecided.is === 'fault'
            ? redecided.fault
            : redecided.differences
                .map(({ path, stored, now }) => `${path}: stored ${told(stored)}, now ${told(now)}`)
                .join('\n    ');
        found.set(entry.kind, [...(found.get(entry.kind) ?? []), `${entry.id}\n    ${shown}`]);
      }
    }
  }
  if (unregistered.size > 0) console.warn('Kinds that are not registered yet:', Object.fromEntries(unregistered));
  if (found.size === 0) return;
  const lines = [...found].map(
    ([kind, entries]) => `${kind}: ${entries.length}\n  ${entries.slice(0, SHOWN_MAX).join('\n  ')}`,
  );
  throw new Error(`Decisions in the journal that are not decided the same again:\n${lines.join('\n')}`);
}
