/** Four eyes: a review is asked for, given or refused, and only an approved text is published. */
import type { BodyOf, ResponseOf } from '#contract/kernel/route.ts';
import type { authoring } from '#contract/rulebook-authoring.ts';
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { decideAskReview, decidePublishDraft, decideReview } from '#core/rulebook/index.ts';
import { notify } from '#server/notices/index.ts';
import { personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { accepted } from '#server/platform/refused.ts';
import { mustCompile } from './compiling.ts';
import { changedAnswers } from './examples.ts';
import { hashOf, publishFacts, reviewFacts } from './views-drafts.ts';
import * as store from './store-drafts.ts';
import { lockedBook, type Published, saveVersion } from './publishing.ts';
import { setShippedSource } from './store.ts';

/** Everybody who may review the draft: holders of the right who did not write in it; its authors when there is nobody else. */
export async function reviewers({ tx }: Context, draft: store.DraftRow): Promise<{ id: string; name: string }[]> {
  const holders = await store.holdersOfReview(tx);
  const others = holders.filter(({ id }) => !draft.editorIds.includes(id));
  return others.length > 0 ? others : holders;
}

export async function ask(
  context: Context,
  draftId: string,
  body: BodyOf<typeof authoring.askReview>,
): Promise<ResponseOf<typeof authoring.askReview>> {
  const { tx, now } = context;
  const by = personOf(context.actor);
  const draft = await store.lockDraft(tx, draftId, body.version);
  const possible = await reviewers(context, draft);
  const facts = { state: draft.state, reviewers: possible.map(({ id }) => id) };
  const input = { reviewerId: body.reviewerId ?? null };
  const made = await withNames(context, draft, decideAskReview(facts, input.reviewerId));
  const decision = accepted(made, rulebookRefusals);
  const book = await lockedBook(context, draft.rulebookId);
  mustCompile(draft.source, book.retired);
  const reviewId = await store.insertReview(tx, {
    draftId,
    askedBy: by,
    askedAt: now,
    reviewerId: input.reviewerId,
    message: body.message,
    textHash: hashOf(draft.source),
  });
  const journalId = context.record({
    kind: 'rulebook.askReview',
    subject: { type: 'rulebook', id: draft.rulebookId },
    staffIds: [by, input.reviewerId],
    input: { ...input, draftId, title: draft.title },
    facts,
    decision,
  });
  const told = input.reviewerId === null ? facts.reviewers : [input.reviewerId];
  const payload = { title: draft.title, name: context.actor.name, link: `/rulebooks/drafts/${draftId}` };
  for (const staffId of told)
    if (staffId !== by) await notify(context, { staffId, kind: 'rulebook.review_asked', payload, journalId });
  context.publish({ topic: 'rulebook', id: draft.rulebookId });
  return { draftId, reviewId, journalId };
}

export async function review(
  context: Context,
  draftId: string,
  body: BodyOf<typeof authoring.review>,
): Promise<ResponseOf<typeof authoring.review>> {
  const { tx, now } = context;
  const by = personOf(context.actor);
  const draft = await store.lockDraft(tx, draftId, body.version);
  const reviews = await store.reviewsOf(tx, [draftId]);
  const facts = reviewFacts(draft, reviews, await store.holdersOfReview(tx));
  const made = await withNames(context, draft, decideReview(facts, body.verdict, by));
  const decision = accepted(made, rulebookRefusals);
  const { byAuthor, verdict } = decision.outcome;
  const book = await lockedBook(context, draft.rulebookId);
  if (verdict === 'approved') mustCompile(draft.source, book.retired);
  const reviewId = reviews[0]?.id ?? '';
  const { comment } = body;
  await store.decideReviewRow(tx, reviewId, {
    verdict,
    comment,
    byAuthor,
    textHash: hashOf(draft.source),
    by,
    at: now,
  });
  const journalId = context.record({
    kind: 'rulebook.review',
    subject: { type: 'rulebook', id: draft.rulebookId },
    staffIds: [by, ...draft.editorIds],
    input: { verdict, draftId, title: draft.title },
    facts,
    decision,
    reason: comment || null,
  });
  const payload = { title: draft.title, name: context.actor.name, comment, link: `/rulebooks/drafts/${draftId}` };
  for (const staffId of draft.editorIds)
    if (staffId !== by) await notify(context, { staffId, kind: `rulebook.review_${verdict}`, payload, journalId });
  context.publish({ topic: 'rulebook', id: draft.rulebookId });
  return { draftId, reviewId, byAuthor, journalId };
}

/** The refusal names people, not ids: the reviewer who was first, and whoever closed the draft meanwhile. */
export async function withNames<Outcome, Code extends string>(
  { tx }: Context,
  draft: store.DraftRow,
  decision: Decision<Outcome, Code>,
): Promise<Decision<Outcome, Code>> {
  if (decision.accepted) return decision;
  if (decision.code === 'DRAFT_CLOSED')
    return { ...decision, detail: { ...decision.detail, ...(await closing(tx, draft)) } };
  if (typeof decision.detail.reviewer !== 'string') return decision;
  const name = await store.nameOf(tx, decision.detail.reviewer);
  return { ...decision, detail: { ...decision.detail, reviewer: name, reviewerId: decision.detail.reviewer } };
}

async function closing(tx: Context['tx'], draft: store.DraftRow): Promise<Record<string, string | number | null>> {
  const by = await store.closedBy(tx, draft);
  if (by === '') return {};
  const { state, publishedNumber: number } = draft;
  return state === 'published'
    ? { by, number, stateZh: `由${by}发布为第 ${number} 版`, stateEn: `published by ${by} as version ${number}` }
    : { by, stateZh: `由${by}作废`, stateEn: `discarded by ${by}` };
}

export async function publishDraft(
  context: Context,
  draftId: string,
  body: BodyOf<typeof authoring.publishDraft>,
): Promise<Published> {
  const { tx, now } = context;
  const draft = await store.lockDraft(tx, draftId, body.version);
  const book = await lockedBook(context, draft.rulebookId);
  const compiled = draft.state === 'open' ? mustCompile(draft.source, book.retired) : null;
  const changedExamples = compiled ? changedAnswers(compiled, book.newest?.source ?? null) : [];
  const facts = { ...publishFacts(draft, book, await store.reviewsOf(tx, [draftId]), now), changedExamples };
  const input = { effectiveFrom: body.effectiveFrom ?? null, confirmExamples: body.confirmExamples };
  const made = await withNames(context, draft, decidePublishDraft(facts, input, now));
  const decision = accepted(made, rulebookRefusals);
  if (!compiled) throw new Error('a closed draft was accepted for publishing');
  const note = body.note || draft.note;
  const version = { book, source: draft.source, compiled, effectiveFrom: input.effectiveFrom, note };
  const saved = await saveVersion(context, version, decision.outcome, draftId);
  await store.closeDraft(tx, draftId, 'published', saved.number, now);
  if (draft.shippedSource !== null) await setShippedSource(tx, draft.rulebookId, draft.shippedSource);
  const journalId = context.record({
    kind: 'rulebook.publishDraft',
    subject: { type: 'rulebook', id: draft.rulebookId },
    staffIds: [context.actor.staffId, ...draft.editorIds],
    input: { ...input, draftId, title: compiled.meta.title, note },
    facts,
    decision,
    reason: note || null,
  });
  return { ...saved, journalId, changedExamples };
}
