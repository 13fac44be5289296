/** One decision in a line: when, what came out, why. */
import type { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';

export type Decision = ResponseOf<typeof journal.list>['rows'][number];

export const DecisionRow = ({ decision }: { decision: Decision }) => (
  <div className="decision-row">
    <time dateTime={decision.at}>{formatInstant(decision.at)}</time>
    <span>{textOf(decision.summary)}</span>
    <WhyButton journalId={decision.id} kind="icon" />
  </div>
);
