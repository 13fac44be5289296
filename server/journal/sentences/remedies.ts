/** Wrong customer information and how it is put right, in words. */
import { at, type Kinds, say, wordFor } from './kit.ts';

const acts = {
  plan: say('提交补救方案', 'The plan is handed in'),
  report: say('提交处理报告', 'The report is handed in'),
  drop: say('资料无误，撤销', 'No error: dropped'),
};
const settled = {
  organising: say('方案批准，组织实施', 'The plan is approved: the work is given out'),
  drafting: say('方案退回，重新拟订', 'The plan came back'),
  filed: say('报告批准，归档结案', 'The report is approved: filed and closed'),
  reporting: say('报告退回，重新撰写', 'The report came back'),
};

export const remediesKinds: Kinds = {
  'remedies.open': { title: say('客户资料有误', 'Wrong customer information') },
  'remedies.act': { title: say('资料补救', 'Remedy'), summary: (told) => wordFor(acts, told.input.act) },
  'remedies.settle': {
    title: say('补救批复', 'Remedy decided'),
    summary: (told) => wordFor(settled, told.outcome.state),
  },
  'remedies.organise': {
    title: say('分派补救任务', 'Remedy given out'),
    summary: (told) => {
      const tasks = at(told.outcome, 'tasks');
      return say(`分派 ${tasks} 项任务`, `${tasks} tasks given out`);
    },
  },
  'remedies.feedback': {
    title: say('补救反馈', 'Remedy reported back'),
    summary: (told) =>
      told.outcome.left === 0
        ? say('各部门均已反馈', 'every department has reported back')
        : say(`还有 ${told.outcome.left} 项未反馈`, `${told.outcome.left} still to come`),
  },
  'remedies.late': { title: say('补救任务逾期', 'Task of a remedy overdue') },
};
