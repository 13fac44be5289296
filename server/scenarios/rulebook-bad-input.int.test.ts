/** What people get wrong with the rulebook: each is told by code, in both languages, with what to do, and nothing they wrote is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { simulation } from '#contract/simulation.ts';
import { trials } from '#contract/trials.ts';
import type { World } from '#server/platform/testing/world.ts';
import {
  approved,
  type Board,
  bookId,
  drafted,
  type Edits,
  edited,
  everything,
  openBoard,
  published,
  told,
  value,
} from './rulebook-story.testing.ts';
import { at, openHouse, startCompany } from './story.testing.ts';

let world: World;
let board: Board;
let rulebookId: string;
let good: string;
beforeAll(async () => {
  world = await startCompany();
  board = await openBoard(world);
  rulebookId = await bookId(board.author, 'real-estate-customers');
  good = (await board.author.must(rulebook.source, { params: { rulebookId } })).source;
});
afterAll(() => world.stop());

const NOTHING = 'nothing is replaced';
const but = (from: string | RegExp, to: string): string => {
  const text = good.replace(from, to);
  if (text === good) throw new Error(`${NOTHING}: ${from}`);
  return text;
};
const row = /\| 投诉查实·业绩 `complaint_upheld_performance` \|.*\n/;

/** What is wrong → the text, and the code of the first fault. */
const texts: Record<string, () => readonly [string, RegExp]> = {
  'a clause left open': () => [but('{% /clause %}', ''), /CLAUSE_NESTED|SYNTAX|TAGS_LEFT_OPEN/],
  'a tag cut off': () => [but('{% clause id="C1.2"', '{% clause id="C1.2'), /SYNTAX/],
  'a tag nobody knows': () => [but('未成交的客户', '{% video src="x" /%}未成交的客户'), /./],
  'no front matter': () => [good.slice(good.indexOf('## ')), /FRONT_MATTER_MISSING/],
  'a front matter without its id': () => [but(/^id: .*\n/m, ''), /FRONT_MATTER_FIELD_MISSING/],
  'one id for two clauses': () => [but('id="C1.2"', 'id="C1.1"'), /CLAUSE_DUPLICATE/],
  'a citation of nothing': () => [but('S0.02.steps.1', 'S9.99.none'), /CITE|CATALOGUE|UNKNOWN/],
  'a parameter out of bounds': () => [
    but('name="claims.filingMonths" value=2', 'name="claims.filingMonths" value=99'),
    /VALUE_OUT_OF_BOUNDS/,
  ],
  'a fraction of a month': () => [
    but('name="claims.filingMonths" value=2', 'name="claims.filingMonths" value=1.5'),
    /VALUE/,
  ],
  'a word for a number': () => [
    but('name="claims.filingMonths" value=2', 'name="claims.filingMonths" value="二"'),
    /VALUE/,
  ],
  'a parameter nobody declares': () => [
    but('name="claims.filingMonths"', 'name="claims.filingMoons"'),
    /PARAM|UNKNOWN/,
  ],
  'a choice that is none': () => [
    but('name="claims.model" value="filing"', 'name="claims.model" value="filling"'),
    /VALUE|CHOICE|OPTION/,
  ],
  'a table without a column': () => [but(' 带教人 `mentor` |', ''), /TABLE|COLUMN|CELL/],
  'a table without a row': () => [but(row, ''), /TABLE|ROW/],
  'a row that is not whole': () => [
    but('`refused_valid_commission` | 80 | 20', '`refused_valid_commission` | 80 | 21'),
    /TABLE|TOTAL/,
  ],
  'a word in a cell': () => [
    but('`refused_valid_commission` | 80 | 20', '`refused_valid_commission` | 八十 | 20'),
    /TABLE|CELL/,
  ],
  'a picture from elsewhere': () => [
    but('未成交的客户', '![x](https://elsewhere.example/x.png)'),
    /UNSUPPORTED|SYNTAX/,
  ],
  'an example that is no YAML': () => [but(/```yaml\nnow: [^\n]*/, '```yaml\nnow: [}'), /EXAMPLE|YAML/],
  'a thousand open tags': () => [`${good}\n${'{% clause id="Q" %}'.repeat(1_000)}`, /./],
  'ten thousand brackets': () => [`${good}\n${'['.repeat(10_000)}`, /./],
  'text that is none': () => ['制度', /FRONT_MATTER_MISSING/],
};

describe('a text with faults', () => {
  test.each(Object.keys(texts))('%s: where, what and how to mend it', async (what) => {
    const [source, code] = texts[what]?.() ?? ['', /^$/];
    const checked = await board.author.must(rulebook.check, { body: { source, rulebookId } });
    expect(checked.ok).toBe(false);
    expect(checked.errors[0]?.code).toMatch(code);
    for (const { line, zh, en, remedy } of checked.errors) {
      expect(line).toBeGreaterThan(0);
      for (const text of [zh, remedy.zh]) expect(text).toMatch(/\p{Script=Han}/u);
      for (const text of [en, remedy.en]) expect(text).toMatch(/[a-z]{2}/i);
    }
  });

  test('what is no markup of ours is a word like any other: shown, never run', async () => {
    const source = but('未成交的客户', '<script>alert(1)</script>未成交的客户');
    expect((await board.author.must(rulebook.check, { body: { source } })).ok).toBe(true);
    const draft = await board.author.must(authoring.startDraft, {
      params: { rulebookId },
      body: { title: '导入', source },
    });
    const said = draft.document?.chapters.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'C1.2')?.body;
    expect(said).toMatchObject([{ kind: 'paragraph', content: [{ kind: 'text' }] }]);
  });

  test('such a text is kept in a draft as it was typed; nobody publishes it, and the book stands', async () => {
    const broken = ['a clause left open', 'a table without a column', 'a parameter out of bounds'];
    for (const source of broken.map((what) => texts[what]?.()[0] ?? '')) {
      const direct = await board.publisher.call(rulebook.publish, {
        params: { rulebookId },
        body: { source, startedFrom: 1 },
      });
      expect(told(direct)).toMatchObject({ status: 422, code: 'DOES_NOT_COMPILE', field: 'source', remedy: true });
      const draft = await board.author.must(authoring.startDraft, {
        params: { rulebookId },
        body: { title: '导入', source },
      });
      expect([draft.source, draft.errors.length > 0, draft.document]).toEqual([source, true, null]);
      const params = { draftId: draft.draftId };
      const asked = await board.author.call(authoring.askReview, { params, body: { version: draft.version } });
      expect(told(asked)).toMatchObject({ code: 'DOES_NOT_COMPILE', sentences: true, remedy: true });
      expect((await board.author.must(authoring.draft, { params })).faults).toBeGreaterThan(0);
    }
    const stands = await board.author.must(rulebook.source, { params: { rulebookId } });
    expect([stands.number, stands.source]).toEqual([1, good]);
  });

  test('longer than any document, or empty, is refused by its field before anything else', async () => {
    for (const source of ['', 'x'.repeat(200_001)]) {
      const answer = await board.author.call(authoring.startDraft, {
        params: { rulebookId },
        body: { title: '导入', source },
      });
      expect(told(answer)).toMatchObject({ status: 400, code: 'REQUEST_INVALID', field: 'source', remedy: true });
    }
  });
});

describe('an edit that cannot be', () => {
  const before = async () => (await board.author.must(rulebook.source, { params: { rulebookId } })).source;
  const refusals: Record<string, readonly [Edits[number], string]> = {
    'an unknown parameter': [value('claims.noSuchThing', 3), 'PARAMETER_UNKNOWN'],
    'an unknown row': [
      { do: 'setCell', table: 'claims.splits', row: 'nobody', column: 'receiving', value: 1 },
      'PARAMETER_UNKNOWN',
    ],
    'an unknown clause': [{ do: 'setClause', clause: 'Q9', text: '新' }, 'CLAUSE_UNKNOWN'],
    'an unknown chapter': [{ do: 'moveClause', clause: 'C5.1', chapter: 99, after: null }, 'CHAPTER_UNKNOWN'],
    'a chapter with clauses in it': [{ do: 'removeChapter', chapter: 0 }, 'CHAPTER_NOT_EMPTY'],
    'an id that is taken': [
      { do: 'addClause', id: 'C5.1', chapter: 0, after: null, gloss: 'x', cites: [], text: '新' },
      'CLAUSE_ID_TAKEN',
    ],
    'behind a clause of another chapter': [
      { do: 'moveClause', clause: 'C5.1', chapter: 0, after: 'C5.2' },
      'CLAUSE_UNKNOWN',
    ],
  };
  test.each(Object.entries(refusals))(
    '%s is refused by name, and the draft stays as it was',
    async (_what, [edit, code]) => {
      const draft = await drafted(board.author, rulebookId, []);
      const params = { draftId: draft.draftId };
      const answer = await board.author.call(authoring.edit, {
        params,
        body: { version: draft.version, title: '改名', edits: [value('claims.filingMonths', 3), edit] },
      });
      expect(told(answer)).toMatchObject({ code, sentences: true, remedy: true, field: 'edits' });
      const kept = await board.author.must(authoring.draft, { params });
      expect([kept.version, kept.title, kept.source]).toEqual([draft.version, '修订', await before()]);
    },
  );

  /** Words that try to be more than words. Whatever becomes of them, every other clause says what it said. */
  const sly: Record<string, Edits[number]> = {
    'closes its clause': { do: 'setClause', clause: 'C5.9', text: '{% /clause %}\n{% clause id="C5.1" %}抢占' },
    'opens a clause': { do: 'setClause', clause: 'C5.9', text: '文字 {% clause id="Q1" gloss="x" %}' },
    'sets a value of another clause': {
      do: 'setClause',
      clause: 'C5.9',
      text: '甲{% param name="claims.filingMonths" value=24 /%}',
    },
    'a gloss with quotes and brackets': { do: 'setClause', clause: 'C5.9', gloss: 'A "quoted" gloss %} {% /clause %}' },
    'a title with a line break': { do: 'setChapter', chapter: 0, title: '第一章\n\n## 抢占' },
    'a title with a tag': { do: 'setChapter', chapter: 0, title: '第一章 {% clause id="Q" %}' },
    'a front matter in the title': { do: 'setMeta', field: 'title', value: '新名\n---\n抢占' },
    'another key': { do: 'setMeta', field: 'title', value: '新名\nid: another' },
    'a chapter in a clause': { do: 'setClause', clause: 'C5.9', text: '## 新章\n\n抢占' },
    'a fence left open': { do: 'setClause', clause: 'C5.9', text: '```yaml\nnow: x' },
    'a citation with a quote': { do: 'setClause', clause: 'C5.9', cites: ['S0.02.own.36" id="C5.1'] },
    'bytes that are no text': { do: 'setClause', clause: 'C5.9', text: 'a\u0007b\u202Ec\uFEFF' },
  };
  test.each(Object.entries(sly))(
    '%s: refused, or told as a fault; never another clause, never another book',
    async (_what, edit) => {
      const draft = await drafted(board.author, rulebookId, []);
      const answer = await board.author.call(authoring.edit, {
        params: { draftId: draft.draftId },
        body: { version: draft.version, edits: [edit] },
      });
      if (answer.code !== null) {
        expect(answer.status).toBeLessThan(500);
        expect(told(answer)).toMatchObject({ sentences: true });
        return;
      }
      const { document, errors, source } = answer.body;
      if (errors.length > 0) {
        for (const { zh, en } of errors) expect([zh, en].every(Boolean)).toBe(true);
        return;
      }
      expect(document?.meta.id).toBe('real-estate-customers');
      const was = await board.author.must(rulebook.document, { params: { rulebookId } });
      const clauses = (of: Pick<NonNullable<typeof document>, 'chapters'> | null) =>
        of?.chapters.flatMap((chapter) => chapter.clauses).filter(({ id }) => id !== 'C5.9') ?? [];
      const words = (of: Parameters<typeof clauses>[0]) => clauses(of).map(({ id, body, cites }) => [id, body, cites]);
      expect(words(document)).toEqual(words(was));
      expect(source).not.toContain('抢占\n---');
    },
  );

  test('somebody else’s save in between is told with the current version, and both texts are there', async () => {
    const draft = await drafted(board.author, rulebookId, []);
    await edited(board.reviewer, draft, [value('claims.filingMonths', 3)]);
    const late = await board.author.call(authoring.edit, {
      params: { draftId: draft.draftId },
      body: { version: draft.version, edits: [value('claims.filingMonths', 5)] },
    });
    expect(told(late)).toMatchObject({ code: 'STALE_VERSION', status: 409, remedy: true, detail: { current: 2 } });
    expect(told(late).zh).toContain('2');
  });
});

describe('publishing', () => {
  test('in the past, before what is coming, without a review, after a review that sent it back: refused, and the draft stays', async () => {
    const draft = await drafted(board.author, rulebookId, [value('claims.filingMonths', 4)]);
    const params = { draftId: draft.draftId };
    const unreviewed = await published(board, draft);
    expect(told(unreviewed)).toMatchObject({ status: 409, code: 'REVIEW_MISSING', remedy: true });
    await board.author.must(authoring.askReview, { params, body: { version: draft.version } });
    expect(told(await published(board, draft)).code).toBe('REVIEW_MISSING'); // asked is not answered
    await board.reviewer.must(authoring.review, {
      params,
      body: { version: draft.version, verdict: 'returned', comment: '请写明理由' },
    });
    expect(told(await published(board, draft)).code).toBe('REVIEW_MISSING');
    await approved(board, draft);
    const past = await published(board, draft, '2024-03-04T00:59:59.999Z');
    expect(told(past)).toMatchObject({ status: 422, code: 'EFFECTIVE_IN_PAST', field: 'effectiveFrom', remedy: true });
    const odd = await published(board, draft, '2024-13-45');
    expect(told(odd)).toMatchObject({ status: 400, code: 'REQUEST_INVALID', field: 'effectiveFrom' });
    const open = await board.author.must(authoring.draft, { params });
    expect([open.state, open.version, open.review?.verdict]).toEqual(['open', draft.version, 'approved']);
    expect((await published(board, draft, at('2024-05-01', '00:00'))).code).toBeNull();
    const next = await drafted(board.author, rulebookId, [value('claims.filingMonths', 5)]);
    const early = await published(board, await approved(board, next), at('2024-04-30', '23:59'));
    expect(told(early)).toMatchObject({ code: 'EFFECTIVE_BEFORE_COMING', field: 'effectiveFrom', remedy: true });
    const gone = await board.publisher.must(authoring.withdraw, {
      params: { rulebookId, number: 2 },
      body: { reason: '另行安排' },
    });
    expect(gone.number).toBe(2);
    // The version that was taken back is read by whoever asks for it, and rules nobody.
    const { version } = await board.author.must(rulebook.document, { params: { rulebookId }, query: { number: 2 } });
    expect(version.standing).toBe('withdrawn');
    const site = await world.addSite({ rulebook: 'real-estate-customers' });
    const at2 = { at: at('2024-05-02') };
    const inForce = await board.author.must(rulebook.inForce, { params: { siteId: site }, query: at2 });
    expect([inForce.number, inForce.values.claims?.filingMonths]).toEqual([1, 2]);
  });

  test('texts, versions, sites and people that do not exist are not found, by any name', async () => {
    const none = '0195c7a0-0000-7000-8000-000000000000';
    const by = board.publisher;
    const answers = [
      await by.call(rulebook.document, { params: { rulebookId }, query: { number: 99 } }),
      await by.call(rulebook.document, { params: { rulebookId: none } }),
      await by.call(authoring.draft, { params: { draftId: none } }),
      await by.call(authoring.diff, { params: { rulebookId }, query: { from: '1', to: `draft:${none}` } }),
      await by.call(authoring.startDraft, { params: { rulebookId }, body: { title: 'x', from: 99 } }),
      await by.call(authoring.withdraw, { params: { rulebookId, number: 99 }, body: { reason: 'x' } }),
      await by.call(authoring.addShipped, { params: { key: 'no-such-book' }, body: {} }),
      await by.call(rulebook.inForce, { params: { siteId: none } }),
      await by.call(signOff.signatures, { params: { rulebookId: none } }),
      await by.call(signOff.printed, { params: { rulebookId }, query: { number: 99 } }),
      await by.call(trials.examples, { params: { rulebookId }, query: { text: '99' } }),
      await by.call(trials.pastCase, { params: { journalId: none } }),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [404, 'NOT_FOUND']));
    // A draft of one book is no text of another.
    const other = await bookId(by, 'car-showroom');
    const { draftId } = await drafted(board.author, rulebookId, []);
    for (const call of [
      by.call(authoring.diff, { params: { rulebookId: other }, query: { from: '1', to: `draft:${draftId}` } }),
      by.call(trials.examples, { params: { rulebookId: other }, query: { text: `draft:${draftId}` } }),
    ])
      expect((await call).code).toBe('NOT_FOUND');
    for (const text of ['latest', 'draft:1', '-1', '１'])
      expect(
        told(await by.call(authoring.diff, { params: { rulebookId }, query: { from: text, to: '1' } })),
      ).toMatchObject({ code: 'REQUEST_INVALID', field: 'from' });
  });
});

describe('trying and simulating', () => {
  test('a period before the journal, not over, upside down or of nobody; a draft with faults: refused by field, nothing is started', async () => {
    await world.setClock(at('2024-03-11'));
    const house = await openHouse(world, 'real-estate-customers', '甲');
    await house.claim('甲', '客户');
    await world.setClock(at('2024-03-18'));
    const faulty = await drafted(board.author, rulebookId, [value('claims.filingMonths', 99)]);
    const before = await everything(world, ['commands']);
    const start = (body: object) =>
      house.manager.call(simulation.start, {
        params: { rulebookId },
        body: { from: at('2024-03-11', '00:00'), to: at('2024-03-18', '00:00'), ...body } as never,
      });
    const expected: readonly (readonly [object, string, string | null])[] = [
      [{ from: '2020-01-01T00:00:00Z' }, 'PERIOD_BEFORE_JOURNAL', 'from'],
      [{ to: at('2024-03-18', '09:01') }, 'PERIOD_NOT_OVER', 'to'],
      [{ to: at('2024-03-11', '00:00') }, 'PERIOD_EMPTY', 'to'],
      [{ from: at('2024-03-16'), to: at('2024-03-17') }, 'NO_SITE_GOES_BY_IT', 'from'],
      [{ under: `draft:${faulty.draftId}` }, 'TEXT_DOES_NOT_COMPILE', 'under'],
      [{ values: { 'claims.filingMonths': 99 } }, 'TEXT_DOES_NOT_COMPILE', 'values'],
      [{ values: { 'claims.none': 1 } }, 'VALUE_UNKNOWN', 'values.claims.none'],
    ];
    for (const [body, code, field] of expected)
      expect([JSON.stringify(body), told(await start(body))]).toMatchObject([
        JSON.stringify(body),
        { status: 422, code, field, sentences: true, remedy: true },
      ]);
    expect(await everything(world, ['commands'])).toEqual(before);
  });

  test('a case with facts of the wrong shape points at the fact; one of another kind at the kind', async () => {
    const kind = await board.author.must(trials.kind, { params: { kind: 'claims.register' } });
    const run = (more: object) =>
      board.author.call(trials.run, {
        body: { kind: kind.kind, ...kind.sample, under: [{ rulebookId }], ...more } as never,
      });
    expect((await run({})).code).toBeNull();
    const facts = kind.sample.facts as Record<string, unknown>;
    expect(told(await run({ facts: { ...facts, timeZone: 8 } }))).toMatchObject({
      status: 422,
      code: 'FACTS_INVALID',
      field: 'facts.timeZone',
      remedy: true,
    });
    expect(told(await run({ facts: { ...facts, timeZone: 'Mars/Base' } })).status).toBeLessThan(500);
    expect(told(await run({ facts: null })).code).toBe('FACTS_INVALID');
    expect(told(await run({ kind: 'claims.vanish' }))).toMatchObject({ code: 'KIND_UNKNOWN', remedy: true });
    expect(told(await run({ now: 'yesterday' }))).toMatchObject({ code: 'REQUEST_INVALID', field: 'now' });
    expect(told(await run({ under: [] }))).toMatchObject({ code: 'REQUEST_INVALID', field: 'under' });
  });
});
