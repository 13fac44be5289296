/** An office's year decided again under another rule that changes every day of it, and under the same one. */
import type { HouseRules } from '#core/rules.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';
import { simulate } from '#server/simulation/index.ts';
import { openBenchDatabases } from './lib/database.ts';
import { ratio, report } from './lib/report.ts';
import { livedYear, type Year } from './lib/year.ts';

const SECONDS_MAX = 60;

export async function simulations(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const year = await livedYear(await databases.create('simulation'), databases.dataDir);
    const { rules, rulebookId } = await inForce(year);
    const same = await timed(() => changesUnder(year, rulebookId, rules));
    const draft: HouseRules = { ...rules, desk: { ...rules.desk, peerVisit: 'last_not_counted' } };
    const other = await timed(() => changesUnder(year, rulebookId, draft));
    const entries = year.entries.toLocaleString('en');
    const line = (measure: string, { seconds, value }: Timed, wanted: number | null) => ({
      measure: `${measure}: ${value.decided.toLocaleString('en')} decided again, ${value.changes.toLocaleString('en')} changes`,
      measured: `${seconds.toFixed(1)} s`,
      compared: `${same.seconds.toFixed(1)} s under the same rules`,
      ratio: ratio(seconds / same.seconds),
      wanted: wanted === null ? `< ${SECONDS_MAX} s` : `< ${SECONDS_MAX} s, ${wanted} changes`,
      met: seconds < SECONDS_MAX && (wanted === null || value.changes === wanted),
    });
    report(`An office's year simulated: ${entries} entries`, [
      line('under the rules in force', same, 0),
      line('under a draft that parts every day', other, null),
    ]);
    await year.database.close();
  } finally {
    await databases.stop();
  }
}

interface Counted {
  readonly decided: number;
  readonly changes: number;
}
interface Timed {
  readonly seconds: number;
  readonly value: Counted;
}

async function timed(work: () => Promise<Counted>): Promise<Timed> {
  const began = performance.now();
  const value = await work();
  return { seconds: (performance.now() - began) / 1_000, value };
}

async function inForce({ database, companyId, siteId }: Year): Promise<{ rules: HouseRules; rulebookId: string }> {
  return database.inCompany(companyId, async (tx) => {
    const row = await tx.row<{ versionId: string; rulebookId: string }>({
      text: `select v.id as "versionId", v.rulebook_id as "rulebookId" from journal j
        join rulebook_versions v on v.company_id = j.company_id and v.id = j.rulebook_version_id
        where j.company_id = $1 and j.site_id = $2 limit 1`,
      values: [companyId, siteId],
    });
    const rules = row && (await rulesOfVersion(tx, row.versionId));
    if (!rules) throw new Error('the office goes by no book');
    return { rules: rules.values, rulebookId: row.rulebookId };
  });
}

async function changesUnder(year: Year, rulebookId: string, rules: HouseRules): Promise<Counted> {
  const { database, companyId, siteId } = year;
  const ask = {
    companyId,
    rulebookId,
    rules,
    siteIds: [siteId],
    from: '2024-01-01T00:00:00Z',
    to: '2030-01-01T00:00:00Z',
  };
  let counted: Counted = { decided: 0, changes: 0 };
  for await (const step of simulate(database, ask))
    if (step.is === 'over') counted = { decided: step.decided, changes: step.totals.changes };
  return counted;
}
