/** Decisions about the position of a month, in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { at, type Kinds, say } from './kit.ts';

export const positionKinds: Kinds = {
  'money.setPosition': {
    title: say('设定月度计划', 'Plan of a month set'),
    summary: (told) =>
      say(
        `第 ${told.outcome.version} 版：合同 ${told.input.contracts} 份，销售 ${yuan(told.input.salesFen)} 元，回款 ${yuan(told.input.collectionsFen)} 元`,
        `Version ${told.outcome.version}: ${told.input.contracts} contracts, sales ${yuan(told.input.salesFen)}, collections ${yuan(told.input.collectionsFen)} yuan`,
      ),
  },
  'money.position': {
    title: say('进度低于计划', 'Below the plan'),
    summary: (told) => {
      const of = (key: string) => at(told.outcome.measures, key);
      return say(
        `销售完成进度的 ${at(of('salesFen'), 'percent') ?? '—'}%，回款 ${at(of('collectionsFen'), 'percent') ?? '—'}%，须查明原因`,
        `Sales at ${at(of('salesFen'), 'percent') ?? '—'}% of the plan to date, collections at ${at(of('collectionsFen'), 'percent') ?? '—'}%: the cause is to be found`,
      );
    },
  },
  'money.positionCause': {
    title: say('查明原因并告知部门', 'Cause found and told'),
    summary: (told) => say(`原因：${told.input.cause}`, `Cause: ${told.input.cause}`),
  },
};
