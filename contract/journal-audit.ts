/** The seal of the journal and its audit: is every entry there and unchanged, and would it be decided the same way again? */
import { z } from 'zod';
import { refusals } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, pageOf, pageQuery, PersonRef, Uuid } from './kernel/shapes.ts';

export const auditRefusals = refusals({
  HEAD_UNREADABLE: {
    status: 422,
    mayPassLater: false,
    zh: '“{head}”不是封存号：应为“序号:至少 16 位十六进制校验码”，例如 1234:0f3a5b6c7d8e9f00',
    en: '"{head}" is not a head: it is a number, a colon and at least 16 hexadecimal digits, as in 1234:0f3a5b6c7d8e9f00',
    remedy: {
      zh: '照打印件抄录，空格与大小写不限。',
      en: 'Copy it from the print; spaces and capitals do not matter.',
    },
  },
  PERIOD_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '结束时间须晚于开始时间',
    en: 'The period ends before it begins',
    remedy: { zh: '请重新选择起止时间。', en: 'Choose both ends again.' },
  },
  AUDIT_RUNNING: {
    status: 409,
    mayPassLater: true,
    zh: '{name} 发起的审计正在进行',
    en: 'An audit started by {name} is under way',
    remedy: { zh: '等它完成，或先取消。', en: 'Wait until it is done, or cancel it.' },
  },
  AUDIT_OVER: {
    status: 409,
    mayPassLater: false,
    zh: '这次审计已经结束',
    en: 'This audit is over',
    remedy: { zh: '查看结果，或另行发起。', en: 'Look at what it found, or start another.' },
  },
});

export const Head = z.object({
  sequence: z.int().describe('How many entries are sealed'),
  hash: z.string().describe('SHA-256 of the last link, hexadecimal'),
  text: z.string().describe('As it is printed: the number and the first 32 digits'),
  reachedAt: InstantOut.nullable().describe('Everything recorded up to then is sealed'),
  waiting: z.int().describe('Entries not sealed yet: normally those of the last seconds'),
});

/** What an audit may find; `sealing` are questions of the chain, `deciding` of the answers. */
export const findingTexts = {
  ENTRY_CHANGED: { zh: '记录封存后被改动', en: 'The entry was changed after it was sealed' },
  ENTRY_REMOVED: { zh: '封存过的记录不见了', en: 'A sealed entry is gone' },
  ENTRY_INSERTED: {
    zh: '封存线之前的记录没有封存：事后补插，或封存被删',
    en: 'An entry before the head has no seal: put in afterwards, or its seal was removed',
  },
  SEAL_CHANGED: {
    zh: '封存链在此断开：封存被改动或调换顺序',
    en: 'The chain breaks here: a seal was changed or moved',
  },
  SEAL_REMOVED: { zh: '封存链缺第 {from} 至 {to} 号', en: 'The chain lacks links {from} to {to}' },
  HEAD_DIFFERS: {
    zh: '第 {sequence} 号与{origin}的封存号不一致：其前的记录被改写，或恢复了较早的备份后又有新的记录',
    en: 'Link {sequence} is not what {origin} says: entries before it were rewritten, or an older backup was restored and went on',
  },
  HEAD_BEYOND_CHAIN: {
    zh: '封存链止于第 {last} 号，而{origin}的封存号为第 {sequence} 号：恢复了较早的备份，或最新的记录被删除',
    en: 'The chain ends at {last}, but {origin} names {sequence}: an older backup was restored, or the newest entries were removed',
  },
  ANSWER_DIFFERS: {
    zh: '按当时的事实与制度重算，结论不同',
    en: 'Decided again from its facts and rules, the answer differs',
  },
  NOT_DECIDABLE: { zh: '无法重算：{fault}', en: 'It cannot be decided again: {fault}' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type FindingCode = keyof typeof findingTexts;
export const findingCodes = Object.keys(findingTexts) as FindingCode[];

/** Where a head that the chain is held against comes from. */
export const headOrigins = {
  printed: { zh: '给出', en: 'the head given' },
  kept: { zh: '本机留存', en: 'the head this server kept' },
  audit: { zh: '上次审计', en: 'an earlier audit' },
} as const;
export type HeadOrigin = keyof typeof headOrigins;

const fillIn = (sentence: string, values: Readonly<Record<string, unknown>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));

/** A finding in a sentence of each language. */
export function findingText(code: FindingCode, detail: Readonly<Record<string, unknown>>): { zh: string; en: string } {
  const origin = headOrigins[detail.origin as HeadOrigin];
  const { zh, en } = findingTexts[code];
  return { zh: fillIn(zh, { ...detail, origin: origin?.zh }), en: fillIn(en, { ...detail, origin: origin?.en }) };
}

export const Finding = z.object({
  number: z.int(),
  code: z.enum(findingCodes as [FindingCode, ...FindingCode[]]),
  zh: z.string(),
  en: z.string(),
  sequence: z.int().nullable().describe('Place in the chain'),
  entryId: Uuid.nullable(),
  kind: z.string().nullable(),
  title: z.object({ zh: z.string(), en: z.string() }).nullable().describe('The kind in words'),
  at: InstantOut.nullable(),
  differences: z
    .array(z.object({ path: z.string(), stored: z.unknown().optional(), now: z.unknown().optional() }))
    .describe('Where the two answers differ'),
  stored: z.unknown().describe('The answer in the journal'),
  now: z.unknown().describe('The answer today'),
});

export const auditStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;

export const Audit = z.object({
  id: Uuid,
  askedBy: PersonRef,
  askedAt: InstantOut,
  from: InstantOut.nullable(),
  to: InstantOut.nullable(),
  head: z.string().nullable().describe('The printed head it is held against'),
  state: z.enum(auditStates),
  cancelRequested: z.boolean(),
  done: z.int(),
  total: z.int(),
  sealed: z.int().nullable().describe('Links verified'),
  unsealed: z.int().nullable().describe('Entries not sealed yet when it ended'),
  decided: z.int().nullable(),
  acts: z.int().nullable().describe('Entries that record something done, not decided'),
  earlier: z
    .int()
    .nullable()
    .describe('Recorded by an earlier release, with too few facts to be decided again; their seal is verified'),
  findings: z.int(),
  headFound: z.string().nullable(),
  endedAt: InstantOut.nullable(),
  journalId: Uuid.nullable(),
});

const one = { params: z.object({ auditId: Uuid }), may: 'journal.audit' } as const;

export const journalAudit = {
  head: query({
    path: '/journal/head',
    may: 'journal.read',
    summary: { zh: '封存号', en: 'The head of the chain that seals the journal' },
    response: Head,
  }),
  start: command({
    path: '/journal/audits',
    may: 'journal.audit',
    summary: { zh: '发起审计', en: 'Start an audit' },
    body: {
      from: InstantText.nullish().describe('Decisions from this instant on; the links are verified whole'),
      to: InstantText.nullish().describe('… and before this one'),
      head: z.string().trim().max(100).nullish().describe('A head printed earlier, to be found again in the chain'),
    },
    response: z.object({ auditId: Uuid }),
    refusals: auditRefusals,
  }),
  cancel: command({
    ...one,
    path: '/journal/audits/:auditId/cancellation',
    summary: { zh: '取消审计', en: 'Cancel an audit' },
    body: {},
    response: z.object({}),
    refusals: auditRefusals,
  }),
  list: query({
    path: '/journal/audits',
    may: 'journal.audit',
    summary: { zh: '审计记录', en: 'Audits, newest first' },
    query: z.object(pageQuery),
    response: pageOf(Audit),
  }),
  one: query({
    ...one,
    path: '/journal/audits/:auditId',
    summary: { zh: '一次审计', en: 'One audit' },
    response: Audit,
  }),
  findings: query({
    ...one,
    path: '/journal/audits/:auditId/findings',
    summary: { zh: '审计发现', en: 'What an audit found' },
    query: z.object(pageQuery),
    response: pageOf(Finding),
  }),
};
