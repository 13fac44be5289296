/** Which papers a stage asks for, what has to be made clear before a signature, and the codes under which both are stored. */
import { describe, expect, test } from 'vitest';
import { aDraft, inEffect, now, rulesWith, signed, vehicle, zone } from './deals.testing.ts';
import { decideSign } from './decide-contract.ts';
import { decideFiled, decideHandover } from './decide-handover.ts';
import { decideSubmit, type SubmitFacts } from './decide-subscribe.ts';
import { checkPoints, deliveryTerms, progressKinds, wishes } from './delivery-words.ts';
import { documentKinds } from './document-fields.ts';
import {
  disclosureKeys,
  disclosuresNeeded,
  goodsWithDisclosures,
  paperKeys,
  papersMissing,
  papersNeeded,
} from './papers.ts';
import {
  entryFields,
  majorCauses,
  partKinds,
  recheckStates,
  sealKinds,
  sealStates,
  writingFaults,
} from './room-types.ts';
import { contractChecks, dealKindsOfGoods, endCauses, paymentMethods, refundMethods, specialReasons } from './types.ts';

const rules = rulesWith();
const stages = ['subscription', 'contract', 'handover', 'file'] as const;
const asked = (deal: Parameters<typeof papersNeeded>[1]) =>
  Object.fromEntries(stages.map((stage) => [stage, papersNeeded(rules, deal, stage)]));

describe('papers', () => {
  test('[S1.18.k4] what a house asks for that has said nothing: by goods, by stage, by where the buyer lives', () => {
    expect(asked(aDraft())).toEqual({
      subscription: [],
      contract: ['id_card', 'household_register'],
      handover: ['sale_contract', 'house_instructions', 'quality_guarantee'],
      file: [],
    });
    expect(asked(aDraft({ isLocal: false })).contract).toEqual(['id_card', 'residence_permit']);
    expect(asked(vehicle())).toEqual({
      subscription: [],
      contract: [],
      handover: ['manual', 'conformity_certificate'],
      file: ['id_card', 'invoice', 'handover_slip'],
    });
    expect(asked(aDraft({ kind: 'membership' }))).toEqual({ subscription: [], contract: [], handover: [], file: [] });
  });

  test('a cell of 1 asks everybody, 2 locals, 3 people from elsewhere, 0 nobody; each kind of goods by its own table', () => {
    const papers = { id_card: { contract: 1 }, household_register: { contract: 2 }, residence_permit: { contract: 3 } };
    const table = { ...papers, manual: { contract: 0 } };
    const given = (kind: 'room' | 'vehicle' | 'stock', isLocal: boolean) =>
      papersNeeded(
        rulesWith({ papersRoom: table, papersVehicle: { invoice: { contract: 1 } }, papersOther: {} }),
        aDraft({ kind, isLocal }),
        'contract',
      );
    expect(given('room', true)).toEqual(['id_card', 'household_register']);
    expect(given('room', false)).toEqual(['id_card', 'residence_permit']);
    expect([given('vehicle', true), given('stock', true)]).toEqual([['invoice'], []]);
  });

  test('what is still to come is what was asked for and has not been received, in the order of the list', () => {
    expect(papersMissing(rules, aDraft(), 'handover', ['house_instructions', 'manual'])).toEqual([
      'sale_contract',
      'quality_guarantee',
    ]);
    expect(papersMissing(rules, aDraft(), 'handover', [...paperKeys])).toEqual([]);
  });

  test('a refusal names every paper that is missing, at each door', () => {
    const both = { sale_contract: { subscription: 1 }, manual: { subscription: 1 } };
    const submit = decideSubmit(rulesWith({ papersRoom: both }), submitFacts({ papers: [] }), {
      disclosures: [...disclosureKeys],
    });
    expect(submit).toMatchObject({
      code: 'PAPERS_MISSING',
      detail: { missing: 'sale_contract,manual' },
      clauses: ['S1.18.s3'],
    });
    const one = decideSubmit(rulesWith({ papersRoom: both }), submitFacts({ papers: ['manual'] }), {
      disclosures: [...disclosureKeys],
    });
    expect(one).toMatchObject({ code: 'PAPERS_MISSING', detail: { missing: 'sale_contract' } });
    const sign = decideSign(
      rules,
      { deal: { ...signed(), state: 'contracting' }, papers: [], subscriptionCopiesOut: 0, hasOpenChange: false },
      { consultantPresent: true, subscriptionTakenBack: true },
    );
    expect(sign).toMatchObject({ code: 'PAPERS_MISSING', detail: { missing: 'id_card,household_register' } });
    const paid = vehicle({ paidFen: 12_000_000 });
    const handover = decideHandover(rules, { deal: paid, papers: [], hasOpenChange: false }, {}, now);
    expect(handover).toMatchObject({ code: 'PAPERS_MISSING', detail: { missing: 'manual,conformity_certificate' } });
    const filed = decideFiled(rules, { deal: { ...paid, state: 'handed_over' }, papers: ['invoice'] }, now);
    expect(filed).toMatchObject({ code: 'PAPERS_MISSING', detail: { missing: 'id_card,handover_slip' } });
  });
});

describe('what has to be made clear', () => {
  const due = (more: Parameters<typeof aDraft>[0]) => disclosuresNeeded(rules, aDraft(more));

  test('[S1.18.s5.2] [S1.18.s5.3] rules for buyers from elsewhere go to them, mortgages to those who take one, the rest to all', () => {
    expect(due({})).toEqual(['presale_registration', 'title', 'other_fees']);
    expect(due({ isLocal: false })).toEqual(['presale_registration', 'out_of_town', 'title', 'other_fees']);
    expect(due({ paymentMethod: 'mortgage' })).toEqual(['presale_registration', 'mortgage', 'title', 'other_fees']);
    expect(due({ paymentMethod: 'finance_company' })).toEqual(['presale_registration', 'title', 'other_fees']);
  });

  test('[S1.13.a10] of a membership: price, quality and what follows the sale; of a vehicle nothing is prescribed', () => {
    expect(due({ kind: 'membership' })).toEqual(['price', 'quality', 'after_sales']);
    expect([due({ kind: 'vehicle' }), due({ kind: 'stock' })]).toEqual([[], []]);
  });

  test('where the house asks for it “when it applies”, an item that concerns everybody is due from everybody', () => {
    const when = (cell: number) =>
      disclosuresNeeded(rulesWith({ disclosures: { title: { room: cell }, mortgage: { room: cell } } }), aDraft());
    expect([when(0), when(1), when(2), when(3)]).toEqual([[], ['mortgage', 'title'], ['title'], []]);
  });

  test('what was not made clear is named, with the clause of each, once', () => {
    const refused = decideSubmit(rules, submitFacts({ deal: aDraft({ isLocal: false }) }), { disclosures: ['title'] });
    expect(refused).toMatchObject({
      code: 'DISCLOSURES_MISSING',
      clauses: ['S1.18.s5.1', 'S1.18.s5.2', 'S1.18.s5.5'],
      detail: { missing: 'presale_registration,out_of_town,other_fees' },
    });
    const club = decideSubmit(rules, submitFacts({ deal: aDraft({ kind: 'membership' }) }), { disclosures: [] });
    expect(club).toMatchObject({ clauses: ['S1.13.a10'], detail: { missing: 'price,quality,after_sales' } });
    const done = decideSubmit(rules, submitFacts({}), { disclosures: [...disclosureKeys] });
    expect(done).toMatchObject({
      accepted: true,
      clauses: ['S1.18.s1', 'S0.02.info.8', 'S1.18.s1b', 'S1.18.a0', 'S1.18.s5.1', 'S1.18.s5.4', 'S1.18.s5.5'],
      outcome: { disclosures: ['presale_registration', 'title', 'other_fees'] },
    });
  });
});

test('codes that stand in journals and rulebooks are for good', () => {
  expect([paperKeys.join(' '), disclosureKeys.join(' '), goodsWithDisclosures.join(' ')]).toEqual([
    'id_card household_register residence_permit contact_form presale_agreement sale_contract house_instructions quality_guarantee ' +
      'attachment manual conformity_certificate appraisal_report invoice insurance handover_slip',
    'presale_registration out_of_town mortgage title other_fees price quality after_sales',
    'room vehicle membership stock',
  ]);
  expect([dealKindsOfGoods, paymentMethods, refundMethods, endCauses].map((codes) => codes.join(' '))).toEqual([
    'room vehicle membership stock',
    'full instalments mortgage finance_company',
    'cash cheque wire',
    'customer company breach dropped',
  ]);
  expect([specialReasons, contractChecks, documentKinds].map((codes) => codes.join(' '))).toEqual([
    'price_concession payment_extension clause_change added_clause',
    'each_clause data signatures seals drawings special_review_record',
    'subscription order contract supplement unit_change name_change withdrawal handover demand_notice',
  ]);
  expect([wishes, deliveryTerms, progressKinds, checkPoints].map((codes) => codes.join(' '))).toEqual([
    'customer house',
    'payment_method delivery_deadline implementation_plan',
    'effective allocated unit_lost arrived signed loan_reported changed date_moved',
    'quality quantity',
  ]);
  expect([sealKinds, sealStates, entryFields, recheckStates].map((codes) => codes.join(' '))).toEqual([
    'contract correction company other',
    'asked consented out back refused withdrawn',
    'name sex contact price',
    'waiting wrong confirmed',
  ]);
  expect([writingFaults, majorCauses, partKinds].map((codes) => codes.join(' '))).toEqual([
    'untidy blurred wrong_pen',
    'amount key_customer flagged',
    'negotiation signing',
  ]);
});

function submitFacts(more: Partial<SubmitFacts>): SubmitFacts {
  return {
    deal: aDraft(),
    timeZone: zone,
    unit: { id: 'unit', code: '1#-1-101', state: 'available', heldForId: null, dealId: null, isMarked: false },
    price: null,
    depositSetFen: null,
    hasContact: true,
    papers: [...paperKeys],
    granted: [],
    hasOpenTerms: false,
    ...more,
  };
}

test('a new deal has taken no money, cost nothing and been corrected nowhere', () => {
  const { priceFen, listPriceFen, depositFen, ...fresh } = inEffect();
  expect(fresh).toMatchObject({ paidFen: 0, corrections: 0, version: 1, plan: [], loan: null, endedCause: null });
});
