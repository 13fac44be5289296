/** What the desk has learned so far about somebody at the door, and how it is said to the server. */
import type { BodyInputOf } from '#contract/kernel/route.ts';
import type { desk } from '#contract/desk.ts';
import type { Visit } from './floor.ts';
import type { Chosen } from './RecogniseField.tsx';

export type VisitBodyInput = Omit<BodyInputOf<typeof desk.receive>, 'commandId'>;
type Purpose = NonNullable<VisitBodyInput['purpose']>;
type ProofKind = NonNullable<VisitBodyInput['proof']>['kind'];

export const purposes = [
  'buying',
  'not_stated',
  'peer',
  'direct_booking',
  'looking_for_person',
  'company_guest',
  'solicitor',
  'unrelated',
] as const satisfies readonly Purpose[];
export const proofKinds = ['trial_voucher', 'name_card', 'gift_voucher'] as const satisfies readonly ProofKind[];

export interface VisitDraft {
  readonly before: 'no' | 'yes' | null;
  readonly receivedBy: readonly string[];
  readonly names: readonly string[];
  readonly text: string;
  readonly chosen: Chosen | null;
  readonly partySize: number;
  readonly parties: number;
  readonly purpose: Purpose;
  readonly refuses: string | null;
  readonly complainsAbout: string | null;
  readonly recognisedBy: string | null;
  readonly referrerText: string;
  readonly referrer: Chosen | null;
  readonly wantsDiscountOnly: boolean;
  readonly moneyPaid: boolean;
  readonly proofKind: ProofKind | '';
  readonly proofStaff: string | null;
  readonly appointment: string | null;
  readonly leaderInformed: boolean;
  readonly entrustedTo: string | null;
  readonly servedBy: string | null;
}

export const emptyDraft: VisitDraft = {
  before: null,
  receivedBy: [],
  names: [],
  text: '',
  chosen: null,
  partySize: 1,
  parties: 1,
  purpose: 'buying',
  refuses: null,
  complainsAbout: null,
  recognisedBy: null,
  referrerText: '',
  referrer: null,
  wantsDiscountOnly: false,
  moneyPaid: false,
  proofKind: '',
  proofStaff: null,
  appointment: null,
  leaderInformed: false,
  entrustedTo: null,
  servedBy: null,
};

/** A visit whose answers are corrected starts from what is known of it. */
export const draftOf = (visit: Visit): VisitDraft => ({
  ...emptyDraft,
  partySize: visit.partySize,
  purpose: visit.purpose,
  text: visit.visitor,
  chosen: visit.customer
    ? { customerId: visit.customer.id, name: visit.customer.name, owner: visit.owner.owner }
    : null,
});

/** A competitor is no customer to ask; everybody else is asked the two compulsory questions. */
export const questionsAnswered = (draft: VisitDraft): boolean => draft.before !== null || draft.purpose === 'peer';

const PHONE = /(?:\+?\d[\d\s-]{6,}\d)/;

/** "王先生 138 0013 8000" names the visitor and gives a phone by which a record is recognised. */
export function splitWho(text: string): { visitor: string; phone: string | null } {
  const phone = PHONE.exec(text)?.[0] ?? null;
  return {
    visitor: (phone ? text.replace(phone, ' ') : text).replace(/\s+/g, ' ').trim(),
    phone: phone?.trim() ?? null,
  };
}

export function bodyOf(draft: VisitDraft): VisitBodyInput {
  const who = draft.chosen ? { visitor: '', phone: null } : splitWho(draft.text);
  const returning = draft.before === 'yes';
  return {
    purpose: draft.purpose,
    partySize: draft.partySize,
    parties: draft.parties,
    visitedBefore: draft.before === null ? null : returning,
    receivedBy: draft.before === null ? null : [...draft.receivedBy],
    forgotten: returning && draft.receivedBy.length === 0,
    names: [...draft.names],
    refuses: draft.refuses,
    complainsAbout: draft.complainsAbout,
    wantsDiscountOnly: draft.wantsDiscountOnly,
    recognisedBy: draft.recognisedBy,
    proof: draft.proofKind ? { kind: draft.proofKind, staffId: draft.proofStaff } : null,
    appointment: draft.appointment ? { staffId: draft.appointment, leaderInformed: draft.leaderInformed } : null,
    entrustedTo: draft.entrustedTo,
    servedBy: draft.servedBy,
    customerId: draft.chosen?.customerId ?? null,
    phone: who.phone,
    referredBy: draft.referrer?.customerId ?? null,
    moneyPaid: draft.moneyPaid,
    visitor: who.visitor,
  };
}
