/** The page of one deal: where it stands, what it still needs, and what the reader may do next. */
import type { z } from 'zod';
import type { DealPage } from '#contract/deals.ts';
import {
  type Deal,
  disclosuresNeeded,
  needsContract,
  noSteps,
  paperKeys,
  papersMissing,
  papersNeeded,
  paperStages,
  stepsOf,
} from '#core/deals/index.ts';
import { openApprovalOf } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { unitById } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { readableDeal } from './access.ts';
import { factsFor, whyNotsOf } from './next.ts';
import { stepRecords } from './store-course.ts';
import * as parts from './store-parts.ts';
import { dealRow } from './views.ts';
import { deliveryPart } from './views-delivery.ts';
import * as views from './views-page.ts';

type Page = z.output<typeof DealPage>;
const matters = [
  'subscription',
  'order',
  'order_change',
  'unit_change',
  'name_change',
  'special_contract',
  'contract',
  'withdrawal',
  'refund',
] as const;

async function approvalsOf(context: Context, deal: Deal, terms: readonly parts.Terms[]): Promise<Page['approvals']> {
  const asked = [
    ...matters.map((matter) => ({ matter, subjectId: deal.id })),
    ...terms.filter((one) => one.state === 'pending').map((one) => ({ matter: 'terms' as const, subjectId: one.id })),
  ];
  const open: Page['approvals'] = [];
  for (const { matter, subjectId } of asked) {
    const one = await openApprovalOf(context.tx, matter, subjectId);
    if (one) open.push({ id: one.id, matter, state: one.state, waitingFor: one.waitingFor });
  }
  return open;
}

export async function page(context: Context, dealId: string): Promise<Page> {
  const { tx } = context;
  const deal = await readableDeal(context, dealId);
  const rules = (await context.rules(deal.siteId)).values.deals;
  const { timeZone } = await siteById(tx, deal.siteId);
  const [row, kept, papers, terms] = [
    await dealRow(context, dealId),
    await views.keptOf(tx, dealId),
    await views.papersOf(tx, dealId),
    await parts.termsOf(tx, dealId),
  ];
  const records = await stepRecords(tx, dealId);
  const steps = deal.contract ?? noSteps;
  const names = await views.namesOfStaff(tx, [steps.reviewedBy, steps.filledBy, steps.checkedBy]);
  const stamp = (by: string | null, at: string | null) =>
    at === null ? null : { by: by === null ? null : { id: by, name: names.get(by) ?? '' }, at };
  const received = papers.map((one) => one.paper);
  const unit = deal.unitId === null ? null : await unitById(tx, deal.unitId);
  const needed = disclosuresNeeded(rules, deal);
  return {
    ...row,
    listPriceFen: deal.state === 'draft' ? (unit?.listPriceFen ?? deal.listPriceFen) : deal.listPriceFen,
    smallDeposit:
      deal.smallDepositFen !== null && kept.smallNumber !== null && kept.smallAt !== null
        ? { number: kept.smallNumber, amountFen: deal.smallDepositFen, at: kept.smallAt, until: kept.smallUntil }
        : null,
    plan: [...deal.plan],
    loan: deal.loan,
    buyers: kept.buyers,
    note: kept.note,
    isLocal: deal.isLocal,
    cover: kept.coverId === null ? null : { id: kept.coverId, name: kept.coverName ?? '' },
    depositPaidAt: deal.depositPaidAt,
    fullyPaidAt: deal.fullyPaidAt,
    submittedAt: deal.submittedAt,
    approvedAt: deal.approvedAt,
    registeredAt: deal.registeredAt,
    endedCause: deal.endedCause,
    steps: stepsOf(rules, deal, records),
    disclosures: needed.map((key) => ({
      key,
      needed: true,
      done: deal.disclosures.includes(key),
      at: deal.disclosures.includes(key) ? deal.submittedAt : null,
    })),
    papers: paperKeys
      .map((paper) => {
        const stages = paperStages.filter((stage) => papersNeeded(rules, deal, stage).includes(paper));
        const got = papers.find((one) => one.paper === paper);
        return { paper, stages, receivedAt: got?.receivedAt ?? null, copies: got?.copies ?? 0, note: got?.note ?? '' };
      })
      .filter((one) => one.stages.length > 0 || one.receivedAt !== null),
    copies: await views.copiesOf(tx, dealId),
    contract: {
      needed: needsContract(rules, deal.kind),
      steps: rules.contractSteps,
      reviewed: stamp(steps.reviewedBy, steps.reviewedAt),
      filled: stamp(steps.filledBy, steps.filledAt),
      checked: stamp(steps.checkedBy, steps.checkedAt),
      specialApprovedAt: steps.specialApprovedAt,
      submittedAt: steps.submittedAt,
      approvedAt: steps.approvedAt,
      isSpecial: deal.isSpecial,
      specialReasons: [...deal.specialReasons],
      corrections: await views.correctionsOf(tx, dealId),
      correctionsMax: rules.correctionsMax,
      supplements: await views.supplementsOf(tx, dealId),
    },
    terms: terms.map(({ dealId: _of, ...one }) => one),
    changes: await views.changesOf(tx, dealId),
    withdrawal: deal.withdrawal && withdrawalOf(deal.withdrawal),
    delivery: await deliveryPart(context, rules, deal, timeZone),
    file: {
      dueAt: deal.fileDueAt,
      filedAt: deal.filedAt,
      missing: deal.filedAt === null ? papersMissing(rules, deal, 'file', received) : [],
    },
    creditCancelled: deal.creditCancelled,
    countedAt: kept.countedAt,
    shares: await views.sharesOf(tx, dealId),
    approvals: await approvalsOf(context, deal, terms),
    timeline: await views.timelineOf(context, deal),
    whyNot: whyNotsOf(
      context,
      rules,
      await factsFor(context, deal, { unit, timeZone, papers: received, terms, records }),
    ),
  };
}

const withdrawalOf = ({ askedBy: _by, ...withdrawal }: NonNullable<Deal['withdrawal']>): Page['withdrawal'] =>
  withdrawal;
