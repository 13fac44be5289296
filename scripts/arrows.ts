/**
 * Checks what a reviewer would otherwise have to remember: which layer may use which, and what must not appear where. Every message
 * says what to do instead. Old offences are counted in arrows-ratchet.json: the number may only go down (`--lower` writes it).
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly found: string;
  readonly instead: string;
}

const layers: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  contract: ['contract', 'core'],
  server: ['server', 'contract', 'core', 'rulebooks'],
  web: ['web', 'contract', 'core'],
  cli: ['cli', 'server', 'contract', 'core', 'rulebooks'],
};
/** A core folder may use those before it. */
const coreOrder = [
  'kernel',
  'organisation',
  'customers',
  'claims',
  'desk',
  'verdicts',
  'approvals',
  'remedies',
  'inventory',
  'offers',
  'deals',
  'liaison',
  'money',
  'imports',
  'simulation',
];
/** Folders everybody in their layer may look into: they are the ground, not capabilities. */
const ground: Readonly<Record<string, readonly string[]>> = {
  core: ['kernel'],
  server: ['platform', 'migrations'],
  web: ['shell'],
};

interface Forbidden {
  readonly rule: string;
  readonly where: (file: string, code: string) => boolean;
  readonly what: RegExp;
  readonly instead: string;
  /** Seen in the text with its comments blanked, or in the original. */
  readonly includeComments?: boolean;
}

const isTest = (file: string) => /\.(test|testing)\.tsx?$/.test(file);
const inCore = (file: string) => file.startsWith('core/') && !isTest(file);
const forbidden: readonly Forbidden[] = [
  {
    rule: 'no-clock-in-core',
    where: inCore,
    what: /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b/g,
    instead: 'take the instant as an argument (`now: Instant`); only the edge reads the clock',
  },
  {
    rule: 'no-chance-in-core',
    where: inCore,
    what: /\bMath\.random\b|\brandomUUID\w*|\bcrypto\./g,
    instead:
      'let the caller draw and pass the result or the seed in, so that the decision can be made again from the journal',
  },
  {
    rule: 'no-world-in-core',
    where: inCore,
    what: /\bprocess\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(|\bconsole\./g,
    instead: 'core only decides; let server/ do it before or after the decision',
  },
  {
    rule: 'sql-in-its-place',
    // A file that decides does not also speak SQL: what is loaded and saved around a decision lies in stores and views.
    where: (file, code) =>
      file.startsWith('server/') &&
      !isTest(file) &&
      !/^server\/(platform|migrations)\//.test(file) &&
      !/\/(store|views)(-[\w-]+)?\.ts$/.test(file) &&
      /\bdecide[A-Z]\w*\(/.test(code),
    what: /\bsql`|[`'"]\s*(?:select\s[^`'"]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/gi,
    instead: "move the statement into the capability's store.ts (writes) or views.ts (reads); this file decides",
  },
  {
    rule: 'no-business-time-in-sql',
    where: (file) => /^server\/[^/]+\/(store|views)/.test(file) && !file.startsWith('server/platform/'),
    what: /\bcurrent_timestamp\b|\bclock_timestamp\(\)|[^.\w$]now\(\)\s*(?=[,)`+-]|at time zone|interval)/gi,
    instead: 'pass `context.now` as a value: with a test clock the database does not know what time it is',
  },
  {
    rule: 'text-through-i18n',
    where: (file) => /^web\/.*\.tsx?$/.test(file) && !/\/locales\//.test(file) && !isTest(file),
    what: /[\u4e00-\u9fff]+/g,
    instead: 'put the words into web/<capability>/locales/{zh-CN,zh-TW,en}.ts and use t(key)',
  },
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ratchetFile = join(root, 'scripts', 'arrows-ratchet.json');

export function checkFile(file: string, text: string): Finding[] {
  const code = blankComments(text);
  return [...checkImports(file, code), ...checkForbidden(file, code)];
}

function checkForbidden(file: string, code: string): Finding[] {
  return forbidden
    .filter(({ where }) => where(file, code))
    .flatMap(({ rule, what, instead }) =>
      [...code.matchAll(what)].map((hit) => ({
        file,
        line: lineAt(code, hit.index),
        rule,
        found: hit[0].trim(),
        instead,
      })),
    );
}

function checkImports(file: string, code: string): Finding[] {
  const [layer = '', folder = ''] = file.split('/');
  const allowed = layers[layer];
  if (!allowed) return [];
  const imports = code.matchAll(/(?:(?<=[\s}*])from\s*|(?<!['".\w])import\s*\(?\s*)(['"])([^'"\n]+)\1/g);
  return [...imports].flatMap((hit) => {
    const found = hit[2] ?? '';
    const at = (rule: string, instead: string) => [{ file, line: lineAt(code, hit.index), rule, found, instead }];
    const target = resolveImport(file, found);
    if (target === null) {
      if (layer !== 'core' || isTest(file)) return [];
      return at(
        'core-imports-nothing',
        'core imports nothing outside itself: pass the value in, or move the work to server/',
      );
    }
    const [toLayer = '', toFolder = '', toFile = ''] = target.split('/');
    if (!allowed.includes(toLayer)) {
      return at(
        'arrows',
        `${layer}/ may use ${allowed.join(', ')}; move what you need down to one of them, or pass it in`,
      );
    }
    if (
      layer === 'server' &&
      folder === 'platform' &&
      toLayer === 'server' &&
      toFile &&
      !ground.server?.includes(toFolder) &&
      !isTest(file)
    ) {
      if (file.startsWith('server/platform/testing/')) return [];
      return at(
        'platform-knows-no-capability',
        'the platform serves capabilities: let the capability register itself with it',
      );
    }
    if (
      layer === 'core' &&
      toLayer === 'core' &&
      coreOrder.indexOf(toFolder) > coreOrder.indexOf(folder) &&
      coreOrder.includes(folder)
    ) {
      return at('core-order', `core folders use those before them only: ${coreOrder.join(' → ')}`);
    }
    const isNeighbour = toLayer === layer && toFolder === folder;
    const isPrivate = toFile !== '' && !/^index\.tsx?$/.test(toFile) && (toLayer === 'core' || toLayer === 'server');
    const mayLookInside =
      ground[toLayer]?.includes(toFolder) || isTest(file) || ['rules.ts', 'types.ts'].includes(toFile);
    // The browser carries everything an index names, so contract and web may take the one core file they need.
    const isLight = toLayer === 'core' && (layer === 'contract' || layer === 'web');
    if (!isNeighbour && isPrivate && !mayLookInside && !isLight) {
      return at('front-door', `use ${toLayer}/${toFolder}/index.ts; export there what others may use`);
    }
    return [];
  });
}

/** Path inside the project, or null for a package. Queries such as "?raw" do not matter here. */
function resolveImport(file: string, specifier: string): string | null {
  const path = specifier.split('?')[0] ?? '';
  if (path.startsWith('#')) return path.slice(1);
  if (path.startsWith('.')) return normalize(join(dirname(file), path)).replaceAll('\\', '/');
  return null;
}

/** Keeps every position, so that line numbers stay true. Good enough for our formatted sources; strings with // survive. */
function blankComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;,{}()])\/\/[^\n]*/g, blank);
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

function countByRuleAndFile(findings: readonly Finding[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { rule, file } of findings) {
    const files = counts[rule] ?? {};
    files[file] = (files[file] ?? 0) + 1;
    counts[rule] = files;
  }
  return counts;
}

type Counts = Record<string, Record<string, number>>;
function lower(ratchet: Counts, counts: Counts): Counts {
  const rules = Object.entries(ratchet).map(([rule, files]) => {
    const left = Object.entries(files).map(
      ([file, allowed]) => [file, Math.min(allowed, counts[rule]?.[file] ?? 0)] as const,
    );
    return [rule, Object.fromEntries(left.filter(([, allowed]) => allowed > 0))] as const;
  });
  return Object.fromEntries(rules.filter(([, files]) => Object.keys(files).length > 0));
}

function main(): void {
  const files = globSync('{core,contract,server,web,cli}/**/*.{ts,tsx}', { cwd: root, exclude: ['web/dist/**'] });
  const findings = files
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .flatMap((file) => checkFile(file, readFileSync(join(root, file), 'utf8')));
  const counts = countByRuleAndFile(findings);
  const ratchet = existsSync(ratchetFile) ? (JSON.parse(readFileSync(ratchetFile, 'utf8')) as typeof counts) : null;
  if (process.argv.includes('--lower')) {
    writeFileSync(ratchetFile, `${JSON.stringify(ratchet ? lower(ratchet, counts) : counts, null, 2)}\n`);
    return;
  }
  const bad = findings.filter(({ rule, file }) => (counts[rule]?.[file] ?? 0) > (ratchet?.[rule]?.[file] ?? 0));
  for (const { file, line, rule, found, instead } of bad)
    console.log(`${file}:${line}  ${rule}: ${found}\n    ${instead}`);
  console.log(bad.length === 0 ? `${files.length} files keep to the arrows` : `${bad.length} findings`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
