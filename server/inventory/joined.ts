/** Two customers prove to be one: what is held and quoted for either goes to the file that is kept. */
import { onMerge } from '#server/customers/index.ts';
import { type Moved, moveBack, moveCustomer } from './store-joined.ts';

onMerge({
  name: 'inventory',
  merge: (context, { keptId, absorbedId }) => moveCustomer(context.tx, absorbedId, keptId),
  undo: (context, { absorbedId }, moved) => moveBack(context.tx, (moved ?? {}) as Moved, absorbedId),
});
