import { simulation } from '#contract/simulation.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { cancel, start } from './start.ts';
import * as views from './views.ts';
import { SimulationWorker } from './worker.ts';

export { simulate } from './run.ts';
export { requirePeriod, textOf } from './start.ts';

export const simulationCapability: Capability = {
  name: 'simulation',
  endpoints: [
    carryOut(simulation.start, (context, { params, body }) => start(context, params.rulebookId, body)),
    answer(simulation.list, (context, { query }) => views.list(context, query)),
    answer(simulation.one, (context, { params }) => views.one(context, params.simulationId)),
    answer(simulation.changes, (context, { params, query }) => views.changes(context, params.simulationId, query)),
    carryOut(simulation.cancel, (context, { params }) => cancel(context, params.simulationId)),
  ],
  start: async (runtime) => new SimulationWorker(runtime).start(),
};
