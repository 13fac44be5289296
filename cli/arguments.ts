/** What several commands take: a time, a company. */
import { type Instant, toInstant } from '#core/kernel/instant.ts';
import type { Database } from '#server/platform/database.ts';
import { StartupError } from '#server/platform/postgres/index.ts';

export interface Company {
  readonly id: string;
  readonly name: string;
}

/** Of a date without a time; an instant carries its own. */
export const TIME_ZONE = 'Asia/Shanghai';

export function instantOf(text: string, ofDay: (day: string) => Instant): Instant {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? ofDay(text) : toInstant(text);
  } catch {
    throw new StartupError('PERIOD_UNREADABLE', {
      zh: `看不懂时间“${text}”。写法：2026-03-01 或 2026-03-01T09:00:00+08:00。`,
      en: `The time "${text}" cannot be read. Write 2026-03-01 or 2026-03-01T09:00:00+08:00.`,
    });
  }
}

export async function companiesOf(database: Database, wanted?: string): Promise<Company[]> {
  const all = await database.system<Company>({ text: 'select id, name from companies order by created_at, id' });
  const found = wanted ? all.filter(({ id, name }) => id === wanted || name === wanted) : all;
  if (wanted && found.length === 0) throw unknownCompany(wanted, all);
  return found;
}

const unknownCompany = (wanted: string, all: readonly Company[]): StartupError =>
  new StartupError('COMPANY_UNKNOWN', {
    zh: `没有公司“${wanted}”。现有：${all.map(({ name }) => name).join('、') || '无'}。`,
    en: `There is no company "${wanted}". There are: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
  });
