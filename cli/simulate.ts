/** `guike simulate`: a past period decided again under another text; progress on stderr, the result on stdout. */
import { readFile } from 'node:fs/promises';
import { endOfDay, startOfDay } from '#core/kernel/instant.ts';
import type { HouseRules } from '#core/rules.ts';
import type { Change, SimulationTotals } from '#core/simulation/index.ts';
import { type Database, openDatabase, type Tx } from '#server/platform/database.ts';
import { StartupError } from '#server/platform/postgres/index.ts';
import { Refused } from '#server/platform/refused.ts';
import { valuesOfText } from '#server/rulebook/index.ts';
import { requirePeriod, simulate, textOf } from '#server/simulation/index.ts';
import { type Company, companiesOf, instantOf, TIME_ZONE } from './arguments.ts';

export interface SimulateOptions {
  readonly book: string;
  readonly from: string;
  readonly to: string;
  readonly under?: string;
  readonly file?: string;
  readonly set?: readonly string[];
  readonly site?: readonly string[];
  readonly company?: string;
  readonly json?: boolean;
}

const SHOWN_MAX = 20;

export async function simulatePeriod(url: string, options: SimulateOptions): Promise<void> {
  const from = instantOf(options.from, (day) => startOfDay(day, TIME_ZONE));
  const to = instantOf(options.to, (day) => endOfDay(day, TIME_ZONE));
  const database = openDatabase(url, { connections: 2 });
  try {
    const companies = await companiesOf(database, options.company);
    const [company] = companies;
    if (!company || companies.length > 1) throw whichCompany(companies);
    const asked = await database
      .inCompany(company.id, (tx) => ask(tx, options, { from, to }))
      .catch((error: unknown) => {
        throw error instanceof Refused ? asFault(error) : error;
      });
    await run(database, { companyId: company.id, ...asked }, options.json ?? false);
  } finally {
    await database.close();
  }
}

async function ask(tx: Tx, options: SimulateOptions, period: { from: string; to: string }) {
  const book = await tx.row<{ id: string }>({
    text: 'select id from rulebooks where company_id = $1 and key = $2',
    values: [tx.companyId, options.book],
  });
  if (!book) throw unknown('BOOK_UNKNOWN', options.book, '制度', 'rulebook');
  const siteIds = await sitesOf(tx, options.site ?? []);
  const asked = { rulebookId: book.id, siteIds, ...period };
  await requirePeriod({ tx, now: new Date().toISOString() }, asked);
  return { ...asked, rules: await rulesUnder(tx, book.id, options) };
}

async function rulesUnder(tx: Tx, bookId: string, { file, under, set }: SimulateOptions): Promise<HouseRules> {
  const changed = Object.fromEntries((set ?? []).map(assignment));
  if (file === undefined) return (await textOf({ tx }, bookId, under ?? null, changed)).rules;
  const text = valuesOfText(await readFile(file, 'utf8'), changed);
  if (text.ok) return text.values;
  if (text.fault === 'unknown_value') throw unknown('VALUE_UNKNOWN', text.name, '参数', 'parameter');
  const lines = text.errors.slice(0, SHOWN_MAX);
  throw new StartupError('TEXT_DOES_NOT_COMPILE', {
    zh: `${file} 有 ${text.errors.length} 处问题：\n${lines.map((one) => `    第 ${one.line} 行：${one.zh} ${one.remedy.zh}`).join('\n')}`,
    en: `${file} has ${text.errors.length} faults:\n${lines.map((one) => `    line ${one.line}: ${one.en} ${one.remedy.en}`).join('\n')}`,
  });
}

/** "name=value": numbers and switches as such, everything else as text. */
function assignment(text: string): [string, string | number | boolean] {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (!name) throw unknown('VALUE_UNKNOWN', text, '参数', 'parameter');
  if (value === 'true' || value === 'false') return [name, value === 'true'];
  return [name, /^-?\d+$/.test(value) ? Number(value) : value];
}

async function sitesOf(tx: Tx, wanted: readonly string[]): Promise<string[]> {
  const all = await tx.rows<{ id: string; name: string }>({
    text: 'select id, name from sites where company_id = $1',
    values: [tx.companyId],
  });
  const missing = wanted.find((text) => !all.some(({ id, name }) => id === text || name === text));
  if (missing !== undefined) throw unknown('SITE_UNKNOWN', missing, '门店', 'site');
  return all
    .filter(({ id, name }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(name))
    .map(({ id }) => id);
}

async function run(database: Database, asked: Parameters<typeof simulate>[1], asJson: boolean): Promise<void> {
  const changes: Change[] = [];
  let total = 0;
  for await (const step of simulate(database, asked)) {
    if (step.is === 'begun') total = step.total;
    if (step.is === 'begun' && step.blind.length > 0)
      console.error(
        `! 当时没有记录所需的事实，无从得知 · facts not recorded then, not known: ${step.blind.join(', ')}`,
      );
    if (step.is === 'more') {
      changes.push(...step.changes);
      if (!asJson) process.stderr.write(`\r${step.done}/${total} `);
    }
    if (step.is !== 'over') continue;
    if (asJson) console.log(JSON.stringify({ decided: step.decided, ...step.totals, list: changes }, null, 2));
    else {
      process.stderr.write('\n');
      print(step.decided, step.totals, changes, await namesOf(database, asked.companyId));
    }
  }
}

const topicNames = {
  turn: '轮次 turns',
  customer: '客户 customers',
  split: '分成 splits',
  other: '其他 other',
} as const;

function print(
  decided: number,
  totals: SimulationTotals,
  changes: readonly Change[],
  names: ReadonlyMap<string, string>,
) {
  const name = (id: string) => names.get(id) ?? id;
  console.log(`重算 decided again ${decided}，会改变 would change ${totals.changes}`);
  for (const [topic, label] of Object.entries(topicNames)) {
    const { exact, firstOrder } = totals.counts[topic as keyof typeof topicNames];
    console.log(`  ${label}: ${exact + firstOrder}（确定 exact ${exact}，推定 first-order ${firstOrder}）`);
  }
  for (const { clause, changes: n } of totals.clauses.slice(0, SHOWN_MAX)) console.log(`  ${clause}  ${n}`);
  const { before, after } = totals.gini;
  console.log(`  基尼系数 Gini: 接待 receptions ${before.receptions.toFixed(3)} → ${after.receptions.toFixed(3)}`);
  for (const one of totals.people)
    console.log(
      `  ${name(one.staffId)}: 接待 receptions ${one.before.receptions} → ${one.after.receptions}，新客户 new customers ${one.before.newCustomers} → ${one.after.newCustomers}`,
    );
  for (const change of changes.slice(0, SHOWN_MAX))
    console.log(
      `  ${change.at}  ${change.what}  ${change.staffBefore.map(name).join(',') || '—'} → ${change.staffAfter.map(name).join(',') || '—'}  ${change.certainty}  ${change.clauses.join(' ')}`,
    );
  if (changes.length > SHOWN_MAX)
    console.log(`  … ${changes.length - SHOWN_MAX}（--json 列出全部 · --json lists all）`);
}

async function namesOf(database: Database, companyId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await database.inCompany(companyId, (tx) =>
    tx.rows<{ id: string; name: string }>({
      text: 'select id, name from staff where company_id = $1',
      values: [companyId],
    }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const fill = (sentence: string, detail: Readonly<Record<string, unknown>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(detail[key] ?? ''));
const asFault = ({ code, text, detail }: Refused): StartupError =>
  new StartupError(code, {
    zh: fill([text.zh, text.remedy?.zh].filter(Boolean).join('。'), detail),
    en: fill([text.en, text.remedy?.en].filter(Boolean).join('. '), detail),
  });
const unknown = (code: string, wanted: string, zh: string, en: string): StartupError =>
  new StartupError(code, { zh: `没有${zh}“${wanted}”。`, en: `There is no ${en} "${wanted}".` });
const whichCompany = (all: readonly Company[]): StartupError =>
  new StartupError('COMPANY_NEEDED', {
    zh: `请用 --company 指明公司。现有：${all.map(({ name }) => name).join('、') || '无'}。`,
    en: `Say with --company which company. There are: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
  });
