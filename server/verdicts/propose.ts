/** The rulebook's proposal for a file, for the screen: questions, shares with names, and the clauses it rests on. */
import type { z } from 'zod';
import type { ProposalOut } from '#contract/verdicts.ts';
import { type Answers, type CaseFile, proposeVerdict, questionsOf } from '#core/verdicts/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { whyNot } from './said.ts';
import { namesOf } from './views.ts';

/** Whom answers name: ids from outside, which must be people of the house. */
export const peopleNamed = ({ event, ...answers }: Answers): string[] => [
  ...Object.entries(answers).flatMap(([key, value]) =>
    key.endsWith('Id') && typeof value === 'string' ? [value] : [],
  ),
  ...[...(event?.performance ?? []), ...(event?.commission ?? [])].flatMap(({ party }) =>
    party === 'department' ? [] : [party],
  ),
];

export const propose = (context: Context, rules: RulesInForce, file: CaseFile, answers: Answers) =>
  proposeVerdict(rules.values.claims, file, answers, context.now);

export async function proposalOut(
  context: Context,
  rules: RulesInForce,
  file: CaseFile,
  answers: Answers,
  now: Instant = context.now,
): Promise<z.output<typeof ProposalOut>> {
  const decision = proposeVerdict(rules.values.claims, file, answers, now);
  const outcome = decision.accepted ? decision.outcome : null;
  const shares = [...(outcome?.performance ?? []), ...(outcome?.commission ?? [])];
  const parties = [
    ...shares.map(({ party }) => party),
    ...decision.rejected.map(({ what }) => what),
    outcome?.ownerId ?? '',
  ];
  const names = await namesOf(context, parties);
  const named = (list: typeof shares) =>
    list.map((share) => ({ ...share, name: names.get(share.party) ?? '', fen: null }));
  return {
    questions: questionsOf(rules.values.claims, file, answers, now).map((question) => ({ ...question })),
    proposal: outcome && {
      case: outcome.case,
      owner: { id: outcome.ownerId, name: names.get(outcome.ownerId) ?? '' },
      performance: named([...outcome.performance]),
      commission: named([...outcome.commission]),
      uncertain: [...outcome.uncertain],
    },
    whyNone: whyNot(decision, file.timeZone),
    clauses: [...decision.clauses],
    houseClauses: [...rules.houseClauses(decision.clauses)],
    rejected: decision.rejected.map(({ what, reason }) => ({ what, name: names.get(what) ?? '', reason })),
  };
}
