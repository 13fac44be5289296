/** Decisions about approvals, in words. */
import { type Matter, matters } from '#core/approvals/index.ts';
import { roleNames, type RoleKey } from '#core/organisation/index.ts';
import { at, type Kinds, type Reasons, type Sentence, say, type Told, wordFor } from './kit.ts';

const matterOf = (value: unknown): Sentence => {
  const known = matters[String(value) as Matter];
  return known ? say(known.zh, known.en) : say('', '');
};
const ways: Readonly<Record<string, Sentence>> = {
  holder: say('', ''),
  delegate: say('（受委托）', ' as delegate'),
  stand_in: say('（上级不在，代签）', ' as stand-in'),
  next_level: say('（本岗无人，上一级签批）', ' one level up, the post being empty'),
};

/** "finance and manager, then director". */
function routeWords(outcome: Told['outcome']): Sentence {
  const steps = Array.isArray(outcome.steps) ? outcome.steps : [];
  const words = steps.map((step) => {
    const seats = at(step, 'seats');
    const posts = (Array.isArray(seats) ? seats : []).map((seat): Sentence => {
      const roles = at(seat, 'roles');
      const names = (Array.isArray(roles) ? roles : []).map((role) => roleNames[String(role) as RoleKey]);
      return say(
        names.map((name) => name?.zh ?? '').join('或'),
        names.map((name) => name?.en.toLowerCase() ?? '').join(' or '),
      );
    });
    return say(posts.map(({ zh }) => zh).join('、'), posts.map(({ en }) => en).join(' and '));
  });
  return say(words.map(({ zh }) => zh).join('，再'), words.map(({ en }) => en).join(', then '));
}

export const approvalsKinds: Kinds = {
  'approvals.request': {
    title: say('提交审批', 'Put up for approval'),
    summary: (told) => {
      const matter = matterOf(told.input.matter);
      if (told.outcome.state === 'approved')
        return say(`${matter.zh}：无须他人审批`, `${matter.en}: nobody has to agree`);
      const route = routeWords(told.outcome);
      return say(`${matter.zh}：由${route.zh}签批`, `${matter.en}: signed by ${route.en}`);
    },
  },
  'approvals.sign': {
    title: say('同意', 'Agreed'),
    summary: (told) => {
      const way = wordFor(ways, told.outcome.as);
      const done = told.outcome.state === 'approved';
      return say(`签署同意${way.zh}${done ? '，审批通过' : ''}`, `Signed${way.en}${done ? '; granted' : ''}`);
    },
  },
  'approvals.return': {
    title: say('退回或驳回', 'Returned or rejected'),
    summary: (told) =>
      told.outcome.state === 'rejected' ? say('驳回', 'Rejected') : say('退回申请人补正', 'Returned to be put right'),
  },
  'approvals.withdraw': { title: say('撤回审批', 'Approval withdrawn') },
  'approvals.remind': { title: say('催办', 'Signers reminded') },
  'approvals.expire': {
    title: say('签批时限已到', 'Time to sign is up'),
    summary: (told) => {
      const payer = told.name(told.outcome.costTo);
      if (told.outcome.state !== 'expired')
        return say('逾期未签，已提醒上一级', 'Not signed in time; the next level was told');
      return payer
        ? say(`当日未签，作废，费用由 ${payer} 承担`, `Not signed the same day: void, and ${payer} bears the cost`)
        : say('逾期未签，作废', 'Not signed in time: void');
    },
  },
  'approvals.addSigner': {
    title: say('加签', 'Signer added'),
    summary: (told) => {
      const who = told.name(told.input.staffId);
      return told.input.when === 'before'
        ? say(`先由 ${who} 签批`, `${who} signs first`)
        : say(`之后由 ${who} 签批`, `${who} signs afterwards`);
    },
  },
  'approvals.passOn': {
    title: say('转交签批', 'Passed on'),
    summary: (told) => {
      const [who, whose] = [told.name(told.input.staffId), told.name(told.outcome.forId)];
      return whose
        ? say(`${whose} 的签批由 ${who} 代签`, `${who} signs for ${whose}`)
        : say(`由 ${who} 签批`, `${who} signs`);
    },
  },
  'approvals.delegate': {
    title: say('委托签批', 'Signing delegated'),
    summary: (told) => {
      const who = told.name(told.input.staffId);
      const [from, until] = [told.clock(told.outcome.from), told.clock(told.outcome.until)];
      return who
        ? say(`${from} 至 ${until} 由 ${who} 代签`, `${who} signs from ${from} until ${until}`)
        : say(`${from} 至 ${until} 外出，由代签人或上一级签批`, `Away from ${from} until ${until}`);
    },
  },
  'approvals.endDelegation': { title: say('结束委托', 'Delegation ended') },
};

export const approvalsReasons: Reasons = {
  BEYOND_AUTHORITY: say(
    '超出其授权额度（可批 {most}，申请 {asked}）',
    'beyond what they may grant ({most}; asked: {asked})',
  ),
};
