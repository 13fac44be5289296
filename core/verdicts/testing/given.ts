/** Small builders for the tests of this folder: a file with two earlier receivers, a deal in March, houses as their policies set them. */
import { blankClaim, type Claim } from '../../claims/index.ts';
import { instantAt, type Instant } from '../../kernel/instant.ts';
import { defaultsOf } from '../../kernel/parameters.ts';
import { ClaimRules, type ClaimRuleValues } from '../../claims/index.ts';
import type { BothRules } from '../decide-verdict.ts';
import { VerdictRules, type VerdictRuleValues } from '../rules.ts';
import type { CaseFile, DisputeFacts, FiledVisit, RulingFacts } from '../types.ts';

export const zone = 'Asia/Shanghai';
export const at = (date: string, time = '10:00'): Instant => instantAt(date, time, zone);

const claims = defaultsOf(ClaimRules);
export const verdicts: VerdictRuleValues = defaultsOf(VerdictRules);
export const filing: ClaimRuleValues = {
  ...claims,
  model: 'filing',
  referralOwner: 'original_receiver',
  familyOwner: 'first_receiver',
};
export const card: ClaimRuleValues = {
  ...claims,
  model: 'card',
  signatureRequired: true,
  duplicateWinner: 'earliest_signature',
  referralOwner: 'direct_relation',
};
export const club: ClaimRuleValues = { ...claims, model: 'day_designation', dealDecidedBy: 'payment' };
export const house = (change: Partial<VerdictRuleValues> = {}, of = filing): BothRules => ({
  claims: of,
  verdicts: { ...verdicts, ...change },
});

export const claim = (ownerId: string, day: string, until: string | null, change: Partial<Claim> = {}): Claim => {
  const from = at(day);
  return {
    ...blankClaim({ id: `${ownerId}-${day}`, customerId: 'customer', ownerId, siteId: 'site' }, from),
    state: 'live',
    effectiveAt: from,
    protectedUntil: until === null ? null : at(until, '00:00'),
    ...change,
  };
};
export const lapsed = (ownerId: string, day: string, until: string, change: Partial<Claim> = {}): Claim =>
  claim(ownerId, day, until, {
    state: 'lapsed',
    endedAt: at(until, '00:00'),
    endedReason: 'filing_expired',
    ...change,
  });

/** B filed on 1 February and is protected through 1 April; or filed on 5 January, through 5 March. */
export const validB = claim('B', '2024-02-01', '2024-04-02');
export const lapsedB = lapsed('B', '2024-01-05', '2024-03-06');
/** B's claim ended when the customer insisted on A. */
export const passedB: Claim = {
  ...validB,
  state: 'transferred',
  endedAt: at('2024-03-01'),
  endedReason: 'customer_request',
};

export const visit = (serverId: string, row: string, change: Partial<FiledVisit> = {}): FiledVisit => ({
  id: `visit-${serverId}-${row}`,
  at: at('2024-03-08'),
  row,
  serverId,
  helpers: [],
  onBehalfOf: null,
  names: [],
  refuses: null,
  complainsAbout: null,
  proof: null,
  journalId: null,
  ...change,
});

export const file = (change: Partial<CaseFile> = {}): CaseFile => ({
  customerId: 'customer',
  siteId: 'site',
  timeZone: zone,
  parties: ['A', 'B'],
  registered: { by: null, at: at('2024-01-05') },
  claims: [validB],
  visits: [],
  calls: [],
  contacts: [],
  household: null,
  referral: null,
  gone: [],
  outside: [],
  mentors: {},
  deal: null,
  decisions: [],
  ...change,
});

/** The instant of the deal in the worked examples. */
export const dealDay = at('2024-03-10');

export const ruling = (change: Partial<RulingFacts> = {}): RulingFacts => ({
  level: 1,
  verdict: 'ruled',
  judgeId: 'chief',
  judgeRank: 3,
  at: at('2024-03-12'),
  isAppealed: false,
  ...change,
});
export const dispute = (change: Partial<DisputeFacts> = {}): DisputeFacts => ({
  id: 'dispute',
  state: 'mediation',
  parties: ['A', 'B'],
  openedAt: at('2024-03-10'),
  timeZone: zone,
  rulings: [],
  ...change,
});
