import { trials } from '#contract/trials.ts';
import { isKind } from '#core/kinds.ts';
import type { Capability } from '#server/capabilities.ts';
import { pastCase, zoneOf } from '#server/journal/index.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { examples } from '#server/rulebook/index.ts';
import { kindOf, kindRows, refused, run } from './run.ts';
import { saveExample } from './save.ts';

export const trialsCapability: Capability = {
  name: 'trials',
  endpoints: [
    answer(trials.kinds, async () => kindRows()),
    answer(trials.kind, async (_context, { params }) => kindOf(params.kind)),
    answer(trials.pastCase, async (context, { params }) => {
      const found = await pastCase(context, params.journalId);
      if (!isKind(found.kind)) throw refused('NOT_A_DECISION', {});
      return found;
    }),
    carryOut(trials.run, async (context, { body }) => run(context.tx, body, await zoneOf(context, undefined))),
    carryOut(trials.saveExample, (context, { params, body }) => saveExample(context, params.draftId, body)),
    answer(trials.examples, (context, { params, query }) => examples(context, params.rulebookId, query.text ?? null)),
  ],
};
