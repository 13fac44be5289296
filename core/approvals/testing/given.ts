/** An approval on its way, played on as the server does: what is decided is carried out, what is refused changes nothing. */
import { defaultsOf } from '../../kernel/parameters.ts';
import { decideReturn, decideSign } from '../decide-sign.ts';
import { decideRoute } from '../decide-request.ts';
import type { Matter } from '../matters.ts';
import { ApprovalRules, type ApprovalRuleValues } from '../rules.ts';
import type { ApprovalFacts, Magnitude, PersonFacts } from '../types.ts';

export const rules: ApprovalRuleValues = defaultsOf(ApprovalRules);
export const now = '2026-03-10T02:00:00.000Z'; // 10:00 in Shanghai
export const timeZone = 'Asia/Shanghai';

export const person = (id: string, ...roles: string[]): PersonFacts => ({ id, roles, absent: false, delegates: [] });
export const away = (one: PersonFacts, ...delegates: string[]): PersonFacts => ({ ...one, absent: true, delegates });

/** One of each post. */
export const house: readonly PersonFacts[] = [
  person('leader', 'team_leader'),
  person('leader2', 'team_leader'),
  person('assistant', 'sales_assistant'),
  person('marketer', 'market_specialist'),
  person('clerk', 'finance'),
  person('supervisor', 'supervisor'),
  person('manager', 'manager'),
  person('director', 'director'),
  person('head', 'general_manager'),
];
export const without = (people: readonly PersonFacts[], ...ids: string[]): PersonFacts[] =>
  people.filter(({ id }) => !ids.includes(id));
export const withAway = (people: readonly PersonFacts[], ...ids: string[]): PersonFacts[] =>
  people.map((one) => (ids.includes(one.id) ? away(one) : one));

export function requested(
  matter: Matter,
  {
    magnitude = {},
    applicantId = 'chen',
    by = rules,
  }: {
    magnitude?: Magnitude;
    applicantId?: string;
    by?: ApprovalRuleValues;
  } = {},
): ApprovalFacts {
  const decision = decideRoute(by, { timeZone, isPending: false }, { matter, round: 1, applicantId, magnitude }, now);
  if (!decision.accepted) throw new Error(decision.code);
  return {
    id: 'approval',
    matter,
    round: 1,
    applicantId,
    barred: [applicantId],
    signatures: [],
    ...decision.outcome,
  };
}

export type Played = { readonly approval: ApprovalFacts; readonly code: string | null };

export function sign(approval: ApprovalFacts, people: readonly PersonFacts[], signerId: string): Played {
  const decision = decideSign({ approval, people, signerId, digest: '' }, { round: approval.round, comment: '' });
  if (!decision.accepted) return { approval, code: decision.code };
  const { as, forId, seats, stepKey, nextKey, state } = decision.outcome;
  const signatures = [...approval.signatures, { stepKey, signerId, as, forId, seats }];
  return { approval: { ...approval, state, stepKey: nextKey, signatures }, code: null };
}

export function sendBack(
  approval: ApprovalFacts,
  people: readonly PersonFacts[],
  signerId: string,
  how: 'returned' | 'rejected',
): Played {
  const decision = decideReturn(
    { approval, people, signerId, digest: '' },
    { how, round: approval.round, comment: '缺付款方式' },
  );
  if (!decision.accepted) return { approval, code: decision.code };
  return { approval: { ...approval, state: decision.outcome.state, stepKey: null }, code: null };
}

/** In turn; every one must be taken. */
export function signedBy(approval: ApprovalFacts, people: readonly PersonFacts[], ...ids: string[]): ApprovalFacts {
  return ids.reduce((before, id) => {
    const { approval: after, code } = sign(before, people, id);
    if (code) throw new Error(`${id}: ${code}`);
    return after;
  }, approval);
}
