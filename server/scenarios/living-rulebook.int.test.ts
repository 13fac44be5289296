/** The document the company signs is what its floor runs on: changed in its sentence, reviewed, published, signed, tried, simulated. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { simulation } from '#contract/simulation.ts';
import { trials } from '#contract/trials.ts';
import { shippedBooks } from '#rulebooks/shipped.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import {
  approved,
  type Board,
  bookId,
  changed,
  drafted,
  edited,
  everything,
  examplesNamed,
  openBoard,
  published,
  told,
  value,
} from './rulebook-story.testing.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

let world: World;
let board: Board;
beforeAll(async () => {
  world = await startCompany();
  board = await openBoard(world);
});
afterAll(() => world.stop());

const bookOf = (key: string) => bookId(board.author, key);
const untilOf = async (house: House, customerId: string) => {
  const { current, history } = await house.file(customerId);
  return (current ?? history[0])?.protectedUntil;
};

describe('from one sentence to the floor', () => {
  test('what was decided before the date stays decided; from its first instant on the new rule decides, and says so', async () => {
    const house = await openHouse(world, 'real-estate-customers', '甲乙');
    const rulebookId = await bookOf('real-estate-customers');
    const before = await house.claim('甲', '之前');
    const from = at('2024-03-11', '00:00');
    expect(await changed(board, rulebookId, [value('claims.filingMonths', 1)], from)).toBe(2);
    await world.setClock('2024-03-10T15:59:59.999Z');
    const eve = await house.claim('甲', '前夜');
    await world.setClock(from);
    const first = await house.claim('乙', '当日');
    expect(await untilOf(house, before.customerId)).toBe(at('2024-05-05', '00:00'));
    expect(await untilOf(house, eve.customerId)).toBe(at('2024-05-11', '00:00'));
    expect(await untilOf(house, first.customerId)).toBe(at('2024-04-12', '00:00'));

    const entryOf = async (customerId: string) => {
      const { rows } = await house.manager.must(journal.list, { query: { customerId, kind: 'claims.register' } });
      return house.manager.must(journal.entry, { params: { journalId: rows[0]?.id ?? '' } });
    };
    const [old, now] = [await entryOf(eve.customerId), await entryOf(first.customerId)];
    expect([old.rulebook?.number, now.rulebook?.number]).toEqual([1, 2]);
    const said = (entry: typeof old) => JSON.stringify(entry.clauses.find(({ id }) => id === 'C5.2')?.body);
    expect([said(old), said(now)]).toEqual([expect.stringContaining('2 个月'), expect.stringContaining('1 个月')]);

    // The promise of the old rule holds to its last day, the shorter one lapses by its own clock.
    await world.setClock(at('2024-04-12', '00:00'));
    expect((await house.file(first.customerId)).history).toMatchObject([{ endedReason: 'filing_expired' }]);
    await world.setClock('2024-05-04T15:59:59.999Z');
    expect((await house.file(before.customerId)).current).not.toBeNull();
    await world.setClock(at('2024-05-05', '00:00'));
    expect((await house.file(before.customerId)).current).toBeNull();
    const sites = await board.author.must(rulebook.inForce, {
      params: { siteId: house.siteId },
      query: { at: '2024-03-10T15:59:59.999Z' },
    });
    expect([sites.number, sites.values.claims?.filingMonths]).toEqual([1, 2]);
  });

  test('anybody reads what changed in words, in the text and over time; the draft’s difference as well', async () => {
    const house = await openHouse(world, 'real-estate-customers', '甲');
    const reader = house.person('甲');
    const rulebookId = await bookOf('real-estate-customers');
    const { draftId } = await drafted(board.author, rulebookId, [
      value('claims.filingMonths', 6),
      { do: 'setClause', clause: 'C5.9', text: '客户仅为折扣改找他人的，业绩与提成不变。' },
      { do: 'retireClause', clause: 'C4.6' },
    ]);
    const diff = await reader.must(authoring.diff, {
      params: { rulebookId },
      query: { from: '2', to: `draft:${draftId}` },
    });
    expect(diff.changes.map(({ what, clause }) => [what, clause])).toEqual(
      expect.arrayContaining([
        ['value', 'C5.2'],
        ['clause_reworded', 'C5.9'],
        ['clause_retired', 'C4.6'],
      ]),
    );
    const words = diff.changes.find(({ what }) => what === 'value');
    expect([words?.zh, words?.en]).toEqual([
      '建档保护期 1 个月 → 6 个月（第 C5.2 条）',
      'Protection from filing 1 month → 6 months (clause C5.2)',
    ]);
    const marks = diff.marked.find(({ clause }) => clause === 'C5.9')?.blocks.flat() ?? [];
    expect(new Set(marks.map(({ mark }) => mark))).toEqual(new Set(['same', 'inserted', 'deleted']));
    const text = (without: string) =>
      marks
        .filter(({ mark }) => mark !== without)
        .map((span) => span.text)
        .join('');
    expect(text('deleted')).toBe('客户仅为折扣改找他人的，业绩与提成不变。');
    expect(text('inserted')).toBe('客户仅为争取折扣而另找他人的，业绩与提成仍全归原归属人。');
    const history = await reader.must(authoring.parameterHistory, {
      params: { rulebookId, name: 'claims.filingMonths' },
    });
    expect(history.rows.map((row) => [row.number, row.value.zh, row.standing])).toEqual([
      [2, '1 个月', 'current'],
      [1, '2 个月', 'past'],
    ]);
    // A reader reads; writing is another right.
    expect((await reader.call(authoring.discard, { params: { draftId }, body: { version: 2 } })).code).toBe(
      'NOT_ALLOWED',
    );
  });

  test('a cell of the table of shares is a rule as well: refused at the door under the new shares, the deal pays by them', async () => {
    const house = await openHouse(world, 'real-estate-customers', '甲乙');
    const rulebookId = await bookOf('real-estate-customers');
    const { customerId } = await house.claim('甲', '改分成');
    const told = async () =>
      (
        await house.manager.must(claims.verdict, {
          params: { customerId },
          body: {
            story: { wish: 'refuses_earlier', aboutId: house.id('甲'), receivingId: house.id('乙') },
            commissionFen: 1_000_000,
          } as never,
        })
      ).commission.map(({ name, percent }) => `${name} ${percent}`);
    expect(await told()).toEqual(['乙 80', '甲 20']);
    const cell = (column: string, to: number) =>
      ({ do: 'setCell', table: 'claims.splits', row: 'refused_valid_commission', column, value: to }) as const;
    const half = await drafted(board.author, rulebookId, [cell('receiving', 60)]);
    const open = await board.author.must(authoring.draft, { params: { draftId: half.draftId } });
    expect([open.document, open.errors.map(({ zh }) => zh).join()]).toEqual([null, expect.stringContaining('100')]);
    const whole = await edited(board.author, half, [cell('earlier', 40)]);
    const number = (await published(board, await approved(board, whole))).body.number;
    expect(await told()).toEqual(['乙 60', '甲 40']);
    const diff = await board.author.must(authoring.diff, {
      params: { rulebookId },
      query: { from: String(number - 1), to: String(number) },
    });
    expect(diff.changes.map(({ what }) => what)).toEqual(['cell', 'cell']);
    expect(diff.changes[0]?.zh).toMatch(/80.*→.*60.*C5\.17/);
  });
});

describe('two at one book', () => {
  test('drafts that touch different sentences merge without a question, the same value is asked about, nobody’s words are lost', async () => {
    const rulebookId = await bookOf('car-showroom');
    const first = await drafted(board.author, rulebookId, [value('claims.laterFollowUpDays', 10)], '先');
    const apart = await drafted(board.author, rulebookId, [value('claims.secondFollowUpDays', 9)], '不相干');
    const same = await drafted(board.author, rulebookId, [value('claims.laterFollowUpDays', 14)], '同一处');
    expect((await published(board, await approved(board, first))).code).toBeNull();
    // Approved before it was overtaken: an approval of another whole is none.
    const held = await published(board, await approved(board, apart));
    expect(told(held)).toMatchObject({ code: 'DRAFT_OVERTAKEN', status: 409, remedy: true });
    expect(told(held).zh).toContain('第 2 版');

    const preview = await board.author.must(authoring.merge, { params: { draftId: apart.draftId } });
    expect([preview.conflicts, preview.takenOver.map(({ zh }) => zh)]).toEqual([
      [],
      [expect.stringMatching(/7 天 → 10 天/)],
    ]);
    const merge = (draft: typeof apart, choices = {}) =>
      board.author.call(authoring.carryOutMerge, {
        params: { draftId: draft.draftId },
        body: { version: draft.version, choices },
      });
    const merged = await merge(apart);
    expect(merged.body).toMatchObject({ basedOn: 2, errors: [] });
    const asked = told(await merge(same));
    expect(asked).toMatchObject({ code: 'MERGE_UNRESOLVED', field: 'choices', remedy: true });
    const [conflict] = (await board.author.must(authoring.merge, { params: { draftId: same.draftId } })).conflicts;
    expect(conflict).toMatchObject({ what: 'value', base: '7 天', mine: '14 天', theirs: '10 天' });
    expect((await merge(same, { [conflict?.id ?? '']: 'mine' })).code).toBeNull();
    // What came by merging is another text: the approval from before does not count for it.
    const again = { draftId: apart.draftId, version: merged.body.version };
    expect((await published(board, again)).code).toBe('REVIEW_MISSING');
    expect((await published(board, await approved(board, again))).body.number).toBe(3);
    const { values } = await board.author.must(rulebook.inForce, {
      params: { siteId: await world.addSite({ rulebook: 'car-showroom' }) },
    });
    expect(values.claims).toMatchObject({ secondFollowUpDays: 9, laterFollowUpDays: 10 });
  });

  test('two publish two drafts at the same moment, two review at the same moment: one is first and the other hears who', async () => {
    const rulebookId = await bookOf('club-membership');
    const [one, two] = [
      await approved(board, await drafted(board.author, rulebookId, [value('desk.waitingAlertMinutes', 4)])),
      await approved(board, await drafted(board.author, rulebookId, [value('desk.waitingAlertMinutes', 5)])),
    ];
    const answers = await Promise.all([published(board, one), published(board, two)]);
    expect(answers.map(({ code }) => code).sort()).toEqual(['DRAFT_OVERTAKEN', null].sort());

    const waiting = await drafted(board.author, rulebookId, [value('desk.waitingAlertMinutes', 6)]);
    await board.author.must(authoring.askReview, {
      params: { draftId: waiting.draftId },
      body: { version: waiting.version },
    });
    const review = (by: Person, verdict: 'approved' | 'returned') =>
      by.call(authoring.review, {
        params: { draftId: waiting.draftId },
        body: { version: waiting.version, verdict, comment: by.name },
      });
    const reviews = await Promise.all([review(board.reviewer, 'approved'), review(board.publisher, 'returned')]);
    const [lost] = reviews.filter(({ code }) => code !== null);
    expect(lost && told(lost)).toMatchObject({ code: 'ALREADY_REVIEWED', remedy: true });
    const winner = (await board.author.must(authoring.draft, { params: { draftId: waiting.draftId } })).reviews[0];
    expect(lost && told(lost).zh).toContain(winner?.decidedBy?.name ?? '—');
  });

  test('one draft published twice at once: the one who was late hears by whom and as which version', async () => {
    const rulebookId = await bookOf('club-membership');
    const other = await world.addPerson({ name: '总经理', role: 'general_manager' });
    const draft = await approved(
      board,
      await drafted(board.author, rulebookId, [value('desk.waitingAlertMinutes', 8)]),
    );
    const answers = await Promise.all([published(board, draft), published({ ...board, publisher: other }, draft)]);
    const [won, lost] = [...answers].sort((a, b) => a.status - b.status);
    expect([won?.code, lost?.code]).toEqual([null, 'DRAFT_CLOSED']);
    const winner = (
      await board.author.must(rulebook.document, { params: { rulebookId }, query: { number: won?.body.number ?? 0 } })
    ).version.publishedBy?.name;
    expect(lost && told(lost)).toMatchObject({
      sentences: true,
      zh: `该草案已由${winner}发布为第 ${won?.body.number} 版，不能再改`,
    });
    const late = await board.author.call(authoring.edit, {
      params: { draftId: draft.draftId },
      body: { version: draft.version, edits: [value('desk.waitingAlertMinutes', 9)] },
    });
    expect(told(late).en).toContain(`published by ${winner} as version`);
  });

  test('a command sent twice is one command: the same answer, one version, and another body under its id is refused', async () => {
    const rulebookId = await bookOf('four-position-desk');
    const draft = await approved(
      board,
      await drafted(board.author, rulebookId, [value('desk.waitingAlertMinutes', 12)]),
    );
    const commandId = randomUUID();
    const send = (version: number) =>
      board.publisher.call(authoring.publishDraft, {
        params: { draftId: draft.draftId },
        body: { commandId, version, confirmExamples: [] },
      });
    const [first, second] = [await send(draft.version), await send(draft.version)];
    expect([first.code, second.body]).toEqual([null, first.body]);
    expect((await send(draft.version + 1)).code).toBe('COMMAND_ID_REUSED');
    const { versions } = await board.author.must(rulebook.document, { params: { rulebookId } });
    expect(versions.map(({ number }) => number).sort()).toEqual([1, 2]);
  });
});

describe('the shipped text and the house’s own', () => {
  test('where the update and the house changed the same value, the house is asked and may keep its own', async () => {
    const key = 'sales-office-reception';
    const rulebookId = await bookOf(key);
    const shipped = shippedBooks().find((book) => book.key === key)?.source ?? '';
    const current = /name="claims\.contactWindowMonths" value=(\d+)/.exec(shipped);
    // As if the release before had shipped another value for the one the house then changed too.
    const older = shipped
      .replace(current?.[0] ?? '—', 'name="claims.contactWindowMonths" value=3')
      .replace('凡在本售楼处从事销售的在岗人员，', '本售楼处销售人员，');
    await world.server.runtime.database.inCompany(world.companyId, async (tx) => {
      for (const text of [
        'update rulebooks set shipped_source = $1 where company_id = $2 and id = $3',
        'update rulebook_versions set source = $1 where company_id = $2 and rulebook_id = $3',
      ])
        await tx.run({ text, values: [older, tx.companyId, rulebookId] });
    });
    await changed(board, rulebookId, [value('claims.contactWindowMonths', 6)]);
    const { rows } = await board.author.must(authoring.shipped);
    expect(rows.filter((row) => row.updateOffered).map((row) => row.key)).toEqual([key]);
    const update = await board.author.must(authoring.startDraft, {
      params: { rulebookId },
      body: { title: '更新', from: 'shipped' },
    });
    const early = await board.publisher.call(authoring.publishDraft, {
      params: { draftId: update.draftId },
      body: { version: update.version },
    });
    expect(early.code).toBe('DRAFT_OVERTAKEN');
    const { conflicts } = await board.author.must(authoring.merge, { params: { draftId: update.draftId } });
    expect(conflicts).toMatchObject([
      { what: 'value', base: '3 个月', mine: `${current?.[1]} 个月`, theirs: '6 个月' },
    ]);
    const merged = await board.author.must(authoring.carryOutMerge, {
      params: { draftId: update.draftId },
      body: { version: update.version, choices: { [conflicts[0]?.id ?? '']: 'theirs' } },
    });
    const done = await published(board, await approved(board, { draftId: update.draftId, version: merged.version }));
    expect(done.code).toBeNull();
    const { source } = await board.author.must(rulebook.source, { params: { rulebookId } });
    expect(source).toContain('name="claims.contactWindowMonths" value=6');
    expect(source).toContain('凡在本售楼处从事销售的在岗人员，');
    expect((await board.author.must(authoring.shipped)).rows.some((row) => row.updateOffered)).toBe(false);
  });
});

describe('signed', () => {
  test('[S1.06.v1] the people of the site sign what they read; who has not is on the list, the print and reminded; a new version asks all again', async () => {
    const house = await openHouse(world, 'customer-information', '甲乙');
    const rulebookId = await bookOf('customer-information');
    const sign = (by: Person, number: number) => by.call(signOff.sign, { params: { rulebookId }, body: { number } });
    const missing = async (by: Person = house.manager) =>
      (await by.must(signOff.signatures, { params: { rulebookId }, query: { state: 'missing' } })).rows
        .map(({ person }) => person.name)
        .sort();
    expect(await missing()).toEqual(['甲', '乙', '方经理', '陆主管', '前台'].sort());
    expect((await sign(house.person('甲'), 1)).code).toBeNull();
    expect(told(await sign(house.person('甲'), 1))).toMatchObject({ code: 'ALREADY_SIGNED', sentences: true });
    expect(await missing()).toEqual(['乙', '方经理', '陆主管', '前台'].sort());
    expect(await missing(house.person('乙'))).toEqual(['乙']);
    const print = await house.manager.must(signOff.printed, { params: { rulebookId } });
    expect(print.signatures.filter(({ signedAt }) => signedAt !== null).map(({ person }) => person.name)).toEqual([
      '甲',
    ]);
    await changed(board, rulebookId, [value('desk.waitingAlertMinutes', 15)]);
    expect(told(await sign(house.person('乙'), 1))).toMatchObject({ code: 'VERSION_NOT_IN_FORCE', remedy: true });
    expect(await missing()).toContain('甲');
    const mine = await house.person('甲').must(signOff.mine);
    expect(mine.rows).toMatchObject([{ number: 2, signedBefore: 1, signedAt: null }]);
    expect((await house.person('甲').call(signOff.remind, { params: { rulebookId }, body: {} })).code).toBe(
      'NOT_ALLOWED',
    );
    const remind = () => house.manager.call(signOff.remind, { params: { rulebookId }, body: {} });
    expect((await remind()).body.reminded).toBe(5);
    expect(told(await remind())).toMatchObject({ status: 409, code: 'REMINDED_LATELY', sentences: true, remedy: true });
  });
});

describe('tried and simulated before it is published', () => {
  let house: House;
  let rulebookId: string;
  let customerId: string;
  beforeAll(async () => {
    await world.setClock(at('2024-06-03'));
    house = await openHouse(world, 'real-estate-customers', '甲乙丙');
    rulebookId = await bookOf('real-estate-customers');
    await changed(board, rulebookId, [value('claims.filingMonths', 2)]);
    for (const day of ['2024-06-03', '2024-06-04', '2024-06-05']) {
      await world.setClock(at(day));
      await house.openDay();
      await house.serve(await house.receive());
      await house.serve(await house.receive());
      await world.setClock(at(day, '20:00'));
      await house.closeDay();
    }
    ({ customerId } = await house.claim('甲', '试算客户'));
    await world.setClock(at('2024-07-20'));
  });

  test('a past decision, altered and under a draft, side by side, and nothing at all is written', async () => {
    const { draftId } = await drafted(board.author, rulebookId, [value('claims.filingMonths', 1)], '缩短');
    const { rows } = await house.manager.must(journal.list, { query: { customerId, kind: 'claims.register' } });
    const past = await house.manager.must(trials.pastCase, { params: { journalId: rows[0]?.id ?? '' } });
    const { kind, now, actorId, facts, input } = past;
    const before = await everything(world);
    const run = (at: string) =>
      house.person('乙').must(trials.run, {
        body: {
          kind,
          now: at,
          actorId,
          facts,
          input,
          under: [
            { rulebookId, ref: String(past.number) },
            { rulebookId, ref: `draft:${draftId}` },
            { rulebookId, values: { 'claims.filingMonths': 3 } },
          ],
        },
      });
    const until = ({ answers }: Awaited<ReturnType<typeof run>>) =>
      answers.map(({ outcome }) => (outcome as { claim: { protectedUntil: string } }).claim.protectedUntil);
    const asWas = await run(now);
    expect(until(asWas)).toEqual([at('2024-08-06', '00:00'), at('2024-07-06', '00:00'), at('2024-09-06', '00:00')]);
    expect(asWas.answers[1]?.text.zh).toContain('缩短');
    expect(asWas.answers[1]?.houseClauses.find(({ id }) => id === 'C5.2')?.zh).toContain('1 个月');
    // The last of January: the month ends are clamped.
    expect(until(await run(at('2025-12-31', '10:00')))).toEqual([
      at('2026-03-01', '00:00'),
      at('2026-02-01', '00:00'),
      at('2026-04-01', '00:00'),
    ]);
    expect(await everything(world)).toEqual(before);
  });

  test('an example whose answer changes is asked about; ids of others do not count as seen', async () => {
    const clause = 'C5.2';
    const kind = await board.author.must(trials.kind, { params: { kind: 'claims.register' } });
    const answer = await board.author.must(trials.run, {
      body: { kind: kind.kind, ...kind.sample, under: [{ rulebookId }] },
    });
    const { claim } = (answer.answers[0]?.outcome ?? {}) as { claim: { protectedUntil: string } };
    const draft = await drafted(board.author, rulebookId, []);
    const saved = await board.author.must(trials.saveExample, {
      params: { draftId: draft.draftId },
      body: {
        version: draft.version,
        clause,
        text: '建档当日起算，保护两个月。',
        gloss: 'Protected for two months from filing.',
        kind: kind.kind,
        ...kind.sample,
        expect: { accepted: true, outcome: { 'claim.protectedUntil': claim.protectedUntil } },
      },
    });
    const first = { draftId: draft.draftId, version: saved.version };
    expect((await published(board, await approved(board, first))).body.changedExamples).not.toContain(saved.exampleId);

    const shorter = await approved(
      board,
      await drafted(board.author, rulebookId, [value('claims.filingMonths', 1)], '再缩短'),
    );
    const send = (confirmExamples: string[]) =>
      board.publisher.call(authoring.publishDraft, {
        params: { draftId: shorter.draftId },
        body: { version: shorter.version, confirmExamples },
      });
    const asked = await send([]);
    expect(told(asked)).toMatchObject({ status: 409, code: 'EXAMPLES_CHANGED', sentences: true, remedy: true });
    const named = examplesNamed(asked.body);
    expect(named).toContain(saved.exampleId);
    expect((await send(['no-such-example'])).code).toBe('EXAMPLES_CHANGED');
    if (named.length > 1) expect(examplesNamed((await send(named.slice(1))).body)).toEqual(named.slice(0, 1));
    const { rows } = await board.author.must(trials.examples, {
      params: { rulebookId },
      query: { text: `draft:${shorter.draftId}` },
    });
    expect(rows.find(({ id }) => id === saved.exampleId)).toMatchObject({
      clause,
      result: 'differs',
      changes: true,
      differences: [{ path: 'outcome.claim.protectedUntil', expected: claim.protectedUntil }],
    });
    expect((await board.author.must(rulebook.document, { params: { rulebookId } })).version.note).not.toBe('再缩短');
  });

  test('the months that were, unchanged under the same rules, and shorter by the draft: who would have lost whom, and nothing is written', async () => {
    const { draftId } = await drafted(board.author, rulebookId, [value('claims.filingMonths', 1)], '模拟缩短');
    const finished = async (under: string) => {
      const { simulationId } = await house.manager.must(simulation.start, {
        params: { rulebookId },
        body: { under, from: at('2024-06-03', '00:00'), to: at('2024-07-20'), siteIds: [house.siteId] },
      });
      for (let tries = 0; tries < 200; tries++) {
        const one = await house.manager.must(simulation.one, { params: { simulationId } });
        if (one.state === 'done') return { one, simulationId };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the simulation does not end');
    };
    const newest = String((await board.author.must(rulebook.source, { params: { rulebookId } })).number);
    const before = await everything(world, ['commands', 'simulations', 'simulation_changes']);
    const same = await finished(newest);
    expect(same.one.result).toMatchObject({ changes: 0 });
    expect(same.one.result?.gini.after).toEqual(same.one.result?.gini.before);
    const shorter = await finished(`draft:${draftId}`);
    expect(await everything(world, ['commands', 'simulations', 'simulation_changes'])).toEqual(before);
    const { rows } = await house.manager.must(simulation.changes, {
      params: { simulationId: shorter.simulationId },
      query: { limit: 200 },
    });
    const lost = rows.filter(({ topic }) => topic === 'customer');
    expect(lost.map(({ what }) => what)).toContain('lapse_new');
    expect(lost.find(({ what }) => what === 'lapse_new')).toMatchObject({
      certainty: 'exact',
      staffBefore: [{ name: '甲' }],
      houseClauses: expect.arrayContaining(['C5.2']),
    });
    expect(shorter.one.result?.people.find(({ person }) => person.name === '甲')?.customersLost).toBe(1);
    expect(shorter.one.result?.clauses.flatMap(({ houseClauses }) => houseClauses)).toContain('C5.2');
    expect((await house.file(customerId)).current?.owner.name).toBe('甲');
  });
});

describe('months or days', () => {
  test('“months” becomes “30 days” in its own sentence: the difference says so, the clock counts days, and months come back', async () => {
    const house = await openHouse(world, 'real-estate-customers', '甲');
    const rulebookId = await bookOf('real-estate-customers');
    const draft = await drafted(board.author, rulebookId, [value('claims.filingMonths', '30d')]);
    const open = await board.author.must(authoring.draft, { params: { draftId: draft.draftId } });
    const clause = open.document?.chapters.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'C5.2');
    expect(clause?.body).toMatchObject([
      { content: expect.arrayContaining([expect.objectContaining({ value: '30d', zh: '30 天', en: '30 days' })]) },
    ]);
    expect(open.document?.parameters['claims.filingMonths']?.range.zh).toBe('1 至 24 个月，或 1 至 744 天');
    const { changes } = await board.author.must(authoring.diff, {
      params: { rulebookId },
      query: { from: String(open.basedOn), to: `draft:${draft.draftId}` },
    });
    expect(changes.map(({ zh, en }) => [zh, en])).toEqual([
      ['建档保护期 2 个月 → 30 天（第 C5.2 条）', 'Protection from filing 2 months → 30 days (clause C5.2)'],
    ]);
    expect((await published(board, await approved(board, draft))).code).toBeNull();
    await world.setClock(at('2025-01-31'));
    const { customerId } = await house.claim('甲', '三十天');
    expect(await untilOf(house, customerId)).toBe(at('2025-03-03', '00:00')); // through 2 March, the thirtieth day
    await world.setClock(at('2025-03-02', '23:59'));
    expect((await house.file(customerId)).current).not.toBeNull();
    await world.setClock(at('2025-03-03', '00:00'));
    expect((await house.file(customerId)).current).toBeNull();
    for (const wrong of ['0d', '745d', '30 days', 'd'] as const) {
      const tried = await board.author.must(authoring.tryEdits, {
        params: { draftId: (await drafted(board.author, rulebookId, [])).draftId },
        body: { edits: [value('claims.filingMonths', wrong)] },
      });
      expect([wrong, tried.errors.map(({ code }) => code)]).toEqual([wrong, [expect.stringMatching(/^VALUE_/)]]);
    }
    const history = await board.author.must(authoring.parameterHistory, {
      params: { rulebookId, name: 'claims.filingMonths' },
    });
    expect(history.rows[0]?.value).toEqual({ zh: '30 天', en: '30 days' });
  });
});
