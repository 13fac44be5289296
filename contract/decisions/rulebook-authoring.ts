/** Facts and input of the decisions about drafts, versions and signatures. */
import { z } from 'zod';
import type { authoringKinds } from '#core/rulebook/index.ts';
import { changedExamples, confirmExamples } from './rulebook.ts';
import { idOf, instant, named, oneOf, type ShapesOf } from './kit.ts';

const number = z.number().int().min(0).max(1_000_000);
const state = oneOf({
  open: named('进行中', 'open'),
  published: named('已发布', 'published'),
  discarded: named('已作废', 'discarded'),
}).meta(named('草案状态', 'state of the draft'));
const NOW = '2024-03-04T01:00:00.000Z';
const verdict = oneOf({ approved: named('通过', 'approved'), returned: named('退回', 'sent back') });

export const authoringShapes: ShapesOf<typeof authoringKinds> = {
  'rulebook.askReview': {
    facts: z.object({
      state,
      reviewers: z.array(idOf('staff')).max(500).meta(named('可审核人', 'who may review')),
    }),
    input: z.object({ reviewerId: idOf('staff').nullable().meta(named('指定审核人', 'reviewer asked')) }),
    sample: { now: NOW, facts: { state: 'open', reviewers: ['li', 'zhao'] }, input: { reviewerId: 'li' } },
  },
  'rulebook.review': {
    facts: z.object({
      state,
      asked: z
        .object({ reviewerId: idOf('staff').nullable() })
        .nullable()
        .meta(named('待审核的请求', 'request that waits')),
      answeredBy: idOf('staff').nullable().meta(named('已答复的审核人', 'who answered the last request')),
      editorIds: z.array(idOf('staff')).max(500).meta(named('起草与修改人', 'who wrote in it')),
      otherReviewers: number.meta(named('其他可审核人数', 'other people who may review')),
    }),
    input: z.object({ verdict: verdict.meta(named('审核结论', 'verdict')) }),
    sample: {
      now: NOW,
      actorId: 'li',
      facts: { state: 'open', asked: { reviewerId: null }, answeredBy: null, editorIds: ['wang'], otherReviewers: 2 },
      input: { verdict: 'approved' },
    },
  },
  'rulebook.publishDraft': {
    facts: z.object({
      state,
      basedOn: number.nullable().meta(named('所依据的版本', 'version it builds on')),
      latestNumber: number.meta(named('最新版本号', 'newest version')),
      highestNumber: number.optional().meta(named('已用过的最大版本号', 'highest number given')),
      sourceChanged: z.boolean().meta(named('文本有改动', 'text differs')),
      isReviewed: z.boolean().meta(named('此文本已审核通过', 'this text is approved')),
      comingFrom: instant.nullish().meta(named('待生效版本的生效时刻', 'when a coming version takes effect')),
      changedExamples,
    }),
    input: z.object({
      effectiveFrom: instant.nullable().meta(named('生效时刻', 'takes effect at')),
      confirmExamples,
    }),
    sample: {
      now: NOW,
      facts: { state: 'open', basedOn: 2, latestNumber: 2, sourceChanged: true, isReviewed: true, comingFrom: null },
      input: { effectiveFrom: null },
    },
  },
  'rulebook.withdraw': {
    facts: z.object({
      number: number.meta(named('版本号', 'version')),
      effectiveFrom: instant.meta(named('生效时刻', 'takes effect at')),
      isWithdrawn: z.boolean().meta(named('已撤回', 'already withdrawn')),
      latestNumber: number.meta(named('最新版本号', 'newest version')),
      versions: number.meta(named('版本数', 'versions of the book')),
    }),
    input: z.object({}),
    sample: {
      now: NOW,
      facts: {
        number: 3,
        effectiveFrom: '2024-04-01T00:00:00.000Z',
        isWithdrawn: false,
        latestNumber: 3,
        versions: 3,
      },
      input: {},
    },
  },
  'rulebook.sign': {
    facts: z.object({
      inForce: number.nullable().meta(named('现行版本号', 'version in force')),
      signedAt: instant.nullable().meta(named('已签收于', 'signed at')),
    }),
    input: z.object({ number: number.meta(named('签收的版本号', 'version signed')) }),
    sample: { now: NOW, actorId: 'wang', facts: { inForce: 2, signedAt: null }, input: { number: 2 } },
  },
};
