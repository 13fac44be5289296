/** A change to many, part by part: the server takes 500 customers in one command, a filter may find thousands. */
import { customers } from '#contract/customers.ts';
import { api } from '../shell/api.ts';

export const PART = 500; // what one command of the server takes
export const GATHERED_MAX = 10_000; // twenty commands: more is a task for an import

/** All that the filters find, newest first, up to the bound. */
export async function gather(
  filters: Readonly<Record<string, string>>,
  onProgress: (count: number) => void,
): Promise<{ ids: string[]; isCapped: boolean }> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; ids.length < GATHERED_MAX; ) {
    const query = { ...filters, limit: 2_000, ...(cursor ? { cursor } : {}) };
    const page = await api(customers.ids, { query } as never);
    ids.push(...page.ids);
    onProgress(ids.length);
    cursor = page.nextCursor;
    if (cursor === null) return { ids, isCapped: false };
  }
  return { ids: ids.slice(0, GATHERED_MAX), isCapped: true };
}

/** One part after the other; what is done stays done when a later part fails. */
export async function inParts<Answer>(
  ids: readonly string[],
  work: (part: string[]) => Promise<Answer>,
  onProgress: (done: number) => void,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < ids.length; start += PART) {
    answers.push(await work(ids.slice(start, start + PART)));
    onProgress(Math.min(start + PART, ids.length));
  }
  return answers;
}
