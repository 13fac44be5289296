/** Facts and input of the decisions about who sees what of a customer. */
import { z } from 'zod';
import type { Handling, Viewer } from '#core/customers/index.ts';
import { now } from './customers-identity.ts';
import type { Shapes } from './customers.ts';
import { count, idOrNone, nothing, one, oneOrNone, several, textOrNone, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

const viewer: z.ZodType<Viewer> = z
  .looseObject({
    staffId: one('staff', '查看人', 'Who looks'),
    scope: oneOf({
      self: named('本人', 'self'),
      team: named('本组', 'team'),
      site: named('本店', 'site'),
      company: named('公司', 'company'),
    })
      .nullable()
      .meta(named('范围', 'Scope')),
    teamIds: z.array(z.string()).meta(named('小组', 'Teams')),
    siteIds: several('site', '门店', 'Sites'),
  })
  .meta(named('查看人', 'Who looks'));

const handling: z.ZodType<Handling> = z
  .looseObject({
    ownerId: oneOrNone('staff', '归属人', 'Owner'),
    servingIds: several('staff', '正在服务的人', 'Who serves now'),
    teamId: idOrNone('小组', 'Team'),
    siteId: oneOrNone('site', '门店', 'Site'),
    confidential: yes('保密业务', 'Confidential'),
  })
  .meta(named('客户由谁负责', 'Who handles the customer'));

const consultant: Viewer = { staffId: 'wang', scope: 'self', teamIds: ['team'], siteIds: ['site'] };

export const privacy: Pick<Shapes, 'customers.reveal' | 'customers.export'> = {
  'customers.reveal': {
    facts: z.looseObject({
      viewer,
      handling,
      revealedToday: count('今日已查看的客户', 'Customers revealed today'),
      seenToday: yes('今日已看过该客户', 'This one was seen today'),
      reason: textOrNone('用途', 'Purpose'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        viewer: consultant,
        handling: { ownerId: 'wang', servingIds: [], teamId: 'team', siteId: 'site', confidential: false },
        revealedToday: 2,
        seenToday: false,
        reason: '回访',
      },
      input: {},
    },
  },
  'customers.export': {
    facts: z.looseObject({
      viewer,
      rows: count('客户数', 'Customers'),
      withPrivate: yes('含私人信息', 'With private data'),
      mayExportPrivate: yes('可导出私人信息', 'May export private data'),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        viewer: { ...consultant, scope: 'site' },
        rows: 120,
        withPrivate: false,
        mayExportPrivate: false,
      },
      input: {},
    },
  },
};
