/** The words the stories about the rulebook are told in: drafted, approved, published, and a table of everything that is kept. */
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import type { BodyInputOf } from '#contract/kernel/route.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

export type Edits = NonNullable<BodyInputOf<typeof authoring.edit>['edits']>;
export type Draft = { readonly draftId: string; readonly version: number };

export const value = (name: string, to: string | number | boolean): Edits[number] => ({
  do: 'setValue',
  name,
  value: to,
});

export interface Board {
  readonly author: Person;
  readonly reviewer: Person;
  readonly publisher: Person;
}

/** Who writes, who reviews and who publishes, in their shipped roles. */
export async function openBoard(world: World): Promise<Board> {
  return {
    author: await world.addPerson({ name: '起草人', role: 'manager' }),
    reviewer: await world.addPerson({ name: '审核人', role: 'manager' }),
    publisher: await world.addPerson({ name: '总监', role: 'director' }),
  };
}

export const bookId = async (by: Person, key: string): Promise<string> =>
  (await by.must(rulebook.list)).rows.find((row) => row.key === key)?.id ?? '';

export async function drafted(by: Person, rulebookId: string, edits: Edits, title = '修订'): Promise<Draft> {
  const { draftId, version } = await by.must(authoring.startDraft, { params: { rulebookId }, body: { title } });
  return edits.length === 0 ? { draftId, version } : edited(by, { draftId, version }, edits);
}

export async function edited(by: Person, { draftId, version }: Draft, edits: Edits): Promise<Draft> {
  const saved = await by.must(authoring.edit, { params: { draftId }, body: { version, edits } });
  return { draftId, version: saved.version };
}

export async function approved({ author, reviewer }: Board, { draftId, version }: Draft): Promise<Draft> {
  const params = { draftId };
  await author.must(authoring.askReview, { params, body: { version } });
  await reviewer.must(authoring.review, { params, body: { version, verdict: 'approved' } });
  return { draftId, version };
}

interface Refusal {
  readonly error: { readonly detail: { readonly examples?: string } };
}
export const examplesNamed = (body: unknown): string[] => (body as Refusal).error.detail.examples?.split(' ') ?? [];

type Values = Omit<BodyInputOf<typeof rulebook.setValues>, 'commandId'>;

/** Values changed without a draft, by a publisher who has looked at every example whose answer changes. */
export async function setValues(publisher: Person, rulebookId: string, body: Values) {
  const send = (confirmExamples: string[]) =>
    publisher.call(rulebook.setValues, { params: { rulebookId }, body: { ...body, confirmExamples } });
  const first = await send([]);
  const answer = first.code === 'EXAMPLES_CHANGED' ? await send(examplesNamed(first.body)) : first;
  if (answer.code) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** As a publisher does who has looked at every example whose answer changes. */
export async function published({ publisher }: Board, { draftId, version }: Draft, effectiveFrom?: string) {
  const from = effectiveFrom === undefined ? {} : { effectiveFrom };
  const send = (confirmExamples: string[]) =>
    publisher.call(authoring.publishDraft, { params: { draftId }, body: { version, ...from, confirmExamples } });
  const first = await send([]);
  return first.code === 'EXAMPLES_CHANGED' ? send(examplesNamed(first.body)) : first;
}

/** Drafted, reviewed by another and published, at once or from an instant on. */
export async function changed(board: Board, rulebookId: string, edits: Edits, effectiveFrom?: string): Promise<number> {
  const draft = await approved(board, await drafted(board.author, rulebookId, edits));
  const answer = await published(board, draft, effectiveFrom);
  if (answer.code) throw new Error(JSON.stringify(answer.body));
  return answer.body.number;
}

/** Other than what goes on by itself, and what every request leaves. */
const ownLife = ['sessions', 'private_keys', 'journal_seals', 'journal_heads'];

/** A mark for every table but those named: the same marks, the same rows. */
export async function everything(world: World, but: readonly string[] = []): Promise<Record<string, string>> {
  const { database } = world.server.runtime;
  const tables = await database.system<{ name: string }>({
    text: `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  });
  const marks: Record<string, string> = {};
  for (const { name } of tables) {
    if ([...ownLife, ...but].includes(name)) continue;
    const [row] = await database.inCompany(world.companyId, (tx) =>
      tx.rows<{ mark: string }>({
        text: `select count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) as mark from "${name}" t`,
      }),
    );
    marks[name] = row?.mark ?? '';
  }
  return marks;
}

/** What a refusal must have wherever it comes from: a code, a sentence in each language, and what to do about it. */
export function told(answer: { status: number; body: unknown }) {
  const { error } = answer.body as {
    error: {
      code: string;
      zh: string;
      en: string;
      field?: string;
      remedy?: { zh: string; en: string };
      detail: Record<string, unknown>;
    };
  };
  const both = (text?: { zh: string; en: string }) =>
    text !== undefined &&
    /\p{Script=Han}/u.test(text.zh) &&
    /[a-z]{2}/i.test(text.en) &&
    !/\{\w+\}/.test(text.zh + text.en);
  return {
    status: answer.status,
    code: error.code,
    field: error.field ?? null,
    sentences: both(error),
    remedy: both(error.remedy),
    zh: error.zh,
    en: error.en,
    detail: error.detail,
  };
}
