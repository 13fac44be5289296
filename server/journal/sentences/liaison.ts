/** Decisions about notices between departments, in words. */
import { type Kinds, say, type Sentence, wordFor } from './kit.ts';

const whats: Readonly<Record<string, Sentence>> = {
  feedback: say('客户意见', 'customer feedback'),
  technical_requirement: say('技术要求', 'a technical requirement'),
  technical_change: say('技术变更', 'a technical change'),
  order: say('订单', 'an order'),
  task: say('任务', 'a task'),
  cause: say('销售与回款情况', 'the sales position'),
};

export const liaisonKinds: Kinds = {
  'liaison.setDepartment': { title: say('设置部门与收件人', 'Department set up') },
  'liaison.send': {
    title: say('发出联络单', 'Notice sent'),
    summary: (told) => {
      const what = wordFor(whats, told.input.kind);
      return say(
        `联络单：${what.zh}，${told.outcome.wantedOn} 前答复`,
        `Notice of ${what.en}, answer by ${told.outcome.wantedOn}`,
      );
    },
  },
  'liaison.forward': {
    title: say('订单送达有关部门', 'Order forwarded'),
    summary: (told) => {
      const to = Array.isArray(told.outcome.to) ? told.outcome.to.length : 0;
      return say(`订单生效，即送达 ${to} 个部门`, `In effect; forwarded to ${to} department(s) at once`);
    },
  },
  'liaison.receive': { title: say('签收联络单', 'Notice signed for') },
  'liaison.answer': {
    title: say('答复联络单', 'Notice answered'),
    summary: (told) => say(`答复：${told.input.answer}`, `Answer: ${told.input.answer}`),
  },
  'liaison.late': {
    title: say('联络单逾期催办', 'Notice overdue'),
    summary: (told) => {
      const late = Array.isArray(told.outcome.departmentIds) ? told.outcome.departmentIds.length : 0;
      return told.input.what === 'receipt'
        ? say(`${late} 个部门逾期未签收，已催办`, `${late} department(s) have not signed for it; reminded`)
        : say(`${late} 个部门逾期未答复，已催办`, `${late} department(s) have not answered; reminded`);
    },
  },
};
