#!/usr/bin/env node
/** `guike`: what is done to the product from a terminal. Every command is thin; the work is in server/. */
import { Command } from 'commander';
import { dataDirOf, withDatabase } from './database.ts';
import { reportFault } from './fault.ts';
import { start } from './start.ts';

const program = new Command('guike')
  .description('归客 Guike · 按制度运转的销售现场 · the sales floor run by its own rulebook')
  .showHelpAfterError();

const withData = (name: string, summary: string): Command =>
  program.command(name).description(summary).option('--data <dir>', '数据目录 · data folder (default: ./data)');

withData('start', '启动 · start the product')
  .option('--demo', '建立演示公司 · with a demo company')
  .option('--port <number>', '端口 · port (default: $PORT or 3000)')
  .option('--host <address>', '监听地址 · address to listen on (default: 0.0.0.0)')
  .option('--test-clock', '测试时钟：管理员可设定时间 · lets an administrator set the time')
  .action((options) => start(options));

withData('migrate', '升级数据库结构 · bring the database up to this version').action((options) =>
  withDatabase(options, async (url) => {
    const { migrate } = await import('#server/platform/migrate.ts');
    const applied = await migrate(url);
    console.log(applied.length === 0 ? '已是最新 · nothing to do' : applied.join('\n'));
  }),
);

withData('backup', '备份到一个文件 · save everything to one file')
  .argument('<file>', '例如 · for example guike-2026-01-01.tar.gz')
  .action((file, options) =>
    withDatabase(options, async (url) => {
      const { backup } = await import('#server/platform/backup/index.ts');
      const done = await backup({ databaseUrl: url, dataDir: dataDirOf(options), file });
      console.log(`${file}: ${done.tables} tables, ${done.rows} rows, ${done.files} files`);
    }),
  );

withData('restore', '从备份恢复到空的数据目录 · load a backup into an empty data folder')
  .argument('<file>')
  .action((file, options) =>
    withDatabase(options, async (url) => {
      const { restore } = await import('#server/platform/backup/index.ts');
      const done = await restore({ databaseUrl: url, dataDir: dataDirOf(options), file });
      console.log(`${done.tables} tables, ${done.rows} rows, ${done.files} files`);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  reportFault(error);
}
