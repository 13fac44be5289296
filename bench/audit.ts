/** An office's year audited: the chain followed to its end and every decision made again, against reading the same rows bare. */
import { audit, headOf, Sealer } from '#server/journal/index.ts';
import type { Database } from '#server/platform/database.ts';
import { openBenchDatabases } from './lib/database.ts';
import { ms, perSecond, ratio, report } from './lib/report.ts';
import { livedYear } from './lib/year.ts';

const SECONDS_MAX = 60;
const BATCH = 500;

export async function audits(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const url = await databases.create('audit');
    const { database, companyId, entries } = await livedYear(url, databases.dataDir);
    const sealed = await timed(() => sealAll(database, companyId, entries));
    const bare = await timed(() => readBare(database, companyId));
    let findings = 0;
    let decided = 0;
    const audited = await timed(async () => {
      for await (const step of audit(database, { companyId, expected: [] })) {
        findings += step.found.length;
        decided = step.tally.decided;
      }
    });
    const size = await sizeOf(database, companyId);
    report(`An office's year: ${entries.toLocaleString('en')} entries`, [
      {
        measure: `audit: chain followed, ${decided.toLocaleString('en')} decided again, ${findings} findings`,
        measured: `${(audited / 1_000).toFixed(1)} s`,
        compared: `${(bare / 1_000).toFixed(1)} s reading the rows bare`,
        ratio: ratio(bare / audited),
        wanted: `< ${SECONDS_MAX} s, 0 findings`,
        met: audited < SECONDS_MAX * 1_000 && findings === 0,
      },
      {
        measure: 'sealing, in the background',
        measured: `${perSecond(entries / (sealed / 1_000))}, ${ms(sealed / entries)} an entry`,
        wanted: 'more than a floor decides',
        met: entries / (sealed / 1_000) > 1_000,
      },
      {
        measure: 'an entry on disk, with its indexes and its seal',
        measured: `${size.entry} + ${size.indexes} + ${size.seal} bytes`,
        wanted: '',
        met: true,
      },
    ]);
    await database.close();
  } finally {
    await databases.stop();
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

async function sealAll(database: Database, companyId: string, entries: number): Promise<void> {
  const sealer = new Sealer(database);
  for (;;) {
    await sealer.seal(companyId);
    if ((await database.inCompany(companyId, headOf)).sequence === entries) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function readBare(database: Database, companyId: string): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await database.inCompany(companyId, (tx) =>
      tx.rows<{ id: string }>({
        name: 'bench.bare',
        text: `select journal.* from journal where journal.company_id = $1 and journal.id > $2 order by journal.id limit ${BATCH}`,
        values: [companyId, after],
      }),
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

interface Size {
  readonly entry: number;
  readonly indexes: number;
  readonly seal: number;
}

async function sizeOf(database: Database, companyId: string): Promise<Size> {
  const row = await database.inCompany(companyId, (tx) =>
    tx.row<Size>({
      text: `select (pg_table_size('journal') / count(*))::int as entry, (pg_indexes_size('journal') / count(*))::int as indexes,
        (pg_total_relation_size('journal_seals') / count(*))::int as seal from journal`,
    }),
  );
  return row ?? { entry: 0, indexes: 0, seal: 0 };
}
