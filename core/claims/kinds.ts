/** The kinds of decision claims make, as the journal names them. */
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { type Act, kind } from '../kernel/kind.ts';
import { type DayListFacts, decideDayList } from './day-list.ts';
import { type AttributionFacts, decideAttribution } from './decide-attribution.ts';
import { decideDuplicates } from './decide-crossed.ts';
import { decideLapse, decideRefund, decideWithdraw } from './decide-end.ts';
import { decideContact, decideFirstSmsMissed, decidePastContact } from './decide-follow-up.ts';
import { decideEnterPool, decideTakeFromPool, decideViewPooled, type TakeFacts } from './decide-pool.ts';
import { decideOpenCard, decideRegister, decideSign, type RegisterClaim } from './decide-register.ts';
import {
  type AdoptFacts,
  decideAdopt,
  decideHandover,
  decidePassOn,
  type HandoverFacts,
  type PassOnWhy,
} from './decide-transfer.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim, ClaimId, Contact, CustomerId, StaffId } from './types.ts';

interface Given {
  readonly rules: { readonly claims: ClaimRuleValues };
  readonly now: Instant;
}
interface OneClaim {
  readonly claim: Claim;
}
interface AmongOthers extends OneClaim {
  readonly others: readonly Claim[];
}
interface Claims {
  readonly claims: readonly Claim[];
}
interface InZone {
  readonly timeZone: string;
}

/** From the first meeting to the signature. */
const opening = {
  'claims.register': kind({
    label: { zh: '登记归属', en: 'A customer is registered to somebody' },
    decide: ({ rules, now }: Given, facts: Claims & InZone, input: RegisterClaim) =>
      decideRegister(rules.claims, facts, input, now),
  }),
  'claims.open': kind({
    label: { zh: '提交信息卡', en: 'A draft card is handed in' },
    decide: ({ rules, now }: Given, facts: OneClaim & Claims & InZone, _input: object) =>
      decideOpenCard(rules.claims, facts, now),
  }),
  'claims.sign': kind({
    label: { zh: '签字', en: 'A card is signed' },
    decide: (
      { rules, now }: Given,
      facts: AmongOthers & InZone & { readonly signer: Actor; readonly secondDueOn: LocalDate | null },
      _input: object,
    ) => decideSign(rules.claims, facts, now),
  }),
};

/** Contacts, and what they do to the claim. */
const contacts = {
  'claims.followUp': kind({
    label: { zh: '跟进', en: 'A contact is recorded' },
    decide: (
      { rules, now }: Given,
      facts: InZone & {
        readonly claim: Claim | null;
        readonly authorId: StaffId;
        readonly disputants: readonly StaffId[];
      },
      input: Contact,
    ) => decideContact(rules.claims, facts, input, now),
  }),
  'claims.firstSmsMissed': kind({
    label: { zh: '当日首次短信未发', en: 'The first text message of the day is missed' },
    decide: ({ now }: Given, facts: OneClaim, _input: object) => decideFirstSmsMissed(facts.claim, now),
  }),
  'claims.importContact': kind({
    label: { zh: '导入跟进', en: 'A contact of the past is imported' },
    decide: ({ rules }: Given, _facts: object, input: Pick<Contact, 'channel' | 'answered'>) =>
      decidePastContact(rules.claims, input),
  }),
};

/** By the clock, by the leader, by a refund. */
const endings = {
  'claims.lapse': kind({
    label: { zh: '保护到期', en: 'A claim lapses' },
    decide: ({ rules, now }: Given, facts: OneClaim, _input: object) => decideLapse(rules.claims, facts.claim, now),
  }),
  'claims.withdraw': kind({
    label: { zh: '撤销信息卡', en: 'A card is withdrawn' },
    decide: ({ rules, now }: Given, facts: OneClaim & { readonly signer: Actor }, input: { readonly reason: string }) =>
      decideWithdraw(rules.claims, facts, input.reason, now),
  }),
  'claims.refund': kind({
    label: { zh: '退房', en: 'A unit is given back' },
    decide: ({ rules, now }: Given, facts: OneClaim, _input: object) => decideRefund(rules.claims, facts.claim, now),
  }),
  'claims.duplicates': kind({
    label: { zh: '重卡认定', en: 'Duplicate cards are settled' },
    decide: ({ rules, now }: Given, facts: Claims, _input: object) => decideDuplicates(rules.claims, facts.claims, now),
  }),
};

const pool = {
  'claims.enterPool': kind({
    label: { zh: '进入公海', en: 'A customer enters the pool' },
    decide: ({ rules, now }: Given, facts: AmongOthers & { readonly leader: Actor | null }, _input: object) =>
      decideEnterPool(rules.claims, facts, now),
  }),
  'claims.takeFromPool': kind({
    label: { zh: '从公海领取', en: 'A customer is taken from the pool' },
    decide: (
      { rules, now }: Given,
      facts: TakeFacts,
      input: { readonly newClaimId: ClaimId; readonly customerId: CustomerId; readonly siteId: string },
    ) => decideTakeFromPool(rules.claims, facts, input, now),
  }),
  'claims.viewPooled': kind({
    label: { zh: '查看公海客户', en: 'A pooled customer is opened' },
    decide: (
      { rules }: Given,
      facts: { readonly viewedToday: number; readonly viewedAlready: boolean },
      _input: object,
    ) => decideViewPooled(rules.claims, facts),
  }),
};

const transfers = {
  'claims.passOn': kind({
    label: { zh: '转派客户', en: 'A customer is passed on' },
    decide: (
      { rules, now }: Given,
      facts: AmongOthers & InZone & { readonly by: Actor; readonly receiverActive: boolean },
      input: {
        readonly toId: StaffId;
        readonly newClaimId: ClaimId;
        readonly why: PassOnWhy;
        readonly reason: string;
      },
    ) => decidePassOn(rules.claims, facts, input, now),
  }),
  'claims.handOver': kind({
    label: { zh: '客户交接', en: 'Somebody’s customers are handed over' },
    decide: ({ rules, now }: Given, facts: HandoverFacts, _input: object) => decideHandover(rules.claims, facts, now),
  }),
  'claims.adopt': kind({
    label: { zh: '导入归属', en: 'Owners come in with an import' },
    decide: ({ rules, now }: Given, facts: AdoptFacts, _input: object) => decideAdopt(rules.claims, facts, now),
  }),
};

const deals = {
  'claims.attribute': kind({
    label: { zh: '成交业绩与提成归属', en: 'Who is credited with a deal, and who is paid' },
    decide: ({ rules }: Given, facts: AttributionFacts, _input: object) => decideAttribution(rules.claims, facts),
  }),
};

const mornings = {
  'claims.dayList': kind({
    label: { zh: '发出当日清单', en: 'The list of the day is sent' },
    decide: ({ rules }: Given, facts: DayListFacts, input: { readonly byHand: boolean }) =>
      decideDayList(rules.claims, facts, input),
  }),
};

export const claimKinds = { ...opening, ...contacts, ...endings, ...pool, ...transfers, ...deals, ...mornings };

export const claimActs = {
  // Disputes of before they had rules of their own (verdicts.*).
  'claims.openDispute': { label: { zh: '提出归属争议', en: 'A dispute was raised' } },
  'claims.mediate': { label: { zh: '争议转部门调解', en: 'A dispute went to the department' } },
  'claims.settleDispute': { label: { zh: '争议了结', en: 'A dispute was settled' } },
  'claims.comment': { label: { zh: '主管批注', en: 'A follow-up is commented on' } },
  'claims.customerTold': { label: { zh: '已告知客户更换对接人', en: 'The customer was told of the new contact' } },
} satisfies Readonly<Record<string, Act>>;
