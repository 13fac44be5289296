import { trials } from '#contract/trials.ts';
import { isKind } from '#core/kinds.ts';
import type { Capability } from '#server/capabilities.ts';
import { pastCase } from '#server/journal/index.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { examples } from '#server/rulebook/index.ts';
import { kindOf, kindRows, refused, run } from './run.ts';
import { saveExample } from './save.ts';

const zoneOf = async ({ tx, actor }: Context): Promise<string> =>
  (
    await tx.row<{ zone: string }>({
      text: 'select time_zone as zone from sites where company_id = $1 and id = $2',
      values: [tx.companyId, actor.siteId],
    })
  )?.zone ?? 'Asia/Shanghai';

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
    carryOut(trials.run, async (context, { body }) => run(context.tx, body, await zoneOf(context))),
    carryOut(trials.saveExample, (context, { params, body }) => saveExample(context, params.draftId, body)),
    answer(trials.examples, (context, { params, query }) => examples(context, params.rulebookId, query.text ?? null)),
  ],
};
