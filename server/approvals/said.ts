/** Refusals of approvals with names and local times in their sentences. */
import { approvalsRefusals } from '#contract/approvals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof approvalsRefusals;

const ended: Readonly<Record<string, { zh: string; en: string }>> = {
  approved: { zh: '已通过', en: 'has been granted' },
  rejected: { zh: '已被驳回', en: 'was rejected' },
  returned: { zh: '已被退回', en: 'was returned' },
  withdrawn: { zh: '已撤回', en: 'was withdrawn' },
  expired: { zh: '已逾期作废', en: 'ran out of time' },
};

export interface Said {
  readonly timeZone: string;
  /** Who ended it. */
  readonly by?: string;
}

function spelled(detail: Readonly<Record<string, unknown>>, { timeZone, by = '' }: Said): Record<string, unknown> {
  const how = ended[String(detail.state)];
  return {
    ...detail,
    by,
    byZh: by && `（${by}）`,
    byEn: by && ` by ${by}`,
    ...(how ? { stateZh: how.zh, stateEn: how.en } : {}),
    ...(typeof detail.until === 'string'
      ? {
          untilText: Temporal.Instant.from(detail.until)
            .toZonedDateTimeISO(timeZone)
            .toPlainTime()
            .toString({ smallestUnit: 'minute' }),
        }
      : {}),
  };
}

/** The accepted decision; a refused one is thrown and nothing is written. */
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>, said: Said) =>
  accepted(decision, approvalsRefusals, (detail) => spelled(detail, said));

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>, said: Said) =>
  whyNotBy(decision, approvalsRefusals, (detail) => spelled(detail, said));
