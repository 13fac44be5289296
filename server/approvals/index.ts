/**
 * Approvals: what is put to whom, who signed, what came of it. The public face of the capability on the server. Whoever asks for an
 * approval registers what happens then (`onApproval`) and knows nothing of how it is signed.
 */
import { approvals } from '#contract/approvals.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import { confirmations } from '#contract/confirmations.ts';
import { confirmationCommands } from './confirmations.ts';
import { courseEndpoints } from './course.ts';
import './due.ts';
import { filingCommands } from './filing.ts';
import { signingCommands } from './signing.ts';
import { approvalOut, requireReadable } from './views.ts';
import { listed, mine } from './views-confirmations.ts';
import { counts, inbox } from './views-inbox.ts';

export { type ApprovalHandlers, type Decided, type HowRefused, onApproval } from './hooks.ts';
export { type ApprovalRequest, openApprovalOf, requestApproval, type Requested, withdrawApproval } from './requests.ts';

export const approvalsCapability: Capability = {
  name: 'approvals',
  endpoints: [
    answer(approvals.inbox, (context, { query }) => inbox(context, query)),
    answer(approvals.counts, (context) => counts(context)),
    ...courseEndpoints,
    answer(approvals.get, async (context, { params }) => {
      await requireReadable(context, params.approvalId);
      return approvalOut(context, params.approvalId);
    }),
    ...filingCommands,
    ...signingCommands,
    answer(confirmations.list, (context, { query }) => listed(context, query)),
    answer(confirmations.mine, (context) => mine(context)),
    ...confirmationCommands,
  ],
};
