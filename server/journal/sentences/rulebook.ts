import { type Kinds, say, type Told } from './kit.ts';

const effective = ({ input, outcome, clock }: Told) =>
  say(
    `《${input.title}》第 ${outcome.number} 版，${clock(outcome.effectiveFrom)} 起施行`,
    `"${input.title}", version ${outcome.number}, in force from ${clock(outcome.effectiveFrom)}`,
  );

export const rulebookKinds: Kinds = {
  'rulebook.publish': {
    title: say('发布制度', 'Rulebook published'),
    summary: effective,
  },
  'rulebook.publishDraft': { title: say('发布经审核的制度', 'Reviewed rulebook published'), summary: effective },
  'rulebook.withdraw': {
    title: say('撤回制度版本', 'Version withdrawn'),
    summary: ({ input, outcome }) =>
      say(
        `《${input.title}》第 ${outcome.number} 版在生效前撤回`,
        `"${input.title}", version ${outcome.number}, was withdrawn before it took effect`,
      ),
  },
  'rulebook.askReview': {
    title: say('提请审核制度草案', 'Review of a draft asked for'),
    summary: ({ input, outcome, name }) =>
      say(
        `草案“${input.title}”，${name(outcome.reviewerId) || '任一审核人'}审核`,
        `Draft "${input.title}", to be reviewed by ${name(outcome.reviewerId) || 'anybody who may'}`,
      ),
  },
  'rulebook.review': {
    title: say('审核制度草案', 'Draft reviewed'),
    summary: ({ input, outcome }) => {
      const approved = outcome.verdict === 'approved';
      const own = outcome.byAuthor ? say('（起草人自审）', ' (by its own author)') : say('', '');
      return say(
        `草案“${input.title}”${approved ? '审核通过' : '退回修改'}${own.zh}`,
        `Draft "${input.title}" ${approved ? 'approved' : 'sent back'}${own.en}`,
      );
    },
  },
  'rulebook.sign': {
    title: say('签收制度', 'Rulebook signed'),
    summary: ({ input }) =>
      say(
        `已阅读并签收《${input.title}》第 ${input.number} 版`,
        `Read and signed "${input.title}", version ${input.number}`,
      ),
  },
  'rulebook.remind': {
    title: say('提醒签收制度', 'Reminded to sign'),
    summary: ({ input, outcome }) =>
      say(
        `提醒 ${outcome.reminded} 人签收《${input.title}》第 ${input.number} 版`,
        `${outcome.reminded} people reminded to sign "${input.title}", version ${input.number}`,
      ),
  },
  'rulebook.discardDraft': {
    title: say('作废制度草案', 'Draft discarded'),
    summary: ({ input }) => say(`草案“${input.title}”`, `Draft "${input.title}"`),
  },
  'rulebook.addShipped': {
    title: say('采用制度范本', 'Shipped rulebook copied'),
    summary: ({ input }) => say(`《${input.title}》`, `"${input.title}"`),
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
