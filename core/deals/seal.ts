/** The seal of a site: kept by its custodian, out of the office only with two consents, one borrowing at a time. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { SealKind, SealState } from './room-types.ts';
import type { DealRuleValues } from './rules.ts';
import type { StaffId } from './types.ts';

export interface SealFacts {
  readonly id: string;
  readonly siteId: string;
  readonly kind: SealKind;
  /** Somebody in particular; null: whoever holds the post the book names. */
  readonly custodianId: StaffId | null;
  readonly isRetired: boolean;
  /** Who has it now, and until when they may. */
  readonly out: { readonly by: string; readonly until: Instant | null } | null;
}
export interface SealLoan {
  readonly id: string;
  readonly state: SealState;
  readonly borrowerId: StaffId;
  /** null: taken without anybody's consent. */
  readonly backBy: Instant | null;
  readonly isIncident: boolean;
  readonly hasConsequence: boolean;
}

const CONSENT = ['S0.07.con.17'];
const FINE = ['S0.07.con.17', 'S0.07.con.17b'];
const isOut = ({ by, until }: NonNullable<SealFacts['out']>) => refuse('SEAL_OUT', CONSENT, { by, until: until ?? '' });

export interface AskSealInput {
  readonly purpose: string;
  readonly place: string;
  readonly backBy: Instant;
}
/** Who consents beside the manager: the person named for the seal, or the post of the book when that person is the one who asks. */
export interface Custodian {
  readonly role: DealRuleValues['sealCustodian'];
  readonly staffId: StaffId | null;
}
export function decideAskSeal(
  rules: DealRuleValues,
  facts: { readonly seal: SealFacts; readonly applicantId: StaffId },
  input: AskSealInput,
  now: Instant,
): Decision<{ readonly custodian: Custodian }, 'SEAL_RETIRED' | 'SEAL_OUT' | 'BACK_BY_PAST'> {
  const { seal, applicantId } = facts;
  if (seal.isRetired) return refuse('SEAL_RETIRED', CONSENT);
  if (seal.out) return isOut(seal.out);
  if (input.backBy <= now) return refuse('BACK_BY_PAST', CONSENT, { field: 'backBy' });
  const staffId = seal.custodianId === applicantId ? null : seal.custodianId;
  return accept({ custodian: { role: rules.sealCustodian, staffId } }, CONSENT);
}

export function decideTakeSeal(
  facts: { readonly seal: SealFacts; readonly loan: SealLoan },
  now: Instant,
): Decision<{ readonly state: 'out' }, 'SEAL_RETIRED' | 'SEAL_OUT' | 'SEAL_NOT_CONSENTED' | 'SEAL_CONSENT_OVER'> {
  const { seal, loan } = facts;
  if (loan.state !== 'consented') return refuse('SEAL_NOT_CONSENTED', CONSENT, { state: loan.state });
  if (seal.isRetired) return refuse('SEAL_RETIRED', CONSENT);
  if (seal.out) return isOut(seal.out);
  if (loan.backBy !== null && loan.backBy <= now) return refuse('SEAL_CONSENT_OVER', CONSENT);
  return accept({ state: 'out' }, CONSENT);
}

export function decideReturnSeal(
  facts: { readonly loan: SealLoan },
  now: Instant,
): Decision<{ readonly state: 'back'; readonly isLate: boolean }, 'SEAL_NOT_OUT'> {
  const { loan } = facts;
  if (loan.state !== 'out') return refuse('SEAL_NOT_OUT', CONSENT, { state: loan.state });
  return accept({ state: 'back', isLate: loan.backBy !== null && now > loan.backBy }, CONSENT);
}

export interface SealIncidentInput {
  readonly takenById: StaffId;
  readonly isStillOut: boolean;
  readonly hasConsequence: boolean;
}
export interface SealFine {
  readonly fineYuan: number;
  readonly extraFineYuan: number;
  readonly liability: 'full' | 'none';
}
/** Taken without consent: one fine for the deed, a further one and full liability where something came of it. */
export function decideSealIncident(
  rules: DealRuleValues,
  facts: { readonly seal: SealFacts },
  input: SealIncidentInput,
): Decision<SealFine & { readonly state: 'out' | 'back' }, 'SEAL_OUT'> {
  if (input.isStillOut && facts.seal.out) return isOut(facts.seal.out);
  return accept(
    {
      state: input.isStillOut ? 'out' : 'back',
      fineYuan: rules.sealFineYuan,
      ...consequence(rules, input.hasConsequence),
    },
    FINE,
  );
}
const consequence = (rules: DealRuleValues, hasConsequence: boolean) =>
  hasConsequence
    ? ({ extraFineYuan: rules.sealConsequenceFineYuan, liability: 'full' } as const)
    : ({ extraFineYuan: 0, liability: 'none' } as const);

/** What came of it may show later. */
export function decideSealConsequence(
  rules: DealRuleValues,
  facts: { readonly loan: SealLoan },
  _input: { readonly what: string },
): Decision<SealFine, 'NO_SEAL_INCIDENT' | 'CONSEQUENCE_THERE'> {
  const { loan } = facts;
  if (!loan.isIncident) return refuse('NO_SEAL_INCIDENT', FINE);
  if (loan.hasConsequence) return refuse('CONSEQUENCE_THERE', FINE);
  return accept({ fineYuan: 0, ...consequence(rules, true) }, FINE);
}
