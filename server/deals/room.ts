/** The contract room: everything it answers to. */
import { contractRoom, seals } from '#contract/deals-room.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { legalCommands } from './legal.ts';
import { majorCommands } from './majors.ts';
import { recheckCommands } from './rechecks.ts';
import { sealLogFile } from './seal-log-file.ts';
import { sealCommands } from './seals.ts';
import { contractRoomOf } from './views-room.ts';
import { sealList, sealLog } from './views-seals.ts';
import { writingCommands } from './writing.ts';

export const roomEndpoints = [
  answer(contractRoom.get, (context, { params }) => contractRoomOf(context, params.dealId)),
  answer(seals.list, (context, { params }) => sealList(context, params.siteId)),
  answer(seals.log, (context, { query }) => sealLog(context, query)),
  ...(sealCommands satisfies readonly Endpoint[]),
  ...recheckCommands,
  ...legalCommands,
  ...writingCommands,
  ...majorCommands,
  sealLogFile,
];
