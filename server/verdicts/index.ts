/** Verdicts: disputes about customers and shares, judged by the rulebook. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';
import { agreementCommands } from './agreement.ts';
import { disputeQueries } from './case.ts';
import { disputeCommands } from './commands.ts';
import './due.ts';
import { fileEndpoints } from './files.ts';
import './joined.ts';
import { settleCommands } from './settle.ts';

export { onDisputeEnded } from './hooks.ts';

export const verdictsCapability: Capability = {
  name: 'verdicts',
  endpoints: [...disputeQueries, ...disputeCommands, ...agreementCommands, ...settleCommands, ...fileEndpoints],
};
