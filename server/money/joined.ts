/** Two customers prove to be one: what their deals bring goes by the file that is kept, and back again when it is undone. */
import { onMerge } from '#server/customers/index.ts';
import { giveAccountsBack, type Moved, moveAccounts } from './store-commission.ts';

onMerge({
  name: 'commission',
  merge: (context, { keptId, absorbedId }) => moveAccounts(context.tx, absorbedId, keptId),
  undo: async (context, { absorbedId }, moved) => {
    if (moved) await giveAccountsBack(context.tx, moved as Moved, absorbedId);
  },
});
