import { z } from 'zod';
import { problemTexts } from '#core/imports/problems.ts';
import { storableCell } from '#core/imports/text.ts';
import { type SkipReason, targets } from '#core/imports/types.ts';
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, pageOf, pageQuery, Uuid } from './kernel/shapes.ts';

export const importsPermissions = permissions({
  'imports.read': { zh: '查看导入记录', en: 'See imports', scopes: ['self', 'company'] },
  'imports.run': {
    zh: '导入客户、来访、跟进和库存',
    en: 'Import customers, visits, follow-ups and stock',
    scopes: ['site', 'company'],
  },
  'imports.staff': { zh: '导入人员和离职移交', en: 'Import staff and handovers', scopes: ['company'] },
});

const again = { mayPassLater: false, status: 409 } as const;
export const importsRefusals = refusals({
  FILE_EMPTY: { status: 422, mayPassLater: false, zh: '文件是空的', en: 'The file is empty' },
  FILE_TOO_BIG: {
    status: 413,
    mayPassLater: false,
    zh: '文件超过 {limit}，请拆成几份再导入',
    en: 'The file is over {limit}: split it and import the parts',
  },
  DISK_FULL: {
    status: 503,
    mayPassLater: true,
    zh: '服务器磁盘已满，文件没有保存',
    en: 'The server has no disk space left; the file was not kept',
  },
  UPLOAD_BROKEN_OFF: {
    status: 400,
    mayPassLater: true,
    zh: '上传中断，请重新上传',
    en: 'The upload broke off: send the file again',
  },
  IMPORT_AT_WORK: {
    ...again,
    zh: '导入正在进行，先取消才能修改',
    en: 'The import is at work: cancel it before changing it',
  },
  IMPORT_NOT_STARTABLE: { ...again, zh: '这次导入没有待处理的行', en: 'This import has no rows left to do' },
  IMPORT_UNDONE: { ...again, zh: '这次导入已经撤销', en: 'This import has been undone' },
  IMPORT_NOT_UNDOABLE: { ...again, zh: '这次导入没有可撤销的内容', en: 'There is nothing to undo in this import' },
  IMPORT_NOT_AT_WORK: { ...again, zh: '这次导入没有在进行', en: 'This import is not at work' },
  HEADER_MISSING: {
    ...again,
    status: 422,
    zh: '没有找到表头：请指出表头在第几行，或逐列指定',
    en: 'No header row was found: say which row it is, or assign the columns',
  },
  MAPPING_INCOMPLETE: {
    ...again,
    status: 422,
    zh: '还没有指定必填列：{fields}',
    en: 'Required columns are not assigned: {fields}',
  },
  MAPPING_WRONG: {
    ...again,
    status: 422,
    zh: '列的指定有误：{problem}',
    en: 'The columns are assigned wrongly: {problem}',
  },
  SITE_NEEDED: { ...again, status: 422, zh: '请先选定所属案场', en: 'Choose the site the sheet belongs to' },
  ROW_ALREADY_TAKEN: {
    ...again,
    zh: '第 {row} 行已经导入，不能再改',
    en: 'Row {row} has been imported and cannot be changed',
  },
  COLLEAGUE_NOT_FOUND: { status: 422, mayPassLater: false, zh: '没有这位同事', en: 'There is no such colleague' },
});

const Cell = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]);
/** What comes out of a pasted cell may hold what no database can keep; it is left out rather than refused. */
const TypedCell = Cell.transform(storableCell);
const TargetName = z.enum(targets);
export const Mode = z.enum(['create', 'update', 'both']);
const ProblemCodes = z.enum(Object.keys(problemTexts) as [keyof typeof problemTexts, ...(keyof typeof problemTexts)[]]);
export const RowProblem = z.object({
  code: ProblemCodes,
  severity: z.enum(['error', 'warning']),
  field: z.string(),
  column: z.number().int().nullable(),
  detail: z.string(),
  zh: z.string(),
  en: z.string(),
});
export const Tally = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  merged: z.number().int(),
  returned: z.number().int(),
  skipped: z.number().int(),
});
const skipReasons = [
  'BLANK_ROW',
  'TITLE_ROW',
  'HEADER_ROW',
  'SECTION_ROW',
  'TOTAL_ROW',
] as const satisfies readonly SkipReason[];
export const Ending = z.enum(['create', 'update', 'merge', 'return', 'skip']);
export const ImportState = z.enum([
  'ready',
  'checking',
  'running',
  'stopped',
  'cancelled',
  'done',
  'undoing',
  'undone',
]);

export const ImportSummary = z.object({
  id: Uuid,
  fileId: Uuid,
  fileName: z.string(),
  sheetName: z.string(),
  state: ImportState,
  target: TargetName.nullable(),
  rowCount: z.number().int(),
  tally: Tally,
  checkTally: Tally.nullable(),
  problem: z.string().nullable().describe('Why it stopped'),
  createdBy: z.string(),
  createdAt: InstantOut,
  endedAt: InstantOut.nullable(),
});
const Question = z.object({
  written: z.string().describe('The name as the file writes it'),
  rows: z.number().int(),
  code: z.enum(['STAFF_UNKNOWN', 'STAFF_AMBIGUOUS', 'STAFF_LEFT_UNNAMED']),
  answer: Uuid.nullable(),
});
export const ImportDetail = ImportSummary.extend({
  version: z.number().int(),
  headerRow: z.number().int().nullable().describe('0-based; null when the sheet has no header'),
  columns: z.array(z.string()).describe('What stands in the header, or A, B, C…'),
  mapping: z.record(z.string(), z.number().int()),
  mappingFrom: z.enum(['guess', 'memory', 'person']),
  missing: z.array(z.string()),
  mode: Mode,
  year: z.number().int().nullable(),
  siteId: Uuid.nullable(),
  answers: z.record(z.string(), Uuid),
  questions: z
    .array(Question)
    .describe('Colleagues the last check or run could not settle; answer once for the whole file'),
  canUndo: z.boolean(),
  keptAfterUndo: z.number().int().describe('Changes an undo left alone, because others have built on them'),
});
export const ImportFile = z.object({
  id: Uuid,
  name: z.string(),
  state: z.enum(['reading', 'read', 'failed']),
  encoding: z.string().nullable(),
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  imports: z.array(ImportSummary),
});
export const ImportRow = z.object({
  row: z.number().int().describe('Row number as the spreadsheet shows it, from 1'),
  cells: z.array(Cell),
  ending: Ending.nullable().describe('Where the row ended, or would end by the last check'),
  final: z.boolean().describe('True when the row has been carried out'),
  skipReason: z.enum(skipReasons).nullable(),
  problems: z.array(RowProblem),
  edited: z.boolean(),
});

export const ColleagueOption = z.object({
  id: Uuid,
  name: z.string(),
  number: z.string().nullable(),
  site: z.string().nullable(),
  team: z.string().nullable(),
  left: z.boolean(),
});
const byId = { params: z.object({ importId: Uuid }) };
export const imports = {
  colleagues: query({
    path: '/imports/colleagues',
    may: 'imports.run',
    summary: { zh: '人员对应的候选同事', en: 'Colleagues to answer with' },
    query: z.object({ q: z.string().max(40).default('') }),
    response: z.object({ rows: z.array(ColleagueOption) }),
  }),
  file: query({
    path: '/import-files/:fileId',
    may: 'imports.read',
    summary: { zh: '上传的文件及其各表', en: 'An uploaded file and its sheets' },
    params: z.object({ fileId: Uuid }),
    response: ImportFile,
  }),
  list: query({
    path: '/imports',
    may: 'imports.read',
    summary: { zh: '导入记录', en: 'Imports' },
    query: z.object({ ...pageQuery }),
    response: pageOf(ImportSummary),
  }),
  one: query({
    path: '/imports/:importId',
    may: 'imports.read',
    summary: { zh: '一次导入', en: 'One import' },
    ...byId,
    response: ImportDetail,
  }),
  rows: query({
    path: '/imports/:importId/rows',
    may: 'imports.read',
    summary: { zh: '预览各行', en: 'Preview of the rows' },
    ...byId,
    query: z.object({
      ...pageQuery,
      ending: Ending.optional(),
      from: z.coerce.number().int().min(1).optional().describe('First row number to show'),
    }),
    response: pageOf(ImportRow),
  }),
  configure: command({
    path: '/imports/:importId/settings',
    may: 'imports.run',
    summary: { zh: '表头、列对应、方式、年份、人员对应', en: 'Header, columns, mode, year, colleagues' },
    ...byId,
    body: {
      version: z.number().int(),
      headerRow: z.number().int().min(0).max(1000).nullable().optional(),
      target: TargetName.optional(),
      mapping: z.record(z.string().max(40), z.number().int().min(0).max(199)).optional(),
      mode: Mode.optional(),
      year: z.number().int().min(1990).max(2099).nullable().optional(),
      siteId: Uuid.nullable().optional(),
      answers: z.record(z.string().max(60), Uuid).optional(),
    },
    response: ImportDetail,
    refusals: importsRefusals,
  }),
  editRow: command({
    path: '/imports/:importId/rows/:row',
    may: 'imports.run',
    summary: { zh: '就地改正一行', en: 'Correct a row in place' },
    params: z.object({ importId: Uuid, row: z.coerce.number().int().min(1) }),
    body: { cells: z.record(z.string().regex(/^\d{1,3}$/), TypedCell).describe('Column (0-based) → new value') },
    response: ImportRow,
    refusals: importsRefusals,
  }),
  check: command({
    path: '/imports/:importId/check',
    may: 'imports.run',
    summary: { zh: '试运行：不写入', en: 'Dry run: writes nothing' },
    ...byId,
    body: {},
    response: ImportSummary,
    refusals: importsRefusals,
  }),
  start: command({
    path: '/imports/:importId/start',
    may: 'imports.run',
    summary: { zh: '开始导入，或接着导入', en: 'Start, or go on' },
    ...byId,
    body: {},
    response: ImportSummary,
    refusals: importsRefusals,
  }),
  cancel: command({
    path: '/imports/:importId/cancel',
    may: 'imports.run',
    summary: { zh: '取消：已导入的保留', en: 'Cancel: what is in stays in' },
    ...byId,
    body: {},
    response: ImportSummary,
    refusals: importsRefusals,
  }),
  undo: command({
    path: '/imports/:importId/undo',
    may: 'imports.run',
    summary: { zh: '撤销整次导入', en: 'Undo the whole import' },
    ...byId,
    body: {},
    response: ImportSummary,
    refusals: importsRefusals,
  }),
};
export const IMPORT_FILE_BYTES_MAX = 64 * 1024 * 1024; // protects the server
/** POST with the file as application/octet-stream body; `commandId` names the upload, so that sending it again changes nothing. */
export const uploadPath = '/import-files';
export const UploadQuery = z.object({
  commandId: Uuid,
  name: z.string().min(1).max(200),
  encoding: z.enum(['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be']).optional(),
});
export const returnedPath = '/imports/:importId/returned.xlsx';
