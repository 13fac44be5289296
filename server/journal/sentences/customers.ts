/** Decisions about the customer file. */
import { type Kinds, type Reasons, say } from './kit.ts';

const plain = (zh: string, en: string) => ({ title: say(zh, en) });

export const customersKinds: Kinds = {
  'customers.register': plain('登记客户', 'Customer registered'),
  'customers.sweep': plain('查找重复客户', 'Duplicates searched for'),
  'customers.settleDuplicate': plain('认定疑似重复', 'Possible duplicate settled'),
  'customers.handInDay': plain('上交当日登记', 'Register of the day handed in'),
  'customers.export': plain('导出客户', 'Customers exported'),
  'customers.reveal': plain('查看私人信息', 'Private data revealed'),
};

export const customersReasons: Reasons = {
  same_phone: say('电话相同', 'the same phone'),
  same_id_number: say('证件号码相同', 'the same identity number'),
  same_card: say('卡号相同', 'the same card'),
  same_plate: say('车牌相同', 'the same number plate'),
  same_name_and_address: say('姓名与地址相同', 'the same name and address'),
};
