/**
 * Who gets what share of a deal, in percent. Two lines a case: performance and commission. Columns are parts in the story, not
 * persons: `receiving` serves now, `earlier` received the customer before (or tracks them), `helper` stood in for an absent owner.
 */
import { table } from '../kernel/parameters.ts';

export const splitParts = ['receiving', 'earlier', 'helper', 'mentor', 'department'] as const;
export type SplitPart = (typeof splitParts)[number];

export const splitCases = [
  'ordinary',
  'handed_back',
  'refused_valid',
  'refused_lapsed',
  'owner_absent',
  'complaint_upheld',
  'discount_seeker',
  'forgotten',
  'found_later_valid',
  'found_later_lapsed',
  'named_on_later_visit',
  'introduced',
  'family',
  'reassigned',
  'standin_same_day',
  'standin_other_day',
  'quarrel',
  'ruling_disobeyed',
  'external_record',
  'probation',
] as const;
export type SplitCase = (typeof splitCases)[number];

type Shares = Partial<Record<SplitPart, number>>;
const share = (parts: Shares): Record<SplitPart, number> => ({
  receiving: 0,
  earlier: 0,
  helper: 0,
  mentor: 0,
  department: 0,
  ...parts,
});

/** Performance first, commission second; where a policy fixes only performance, commission follows it (reading A51). */
const defaults: Record<SplitCase, readonly [Shares, Shares]> = {
  ordinary: [{ receiving: 100 }, { receiving: 100 }],
  handed_back: [{ earlier: 100 }, { earlier: 100 }],
  refused_valid: [{ receiving: 100 }, { receiving: 80, earlier: 20 }],
  refused_lapsed: [{ receiving: 100 }, { receiving: 100 }],
  owner_absent: [{ earlier: 100 }, { earlier: 80, helper: 20 }],
  complaint_upheld: [{ receiving: 100 }, { receiving: 100 }],
  discount_seeker: [{ earlier: 100 }, { earlier: 100 }],
  forgotten: [{ receiving: 100 }, { receiving: 100 }],
  found_later_valid: [{ receiving: 100 }, { receiving: 50, earlier: 50 }],
  found_later_lapsed: [{ receiving: 100 }, { receiving: 100 }],
  named_on_later_visit: [
    { receiving: 50, earlier: 50 },
    { receiving: 50, earlier: 50 },
  ],
  introduced: [{ earlier: 100 }, { earlier: 100 }],
  family: [{ earlier: 100 }, { earlier: 100 }],
  reassigned: [{ receiving: 100 }, { receiving: 100 }],
  standin_same_day: [{ earlier: 100 }, { earlier: 50, helper: 50 }],
  standin_other_day: [{ earlier: 100 }, { earlier: 100 }],
  quarrel: [{ department: 100 }, { department: 100 }],
  ruling_disobeyed: [{ department: 100 }, { department: 100 }],
  external_record: [
    { earlier: 70, receiving: 30 },
    { earlier: 70, receiving: 30 },
  ],
  probation: [{ mentor: 100 }, { receiving: 100 }],
};

export const splitRow = (splitCase: SplitCase, money: 'performance' | 'commission'): string => `${splitCase}_${money}`;

export const claimSplits = table({
  label: { zh: '业绩与提成分配（%）', en: 'Shares of performance and commission (%)' },
  columns: splitParts,
  rows: splitCases.flatMap((name) => [splitRow(name, 'performance'), splitRow(name, 'commission')]),
  min: 0,
  max: 100,
  totals: 100,
  default: Object.fromEntries(
    splitCases.flatMap((name) => [
      [splitRow(name, 'performance'), share(defaults[name][0])],
      [splitRow(name, 'commission'), share(defaults[name][1])],
    ]),
  ),
  cites: [
    'S0.02.own.31',
    'S0.02.own.32',
    'S0.02.own.33',
    'S0.02.own.34',
    'S0.02.own.36',
    'S0.02.own.37',
    'S0.02.own.37b',
    'S0.02.own.38',
    'S0.02.own.310',
    'S0.02.own.311',
    'S0.02.own.312',
    'S0.02.own.4b',
    'S0.02.own.4c',
    'S0.02.rec.5c',
    'S1.19.x.8',
    'S0.08.a.5',
    'S0.08.a.5b',
  ],
});
