/** Papers the customer signs beside the steps of a deal: supplements, changes of unit or name, withdrawals. The signature is entered by hand. */
import { dealDelivery as routes } from '#contract/deals-delivery.ts';
import type { Deal, DocumentKind } from '#core/deals/index.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { coversDeal, decided, lacks, refuseWith, requireDeal, whyNot } from './access.ts';
import { act } from './recording.ts';
import * as store from './store-documents.ts';
import { announce } from './tell.ts';

const byHand = new Set<DocumentKind>(['supplement', 'unit_change', 'name_change', 'withdrawal']);

/** Final, not void, not signed, and of a kind that no step of the deal signs. */
function decideSigned(final: store.Final) {
  const clauses = ['S0.02.info.10', 'S0.07.ct.3'];
  if (!byHand.has(final.kind)) return refuse('SIGNED_WITH_THE_DEAL', clauses);
  if (final.signedAt !== null || final.voidedAt !== null) return refuse('PAPER_NOT_HERE', clauses);
  return accept(null, clauses);
}

export function whyNotSigned(context: Context, deal: Deal, final: store.Final) {
  return coversDeal(context, 'deals.open', deal) ? whyNot(decideSigned(final)) : lacks('deals.open');
}

const paperSigned = carryOut(routes.paperSigned, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const final = (await store.finalsOf(tx, deal.id)).find(({ id }) => id === params.documentId);
  if (!final) throw notFound('定稿文件 / final paper');
  const { clauses } = decided(decideSigned(final));
  const { timeZone } = await siteById(tx, deal.siteId);
  const { signedOn } = body;
  // Nobody signs words before they stand, nor tomorrow.
  if (signedOn > localDateOf(now, timeZone) || signedOn < localDateOf(final.madeFinalAt, timeZone))
    throw refuseWith('DATE_IMPOSSIBLE', { field: 'signedOn' });
  await store.signByHand(tx, final.id, { at: now, by: context.actor.staffId, signedOn });
  const journalId = act(context, deal, 'deals.paperSigned', {
    facts: { kind: final.kind, documentId: final.id, number: final.number, sha256: final.sha256, signedOn },
    clauses,
  });
  announce(context, deal);
  return { journalId };
});

export const documentSigningEndpoints: readonly Endpoint[] = [paperSigned];
