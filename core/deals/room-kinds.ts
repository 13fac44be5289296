/** The kinds of decision of the contract room: seal, second check, legal check, handwriting, major deals. */
import { type Act, type Given, kind } from '../kernel/kind.ts';
import { decideLegalCheck, decidePlanSigning, type LegalCheckInput, type SigningPlanInput } from './legal-check.ts';
import { decideMajor } from './major.ts';
import {
  type CorrectEntryFacts,
  type CorrectEntryInput,
  decideCorrectEntry,
  decideKeyed,
  decideRecheck,
  type RecheckFacts,
  type RecheckInput,
} from './recheck.ts';
import type { DealRuleValues } from './rules.ts';
import {
  type AskSealInput,
  decideAskSeal,
  decideReturnSeal,
  decideSealConsequence,
  decideSealIncident,
  decideTakeSeal,
  type SealIncidentInput,
} from './seal.ts';
import type { Deal } from './types.ts';
import { decideWriting } from './writing.ts';

type Rules = Given<{ readonly deals: DealRuleValues }>;

export const roomKinds = {
  'deals.askSeal': kind({
    label: { zh: '申请外带印章', en: 'The seal is asked for' },
    decide: ({ rules, now }: Rules, facts: Parameters<typeof decideAskSeal>[1], input: AskSealInput) =>
      decideAskSeal(rules.deals, facts, input, now),
  }),
  'deals.takeSeal': kind({
    label: { zh: '印章带出', en: 'The seal leaves the office' },
    decide: ({ now }: { now: string }, facts: Parameters<typeof decideTakeSeal>[0], _input: object) =>
      decideTakeSeal(facts, now),
  }),
  'deals.returnSeal': kind({
    label: { zh: '印章归还', en: 'The seal is back' },
    decide: ({ now }: { now: string }, facts: Parameters<typeof decideReturnSeal>[0], _input: object) =>
      decideReturnSeal(facts, now),
  }),
  'deals.sealIncident': kind({
    label: { zh: '印章擅自带出', en: 'The seal was taken without consent' },
    decide: ({ rules }: Rules, facts: Parameters<typeof decideSealIncident>[1], input: SealIncidentInput) =>
      decideSealIncident(rules.deals, facts, input),
  }),
  'deals.sealConsequence': kind({
    label: { zh: '擅自带出印章造成后果', en: 'Taking the seal had consequences' },
    decide: ({ rules }: Rules, facts: Parameters<typeof decideSealConsequence>[1], input: { readonly what: string }) =>
      decideSealConsequence(rules.deals, facts, input),
  }),
  'deals.keyed': kind({
    label: { zh: '合同资料录入待复核', en: 'What was keyed of a contract waits for its second check' },
    decide: ({ rules, now }: Rules, facts: Parameters<typeof decideKeyed>[1], _input: object) =>
      decideKeyed(rules.deals, facts, now),
  }),
  'deals.recheck': kind({
    label: { zh: '复核合同录入', en: 'What was keyed is checked by a second person' },
    decide: (_given: object, facts: RecheckFacts, input: RecheckInput) => decideRecheck(facts, input),
  }),
  'deals.correctEntry': kind({
    label: { zh: '更正合同录入', en: 'What was keyed wrong is put right' },
    decide: ({ rules, now }: Rules, facts: CorrectEntryFacts, input: CorrectEntryInput) =>
      decideCorrectEntry(rules.deals, facts, input, now),
  }),
  'deals.planSigning': kind({
    label: { zh: '商定签约方案', en: 'The signing is planned' },
    decide: ({ rules, now }: Rules, facts: Parameters<typeof decidePlanSigning>[1], input: SigningPlanInput) =>
      decidePlanSigning(rules.deals, facts, input, now),
  }),
  'deals.legalCheck': kind({
    label: { zh: '合同法务审核', en: 'Legal check of a contract' },
    decide: ({ rules }: Rules, facts: Parameters<typeof decideLegalCheck>[1], input: LegalCheckInput) =>
      decideLegalCheck(rules.deals, facts, input),
  }),
  'deals.writing': kind({
    label: { zh: '合同书写不合格退回重写', en: 'A copy is refused for its writing' },
    decide: (
      { rules }: Rules,
      facts: Parameters<typeof decideWriting>[1],
      input: { readonly fault: string; readonly note: string },
    ) => decideWriting(rules.deals, facts, input),
  }),
  'deals.major': kind({
    label: { zh: '认定重大成交', en: 'A deal is major' },
    decide: (
      { rules }: Rules,
      facts: { readonly deal: Deal; readonly isKeyCustomer: boolean; readonly isFlagged: boolean },
      _input: object,
    ) => decideMajor(rules.deals, facts),
  }),
};

export const roomActs = {
  'deals.openSeal': { label: { zh: '登记印章', en: 'A seal is entered' } },
  'deals.changeSeal': { label: { zh: '修改印章登记', en: 'The entry of a seal is changed' } },
  'deals.sealConsent': { label: { zh: '同意外带印章', en: 'Taking the seal out is consented to' } },
  'deals.sealRefused': { label: { zh: '未同意外带印章', en: 'Taking the seal out is not consented to' } },
  'deals.exportSealLog': { label: { zh: '导出印章登记簿', en: 'The register of seals is exported' } },
  'deals.rewritten': { label: { zh: '合同重写完毕', en: 'A copy has been written again' } },
  'deals.flagMajor': { label: { zh: '标记重大成交', en: 'A deal is marked as major' } },
  'deals.takePart': { label: { zh: '经理参与', en: 'The manager takes part' } },
  'deals.waivePart': { label: { zh: '免除经理参与', en: 'The manager’s part is waived' } },
} satisfies Readonly<Record<string, Act>>;
