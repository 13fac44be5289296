#!/usr/bin/env node
/** `guike`: what is done to the product from a terminal. Every command is thin; the work is in server/. */
import { Command } from 'commander';
import { dataDirOf, withDatabase } from './database.ts';
import { reportFault } from './fault.ts';
import { makeDemoOnce, start } from './start.ts';

const program = new Command('guike')
  .description('归客 Guike · 按制度运转的销售现场 · the sales floor run by its own rulebook')
  .showHelpAfterError();

const withData = (name: string, summary: string): Command =>
  program.command(name).description(summary).option('--data <dir>', '数据目录 · data folder (default: ./data)');

withData('start', '启动 · start the product')
  .option('--demo', '建立演示公司 · with a demo company')
  .option('--port <number>', '端口 · port (default: $PORT or 3000)')
  .option('--host <address>', '监听地址 · address to listen on (default: 0.0.0.0)')
  .option(
    '--backups <dir>',
    '每日自动备份到此目录 · a backup into this folder every day (default: $GUIKE_BACKUPS, else none)',
  )
  .option('--test-clock', '测试时钟：管理员可设定时间 · lets an administrator set the time')
  .action((options) => start(options));

withData('migrate', '升级数据库结构 · bring the database up to this version').action((options) =>
  withDatabase(options, async (url) => {
    const { migrate } = await import('#server/platform/migrate.ts');
    const applied = await migrate(url);
    console.log(applied.length === 0 ? '已是最新 · nothing to do' : applied.join('\n'));
  }),
);

withData('demo', '在空的数据目录中建立演示公司 · make a demo company in an empty data folder')
  .option(
    '--from-workbooks [folder]',
    '用工作簿（人员、客户、来访、回访）导入而成；不给目录则用随附的样本 · from workbooks, imported; the samples when no folder is given',
  )
  .action((options) =>
    withDatabase(options, async (url) => {
      const { migrate } = await import('#server/platform/migrate.ts');
      await migrate(url);
      await makeDemoOnce(url, dataDirOf(options), options.fromWorkbooks);
    }),
  );

withData('token', '为某人生成 API 令牌 · make an API token for somebody')
  .argument('<login>', '用户名或手机号 · user name or phone')
  .option('--label <text>', '用途 · what it is for')
  .option('--grant <permission=scope...>', '只给这些权限，例如 customers.read=site · no more than these')
  .option('--expires <instant>', '有效期至 · until, e.g. 2027-01-01T00:00:00+08:00')
  .action((login, options) =>
    withDatabase(options, async (url) => {
      const { makeToken } = await import('./token.ts');
      console.log(await makeToken(url, login, options));
    }),
  );

program
  .command('import')
  .description('导入电子表格到运行中的系统 · import a spreadsheet into the running product')
  .argument('<file>', '.xlsx 或 .csv（GBK、UTF-8 均可）')
  .option('--url <address>', '系统地址 · address of the product (default: $GUIKE_URL or http://localhost:3000)')
  .option('--token <token>', 'API 令牌 · API token (default: $GUIKE_TOKEN)')
  .option('--dry-run', '只检查，不写入 · only check')
  .option('--encoding <name>', 'csv 的编码 · encoding of a csv: utf-8, gb18030, …')
  .action(async (file, options) => {
    const { importFile } = await import('./import.ts');
    await importFile(file, options);
  });

const books = program.command('rulebook').description('制度的导出与导入 · a rulebook as its Markdown file');
const connected = (command: Command): Command =>
  command
    .option('--url <address>', '系统地址 · address of the product (default: $GUIKE_URL or http://localhost:3000)')
    .option('--token <token>', 'API 令牌 · API token (default: $GUIKE_TOKEN)');

connected(books.command('export').description('导出为 Markdown 文件 · to a file'))
  .argument('<key>', '制度编号 · key of the rulebook, e.g. sales-office-reception')
  .option('--number <number>', '第几版（默认最新一版）· version (default: the newest)')
  .option('--out <file.md>', '文件名 · file name')
  .action(async (key, options) => {
    const { exportBook } = await import('./rulebook.ts');
    await exportBook(key, options);
  });

connected(
  books.command('import').description('从 Markdown 文件导入为草案；新编号则为新制度 · as a draft, or as a new book'),
)
  .argument('<file.md>')
  .option('--title <text>', '草案名称 · title of the draft')
  .option('--from <number>', '以第几版为基础（默认最新一版）· version it builds on (default: the newest)')
  .action(async (file, options) => {
    const { importBook } = await import('./rulebook.ts');
    if (!(await importBook(file, options))) process.exitCode = 1;
  });

withData('audit', '审计：核对封存链，重算每项决定 · verify the seal and decide every decision again')
  .option('--from <time>', '起（日期含当日）· from this day or instant on')
  .option('--to <time>', '止（日期含当日）· up to the end of this day, or before this instant')
  .option('--company <name>', '公司名称或编号 · only this company')
  .option('--head <sequence:hash>', '打印件上的封存号 · a head printed earlier, to be found again')
  .option('--json', '输出 JSON · as JSON')
  .action((options) =>
    withDatabase(options, async (url) => {
      const { auditJournals } = await import('./audit.ts');
      if (await auditJournals(url, options)) process.exitCode = 1;
    }),
  );

withData(
  'simulate',
  '模拟：用另一份制度重算一段时间，不写入任何内容 · decide a past period again under another text; writes nothing',
)
  .requiredOption('--book <key>', '制度编号 · key of the rulebook, e.g. sales-office-reception')
  .requiredOption('--from <time>', '起（日期含当日）· from this day or instant on')
  .requiredOption('--to <time>', '止（日期含当日）· up to the end of this day, or before this instant')
  .option(
    '--under <text>',
    '第几版、draft:<id> 或 shipped（默认最新一版）· version number, draft:<id> or shipped (default: newest)',
  )
  .option('--file <book.md>', '改用这份制度文件 · or this file')
  .option('--set <name=value...>', '再改这些参数，例如 claims.contactWindowMonths=1 · with these values changed')
  .option('--site <name...>', '只看这些门店 · only these sites')
  .option('--company <name>', '公司名称或编号 · only this company')
  .option('--json', '输出 JSON · as JSON')
  .action((options) =>
    withDatabase(options, async (url) => {
      const { simulatePeriod } = await import('./simulate.ts');
      await simulatePeriod(url, options);
    }),
  );

withData('backup', '备份到一个文件 · save everything to one file')
  .argument('<file>', '例如 · for example guike-2026-01-01.tar.gz')
  .action((file, options) =>
    withDatabase(options, async (url) => {
      const { backup } = await import('#server/platform/backup/index.ts');
      const done = await backup({ databaseUrl: url, dataDir: dataDirOf(options), file });
      console.log(`${file}: ${done.tables} tables, ${done.rows} rows, ${done.files} files`);
      const { headLines } = await import('./audit.ts');
      for (const line of await headLines(url)) console.log(line);
    }),
  );

withData('restore', '从备份恢复到空的数据目录 · load a backup into an empty data folder')
  .argument('<file>')
  .action((file, options) =>
    withDatabase(options, async (url) => {
      const { restore } = await import('#server/platform/backup/index.ts');
      const done = await restore({ databaseUrl: url, dataDir: dataDirOf(options), file });
      console.log(`${done.tables} tables, ${done.rows} rows, ${done.files} files`);
      const { headLines } = await import('./audit.ts');
      for (const line of await headLines(url)) console.log(line);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  reportFault(error);
}
