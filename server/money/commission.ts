/** Performance, commission and statements: what the server answers, and what it listens to. */
import { commission as routes } from '#contract/commission.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { onResplit } from '#server/claims/index.ts';
import { lockDeal, onDealEvent } from '#server/deals/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint, type RawEndpoint } from '#server/platform/http.ts';
import { onDisputeEnded } from '#server/verdicts/index.ts';
import { dealHappened, disputeOver, moneyHappened, recount, sharesRuled } from './commission-accounts.ts';
import { monthCommands } from './commission-months.ts';
import { personCommands } from './commission-people.ts';
import { planCommands } from './commission-plans.ts';
import { onReceipt } from './hooks.ts';
import './joined.ts';
import { penaltyEndpoints } from './penalties.ts';
import { payrollEndpoint } from './payroll.ts';
import { linesOf, myPay, splitOf, statementById } from './views-commission.ts';
import { monthOut, monthsOf, peopleOf, policiesOf, referralsOf, targetsOf } from './views-months.ts';

onDealEvent('commission', dealHappened);
onReceipt('commission', (context, event) => moneyHappened(context, event.dealId));
onResplit('commission', sharesRuled);
onDisputeEnded('commission', disputeOver);

const thisMonth = async (context: Context): Promise<string> => {
  return localDateOf(context.now, await timeZoneOf(context.tx, context.actor.siteId)).slice(0, 7);
};

export const commissionEndpoints: readonly (Endpoint | RawEndpoint)[] = [
  answer(routes.myPay, async (context, { query }) => myPay(context, query.month ?? (await thisMonth(context)))),
  answer(routes.lines, (context, { query }) => linesOf(context, query)),
  answer(routes.statement, (context, { params }) => statementById(context, params.statementId)),
  answer(routes.months, async (context, { query }) => ({ rows: await monthsOf(context, query.siteId) })),
  answer(routes.month, (context, { params }) => {
    requireSite(context.actor, 'money.settle', params.siteId);
    return monthOut(context, params.siteId, params.month);
  }),
  answer(routes.people, (context, { params, query }) => peopleOf(context, params, query)),
  answer(routes.ofDeal, (context, { params }) => splitOf(context, params.dealId)),
  answer(routes.targets, (context, { query }) => targetsOf(context, query)),
  answer(routes.policies, (context, { query }) => policiesOf(context, query)),
  answer(routes.referrals, (context, { query }) => referralsOf(context, query)),
  carryOut(routes.recount, async (context, { params }) => {
    const deal = await lockDeal(context, params.dealId);
    requireSite(context.actor, 'money.settle', deal.siteId);
    await recount(context, deal);
    return splitOf(context, params.dealId);
  }),
  ...monthCommands,
  ...personCommands,
  ...planCommands,
  ...penaltyEndpoints,
  payrollEndpoint,
];
