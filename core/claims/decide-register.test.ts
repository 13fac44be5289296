import { describe, expect, test } from 'vitest';
import { decideOpenCard, decideRegister, decideSign } from './decide-register.ts';
import { liveOwnerAt } from './lifecycle.ts';
import {
  at,
  card,
  code,
  consultant,
  contactWindow,
  club,
  filing,
  input,
  later,
  leader,
  live,
  manager,
  outcome,
  registered,
  zone,
} from './testing/given.ts';
import type { Claim } from './types.ts';

const sign = (claim: Claim, now: string, others: readonly Claim[] = [], rules = card) =>
  decideSign(rules, { claim, others, signer: leader, timeZone: zone, secondDueOn: null }, now);

describe('registering', () => {
  test('[S0.02.own.21] a filing protects two calendar months, the last day included and the month end clamped', () => {
    const claim = registered(filing, at('2024-01-31'));
    expect(liveOwnerAt(filing, claim, at('2024-03-31', '23:59'))).toBe('mei');
    expect(liveOwnerAt(filing, claim, at('2024-04-01', '00:00'))).toBeNull();
    const yearEnd = registered(filing, at('2023-12-31'));
    expect(yearEnd.protectedUntil).toBe(at('2024-03-01', '00:00'));
    expect(registered(filing, at('2024-02-01')).protectedUntil).toBe(at('2024-04-02', '00:00'));
    expect(registered(filing, at('2024-01-05')).protectedUntil).toBe(at('2024-03-06', '00:00'));
  });

  test('[S0.02.own.1] the earlier registration owns: a second one is refused and told who and until when', () => {
    const first = registered(filing, at('2024-02-01'));
    const second = decideRegister(
      filing,
      { claims: [first], timeZone: zone },
      { ...input, id: 'c2', ownerId: 'li' },
      at('2024-02-02'),
    );
    expect(second).toMatchObject({
      accepted: false,
      code: 'CUSTOMER_HAS_OWNER',
      detail: { ownerId: 'mei', until: at('2024-04-02', '00:00') },
    });
    const after = decideRegister(
      filing,
      { claims: [first], timeZone: zone },
      { ...input, id: 'c2', ownerId: 'li' },
      at('2024-04-02', '00:00'),
    );
    expect(after.accepted).toBe(true);
  });

  test('[S4.01.a17.first] who received first keeps the customer while in contact', () => {
    const claim = registered(contactWindow, at('2024-03-10'));
    expect(liveOwnerAt(contactWindow, claim, at('2024-04-10', '23:59'))).toBe('mei');
    expect(
      code(
        decideRegister(
          contactWindow,
          { claims: [claim], timeZone: zone },
          { ...input, id: 'c2', ownerId: 'li' },
          at('2024-04-10'),
        ),
      ),
    ).toBe('CUSTOMER_HAS_OWNER');
  });

  test('[S4.01.a39] a call alone makes nobody an owner', () => {
    expect(
      code(
        decideRegister(contactWindow, { claims: [], timeZone: zone }, { ...input, origin: 'call' }, at('2024-03-10')),
      ),
    ).toBe('CALL_CREATES_NO_CLAIM');
    const allowed = { ...contactWindow, callCreatesClaim: true };
    expect(
      decideRegister(allowed, { claims: [], timeZone: zone }, { ...input, origin: 'call' }, at('2024-03-10')).accepted,
    ).toBe(true);
  });

  test('[S1.19.x.1] a designated guest is the consultant’s for that day and no longer', () => {
    const claim = registered(club, at('2024-03-10', '09:00'));
    expect(liveOwnerAt(club, claim, at('2024-03-10', '23:59'))).toBe('mei');
    expect(liveOwnerAt(club, claim, at('2024-03-11', '00:00'))).toBeNull();
  });
});

describe('the information card', () => {
  test('[S0.08.c.1] a card is opened on the day the customer is met; later is late', () => {
    const draft = registered(card, at('2024-05-06'), { asDraft: true });
    expect(draft.state).toBe('draft');
    const open = (now: string) => outcome(decideOpenCard(card, { claim: draft, claims: [], timeZone: zone }, now));
    expect(open(at('2024-05-06', '23:59'))).toMatchObject({ late: false, claim: { state: 'awaiting_signature' } });
    expect(open(at('2024-05-07', '00:00')).late).toBe(true);
    expect(
      code(decideOpenCard(card, { claim: live(card, at('2024-05-06')), claims: [], timeZone: zone }, at('2024-05-06'))),
    ).toBe('NOT_A_DRAFT');
  });

  test('[S0.08.c.1b] nobody owns the customer before the team leader has signed; the same day counts from the opening', () => {
    const opened = registered(card, at('2024-05-06', '09:00'));
    expect(liveOwnerAt(card, opened, at('2024-05-06', '17:00'))).toBeNull();
    const byConsultant = decideSign(
      card,
      { claim: opened, others: [], signer: consultant, timeZone: zone, secondDueOn: null },
      at('2024-05-06', '18:00'),
    );
    expect(code(byConsultant)).toBe('NOT_THE_SIGNER');
    const signed = outcome(sign(opened, at('2024-05-06', '18:00'))).claim;
    expect(signed).toMatchObject({
      state: 'live',
      effectiveAt: at('2024-05-06', '09:00'),
      signedAt: at('2024-05-06', '18:00'),
    });
    const byManager = decideSign(
      card,
      { claim: opened, others: [], signer: manager, timeZone: zone, secondDueOn: null },
      at('2024-05-06', '18:00'),
    );
    expect(byManager.accepted).toBe(true);
  });

  test('[S0.08.c.1c] a card signed on a later day takes effect only from that signature', () => {
    const opened = registered(card, at('2024-05-05', '09:00'));
    const signed = outcome(sign(opened, at('2024-05-06', '08:30'))).claim;
    expect(signed.effectiveAt).toBe(at('2024-05-06', '08:30'));
    expect(signed.dueAt).toBe(at('2024-05-10', '00:00'));
    expect(code(sign(signed, at('2024-05-06', '09:00')))).toBe('NOT_AWAITING_SIGNATURE');
  });

  test('[S0.08.c.2] a card signed on 6 May wants its first return visit by the end of 9 May', () => {
    const claim = outcome(sign(registered(card, at('2024-05-06', '09:00')), at('2024-05-06', '18:00'))).claim;
    expect(claim.stage).toBe('first_due');
    expect(liveOwnerAt(card, claim, at('2024-05-09', '23:59'))).toBe('mei');
    expect(liveOwnerAt(card, claim, at('2024-05-10', '00:00'))).toBeNull();
  });

  test('[S0.08.c.5] of two cards the one signed first is valid; the later one is void', () => {
    const mei = registered(card, at('2024-05-06', '09:00'));
    const li = registered(card, at('2024-05-06', '08:00'), { id: 'c2', ownerId: 'li' });
    const first = outcome(sign(mei, at('2024-05-06', '10:00'), [li])).claim;
    expect(first.state).toBe('live');
    const second = sign(li, at('2024-05-06', '11:00'), [first]);
    expect(outcome(second).claim).toMatchObject({ state: 'void', endedReason: 'duplicate' });
    expect(second.rejected).toMatchObject([{ what: 'li', reason: 'SIGNED_LATER' }]);
  });

  test('[S0.08.c.5b] the holder of the void duplicate owes the valid card help', () => {
    const first = live(card, at('2024-05-06', '09:00'));
    const li = registered(card, at('2024-05-06', '10:00'), { id: 'c2', ownerId: 'li' });
    expect(outcome(sign(li, at('2024-05-06', '11:00'), [first])).claim.helpsClaimId).toBe(first.id);
  });

  test('where the registration decides, signing the earlier registered card ends the live later one', () => {
    const rules = { ...card, duplicateWinner: 'earliest_registration' } as const;
    const later1 = live(rules, at('2024-05-06', '10:00'), {
      id: 'c2',
      ownerId: 'li',
      registeredAt: at('2024-05-06', '10:00'),
    });
    const mine = registered(rules, at('2024-05-06', '09:00'));
    const signed = outcome(sign(mine, at('2024-05-06', '12:00'), [later1], rules));
    expect(signed.claim).toMatchObject({ state: 'live', effectiveAt: at('2024-05-06', '12:00') });
    expect(signed.voided).toMatchObject({ id: 'c2', state: 'void', helpsClaimId: 'c1' });
  });

  test('a signature never reaches back into the time of another owner', () => {
    const withdrawn = live(card, at('2024-05-06', '08:00'), {
      id: 'c0',
      ownerId: 'li',
      state: 'cancelled',
      endedAt: at('2024-05-06', '11:00'),
    });
    const opened = registered(card, at('2024-05-06', '10:00'));
    expect(outcome(sign(opened, at('2024-05-06', '12:00'), [withdrawn])).claim.effectiveAt).toBe(
      at('2024-05-06', '11:00'),
    );
  });

  test('refusals in the order they are checked', () => {
    const mine = live(card, at('2024-05-06'));
    const again = (claims: readonly Claim[], ownerId: string) =>
      code(
        decideRegister(card, { claims, timeZone: zone }, { ...input, id: 'c9', ownerId }, later(at('2024-05-06'), 5)),
      );
    expect(again([mine], 'mei')).toBe('CUSTOMER_HAS_OWNER');
    expect(again([mine], 'li')).toBeNull(); // a second card may be opened; the signature decides
    expect(again([registered(card, at('2024-05-06'))], 'mei')).toBe('CARD_ALREADY_OPEN');
  });
});
