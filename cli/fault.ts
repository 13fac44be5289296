import { MigrationError } from '#server/platform/migrate.ts';
import { StartupError } from '#server/platform/postgres/index.ts';

/** Says what went wrong in both languages and what to do; a stack trace only for what we did not foresee. */
export function reportFault(error: unknown): void {
  if (error instanceof StartupError) {
    console.error(`\n✗ ${error.code}\n  ${error.zh}\n  ${error.en}\n`);
  } else if (error instanceof MigrationError) {
    console.error(`\n✗ ${error.message}\n`);
  } else {
    console.error('\n✗ UNEXPECTED 意外错误\n', error);
  }
  process.exitCode = 1;
}

export const portInUse = (port: number): StartupError =>
  new StartupError('PORT_IN_USE', {
    zh: `端口 ${port} 已被其他程序占用。请先停止那个程序，或换一个端口：npm start -- --port ${port + 1}（也可设置环境变量 PORT）。`,
    en: `Port ${port} is in use by another program. Stop that program, or choose another port: npm start -- --port ${port + 1} (or set PORT).`,
  });

export const demoUnfinished = (dataDir: string): StartupError =>
  new StartupError('DEMO_UNFINISHED', {
    zh: `${dataDir} 中的演示公司没有建完（上次被中断）。演示数据没有可保留的内容：删除该目录，或用 --data 另选目录后重新启动。`,
    en: `The demo company in ${dataDir} was interrupted half-way. There is nothing in it to keep: delete the folder, or choose another with --data, and start again.`,
  });

export const databaseUnreachable = (cause: unknown): StartupError =>
  new StartupError(
    'DATABASE_UNREACHABLE',
    {
      zh: `连不上 DATABASE_URL 指定的数据库（${reasonOf(cause)}）。请检查地址、口令和网络；不设 DATABASE_URL 时使用内置数据库。`,
      en: `The database named by DATABASE_URL cannot be reached (${reasonOf(cause)}). Check address, password and network; without DATABASE_URL the embedded database is used.`,
    },
    cause,
  );

const reasonOf = (cause: unknown): string => {
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
};
