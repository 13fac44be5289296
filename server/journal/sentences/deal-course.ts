/** Decisions about the course of a sale, in words. */
import { stepWords } from '#contract/deals-steps.ts';
import { type Kinds, say, wordFor } from './kit.ts';

export const courseKinds: Kinds = {
  'deals.recordStep': {
    title: say('记录销售步骤', 'Step of a sale recorded'),
    summary: (told) => {
      const step = wordFor(stepWords, told.input.step);
      const next =
        told.outcome.next === null ? say('流程走完', 'the course is run') : wordFor(stepWords, told.outcome.next);
      return say(`完成“${step.zh}”，下一步：${next.zh}`, `“${step.en}” done; next: ${next.en}`);
    },
  },
  'deals.stepOverdue': {
    title: say('销售步骤停滞', 'Step of a sale overdue'),
    summary: (told) => {
      const step = wordFor(stepWords, told.outcome.step);
      return say(
        `“${step.zh}”逾期未完成，已提醒责任人与主管`,
        `“${step.en}” is overdue; its person and the supervisor were told`,
      );
    },
  },
  'deals.mendStep': {
    title: say('停滞整改', 'Delay mended'),
    summary: (told) =>
      say(
        `原因：${told.input.cause}；措施：${told.input.remedy}；${told.input.byOn} 前完成`,
        `Cause: ${told.input.cause}; remedy: ${told.input.remedy}; by ${told.input.byOn}`,
      ),
  },
};
