/** What a row says about a customer, in the words of the customers capability. */
import type { RegisterCustomerInput } from '#contract/customers.ts';
import { cutText, type RowValues } from '#core/imports/index.ts';
import type { Patch } from '#server/customers/index.ts';
import type { FileNow } from './customer-files.ts';

const sources: readonly (readonly [RegExp, RegisterCustomerInput['source']])[] = [
  [/老带新|朋友|介绍|推荐|老客户|referral/i, 'referral'],
  [/中介|渠道|分销|经纪|agent/i, 'agent'],
  [/广告|夹报|报纸|电视|广播|传单|海报|户外|抖音|短视频|安居客|贝壳|advert/i, 'advertisement'],
  [/公众号|网站|官网|小程序|网络|website/i, 'website'],
  [/展会|展厅活动|exhibition/i, 'exhibition'],
  [/外拓|拓客|地推|outreach/i, 'outreach'],
  [/来电|电话|热线|phone/i, 'phone'],
  [/路过|自然|自访|walk/i, 'walk_in'],
];

const sourceOf = (written: string | undefined): NonNullable<RegisterCustomerInput['source']> =>
  (written === undefined ? undefined : sources.find(([pattern]) => pattern.test(written))?.[1]) ?? 'import';

/** What kind of customer, as houses that ask for it want to know; a person who is not said to be a dealer buys for themselves. */
const typeOf = (written: string | undefined): NonNullable<RegisterCustomerInput['type']> =>
  /经销|二级|网点|dealer/i.test(written ?? '')
    ? 'dealer'
    : /分销|distributor/i.test(written ?? '')
      ? 'distributor'
      : /供应|supplier/i.test(written ?? '')
        ? 'supplier'
        : 'end_customer';

const LINE_MAX = 200;
const line = (text: string): string => cutText(text, LINE_MAX);

/** Whose phone is whose, when the cell says so: it would be lost otherwise. */
const labels = (values: RowValues): string =>
  values.phones.flatMap(({ number, label }) => (label === null ? [] : [`${number}:${label}`])).join(';');

const noteOf = (values: RowValues): string => [values.text.note, labels(values)].filter((part) => part).join('\n');

const enquiryOf = (values: RowValues): string => {
  const { area } = values;
  const size = area === null ? '' : area.from === area.to ? `${area.from}㎡` : `${area.from}-${area.to}㎡`;
  return [values.text.interest ?? values.text.topic, size].filter((part) => part).join(' ');
};

const NO_PHONE = '未留电话';

export function inputOf(values: RowValues): RegisterCustomerInput {
  const { text, phones } = values;
  const note = noteOf(values);
  const enquiry = enquiryOf(values);
  return {
    form: 'desk',
    name: line(values.names[0] ?? `来电客户${phones[0]?.number.slice(-4) ?? ''}`),
    kind: /企业|公司|单位|company/i.test(text.kind ?? '') ? 'company' : 'person',
    type: typeOf(text.kind),
    phones: phones.map(({ number }) => number).join('/'),
    ...(phones.length === 0 ? { phoneDeclined: NO_PHONE } : {}),
    ...(isGender(text.gender) ? { gender: text.gender } : {}),
    ...(isGrade(text.grade) ? { grade: text.grade } : {}),
    source: sourceOf(text.source),
    ...(text.source === undefined ? {} : { sourceDetail: line(text.source) }),
    ...(note === '' ? {} : { note }),
    ...(enquiry === '' ? {} : { enquiry }),
    ...(values.dates.date === undefined ? {} : { visitedOn: values.dates.date }),
    ...(text.idNumber === undefined ? {} : { idNumber: line(text.idNumber) }),
    ...(text.address === undefined ? {} : { address: line(text.address) }),
    ...(text.wechat === undefined ? {} : { wechat: line(text.wechat) }),
    tags: values.tags.slice(0, 20).map(line),
    differentFrom: [],
    differentFromStrangers: true,
  };
}

const isGender = (text: string | undefined): text is 'male' | 'female' => text === 'male' || text === 'female';
const isGrade = (text: string | undefined): text is 'A' | 'B' | 'C' | 'D' =>
  text !== undefined && /^[ABCD]$/.test(text);

/**
 * What a row adds to a file that exists. An update replaces what it names; a merge only fills what is empty, because both rows are
 * about one person and neither is the later one. A note is never replaced: what is new in it is added. Null: nothing is new.
 */
export function patchOf(
  values: RowValues,
  file: FileNow | null,
  replaces: boolean,
  phones: readonly string[],
): Patch | null {
  const { text } = values;
  const patch: { -readonly [K in keyof Patch]: Patch[K] } = {};
  const wants = (is: string | undefined, was: string | null | undefined): boolean =>
    is !== undefined && is !== '' && is !== was && (replaces || !was);
  if (isGrade(text.grade) && wants(text.grade, file?.grade)) patch.grade = text.grade;
  if (isGender(text.gender) && wants(text.gender, file?.gender)) patch.gender = text.gender;
  const enquiry = enquiryOf(values);
  if (wants(enquiry, file?.enquiry)) patch.enquiry = enquiry;
  const note = noteOf(values);
  if (note !== '' && !file?.note.includes(note))
    patch.note = [file?.note, note]
      .filter((part) => part)
      .join('\n')
      .slice(-4000)
      .toWellFormed();
  const tags = values.tags.filter((tag) => !file?.tags.includes(tag));
  if (tags.length > 0) patch.tags = tags.slice(0, 20).map(line);
  if (phones.some((phone) => !file?.phones.includes(phone))) patch.phones = phones.join('/');
  return Object.keys(patch).length === 0 ? null : patch;
}
