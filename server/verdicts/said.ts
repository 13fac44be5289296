/** Refusals of disputes with names, local days and plain words in their sentences. */
import { verdictsRefusals } from '#contract/verdicts.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof verdictsRefusals;

const roles: Readonly<Record<string, string>> = {
  supervisor: '主管 (supervisor)',
  manager: '部门经理 (department manager)',
  director: '销售总监 (sales director)',
  general_manager: '总经理 (general manager)',
};
const stakes: Readonly<Record<string, string>> = {
  party: '争议一方 / a party',
  owner: '现在或曾经的归属人 / the owner, now or before',
  served: '接待过该客户 / received the customer',
  helped: '协助接待过 / helped receive the customer',
  mentor: '带教人 / a mentor',
  beneficiary: '参与分配 / gets a share',
};

const local = (instant: unknown, timeZone: string) =>
  Temporal.Instant.from(String(instant)).toZonedDateTimeISO(timeZone).toPlainDateTime();

function spelled(detail: Readonly<Record<string, unknown>>, timeZone: string): Record<string, unknown> {
  return {
    ...detail,
    // A window ends with a day, the last one included.
    ...('until' in detail
      ? { throughText: local(detail.until, timeZone).toPlainDate().subtract({ days: 1 }).toString() }
      : {}),
    ...('at' in detail
      ? { atText: local(detail.at, timeZone).toString({ smallestUnit: 'minute' }).replace('T', ' ') }
      : {}),
    ...(typeof detail.role === 'string' ? { roleText: roles[detail.role] ?? detail.role } : {}),
    ...(typeof detail.stake === 'string' ? { stakeText: stakes[detail.stake] ?? detail.stake } : {}),
  };
}

type Names = Readonly<Record<string, string>>;

/** The accepted decision; a refused one is thrown and nothing is written. `names`: who was first, for whoever comes late. */
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>, timeZone: string, names: Names = {}) =>
  accepted(decision, verdictsRefusals, (detail) => ({ ...spelled(detail, timeZone), ...names }));

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>, timeZone: string, names: Names = {}) =>
  whyNotBy(decision, verdictsRefusals, (detail) => ({ ...spelled(detail, timeZone), ...names }));

export { lacks } from '#server/platform/actor.ts';
