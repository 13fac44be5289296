/** Decisions of the contract room, in words: seal, second check, legal check, handwriting, major deals. */
import { type Kinds, type Sentence, say, wordFor } from './kit.ts';

const posts: Readonly<Record<string, Sentence>> = {
  sales_assistant: say('销售助理', 'the sales assistant'),
  supervisor: say('主管', 'the supervisor'),
  finance: say('财务', 'finance'),
};
const fields: Readonly<Record<string, Sentence>> = {
  name: say('姓名', 'name'),
  sex: say('性别', 'sex'),
  contact: say('联系方式', 'contact'),
  price: say('成交价', 'price'),
};
const items: Readonly<Record<string, Sentence>> = {
  rights_and_duties: say('双方权利义务', 'rights and duties'),
  lawful: say('合法有效', 'lawful'),
  feasible: say('可以履行', 'feasible'),
  signing_plan: say('签约方案', 'plan of the signing'),
};
const causes: Readonly<Record<string, Sentence>> = {
  amount: say('金额', 'its amount'),
  key_customer: say('重点客户', 'a key customer'),
  flagged: say('标记', 'a mark'),
};
const faults: Readonly<Record<string, Sentence>> = {
  untidy: say('字迹潦草', 'untidy'),
  blurred: say('字迹模糊', 'blurred'),
  wrong_pen: say('用笔不合规定', 'written with the wrong pen'),
};
const kinds: Readonly<Record<string, Sentence>> = {
  negotiation: say('谈判', 'the negotiation'),
  signing: say('签约', 'the signing'),
};

function listed(words: Readonly<Record<string, Sentence>>, codes: unknown): Sentence {
  const all = (Array.isArray(codes) ? codes : []).map((code) => wordFor(words, code));
  return say(all.map(({ zh }) => zh).join('、'), all.map(({ en }) => en).join(', '));
}
const fined = (yuan: number): Sentence => (yuan > 0 ? say(`，罚款 ${yuan} 元`, `, fined ${yuan} yuan`) : say('', ''));

export const roomKinds: Kinds = {
  'deals.openSeal': { title: say('登记印章', 'Seal entered') },
  'deals.changeSeal': { title: say('修改印章登记', 'Entry of a seal changed') },
  'deals.askSeal': {
    title: say('申请外带印章', 'Seal asked for'),
    summary: ({ outcome, input, name, clock }) => {
      const { role, staffId } = (outcome.custodian ?? {}) as { role?: string; staffId?: string | null };
      const post = wordFor(posts, role);
      const who = staffId ? name(staffId) : '';
      return say(
        `申请外带印章，${clock(input.backBy)} 前归还；须保管人${who || `（${post.zh}）`}与经理同意`,
        `Seal asked for, back by ${clock(input.backBy)}; ${who || post.en} and the manager consent`,
      );
    },
  },
  'deals.sealConsent': { title: say('同意外带印章', 'Taking the seal out consented to') },
  'deals.sealRefused': { title: say('未同意外带印章', 'Taking the seal out not consented to') },
  'deals.takeSeal': { title: say('印章带出', 'Seal handed out') },
  'deals.returnSeal': {
    title: say('印章归还', 'Seal back'),
    summary: ({ outcome }) =>
      outcome.isLate === true ? say('印章逾期归还', 'Seal back late') : say('印章按时归还', 'Seal back in time'),
  },
  'deals.sealIncident': {
    title: say('印章擅自带出', 'Seal taken without consent'),
    summary: ({ outcome, input, name }) => {
      const fine = fined(Number(outcome.fineYuan) + Number(outcome.extraFineYuan));
      const full = outcome.liability === 'full';
      return say(
        `${name(input.takenById)}擅自带出印章${full ? '并造成后果，承担全部经济与法律责任' : ''}${fine.zh}`,
        `${name(input.takenById)} took the seal without consent${full ? ', with consequences and full liability' : ''}${fine.en}`,
      );
    },
  },
  'deals.sealConsequence': {
    title: say('擅自带出印章造成后果', 'Taking the seal had consequences'),
    summary: ({ outcome }) => {
      const fine = fined(Number(outcome.extraFineYuan));
      return say(`造成后果，承担全部经济与法律责任${fine.zh}`, `Consequences and full liability${fine.en}`);
    },
  },
  'deals.exportSealLog': { title: say('导出印章登记簿', 'Register of seals exported') },
  'deals.keyed': {
    title: say('合同录入待复核', 'Entry waits for its second check'),
    summary: ({ outcome, clock }) =>
      say(
        `合同资料已录入，${clock(outcome.dueAt)} 前由他人复核`,
        `Keyed; checked by somebody else by ${clock(outcome.dueAt)}`,
      ),
  },
  'deals.recheck': {
    title: say('复核合同录入', 'Entry checked'),
    summary: ({ outcome }) => {
      const wrong = listed(fields, outcome.wrong);
      return outcome.state === 'confirmed'
        ? say('复核无误', 'All of it is right')
        : say(`复核有误：${wrong.zh}`, `Wrong: ${wrong.en}`);
    },
  },
  'deals.correctEntry': {
    title: say('更正合同录入', 'Entry put right'),
    summary: ({ outcome }) => say(`已更正，待第 ${outcome.round} 轮复核`, `Put right; check ${outcome.round} follows`),
  },
  'deals.planSigning': {
    title: say('商定签约方案', 'Signing planned'),
    summary: ({ outcome }) => say(`定于 ${outcome.on} 签约`, `To be signed on ${outcome.on}`),
  },
  'deals.legalCheck': {
    title: say('合同法务审核', 'Legal check'),
    summary: ({ outcome }) => {
      const [failed, open] = [listed(items, outcome.failed), listed(items, outcome.open)];
      if (failed.zh !== '') return say(`法务审核未通过：${failed.zh}`, `Not passed: ${failed.en}`);
      return open.zh === ''
        ? say('法务审核全部通过', 'Passed in every point')
        : say(`法务审核尚缺：${open.zh}`, `Still open: ${open.en}`);
    },
  },
  'deals.writing': {
    title: say('合同书写不合格', 'Copy refused for its writing'),
    summary: ({ outcome, input }) => {
      const fault = wordFor(faults, input.fault);
      const fine = fined(Number(outcome.fineYuan));
      return say(`${fault.zh}，退回重写${fine.zh}`, `${fault.en}: to be written again${fine.en}`);
    },
  },
  'deals.rewritten': { title: say('合同重写完毕', 'Copy written again') },
  'deals.major': {
    title: say('认定重大成交', 'Major deal'),
    summary: ({ outcome }) => {
      const why = listed(causes, outcome.causes);
      return why.zh === ''
        ? say('不属重大成交', 'Not a major deal')
        : say(`属重大成交（${why.zh}），报经理`, `A major deal by ${why.en}; the manager is told`);
    },
  },
  'deals.flagMajor': {
    title: say('标记重大成交', 'Marked as major'),
    summary: ({ outcome }) =>
      outcome.isMajor === true
        ? say('标为重大成交', 'Marked as major')
        : say('取消重大标记', 'No longer marked as major'),
  },
  'deals.takePart': {
    title: say('经理参与', 'The manager took part'),
    summary: ({ outcome }) => {
      const kind = wordFor(kinds, outcome.kind);
      return say(`经理于 ${outcome.on} 参与${kind.zh}`, `The manager took part in ${kind.en} on ${outcome.on}`);
    },
  },
  'deals.waivePart': { title: say('免除经理参与', 'The manager’s part waived') },
};
