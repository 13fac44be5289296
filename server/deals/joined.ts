/** Two customers prove to be one: their deals go to the file that is kept, and back again when it is undone. */
import { onMerge } from '#server/customers/index.ts';
import { giveDealsBack, moveDeals } from './store-parts.ts';

onMerge({
  name: 'deals',
  merge: async (context, { keptId, absorbedId }) => ({ ids: await moveDeals(context.tx, absorbedId, keptId) }),
  undo: async (context, { absorbedId }, moved) => {
    const { ids } = (moved ?? { ids: [] }) as { ids: string[] };
    await giveDealsBack(context.tx, ids, absorbedId);
  },
});
