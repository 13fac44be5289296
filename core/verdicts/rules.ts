/**
 * What a house may decide for itself about disputes: who may raise one and until when, how long people talk before the department steps
 * in, who rules, how far an appeal reaches, and what becomes of a dispute that nobody settles.
 */
import { choice, days, parameters, type ValuesOf } from '../kernel/parameters.ts';

export const VerdictRules = parameters({
  openBy: choice({
    label: { zh: '可提出争议的人', en: 'Who may raise a dispute' },
    options: {
      in_file: {
        zh: '与该客户有登记、接待或跟进往来者及其上级',
        en: 'whoever stands in the customer’s file, and their superiors',
      },
      same_house: { zh: '本门店同事', en: 'any colleague of the house' },
    },
    default: 'in_file',
    cites: ['S0.02.own.4', 'S0.02.own.1'],
  }),
  openWithinDays: days({
    label: {
      zh: '成交后提出争议的期限（0 为不限）',
      en: 'A dispute is raised within, after the deal (0 for no limit)',
    },
    default: 30,
    min: 0,
    max: 365,
    cites: ['S0.02.own.22'],
  }),
  talkDays: days({
    label: { zh: '双方协商期限（0 为不限）', en: 'The parties talk for (0 for no limit)' },
    default: 3,
    min: 0,
    max: 60,
    cites: ['S0.02.own.4', 'S1.19.e.3'],
  }),
  settleWithinDays: days({
    label: { zh: '争议了结期限（0 为不限）', en: 'A dispute is settled within (0 for no limit)' },
    default: 15,
    min: 0,
    max: 365,
    cites: ['S0.02.own.4', 'S0.02.own.4b'],
  }),
  unsettled: choice({
    label: { zh: '逾期未了结的争议', en: 'A dispute not settled in time' },
    options: {
      department: { zh: '业绩与提成归部门', en: 'the credit goes to the department' },
      stays: { zh: '仍待上级裁定', en: 'waits for a ruling all the same' },
    },
    default: 'department',
    cites: ['S0.02.own.4b'],
  }),
  judge: choice({
    label: { zh: '规则载明的情形由谁裁定', en: 'Cases the rules cover are ruled on by' },
    options: {
      supervisor: { zh: '主管', en: 'supervisor' },
      manager: { zh: '部门经理', en: 'department manager' },
    },
    default: 'supervisor',
    cites: ['S1.19.e.3', 'S0.02.own.34'],
  }),
  uncoveredJudge: choice({
    label: { zh: '规则未载明的情形由谁界定', en: 'Cases the rules do not cover are ruled on by' },
    options: {
      supervisor: { zh: '主管', en: 'supervisor' },
      manager: { zh: '部门经理', en: 'department manager' },
    },
    default: 'manager',
    cites: ['S0.02.own.4c'],
  }),
  appealDays: days({
    label: { zh: '裁定后申诉期限（0 为不得申诉）', en: 'An appeal is lodged within (0 for no appeal)' },
    default: 7,
    min: 0,
    max: 90,
    cites: ['S0.07.cmd.23b'],
  }),
  appealReminderDays: days({
    label: {
      zh: '申诉未裁定时提醒上级的间隔（0 为不提醒）',
      en: 'Those who may hear an appeal are reminded every (0 for never)',
    },
    default: 3,
    min: 0,
    max: 60,
    cites: ['S0.07.cmd.23b'],
  }),
  lastInstance: choice({
    label: { zh: '终局裁定人', en: 'Nobody rules above' },
    options: {
      manager: { zh: '部门经理', en: 'department manager' },
      director: { zh: '销售总监', en: 'sales director' },
      general_manager: { zh: '总经理', en: 'general manager' },
    },
    default: 'general_manager',
    cites: ['S0.07.cmd.23b', 'S0.02.own.4c'],
  }),
});

export type VerdictRuleValues = ValuesOf<typeof VerdictRules>;
