import { findingText } from '#contract/journal-audit.ts';
import { endOfDay, startOfDay } from '#core/kernel/instant.ts';
import {
  type AuditTally,
  audit,
  type Found,
  headOf,
  headsOfAudits,
  headText,
  keptHeads,
  parseHead,
} from '#server/journal/index.ts';
import { type Database, openDatabase } from '#server/platform/database.ts';
import { StartupError } from '#server/platform/postgres/index.ts';
import { type Company, companiesOf, instantOf, TIME_ZONE } from './arguments.ts';
import { dataDirOf } from './database.ts';

export interface AuditOptions {
  readonly data?: string;
  readonly from?: string;
  readonly to?: string;
  readonly company?: string;
  readonly head?: string;
  readonly json?: boolean;
}

interface Outcome {
  readonly company: Company;
  readonly tally: AuditTally;
  readonly findings: readonly (Found & { readonly zh: string; readonly en: string })[];
  readonly notSealedYet: readonly { readonly id: string; readonly kind: string; readonly at: string }[];
}

const SHOWN_MAX = 10; // of what differs in one finding, and of what is not sealed yet

/** Every company's journal, or one's: prints what was found and answers whether anything was. */
export async function auditJournals(url: string, options: AuditOptions): Promise<boolean> {
  const span = {
    from: options.from ? instantOf(options.from, (day) => startOfDay(day, TIME_ZONE)) : null,
    to: options.to ? instantOf(options.to, (day) => endOfDay(day, TIME_ZONE)) : null,
  };
  const printed = options.head ? headOrFault(options.head) : null;
  const database = openDatabase(url, { connections: 2 });
  try {
    const companies = await companiesOf(database, options.company);
    if (printed && companies.length > 1) throw headNeedsCompany();
    const outcomes: Outcome[] = [];
    for (const company of companies) {
      const kept = await keptHeads(dataDirOf(options), company.id);
      const earlier = await database.inCompany(company.id, headsOfAudits);
      const expected = [
        ...(printed ? [{ ...printed, origin: 'printed' as const }] : []),
        ...kept.map((head) => ({ ...head, origin: 'kept' as const })),
        ...earlier.map((head) => ({ ...head, origin: 'audit' as const })),
      ];
      const outcome = await auditOne(database, company, { ...span, expected }, options.json ?? false);
      if (!options.json) print(outcome);
      outcomes.push(outcome);
    }
    if (options.json) console.log(JSON.stringify({ companies: outcomes }, null, 2));
    return outcomes.some(({ findings }) => findings.length > 0);
  } finally {
    await database.close();
  }
}

async function auditOne(
  database: Database,
  company: Company,
  ask: Omit<Parameters<typeof audit>[1], 'companyId'>,
  isQuiet: boolean,
): Promise<Outcome> {
  const findings: Outcome['findings'][number][] = [];
  let tally: AuditTally | null = null;
  let notSealedYet: Outcome['notSealedYet'] = [];
  for await (const step of audit(database, { ...ask, companyId: company.id })) {
    findings.push(...step.found.map((found) => ({ ...found, ...findingText(found.code, found.detail) })));
    tally = step.tally;
    notSealedYet = step.listed ?? notSealedYet;
    if (!isQuiet) process.stderr.write(`\r${company.name}: ${step.done}/${Math.max(step.total, step.done)} `);
  }
  if (!isQuiet) process.stderr.write('\n');
  if (!tally) throw new Error('an audit without a step');
  return { company, tally, findings, notSealedYet };
}

function print({ company, tally, findings, notSealedYet }: Outcome): void {
  console.log(`${company.name}  ${company.id}`);
  console.log(`  封存 sealed ${tally.sealed}，封存号 head ${tally.head}`);
  console.log(`  重算 decided again ${tally.decided}，记事 acts ${tally.acts}`);
  if (tally.earlier > 0)
    console.log(`  旧版本所记、事实不足以重算 of an earlier release, too few facts to decide again: ${tally.earlier}`);
  if (tally.unsealed > 0) {
    console.log(`  尚未封存 not sealed yet: ${tally.unsealed}`);
    for (const { id, kind, at } of notSealedYet.slice(0, SHOWN_MAX)) console.log(`    ${at}  ${kind}  ${id}`);
  }
  for (const finding of findings) printFinding(finding);
  console.log(findings.length === 0 ? '  ✓ 无异常 · nothing found' : `  ✗ ${findings.length} 处异常 · findings`);
}

function printFinding({ code, zh, en, sequence, entryId, detail }: Outcome['findings'][number]): void {
  const about = [sequence === null ? '' : `#${sequence}`, detail.at, detail.kind, entryId].filter(Boolean).join('  ');
  console.log(`  ✗ ${code}  ${about}\n      ${zh}\n      ${en}`);
  const differences = (detail.differences ?? []) as readonly { path: string; stored: unknown; now: unknown }[];
  for (const { path, stored, now } of differences.slice(0, SHOWN_MAX))
    console.log(`      ${path || '·'}: 记录 stored ${JSON.stringify(stored)}，重算 now ${JSON.stringify(now)}`);
}

/** The present heads, as `backup` and `restore` print them: a printed one tells later whether a copy is the newest. */
export async function headLines(url: string): Promise<string[]> {
  const database = openDatabase(url, { connections: 1 });
  try {
    const lines: string[] = [];
    for (const { id, name } of await companiesOf(database))
      lines.push(`${name}  封存号 head ${headText(await database.inCompany(id, headOf))}`);
    return lines;
  } finally {
    await database.close();
  }
}

function headOrFault(text: string): NonNullable<ReturnType<typeof parseHead>> {
  const head = parseHead(text);
  if (head) return head;
  throw new StartupError('HEAD_UNREADABLE', {
    zh: `“${text}”不是封存号：应为“序号:至少 16 位十六进制校验码”。请照打印件抄录。`,
    en: `"${text}" is not a head: it is a number, a colon and at least 16 hexadecimal digits. Copy it from the print.`,
  });
}

const headNeedsCompany = (): StartupError =>
  new StartupError('HEAD_NEEDS_COMPANY', {
    zh: '数据库中有多家公司，请用 --company 指明封存号属于哪一家。',
    en: 'There are several companies: say with --company whose head this is.',
  });
