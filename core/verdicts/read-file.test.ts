/** What a file says: which visit tells, whom it is about, and which of answer, deal, file and assumption is believed. */
import { describe, expect, test } from 'vitest';
import type { ClubFacts } from '../claims/index.ts';
import { liveOwnerOf, readFile } from './read-file.ts';
import { at, card, claim, club, dealDay, file, filing, lapsed, passedB, validB, visit } from './testing/given.ts';
import type { Answers, CaseFile, DealStory, FiledContact, QuestionKey } from './types.ts';

const read = (change: Partial<CaseFile>, answers: Answers = {}, rules = filing, now = dealDay) =>
  readFile(rules, file(change), answers, now);
const factsOf = (...args: Parameters<typeof read>) => read(...args).facts;
const asked = (key: QuestionKey, ...args: Parameters<typeof read>) => {
  const question = read(...args).questions.find((one) => one.key === key);
  return question ? [question.value, question.source, question.evidenceId] : null;
};
const story = (change: Partial<DealStory> = {}): CaseFile['deal'] => ({
  id: 'deal',
  at: dealDay,
  performance: [],
  commission: [],
  journalId: null,
  story: {
    wish: 'none',
    complaint: 'none',
    foundLater: null,
    event: null,
    club: null,
    familyConfirmed: false,
    relationWith: null,
    ...change,
  },
});

describe('which answer is believed', () => {
  const visits = [visit('A', 'change_demanded', { refuses: 'B' })];
  test('what somebody answered, else what was told with the deal, else the file, else the assumption', () => {
    const deal = story({ wish: 'accepts_earlier' });
    expect(asked('wish', { visits, deal }, { wish: 'none' })).toEqual(['none', 'answered', null]);
    expect(asked('wish', { visits, deal })).toEqual(['accepts_earlier', 'deal', null]);
    expect(asked('wish', { visits, deal: story() })).toEqual(['refuses_earlier', 'file', 'visit-A-change_demanded']);
    expect(asked('wish', { visits: [], deal: story() })).toEqual(['none', 'assumed', null]);
  });

  test('somebody may answer that it was nobody; what the deal leaves open the file says', () => {
    expect(asked('aboutId', { visits }, { aboutId: null })).toEqual([null, 'answered', null]);
    expect(asked('aboutId', { visits, deal: story({ wish: 'refuses_earlier', aboutId: 'D' }) })).toEqual([
      'D',
      'deal',
      null,
    ]);
    expect(asked('aboutId', { visits, deal: story({ wish: 'refuses_earlier' }) })?.slice(0, 2)).toEqual(['B', 'file']);
  });

  test('an event is mentioned only where there is one, or somebody says there was none', () => {
    const event = { performance: [{ party: 'D', percent: 100 }], commission: [{ party: 'D', percent: 100 }] };
    expect(asked('event', {})).toBeNull();
    expect(asked('event', {}, { event })).toEqual([true, 'answered', null]);
    expect(asked('event', { deal: story({ event }) })).toEqual([true, 'deal', null]);
    expect([
      factsOf({ deal: story({ event }) }).event,
      factsOf({ deal: story({ event }) }, { event: null }).event,
      factsOf({}, { event }).event,
      factsOf({}).event,
    ]).toEqual([event, null, event, null]);
    expect(asked('event', { deal: story({ event }) }, { event: null })).toEqual([false, 'answered', null]);
  });

  test('the conduct of the parties is what somebody says, none until then', () => {
    expect([factsOf({}).dispute, factsOf({}, { conduct: 'quarrel' }).dispute]).toEqual(['none', 'quarrel']);
    expect(asked('conduct', {})).toEqual(['none', 'assumed', null]);
  });
});

describe('entries in the register', () => {
  test('a card that never took effect is no entry; one that was a duplicate never protected', () => {
    const draft = claim('D', '2024-01-02', null, { state: 'draft', effectiveAt: null });
    const double = claim('E', '2024-02-05', '2024-04-06', { state: 'void', endedReason: 'duplicate' });
    const { earlier } = factsOf({ claims: [draft, validB, double] });
    expect(earlier).toEqual([
      { staffId: 'B', registeredAt: validB.registeredAt, protectedUntil: validB.protectedUntil },
      { staffId: 'E', registeredAt: double.registeredAt, protectedUntil: double.registeredAt },
    ]);
  });

  test('the owner is whose claim took effect and has not ended', () => {
    const waiting = claim('D', '2024-01-02', null, { state: 'awaiting_signature', effectiveAt: null });
    expect([
      liveOwnerOf([waiting, passedB, validB])?.ownerId,
      liveOwnerOf([waiting, passedB]),
      liveOwnerOf([]),
    ]).toEqual(['B', null, null]);
  });
});

describe('the visit that tells', () => {
  test('the newest up to the deal; of two at one instant the later written; one on behalf of another tells nothing of the customer', () => {
    const first = visit('A', 'forgotten', { id: 'v1', at: at('2024-03-01') });
    const later = visit('A', 'discount_seeker', { id: 'v2', at: at('2024-03-09') });
    const twin = visit('A', 'complaint', { id: 'v3', at: at('2024-03-09') });
    const wish = (...visits: CaseFile['visits']) => factsOf({ visits }).wish;
    expect([wish(first, later), wish(later, first)]).toEqual(['wants_discount', 'wants_discount']);
    expect([wish(later, twin, first), wish(twin, first, later)]).toEqual([
      'complains_of_earlier',
      'complains_of_earlier',
    ]);
    expect(wish(first, { ...later, at: dealDay })).toBe('wants_discount');
    expect(wish(first, { ...later, at: at('2024-03-10', '10:01') })).toBe('remembers_nobody');
    expect(wish(first, { ...later, onBehalfOf: 'B' })).toBe('remembers_nobody');
    expect(wish(visit('A', 'own_returning'), first)).toBe('remembers_nobody');
  });

  test('every row of the tables that is a wish', () => {
    const rows = [
      'complaint',
      'change_demanded',
      'names_several',
      'discount_seeker',
      'names_another',
      'forgotten',
      'named_returning',
      'new_customer',
    ];
    expect(rows.map((row) => factsOf({ visits: [visit('A', row)] }).wish)).toEqual([
      'complains_of_earlier',
      'refuses_earlier',
      'names_several',
      'wants_discount',
      'names_other',
      'remembers_nobody',
      'accepts_earlier',
      'none',
    ]);
  });
});

describe('who received', () => {
  const received = (change: Partial<CaseFile>, answers: Answers = {}) => asked('receivingId', change, answers);
  test('who served the telling visit, else the owner, else who served last', () => {
    const telling = visit('A', 'forgotten', { at: at('2024-03-01') });
    const silent = visit('D', 'own_returning');
    expect(received({ visits: [telling, silent] })).toEqual(['A', 'file', 'visit-A-forgotten']);
    expect(received({ visits: [silent] })).toEqual(['B', 'file', null]);
    expect(received({ visits: [visit('C', 'own_returning', { at: at('2024-03-01') }), silent], claims: [] })).toEqual([
      'D',
      'file',
      null,
    ]);
    expect(received({ visits: [], claims: [] })).toEqual([null, 'assumed', null]);
    expect(received({ visits: [visit('A', 'forgotten', { serverId: null })] })?.[0]).toBe('B');
  });

  test('of one who only wants a better price: the first they asked for; named in any other visit is not asked for', () => {
    const seeker = visit('B', 'discount_seeker', { names: ['A', 'D'] });
    expect(received({ visits: [seeker] })?.[0]).toBe('A');
    expect(received({ visits: [{ ...seeker, names: [] }] })?.[0]).toBe('B');
    expect(received({ visits: [{ ...seeker, row: 'names_another' }] })?.[0]).toBe('B');
  });

  test('whom the customer is about: complained of, else refused, else the only other one in the register', () => {
    const about = (change: object, more: Partial<CaseFile> = {}) =>
      asked('aboutId', { visits: [visit('A', 'complaint', change)], ...more });
    expect(about({ complainsAbout: 'D', refuses: 'E' })).toEqual(['D', 'file', 'visit-A-complaint']);
    expect(about({ refuses: 'E' })).toEqual(['E', 'file', 'visit-A-complaint']);
    expect(about({})).toEqual(['B', 'file', null]);
    const ofA = claim('A', '2024-01-02', null);
    const draft = claim('D', '2024-01-02', null, { effectiveAt: null });
    expect(about({}, { claims: [ofA, validB, draft] })?.[0]).toBe('B');
    expect(about({}, { claims: [ofA] })).toEqual([null, 'assumed', null]);
    expect(about({}, { claims: [validB, claim('E', '2024-01-02', null)] })).toEqual([null, 'assumed', null]);
    // Nobody known to receive: the only one in the register may still be the one complained of.
    expect(about({ serverId: null }, { claims: [passedB] })?.[0]).toBe('B');
    expect(asked('aboutId', { visits: [] })).toBeNull();
    expect(factsOf({ visits: [] }).aboutId).toBeNull();
  });

  test('a complaint: as somebody says, as told with the deal, as the supervisor found, else not looked into', () => {
    const visits = (complaint: 'upheld' | null) => [visit('A', 'complaint', { complainsAbout: 'B', complaint })];
    const deal = (complaint: 'unfounded' | 'none') => story({ wish: 'complains_of_earlier', complaint });
    const upheld = visits('upheld');
    expect(asked('complaint', { visits: upheld, deal: deal('unfounded') }, { complaint: 'pending' })?.[1]).toBe(
      'answered',
    );
    expect(asked('complaint', { visits: upheld, deal: deal('unfounded') })).toEqual(['unfounded', 'deal', null]);
    expect(asked('complaint', { visits: upheld, deal: deal('none') })).toEqual(['upheld', 'file', 'visit-A-complaint']);
    expect(asked('complaint', { visits: visits(null) })).toEqual(['pending', 'assumed', null]);
    expect(factsOf({ visits: [visit('A', 'forgotten', { complaint: 'upheld' })] }).complaint).toBe('none');
  });

  test('drawn to another when the owner left: only then, and only while the customer wishes nothing', () => {
    const given = claim('C', '2024-03-01', null, { previousClaimId: passedB.id });
    const left = { ...passedB, endedReason: 'owner_left' as const };
    const to = (change: Partial<CaseFile>) => factsOf(change).reassignedToId;
    expect(to({ claims: [given, left] })).toBe('C');
    expect(to({ claims: [given, passedB] })).toBeNull();
    expect(to({ claims: [{ ...given, previousClaimId: null }, left] })).toBeNull();
    expect(to({ claims: [left] })).toBeNull();
    expect(to({ claims: [given, left], visits: [visit('A', 'forgotten')] })).toBeNull();
    // The claim before it counts, not any that ended so.
    const other = lapsed('D', '2024-01-01', '2024-02-01', { id: 'other', endedReason: 'owner_left' });
    expect(to({ claims: [other, given, passedB] })).toBeNull();
  });
});

describe('who stood in', () => {
  const stood = (change: object = {}) =>
    visit('C', 'own_returning', { at: at('2024-03-09', '08:00'), onBehalfOf: 'B', names: ['B'], ...change });

  test('the newest visit on behalf of another that somebody served; a log without one says nobody did', () => {
    expect(factsOf({ visits: [stood()] }).standIn).toEqual({
      staffId: 'C',
      servedAt: at('2024-03-09', '08:00'),
      ownerNamed: true,
    });
    const older = stood({ id: 'older', at: at('2024-03-01') });
    expect(factsOf({ visits: [older, { ...stood(), serverId: 'D', id: 'newer' }] }).standIn?.staffId).toBe('D');
    expect(factsOf({ visits: [stood({ serverId: null })] }).standIn).toBeNull();
    expect(asked('standInId', { visits: [stood()] })).toEqual(['C', 'file', 'visit-C-own_returning']);
    expect(asked('standInId', { visits: [visit('A', 'forgotten')] })).toEqual([null, 'file', null]);
    expect(asked('standInId', { visits: [] })).toEqual([null, 'assumed', null]);
  });

  test('whether the customer named the absent one: the visit says it, of that very person', () => {
    const named = (change: object) => asked('standInNamed', { visits: [stood(change)] });
    expect(named({})).toEqual([true, 'file', 'visit-C-own_returning']);
    expect(named({ names: ['D'] })).toEqual([false, 'file', 'visit-C-own_returning']);
    // A later visit of the same colleague in their own name says nothing about it.
    const own = visit('C', 'own_returning', { id: 'own', at: at('2024-03-10', '09:00'), names: ['C'] });
    expect(asked('standInNamed', { visits: [stood(), own] })).toEqual([true, 'file', 'visit-C-own_returning']);
    expect(factsOf({ visits: [stood(), own] }).standIn?.servedAt).toBe(at('2024-03-09', '08:00'));
    expect(asked('standInNamed', { visits: [] })).toBeNull();
  });

  test('as told with the deal, if it is the same person; of anybody else the visits and the day of the deal speak', () => {
    const deal = story({ standIn: { staffId: 'C', servedAt: at('2024-03-08', '07:00'), ownerNamed: true } });
    expect(factsOf({ visits: [], deal }).standIn).toEqual({
      staffId: 'C',
      servedAt: at('2024-03-08', '07:00'),
      ownerNamed: true,
    });
    const visits = [stood({ names: [] })];
    expect(factsOf({ visits, deal }).standIn).toEqual({
      staffId: 'C',
      servedAt: at('2024-03-08', '07:00'),
      ownerNamed: true,
    });
    expect(factsOf({ visits, deal }, { standInId: 'D' }).standIn).toEqual({
      staffId: 'D',
      servedAt: dealDay,
      ownerNamed: false,
    });
    expect(factsOf({ visits, deal }, { standInId: null }).standIn).toBeNull();
    expect(factsOf({ visits, deal: story({ standIn: null }) }).standIn).toEqual({
      staffId: 'C',
      servedAt: at('2024-03-09', '08:00'),
      ownerNamed: false,
    });
    expect(
      factsOf({ visits, deal: story({ standIn: null }) }, { standInId: 'C', standInNamed: true }).standIn?.ownerNamed,
    ).toBe(true);
  });
});

describe('what stands in other files', () => {
  test('found later: only for who remembered nobody, and only once somebody confirms it', () => {
    const visits = [visit('A', 'forgotten')];
    const deal = (confirmed: boolean) =>
      story({ wish: 'remembers_nobody', foundLater: { staffId: 'B', confirmed, fixedOwnerId: 'D' } });
    expect(factsOf({ visits, deal: deal(true) }).foundLater).toEqual({
      staffId: 'B',
      confirmed: true,
      fixedOwnerId: 'D',
    });
    expect(factsOf({ visits, deal: deal(false) }).foundLater).toBeNull();
    expect(factsOf({ visits }).foundLater).toBeNull();
    expect(factsOf({ visits }, { foundId: 'B' }).foundLater).toEqual({
      staffId: 'B',
      confirmed: true,
      fixedOwnerId: null,
    });
    expect(factsOf({ visits: [visit('A', 'names_several')] }, { foundId: 'B' }).foundLater).toBeNull();
  });

  test('brought by another: their receiver where the house says so, and nobody where only naming counts', () => {
    const referral = { customerId: 'old', claims: [claim('C', '2023-06-01', null)] };
    const introduced = (change: Partial<CaseFile>, rules = filing, answers: Answers = {}) =>
      factsOf(change, answers, rules).introducedOwnerId;
    expect(introduced({ referral })).toBe('C');
    expect(introduced({ referral: null })).toBeNull();
    expect(introduced({ referral: { customerId: 'old', claims: [] } })).toBeNull();
    expect(introduced({ referral, gone: ['C'] })).toBeNull();
    expect(introduced({ referral }, { ...filing, referralOwner: 'named_only' })).toBeNull();
  });

  test('where the relation decides it is asked, and told without a record of who brought them it counts too', () => {
    const by = (change: Partial<CaseFile>, answers: Answers = {}) => factsOf(change, answers, card).introducedOwnerId;
    const referral = { customerId: 'old', claims: [claim('C', '2023-06-01', null)] };
    expect(asked('relationWithId', { referral }, {}, card)).toEqual([null, 'assumed', null]);
    expect(asked('relationWithId', {}, {}, card)).toBeNull();
    expect(asked('relationWithId', { referral }, {}, filing)).toBeNull();
    expect([by({ referral }), by({ referral }, { relationWithId: 'D' })]).toEqual([null, 'D']);
    expect(by({ deal: story({ relationWith: 'E' }) })).toBe('E');
    expect(by({ deal: story({ relationWith: 'E' }) }, { relationWithId: null })).toBeNull();
    expect(factsOf({ deal: story({ relationWith: 'E' }) }, {}, filing).introducedOwnerId).toBeNull();
  });

  test('one family: confirmed by somebody or told with the deal, and only where another of them has a claim', () => {
    const household = { id: 'home', claims: [claim('C', '2024-01-10', null, { customerId: 'spouse' })] };
    const family = (change: Partial<CaseFile>, answers: Answers = {}, rules = filing) =>
      factsOf(change, answers, rules).familyOwnerId;
    expect(family({ household })).toBeNull();
    expect(family({ household }, { familyConfirmed: true })).toBe('C');
    expect(family({ household, deal: story({ familyConfirmed: true }) })).toBe('C');
    expect(asked('familyConfirmed', { household, deal: story() })).toEqual([false, 'assumed', null]);
    expect(asked('familyConfirmed', { household: { id: 'home', claims: [] } }, { familyConfirmed: true })).toBeNull();
    expect(family({ household: null }, { familyConfirmed: true })).toBeNull();
    expect(family({ household: { id: 'home', claims: [] } }, { familyConfirmed: true })).toBeNull();
    expect(family({ household }, { familyConfirmed: true }, { ...filing, familyOwner: 'separate' })).toBeNull();
    // The customer's own claims are part of the family's: the first receiver of all of them.
    const first = claim('B', '2024-01-01', null);
    expect(family({ household, claims: [first] }, { familyConfirmed: true })).toBe('B');
  });

  test('until when the deal counts is the deal, or now while there is none', () => {
    expect(factsOf({}, {}, filing, at('2024-05-01')).dealAt).toBe(at('2024-05-01'));
    expect(factsOf({ deal: story() }, {}, filing, at('2024-05-01')).dealAt).toBe(dealDay);
  });
});

describe('the club', () => {
  const contact = (id: string, day: string, authorId = 'E'): FiledContact => ({
    id,
    at: at(day),
    authorId,
    channel: 'call',
    answered: true,
    valid: true,
    journalId: null,
  });
  const shown = (change: object) => visit('A', 'new_customer', { id: 'shown', at: at('2024-03-09'), ...change });
  const told = (change: Partial<ClubFacts> = {}): CaseFile['deal'] =>
    story({
      club: {
        sale: 'new_card',
        sellerId: null,
        proof: null,
        companyGift: false,
        external: null,
        isBroughtFriend: false,
        ...change,
      },
    });
  const clubOf = (change: Partial<CaseFile>, answers: Answers = {}) =>
    factsOf({ claims: [], ...change }, answers, club).club;
  const clubAsked = (key: QuestionKey, change: Partial<CaseFile>, answers: Answers = {}) =>
    asked(key, { claims: [], ...change }, answers, club);

  test('who receives: as told, else the owner, else who served last', () => {
    const visits = [visit('C', 'new_customer', { at: at('2024-03-01') }), visit('A', 'new_customer')];
    expect(clubAsked('receivingId', { visits })).toEqual(['A', 'file', null]);
    expect(clubAsked('receivingId', { visits, claims: [validB] })).toEqual(['B', 'file', null]);
    expect(clubAsked('receivingId', { visits, deal: story({ receivingId: 'D' }) })).toEqual(['D', 'deal', null]);
    expect(clubAsked('receivingId', { visits: [] })).toEqual([null, 'assumed', null]);
  });

  test('what was sold and through whom it was paid is told; a new card until then', () => {
    expect(clubOf({ deal: told({ sale: 'transfer', sellerId: 'D' }) })).toMatchObject({
      sale: 'transfer',
      sellerId: 'D',
    });
    expect(clubOf({})).toMatchObject({ sale: 'new_card', sellerId: null });
    expect(clubAsked('sale', {})).toEqual(['new_card', 'assumed', null]);
    expect(clubOf({ deal: told({ sale: 'transfer' }) }, { sale: 'product', sellerId: 'A' })).toMatchObject({
      sale: 'product',
      sellerId: 'A',
    });
  });

  test('whose card was shown, or whose name a new guest called; a company gift is nobody’s', () => {
    const proof = (change: object) => clubOf({ visits: [shown(change)] })?.proof ?? null;
    expect(proof({ proof: { kind: 'name_card', staffId: 'E' } })).toEqual({ staffId: 'E', at: at('2024-03-09') });
    expect(proof({ proof: { kind: 'gift_voucher', staffId: 'E' } })).toBeNull();
    expect(proof({ row: 'named_first', names: ['D', 'E'] })).toEqual({ staffId: 'D', at: at('2024-03-09') });
    expect(proof({ row: 'named_first', names: [] })).toBeNull();
    expect(proof({ row: 'named_returning', names: ['D'] })).toBeNull();
    expect(proof({})).toBeNull();
    expect(clubAsked('proofId', { visits: [shown({ proof: { kind: 'name_card', staffId: 'E' } })] })).toEqual([
      'E',
      'file',
      'shown',
    ]);
    // A card without a name on it, shown by one who called a name: the name.
    expect(proof({ row: 'named_first', names: ['D'], proof: { kind: 'voucher', staffId: null } })?.staffId).toBe('D');
  });

  test('the newest visit at which something was shown counts; when it was is told only of that person', () => {
    const older = shown({ id: 'older', at: at('2024-03-01'), proof: { kind: 'name_card', staffId: 'D' } });
    const newer = shown({ proof: { kind: 'name_card', staffId: 'E' } });
    expect(clubOf({ visits: [older, newer] })?.proof).toEqual({ staffId: 'E', at: at('2024-03-09') });
    const deal = told({ proof: { staffId: 'D', at: at('2024-03-10', '08:00') } });
    expect(clubOf({ visits: [newer], deal })?.proof).toEqual({ staffId: 'D', at: at('2024-03-10', '08:00') });
    expect(clubOf({ visits: [newer], deal }, { proofId: 'E' })?.proof).toEqual({ staffId: 'E', at: at('2024-03-09') });
    expect(clubOf({ visits: [] }, { proofId: 'E' })?.proof).toEqual({ staffId: 'E', at: dealDay });
  });

  test('a company gift: the voucher shown, or told', () => {
    const gift = { kind: 'gift_voucher', staffId: null };
    expect(clubAsked('companyGift', { visits: [shown({ proof: gift })] })).toEqual([true, 'file', 'shown']);
    expect(clubAsked('companyGift', { visits: [shown({ proof: { kind: 'name_card', staffId: 'E' } })] })).toEqual([
      false,
      'file',
      'shown',
    ]);
    expect(clubAsked('companyGift', { visits: [shown({})] })).toEqual([false, 'assumed', null]);
    expect(clubAsked('companyGift', { deal: told({ companyGift: true }) })).toEqual([true, 'deal', null]);
    expect(clubAsked('companyGift', { visits: [shown({ proof: gift })], deal: told() })?.[1]).toBe('file');
  });

  test('who tracks the guest outside: the newest record of a colleague outside, up to the deal', () => {
    const contacts = [contact('r1', '2024-02-20'), contact('r2', '2024-03-05'), contact('r3', '2024-03-08', 'A')];
    const external = (change: Partial<CaseFile>, answers: Answers = {}) =>
      clubOf({ outside: ['E', 'F'], contacts, ...change }, answers)?.external ?? null;
    expect(external({})).toEqual({ staffId: 'E', lastRecordAt: at('2024-03-05') });
    expect(clubAsked('externalId', { outside: ['E'], contacts })).toEqual(['E', 'file', 'r2']);
    expect(external({ contacts: [...contacts, contact('r4', '2024-03-11', 'F')] })?.staffId).toBe('E');
    expect(external({ contacts: [...contacts, { ...contact('r4', '2024-03-10', 'F'), at: dealDay }] })).toEqual({
      staffId: 'F',
      lastRecordAt: dealDay,
    });
    expect([external({ outside: [] }), external({ contacts: [] }), external({}, { externalId: null })]).toEqual([
      null,
      null,
      null,
    ]);
    // Of whoever is answered their own last record counts, or the day of the deal where there is none.
    expect(external({ contacts: [...contacts, contact('r5', '2024-03-01', 'F')] }, { externalId: 'F' })).toEqual({
      staffId: 'F',
      lastRecordAt: at('2024-03-01'),
    });
    expect(
      external({ contacts: [...contacts, contact('r6', '2024-03-11', 'F')] }, { externalId: 'F' })?.lastRecordAt,
    ).toBe(dealDay);
  });

  test('the last record as told, if it is of the same person', () => {
    const deal = told({ external: { staffId: 'F', lastRecordAt: at('2024-03-02') } });
    const contacts = [contact('r2', '2024-03-05')];
    expect(clubOf({ deal, contacts, outside: ['E'] })?.external).toEqual({
      staffId: 'F',
      lastRecordAt: at('2024-03-02'),
    });
    expect(clubOf({ deal, contacts, outside: ['E'] }, { externalId: 'E' })?.external).toEqual({
      staffId: 'E',
      lastRecordAt: at('2024-03-05'),
    });
  });

  test('a friend brought along is asked about only where somebody tracks the guest', () => {
    const tracked = { outside: ['E'], contacts: [contact('r', '2024-03-05')] };
    expect(clubAsked('broughtFriend', {})).toBeNull();
    expect(clubAsked('broughtFriend', tracked)).toEqual([false, 'assumed', null]);
    expect(clubAsked('broughtFriend', { ...tracked, deal: told({ isBroughtFriend: true }) })).toEqual([
      true,
      'deal',
      null,
    ]);
    expect(clubOf({ deal: told({ isBroughtFriend: true }) })?.isBroughtFriend).toBe(false);
    expect(clubOf(tracked, { broughtFriend: true })?.isBroughtFriend).toBe(true);
  });

  test('the club has no wishes, no family and no stand-ins; the desk has no club', () => {
    const visits = [visit('A', 'complaint', { complainsAbout: 'B', onBehalfOf: 'B' })];
    expect(factsOf({ visits }, {}, club)).toMatchObject({
      wish: 'none',
      complaint: 'none',
      standIn: null,
      aboutId: null,
    });
    expect(factsOf({ visits }).club).toBeNull();
  });
});
