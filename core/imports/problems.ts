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
  TARGET_UNKNOWN: text(
    '还不知道这是什么表',
    'What kind of sheet this is has not been said',
    '在导入设置里选定表格类型',
    'Choose the kind of sheet in the import settings',
  ),
  AMOUNT_UNREADABLE: text(
    '金额看不懂',
    'The amount cannot be read',
    '写成元，例如 2088527',
    'Write yuan, like 2088527',
  ),
  FLOOR_UNREADABLE: text('楼层看不懂', 'The floor cannot be read', '写成数字', 'Write a number'),
  FLOOR_MISSING: text('不知道在哪一层', 'The floor is not known', '补上楼层', 'Add the floor'),
  FLOOR_FROM_ROOM: text('没写楼层，按房号推定', 'No floor, taken from the room number', '核对楼层', 'Check the floor'),
  FLOOR_FROM_ABOVE: text('没写楼层，沿用上一行', 'No floor, taken from the row above', '核对楼层', 'Check the floor'),
  FLOOR_DIFFERS: text(
    '楼层与房号对不上，按楼层记',
    'Floor and room number differ, the floor is kept',
    '核对楼层',
    'Check the floor',
  ),
  BUILDING_MISSING: text(
    '不知道是哪一栋',
    'The building is not known',
    '加一列“楼栋”，或写在标题、表名里',
    'Add a column for the building, or name it in the title or the sheet',
  ),
  PRICE_COMPUTED: text(
    '没写总价，按面积乘单价算出',
    'No total: computed from area and price per square metre',
    '核对总价',
    'Check the total',
  ),
  PRICE_MISSING: text(
    '没有价格，先不带价建档',
    'No price: goes in without one',
    '编制价目表时补上',
    'Add it to a price list',
  ),
  DISCOUNT_ABOVE_LIST: text(
    '折后价高于标价',
    'The discounted price is above the list price',
    '核对两个价格',
    'Check both prices',
  ),
  STATE_UNREADABLE: text(
    '销售状态看不懂',
    'What may be sold cannot be read',
    '留空表示可售，或写已售、认购、保留、不可售',
    'Leave it blank for sale, or write sold, reserved or withheld',
  ),
  VIN_WRONG: text(
    '车架号不对：应为 17 位，不含 I、O、Q',
    'Not a VIN: 17 signs without I, O and Q',
    '照行驶证或铭牌核对',
    'Check it against the papers or the plate',
  ),
  UNIT_TWICE: text(
    '表里前面已有同一房源或车辆，内容不同',
    'An earlier row is about the same unit and says something else',
    '核对后只留一行',
    'Check and keep one of them',
  ),
  UNIT_EXISTS: text(
    '房源或车辆已经在册',
    'The unit is already on the books',
    '改用“更新”或“两者”',
    'Import with "update" or "both"',
  ),
  UNIT_UNKNOWN: text(
    '没有这套房源或这台车，无从更新',
    'There is no such unit to update',
    '改用“新建”或“两者”',
    'Import with "create" or "both"',
  ),
  UNIT_ELSEWHERE: text(
    '这台车在别的案场册上',
    'The vehicle is on the books of another site',
    '由那边调拨',
    'Have it transferred from there',
  ),
  STATE_KEPT: text(
    '系统里的销售状态保持不变',
    'The state on the books is kept',
    '要改请在销控台操作',
    'Change it on the sales-control board',
  ),
  PRICE_DRAFTED: text(
    '价格与现行价目表不同，已写入待审价目表',
    'The price differs from the list in force: put into a draft price list',
    '在“价目表”送审后生效',
    'Send the draft to approval under price lists',
  ),
  AREA_KEPT: text(
    '面积与在册不同，保持在册面积',
    'The area differs from the books, which are kept',
    '用面积变更单办理，经双方确认',
    'File an area change, confirmed by both sides',
  ),
  PLACE_CONTRADICTS: text(
    '位置和状态对不上，按在途记',
    'Location and state contradict: taken as in transit',
    '盘点后改正',
    'Correct it after a stock count',
  ),
  ORDER_UNCLEAR: text(
    '写了订车客户，状态却不是已订：已作“已订”标识',
    'Names a buyer, but is not marked ordered: the mark has been set',
    '与顾问核对，未订则取消标识',
    'Ask the consultant, take the mark off if it is free',
  ),
  ARRIVAL_FROM_DAYS: text(
    '没写到店日期，按库龄倒推',
    'No arrival date: counted back from the days in stock',
    '核对日期',
    'Check the date',
  ),
} as const satisfies Record<string, Text>;

export type ProblemCode = keyof typeof problemTexts;

/** One sentence for the reason column of the returned file. */
export function sayProblem(code: ProblemCode, detail: string, language: 'zh' | 'en'): string {
  const { zh, en, remedyZh, remedyEn } = problemTexts[code];
  const shown = detail === '' ? '' : language === 'zh' ? `（${detail}）` : ` (${detail})`;
  return language === 'zh' ? `${zh}${shown}：${remedyZh}` : `${en}${shown}: ${remedyEn}`;
}
