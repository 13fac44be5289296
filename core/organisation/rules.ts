/**
 * What a house decides for itself about its people: who answers to whom, how instructions travel, how somebody starts, moves and
 * leaves, and how the door to the system is guarded. The functions of this folder only read these values.
 */
import type { ValuesOf } from '../kernel/parameters.ts';
import { choice, count, days, minutes, months, parameters, table, toggle } from '../kernel/parameters.ts';

/** What an instruction can be asked to say; the columns of `instructionFields`. */
export const instructionFieldNames = ['who', 'what', 'finishTime', 'place', 'actionPlan', 'control'] as const;
/** The changes in somebody's employment after which their customers may need a new hand; the rows of `handoverAfter`. */
export const staffChangeNames = ['teamTransfer', 'siteTransfer', 'longLeave', 'leaving'] as const;

export const OrganisationRules = parameters({
  // ── who answers to whom ──
  superior: choice({
    label: { zh: '直接上级', en: 'The direct superior' },
    options: {
      derived: {
        zh: '未指定时取组长，再无则取建档人',
        en: 'when none is named: the team leader, else whoever enters the person',
      },
      required: { zh: '必须指定', en: 'must be named' },
      optional: { zh: '可以没有', en: 'may be missing' },
    },
    default: 'derived',
    cites: ['S0.07.cmd.22'],
  }),
  superiorMustOutrank: toggle({
    label: { zh: '上级的岗位须高于下级', en: 'A superior holds a higher post' },
    default: true,
    cites: ['S1.12.a5', 'S1.12.a7', 'S0.07.cmd.1', 'S1.10.x2'],
  }),
  assistantAnswersTo: choice({
    label: { zh: '内勤、助理的直接上级', en: 'An assistant answers to' },
    options: {
      any: { zh: '任一上级岗位', en: 'any higher post' },
      supervisor: { zh: '主管', en: 'the supervisor' },
      manager: { zh: '部门经理', en: 'the department manager' },
    },
    default: 'any',
    cites: ['S0.04.d1', 'S0.07.ast.1'],
  }),
  commandAcrossLevels: choice({
    label: { zh: '越级指挥', en: 'Commanding across levels' },
    options: {
      never: { zh: '不允许', en: 'never' },
      special: { zh: '特殊情况须注明', en: 'only in special circumstances, stated' },
      free: { zh: '不限制', en: 'not restricted' },
    },
    default: 'special',
    cites: ['S0.07.cmd.23'],
  }),
  inspectAcrossLevels: toggle({
    label: { zh: '可以越级检查', en: 'Inspecting across levels is allowed' },
    default: true,
    cites: ['S0.07.cmd.23'],
  }),
  reportAcrossLevels: toggle({
    label: { zh: '可以越级报告', en: 'Reporting across levels is allowed' },
    default: false,
    cites: ['S0.07.cmd.23b'],
  }),
  appealAcrossLevels: toggle({
    label: { zh: '可以越级申诉', en: 'Appealing across levels is allowed' },
    default: true,
    cites: ['S0.07.cmd.23b'],
  }),
  instructionFields: table({
    label: { zh: '指令必须写明的内容', en: 'What an instruction must say' },
    default: { instruction: { who: 1, what: 1, finishTime: 1, place: 1, actionPlan: 1, control: 1 } },
    rows: ['instruction'],
    columns: instructionFieldNames,
    min: 0,
    max: 1,
    cites: ['S0.07.cmd.3b'],
  }),
  // ── starting ──
  probationMonths: months({
    label: { zh: '试用期', en: 'Probation' },
    default: 2,
    min: 0,
    max: 6,
    cites: ['S0.08.a.1', 'S2.15.c1.01'],
  }),
  confirmationUnits: count({
    label: { zh: '转正所需累计销量', en: 'Units sold in total that qualify for confirmation' },
    default: 5,
    min: 0,
    max: 100,
    cites: ['S0.08.a.1', 'S2.15.c1.01'],
  }),
  confirmationBy: choice({
    label: { zh: '转正的办理', en: 'How a probation is confirmed' },
    options: {
      staff_office: { zh: '由人事直接办理', en: 'by whoever manages staff' },
      application: {
        zh: '由本人填写转正申请、经签批生效',
        en: 'by the probationer’s application, in force once it is signed',
      },
    },
    default: 'staff_office',
    cites: ['S0.08.a.1b'],
  }),
  probationFailure: choice({
    label: { zh: '试用期满未达标', en: 'A probationer who misses the target' },
    options: {
      leaves: { zh: '视为自动离职', en: 'counts as having left' },
      manager: { zh: '由经理决定', en: 'is for the manager to decide' },
    },
    default: 'manager',
    cites: ['S0.08.a.1c', 'S2.15.c1.01'],
  }),
  mentorRequired: toggle({
    label: { zh: '试用期须指定一名带教顾问', en: 'A probationer has one mentor' },
    default: false,
    cites: ['S0.08.a.4', 'S2.15.c1.04'],
  }),
  // ── moving and leaving ──
  handoverAfter: table({
    label: { zh: '人员变动后客户须交接', en: 'Changes after which customers are handed over' },
    default: {
      teamTransfer: { handover: 0 },
      siteTransfer: { handover: 1 },
      longLeave: { handover: 1 },
      leaving: { handover: 1 },
    },
    rows: staffChangeNames,
    columns: ['handover'],
    min: 0,
    max: 1,
    cites: ['S2.03.a6'],
  }),
  // ── the door to the system ──
  lockoutFailures: count({
    label: { zh: '连续输错密码次数上限', en: 'Wrong passwords in a row before an account is locked' },
    default: 5,
    min: 3,
    max: 20,
    cites: ['S2.05.s1.system'],
  }),
  lockoutMinutes: minutes({
    label: { zh: '账号锁定时长', en: 'A locked account opens again after' },
    default: 15,
    min: 1,
    max: 1440,
    cites: ['S2.05.s1.system'],
  }),
  passwordLengthMin: count({
    label: { zh: '密码最短长度', en: 'Shortest password' },
    default: 10,
    min: 8,
    max: 64,
    cites: ['S0.07.doc.10', 'S2.05.s1.system'],
  }),
  passwordMonths: months({
    label: { zh: '密码更换周期（0 为不要求）', en: 'A password is changed every (0: not asked)' },
    default: 6,
    min: 0,
    max: 24,
    cites: ['S0.07.doc.10'],
  }),
  sessionIdleDays: days({
    label: { zh: '多少天不用须重新登录', en: 'A session left unused ends after' },
    default: 14,
    min: 1,
    max: 90,
    cites: ['S2.05.s1.system'],
  }),
});

export type OrganisationRuleValues = ValuesOf<typeof OrganisationRules>;
