/** Everything that can be the matter with a cell, a row or a file, in the words of the person who has to put it right. */
interface Text {
  readonly zh: string;
  readonly en: string;
  /** What to do about it. */
  readonly remedyZh: string;
  readonly remedyEn: string;
}

const text = (zh: string, en: string, remedyZh: string, remedyEn: string): Text => ({ zh, en, remedyZh, remedyEn });

export const problemTexts = {
  REQUIRED_MISSING: text('必填项为空', 'A required cell is empty', '补上这一格', 'Fill in this cell'),
  TEXT_TOO_LONG: text('内容太长', 'The text is too long', '缩短后再导入', 'Shorten it and import again'),
  TEXT_GARBLED: text(
    '有乱码',
    'The text is garbled',
    '用正确的编码另存后再导入',
    'Save the file in its right encoding and import again',
  ),
  ROW_TOO_WIDE: text(
    '列数比表头多，内容错位了',
    'More columns than the header, the values have slipped',
    '检查引号和逗号',
    'Check quotes and commas',
  ),
  CELL_ERROR: text(
    '公式出错，单元格没有值',
    'The formula failed, the cell has no value',
    '改成实际的值',
    'Replace it with the value meant',
  ),
  DATE_UNREADABLE: text('日期看不懂', 'The date cannot be read', '写成 2025-01-02 的样子', 'Write it like 2025-01-02'),
  DATE_IMPOSSIBLE: text('没有这一天', 'There is no such day', '核对月和日', 'Check month and day'),
  DATE_AMBIGUOUS: text(
    '日期有两种读法',
    'The date can be read in two ways',
    '写成 2025-01-02 的样子',
    'Write it like 2025-01-02',
  ),
  DATE_YEAR_UNCLEAR: text(
    '日期没写年份，也推不出是哪一年',
    'The date has no year and the sheet does not settle it',
    '补上年份，或在导入设置里选定年份',
    'Add the year, or choose one in the import settings',
  ),
  DATE_IN_FUTURE: text('日期还没到', 'The date lies in the future', '核对年份', 'Check the year'),
  DITTO_WITHOUT_ABOVE: text(
    '写着“同上”，但上一行没有可用的值',
    'Says "as above", but the row above has no usable value',
    '写出实际的值',
    'Write the value itself',
  ),
  TIME_UNREADABLE: text('时间看不懂', 'The time cannot be read', '写成 14:30 的样子', 'Write it like 14:30'),
  PHONE_UNREADABLE: text('电话号码不对', 'Not a phone number', '核对位数', 'Check the number of digits'),
  PHONE_REFUSED: text('客户不肯留电话', 'The visitor left no phone', '以后补录', 'Add it when it is known'),
  PHONE_MISSING: text(
    '没有电话，认不出客户',
    'Without a phone the customer cannot be recognised',
    '补上电话，或填客户编号',
    'Add a phone or a customer number',
  ),
  NUMBER_UNREADABLE: text('应当是数字', 'Should be a number', '改成数字', 'Write a number'),
  PARTY_UNCLEAR: text('人数看不懂', 'The party size cannot be read', '写成数字', 'Write a number'),
  GENDER_UNREADABLE: text('性别看不懂', 'The gender cannot be read', '写男或女', 'Write male or female'),
  GRADE_UNREADABLE: text('级别看不懂', 'The grade cannot be read', '写 A、B、C 或 D', 'Write A, B, C or D'),
  YES_NO_UNREADABLE: text('应当是“是”或“否”', 'Should be yes or no', '写是或否', 'Write yes or no'),
  CHANNEL_UNREADABLE: text(
    '跟进方式看不懂',
    'The kind of contact cannot be read',
    '写电话、短信、微信或面谈',
    'Write call, message, chat or visit',
  ),
  STAFF_UNKNOWN: text(
    '没有这位同事',
    'There is no such colleague',
    '在“人员对应”里指明是谁，或先导入人员',
    'Say who is meant under "colleagues", or import staff first',
  ),
  STAFF_AMBIGUOUS: text(
    '同名的同事不止一位',
    'More than one colleague has this name',
    '在“人员对应”里指明是谁，或写工号',
    'Say who is meant under "colleagues", or write the staff number',
  ),
  STAFF_LEFT_UNNAMED: text(
    '只写了“已离职”，没有写是谁',
    'Only says "left the company", not who',
    '在“人员对应”里指明是谁',
    'Say who is meant under "colleagues"',
  ),
  STAFF_EXISTS: text(
    '这位同事已经在册',
    'The colleague is already on the books',
    '改用“更新”或“两者”',
    'Import with "update" or "both"',
  ),
  STAFF_NOT_FOUND: text(
    '花名册里没有这位同事，无从更新',
    'The colleague is not on the books, nothing to update',
    '改用“新建”或“两者”',
    'Import with "create" or "both"',
  ),
  STAFF_STILL_HERE: text(
    '这位同事还在职',
    'The colleague still works here',
    '在“人员”页面办理离职和移交',
    'Let them leave and hand over on the staff page',
  ),
  SITE_UNKNOWN: text(
    '没有这个案场或门店',
    'There is no such site',
    '先建立案场，或改成已有的名称',
    'Create the site first, or use an existing name',
  ),
  SITE_CREATED: text(
    '案场不存在，将一并建立',
    'The site does not exist and will be created',
    '核对名称',
    'Check the name',
  ),
  CUSTOMER_EXISTS: text(
    '客户已经在册',
    'The customer is already on the books',
    '改用“更新”或“两者”',
    'Import with "update" or "both"',
  ),
  CUSTOMER_UNKNOWN: text(
    '没有这位客户',
    'There is no such customer',
    '先导入客户，或补上电话',
    'Import customers first, or add the phone',
  ),
  CUSTOMER_AMBIGUOUS: text(
    '对得上的客户不止一位',
    'More than one customer matches',
    '补上电话或客户编号',
    'Add the phone or the customer number',
  ),
  PHONE_OF_ANOTHER: text(
    '电话属于另一位客户',
    'The phone belongs to another customer',
    '核对电话；若是一家人，写在“家庭成员”里',
    'Check the phone; if they are one family, say so under household',
  ),
  MATCHED_BY_NAME: text(
    '没有电话，按姓名对应',
    'No phone, matched by name',
    '核对是否本人',
    'Check that it is the same person',
  ),
  OWNER_KEPT: text(
    '客户已有归属人，保持不变',
    'The customer has an owner, who is kept',
    '如需变更，请走转移',
    'Use a transfer to change the owner',
  ),
  OWNER_LEFT: text(
    '归属人已离职，客户暂无归属',
    'The owner has left: the customer goes in without one',
    '移交给在职同事',
    'Hand over to somebody who is here',
  ),
  OWNER_WITHOUT_SITE: text(
    '归属人不属于任何案场，暂无归属',
    'The owner belongs to no site: the customer goes in without one',
    '先给归属人指定案场',
    'Give the owner a site first',
  ),
  PHONE_NOT_LEFT: text(
    '没有电话，按未留电话登记',
    'No phone: registered as somebody who left none',
    '知道电话后补录',
    'Add the phone when it is known',
  ),
  WRONG_NUMBER: text(
    '打错的电话，只记来电，不建客户',
    'A wrong number: the call is kept, no customer is made',
    '不需处理',
    'Nothing to do',
  ),
  NAME_MISSING: text('既没有姓名也没有电话', 'Neither a name nor a phone', '补上姓名或电话', 'Add a name or a phone'),
  RULE_REFUSED: text(
    '按制度不能登记',
    'The house rules refuse it',
    '按提示改正后再导入',
    'Correct it and import again',
  ),
  DUPLICATE_IN_FILE: text('与前面的行是同一条', 'The same as an earlier row', '不需处理', 'Nothing to do'),
  TARGET_NOT_READY: text(
    '这类表格要等房源车源功能上线才能导入',
    'This kind of sheet waits for the stock capability',
    '保留原表，以后再导',
    'Keep the file and import it later',
  ),
} as const satisfies Record<string, Text>;

export type ProblemCode = keyof typeof problemTexts;

/** One sentence for the reason column of the returned file. */
export function sayProblem(code: ProblemCode, detail: string, language: 'zh' | 'en'): string {
  const { zh, en, remedyZh, remedyEn } = problemTexts[code];
  const shown = detail === '' ? '' : language === 'zh' ? `（${detail}）` : ` (${detail})`;
  return language === 'zh' ? `${zh}${shown}：${remedyZh}` : `${en}${shown}: ${remedyEn}`;
}
