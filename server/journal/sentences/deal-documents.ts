/** What happened to the papers of deals, in words. */
import { documentNames } from '#core/deals/index.ts';
import { type Kinds, type Sentence, say, type Told, wordFor } from './kit.ts';

const paperIn = ({ input }: Told): Sentence => wordFor(documentNames, input.kind);
const short = (sha256: unknown): string => String(sha256 ?? '').slice(0, 12);

export const documentKinds: Kinds = {
  'deals.saveTemplate': {
    title: say('保存合同范本', 'Contract text saved'),
    summary: (told) => {
      const paper = paperIn(told);
      const version = String(told.outcome.version ?? '');
      return say(`${paper.zh}范本，第 ${version} 版`, `${paper.en}, version ${version}`);
    },
  },
  'deals.retireTemplate': {
    title: say('停用合同范本', 'Contract text retired'),
    summary: (told) => paperIn(told),
  },
  'deals.makeFinal': {
    title: say('文件定稿', 'Paper made final'),
    summary: (told) => {
      const paper = paperIn(told);
      const number = String(told.outcome.number ?? '');
      const print = short(told.outcome.sha256);
      return say(`${paper.zh} ${number}，文字指纹 ${print}`, `${paper.en} ${number}, fingerprint ${print}`);
    },
  },
  'deals.voidDocument': {
    title: say('作废定稿文件', 'Final paper voided'),
    summary: (told) => {
      const paper = paperIn(told);
      return say(`${paper.zh} ${String(told.input.number ?? '')}`, `${paper.en} ${String(told.input.number ?? '')}`);
    },
  },
  'deals.exportRegister': { title: say('导出成交登记表', 'Register of deals exported') },
  'deals.printDocument': {
    title: say('打印成交文件', 'Paper of a deal printed'),
    summary: (told) => {
      const paper = paperIn(told);
      return told.input.isDraft
        ? say(`${paper.zh}（草稿）`, `${paper.en} (draft)`)
        : say(`${paper.zh} ${String(told.input.number ?? '')}`, `${paper.en} ${String(told.input.number ?? '')}`);
    },
  },
};
