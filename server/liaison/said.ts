/** Refusals about notices, and the names of the departments a rulebook knows. */
import { liaisonRefusals } from '#contract/liaison.ts';
import type { Decision } from '#core/kernel/decision.ts';
import type { DepartmentKey } from '#core/liaison/index.ts';
import { accepted, Refused, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof liaisonRefusals;
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>) => accepted(decision, liaisonRefusals);
export const refuseWith = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, liaisonRefusals[code], detail);
export const whyNot = <C extends Code>(decision: Decision<unknown, C>) => whyNotBy(decision, liaisonRefusals);

export const departmentNames: Readonly<Record<DepartmentKey, string>> = {
  finance: '财务部',
  technical: '技术部',
  production: '生产部',
  warehouse: '仓储物流部',
  after_sales: '售后部',
  customer_service: '客服部',
  planning: '策划部',
  property: '物业部',
  administration: '行政部',
};
