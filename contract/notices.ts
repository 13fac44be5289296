/** Notices to a person: what happened that concerns them. Any capability writes them; the person reads and ticks them off. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, Uuid } from './kernel/shapes.ts';

export const Notice = z.object({
  id: Uuid,
  kind: z.string().describe('The web has a sentence per kind; the payload fills it'),
  payload: z.record(z.string(), z.unknown()).describe('`link`: where it leads, as a path of the web'),
  journalId: Uuid.nullable(),
  at: InstantOut,
  readAt: InstantOut.nullable(),
});

export const NOTICES_SHOWN = 50; // older ones have had their time

export const notices = {
  mine: query({
    path: '/notices',
    may: 'signed-in',
    summary: { zh: '我的消息', en: 'My notices' },
    response: z.object({ rows: z.array(Notice), unread: z.number().int().describe('Among the rows') }),
  }),
  read: command({
    path: '/notices/read',
    may: 'signed-in',
    summary: { zh: '标记消息为已读', en: 'Mark notices as read' },
    body: { ids: z.array(Uuid).min(1).max(NOTICES_SHOWN) },
    response: z.object({ read: z.number().int() }),
  }),
};
