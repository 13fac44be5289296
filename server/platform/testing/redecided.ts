/**
 * What every world is asked at its end: is each decision in its journal the one its facts, its input and its rulebook give today? An
 * entry that leaves out a fact, or a rule that looks at something it was not handed, fails the test file that made it. So does one
 * whose facts are not what the shape of its kind says, or whose shape forgets something the rule reads: it could not be tried.
 */
import { shapes } from '#contract/decisions/index.ts';
import { differences } from '#core/kernel/same.ts';
import { decideKind, isKind } from '#core/kinds.ts';
import { redecideAll, type StoredEntry } from '#server/journal/redecide.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';
import { keep } from './keep.ts';

const SHOWN_MAX = 5;

const told = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

const unlike = (found: ReturnType<typeof differences>): string =>
  found.map(({ path, stored, now }) => `${path}: stored ${told(stored)}, now ${told(now)}`).join('\n    ');

type Report = (entry: Pick<StoredEntry, 'id' | 'kind'>, what: string) => void;

async function decideAgain(database: Database, companyId: string, report: Report): Promise<void> {
  for await (const { findings } of redecideAll(database, { companyId }))
    for (const { entry, redecided } of findings)
      report(entry, redecided.is === 'fault' ? redecided.fault : unlike(redecided.differences));
}

const OF_EACH_KIND = 300; // an import writes thousands alike

const newestOfEachKind = (tx: Tx): Promise<StoredEntry[]> =>
  tx.rows<StoredEntry>({
    text: `select newest.id, newest.kind, newest.at, newest.actor_id as "actorId",
        newest.rulebook_version_id as "rulebookVersionId", newest.input, newest.facts, newest.decision
      from (select journal.*, row_number() over (partition by journal.kind order by journal.id desc) as place
        from journal where journal.company_id = $1) newest
      where newest.place <= ${OF_EACH_KIND}`,
    values: [tx.companyId],
  });

/** The shape takes the stored facts and input, and what it lets through is enough to decide. */
async function fitsShape(tx: Tx, entry: StoredEntry, report: Report): Promise<void> {
  if (!isKind(entry.kind)) return;
  const facts = shapes[entry.kind].facts.safeParse(entry.facts);
  const input = shapes[entry.kind].input.safeParse(entry.input);
  if (!facts.success || !input.success) {
    const issue = facts.error?.issues[0] ?? input.error?.issues[0];
    const where = [facts.success ? 'input' : 'facts', ...(issue?.path ?? [])].join('.');
    return report(entry, `not of its shape: ${where}: ${issue?.message}`);
  }
  const rules = await rulesOfVersion(tx, entry.rulebookVersionId);
  if (rules === null) return;
  keep(entry, rules.values);
  const given = { rules: rules.values, now: entry.at, actorId: entry.actorId };
  const found = differences(entry.decision, decideKind(entry.kind, given, facts.data, input.data));
  if (found.length > 0) report(entry, `its shape loses what decides:\n    ${unlike(found)}`);
}

/** Throws when an entry cannot be decided again, or is decided otherwise. */
export async function expectRedecided(database: Database): Promise<void> {
  const found = new Map<string, string[]>();
  const report: Report = ({ id, kind }, what) => {
    found.set(kind, [...(found.get(kind) ?? []), `${id}\n    ${what}`]);
  };
  const companies = await database.system<{ id: string }>({ text: 'select companies.id from companies' });
  for (const { id } of companies) {
    await decideAgain(database, id, report);
    await database.inCompany(id, async (tx) => {
      for (const entry of await newestOfEachKind(tx)) await fitsShape(tx, entry, report);
    });
  }
  if (found.size === 0) return;
  const lines = [...found].map(
    ([kind, entries]) => `${kind}: ${entries.length}\n  ${entries.slice(0, SHOWN_MAX).join('\n  ')}`,
  );
  throw new Error(`Decisions in the journal that are not decided the same again:\n${lines.join('\n')}`);
}
