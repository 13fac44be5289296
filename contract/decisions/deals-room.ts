/** Facts and input of the decisions of the contract room: seal, second check, legal check, handwriting, major deals. */
import { z } from 'zod';
import {
  type dealKinds,
  entryFields,
  noSteps,
  recheckStates,
  sealKinds,
  sealStates,
  writingFaults,
} from '#core/deals/index.ts';
import { deal, drawn, keys, now } from './deal.ts';
import { zone } from './deals-parts.ts';
import {
  anId,
  count,
  day,
  instant,
  instantOrNone,
  nothing,
  one,
  oneOrNone,
  several,
  text,
  timeZone,
  yes,
} from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

const seal = z
  .looseObject({
    id: anId('印章', 'Seal'),
    siteId: one('site', '门店', 'Site'),
    kind: z.enum(sealKinds).meta(named('印章类别', 'Kind of seal')),
    custodianId: oneOrNone('staff', '指定保管人', 'Named custodian'),
    isRetired: yes('已停用', 'Retired'),
    out: z
      .looseObject({ by: text('带出人', 'Taken by'), until: instantOrNone('归还期限', 'Back by') })
      .nullable()
      .meta(named('在外', 'Out')),
  })
  .meta(named('印章', 'Seal'));
const loan = z
  .looseObject({
    id: anId('借用', 'Borrowing'),
    state: z.enum(sealStates).meta(named('状态', 'State')),
    borrowerId: one('staff', '借用人', 'Borrower'),
    backBy: instantOrNone('归还期限', 'Back by'),
    isIncident: yes('擅自带出', 'Without consent'),
    hasConsequence: yes('造成后果', 'Had consequences'),
  })
  .meta(named('借用', 'Borrowing'));
const check = z
  .looseObject({
    state: z.enum(recheckStates).meta(named('状态', 'State')),
    round: count('第几轮', 'Round'),
    keyedBy: several('staff', '录入人', 'Keyed by'),
    fields: z.array(z.enum(entryFields)).meta(named('复核项', 'Fields')),
    wrong: keys('有误项', 'Wrong'),
  })
  .meta(named('复核', 'Second check'));

const aSeal = { id: 'seal', siteId: 'site', kind: 'contract' as const, custodianId: null, isRetired: false, out: null };
const TOMORROW = '2026-03-11T10:00:00.000Z';
const aLoan = {
  id: 'loan',
  state: 'consented' as const,
  borrowerId: 'chen',
  backBy: TOMORROW,
  isIncident: false,
  hasConsequence: false,
};
const waiting = {
  state: 'waiting' as const,
  round: 1,
  keyedBy: ['chen'],
  fields: [...entryFields],
  wrong: [],
};
const right = { name: 'right', sex: 'right', contact: 'right', price: 'right' };

export const roomShapes: Pick<
  ShapesOf<typeof dealKinds>,
  | 'deals.askSeal'
  | 'deals.takeSeal'
  | 'deals.returnSeal'
  | 'deals.sealIncident'
  | 'deals.sealConsequence'
  | 'deals.keyed'
  | 'deals.recheck'
  | 'deals.correctEntry'
  | 'deals.planSigning'
  | 'deals.legalCheck'
  | 'deals.writing'
  | 'deals.major'
> = {
  'deals.askSeal': {
    facts: z.looseObject({ seal, applicantId: one('staff', '申请人', 'Applicant') }),
    input: z.looseObject({
      purpose: text('用途', 'Purpose'),
      place: text('去向', 'Where'),
      backBy: instant('归还期限', 'Back by'),
    }),
    sample: {
      now,
      facts: { seal: aSeal, applicantId: 'chen' },
      input: { purpose: '到客户公司签约', place: '客户公司', backBy: TOMORROW },
    },
  },
  'deals.takeSeal': {
    facts: z.looseObject({ seal, loan }),
    input: nothing,
    sample: { now, facts: { seal: aSeal, loan: aLoan }, input: {} },
  },
  'deals.returnSeal': {
    facts: z.looseObject({ loan }),
    input: nothing,
    sample: { now, facts: { loan: { ...aLoan, state: 'out' } }, input: {} },
  },
  'deals.sealIncident': {
    facts: z.looseObject({ seal }),
    input: z.looseObject({
      takenById: one('staff', '带出人', 'Taken by'),
      isStillOut: yes('尚未归还', 'Still out'),
      hasConsequence: yes('造成后果', 'Had consequences'),
    }),
    sample: { now, facts: { seal: aSeal }, input: { takenById: 'chen', isStillOut: false, hasConsequence: false } },
  },
  'deals.sealConsequence': {
    facts: z.looseObject({ loan }),
    input: z.looseObject({ what: text('后果', 'What came of it') }),
    sample: {
      now,
      facts: { loan: { ...aLoan, state: 'back', backBy: null, isIncident: true } },
      input: { what: '空白合同被加盖' },
    },
  },
  'deals.keyed': {
    facts: z.looseObject({ deal, timeZone }),
    input: nothing,
    sample: { now, facts: { deal: { ...drawn, state: 'contracted', signedAt: now }, timeZone: zone }, input: {} },
  },
  'deals.recheck': {
    facts: z.looseObject({
      check,
      checkerId: one('staff', '复核人', 'Checked by'),
      blank: keys('空缺项', 'Blank'),
    }),
    input: z.looseObject({
      answers: z.record(z.string(), z.string()).meta(named('逐项结果', 'Answers')),
      note: text('说明', 'Note'),
    }),
    sample: { now, facts: { check: waiting, checkerId: 'hu', blank: [] }, input: { answers: right, note: '' } },
  },
  'deals.correctEntry': {
    facts: z.looseObject({
      check,
      correctorId: one('staff', '更正人', 'Corrected by'),
      timeZone,
      changed: keys('已改项', 'Changed'),
    }),
    input: z.looseObject({ stands: keys('坚持原录入', 'Stood by'), note: text('说明', 'Note') }),
    sample: {
      now,
      facts: {
        check: { ...waiting, state: 'wrong', wrong: ['name'] },
        correctorId: 'chen',
        timeZone: zone,
        changed: ['name'],
      },
      input: { stands: [], note: '' },
    },
  },
  'deals.planSigning': {
    facts: z.looseObject({ deal, timeZone }),
    input: z.looseObject({ on: day('签约日', 'On'), place: text('地点', 'Place'), text: text('安排', 'Plan') }),
    sample: {
      now,
      facts: { deal: drawn, timeZone: zone },
      input: { on: '2026-03-12', place: '签约室', text: '夫妻双方到场，带身份证原件，当日付清首期' },
    },
  },
  'deals.legalCheck': {
    facts: z.looseObject({ deal, checkerId: one('staff', '审核人', 'Checked by') }),
    input: z.looseObject({
      answers: z.record(z.string(), z.boolean()).meta(named('逐项结果', 'Answers')),
      note: text('说明', 'Note'),
    }),
    sample: {
      now,
      facts: { deal: { ...drawn, contract: { ...noSteps, filledBy: 'chen', filledAt: now } }, checkerId: 'hu' },
      input: { answers: { rights_and_duties: true, lawful: true, feasible: true }, note: '' },
    },
  },
  'deals.writing': {
    facts: z.looseObject({
      deal,
      copy: z.looseObject({
        document: z.enum(['subscription', 'contract', 'supplement']).meta(named('文件', 'Document')),
        state: z.enum(['out', 'returned', 'filed', 'rewrite']).meta(named('状态', 'State')),
      }),
      writerId: one('staff', '书写人', 'Written by'),
    }),
    input: z.looseObject({
      fault: z.enum(writingFaults).meta(named('毛病', 'Fault')),
      note: text('说明', 'Note'),
    }),
    sample: {
      now,
      facts: {
        deal: { ...drawn, state: 'contracted', signedAt: now },
        copy: { document: 'contract', state: 'out' },
        writerId: 'chen',
      },
      input: { fault: 'untidy', note: '' },
    },
  },
  'deals.major': {
    facts: z.looseObject({
      deal,
      isKeyCustomer: yes('重点客户', 'Key customer'),
      isFlagged: yes('已标记', 'Marked'),
    }),
    input: nothing,
    sample: { now, facts: { deal: drawn, isKeyCustomer: false, isFlagged: false }, input: {} },
  },
};
