/** Wrong customer information and how it is put right. The public face of the capability on the server. */
import { remedies as routes } from '#contract/remedies.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import { requireSeen } from './access.ts';
import { remedyCommands } from './commands.ts';
import './course.ts';
import { list, remedyOut } from './views.ts';

export const remediesCapability: Capability = {
  name: 'remedies',
  endpoints: [
    answer(routes.list, (context, { query }) => list(context, query)),
    answer(routes.get, async (context, { params }) => {
      await requireSeen(context, params.remedyId);
      return remedyOut(context, params.remedyId);
    }),
    ...remedyCommands,
  ],
};
