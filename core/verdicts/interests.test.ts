import { describe, expect, test } from 'vitest';
import { interestsIn, stakeOf } from './interests.ts';
import { claim, dealDay, file, visit } from './testing/given.ts';
import type { FiledDeal } from './types.ts';

const contact = (authorId: string) => ({
  id: `record-${authorId}`,
  at: dealDay,
  authorId,
  channel: 'call',
  answered: true,
  valid: true,
  journalId: null,
});
const deal: FiledDeal = {
  id: 'deal',
  at: dealDay,
  story: {
    wish: 'none',
    complaint: 'none',
    foundLater: null,
    event: null,
    club: null,
    familyConfirmed: false,
    relationWith: null,
  },
  performance: [
    { party: 'credited', percent: 50 },
    { party: 'department', percent: 50 },
  ],
  commission: [{ party: 'paid', percent: 100 }],
  journalId: null,
};

describe('who has a stake', () => {
  test('everybody in the file, once, with the strongest reason; the department is nobody', () => {
    const interests = interestsIn(
      file({
        parties: ['A', 'B'],
        claims: [claim('B', '2024-02-01', null), claim('owner', '2024-01-01', null)],
        deal,
        visits: [
          visit('server', 'own_returning', { helpers: ['helper', 'server'] }),
          visit('none', 'forgotten', { serverId: null }),
        ],
        contacts: [contact('helper'), contact('caller')],
        calls: [{ id: 'call', at: dealDay, answeredBy: 'desk', wantsId: null, journalId: null }],
        registered: { by: 'clerk', at: dealDay },
        mentors: { A: 'mentor', stranger: 'nobodys' },
      }),
    );
    expect(interests.map(({ staffId, why }) => `${staffId} ${why}`)).toEqual([
      'A party',
      'B party',
      'owner owner',
      'credited beneficiary',
      'paid beneficiary',
      'server served',
      'helper helped',
      'caller contact',
      'desk contact',
      'clerk registered',
      'mentor mentor',
    ]);
  });

  test('who only entered a customer, answered a call or kept in touch may judge; a share of nothing is no stake', () => {
    const interests = (
      ['party', 'owner', 'served', 'helped', 'mentor', 'beneficiary', 'registered', 'contact'] as const
    ).map((why) => ({ staffId: why, why }));
    const stake = (judge: string, percent = 0, ownerId: string | null = null) =>
      stakeOf(judge, interests, [[{ party: 'A', percent: 100 }], [{ party: judge, percent }]], ownerId);
    expect(interests.map(({ staffId }) => stake(staffId))).toEqual([
      'party',
      'owner',
      'served',
      'helped',
      'mentor',
      'beneficiary',
      null,
      null,
    ]);
    expect([stake('contact', 1), stake('boss', 0), stake('boss', 1), stake('boss', 0, 'boss')]).toEqual([
      'beneficiary',
      null,
      'beneficiary',
      'beneficiary',
    ]);
  });
});
