import { commonRefusals } from '#contract/kernel/refusal.ts';
import { trials } from '#contract/trials.ts';
import { isKind } from '#core/kinds.ts';
import type { Capability } from '#server/capabilities.ts';
import { pastCase } from '#server/journal/index.ts';
import { answer, carryOut, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { examples } from '#server/rulebook/index.ts';
import { kindOf, kindRows, refused, run } from './run.ts';
import { saveExample } from './save.ts';

// A trial writes nothing, not even that it was asked for: so no command id is looked at.
const Trial = trials.run.body.omit({ commandId: true });

const runEndpoint = raw({
  method: trials.run.method,
  path: trials.run.path,
  may: trials.run.may,
  summary: trials.run.summary,
  route: trials.run,
  async serve({ runtime, actor, request }) {
    if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
    const parsed = Trial.safeParse(request.body);
    const fault = parsed.error?.issues[0];
    if (!parsed.success) throw invalid(fault?.path.join('.') || 'body', fault?.message ?? 'invalid');
    return runtime.database.inCompany(actor.companyId, async (tx) => {
      await tx.run({ text: 'set transaction read only' });
      const site = await tx.row<{ zone: string }>({
        text: 'select time_zone as zone from sites where company_id = $1 and id = $2',
        values: [tx.companyId, actor.siteId],
      });
      return run(tx, parsed.data, site?.zone ?? 'Asia/Shanghai');
    });
  },
});

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
    runEndpoint,
    carryOut(trials.saveExample, (context, { params, body }) => saveExample(context, params.draftId, body)),
    answer(trials.examples, (context, { params, query }) => examples(context, params.rulebookId, query.text ?? null)),
  ],
};
