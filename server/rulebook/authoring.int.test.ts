import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { trials } from '#contract/trials.ts';
import type { BodyInputOf } from '#contract/kernel/route.ts';
import { shippedBooks } from '#rulebooks/shipped.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { examplesNamed, setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let author: Person;
let reviewer: Person;
let director: Person;
let bookId: string;
type Edits = NonNullable<BodyInputOf<typeof authoring.edit>['edits']>;

const months = (value: number): Edits[number] => ({ do: 'setValue', name: 'claims.filingMonths', value });
const idOf = async (key: string): Promise<string> =>
  (await director.must(rulebook.list)).rows.find((row) => row.key === key)?.id ?? '';
const start = (body: Partial<BodyInputOf<typeof authoring.startDraft>> = {}, id = bookId) =>
  author.must(authoring.startDraft, { params: { rulebookId: id }, body: { title: '改保护期', ...body } });
const edit = (draftId: string, version: number, edits: Edits, who = author) =>
  who.call(authoring.edit, { params: { draftId }, body: { version, edits } });
const ask = (draftId: string, version: number, reviewerId?: string) =>
  author.call(authoring.askReview, { params: { draftId }, body: { version, ...(reviewerId ? { reviewerId } : {}) } });
const judge = (who: Person, draftId: string, version: number, verdict: 'approved' | 'returned', comment = '') =>
  who.call(authoring.review, { params: { draftId }, body: { version, verdict, comment } });
/** As a publisher does who has looked at the examples whose answers change. */
async function publish(draftId: string, version: number, effectiveFrom?: string) {
  const body = { version, ...(effectiveFrom ? { effectiveFrom } : {}) };
  const send = (confirmExamples: string[]) =>
    director.call(authoring.publishDraft, { params: { draftId }, body: { ...body, confirmExamples } });
  const first = await send([]);
  return first.code === 'EXAMPLES_CHANGED' ? send(examplesNamed(first.body)) : first;
}
const newest = async (id = bookId): Promise<number> =>
  (await director.must(rulebook.source, { params: { rulebookId: id } })).number;
/** A draft with these edits, approved. */
async function approved(edits: Edits, id = bookId): Promise<{ draftId: string; version: number }> {
  const { draftId, version } = await start({}, id);
  const saved = await edit(draftId, version, edits);
  expect(saved.code).toBe(null);
  await ask(draftId, version + 1);
  expect((await judge(reviewer, draftId, version + 1, 'approved')).code).toBe(null);
  return { draftId, version: version + 1 };
}

beforeAll(async () => {
  world = await startWorld();
  author = await world.addPerson({ name: '起草人', role: 'manager' });
  reviewer = await world.addPerson({ name: '审核人', role: 'manager' });
  director = await world.addPerson({ name: '总监', role: 'director' });
  bookId = await idOf('real-estate-customers');
});
afterAll(() => world.stop());

test('a manager drafts, another approves, the director publishes at a date', async () => {
  const { draftId, version, errors } = await start();
  expect([version, errors]).toEqual([1, []]);
  const saved = await edit(draftId, 1, [months(3)]);
  expect(saved.body.version).toBe(2);
  const clause = saved.body.document?.chapters.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'C5.2');
  expect(JSON.stringify(clause?.body)).toContain('3 个月');
  expect((await publish(draftId, 2)).code).toBe('REVIEW_MISSING');
  expect((await ask(draftId, 2, author.id)).code).toBe('REVIEWER_MAY_NOT');
  expect((await ask(draftId, 2, reviewer.id)).code).toBe(null);
  expect((await judge(author, draftId, 2, 'approved')).code).toBe('OWN_DRAFT');
  const other = await judge(director, draftId, 2, 'approved');
  expect([other.code, JSON.stringify(other.body)]).toEqual(['NOT_THE_REVIEWER', expect.stringContaining('审核人')]);
  const waiting = await reviewer.must(authoring.drafts, { query: { awaitsMe: 'true' } });
  expect(waiting.rows.map(({ id, review }) => [id, review?.verdict])).toEqual([[draftId, 'waiting']]);
  expect((await judge(reviewer, draftId, 2, 'approved', '同意')).body.byAuthor).toBe(false);
  expect((await judge(reviewer, draftId, 2, 'returned')).code).toBe('ALREADY_REVIEWED');

  const from = '2024-03-11T00:00:00.000Z';
  expect((await publish(draftId, 2, '2024-03-04T00:59:59.999Z')).code).toBe('EFFECTIVE_IN_PAST');
  const published = await publish(draftId, 2, from);
  expect([published.code, published.body.number, published.body.effectiveFrom]).toEqual([null, 2, from]);
  const again = await publish(draftId, 3, from);
  expect([again.code, JSON.stringify(again.body)]).toEqual(['DRAFT_CLOSED', expect.stringContaining('已由总监发布')]);
  const document = await author.must(rulebook.document, { params: { rulebookId: bookId }, query: { number: 2 } });
  expect([document.version.standing, document.version.reviewedBy?.name]).toEqual(['coming', '审核人']);
  const told = await director.must(journal.list, { query: { subjectType: 'rulebook', subjectId: bookId } });
  expect(told.rows.map(({ kind }) => kind)).toEqual(['rulebook.publishDraft', 'rulebook.review', 'rulebook.askReview']);
  expect(told.rows[1]?.summary?.zh).toBe('草案“改保护期”审核通过');
});

test('what is written after the approval needs another; a reviewer sends back with a comment', async () => {
  const { draftId, version } = await approved([months(4)]);
  expect((await edit(draftId, version, [months(5)])).code).toBe(null);
  expect((await publish(draftId, version + 1, '2024-03-12T00:00:00.000Z')).code).toBe('REVIEW_MISSING');
  await ask(draftId, version + 1);
  expect((await judge(reviewer, draftId, version + 1, 'returned', '太长')).code).toBe(null);
  const draft = await author.must(authoring.draft, { params: { draftId } });
  expect(draft.reviews.map(({ verdict, comment, fresh }) => [verdict, comment, fresh])).toEqual([
    ['returned', '太长', true],
    ['approved', '', false],
  ]);
  expect(draft.whyNot.publish?.code).toBe('NOT_ALLOWED'); // a manager drafts, but does not publish
  expect((await director.must(authoring.draft, { params: { draftId } })).whyNot.publish?.code).toBe('REVIEW_MISSING');
  await author.must(authoring.discard, { params: { draftId }, body: { version: version + 1 } });
  expect((await edit(draftId, version + 2, [months(6)])).code).toBe('DRAFT_CLOSED');
});

test('whoever wrote in it is an author too, and with nobody else the author reviews on record', async () => {
  const { draftId } = await start();
  await edit(draftId, 1, [months(5)]);
  expect((await edit(draftId, 2, [months(6)], reviewer)).code).toBe(null);
  await ask(draftId, 3);
  expect((await judge(reviewer, draftId, 3, 'approved')).code).toBe('OWN_DRAFT');
  const alone = await startWorld();
  try {
    const owner = await alone.addPerson({ name: '店主', role: 'general_manager' });
    const book = (await owner.must(rulebook.list)).rows[0]?.id ?? '';
    const own = await owner.must(authoring.startDraft, { params: { rulebookId: book }, body: { title: '自改' } });
    const params = { draftId: own.draftId };
    const edits: Edits = [{ do: 'setMeta', field: 'gloss', value: 'Our own' }]; // no example turns on it
    await owner.must(authoring.edit, { params, body: { version: 1, edits } });
    await owner.must(authoring.askReview, { params, body: { version: 2 } });
    const review = await owner.must(authoring.review, { params, body: { version: 2, verdict: 'approved' } });
    expect(review.byAuthor).toBe(true);
    expect((await owner.must(authoring.publishDraft, { params, body: { version: 2 } })).number).toBe(2);
  } finally {
    await alone.stop();
  }
});

test('a text with faults is saved and told, but neither reviewed nor published', async () => {
  const { draftId } = await start();
  const saved = await edit(draftId, 1, [months(99)]);
  expect(saved.body).toMatchObject({ version: 2, document: null, errors: [{ code: 'VALUE_OUT_OF_BOUNDS' }] });
  expect(saved.body.clauses.find(({ id }) => id === 'C5.2')?.text).toContain('value=99');
  expect((await ask(draftId, 2)).code).toBe('DOES_NOT_COMPILE');
  const draft = await author.must(authoring.draft, { params: { draftId } });
  expect([draft.faults, draft.whyNot.askReview?.code]).toEqual([1, 'DOES_NOT_COMPILE']);
  const tried = await author.must(authoring.tryEdits, { params: { draftId }, body: { edits: [months(12)] } });
  expect([tried.errors, tried.version]).toEqual([[], 2]);
  expect((await author.must(authoring.draft, { params: { draftId } })).version).toBe(2);
});

test('two at one draft: the second save is told of the first', async () => {
  const { draftId } = await start();
  const answers = await Promise.all([edit(draftId, 1, [months(3)]), edit(draftId, 1, [months(4)], reviewer)]);
  expect(answers.map(({ code }) => code).sort()).toEqual([null, 'STALE_VERSION'].sort());
});

test('a coming version holds back earlier ones until it is withdrawn; its number is not given again', async () => {
  const id = await idOf('club-membership');
  const value = (days: number): Edits => [{ do: 'setValue', name: 'desk.waitingAlertMinutes', value: days }];
  const first = await approved(value(7), id);
  const from = '2024-04-01T00:00:00.000Z';
  expect((await publish(first.draftId, first.version, from)).body.number).toBe(2);
  const urgent = await approved(value(8), id);
  const held = await publish(urgent.draftId, urgent.version);
  expect([held.code, JSON.stringify(held.body)]).toEqual([
    'EFFECTIVE_BEFORE_COMING',
    expect.stringContaining('第 2 版'),
  ]);
  const withdraw = (number: number) =>
    director.call(authoring.withdraw, { params: { rulebookId: id, number }, body: { reason: '改日' } });
  expect((await withdraw(1)).code).toBe('ALREADY_IN_FORCE');
  expect((await withdraw(2)).code).toBe(null);
  expect((await withdraw(2)).code).toBe('NOTHING_CHANGED');
  expect(await newest(id)).toBe(1);
  expect((await publish(urgent.draftId, urgent.version)).code).toBe('DRAFT_OVERTAKEN'); // it builds on what was withdrawn
  // The clause came with the withdrawn version: keeping it is a choice.
  const choices = { 'clause:Z.desk.waitingAlertMinutes': 'mine' } as const;
  const { draftId } = urgent;
  await author.must(authoring.carryOutMerge, { params: { draftId }, body: { version: urgent.version, choices } });
  await ask(urgent.draftId, urgent.version + 1);
  await judge(reviewer, urgent.draftId, urgent.version + 1, 'approved');
  expect((await publish(urgent.draftId, urgent.version + 1)).body.number).toBe(3);
  const { versions } = await director.must(rulebook.document, { params: { rulebookId: id } });
  expect(versions.map(({ number, standing }) => [number, standing])).toEqual([
    [2, 'withdrawn'],
    [3, 'current'],
    [1, 'past'],
  ]);
});

test('two drafts: what does not touch merges by itself, what does is shown and chosen, nothing is lost', async () => {
  const id = await idOf('car-showroom');
  const days = (value: number): Edits[number] => ({ do: 'setValue', name: 'claims.firstFollowUpDays', value });
  const mine = await start({ title: '甲' }, id);
  const theirs = await approved([days(5), { do: 'setMeta', field: 'title', value: '展厅新规' }], id);
  const clean = mine.clauses.at(-1)?.id ?? '';
  await edit(mine.draftId, 1, [days(7), { do: 'setClause', clause: clean, text: '改写的末条。' }]);
  expect((await publish(theirs.draftId, theirs.version)).code).toBe(null);

  const draft = await author.must(authoring.draft, { params: { draftId: mine.draftId } });
  expect([draft.overtaken, draft.basedOn, draft.newest, draft.whyNot.merge]).toEqual([true, 1, 2, null]);
  const preview = await author.must(authoring.merge, { params: { draftId: mine.draftId } });
  expect(preview.conflicts).toMatchObject([
    { id: 'value:claims.firstFollowUpDays', base: '3 天', mine: '7 天', theirs: '5 天' },
  ]);
  expect(preview.takenOver.map(({ zh }) => zh)).toEqual([expect.stringMatching(/→ 展厅新规$/)]);
  const merge = (choices: Record<string, 'base' | 'mine' | 'theirs'>) =>
    author.call(authoring.carryOutMerge, { params: { draftId: mine.draftId }, body: { version: 2, choices } });
  expect((await merge({})).code).toBe('MERGE_UNRESOLVED');
  const merged = await merge({ 'value:claims.firstFollowUpDays': 'mine' });
  expect(merged.body).toMatchObject({ version: 3, basedOn: 2, errors: [] });
  expect(merged.body.document?.meta.title).toBe('展厅新规');
  expect(merged.body.clauses.at(-1)?.text).toBe('改写的末条。');
  expect((await merge({})).code).toBe('STALE_VERSION');
  expect((await author.call(authoring.merge, { params: { draftId: mine.draftId } })).code).toBe('NOTHING_TO_MERGE');
});

test('the product ships a newer text: offered as a draft that keeps the changes of the house', async () => {
  const id = await idOf('sales-office-reception');
  const shipped = shippedBooks().find(({ key }) => key === 'sales-office-reception')?.source ?? '';
  const older = shipped.replace('凡在本售楼处从事销售的在岗人员，', '本售楼处销售人员，');
  expect(older).not.toBe(shipped);
  const none = await author.call(authoring.startDraft, {
    params: { rulebookId: id },
    body: { title: '更新', from: 'shipped' },
  });
  expect(none.code).toBe('UPDATE_NOT_OFFERED');
  // As if the company had been set up by the release before.
  await world.server.runtime.database.inCompany(world.companyId, async (tx) => {
    await tx.run({
      text: 'update rulebooks set shipped_source = $1 where company_id = $2 and id = $3',
      values: [older, tx.companyId, id],
    });
    await tx.run({
      text: 'update rulebook_versions set source = $1 where company_id = $2 and rulebook_id = $3',
      values: [older, tx.companyId, id],
    });
  });
  await setValues(director, id, { values: { 'desk.waitingAlertMinutes': 8 } });
  expect((await author.must(rulebook.list)).rows.filter((row) => row.updateOffered).map((row) => row.id)).toEqual([id]);
  const draft = await author.must(authoring.startDraft, {
    params: { rulebookId: id },
    body: { title: '更新', from: 'shipped' },
  });
  expect(draft.source).toBe(
    shipped.replace('name="desk.waitingAlertMinutes" value=3', 'name="desk.waitingAlertMinutes" value=8'),
  );
  await ask(draft.draftId, 1);
  await judge(reviewer, draft.draftId, 1, 'approved');
  expect((await publish(draft.draftId, 1)).code).toBe(null);
  expect((await author.must(rulebook.list)).rows.some((row) => row.updateOffered)).toBe(false);
});

test('an id is never given to another clause, whichever way the text comes', async () => {
  const id = await idOf('car-showroom');
  const { source, number } = await director.must(rulebook.source, { params: { rulebookId: id } });
  const last = (await start({}, id)).clauses.at(-1)?.id ?? '';
  const { draftId, version } = await approved([{ do: 'retireClause', clause: last }], id);
  expect((await publish(draftId, version)).code).toBe(null);
  const back = await director.call(rulebook.publish, {
    params: { rulebookId: id },
    body: { source, startedFrom: number + 1 },
  });
  expect(JSON.stringify(back.body)).toContain('CLAUSE_ID_RETIRED');
  const draft = await start({}, id);
  const add: Edits = [{ do: 'addClause', id: last, chapter: 0, after: null, gloss: 'New', cites: [], text: '新。' }];
  const refused = await edit(draft.draftId, 1, add);
  expect([refused.code, JSON.stringify(refused.body)]).toEqual(['CLAUSE_ID_RETIRED', expect.stringContaining(last)]);
  const imported = await start({ source }, id);
  expect(imported.errors.map(({ code }) => code)).toEqual(['CLAUSE_ID_RETIRED']);
  const view = await author.must(authoring.draft, { params: { draftId: imported.draftId } });
  expect([view.origin, view.retiredIds]).toEqual(['file', [last]]);
});

test('the difference of two texts in words and marked, and the values a parameter had', async () => {
  const diff = await author.must(authoring.diff, { params: { rulebookId: bookId }, query: { from: '1', to: '2' } });
  expect(diff.changes.map(({ zh, en }) => [zh, en])).toEqual([
    [
      expect.stringMatching(/ 2 个月 → 3 个月（第 C5\.2 条）$/),
      expect.stringMatching(/ 2 months → 3 months \(clause C5\.2\)$/),
    ],
  ]);
  const changed = diff.marked.filter(({ state }) => state !== 'same');
  expect(changed.map(({ clause }) => clause)).toEqual(['C5.2']);
  const history = await author.must(authoring.parameterHistory, {
    params: { rulebookId: bookId, name: 'claims.filingMonths' },
  });
  expect(history.rows.map(({ number, value, clause }) => [number, value.zh, clause])).toEqual([
    [2, '3 个月', 'C5.2'],
    [1, '2 个月', 'C5.2'],
  ]);
  const { draftId } = await start();
  await edit(draftId, 1, [months(6)]);
  const draftDiff = await author.must(authoring.diff, {
    params: { rulebookId: bookId },
    query: { from: '2', to: `draft:${draftId}` },
  });
  expect(draftDiff.changes.map(({ what }) => what)).toEqual(['value']);
  const gone = await author.call(authoring.diff, { params: { rulebookId: bookId }, query: { from: '1', to: '99' } });
  expect(gone.code).toBe('NOT_FOUND');
});

test('a book leaves as its Markdown file and comes back as it was', async () => {
  const answer = await author.fetch(`/api/rulebooks/${bookId}/source.md?number=1`);
  expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="real-estate-customers-1.md"');
  const text = await answer.text();
  expect(text).toBe(shippedBooks().find(({ key }) => key === 'real-estate-customers')?.source);
  const draft = await start({ source: text.replaceAll('\n', '\r\n'), from: 1 });
  expect([draft.source, draft.errors]).toEqual([text, []]);
  const file = await author.fetch(`/api/rulebook-drafts/${draft.draftId}/source.md`);
  expect(await file.text()).toBe(text);
  expect((await author.fetch('/api/rulebooks/none/source.md')).status).toBe(400);
});

test('ten people publish one approved draft at once: one version', async () => {
  const { draftId, version } = await approved([months(9)]);
  const before = await newest();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => publish(draftId, version, '2024-05-01T00:00:00.000Z')),
  );
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(new Set(answers.map(({ code }) => code).filter(Boolean))).toEqual(new Set(['DRAFT_CLOSED']));
  expect(await newest()).toBe(before + 1);
});

test('drafting, reviewing and publishing are three rights', async () => {
  const reader = await world.addPerson({ name: '顾问', role: 'consultant' });
  const { draftId } = await start();
  const codes = [
    await reader.call(authoring.startDraft, { params: { rulebookId: bookId }, body: { title: 'x' } }),
    await edit(draftId, 1, [months(7)], reader),
    await judge(reader, draftId, 1, 'approved'),
    await author.call(authoring.publishDraft, { params: { draftId }, body: { version: 1 } }),
    await author.call(authoring.withdraw, { params: { rulebookId: bookId, number: 2 }, body: { reason: 'x' } }),
  ].map(({ code }) => code);
  expect(codes).toEqual(Array(5).fill('NOT_ALLOWED'));
  expect((await reader.call(authoring.draft, { params: { draftId } })).code).toBe(null);
});

test('an approval and a change at once: what was changed is never published under the approval', async () => {
  for (let round = 0; round < 3; round++) {
    const { draftId, version } = await start();
    await edit(draftId, version, [months(4 + round)]);
    await ask(draftId, version + 1);
    const [verdict, change] = await Promise.all([
      judge(reviewer, draftId, version + 1, 'approved'),
      edit(draftId, version + 1, [months(11)]),
    ]);
    expect([null, 'STALE_VERSION']).toContain(verdict.code);
    expect(change.code).toBe(null);
    expect((await publish(draftId, version + 2, '2024-05-02T00:00:00.000Z')).code).toBe('REVIEW_MISSING');
  }
});

test('a draft and a version of one company are nowhere in another', async () => {
  const { draftId } = await start();
  const other = await startWorld({ databaseUrl: world.databaseUrl, notRedecided: 'the first world is' });
  try {
    const stranger = await other.addPerson({ name: '外人', role: 'director' });
    const own = (await stranger.must(rulebook.list)).rows[0]?.id ?? '';
    const ref = `draft:${draftId}`;
    const answers = [
      await stranger.call(authoring.draft, { params: { draftId } }),
      await stranger.call(authoring.tryEdits, { params: { draftId }, body: { edits: [months(5)] } }),
      await stranger.call(authoring.merge, { params: { draftId } }),
      await stranger.call(authoring.diff, { params: { rulebookId: own }, query: { from: '1', to: ref } }),
      await stranger.call(authoring.diff, { params: { rulebookId: bookId }, query: { from: '1', to: '1' } }),
      await stranger.call(trials.examples, { params: { rulebookId: own }, query: { text: ref } }),
      await stranger.call(rulebook.document, { params: { rulebookId: bookId } }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(Array(7).fill('NOT_FOUND'));
    expect((await stranger.fetch(`/api/rulebook-drafts/${draftId}/source.md`)).status).toBe(404);
    expect((await stranger.must(authoring.drafts)).rows).toEqual([]);
  } finally {
    await other.stop();
  }
});
