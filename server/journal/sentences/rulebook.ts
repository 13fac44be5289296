import { type Kinds, say } from './kit.ts';

export const rulebookKinds: Kinds = {
  'rulebook.publish': {
    title: say('发布制度', 'Rulebook published'),
    summary: ({ input, outcome, clock }) =>
      say(
        `《${input.title}》第 ${outcome.number} 版，${clock(outcome.effectiveFrom)} 起施行`,
        `"${input.title}", version ${outcome.number}, in force from ${clock(outcome.effectiveFrom)}`,
      ),
  },
  'rulebook.adopt': {
    title: say('选用制度', 'Rulebook adopted'),
    summary: ({ input, outcome, clock }) =>
      say(
        `${clock(outcome.effectiveFrom)} 起适用《${input.title}》`,
        `Goes by "${input.title}" from ${clock(outcome.effectiveFrom)}`,
      ),
  },
};
