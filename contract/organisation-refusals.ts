/** Permissions and refusals of the organisation, in the order in which its commands check them. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const organisationPermissions = permissions({
  'system.administer': {
    zh: '管理系统（备份、集成、测试时钟）',
    en: 'Administer the system (backups, integrations, test clock)',
    scopes: ['company'],
  },
  'organisation.read': { zh: '查看组织与同事', en: 'See the organisation and colleagues', scopes: ['site', 'company'] },
  'organisation.staff': { zh: '管理人员', en: 'Manage staff', scopes: ['site', 'company'] },
  'organisation.sites': { zh: '管理门店与小组', en: 'Manage sites and teams', scopes: ['site', 'company'] },
  'organisation.roles': { zh: '管理角色与授权', en: 'Manage roles and grants', scopes: ['company'] },
  'organisation.rights': { zh: '查看他人的权限', en: "See other people's rights", scopes: ['team', 'site', 'company'] },
  'organisation.instruct': { zh: '下达指令', en: 'Give instructions', scopes: ['team', 'site', 'company'] },
});

const no = (status: 403 | 404 | 409 | 422, zh: string, en: string, remedy?: { zh: string; en: string }) =>
  ({ status, mayPassLater: status === 409, zh, en, ...(remedy ? { remedy } : {}) }) as const;

export const organisationRefusals = refusals({
  NO_SUCH_ROUTINE: {
    status: 404,
    mayPassLater: false,
    zh: '您的岗位没有这一步例行工作',
    en: 'Your post has no such step of a routine',
  },
  // names
  NAME_TAKEN: no(409, '已有同名的“{name}”', 'There is one named "{name}" already'),
  USERNAME_INVALID: no(
    422,
    '用户名须为 2–32 位字母、数字或 . _ -,且至少含一个字母',
    'A user name has 2–32 letters, digits or . _ - and at least one letter',
  ),
  PHONE_INVALID: no(422, '手机号“{phone}”无法识别', 'The phone "{phone}" is not readable'),
  USERNAME_TAKEN: no(409, '用户名“{username}”已被使用', 'The user name "{username}" is taken'),
  PHONE_TAKEN: no(409, '手机号“{phone}”已登记给其他人', 'The phone "{phone}" belongs to somebody else'),
  NUMBER_TAKEN: no(409, '工号“{number}”已被使用', 'The staff number "{number}" is taken'),
  // places
  SITE_CLOSED: no(409, '该门店已关闭', 'This site is closed'),
  SITE_NOT_EMPTY: no(409, '该门店还有 {people} 人在职', 'People still work at this site: {people}', {
    zh: '请先为他们办理调动或离职。',
    en: 'Transfer them or record their leaving first.',
  }),
  TEAM_NOT_OF_SITE: no(422, '该小组不属于所选门店', 'This team does not belong to the site'),
  TEAM_NOT_EMPTY: no(409, '该小组还有 {people} 人', 'The team still has {people} people'),
  LEADER_NOT_OF_SITE: no(422, '组长须在该门店任职', 'The leader works at this site'),
  TIME_ZONE_UNKNOWN: no(422, '时区“{timeZone}”不存在', 'The time zone "{timeZone}" does not exist'),
  HOURS_REVERSED: no(422, '下班时间须晚于上班时间', 'Closing lies after opening'),
  // the line
  SUPERIOR_MISSING: no(422, '按制度每人须有一名直接上级', 'The house asks for one direct superior each'),
  SUPERIOR_IS_SELF: no(422, '不能以本人为上级', 'Nobody is their own superior'),
  SUPERIOR_HAS_LEFT: no(422, '所选上级已离职', 'The superior has left'),
  SUPERIOR_CYCLE: no(
    422,
    '所选上级是其下属，汇报关系会成环',
    'The superior is below this person: the line would be a loop',
  ),
  SUPERIOR_NOT_HIGHER: no(422, '上级的岗位须高于下级', 'A superior holds a higher post'),
  SUPERIOR_WRONG_POST: no(422, '按制度该岗位由“{post}”直接领导', 'By the rulebook this post answers to the {post}'),
  MENTOR_MISSING: no(422, '试用期员工须指定一名带教顾问', 'A probationer needs a mentor'),
  MENTOR_IS_SELF: no(422, '不能由本人带教本人', 'Nobody mentors themselves'),
  MENTOR_NOT_WORKING: no(422, '所选带教顾问不在岗', 'The mentor is not at work'),
  MENTOR_ON_PROBATION: no(422, '试用期员工不能带教', 'A probationer cannot be a mentor'),
  // changes
  HAS_LEFT: no(409, '该员工已离职', 'This person has left'),
  HAS_NOT_LEFT: no(409, '该员工在职', 'This person has not left'),
  ALREADY_ON_LEAVE: no(409, '该员工已在休假', 'This person is on leave already'),
  NOT_ON_LEAVE: no(409, '该员工没有在休假', 'This person is not on leave'),
  NOTHING_CHANGES: no(422, '没有任何变动', 'Nothing changes'),
  LEAVE_ENDS_BEFORE_IT_STARTS: no(422, '结束日期早于开始日期', 'The leave ends before it starts'),
  NOT_ON_PROBATION: no(409, '该员工不在试用期', 'This person is not on probation'),
  APPLICATION_NEEDED: no(
    409,
    '按制度转正须由本人提交转正申请并经签批',
    'By the rulebook a confirmation is applied for by the probationer and signed',
    {
      zh: '请由本人在“转正申请”页提交，签批通过即生效。',
      en: 'The probationer applies on the page of confirmations; it takes effect once it is signed.',
    },
  ),
  NOT_YOUR_PROBATION: no(403, '转正申请须由本人提交', 'A confirmation is applied for by oneself', {
    zh: '请本人登录后提交。',
    en: 'The person signs in and applies.',
  }),
  ALREADY_APPLIED: no(409, '转正申请已提交，正在办理', 'The application is under way already', {
    zh: '请等待带教人或签批人处理，或先撤回。',
    en: 'Wait for the mentor or the signer, or withdraw it first.',
  }),
  APPLICATION_NOT_WAITING: no(409, '该转正申请已{stateZh}，不在此步', 'The application is {stateEn}: not at this step'),
  NOT_THE_MENTOR: no(403, '带教意见须由其带教人填写', 'The opinion is the mentor’s to give'),
  TOO_FEW_UNITS: no(409, '累计 {sold}，转正需 {needed}', '{sold} sold in total, {needed} needed for confirmation'),
  // rights
  GRANTS_BEYOND_YOURS: no(
    403,
    '涉及您没有的权限“{permission}”',
    'It concerns the permission "{permission}", which you do not hold',
    {
      zh: '请由系统管理员操作。',
      en: 'Ask an administrator to do it.',
    },
  ),
  LAST_ADMINISTRATOR: no(409, '不能移除最后一名系统管理员', 'The last administrator stays', {
    zh: '请先任命另一名管理员。',
    en: 'Appoint another administrator first.',
  }),
  UNKNOWN_PERMISSION: no(422, '没有权限“{permission}”', 'There is no permission "{permission}"'),
  SCOPE_NOT_OFFERED: no(
    422,
    '权限“{permission}”没有“{scope}”范围',
    'The permission "{permission}" has no scope "{scope}"',
  ),
  ROLE_IN_USE: no(409, '该角色仍有 {people} 人持有', '{people} people still hold this role'),
  UNKNOWN_ROLE: no(422, '没有角色“{role}”', 'There is no role "{role}"'),
  // instructions and messages
  NOT_YOUR_SUBORDINATE: no(403, '对方不是您的下属', 'This person is not below you in the line'),
  COMMAND_ACROSS_LEVELS: no(403, '不能越级指挥', 'Commanding across levels is not allowed', {
    zh: '请通过其直接上级，或注明特殊情况。',
    en: 'Go through the direct superior, or state the special circumstances.',
  }),
  INSPECTION_ACROSS_LEVELS: no(403, '本制度不允许越级检查', 'Inspecting across levels is not allowed here'),
  INSTRUCTION_INCOMPLETE: no(422, '指令不完整，缺少：{missing}', 'The instruction is not complete; missing: {missing}'),
  INSTRUCTION_NOT_OPEN: no(409, '该指令当前状态为“{state}”', 'The instruction is "{state}"'),
  NOT_YOUR_SUPERIOR: no(403, '对方不在您的上级之列', 'This person is not above you in the line'),
  REPORT_ACROSS_LEVELS: no(403, '不能越级报告', 'Reporting across levels is not allowed', {
    zh: '请报告直接上级；申诉可以越级。',
    en: 'Report to your direct superior; an appeal may go higher.',
  }),
  APPEAL_ACROSS_LEVELS: no(403, '本制度不允许越级申诉', 'Appeals go to the direct superior here'),
  ALREADY_ANSWERED: no(409, '已经答复', 'It has been answered'),
});
