/** Why a file cannot be read at all, in the words of the person who sent it. Problems of single cells are in core/imports. */
export const fileProblems = {
  FILE_EMPTY: { zh: '文件是空的', en: 'The file is empty' },
  FILE_TOO_BIG: { zh: '文件太大，请拆成几份再导入', en: 'The file is too big: split it and import the parts' },
  FILE_NOT_SPREADSHEET: { zh: '这不是表格文件：请用 .xlsx 或 .csv', en: 'Not a spreadsheet: use .xlsx or .csv' },
  FILE_OLD_EXCEL: {
    zh: '这是旧版 .xls 文件：请在表格软件里另存为 .xlsx',
    en: 'An old .xls file: save it as .xlsx in your spreadsheet program',
  },
  FILE_ENCRYPTED: { zh: '文件有密码：请去掉密码后再导入', en: 'The file has a password: remove it and import again' },
  FILE_DAMAGED: { zh: '文件损坏或没有传完，请重新导出', en: 'The file is damaged or incomplete: export it again' },
  FILE_ENCODING_UNKNOWN: {
    zh: '文字编码认不出：请另存为 UTF-8，或在导入设置里选定编码',
    en: 'The text encoding is not recognised: save as UTF-8, or choose the encoding in the import settings',
  },
  SHEET_TOO_LONG: { zh: '表格行数超过上限，请拆成几份', en: 'The sheet has too many rows: split it' },
} as const;
export type FileProblemCode = keyof typeof fileProblems;

export class FileProblem extends Error {
  readonly code: FileProblemCode;
  constructor(code: FileProblemCode, cause?: unknown) {
    super(fileProblems[code].en, { cause });
    this.code = code;
  }
}
