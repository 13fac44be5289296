/** The kinds of decision about people, rights and the line of command, as the journal names them. */
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { type Act, kind } from '../kernel/kind.ts';
import {
  decideEntry,
  decideLeaving,
  decideParticulars,
  decideRehire,
  decideTransfer,
  type EntryFacts,
  type EntryInput,
  type LeavingFacts,
  type ParticularsFacts,
  type PlacedFacts,
  type Standing,
} from './decide-entry.ts';
import { type ApplicationFacts, decideApplication, decideMentorsWord, type MentorsWordFacts } from './confirmation.ts';
import { decideGrantRoles, decideRoleEdit, type GrantFacts, type RoleEditFacts } from './grants.ts';
import {
  type ChangeRules,
  type ConfirmationFacts,
  decideConfirmation,
  decideProbationEnd,
  decideStaffChange,
} from './lifecycle.ts';
import {
  type CommandFacts,
  decideInstruction,
  decideMoveInstruction,
  decideUpward,
  type Instruction,
  type InstructionState,
  type UpwardFacts,
} from './reporting.ts';
import { decideTick } from './routines.ts';
import type { OrganisationRuleValues } from './rules.ts';

interface Rules {
  readonly organisation: OrganisationRuleValues;
  readonly claims: Pick<ChangeRules, 'longLeaveDays'>;
}
interface Given {
  readonly rules: Rules;
  readonly now: Instant;
}

/** What changes of employment go by; from how many days a leave is long stands with the handover of customers. */
export const changeRules = ({ organisation, claims }: Rules): OrganisationRuleValues & ChangeRules => ({
  ...organisation,
  longLeaveDays: claims.longLeaveDays,
});

interface Before {
  readonly before: Standing;
}
interface Leave {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

const people = {
  'organisation.createStaff': kind({
    label: { zh: '新增人员', en: 'Somebody is entered' },
    decide: ({ rules, now }: Given, facts: EntryFacts, input: EntryInput) =>
      decideEntry(rules.organisation, facts, input, now),
  }),
  'organisation.changeStaff': kind({
    label: { zh: '修改人员资料', en: 'Particulars are changed' },
    decide: ({ rules }: Given, facts: ParticularsFacts, _input: object) => decideParticulars(rules.organisation, facts),
  }),
  'organisation.transferStaff': kind({
    label: { zh: '调动', en: 'Somebody is transferred' },
    decide: (
      { rules }: Given,
      facts: PlacedFacts,
      input: { readonly siteId: string | null; readonly teamId: string | null },
    ) => decideTransfer(changeRules(rules), facts, input),
  }),
  'organisation.planLeave': kind({
    label: { zh: '安排请假', en: 'A leave is planned' },
    decide: ({ rules }: Given, { before }: Before, { from, until }: Leave) =>
      decideStaffChange(changeRules(rules), before.status, { kind: 'leave', from, until }),
  }),
  'organisation.leaveOfAbsence': kind({
    label: { zh: '开始请假', en: 'A leave begins' },
    decide: ({ rules }: Given, { before }: Before, { from, until }: Leave) =>
      decideStaffChange(changeRules(rules), before.status, { kind: 'leave', from, until }),
  }),
  'organisation.returnFromLeave': kind({
    label: { zh: '销假返岗', en: 'Somebody is back from leave' },
    decide: ({ rules }: Given, { before }: Before, _input: object) =>
      decideStaffChange(changeRules(rules), before.status, { kind: 'return' }),
  }),
  'organisation.leaving': kind({
    label: { zh: '离职', en: 'Somebody leaves' },
    decide: ({ rules }: Given, facts: LeavingFacts, _input: object) => decideLeaving(changeRules(rules), facts),
  }),
  'organisation.rehire': kind({
    label: { zh: '重新入职', en: 'Somebody comes back' },
    decide: ({ rules }: Given, facts: PlacedFacts, _input: object) => decideRehire(changeRules(rules), facts),
  }),
  'organisation.tickRoutine': kind({
    label: { zh: '勾选例行工作', en: 'A step of a routine is ticked off' },
    decide: (
      _given: Given,
      facts: { readonly post: string | null; readonly today: LocalDate },
      input: { readonly routine: string; readonly step: number },
    ) => decideTick(facts, input),
  }),
  'organisation.endProbation': kind({
    label: { zh: '试用期满', en: 'A probation ends' },
    decide: ({ rules }: Given, facts: { readonly unitsSold: number }, _input: object) =>
      decideProbationEnd(rules.organisation, facts),
  }),
  'organisation.confirmStaff': kind({
    label: { zh: '转正', en: 'A probation is confirmed' },
    decide: (
      { rules }: Given,
      facts: Pick<ConfirmationFacts, 'probationUntil' | 'byApplication'>,
      input: { readonly unitsSold: number },
    ) => {
      const { probationUntil, byApplication = false } = facts;
      return decideConfirmation(rules.organisation, { probationUntil, byApplication, unitsSold: input.unitsSold });
    },
  }),
  'organisation.applyForConfirmation': kind({
    label: { zh: '申请转正', en: 'A confirmation is applied for' },
    decide: ({ rules }: Given, facts: ApplicationFacts, _input: object) => decideApplication(rules.organisation, facts),
  }),
  'organisation.mentorsWord': kind({
    label: { zh: '带教人意见', en: 'The mentor gives an opinion' },
    decide: (_given: Given, facts: MentorsWordFacts, _input: object) => decideMentorsWord(facts),
  }),
};

const roleEdit = (zh: string, en: string) =>
  kind({
    label: { zh, en },
    decide: (_given: Given, facts: RoleEditFacts, _input: object) => decideRoleEdit(facts),
  });

const rights = {
  'organisation.grantRoles': kind({
    label: { zh: '授予角色', en: 'Roles are granted' },
    decide: (_given: Given, facts: GrantFacts, _input: object) => decideGrantRoles(facts),
  }),
  'organisation.createRole': roleEdit('新建角色', 'A role is made'),
  'organisation.changeRole': roleEdit('修改角色', 'A role is changed'),
  'organisation.deleteRole': roleEdit('删除角色', 'A role is deleted'),
};

const line = {
  'organisation.instruct': kind({
    label: { zh: '下达指令', en: 'An instruction is given' },
    decide: ({ rules }: Given, facts: CommandFacts, input: Instruction) =>
      decideInstruction(rules.organisation, facts, input),
  }),
  'organisation.moveInstruction': kind({
    label: { zh: '指令进展', en: 'An instruction moves on' },
    decide: (_given: Given, facts: { readonly state: InstructionState }, input: { readonly to: InstructionState }) =>
      decideMoveInstruction(facts.state, input.to),
  }),
  'organisation.sendUpward': kind({
    label: { zh: '向上反映', en: 'A message goes up the line' },
    decide: ({ rules }: Given, facts: UpwardFacts, _input: object) => decideUpward(rules.organisation, facts),
  }),
};

export const organisationKinds = { ...people, ...rights, ...line };

export const organisationActs = {
  'organisation.createCompany': { label: { zh: '建立公司', en: 'Company set up' } },
  'organisation.openSite': { label: { zh: '新设门店', en: 'Site opened' } },
  'organisation.changeSite': { label: { zh: '修改门店', en: 'Site changed' } },
  'organisation.closeSite': { label: { zh: '关闭门店', en: 'Site closed' } },
  'organisation.formTeam': { label: { zh: '组建小组', en: 'Team formed' } },
  'organisation.changeTeam': { label: { zh: '修改小组', en: 'Team changed' } },
  'organisation.dissolveTeam': { label: { zh: '解散小组', en: 'Team dissolved' } },
  'organisation.resetPassword': { label: { zh: '重置密码', en: 'Password reset' } },
  'organisation.answerUpward': { label: { zh: '答复反映', en: 'Message answered' } },
  'organisation.withdrawConfirmation': { label: { zh: '撤回转正申请', en: 'Application for confirmation withdrawn' } },
  'organisation.importStaff': { label: { zh: '导入人员', en: 'Staff imported' } },
  'organisation.importFormerStaff': { label: { zh: '导入离职人员', en: 'Former staff imported' } },
} satisfies Readonly<Record<string, Act>>;
