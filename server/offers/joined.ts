/** Two customers prove to be one: what was offered and promised to either goes to the file that is kept, and back when it is undone. */
import { onMerge } from '#server/customers/index.ts';
import { type Moved, moveBack, moveCustomer } from './store-joined.ts';

onMerge({
  name: 'offers',
  merge: (context, { keptId, absorbedId }) => moveCustomer(context.tx, absorbedId, keptId),
  undo: (context, { absorbedId }, moved) => moveBack(context.tx, (moved ?? {}) as Moved, absorbedId),
});
