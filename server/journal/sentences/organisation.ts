/** Decisions about people, sites and accounts. */
import { at, type Kinds, say, type Told, wordFor } from './kit.ts';

const plain = (zh: string, en: string) => ({ title: say(zh, en) });

const roleNames = (told: Told): string => {
  const roles = at(told.input, 'roles');
  return Array.isArray(roles) ? roles.map(String).join('、') : '';
};
const instructionStates = {
  accepted: say('已接受', 'accepted'),
  done: say('已完成', 'done'),
  checked: say('已检查', 'checked'),
  withdrawn: say('已撤回', 'withdrawn'),
};

const probationEnds = {
  may_be_confirmed: say('已达标，可以转正', 'the target is reached: may be confirmed'),
  leaves: say('未达标，按制度离职', 'the target is missed: leaves, as the rulebook says'),
  manager_decides: say('未达标，由经理决定', 'the target is missed: the manager decides'),
};

export const organisationKinds: Kinds = {
  'organisation.createCompany': plain('建立公司', 'Company set up'),
  'organisation.openSite': {
    title: say('新设门店', 'Site opened'),
    summary: (told) => say(`新设“${told.input.name}”`, `"${told.input.name}" was opened`),
  },
  'organisation.changeSite': plain('修改门店', 'Site changed'),
  'organisation.closeSite': plain('关闭门店', 'Site closed'),
  'organisation.formTeam': {
    title: say('组建小组', 'Team formed'),
    summary: (told) => say(`组建“${told.input.name}”`, `The team "${told.input.name}" was formed`),
  },
  'organisation.changeTeam': plain('修改小组', 'Team changed'),
  'organisation.dissolveTeam': plain('解散小组', 'Team dissolved'),
  'organisation.createStaff': {
    title: say('新增人员', 'Person added'),
    summary: (told) => say(`新增 ${told.input.name}`, `${told.input.name} was added`),
  },
  'organisation.changeStaff': plain('修改人员资料', 'Person changed'),
  'organisation.resetPassword': plain('重置密码', 'Password reset'),
  'organisation.grantRoles': {
    title: say('授予角色', 'Roles granted'),
    summary: (told) => say(`角色改为：${roleNames(told) || '无'}`, `Roles are now: ${roleNames(told) || 'none'}`),
  },
  'organisation.createRole': plain('新建角色', 'Role created'),
  'organisation.changeRole': plain('修改角色', 'Role changed'),
  'organisation.deleteRole': plain('删除角色', 'Role deleted'),
  'organisation.transferStaff': plain('调动', 'Person transferred'),
  'organisation.planLeave': plain('安排请假', 'Leave planned'),
  'organisation.leaveOfAbsence': plain('开始请假', 'Leave began'),
  'organisation.returnFromLeave': plain('销假返岗', 'Back from leave'),
  'organisation.leaving': plain('离职', 'Person left'),
  'organisation.rehire': plain('重新入职', 'Person came back'),
  'organisation.tickRoutine': plain('勾选例行工作', 'Step of a routine ticked off'),
  'organisation.endProbation': {
    title: say('试用期满', 'Probation ended'),
    summary: (told) => wordFor(probationEnds, told.outcome.next),
  },
  'organisation.confirmStaff': plain('转正', 'Probation confirmed'),
  'organisation.applyForConfirmation': {
    title: say('申请转正', 'Confirmation applied for'),
    summary: (told) =>
      told.outcome.next === 'with_mentor'
        ? say('交带教人填写意见', 'The mentor is asked for a word')
        : say('交签批', 'Put up for signature'),
  },
  'organisation.mentorsWord': {
    title: say('带教人意见', 'The mentor’s word'),
    summary: (told) => (told.input.recommends === true ? say('同意转正', 'in favour') : say('建议暂缓', 'not yet')),
  },
  'organisation.withdrawConfirmation': plain('撤回转正申请', 'Application for confirmation withdrawn'),
  'organisation.importStaff': plain('导入人员', 'Staff imported'),
  'organisation.importFormerStaff': plain('导入离职人员', 'Former staff imported'),
  'organisation.instruct': {
    title: say('下达指令', 'Instruction given'),
    summary: (told) => {
      const what = at(told.input, 'what') ?? at(told.input, 'said', 'what');
      return what === undefined ? null : say(`指令：${what}`, `Instruction: ${what}`);
    },
  },
  'organisation.moveInstruction': {
    title: say('指令进展', 'Instruction moved'),
    summary: (told) => {
      const state = wordFor(instructionStates, told.outcome.state);
      return say(`指令${state.zh}`, `The instruction was ${state.en}`);
    },
  },
  'organisation.sendUpward': plain('向上反映', 'Message to a superior'),
  'organisation.answerUpward': plain('答复反映', 'Message answered'),
  'session.changePassword': plain('修改密码', 'Password changed'),
  'session.createToken': plain('创建访问令牌', 'Access token created'),
  'session.revoke': plain('结束登录', 'Session ended'),
  'session.totpOn': plain('启用二次验证', 'Second factor turned on'),
  'session.totpOff': plain('关闭二次验证', 'Second factor turned off'),
};
