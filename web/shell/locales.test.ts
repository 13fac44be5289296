import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const web = new URL('..', import.meta.url).pathname;
const languages = ['zh-CN', 'zh-TW', 'en'] as const;
const capabilities = readdirSync(web, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(web, entry.name)).includes('locales'))
  .map((entry) => entry.name);

const sentencesOf = async (capability: string, language: string): Promise<Record<string, string>> =>
  (await import(/* @vite-ignore */ join(web, capability, 'locales', `${language}.ts`))).default;

// Characters of Simplified Chinese that no Traditional text uses.
const simplified = new RegExp(
  '[' +
    '审购处开发办没项还过签点请时间驳废详户为应线岗权须费补对会转结见写级无经统页刚变号说关额删两组长数谁选则记进评换车订诺积礼让证单样档绍认劝总资报试带销门给顾问约动' +
    '迟领联沟访阶录来满归属将节邮电话这计调细毁业绩诉实况双仅绝协争从场踪历义务盖职议称筛条导护类态码择个继续该产员紧纳传编备状质广终亲马潜达参谈标误纸坚书迹笔规负励' +
    '责获盘买顿齐辆贷缴设财减颜讲预税随暂弃卖鉴毕罚较难视违遗纹队装贵响载侧击识册织验题临骤滞轮账宾诚顺营闲吗连断输维错宽键头张读运览腾区栋库货层测释奖专链扫旧仪论络' +
    '闭术仓储凭银栏们龄虑惩轻拟兑围检执语贴阅厅词图隐陈赠' +
    ']',
);

const blanksIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

describe.each(capabilities)('the sentences of %s', (capability) => {
  test('are complete in every language, with the same blanks', async () => {
    const chinese = await sentencesOf(capability, 'zh-CN');
    for (const language of languages) {
      const sentences = await sentencesOf(capability, language);
      expect(Object.keys(sentences).sort(), language).toEqual(Object.keys(chinese).sort());
      for (const [key, sentence] of Object.entries(sentences)) {
        expect(sentence.trim(), `${language} ${key}`).not.toBe('');
        expect(blanksIn(sentence), `${language} ${key}`).toEqual(blanksIn(chinese[key] ?? ''));
      }
    }
  });

  test('are in the right language', async () => {
    for (const [key, sentence] of Object.entries(await sentencesOf(capability, 'en')))
      expect(sentence, `en ${key}`).not.toMatch(/[\u3400-\u9fff]/);
    for (const [key, sentence] of Object.entries(await sentencesOf(capability, 'zh-TW')))
      expect(sentence, `zh-TW ${key}`).not.toMatch(simplified);
  });
});

test('every sentence that is asked for by name exists, and no Chinese text stands outside the sentences', async () => {
  const known = new Set<string>();
  for (const capability of capabilities)
    for (const key of Object.keys(await sentencesOf(capability, 'zh-CN'))) known.add(key);
  const missing: string[] = [];
  const stray: string[] = [];
  for (const file of sourcesIn(web)) {
    if (/\/(locales|dist)\//.test(file)) continue;
    const name = file.slice(web.length);
    const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');
    for (const match of text.matchAll(/(?<![\w.])(?:t|i18next\.t)\(\s*'([^']+)'/g))
      if (!known.has(match[1] ?? '')) missing.push(`${name}: ${match[1]}`);
    // Fonts and languages are named in their own language; api.ts says what no server could say.
    if (!/shell\/(theme|language|api)\.ts$/.test(name) && /[\u3400-\u9fff]/.test(text)) stray.push(name);
  }
  expect({ missing, stray }).toEqual({ missing: [], stray: [] });
});
