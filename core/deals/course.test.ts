/** The courses of a sale: their steps, what completes them, who records the rest, and what happens when one is late. */
import { describe, expect, test } from 'vitest';
import { courseOf, courses, isByEvent, standsAt, stepsIn } from './course.ts';
import { aDraft, now, rulesWith } from './deals.testing.ts';
import { decideMend, decideRecordStep, decideStepOverdue, responsibleFor, stepDueAt } from './decide-course.ts';
import { decideSubmit } from './decide-subscribe.ts';
import type { Deal } from './types.ts';

const flow = rulesWith({ process: 'representative' });
const draft = aDraft({ consultantId: 'chen', coverId: null });
const zone = 'Asia/Shanghai';
const by = (actorId: string) => ({ now, actorId });
const done = (...steps: string[]) => steps.map((step) => ({ step, doneAt: now }));
const signed: Deal = { ...draft, state: 'contracted', number: 'RG-1', effectiveAt: now, signedAt: now };
const where = (deal: Deal, ...steps: string[]) => standsAt(courseOf(flow, deal, done(...steps)))?.key ?? 'run';

describe('the representative’s flow', () => {
  test('[S0.07.rep.flow] from service before the sale over the report, signing and recording to service after it', () => {
    expect(stepsIn(flow)).toEqual([
      ...['presale', 'report_supervisor', 'signing', 'record_sale', 'contract_to_assistant', 'work_log'],
      ...['midsale', 'aftersale'],
    ]);
    expect(where(draft)).toBe('presale');
    expect(where(draft, 'presale')).toBe('report_supervisor');
    expect(where(draft, 'presale', 'report_supervisor')).toBe('signing');
    // The signature records the sale too: nobody ticks either off.
    expect(where(signed, 'presale', 'report_supervisor')).toBe('contract_to_assistant');
    const all = ['presale', 'report_supervisor', 'contract_to_assistant', 'work_log', 'midsale', 'aftersale'];
    expect(where(signed, ...all)).toBe('run');
    expect(['signing', 'record_sale'].every((step) => isByEvent(step as 'signing'))).toBe(true);
  });

  test('[S0.07.rep.flow] where the house wants it, an order is not put up before the supervisor was told', () => {
    const facts = {
      ...{ deal: draft, timeZone: zone, unit: null, price: null, depositSetFen: null, hasContact: true, papers: [] },
      ...{ granted: [], hasOpenTerms: false },
    };
    const submit = (reportFirst: boolean, isReported?: boolean) =>
      decideSubmit(rulesWith({ reportFirst }), { ...facts, isReported }, { disclosures: [] });
    expect(submit(true)).toMatchObject({ code: 'REPORT_FIRST' });
    expect(submit(true, false)).toMatchObject({ code: 'REPORT_FIRST' });
    expect(submit(true, true)).not.toMatchObject({ code: 'REPORT_FIRST' });
    expect(submit(false, false)).not.toMatchObject({ code: 'REPORT_FIRST' });
  });

  test('a house with another course has the report inserted before its order', () => {
    const steps = (process: keyof typeof courses) => stepsIn({ process, reportFirst: true });
    expect(steps('chain')[0]).toBe('report_supervisor');
    expect(steps('seven')[steps('seven').indexOf('report_supervisor') + 1]).toBe('negotiation');
    expect(steps('representative')).toEqual(courses.representative);
  });
});

describe('one person from the introduction to the repair', () => {
  const rules = rulesWith({ process: 'end_to_end' });
  const at = (deal: Deal) => standsAt(courseOf(rules, deal, []))?.key;
  const loan = { lender: '建行', amountFen: 70, downPaymentFen: 30, needsPayoutReport: true };
  const lent: Deal = { ...draft, priceFen: 100, loan: { ...loan, downPaidAt: null, payoutReportedAt: null } };

  test('[S0.10.a.11] introduction, payment, loan, settlement, contract, handover, repair, in this order', () => {
    expect(stepsIn(rules)).toEqual([
      ...['introduction', 'own_payment', 'loan', 'settlement', 'signing', 'delivery', 'repair'],
    ]);
    const downPaid: Deal = { ...lent, loan: { ...loan, downPaidAt: now, payoutReportedAt: null } };
    const paidOut: Deal = { ...downPaid, loan: { ...loan, downPaidAt: now, payoutReportedAt: now } };
    const settled: Deal = { ...paidOut, fullyPaidAt: now };
    const handedOver: Deal = { ...settled, signedAt: now, handedOverAt: now };
    expect([lent, downPaid, paidOut, settled, { ...settled, signedAt: now }, handedOver].map(at)).toEqual([
      ...['own_payment', 'loan', 'settlement', 'signing', 'delivery', 'repair'],
    ]);
    expect(at({ ...draft, paidFen: 1 })).toBe('settlement'); // no loan to wait for
  });

  test('[S0.10.a.11] exactly one person answers for every step: whoever stands in, else the consultant', () => {
    expect(responsibleFor(draft)).toBe('chen');
    expect(responsibleFor({ ...draft, coverId: 'li' })).toBe('li');
    const handedOver: Deal = {
      ...draft,
      paidFen: 1,
      fullyPaidAt: now,
      signedAt: now,
      handedOverAt: now,
      coverId: 'li',
    };
    const facts = { deal: handedOver, records: [], mayReview: false };
    const record = (who: string) => decideRecordStep(rules, facts, { step: 'repair', note: '水管已修' }, by(who));
    expect(record('chen')).toMatchObject({ code: 'STEP_NOT_YOURS' });
    expect(record('li')).toMatchObject({ outcome: { step: 'repair', responsibleId: 'li', next: null } });
  });
});

test('[S1.04.a8] a step is recorded in its order, once, with a note, and none that an event completes', () => {
  const record = (step: string, records: string[] = [], note = '已办', deal = draft) =>
    decideRecordStep(flow, { deal, records: done(...records), mayReview: false }, { step, note }, by('chen'));
  expect(record('aftersale')).toMatchObject({ code: 'STEP_OUT_OF_ORDER', detail: { first: 'presale' } });
  expect(record('presale')).toMatchObject({ outcome: { next: 'report_supervisor' } });
  expect(record('presale', ['presale'])).toMatchObject({ code: 'STEP_DONE' });
  expect(record('presale', [], ' ')).toMatchObject({ code: 'STEP_NOTE_NEEDED' });
  expect(record('signing', ['presale', 'report_supervisor'])).toMatchObject({ code: 'STEP_BY_EVENT' });
  expect(record('repair')).toMatchObject({ code: 'STEP_NOT_IN_COURSE' });
  expect(record('presale', [], '已办', { ...draft, endedAt: now })).toMatchObject({ code: 'DEAL_ENDED' });
});

describe('a step that is late', () => {
  const days = { ...flow.stepDays, presale: { days: 3 } };
  const rules = { ...flow, stepDays: days };
  const since = '2024-03-04T02:00:00.000Z';
  const due = '2024-03-07T16:00:00.000Z'; // the end of the third day after, in Shanghai
  const facts = {
    ...{ deal: draft, records: [], step: 'presale', since, promisedAt: null, timeZone: zone, hasAlert: false },
  };

  test('[S1.01.a14] it is overdue at the end of its last day, not a moment before; nothing is where no days are set', () => {
    expect(stepDueAt(rules, 'presale', since, zone)).toBe(due);
    expect(stepDueAt(flow, 'presale', since, zone)).toBeNull();
    expect(decideStepOverdue(rules, facts, '2024-03-07T15:59:59.999Z')).toMatchObject({ code: 'STEP_NOT_DUE' });
    expect(decideStepOverdue(rules, facts, due)).toMatchObject({ outcome: { step: 'presale', responsibleId: 'chen' } });
    expect(decideStepOverdue(flow, facts, due)).toMatchObject({ code: 'STEP_NOT_DUE' });
    expect(decideStepOverdue(rules, { ...facts, hasAlert: true }, due)).toMatchObject({ code: 'STEP_DONE' });
    expect(decideStepOverdue(rules, { ...facts, records: done('presale') }, due)).toMatchObject({ code: 'STEP_DONE' });
    const promisedAt = '2024-03-09T16:00:00.000Z';
    expect(decideStepOverdue(rules, { ...facts, promisedAt }, due)).toMatchObject({ code: 'STEP_NOT_DUE' });
    expect(decideStepOverdue(rules, { ...facts, promisedAt }, promisedAt).accepted).toBe(true);
  });

  test('[S1.01.a14] the alert closes with cause, remedy and a day that is not past, by its person or somebody above', () => {
    const alert = { step: 'presale', responsibleId: 'chen', isClosed: false, mayReview: false, timeZone: zone };
    const today = '2024-03-08';
    const said = { cause: '客户出差', remedy: '周末上门', byOn: today };
    const at = (actorId: string) => ({ now: '2024-03-08T02:00:00.000Z', actorId });
    expect(decideMend(alert, said, at('chen'))).toMatchObject({ outcome: { dueAt: '2024-03-08T16:00:00.000Z' } });
    expect(decideMend(alert, { ...said, byOn: '2024-03-07' }, at('chen'))).toMatchObject({ code: 'MEND_DAY_PAST' });
    expect(decideMend(alert, { ...said, cause: '' }, at('chen'))).toMatchObject({
      code: 'MEND_INCOMPLETE',
      detail: { field: 'cause' },
    });
    expect(decideMend(alert, { ...said, remedy: ' ' }, at('chen'))).toMatchObject({ detail: { field: 'remedy' } });
    expect(decideMend(alert, said, at('li'))).toMatchObject({ code: 'STEP_NOT_YOURS' });
    expect(decideMend({ ...alert, mayReview: true }, said, at('li')).accepted).toBe(true);
    expect(decideMend({ ...alert, isClosed: true }, said, at('chen'))).toMatchObject({ code: 'ALERT_CLOSED' });
  });
});
