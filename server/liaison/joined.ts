/** Two customers prove to be one: the notices about them go to the file that is kept, and back again when it is undone. */
import { onMerge } from '#server/customers/index.ts';
import { giveNotesBack, moveNotes } from './store.ts';

onMerge({
  name: 'liaison',
  merge: async (context, { keptId, absorbedId }) => ({ ids: await moveNotes(context.tx, absorbedId, keptId) }),
  undo: async (context, { absorbedId }, moved) => {
    const { ids } = (moved ?? { ids: [] }) as { ids: string[] };
    await giveNotesBack(context.tx, ids, absorbedId);
  },
});
