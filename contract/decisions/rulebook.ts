/** Facts and input of the decisions about versions of a rulebook and the book of a site. */
import { z } from 'zod';
import type { rulebookKinds } from '#core/rulebook/index.ts';
import { anId, count, idOrNone, instantOrNone, yes } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

const now = '2026-03-02T02:00:00.000Z';
const exampleIds = z.array(z.string().max(100).meta(named('示例', 'Example'))).optional();
export const changedExamples = exampleIds.meta(named('结论改变的示例', 'examples whose answer changes'));
export const confirmExamples = exampleIds.meta(named('已核对的示例', 'examples accepted'));
const effectiveFrom = instantOrNone('生效时间（空为立即）', 'In force from (none: at once)');

export const rulebookShapes: ShapesOf<typeof rulebookKinds> = {
  'rulebook.publish': {
    facts: z.looseObject({
      latestNumber: count('最新版本号', 'Newest version'),
      startedFrom: count('起草所据的版本号', 'Version the author started from'),
      sourceChanged: yes('内容有改动', 'The text differs'),
      highestNumber: count('用过的最大版本号', 'Highest number ever given').optional(),
      comingFrom: instantOrNone(
        '最新版本的生效时间（尚未生效时）',
        'When the newest version takes effect, if it has not',
      ).optional(),
      changedExamples,
    }),
    input: z.looseObject({ effectiveFrom, confirmExamples }),
    sample: {
      now,
      facts: { latestNumber: 3, startedFrom: 3, sourceChanged: true },
      input: { effectiveFrom: '2026-04-01T00:00:00.000Z' },
    },
  },
  'rulebook.adopt': {
    facts: z.looseObject({
      currentBookId: idOrNone('现用制度', 'Rulebook now'),
      inForceFrom: instantOrNone('所选制度的生效时间', 'Since when the chosen one is in force'),
    }),
    input: z.looseObject({ bookId: anId('改用的制度', 'Rulebook chosen'), effectiveFrom }),
    sample: {
      now,
      facts: { currentBookId: 'old book', inForceFrom: '2026-01-01T00:00:00.000Z' },
      input: { bookId: 'new book', effectiveFrom: null },
    },
  },
};
