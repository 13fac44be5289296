/** The kinds of decision about delivering on time, and what is done about it that no rule decides. */
import { type Act, type Given, kind } from '../kernel/kind.ts';
import { decideDeliveryLate, decideProgress, decidePromise, type Delivery, type PromiseInput } from './delivery.ts';
import type { ProgressKind } from './delivery-words.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal } from './types.ts';

type Rules = Given<{ readonly deals: DealRuleValues }>;
interface Facts {
  readonly deal: Deal;
  readonly delivery: Delivery;
  readonly timeZone: string;
}

export const deliveryKinds = {
  'deals.promise': kind({
    label: { zh: '约定或变更交付日期', en: 'A day of delivery is promised or moved' },
    decide: ({ rules, now }: Rules, facts: Facts, input: PromiseInput) => decidePromise(rules.deals, facts, input, now),
  }),
  'deals.deliveryLate': kind({
    label: { zh: '到期未交付', en: 'A delivery is late' },
    decide: ({ now }: { now: string }, facts: Facts, _input: object) => decideDeliveryLate(facts, now),
  }),
  'deals.progress': kind({
    label: { zh: '进度须告知客户', en: 'The customer is to be told of progress' },
    decide: (
      { rules, now }: Rules,
      facts: Parameters<typeof decideProgress>[1],
      input: { readonly what: ProgressKind },
    ) => decideProgress(rules.deals, facts, input, now),
  }),
};

export const deliveryActs = {
  'deals.told': { label: { zh: '已告知客户进度', en: 'The customer was told of progress' } },
  'deals.defectMended': { label: { zh: '交付问题已解决', en: 'A defect found at the handover is put right' } },
  'deals.paperSigned': { label: { zh: '客户已在文件上签字', en: 'The customer has signed a paper' } },
} satisfies Readonly<Record<string, Act>>;
