import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import PizZip from 'pizzip';
import { randomUUID } from 'node:crypto';
import { dealDocuments } from '#contract/deal-documents.ts';
import { documentKinds, fieldUses, readTemplate, sampleValues } from '#core/deals/index.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { wordOf } from './document-word.ts';
import { fillWord, linesOfWord, usesOfWord } from './word.ts';
import { shippedTexts } from './shipped-texts.ts';

let world: World;
let keeper: Person;
let other: Person;

beforeAll(async () => {
  world = await startWorld();
  keeper = await world.addPerson({ name: '内勤', grants: { 'deals.templates': 'company' } });
  other = await world.addPerson({ name: '顾问', grants: { 'deals.read': 'self' } });
});
afterAll(async () => world.stop());

const text = '# 合同\n甲方 {{公司名称}} 乙方 {{客户姓名}}，总价 {{成交价大写}}';
const save = (body: Partial<{ kind: 'contract' | 'order'; text: string; basedOn: number; goods: 'vehicle' }>) =>
  keeper.call(dealDocuments.save, {
    body: { kind: 'contract', goods: null, siteId: null, text, note: '', basedOn: 0, ...body },
  });
const send = (bytes: Uint8Array, query: Record<string, string>) =>
  keeper.fetch(
    `/api/deal-templates/file?${new URLSearchParams({ name: 'c.docx', commandId: randomUUID(), basedOn: '0', kind: 'order', ...query })}`,
    { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) },
  );
const codeOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { error?: { code: string } }).error?.code;
const line = (words: string) => ({
  kind: 'paragraph' as const,
  cells: [[{ text: words, strong: false, isFilled: false }]],
});
const wordFile = (...words: string[]): Buffer =>
  wordOf(words.map(line), { footerText: '', copies: [], isDraft: false });

describe('texts that ship with the product', () => {
  test('every kind of paper has one, and it names only fields its paper knows', async () => {
    const { rows } = await keeper.must(dealDocuments.templates);
    expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(documentKinds));
    for (const { kind, text: shipped } of shippedTexts) {
      const answer = await keeper.must(dealDocuments.preview, { body: { kind, text: shipped } });
      expect([kind, answer.unknown]).toEqual([kind, []]);
      expect(fieldUses(readTemplate(shipped)).uses.length).toBeGreaterThan(5);
    }
  });
});

describe('a text of the house', () => {
  test('versions follow one another, stay readable and can come back; who wrote on an old one is told by whom', async () => {
    const first = await save({});
    expect(first.body).toMatchObject({ version: 1 });
    const { templateId } = first.body;
    expect((await save({ text: `${text}。`, basedOn: 1 })).body).toMatchObject({ templateId, version: 2 });
    const late = await save({ basedOn: 1 });
    expect([late.code, (late.body as unknown as { error: { zh: string } }).error.zh]).toEqual([
      'TEMPLATE_STALE',
      '该范本已由内勤更新到第 2 版',
    ]);
    const restored = await keeper.must(dealDocuments.restore, {
      params: { templateId },
      body: { number: 1, basedOn: 2 },
    });
    expect(restored.version).toBe(3);
    const shown = await keeper.must(dealDocuments.text, { query: { templateId } });
    expect(shown.text).toBe(text);
    expect(shown.versions.map((one) => one.number)).toEqual([3, 2, 1]);
    const second = await keeper.must(dealDocuments.text, { query: { templateId, number: 2 } });
    expect(second.text).toBe(`${text}。`);
  });

  test('an unknown field is refused by its name and line, and the version in use stays', async () => {
    const before = (await keeper.must(dealDocuments.templates)).rows.find((row) => row.kind === 'contract');
    const refused = await save({ text: `${text}\n{{客户星座}}`, basedOn: 3 });
    expect(refused).toMatchObject({ status: 422, code: 'TEMPLATE_FIELD_UNKNOWN' });
    expect(refused.body).toMatchObject({ error: { detail: { names: '客户星座', line: 3 }, field: 'text' } });
    const after = (await keeper.must(dealDocuments.templates)).rows.find((row) => row.kind === 'contract');
    expect(after).toEqual(before);
  });

  test('two who save at once: one version, and the other hears of it', async () => {
    const answers = await Promise.all(['甲', '乙'].map((mark) => save({ goods: 'vehicle', text: `${text}${mark}` })));
    expect(answers.map((one) => one.code).sort()).toEqual(['TEMPLATE_STALE', null].sort());
  });

  test('retired, the shipped text is used again', async () => {
    const row = (await keeper.must(dealDocuments.templates)).rows.find((one) => one.goods === 'vehicle');
    await keeper.must(dealDocuments.retire, {
      params: { templateId: row?.templateId ?? '' },
      body: { reason: '改用通用文本' },
    });
    const rows = (await keeper.must(dealDocuments.templates)).rows;
    expect(rows.some((one) => one.goods === 'vehicle')).toBe(false);
  });

  test('nobody without the right reads or writes texts', async () => {
    expect((await other.call(dealDocuments.templates)).code).toBe('NOT_ALLOWED');
    expect(
      (
        await other.call(dealDocuments.save, {
          body: { kind: 'contract', goods: null, siteId: null, text, note: '', basedOn: 0 },
        })
      ).code,
    ).toBe('NOT_ALLOWED');
  });
});

describe("the house's own Word file", () => {
  test('goes in, is looked through, filled and shown; it comes back byte for byte', async () => {
    const file = wordFile(
      '订购人 {{客户姓名}} 总价 {{成交价}}',
      '{{#付款计划}}',
      '{{期次}} {{应付金额}}',
      '{{/付款计划}}',
    );
    const answer = await send(file, {});
    expect(answer.status).toBe(200);
    const { templateId } = (await answer.json()) as { templateId: string };
    const shown = await keeper.must(dealDocuments.text, { query: { templateId } });
    expect(shown.fields).toEqual(['客户姓名', '成交价', '期次', '应付金额']);
    const words = shown.preview.map((one) => one.cells.map((cell) => cell.map((run) => run.text).join('')).join());
    expect(words).toEqual(['订购人 周敏 总价 ¥2,352,000.00', '1 ¥712,000.00', '2 ¥1,640,000.00']);
    const back = await keeper.fetch(`/api/deal-templates/${templateId}/file?number=1`);
    expect(Buffer.from(await back.arrayBuffer()).equals(file)).toBe(true);
  });

  test.each([
    ['an unknown field', wordFile('{{客户姓名}} {{客户星座}}'), 'TEMPLATE_FIELD_UNKNOWN'],
    ['raw XML', wordFile('{{@客户姓名}}'), 'TEMPLATE_FIELD_UNKNOWN'],
    ['a part left open', wordFile('{{#付款计划}} {{期次}}'), 'TEMPLATE_PART_UNCLOSED'],
    ['braces that do not match', wordFile('{{客户姓名}} {{成交价'), 'TEMPLATE_BRACES_BROKEN'],
    ['no field at all', wordFile('空白合同'), 'TEMPLATE_EMPTY'],
    ['half a file', wordFile('{{客户姓名}}').subarray(0, 300), 'TEMPLATE_UNREADABLE'],
    ['no zip at all', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]), 'TEMPLATE_UNREADABLE'],
    ['a zip that is no document', zipOf({ 'a.txt': 'a' }), 'TEMPLATE_UNREADABLE'],
    ['a macro', zipOf({ 'word/vbaProject.bin': 'x' }, wordFile('{{客户姓名}}')), 'TEMPLATE_UNREADABLE'],
    [
      'an entity that grows',
      zipOf({ 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }, wordFile('{{客户姓名}}')),
      'TEMPLATE_UNREADABLE',
    ],
    [
      'a file that swells',
      zipOf({ 'word/media/a.bmp': '0'.repeat(40 * 1024 * 1024) }, wordFile('{{客户姓名}}')),
      'TEMPLATE_UNREADABLE',
    ],
  ])('%s is refused with its reason', async (_, bytes, code) => {
    const answer = await send(bytes, { kind: 'withdrawal' });
    expect([answer.status, await codeOf(answer)]).toEqual([422, code]);
  });

  test('fields torn apart by Word are one field; values cannot break the file', () => {
    const zip = new PizZip(wordFile('X'));
    const torn = '<w:r><w:t>{{客户</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>姓名}}</w:t></w:r>';
    const xml = zip.file('word/document.xml')?.asText() ?? '';
    zip.file('word/document.xml', xml.replace(/<w:r>(?:(?!<\/w:r>).)*X<\/w:t><\/w:r>/, torn));
    const bytes = zip.generate({ type: 'nodebuffer' });
    expect(usesOfWord(bytes).uses).toEqual([{ name: '客户姓名', list: null, line: null }]);
    const values = { ...sampleValues('order'), fields: { 客户姓名: '<w:p>&{{成交价}}' } };
    const [first] = linesOfWord(fillWord(bytes, values, false));
    expect(first?.cells[0]?.map((run) => run.text).join('')).toBe('<w:p>&{{成交价}}');
  });

  test('a draft carries its mark on every page, a final paper none', () => {
    const bytes = wordFile('{{客户姓名}}');
    const parts = (isDraft: boolean) => new PizZip(fillWord(bytes, sampleValues('order'), isDraft));
    const xml = parts(true).file('word/document.xml')?.asText() ?? '';
    expect(xml.match(/<w:headerReference/g)).toHaveLength(3);
    expect(parts(true).file('word/guike-draft-header.xml')?.asText()).toContain('草稿');
    expect(parts(false).file('word/guike-draft-header.xml')).toBeNull();
  });
});

function zipOf(parts: Record<string, string>, base?: Buffer): Buffer {
  const zip = base ? new PizZip(base) : new PizZip();
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
