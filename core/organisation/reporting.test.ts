import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import type { Instruction, LineMember } from './index.ts';
import {
  canMoveInstruction,
  decideInspection,
  decideInstruction,
  decideSuperior,
  decideUpward,
  instructionFieldNames,
  instructionForms,
  instructionMoves,
  OrganisationRules,
} from './index.ts';

const rules = defaultsOf(OrganisationRules);
const member = (id: string, post: string | null, chain: string[] = []): LineMember => ({
  id,
  post,
  chain,
  hasLeft: false,
});
const gm = member('gm', 'general_manager');
const manager = member('manager', 'manager', ['gm']);
const supervisor = member('supervisor', 'supervisor', ['manager', 'gm']);
const leader = member('leader', 'team_leader', ['supervisor', 'manager', 'gm']);
const mei = { personId: 'mei', post: 'consultant', named: null, fallback: [] };

const complete: Instruction = {
  form: 'written',
  who: '梅',
  what: '回访上周来访客户',
  finishTime: '2024-03-08T10:00:00.000Z',
  place: '接待大厅',
  actionPlan: '每天五位',
  control: '周五抽查回访记录',
};

describe('one superior', () => {
  test('[S0.07.cmd.22] everybody gets exactly one superior: the one named, else the team leader, else whoever enters them', () => {
    expect(decideSuperior(rules, { ...mei, named: supervisor, fallback: [leader] })).toMatchObject({
      accepted: true,
      outcome: { superiorId: 'supervisor' },
    });
    expect(decideSuperior(rules, { ...mei, fallback: [leader, gm] })).toMatchObject({
      outcome: { superiorId: 'leader' },
    });
    expect(decideSuperior(rules, { ...mei, fallback: [gm] })).toMatchObject({ outcome: { superiorId: 'gm' } });
  });

  test('[S0.07.cmd.22] where a superior must be named, saving without one is refused', () => {
    expect(decideSuperior({ ...rules, superior: 'required' }, { ...mei, fallback: [leader] })).toMatchObject({
      code: 'SUPERIOR_MISSING',
    });
    expect(decideSuperior({ ...rules, superior: 'required' }, { ...mei, named: leader })).toMatchObject({
      accepted: true,
    });
    expect(decideSuperior({ ...rules, superior: 'optional' }, { ...mei, fallback: [leader] })).toMatchObject({
      outcome: { superiorId: null },
    });
  });

  test('[S0.07.cmd.22] the line has no loops and does not end in somebody who has left', () => {
    expect(decideSuperior(rules, { ...mei, named: member('mei', 'consultant') })).toMatchObject({
      code: 'SUPERIOR_IS_SELF',
    });
    const below = { personId: 'manager', post: 'manager', named: supervisor, fallback: [] };
    expect(decideSuperior(rules, below)).toMatchObject({ code: 'SUPERIOR_CYCLE' });
    expect(decideSuperior(rules, { ...mei, named: { ...leader, hasLeft: true } })).toMatchObject({
      code: 'SUPERIOR_HAS_LEFT',
    });
  });

  test('[S1.12.a5] [S1.12.a7] [S1.10.x2] the line runs director, manager, supervisor, salesperson: a superior holds a higher post', () => {
    const director = member('director', 'director');
    const line = [director, manager, supervisor, leader, member('mei', 'consultant')];
    for (const [index, superior] of line.slice(0, -1).entries()) {
      const below = line[index + 1] as LineMember;
      const facts = { personId: below.id, post: below.post, named: { ...superior, chain: [] }, fallback: [] };
      expect(decideSuperior(rules, facts)).toMatchObject({ accepted: true });
    }
    const equal = { ...mei, named: member('li', 'consultant') };
    expect(decideSuperior(rules, equal)).toMatchObject({ code: 'SUPERIOR_NOT_HIGHER' });
    expect(decideSuperior({ ...rules, superiorMustOutrank: false }, equal)).toMatchObject({ accepted: true });
  });

  test('[S0.04.d1] where the house says so, an assistant is led by the department manager directly', () => {
    const house = { ...rules, assistantAnswersTo: 'manager' as const };
    const assistant = { personId: 'an', post: 'sales_assistant', named: supervisor, fallback: [] };
    expect(decideSuperior(house, assistant)).toMatchObject({
      code: 'SUPERIOR_WRONG_POST',
      detail: { post: 'manager' },
    });
    expect(decideSuperior(house, { ...assistant, named: manager })).toMatchObject({ accepted: true });
    expect(decideSuperior(rules, assistant)).toMatchObject({ accepted: true });
  });
});

describe('down the line', () => {
  const from = (issuerId: string, special: string | null = null) => ({
    issuerId,
    receiverChain: ['leader', 'supervisor', 'manager'],
    special,
  });

  test('[S0.07.cmd.23] the direct superior commands; one level further up only in special circumstances that are stated', () => {
    expect(decideInstruction(rules, from('leader'), complete)).toMatchObject({
      accepted: true,
      outcome: { acrossLevels: false },
    });
    expect(decideInstruction(rules, from('supervisor'), complete)).toMatchObject({ code: 'COMMAND_ACROSS_LEVELS' });
    expect(decideInstruction(rules, from('supervisor', ' '), complete)).toMatchObject({
      code: 'COMMAND_ACROSS_LEVELS',
    });
    expect(decideInstruction(rules, from('supervisor', '现场火警'), complete)).toMatchObject({
      outcome: { acrossLevels: true },
    });
    expect(
      decideInstruction({ ...rules, commandAcrossLevels: 'never' }, from('supervisor', '现场火警'), complete),
    ).toMatchObject({
      code: 'COMMAND_ACROSS_LEVELS',
    });
    expect(decideInstruction(rules, from('somebody'), complete)).toMatchObject({ code: 'NOT_YOUR_SUBORDINATE' });
  });

  test('[S0.07.cmd.23] inspecting across levels is allowed, outside the line it is not', () => {
    const inspectedChain = ['leader', 'supervisor', 'manager'];
    expect(decideInspection(rules, { inspectorId: 'manager', inspectedChain })).toMatchObject({
      outcome: { acrossLevels: true },
    });
    expect(
      decideInspection({ ...rules, inspectAcrossLevels: false }, { inspectorId: 'manager', inspectedChain }),
    ).toMatchObject({
      code: 'INSPECTION_ACROSS_LEVELS',
    });
    expect(decideInspection(rules, { inspectorId: 'li', inspectedChain })).toMatchObject({
      code: 'NOT_YOUR_SUBORDINATE',
    });
  });

  test('[S0.07.cmd.3b] an instruction that lacks any of its six parts cannot be issued', () => {
    for (const name of instructionFieldNames)
      expect(decideInstruction(rules, from('leader'), { ...complete, [name]: '  ' })).toMatchObject({
        code: 'INSTRUCTION_INCOMPLETE',
        detail: { missing: name, field: name },
      });
    const house = { ...rules, instructionFields: { instruction: { who: 1, what: 1 } } };
    expect(decideInstruction(house, from('leader'), { ...complete, place: null })).toMatchObject({ accepted: true });
  });

  test('[S0.07.cmd.3] an instruction is oral, written or given in a meeting, and the form is kept', () => {
    expect(instructionForms).toEqual(['oral', 'written', 'meeting']);
    for (const form of instructionForms)
      expect(decideInstruction(rules, from('leader'), { ...complete, form })).toMatchObject({ outcome: { form } });
  });

  test('[S0.07.sup.7] what was set is checked: done is not the end, evaluated is, and a poor result stands again', () => {
    expect(canMoveInstruction('issued', 'done')).toBe(true);
    expect(canMoveInstruction('issued', 'evaluated')).toBe(false);
    expect(canMoveInstruction('done', 'evaluated')).toBe(true);
    expect(canMoveInstruction('done', 'issued')).toBe(true);
    const ends = Object.entries(instructionMoves).filter(([, to]) => to.length === 0);
    expect(ends.map(([state]) => state)).toEqual(['evaluated', 'withdrawn']);
  });
});

describe('up the line', () => {
  const senderChain = ['leader', 'supervisor', 'manager'];
  test('[S0.07.cmd.23b] an appeal may pass over the direct superior, a report may not', () => {
    expect(decideUpward(rules, { senderChain, addresseeId: 'leader', kind: 'report' })).toMatchObject({
      accepted: true,
    });
    expect(decideUpward(rules, { senderChain, addresseeId: 'supervisor', kind: 'report' })).toMatchObject({
      code: 'REPORT_ACROSS_LEVELS',
    });
    expect(decideUpward(rules, { senderChain, addresseeId: 'manager', kind: 'appeal' })).toMatchObject({
      outcome: { acrossLevels: true },
    });
    expect(
      decideUpward({ ...rules, appealAcrossLevels: false }, { senderChain, addresseeId: 'manager', kind: 'appeal' }),
    ).toMatchObject({
      code: 'APPEAL_ACROSS_LEVELS',
    });
    expect(decideUpward(rules, { senderChain, addresseeId: 'stranger', kind: 'appeal' })).toMatchObject({
      code: 'NOT_YOUR_SUPERIOR',
    });
  });

  test('[S1.14.a5.1] [S1.16.r2] suggestions and what the market says may go straight to the manager', () => {
    expect(decideUpward(rules, { senderChain, addresseeId: 'manager', kind: 'suggestion' })).toMatchObject({
      accepted: true,
      clauses: ['S1.14.a5.1'],
    });
    expect(decideUpward(rules, { senderChain, addresseeId: 'manager', kind: 'market_feedback' })).toMatchObject({
      accepted: true,
      clauses: ['S1.16.r2'],
    });
  });
});
