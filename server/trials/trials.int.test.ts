/** Cases tried under the version in force and under a draft; examples kept, run, and asked about before they change. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { trials } from '#contract/trials.ts';
import { kinds } from '#core/kinds.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';

let world: World;
let house: House;
let bookId = '';
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'sales-office-reception', '甲乙丙');
  await house.openDay();
  await house.serve(await house.receive({ purpose: 'peer' }));
  await house.serve(await house.receive());
  await house.claim('甲', '王先生');
  const books = await house.manager.must(rulebook.list);
  bookId = books.rows.find((book) => book.key === 'sales-office-reception')?.id ?? '';
});
afterAll(() => world.stop());

const everyday = async () => {
  const kind = await house.manager.must(trials.kind, { params: { kind: 'claims.register' } });
  return { kind: kind.kind, ...kind.sample };
};
const draft = async (values: Record<string, string | number | boolean>) => {
  const started = await house.manager.must(authoring.startDraft, {
    params: { rulebookId: bookId },
    body: { title: '试改' },
  });
  const edits = Object.entries(values).map(([name, value]) => ({ do: 'setValue' as const, name, value }));
  return house.manager.must(authoring.edit, {
    params: { draftId: started.draftId },
    body: { version: started.version, edits },
  });
};
const everyRow = async (): Promise<string> => {
  const { database } = world.server.runtime;
  const [row] = await database.inCompany(world.companyId, (tx) =>
    tx.rows<{ sum: string }>({
      text: `select (select count(*) from commands) || ' ' || (select count(*) from journal) || ' ' || (select count(*) from claims)
        || ' ' || (select count(*) from notices) || ' ' || (select count(*) from deadlines) || ' ' || (select count(*) from desk_sheets) as sum`,
    }),
  );
  return row?.sum ?? '';
};

test('every kind offers its facts as a form, with an everyday case that it decides', async () => {
  const { rows } = await house.person('甲').must(trials.kinds);
  expect(rows.map((row) => row.kind).sort()).toEqual(Object.keys(kinds).sort());
  for (const { kind } of rows) {
    const { sample, facts } = await house.person('甲').must(trials.kind, { params: { kind } });
    expect(facts.type ?? facts.anyOf ?? facts.oneOf, kind).toBeDefined();
    const body = { kind, ...sample, under: [{ rulebookId: bookId }] };
    const { answers } = await house.person('甲').must(trials.run, { body });
    expect(answers[0]?.summary.zh, kind).toBeTruthy();
  }
});

test('the version in force and a draft side by side, and nothing is written', async () => {
  const { draftId } = await draft({ 'claims.contactWindowMonths': 3 });
  const sample = await everyday();
  const before = await everyRow();
  const { answers } = await house.manager.must(trials.run, {
    body: { ...sample, under: [{ rulebookId: bookId }, { rulebookId: bookId, ref: `draft:${draftId}` }] },
  });
  expect(await everyRow()).toBe(before);
  const until = answers.map((one) => (one.outcome as { claim: { protectedUntil: string } }).claim.protectedUntil);
  expect(until[0]?.slice(0, 7)).not.toBe(until[1]?.slice(0, 7));
  expect(answers[1]?.text.zh).toContain('试改');
  expect(answers[0]?.houseClauses.map((one) => one.id)).toContain('A17');
});

test('any past decision, tried unaltered under its own version, is what it was', async () => {
  const { rows } = await house.manager.must(journal.list, { query: { siteId: house.siteId, limit: 100 } });
  const decided = rows.filter((row) => Object.hasOwn(kinds, row.kind));
  expect(decided.length).toBeGreaterThan(5);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...decided), async (row) => {
      const past = await house.manager.must(trials.pastCase, { params: { journalId: row.id } });
      const { kind, now, actorId, facts, input } = past;
      const { answers } = await house.manager.must(trials.run, {
        body: { kind, now, actorId, facts, input, under: [{ rulebookId: bookId, ref: String(past.number ?? 1) }] },
      });
      expect(answers[0]?.accepted).toBe(row.accepted);
      // The entry of a kind without a sentence of its own says whom it was about; a trial is about nobody.
      expect(row.summary.zh.startsWith(answers[0]?.summary.zh ?? '-')).toBe(true);
      expect(row.summary.en.startsWith(answers[0]?.summary.en ?? '-')).toBe(true);
    }),
    { numRuns: 15 },
  );
});

test('facts of the wrong shape, an unknown kind, a text that does not compile: each is named', async () => {
  const sample = await everyday();
  const under = [{ rulebookId: bookId }];
  const bad = await house.manager.call(trials.run, { body: { ...sample, facts: { claims: 'none' }, under } });
  expect([bad.status, bad.code]).toEqual([422, 'FACTS_INVALID']);
  expect(bad.body).toMatchObject({ error: { field: expect.stringMatching(/^facts/) } });
  const unknown = await house.manager.call(trials.run, { body: { ...sample, kind: 'claims.vanish', under } });
  expect([unknown.status, unknown.code]).toEqual([404, 'KIND_UNKNOWN']);
  const started = await house.manager.must(authoring.startDraft, {
    params: { rulebookId: bookId },
    body: { title: '坏', source: '{% clause id="A01" %}' },
  });
  const faulty = await house.manager.call(trials.run, {
    body: { ...sample, under: [{ rulebookId: bookId, ref: `draft:${started.draftId}` }] },
  });
  expect([faulty.status, faulty.code]).toEqual([422, 'TEXT_DOES_NOT_COMPILE']);
});

test('the facts of a past decision are for those who may see facts', async () => {
  const { rows } = await house.manager.must(journal.list, { query: { siteId: house.siteId, limit: 5 } });
  const params = { journalId: rows[0]?.id ?? '' };
  expect((await house.person('甲').call(trials.pastCase, { params })).status).toBe(403);
});

test('a case is kept as an example of a clause and holds; a draft that changes its answer says so', async () => {
  const first = await draft({});
  const sample = await everyday();
  const facts = { ...(sample.facts as object), timeZone: 'Asia/Shanghai' };
  const registered = await house.manager.must(trials.run, {
    body: { ...sample, facts, now: at('2024-01-31', '10:00'), under: [{ rulebookId: bookId }] },
  });
  const [answer] = registered.answers;
  const { claim } = (answer?.outcome ?? {}) as { claim: { protectedUntil: string } };
  expect(claim.protectedUntil).toBe(at('2024-03-01', '00:00'));
  const saved = await house.manager.must(trials.saveExample, {
    params: { draftId: first.draftId },
    body: {
      version: first.version,
      clause: 'A17',
      text: '一月三十一日登记，保护到二月最后一天。',
      gloss: 'Registered on 31 January, protected to the end of February.',
      ...sample,
      facts,
      now: at('2024-01-31', '10:00'),
      expect: { accepted: true, outcome: { 'claim.protectedUntil': claim.protectedUntil } },
    },
  });
  expect(saved.errors).toEqual([]);
  const params = { rulebookId: bookId };
  const run = async () =>
    (await house.manager.must(trials.examples, { params, query: { text: `draft:${first.draftId}` } })).rows.find(
      (row) => row.id === saved.exampleId,
    );
  expect(await run()).toMatchObject({ clause: 'A17', result: 'holds', changes: false });
  await house.manager.must(authoring.edit, {
    params: { draftId: first.draftId },
    body: { version: saved.version, edits: [{ do: 'setValue', name: 'claims.contactWindowMonths', value: 2 }] },
  });
  expect(await run()).toMatchObject({
    result: 'differs',
    changes: true,
    differences: [{ path: 'outcome.claim.protectedUntil', expected: claim.protectedUntil }],
  });
});

test('an answer that lacks what the example expects is told as nothing', async () => {
  const later = await draft({ 'desk.waitingAlertMinutes': 2 });
  const query = { text: `draft:${later.draftId}` };
  const { rows } = await house.manager.must(trials.examples, { params: { rulebookId: bookId }, query });
  const differs = rows.filter((row) => row.result === 'differs').flatMap((row) => row.differences);
  expect(differs).toContainEqual({ path: 'code', expected: 'NOT_WAITING_TOO_LONG', found: null });
});

test('a publish that changes the answer of an example asks first, and names it', async () => {
  const reviewer = await world.addPerson({ name: '总监', siteId: house.siteId, role: 'director' });
  const first = await draft({});
  const sample = await everyday();
  const example = {
    clause: 'A17',
    text: '登记当天起算，一个月内受保护。',
    gloss: 'Protected for a month from the day of registration.',
    ...sample,
  };
  const [answer] = (await house.manager.must(trials.run, { body: { ...sample, under: [{ rulebookId: bookId }] } }))
    .answers;
  const { claim } = (answer?.outcome ?? {}) as { claim: { protectedUntil: string } };
  const until = claim.protectedUntil;
  const expected = { accepted: true, outcome: { 'claim.protectedUntil': until } };
  const saved = await house.manager.must(trials.saveExample, {
    params: { draftId: first.draftId },
    body: { version: first.version, ...example, expect: expected },
  });
  const params = { draftId: first.draftId };
  const publish = async (confirmExamples: string[] = []) => {
    const { version } = await reviewer.must(authoring.draft, { params });
    return reviewer.call(authoring.publishDraft, { params, body: { version, confirmExamples } });
  };
  const approve = async () => {
    const { version } = await house.manager.must(authoring.draft, { params });
    await house.manager.must(authoring.askReview, { params, body: { version } });
    await reviewer.must(authoring.review, { params, body: { version, verdict: 'approved' } });
  };
  await house.manager.must(authoring.edit, {
    params,
    body: { version: saved.version, edits: [{ do: 'setValue', name: 'claims.contactWindowMonths', value: 2 }] },
  });
  await approve();
  const refused = await publish();
  expect([refused.status, refused.code]).toEqual([409, 'EXAMPLES_CHANGED']);
  const { error } = refused.body as unknown as { error: { zh: string; detail: { examples: string } } };
  const changed = error.detail.examples.split(' ');
  expect(changed).toContain(saved.exampleId);
  const done = await publish(changed);
  expect(done.code).toBeNull();
  expect(done.body.changedExamples.sort()).toEqual([...changed].sort());
});

test('a case of more than any decision ever had is refused by name, and at once', async () => {
  const { sample } = await house.manager.must(trials.kind, { params: { kind: 'claims.lapse' } });
  const body = { kind: 'claims.lapse', now: sample.now, input: sample.input, under: [{ rulebookId: bookId }] };
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const long = JSON.stringify(Array.from({ length: 2_001 }, () => 1));
  for (const facts of [deep, long, JSON.stringify(wide(300))]) {
    const began = performance.now();
    const text = JSON.stringify({ ...body, facts: 'FACTS' }).replace('"FACTS"', facts);
    const answer = await house.manager.fetch('/api/trials', { method: 'POST', body: text });
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toMatchObject({ code: 'REQUEST_INVALID', detail: { field: 'facts' } });
    expect(performance.now() - began).toBeLessThan(5_000);
  }
});

test('a trial keeps nothing to answer it again, needs no command id, and cannot write', async () => {
  const { sample } = await house.manager.must(trials.kind, { params: { kind: 'claims.lapse' } });
  const response = await house.manager.fetch('/api/trials', {
    method: 'POST',
    body: JSON.stringify({ kind: 'claims.lapse', ...sample, under: [{ rulebookId: bookId }] }),
  });
  expect(response.status).toBe(200);
  const { database } = world.server.runtime;
  const kept = await database.inCompany(world.companyId, (tx) =>
    tx.rows({ text: `select 1 from commands where route in ('POST /trials', 'POST /rulebooks/check')` }),
  );
  expect(kept).toEqual([]);
});
const wide = (n: number) => Array.from({ length: n }, () => Array.from({ length: n }, () => 1));
