/** Messages from callers: what was said for whom, handed over when they can take it. */
import sql from 'sql-template-tag';
import type { PendingMessage } from '#core/desk/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { markDelivered } from './store.ts';

export interface Message {
  readonly callId: string;
  readonly caller: string;
  readonly contact: string;
  readonly note: string;
}

export const messagesOf = (context: Context, callIds: readonly string[]): Promise<Message[]> =>
  callIds.length === 0
    ? Promise.resolve([])
    : context.tx.rows<Message>(sql`select calls.id as "callId", calls.caller, calls.contact,
          concat_ws(' ', nullif(calls.need, ''), nullif(calls.note, '')) as note
        from calls where calls.company_id = ${context.tx.companyId} and calls.id = any(${[...callIds]}::uuid[]) order by calls.at limit 200`);

/** Marks the messages as handed over and tells the person; they also see them in the answer of what they just did. */
export async function deliver(context: Context, pending: readonly PendingMessage[]): Promise<Message[]> {
  const messages = await messagesOf(
    context,
    pending.map((message) => message.callId),
  );
  if (messages.length === 0) return [];
  await markDelivered(
    context.tx,
    messages.map((message) => message.callId),
    context.now,
  );
  for (const { callId, forStaffId } of pending) {
    await notify(context, { staffId: forStaffId, kind: 'desk.message', payload: { link: '/desk/mine', callId } });
  }
  return messages;
}
