/** Who has a stake in a customer, as far as the house has it on record: they may dispute, and they may not judge. */
import type { Party, Share } from '../claims/index.ts';
import type { CaseFile, Interest, InterestWhy, StaffId } from './types.ts';

/** Everybody in the file, once each, with the strongest reason. */
export function interestsIn(file: CaseFile): readonly Interest[] {
  const found = new Map<StaffId, InterestWhy>();
  const add = (staffId: StaffId | null, why: InterestWhy): void => {
    if (staffId !== null && !found.has(staffId)) found.set(staffId, why);
  };
  for (const party of file.parties) add(party, 'party');
  for (const claim of file.claims) add(claim.ownerId, 'owner');
  for (const share of [...(file.deal?.performance ?? []), ...(file.deal?.commission ?? [])])
    if (share.party !== 'department') add(share.party, 'beneficiary');
  for (const visit of file.visits) {
    add(visit.serverId, 'served');
    for (const helper of visit.helpers) add(helper, 'helped');
  }
  for (const contact of file.contacts) add(contact.authorId, 'contact');
  for (const call of file.calls) add(call.answeredBy, 'contact');
  add(file.registered.by, 'registered');
  for (const [trainee, mentor] of Object.entries(file.mentors)) if (found.has(trainee)) add(mentor, 'mentor');
  return [...found].map(([staffId, why]) => ({ staffId, why }));
}

/**
 * What a stake must be to bar a judge. Superiors register customers, answer calls and return to them in the course of their work;
 * that alone gives them no part in the deal.
 */
const barring: readonly InterestWhy[] = ['party', 'owner', 'served', 'helped', 'mentor', 'beneficiary'];

export function stakeOf(
  judgeId: StaffId,
  interests: readonly Interest[],
  shares: readonly (readonly Share[])[],
  ownerId: Party | null,
): InterestWhy | null {
  const held = interests.find(({ staffId, why }) => staffId === judgeId && barring.includes(why));
  if (held) return held.why;
  if (ownerId === judgeId || shares.flat().some(({ party, percent }) => party === judgeId && percent > 0))
    return 'beneficiary';
  return null;
}
