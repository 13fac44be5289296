/**
 * The demo company made from workbooks as sales offices keep them: staff list, customer export, registers of visits and calls, follow-ups.
 * They come in through the same import as anybody's files, so what the import would send back is sent back here too.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imports } from '#contract/imports.ts';
import { type Target, targets } from '#core/imports/types.ts';
import { capabilities } from '#server/capabilities.ts';
import { createCompany } from '#server/organisation/index.ts';
import { startServer } from '#server/platform/server.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { issueToken, randomPassword } from '#server/session/index.ts';
import { Api } from '../api.ts';
import { type ImportedFile, readFile, settled } from '../import.ts';
import type { DemoMade } from './index.ts';

const samples = fileURLToPath(new URL('../../server/imports/fixtures', import.meta.url));
/** People first, then whom they look after, then what happened between them, then what there is to sell. */
const order: readonly Target[] = [
  ...(['staff', 'leavers', 'customers', 'visits', 'calls', 'followUps', 'dutyLists'] as const),
  ...(['units', 'vehicles'] as const),
];

export interface WorkbookDemoOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Where the workbooks lie; the samples that come with the product otherwise. */
  readonly folder?: string | undefined;
  readonly say?: (line: string) => void;
}

export async function makeDemoFromWorkbooks(options: WorkbookDemoOptions): Promise<DemoMade> {
  const { databaseUrl, dataDir, folder = samples, say = () => {} } = options;
  const server = await startServer({
    databaseUrl,
    dataDir,
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    webRoot: null,
  });
  try {
    const administrator = { name: '管理员', title: '系统管理员', username: 'admin', password: randomPassword() };
    const { companyId, administratorId } = await createCompany(server.runtime, { name: '归客演示公司', administrator });
    const { id: sessionId, token } = await issueToken(server.runtime, {
      companyId,
      staffId: administratorId,
      label: 'demo',
    });
    const api = new Api({ url: server.url, token });
    const files: ImportedFile[] = [];
    for (const name of readdirSync(folder)
      .filter((one) => /\.(xlsx|csv)$/i.test(one))
      .sort())
      files.push(await readFile(api, join(folder, name)));
    const sheets = files.flatMap((file) => file.imports).filter(({ target }) => target !== null);
    for (const sheet of sheets.toSorted((a, b) => placeOf(a.target) - placeOf(b.target))) {
      const title = [sheet.fileName, sheet.sheetName].filter(Boolean).join(' · ');
      await answerQuestions(api, sheet.id);
      await api.call(imports.start, { params: { importId: sheet.id } });
      const { tally } = await settled(api, sheet.id);
      say(
        `${title}：新建 ${tally.created}，更新 ${tally.updated}，合并 ${tally.merged}，退回 ${tally.returned}，略过 ${tally.skipped}`,
      );
    }
    await server.runtime.database.system({ text: 'delete from sessions where id = $1', values: [sessionId] });
    const { password, username, name } = administrator;
    return { logins: [{ role: '系统管理员', name, username, password }], refused: new Map() };
  } finally {
    await server.stop();
  }
}

const placeOf = (target: string | null): number =>
  order.indexOf(target as Target) + (targets.includes(target as Target) ? 0 : order.length + 1);

/** Names the file leaves open are answered with the first colleague who fits, as a person would who does not know better. */
async function answerQuestions(api: Api, importId: string): Promise<void> {
  const params = { importId };
  await api.call(imports.check, { params });
  const { questions, version } = await settled(api, importId);
  const answers: Record<string, string> = {};
  for (const { written, code } of questions) {
    const wantsLeft = code === 'STAFF_LEFT_UNNAMED';
    const { rows } = await api.call(imports.colleagues, { query: { q: wantsLeft ? '' : written } });
    const fitting = rows.find((one) => one.left === wantsLeft) ?? rows[0];
    if (fitting) answers[written] = fitting.id;
  }
  if (Object.keys(answers).length > 0) await api.call(imports.configure, { params, body: { version, answers } });
}
