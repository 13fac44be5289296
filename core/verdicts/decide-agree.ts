/** The parties settle it among themselves, on record: one proposes shares, all the others agree, and the shares stand. */
import type { Party } from '../claims/index.ts';
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { isWhole, type Ruling } from './decide-verdict.ts';
import type { DisputeFacts, StaffId } from './types.ts';

const clauses = ['S0.02.own.4', 'S1.19.e.3'];

export interface OfferFacts {
  readonly dispute: DisputeFacts;
  readonly byId: StaffId;
}
export type OfferRefusal = 'NOT_A_PARTY' | 'DISPUTE_SETTLED' | 'SHARES_OF_OTHERS' | 'SHARES_NOT_WHOLE';

/** Another proposal of either takes the place of the one before. What others would get, or lose, only a superior can rule. */
export function decideOffer(
  { dispute, byId }: OfferFacts,
  { ruling }: { readonly ruling: Ruling },
): Decision<{ readonly ruling: Ruling }, OfferRefusal> {
  if (!dispute.parties.includes(byId)) return refuse('NOT_A_PARTY', clauses);
  if (isRuledOn(dispute)) return refuse('DISPUTE_SETTLED', clauses);
  const stranger = [...ruling.performance, ...ruling.commission].find(({ party }) => !isTheirs(dispute, party));
  if (stranger) return refuse('SHARES_OF_OTHERS', clauses, { field: 'ruling', party: stranger.party });
  if (!isWhole(ruling)) return refuse('SHARES_NOT_WHOLE', clauses, { field: 'ruling' });
  return accept({ ruling }, clauses);
}

const isTheirs = (dispute: DisputeFacts, party: Party): boolean =>
  party === 'department' || dispute.parties.includes(party);
const isRuledOn = ({ state }: DisputeFacts): boolean => state === 'settled' || state === 'appealed';

export interface AgreeFacts extends OfferFacts {
  /** The proposal that stands; null when nobody has made one. */
  readonly offer: {
    readonly id: string;
    readonly byId: StaffId;
    readonly ruling: Ruling;
    readonly agreedBy: readonly StaffId[];
  } | null;
}
export type AgreeRefusal =
  | 'NOT_A_PARTY'
  | 'DISPUTE_SETTLED'
  | 'NOTHING_PROPOSED'
  | 'PROPOSAL_OVERTAKEN'
  | 'OWN_PROPOSAL'
  | 'ALREADY_DONE';
export interface AgreeOutcome {
  readonly agreedBy: readonly StaffId[];
  /** Once all the others have agreed; two files that proved to be one customer may have joined more than two. */
  readonly verdict: 'agreed' | null;
  readonly ruling: Ruling;
}

/** `offerId`: what somebody agrees to is what they saw, not what was proposed meanwhile. */
export function decideAgree(
  { dispute, byId, offer }: AgreeFacts,
  { offerId }: { readonly offerId: string },
): Decision<AgreeOutcome, AgreeRefusal> {
  if (!dispute.parties.includes(byId)) return refuse('NOT_A_PARTY', clauses);
  if (isRuledOn(dispute)) return refuse('DISPUTE_SETTLED', clauses);
  if (offer === null) return refuse('NOTHING_PROPOSED', clauses);
  if (offer.id !== offerId) return refuse('PROPOSAL_OVERTAKEN', clauses);
  if (offer.byId === byId) return refuse('OWN_PROPOSAL', clauses);
  if (offer.agreedBy.includes(byId)) return refuse('ALREADY_DONE', clauses);
  const agreedBy = [...offer.agreedBy, byId];
  const isSettled = dispute.parties.every((party) => party === offer.byId || agreedBy.includes(party));
  return accept({ agreedBy, verdict: isSettled ? 'agreed' : null, ruling: offer.ruling }, clauses);
}
