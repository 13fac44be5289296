/** Two customers prove to be one: their disputes go to the file that is kept, and two open ones go on as one. */
import { onMerge } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { setAppealClock, setClocks, stopClocks } from './clockwork.ts';
import * as store from './store.ts';

interface Moved {
  readonly ids: string[];
  readonly joined: store.Joined | null;
}

async function wind(context: Context, customerId: string): Promise<void> {
  await stopClocks(context, customerId);
  const clocks = await store.clocksOf(context.tx, customerId);
  if (clocks) await setClocks(context, { customerId, ...clocks });
  const appealed = await store.appealedOver(context.tx, customerId);
  if (!appealed) return;
  const { at: from, ...dispute } = appealed;
  const rules = (await context.rules(dispute.siteId)).values.verdicts;
  await setAppealClock(context, { ...dispute, customerId }, rules, { from });
}

onMerge({
  name: 'verdicts',
  async merge(context, { keptId, absorbedId }) {
    const theirs = await store.disputesOf(context.tx, absorbedId);
    if (theirs.length === 0) return null;
    const ours = await store.openDisputeOf(context.tx, keptId);
    const open = theirs.find(({ isOpen }) => isOpen);
    const joined = ours && open ? await store.joinOpen(context.tx, ours, open.id, context.now) : null;
    const ids = theirs.map(({ id }) => id);
    await store.moveDisputes(context.tx, ids, keptId);
    await wind(context, absorbedId);
    await wind(context, keptId);
    return { ids, joined } satisfies Moved;
  },
  async undo(context, { keptId, absorbedId }, moved) {
    const { ids, joined } = (moved ?? { ids: [], joined: null }) as Moved;
    await store.moveDisputes(context.tx, ids, absorbedId);
    if (joined) await store.partOpen(context.tx, joined);
    await wind(context, keptId);
    await wind(context, absorbedId);
  },
});
