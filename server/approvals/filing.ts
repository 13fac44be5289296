/** Requests that people write themselves: petitions, slips, gifts, support; put right and sent in again when they were returned. */
import { approvals as routes } from '#contract/approvals.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import type { Magnitude } from '#core/approvals/index.ts';
import { requireVisible } from '#server/customers/index.ts';
import { notAllowed, personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { Refused } from '#server/platform/refused.ts';
import { approvalsRefusals } from '#contract/approvals.ts';
import { OF_ITSELF } from './hooks.ts';
import { requestApproval } from './requests.ts';
import { openApproval } from './signing.ts';
import * as store from './store.ts';
import { approvalOut } from './views.ts';
import { sendersOf, whyNotResubmit } from './views-actions.ts';

type Typed = Pick<
  BodyOf<typeof routes.file>,
  'title' | 'lines' | 'reason' | 'amountFen' | 'discountPercent' | 'lateDays'
>;

const FEN_OF_YUAN = 100;
const yuan = (fen: number): string =>
  (fen / FEN_OF_YUAN).toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** What was typed, as lines in words and as what is measured. */
function contentOf({ title, lines, reason, amountFen, discountPercent, lateDays }: Typed) {
  const measured: store.Line[] = [];
  if (amountFen !== null) measured.push({ zh: '金额（元）', en: 'Amount (yuan)', value: yuan(amountFen) });
  if (discountPercent !== null) measured.push({ zh: '优惠', en: 'Discount', value: `${discountPercent}%` });
  if (lateDays !== null) measured.push({ zh: '延期（天）', en: 'Days late', value: String(lateDays) });
  const magnitude: Magnitude = {
    ...(amountFen === null ? {} : { amountFen }),
    ...(discountPercent === null ? {} : { discountPercent }),
    ...(lateDays === null ? {} : { lateDays }),
  };
  return {
    title: { zh: title, en: title },
    lines: [...measured, ...lines.map(({ label, value }) => ({ zh: label, en: label, value }))],
    reason,
    magnitude,
  };
}

const file = carryOut(routes.file, async (context, { body }) => {
  const me = personOf(context.actor);
  if (!worksAt(context, body.siteId)) throw notAllowed('approvals.read');
  if (body.customerId !== null) await requireVisible(context, body.customerId);
  const applicant =
    body.onBehalfOf === null ? me : (await store.colleague(context.tx, 'onBehalfOf', body.onBehalfOf)).id;
  const { approvalId, journalId } = await requestApproval(context, {
    ...contentOf(body),
    matter: body.matter,
    siteId: body.siteId,
    subject: { type: OF_ITSELF, id: context.newId() },
    customerId: body.customerId,
    link: body.customerId === null ? null : `/customers/${body.customerId}`,
    payload: null,
    applicantId: applicant,
  });
  return { approval: await approvalOut(context, approvalId), journalId };
});

const worksAt = ({ actor }: Context, siteId: string): boolean =>
  actor.siteIds.includes(siteId) || actor.grants['approvals.read'] === 'company';

const resubmit = carryOut(routes.resubmit, async (context, { params, body }) => {
  const approval = await openApproval(context, params.approvalId);
  const isSender = sendersOf(approval).includes(personOf(context.actor));
  const why = whyNotResubmit(approval, isSender, { timeZone: approval.timeZone });
  if (why) {
    const code = why.code as keyof typeof approvalsRefusals;
    throw new Refused(code, approvalsRefusals[code]);
  }
  const { journalId } = await requestApproval(context, {
    ...contentOf(body),
    matter: approval.matter,
    siteId: approval.siteId,
    subject: approval.subject,
    customerId: approval.customerId,
    link: approval.link,
    payload: approval.payload,
    applicantId: approval.applicantId,
  });
  return { approval: await approvalOut(context, approval.id), journalId };
});

export const filingCommands: readonly Endpoint[] = [file, resubmit];
