/** Decisions about the customer file. */
import { at, type Kinds, type Reasons, say } from './kit.ts';

const plain = (zh: string, en: string) => ({ title: say(zh, en) });

export const customersKinds: Kinds = {
  'customers.register': plain('登记客户', 'Customer registered'),
  'customers.update': plain('更新客户资料', 'Customer file updated'),
  'customers.addPerson': plain('新增联系人', 'Contact added'),
  'customers.removePerson': plain('移除联系人', 'Contact removed'),
  'customers.joinHousehold': plain('并入家庭', 'Joined a household'),
  'customers.grade': {
    title: say('调整级别', 'Grade changed'),
    summary: ({ input }) => (input.to ? say(`级别改为 ${input.to}`, `The grade is now ${input.to}`) : null),
  },
  'customers.checkSource': {
    title: say('核实客户来源', 'Source checked'),
    summary: ({ outcome }) =>
      outcome.matches === true
        ? say('来源相符', 'The source is as registered')
        : say('来源与登记不符', 'The source is not as registered'),
  },
  'customers.stage': plain('推进客户管理步骤', 'Moved to another step'),
  'customers.needs': plain('记录需求', 'Needs recorded'),
  'customers.interest': plain('记录意向', 'Interest recorded'),
  'customers.contacts': plain('指定对接人', 'People in contact named'),
  'customers.transaction': plain('记录业务往来', 'Business recorded'),
  'customers.newCustomer': plain('提交新客户开发申请', 'Form of a new customer handed in'),
  'customers.confirmNewCustomer': plain('新客户认定', 'Recognised as a new customer'),
  'customers.addFile': plain('上传附件', 'File added'),
  'customers.openFile': plain('打开附件', 'File opened'),
  'customers.removeFile': plain('移除附件', 'File removed'),
  'customers.merge': plain('合并客户', 'Customers merged'),
  'customers.undoMerge': plain('撤销合并', 'Merge undone'),
  'customers.sweep': plain('查找重复客户', 'Duplicates searched for'),
  'customers.settleDuplicate': plain('认定疑似重复', 'Possible duplicate settled'),
  'customers.handInDay': plain('上交当日登记', 'Register of the day handed in'),
  'customers.export': {
    title: say('导出客户', 'Customers exported'),
    summary: ({ outcome }) => {
      const rows = at(outcome, 'rows');
      return rows === undefined ? null : say(`导出 ${rows} 位客户`, `${rows} customers were exported`);
    },
  },
  'customers.reveal': plain('查看私人信息', 'Private data revealed'),
  'customers.defineField': plain('新增自定义字段', 'Field defined'),
  'customers.retireField': plain('停用自定义字段', 'Field retired'),
};

export const customersReasons: Reasons = {
  same_phone: say('电话相同', 'the same phone'),
  same_id_number: say('证件号码相同', 'the same identity number'),
  same_card: say('卡号相同', 'the same card'),
  same_plate: say('车牌相同', 'the same number plate'),
  same_name_and_address: say('姓名与地址相同', 'the same name and address'),
};
