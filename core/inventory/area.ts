/** The area of a room: computed jointly, surveyed by the authority, confirmed by both departments, approved, filed with finance. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { isSold, type StaffId, type UnitFacts } from './types.ts';

export type AreaState = 'confirming' | 'approving' | 'approved' | 'filed' | 'refused';
export const areaMoves = {
  confirming: ['approving'],
  approving: ['approved', 'refused'],
  approved: ['filed'],
  filed: [],
  refused: [],
} as const satisfies Readonly<Record<AreaState, readonly AreaState[]>>;
export type Department = 'development' | 'marketing';

const clauses = ['S0.10.a.5', 'S0.10.a.5b'];

export function decideProposeArea(
  facts: {
    readonly unit: UnitFacts;
    readonly area: number | null;
    readonly isSurveyed: boolean;
    readonly hasOpen: boolean;
  },
  input: { readonly surveyedArea: number },
): Decision<{ readonly needsBuyer: boolean }, 'ROOM_ONLY' | 'AREA_PENDING' | 'AREA_UNCHANGED'> {
  if (facts.unit.kind !== 'room') return refuse('ROOM_ONLY', clauses, { unitId: facts.unit.id });
  if (facts.hasOpen) return refuse('AREA_PENDING', clauses, { unitId: facts.unit.id });
  if (facts.isSurveyed && facts.area === input.surveyedArea)
    return refuse('AREA_UNCHANGED', clauses, { field: 'surveyedArea' });
  // Whoever has bought it confirms too: the area decides what is paid.
  return accept({ needsBuyer: isSold(facts.unit.state) }, clauses);
}

export interface ConfirmFacts {
  readonly state: AreaState;
  readonly developmentBy: StaffId | null;
  readonly marketingBy: StaffId | null;
  readonly needsBuyer: boolean;
  readonly hasBuyer: boolean;
  readonly byId: StaffId;
}
/** `isComplete`: everybody has confirmed, and it goes up for approval. */
type Confirmed = { readonly isComplete: boolean };

export function decideConfirmArea(
  facts: ConfirmFacts,
  input: { readonly department: Department },
): Decision<Confirmed, 'AREA_STATE' | 'AREA_CONFIRMED_ALREADY' | 'AREA_SAME_PERSON'> {
  if (facts.state !== 'confirming') return refuse('AREA_STATE', clauses, { state: facts.state });
  const [own, other] =
    input.department === 'development'
      ? [facts.developmentBy, facts.marketingBy]
      : [facts.marketingBy, facts.developmentBy];
  if (own !== null) return refuse('AREA_CONFIRMED_ALREADY', clauses);
  if (other === facts.byId) return refuse('AREA_SAME_PERSON', clauses);
  return accept({ isComplete: other !== null && (!facts.needsBuyer || facts.hasBuyer) }, clauses);
}

export function decideBuyerConfirms(
  facts: Omit<ConfirmFacts, 'byId'>,
): Decision<Confirmed, 'AREA_STATE' | 'AREA_CONFIRMED_ALREADY'> {
  if (facts.state !== 'confirming' || !facts.needsBuyer) return refuse('AREA_STATE', clauses, { state: facts.state });
  if (facts.hasBuyer) return refuse('AREA_CONFIRMED_ALREADY', clauses);
  return accept({ isComplete: facts.developmentBy !== null && facts.marketingBy !== null }, clauses);
}

/** The last step: finance has it in its files. */
export function decideFileArea(facts: {
  readonly state: AreaState;
}): Decision<{ readonly state: 'filed' }, 'AREA_STATE'> {
  return facts.state === 'approved'
    ? accept({ state: 'filed' }, clauses)
    : refuse('AREA_STATE', clauses, { state: facts.state });
}
