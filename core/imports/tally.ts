import type { SkipReason } from './types.ts';

/** Where every row of a sheet ended. The parts always make the whole: a row that is in none of them is a defect. */
export interface Tally {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly merged: number;
  readonly returned: number;
  readonly skipped: number;
}

export type Ending = 'create' | 'update' | 'merge' | 'return' | 'skip';

export const emptyTally: Tally = { rows: 0, created: 0, updated: 0, merged: 0, returned: 0, skipped: 0 };

const parts = { create: 'created', update: 'updated', merge: 'merged', return: 'returned', skip: 'skipped' } as const;

export function count(tally: Tally, ending: Ending, rows = 1): Tally {
  const part = parts[ending];
  return { ...tally, rows: tally.rows + rows, [part]: tally[part] + rows };
}

/** The tally of rows counted by ending. */
export const tallyFrom = (counts: Iterable<{ readonly ending: Ending; readonly n: number }>): Tally => {
  let tally = emptyTally;
  for (const { ending, n } of counts) tally = count(tally, ending, n);
  return tally;
};

export const isComplete = (tally: Tally): boolean =>
  tally.rows === tally.created + tally.updated + tally.merged + tally.returned + tally.skipped;

export const skipTexts: Readonly<Record<SkipReason, { readonly zh: string; readonly en: string }>> = {
  BLANK_ROW: { zh: '空行', en: 'Blank row' },
  TITLE_ROW: { zh: '标题或填表说明', en: 'Title or instructions' },
  HEADER_ROW: { zh: '表头', en: 'Header' },
  SECTION_ROW: { zh: '小标题或附注', en: 'Section heading or remark' },
  TOTAL_ROW: { zh: '合计行', en: 'Total row' },
};
