/** Saved views of lists. One place for all of them; a capability whose own routes keep views hands over to it. */
import { listViews as routes } from '#contract/list-views.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { changeView, mayShare, removeView, saveView, views } from './store.ts';

export { changeView, removeView, saveView, views } from './store.ts';

export const listViewsCapability: Capability = {
  name: 'list-views',
  endpoints: [
    answer(routes.views, async (context, { params }) => ({
      ...(await views(context, params.list)),
      mayShare: mayShare(context, params.list),
    })),
    carryOut(routes.saveView, (context, { params, body }) => saveView(context, params.list, body)),
    carryOut(routes.changeView, (context, { params, body }) => changeView(context, params.list, params.viewId, body)),
    carryOut(routes.removeView, (context, { params }) => removeView(context, params.list, params.viewId)),
  ],
};
