import { rulebook } from '#contract/rulebook.ts';
import type { Capability } from '#server/capabilities.ts';
import { requireSite } from '#server/platform/actor.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { catalogueClauses } from './catalogue-view.ts';
import * as commands from './commands.ts';
import { compiledText, problemsOf } from './compiling.ts';
import { describeParameter, everyParameter } from './describe.ts';
import { rulesFor } from './rules-for.ts';
import * as views from './views.ts';

export { compiledVersion, rulesFor, rulesOfVersion } from './rules-for.ts';
export { adoptFirstBook, installShippedBooks } from './shipped.ts';
export { bookText, textUnder, valuesOfText } from './texts.ts';

export const rulebookCapability: Capability = {
  name: 'rulebook',
  endpoints: [
    answer(rulebook.list, (context) => views.list(context)),
    answer(rulebook.document, (context, { params, query }) => views.document(context, params.rulebookId, query.number)),
    answer(rulebook.source, (context, { params, query }) => views.source(context, params.rulebookId, query.number)),
    answer(rulebook.inForce, async ({ tx, now }, { params, query }) => {
      await views.requireSiteExists(tx, params.siteId);
      const rules = await rulesFor(tx, params.siteId, query.at ?? now);
      const version = rules.versionId ? await views.versionTitle(tx, rules.versionId) : null;
      return {
        rulebookId: version?.rulebookId ?? null,
        key: rules.bookKey,
        title: version?.title ?? '',
        versionId: rules.versionId,
        number: version?.number ?? null,
        values: rules.values,
      };
    }),
    carryOut(rulebook.check, async (_context, { body }) => {
      const result = compiledText(body.source);
      if (!result.ok) return { ok: false, clauses: 0, errors: problemsOf(result) };
      return { ok: true, clauses: result.rulebook.chapters.flatMap(({ clauses }) => clauses).length, errors: [] };
    }),
    carryOut(rulebook.create, (context, { body }) => commands.create(context, body)),
    carryOut(rulebook.publish, (context, { params, body }) => commands.publish(context, params.rulebookId, body)),
    carryOut(rulebook.setValues, (context, { params, body }) => commands.setValues(context, params.rulebookId, body)),
    carryOut(rulebook.adopt, (context, { params, body }) => {
      requireSite(context.actor, 'rulebook.adopt', params.siteId);
      return commands.adopt(context, params.siteId, body);
    }),
    answer(rulebook.parameters, async () => ({
      parameters: everyParameter().map(({ name, parameter }) => describeParameter(name, parameter)),
    })),
    answer(rulebook.catalogue, async (_context, { query }) => catalogueClauses(query.ids)),
  ],
};
