/** What the rulebook makes of a dispute: the case, the owner, and who is credited and paid. The judge may follow it or say why not. */
import {
  type Attribution,
  type AttributionFacts,
  type AttributionRefusal,
  type ClaimRuleValues,
  decideAttribution,
  type Party,
  type Share,
} from '../claims/index.ts';
import { accept, type Alternative, type ClauseId, type Decision } from '../kernel/decision.ts';
import { endAfterSpan, type Instant } from '../kernel/instant.ts';
import { readFile } from './read-file.ts';
import type { Answers, CaseFile, Question, QuestionKey, StaffId } from './types.ts';

export interface Proposal {
  readonly case: Attribution['case'] | 'earliest_entry';
  /** Whose customer it is from now on; the department keeps nobody's customer, so then the owner stays as it is. */
  readonly ownerId: Party;
  readonly performance: readonly Share[];
  readonly commission: readonly Share[];
  /** Questions whose answers are only assumed. */
  readonly uncertain: readonly QuestionKey[];
}
export type ProposalDecision = Decision<Proposal, AttributionRefusal>;

export const questionsOf = (
  rules: ClaimRuleValues,
  file: CaseFile,
  answers: Answers,
  now: Instant,
): readonly Question[] => readFile(rules, file, answers, now).questions;

export function proposeVerdict(
  rules: ClaimRuleValues,
  file: CaseFile,
  answers: Answers,
  now: Instant,
): ProposalDecision {
  const { facts, questions } = readFile(rules, file, answers, now);
  const first = isPlain(rules, facts) ? earliestEntry(rules, file, facts.dealAt) : null;
  const told = first ? { ...facts, receivingId: first.staffId } : facts;
  const decision = decideAttribution(rules, told);
  if (!decision.accepted) return decision;
  // A mentor is credited with a probationer's deal, but the customer stays with whoever serves them.
  const untaught = decideAttribution(rules, { ...told, mentors: {} });
  return accept(
    {
      case: first ? 'earliest_entry' : decision.outcome.case,
      ownerId: untaught.accepted ? untaught.outcome.caretakerId : decision.outcome.caretakerId,
      performance: decision.outcome.performance,
      commission: decision.outcome.commission,
      uncertain: questions.filter(({ source }) => source === 'assumed').map(({ key }) => key),
    },
    first ? [...new Set([...first.clauses, ...decision.clauses])] : decision.clauses,
    first ? [...first.rejected, ...decision.rejected] : decision.rejected,
  );
}

/** Nothing special is told: then two entries in the register are compared, and the earlier one owns the customer. */
const isPlain = (rules: ClaimRuleValues, facts: AttributionFacts): boolean =>
  rules.dealDecidedBy === 'reception' &&
  facts.wish === 'none' &&
  facts.dispute === 'none' &&
  facts.event === null &&
  facts.standIn === null &&
  facts.introducedOwnerId === null &&
  facts.familyOwnerId === null &&
  facts.reassignedToId === null;

interface Entry {
  readonly staffId: StaffId;
  readonly at: Instant;
  readonly until: Instant | null;
  readonly isWaste: boolean;
}
interface EarliestEntry {
  readonly staffId: StaffId;
  readonly clauses: readonly ClauseId[];
  readonly rejected: readonly Alternative[];
}

function earliestEntry(rules: ClaimRuleValues, file: CaseFile, dealAt: Instant): EarliestEntry | null {
  const signed = rules.duplicateWinner === 'earliest_signature';
  const clauses: readonly ClauseId[] = signed
    ? ['S0.08.c.5', 'S0.08.c.5b']
    : ['S0.02.own.1', ...(rules.model === 'contact_window' ? ['S4.01.a17.first'] : [])];
  const entries = entriesOf(rules, file, signed).sort((a, b) =>
    a.at < b.at || (a.at === b.at && a.staffId < b.staffId) ? -1 : 1,
  );
  if (new Set(entries.map((entry) => entry.staffId)).size < 2) return null;
  const standing = entries.filter((entry) => !entry.isWaste && (entry.until === null || dealAt < entry.until));
  const winner = standing[0];
  if (!winner) return null;
  const rejected = entries
    .filter((entry) => entry.staffId !== winner.staffId)
    .map((entry): Alternative => {
      if (standing.includes(entry))
        return { what: entry.staffId, reason: signed ? 'SIGNED_LATER' : 'LATER_ENTRY', clauses };
      return signed
        ? { what: entry.staffId, reason: 'CARD_LAPSED', clauses: ['S0.08.c.2'] }
        : { what: entry.staffId, reason: 'FILING_LAPSED', clauses: ['S0.02.own.21'] };
    });
  return { staffId: winner.staffId, clauses, rejected };
}

/** Ends that took the right away; whoever passed a customer on, or lost one to a ruling, has no entry any more either. */
const forfeiting: readonly (string | null)[] = [
  'missed_follow_up',
  'window_passed',
  'filing_expired',
  'day_over',
  'sms_only',
];
const goneOver: readonly (string | null)[] = [
  'withdrawn',
  'passed_on',
  'customer_request',
  'owner_left',
  'ruled',
  'refunded',
  'returned_as_new',
];

/** Register entries of the parties. A card counts from its signature; who only entered the customer's particulars filed them too. */
function entriesOf(rules: ClaimRuleValues, file: CaseFile, signed: boolean): Entry[] {
  const entries = file.claims.flatMap((claim): Entry[] => {
    const at = signed ? claim.signedAt : claim.registeredAt;
    if (at === null || !file.parties.includes(claim.ownerId) || goneOver.includes(claim.endedReason)) return [];
    return [
      { staffId: claim.ownerId, at, until: claim.protectedUntil, isWaste: forfeiting.includes(claim.endedReason) },
    ];
  });
  const { by, at } = file.registered;
  if (signed || by === null || !file.parties.includes(by) || file.claims.some((claim) => claim.ownerId === by))
    return entries;
  const span = rules.model === 'contact_window' ? rules.contactWindowMonths : rules.filingMonths;
  return [...entries, { staffId: by, at, until: endAfterSpan(at, span, file.timeZone), isWaste: false }];
}
