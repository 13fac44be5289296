/** The kinds of decision disputes make, as the journal names them. */
import type { ClaimRuleValues } from '../claims/index.ts';
import { type Act, kind } from '../kernel/kind.ts';
import { type AgreeFacts, decideAgree, decideOffer, type OfferFacts } from './decide-agree.ts';
import { type AppealFacts, decideAppeal, decideUnsettled } from './decide-appeal.ts';
import { decideDrop, decideMediate, decideOpen, type OpenFacts, type OpenInput } from './decide-open.ts';
import { type BothRules, decideVerdict, type JudgeFacts, type VerdictInput } from './decide-verdict.ts';
import { proposeVerdict } from './propose.ts';
import type { Answers, CaseFile, DisputeFacts } from './types.ts';

export const verdictKinds = {
  'verdicts.open': kind({
    label: { zh: '提出争议', en: 'A dispute is raised' },
    decide: ({ rules, now }: { rules: BothRules; now: string }, facts: OpenFacts, input: OpenInput) =>
      decideOpen(rules.verdicts, facts, input, now),
  }),
  'verdicts.mediate': kind({
    label: { zh: '争议转部门调解', en: 'A dispute goes to the department' },
    decide: (_given: object, facts: Parameters<typeof decideMediate>[0], _input: object) => decideMediate(facts),
  }),
  'verdicts.drop': kind({
    label: { zh: '撤回争议', en: 'A dispute is dropped' },
    decide: (_given: object, facts: Parameters<typeof decideDrop>[0], _input: { readonly reason: string }) =>
      decideDrop(facts),
  }),
  'verdicts.offer': kind({
    label: { zh: '提出分配方案', en: 'A party proposes shares' },
    decide: (
      _given: object,
      facts: OfferFacts,
      input: Parameters<typeof decideOffer>[1] & { readonly reason: string },
    ) => decideOffer(facts, input),
  }),
  'verdicts.agree': kind({
    label: { zh: '同意分配方案', en: 'A party agrees to the shares proposed' },
    decide: (_given: object, facts: AgreeFacts, input: Parameters<typeof decideAgree>[1]) => decideAgree(facts, input),
  }),
  'verdicts.propose': kind({
    label: { zh: '制度对争议的判断', en: 'What the rulebook makes of a dispute' },
    decide: (
      { rules, now }: { rules: { claims: ClaimRuleValues }; now: string },
      facts: { readonly file: CaseFile },
      input: { readonly answers: Answers },
    ) => proposeVerdict(rules.claims, facts.file, input.answers, now),
  }),
  'verdicts.decide': kind({
    label: { zh: '裁定争议', en: 'A dispute is ruled on' },
    decide: ({ rules, now }: { rules: BothRules; now: string }, facts: JudgeFacts, input: VerdictInput) =>
      decideVerdict(rules, facts, input, now),
  }),
  'verdicts.appeal': kind({
    label: { zh: '对裁定提出申诉', en: 'A ruling is appealed' },
    decide: (
      { rules, now }: { rules: BothRules; now: string },
      facts: AppealFacts,
      _input: { readonly reason: string },
    ) => decideAppeal(rules.verdicts, facts, now),
  }),
  'verdicts.settleQuarrel': kind({
    label: { zh: '逾期争议归部门', en: 'An unsettled dispute goes to the department' },
    decide: (
      { rules, now }: { rules: BothRules; now: string },
      facts: { readonly dispute: DisputeFacts },
      _input: object,
    ) => decideUnsettled(rules, facts, now),
  }),
};

export const verdictActs = {
  'verdicts.statement': { label: { zh: '争议陈述', en: 'A statement in a dispute' } },
  'verdicts.addFile': { label: { zh: '提交争议附件', en: 'A file was handed in to a dispute' } },
  'verdicts.openFile': { label: { zh: '查看争议附件', en: 'A file of a dispute was opened' } },
} satisfies Readonly<Record<string, Act>>;
