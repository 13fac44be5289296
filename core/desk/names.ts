/** Visitors who say whom they want, whom they do not want, or can name several: cases 1 to 6 and 8, E05 to E07, E11, E12, E14, E18. */
import {
  type Answer,
  activeReferrer,
  type Case,
  firstVisitOwner,
  keepFor,
  newFor,
  type OwnerPlan,
  own,
  type Plan,
  passTo,
  plan,
  requested,
  returningCounts,
} from './case.ts';
import { canBeAskedFor } from './line.ts';
import type { DeskHint, OwnerFacts, StaffId } from './types.ts';

/** Cases 2 and 4, E18 at the door: the earlier consultant is refused, with or without a complaint. */
export function refusal({ rules, input, names, owner }: Case): Answer {
  const from = input.complainsAbout ?? input.refuses;
  if (from === null) return null;
  const asked = names.find((staffId) => staffId !== input.complainsAbout && staffId !== input.refuses);
  const complaint = input.complainsAbout !== null;
  const changed = complaint || owner?.staffId === from;
  return plan({
    row: complaint ? 'complaint' : 'change_demanded',
    serve: asked === undefined ? { by: 'head' } : requested(asked),
    counts: false,
    owner: changed
      ? passTo(asked ?? 'server', from, complaint || rules.changeNeedsSupervisor ? 'supervisor' : null)
      : newFor(asked ?? 'server'),
    clauses: complaint ? ['S0.02.own.34', 'S0.02.own.23'] : ['S0.02.own.32', 'S4.01.a16.change', 'S0.02.own.23'],
    hints: ['supervisor_informed'],
    rejected: [{ what: from, reason: 'refused_by_customer', clauses: ['S0.02.own.23'] }],
  });
}

/** Case 5: can name several, chooses none. */
export function namesSeveral({ rules, sheet, facts, names, input, owner }: Case): Answer {
  const several =
    names.length > 1
      ? names
      : (input.receivedBy?.length ?? 0) > 1 && names.length === 0
        ? (input.receivedBy ?? [])
        : [];
  if (several.length < 2 || (rules.namesSeveral === 'owner' && owner?.live)) return null;
  const earliest = facts.customer?.registrations.find((registration) => registration.live)?.staffId ?? owner?.staffId;
  const present = several.find((staffId) => canBeAskedFor(sheet, staffId));
  return plan({
    row: 'names_several',
    serve: present === undefined ? { by: 'head' } : requested(present),
    counts: false,
    owner: earliest === undefined ? newFor('server') : keepFor(earliest),
    clauses: ['S0.02.own.35'],
    rejected: several
      .filter((staffId) => staffId !== present)
      .map((staffId) => ({
        what: staffId,
        reason: canBeAskedFor(sheet, staffId) ? 'named_later' : 'not_present',
        clauses: ['S0.02.own.35'],
      })),
  });
}

/** E05 to E07, E11, E12, E14, cases 1, 3, 6 and 8: the visitor asks for one person. */
export function namesOne(visit: Case): Answer {
  const { rules, facts, names, owner, returning, input } = visit;
  const [named] = names;
  if (named === undefined) return null;
  const serve = requested(named);
  if (
    facts.customer?.standing === 'refunded' &&
    facts.customer.registrations.some(({ staffId }) => staffId === named)
  ) {
    return plan({
      row: 'refunded_named',
      serve,
      counts: false,
      owner: newFor(named, owner),
      clauses: ['S4.01.a13.refund', 'S4.01.a44'],
    });
  }
  if (activeReferrer(visit) === named && !returning) {
    const clauses = ['S4.01.a13.referralnamed', 'S4.01.a49.named', 'S0.02.own.310'];
    return plan({ row: 'referral_named', serve, counts: rules.namedReferralCounts, owner: newFor(named), clauses });
  }
  if (!returning || owner === null) {
    const clauses = [
      'S4.01.a11.keep',
      'S4.01.a12.handover',
      'S4.01.a42',
      'S0.02.rec.51',
      'S1.19.x.1',
      'S1.19.x.5',
      'S4.01.a39',
    ];
    return plan({
      row: 'named_first',
      serve,
      counts: rules.namedFirstVisitCounts,
      owner: firstVisitOwner(visit, named),
      clauses,
    });
  }
  if (named !== owner.staffId)
    return input.wantsDiscountOnly ? discountSeeker(visit, owner) : namesAnother(visit, named, owner);
  if (owner.live) {
    return plan({
      row: 'named_returning',
      serve,
      counts: returningCounts(visit, named),
      owner: keepFor(named),
      clauses: ['S4.01.a11.keep', 'S4.01.a12.handover', 'S4.01.a44', 'S0.02.own.31', 'S0.02.rec.52', 'S4.02.i08.count'],
    });
  }
  if (rules.lapsedNamed === 'rotation') return null;
  const clauses = ['S4.01.a12.handover', 'S4.01.a17.lapse', 'S4.01.a42'];
  const restart = { ...newFor(named, owner), closesPrevious: true };
  return plan({
    row: 'lapsed_named',
    serve,
    counts: rules.lapsedNamedCounts,
    owner: restart,
    clauses,
    hints: ['supervisor_informed'],
  });
}

const discountSeeker = (visit: Case, owner: OwnerFacts): Plan =>
  plan({
    row: 'discount_seeker',
    serve: own(owner.staffId),
    counts: false,
    owner: keepFor(owner.staffId),
    clauses: ['S0.02.own.36'],
    rejected: visit.names.map((what) => ({ what, reason: 'asked_for_discount_only', clauses: ['S0.02.own.36'] })),
  });

/** Case 8, E18 by analogy. A lapsed claim does not stand in the way of the person asked for. */
function namesAnother(visit: Case, named: StaffId, owner: OwnerFacts): Plan {
  const { rules } = visit;
  if (!owner.live) {
    const clauses = ['S4.01.a17.lapse', 'S4.01.a42', 'S0.02.own.38'];
    return plan({
      row: 'named_first',
      serve: requested(named),
      counts: rules.namedFirstVisitCounts,
      owner: newFor(named, owner),
      clauses,
    });
  }
  const owners: Record<typeof rules.namesAnother, OwnerPlan> = {
    transfer: passTo(named, owner.staffId, rules.changeNeedsSupervisor ? 'supervisor' : null),
    share: { kind: 'share', ownerId: named, previousOwnerId: owner.staffId, closesPrevious: false, needs: null },
    keep: keepFor(owner.staffId),
  };
  const clauses = ['S0.02.own.38', 'S4.01.a16.change', 'S4.01.a12.handover'];
  const hints: DeskHint[] = owners[rules.namesAnother].needs === 'supervisor' ? ['supervisor_informed'] : [];
  return plan({
    row: 'names_another',
    serve: requested(named),
    counts: false,
    owner: owners[rules.namesAnother],
    clauses,
    hints,
  });
}
