/** Is this somebody we know? Every reason is listed with its weight; a reader outside the scope learns only that there is a match. */
import type { Alternative } from '../kernel/decision.ts';
import { isVagueName } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { Candidate, ClaimBrief, CustomerId, Identity, KeyKind } from './types.ts';

export type MatchReason = 'same_phone' | 'same_id_number' | 'same_card' | 'same_plate' | 'same_name_and_address';
export type MatchRules = Pick<
  CustomerRuleValues,
  'matchPhone' | 'matchIdNumber' | 'matchCard' | 'matchPlate' | 'matchNameAndAddress'
>;

export interface Match {
  readonly customerId: CustomerId;
  readonly strength: 'hard' | 'soft';
  /** Percent, of the strongest reason. */
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
  readonly visible: boolean;
  readonly claim: ClaimBrief | null;
}

const keyRules: Readonly<Record<KeyKind, { reason: MatchReason; rule: keyof MatchRules; confidence: number }>> = {
  id_number: { reason: 'same_id_number', rule: 'matchIdNumber', confidence: 100 },
  phone: { reason: 'same_phone', rule: 'matchPhone', confidence: 95 },
  card: { reason: 'same_card', rule: 'matchCard', confidence: 90 },
  plate: { reason: 'same_plate', rule: 'matchPlate', confidence: 70 },
};
const NAME_AND_ADDRESS = 60;

interface Reason {
  readonly reason: MatchReason;
  readonly strength: 'hard' | 'soft' | 'ignored';
  readonly confidence: number;
}

/** Reasons for which two identities may be one. Symmetric: the order of the two does not matter. */
export const matchReasons = (rules: MatchRules, one: Identity, other: Identity): readonly Reason[] => {
  const found: Reason[] = [];
  for (const [kind, { reason, rule, confidence }] of Object.entries(keyRules) as [
    KeyKind,
    (typeof keyRules)[KeyKind],
  ][]) {
    const shared = one.keys.some(
      (a) => a.kind === kind && other.keys.some((b) => b.kind === kind && b.value === a.value),
    );
    if (shared) found.push({ reason, strength: rules[rule], confidence });
  }
  const sameName = one.nameKey === other.nameKey && !isVagueName(one.nameKey);
  if (sameName && one.addressKey !== '' && one.addressKey === other.addressKey)
    found.push({ reason: 'same_name_and_address', strength: rules.matchNameAndAddress, confidence: NAME_AND_ADDRESS });
  return found.filter((reason) => reason.strength !== 'ignored');
};

/** The matches among the candidates, strongest first; ties by id so that the answer is the same every time. */
export const recognise = (rules: MatchRules, identity: Identity, candidates: readonly Candidate[]): readonly Match[] =>
  candidates
    .flatMap((candidate): Match[] => {
      const reasons = matchReasons(rules, identity, candidate.identity);
      if (reasons.length === 0) return [];
      return [
        {
          customerId: candidate.customerId,
          strength: reasons.some((reason) => reason.strength === 'hard') ? 'hard' : 'soft',
          confidence: Math.max(...reasons.map((reason) => reason.confidence)),
          reasons: reasons.map((reason) => reason.reason),
          visible: candidate.visible,
          claim: candidate.claim,
        },
      ];
    })
    .sort((a, b) => rank(b) - rank(a) || (a.customerId < b.customerId ? -1 : 1));

const rank = (match: Match): number => (match.strength === 'hard' ? 1000 : 0) + match.confidence;

/** What a reader outside the scope is told: that it exists, whose it is and until when. No id, no name, no key. */
export interface Stranger {
  readonly exists: true;
  readonly ownerName: string | null;
  readonly until: string | null;
  readonly reasons: readonly MatchReason[];
}
export const asStranger = (match: Match): Stranger => ({
  exists: true,
  ownerName: match.claim?.ownerName ?? null,
  until: match.claim?.until ?? null,
  reasons: match.reasons,
});

export const asAlternative = (match: Match): Alternative => ({
  what: match.visible ? match.customerId : 'out_of_scope',
  reason: match.reasons[0] ?? 'same_phone',
  clauses: ['S0.08.c.5', 'S2.15.c3.05.first'],
  detail: { confidence: match.confidence, owner: match.claim?.ownerName ?? null, until: match.claim?.until ?? null },
});
