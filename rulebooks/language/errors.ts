/** Everything a document can be refused for: a code, what is wrong and how to mend it, in both languages. */
import type { CompileError } from './types.ts';

type Words = {
  readonly zh: string;
  readonly en: string;
  readonly remedy: { readonly zh: string; readonly en: string };
};
const words = (zh: string, en: string, remedyZh: string, remedyEn: string): Words => ({
  zh,
  en,
  remedy: { zh: remedyZh, en: remedyEn },
});

export const sentences = {
  DOCUMENT_TOO_LARGE: (max: string) =>
    words(
      `文档超过 ${max} 字符`,
      `The document is longer than ${max} characters`,
      '请拆分文档。',
      'Split the document.',
    ),
  TOO_MANY_TAGS: (max: string) =>
    words(`文档的标签超过 ${max} 个`, `The document has more than ${max} tags`, '请拆分文档。', 'Split the document.'),
  TOO_MANY_LINES: (max: string) =>
    words(`文档超过 ${max} 行`, `The document has more than ${max} lines`, '请拆分文档。', 'Split the document.'),
  LINE_TOO_LONG: (max: string) =>
    words(
      `这一行超过 ${max} 字符`,
      `This line is longer than ${max} characters`,
      '请分成几段。',
      'Break it into several paragraphs.',
    ),
  TOO_MANY_BRACKETS: (max: string) =>
    words(
      `文档的方括号和波浪号超过 ${max} 个`,
      `The document has more than ${max} square brackets and tildes`,
      '制度正文不用链接、图片和删除线；请删去。',
      'A rulebook has no links, no pictures and nothing crossed out: remove them.',
    ),
  NESTED_TOO_DEEP: () =>
    words(
      '标记嵌套过深，无法读取',
      'The markup is nested too deeply to be read',
      '正文只用段落、列表、粗体、参数和参数表。',
      'Use paragraphs, lists, bold text, parameters and parameter tables only.',
    ),
  TAGS_LEFT_OPEN: () =>
    words(
      '到此处已有太多标签没有结束',
      'Too many tags are still open here',
      '检查前文，每个 {% clause %} 都要有 {% /clause %}，每个参数都以 /%} 结尾。',
      'Look further up: every {% clause %} needs its {% /clause %}, every parameter ends with /%}.',
    ),
  FRONT_MATTER_MISSING: () =>
    words(
      '文档开头缺少说明栏',
      'The document does not start with its front matter',
      '在第一行写 ---，逐行写明 id、title、gloss、policies、sector、version，再以 --- 结束。',
      'Begin with a line ---, give id, title, gloss, policies, sector and version one a line, and close with ---.',
    ),
  FRONT_MATTER_FIELD_MISSING: (field: string) =>
    words(
      `说明栏缺少 ${field}`,
      `The front matter has no ${field}`,
      `补写一行“${field}: …”。`,
      `Add a line "${field}: …".`,
    ),
  FRONT_MATTER_FIELD_UNKNOWN: (field: string) =>
    words(
      `说明栏不认识 ${field}`,
      `The front matter has an unknown field ${field}`,
      '删去该行，或改正字段名。',
      'Remove the line or correct the field name.',
    ),
  SYNTAX: (message: string) =>
    words(
      `标记写法有误：${message}`,
      `Malformed markup: ${message}`,
      '检查标签是否成对、属性值是否加了引号，例如 {% clause id="A12" cites="…" gloss="…" %} … {% /clause %}。',
      'Check that tags are closed and attribute values quoted, e.g. {% clause id="A12" cites="…" gloss="…" %} … {% /clause %}.',
    ),
  UNSUPPORTED: (what: string) =>
    words(
      `此处不能使用 ${what}`,
      `${what} cannot be used here`,
      '正文只用段落、列表、粗体、参数和参数表。',
      'Use paragraphs, lists, bold text, parameters and parameter tables only.',
    ),
  CLAUSE_NESTED: () =>
    words(
      '条款里不能再套条款',
      'A clause cannot contain another clause',
      '先结束前一条。',
      'Close the first clause before opening the next.',
    ),
  CLAUSE_ID_MISSING: () => words('条款没有编号', 'The clause has no id', '补写 id="…"。', 'Add id="…".'),
  CLAUSE_ID_INVALID: (id: string) =>
    words(
      `条款编号“${id}”不合规`,
      `The clause id "${id}" is not allowed`,
      '编号只用字母、数字、点和连字符，以字母开头。',
      'Use letters, digits, dots and hyphens, starting with a letter.',
    ),
  CLAUSE_DUPLICATE: (id: string, firstLine: string) =>
    words(
      `条款编号“${id}”重复，第 ${firstLine} 行已用过`,
      `The clause id "${id}" is already used on line ${firstLine}`,
      '为本条另取编号。',
      'Give this clause another id.',
    ),
  CLAUSE_GLOSS_MISSING: (id: string) =>
    words(`条款“${id}”没有英文释义`, `Clause "${id}" has no English gloss`, '补写 gloss="…"。', 'Add gloss="…".'),
  CLAUSE_EMPTY: (id: string) =>
    words(`条款“${id}”没有正文`, `Clause "${id}" has no text`, '写出条文。', 'Write the clause.'),
  CLAUSE_ID_RETIRED: (id: string, number: string) =>
    words(
      `条款编号“${id}”已随第 ${number} 版之后废止，不能再用`,
      `The clause id "${id}" was retired after version ${number} and cannot be used again`,
      '为本条另取编号；废止的编号永远属于原来的条文。',
      'Give this clause another id; a retired id belongs to its old text for good.',
    ),
  EXAMPLE_OUTSIDE_CLAUSE: (id: string) =>
    words(
      `例“${id}”不在任何条款内`,
      `The example "${id}" stands outside every clause`,
      '把它移到所说明的条款里。',
      'Move it into the clause that it illustrates.',
    ),
  EXAMPLE_ID_INVALID: (id: string) =>
    words(
      `例的编号“${id}”不合规`,
      `The example id "${id}" is not allowed`,
      '写 id="…"，只用字母、数字、点和连字符，例如 id="A17-1"。',
      'Write id="…" with letters, digits, dots and hyphens, such as id="A17-1".',
    ),
  EXAMPLE_DUPLICATE: (id: string, firstLine: string) =>
    words(
      `例的编号“${id}”重复，第 ${firstLine} 行已用过`,
      `The example id "${id}" is already used on line ${firstLine}`,
      '为本例另取编号。',
      'Give this example another id.',
    ),
  EXAMPLE_KIND_UNKNOWN: (id: string, kind: string, nearest: string) =>
    words(
      `例“${id}”的决定种类“${kind}”不存在`,
      `The example "${id}" names the unknown kind of decision "${kind}"`,
      nearest ? `是否应为“${nearest}”？` : '写 kind="…"，从决定种类清单中选用。',
      nearest ? `Did you mean "${nearest}"?` : 'Write kind="…" with a name from the list of kinds.',
    ),
  EXAMPLE_GLOSS_MISSING: (id: string) =>
    words(`例“${id}”没有英文释义`, `The example "${id}" has no English gloss`, '补写 gloss="…"。', 'Add gloss="…".'),
  EXAMPLE_TEXT_MISSING: (id: string) =>
    words(
      `例“${id}”没有说明`,
      `The example "${id}" does not tell its case`,
      '用一句话写明是什么情形。',
      'Tell the case in one sentence.',
    ),
  EXAMPLE_CASE_MISSING: (id: string) =>
    words(
      `例“${id}”应有一个 \`\`\`yaml 代码块`,
      `The example "${id}" needs one \`\`\`yaml block`,
      '写一个代码块，其中有 now、set 与 expect。',
      'Write one block with now, set and expect.',
    ),
  EXAMPLE_YAML: (id: string, message: string) =>
    words(
      `例“${id}”的代码块不是有效的 YAML：${message}`,
      `The block of the example "${id}" is not valid YAML: ${message}`,
      '检查缩进与冒号，例如“  facts.claim.state: active”。',
      'Check indentation and colons, e.g. "  facts.claim.state: active".',
    ),
  EXAMPLE_FIELD_UNKNOWN: (id: string, field: string, known: string) =>
    words(
      `例“${id}”中不认识“${field}”`,
      `The example "${id}" has an unknown field "${field}"`,
      `可用：${known}。`,
      `Use: ${known}.`,
    ),
  EXAMPLE_FIELD_WRONG: (id: string, field: string, expectedZh: string, expectedEn: string) =>
    words(
      `例“${id}”的“${field}”写法不符`,
      `"${field}" of the example "${id}" is not as it must be`,
      `应为${expectedZh}。`,
      `It must be ${expectedEn}.`,
    ),
  CITATION_UNKNOWN: (id: string) =>
    words(
      `引用的“${id}”不在条款目录中`,
      `The citation "${id}" is not in the clause catalogue`,
      '核对目录编号，或删去这处引用。',
      'Check the catalogue id, or remove the citation.',
    ),
  PARAMETER_UNKNOWN: (name: string, nearest: string) =>
    words(
      `没有名为“${name}”的参数`,
      `There is no parameter named "${name}"`,
      nearest ? `是否应为“${nearest}”？` : '从参数清单中选用名称。',
      nearest ? `Did you mean "${nearest}"?` : 'Use a name from the list of parameters.',
    ),
  PARAMETER_DUPLICATE: (name: string, firstLine: string) =>
    words(
      `参数“${name}”已在第 ${firstLine} 行设定`,
      `The parameter "${name}" is already set on line ${firstLine}`,
      '一个参数只在一处设定，其余各处用文字表述。',
      'Set a parameter in one place and refer to it in words elsewhere.',
    ),
  PARAMETER_OUTSIDE_CLAUSE: (name: string) =>
    words(
      `参数“${name}”不在任何条款内`,
      `The parameter "${name}" stands outside every clause`,
      '把它写进所属条款的句子里。',
      'Move it into the sentence of its clause.',
    ),
  VALUE_MISSING: (name: string) =>
    words(`参数“${name}”没有值`, `The parameter "${name}" has no value`, '补写 value=…。', 'Add value=….'),
  VALUE_WRONG_TYPE: (name: string, expectedZh: string, expectedEn: string) =>
    words(
      `参数“${name}”的值类型不符`,
      `The value of "${name}" has the wrong type`,
      `应为${expectedZh}。`,
      `It must be ${expectedEn}.`,
    ),
  VALUE_OUT_OF_BOUNDS: (name: string, value: string, min: string, max: string) =>
    words(
      `参数“${name}”的值 ${value} 超出范围`,
      `The value ${value} of "${name}" is out of bounds`,
      `取 ${min} 至 ${max} 之间的整数。`,
      `Use a whole number from ${min} to ${max}.`,
    ),
  VALUE_NOT_AN_OPTION: (name: string, value: string, options: string) =>
    words(
      `“${value}”不是参数“${name}”的选项`,
      `"${value}" is not an option of "${name}"`,
      `可选：${options}。`,
      `The options are: ${options}.`,
    ),
  TABLE_EXPECTED: (name: string) =>
    words(
      `参数“${name}”是一张表`,
      `The parameter "${name}" is a table`,
      `用 {% table name="${name}" %} 包住一张表格。`,
      `Wrap a table in {% table name="${name}" %}.`,
    ),
  TABLE_NOT_EXPECTED: (name: string) =>
    words(
      `参数“${name}”不是表`,
      `The parameter "${name}" is not a table`,
      `用 {% param name="${name}" value=… /%} 写在句子里。`,
      `Write {% param name="${name}" value=… /%} inside the sentence.`,
    ),
  TABLE_MISSING: (name: string) =>
    words(
      `“${name}”的标签里没有表格`,
      `The tag of "${name}" holds no table`,
      '写一张表：表头与每行首格的末尾用反引号写明列名与行名。',
      'Write one table: end each heading and each first cell with its key in backticks.',
    ),
  TABLE_KEY_MISSING: (name: string, cell: string) =>
    words(
      `表“${name}”的“${cell}”没有写明名称`,
      `"${cell}" in table "${name}" has no key`,
      '在格子末尾用反引号写名称，例如：现接待人 `server`。',
      'End the cell with its key in backticks, e.g. 现接待人 `server`.',
    ),
  COLUMN_UNKNOWN: (name: string, key: string, expected: string) =>
    words(
      `表“${name}”没有“${key}”列`,
      `Table "${name}" has no column "${key}"`,
      `应有的列：${expected}。`,
      `Its columns are: ${expected}.`,
    ),
  COLUMN_MISSING: (name: string, key: string) =>
    words(`表“${name}”缺少“${key}”列`, `Table "${name}" lacks the column "${key}"`, '补上这一列。', 'Add the column.'),
  ROW_UNKNOWN: (name: string, key: string, expected: string) =>
    words(
      `表“${name}”没有“${key}”行`,
      `Table "${name}" has no row "${key}"`,
      `应有的行：${expected}。`,
      `Its rows are: ${expected}.`,
    ),
  ROW_MISSING: (name: string, key: string) =>
    words(`表“${name}”缺少“${key}”行`, `Table "${name}" lacks the row "${key}"`, '补上这一行。', 'Add the row.'),
  KEY_DUPLICATE: (name: string, key: string) =>
    words(
      `表“${name}”中“${key}”出现两次`,
      `"${key}" appears twice in table "${name}"`,
      '删去重复的一处。',
      'Remove one of them.',
    ),
  CELL_NOT_A_NUMBER: (name: string, row: string, column: string, text: string) =>
    words(
      `表“${name}”${row}行${column}列的“${text}”不是整数`,
      `"${text}" in row ${row}, column ${column} of "${name}" is not a whole number`,
      '填写整数。',
      'Write a whole number.',
    ),
  CELL_OUT_OF_BOUNDS: (name: string, row: string, column: string, min: string, max: string) =>
    words(
      `表“${name}”${row}行${column}列超出范围`,
      `Row ${row}, column ${column} of "${name}" is out of bounds`,
      `取 ${min} 至 ${max} 之间的整数。`,
      `Use a whole number from ${min} to ${max}.`,
    ),
  ROW_TOTAL: (name: string, row: string, total: string, wanted: string) =>
    words(
      `表“${name}”${row}行合计 ${total}，应为 ${wanted}`,
      `Row ${row} of "${name}" adds up to ${total} instead of ${wanted}`,
      `调整各格，使合计为 ${wanted}。`,
      `Change the cells so that they add up to ${wanted}.`,
    ),
} as const;

export type ErrorCode = keyof typeof sentences;

export const compileError = <Code extends ErrorCode>(
  code: Code,
  line: number,
  ...details: Parameters<(typeof sentences)[Code]>
): CompileError => {
  const say = sentences[code] as (...args: string[]) => Words;
  return { code, line, ...say(...(details as string[])) };
};
