/** Before a contract is signed: the plan of the signing, and the check of its text by somebody who did not draw it up. */
import { contractRoom as routes } from '#contract/deals-room.ts';
import { decideLegalCheck, decidePlanSigning, noSteps } from '#core/deals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided, requireDeal } from './access.ts';
import { handled } from './common.ts';
import { record } from './recording.ts';
import { saveDeal } from './store.ts';
import { announce, tell } from './tell.ts';

const planSigning = carryOut(routes.planSigning, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { timeZone } = await siteById(tx, deal.siteId);
  const facts = { deal, timeZone };
  const input = { on: body.on, place: body.place, text: body.text };
  const { values } = await context.rules(deal.siteId);
  const decision = decided(decidePlanSigning(values.deals, facts, input, now));
  const journalId = await record(context, deal, 'deals.planSigning', { input, facts, decision });
  // What was agreed anew is to be looked at anew.
  const { legal, ...steps } = deal.contract ?? noSteps;
  const { signing_plan: _old, ...answers } = legal?.answers ?? {};
  const contract = {
    ...steps,
    ...(legal ? { legal: { ...legal, answers } } : {}),
    signingPlan: { ...input, by: actor.staffId, at: now },
  };
  announce(context, await saveDeal(tx, deal, { contract }));
  return handled(context, deal.id, journalId);
});

const checkLegal = carryOut(routes.checkLegal, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const deal = await requireDeal(context, 'deals.review', params.dealId);
  const facts = { deal, checkerId: personOf(actor) };
  const input = { answers: { ...body.answers } as Record<string, boolean>, note: body.note };
  const { values } = await context.rules(deal.siteId);
  const decision = decided(decideLegalCheck(values.deals, facts, input));
  const reason = body.note || null;
  const journalId = await record(context, deal, 'deals.legalCheck', { input, facts, decision, reason });
  const { answers, failed, open } = decision.outcome;
  const contract = {
    ...(deal.contract ?? noSteps),
    legal: { by: actor.staffId, at: now, answers, note: body.note },
  };
  const saved = await saveDeal(tx, deal, { contract });
  if (failed.length > 0) await tell(context, saved, ['consultant'], { kind: 'deals.legalFailed', journalId });
  else if (open.length === 0) await tell(context, saved, ['consultant'], { kind: 'deals.legalPassed', journalId });
  announce(context, saved);
  return handled(context, deal.id, journalId);
});

export const legalCommands: readonly Endpoint[] = [planSigning, checkLegal];
