/** What an import did, in one line. */
import { at, type Kinds, say } from './kit.ts';

const count = (told: { outcome: unknown }, key: string): string => String(at(told.outcome, 'tally', key) ?? 0);

export const importsKinds: Kinds = {
  'imports.run': {
    title: say('导入表格', 'Spreadsheet imported'),
    summary: (told) =>
      say(
        `新增 ${count(told, 'created')}，更新 ${count(told, 'updated')}，合并 ${count(told, 'merged')}，退回 ${count(told, 'returned')}`,
        `${count(told, 'created')} created, ${count(told, 'updated')} updated, ${count(told, 'merged')} merged, ${count(told, 'returned')} returned`,
      ),
  },
  'imports.register': { title: say('导入历史来访来电', 'Past visits and calls imported') },
  'imports.undo': { title: say('撤销导入', 'Import undone') },
};
