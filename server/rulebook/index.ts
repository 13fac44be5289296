import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import type { Capability } from '#server/capabilities.ts';
import { requireSite } from '#server/platform/actor.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { catalogueClauses } from './catalogue-view.ts';
import * as commands from './commands.ts';
import { compare, parameterHistory } from './comparing.ts';
import { compiledText, problemsOf } from './compiling.ts';
import { describeParameter, everyParameter } from './describe.ts';
import * as draftViews from './views-drafts.ts';
import * as drafts from './drafts.ts';
import { readDraft } from './store-drafts.ts';
import { fileEndpoints } from './files.ts';
import { bookFacts, withdraw } from './publishing.ts';
import * as reviews from './reviews.ts';
import { rulesFor } from './rules-for.ts';
import { addShipped, installNewBooks, shippedList } from './shipped.ts';
import * as signing from './sign-off.ts';
import * as views from './views.ts';
import * as signatureViews from './views-signatures.ts';

export { draftClause } from './views-drafts.ts';
export { edit as editDraft } from './drafts.ts';
export { examples, examplesIn, runExamples } from './examples.ts';
export { compiledVersion, rulesFor, rulesOfVersion } from './rules-for.ts';
export { adoptFirstBook, installShippedBooks } from './shipped.ts';
export { bookText, textUnder, valuesOfText } from './texts.ts';

export const rulebookCapability: Capability = {
  name: 'rulebook',
  start: (runtime) => installNewBooks(runtime),
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
    carryOut(rulebook.check, async ({ tx }, { body }) => {
      const book = body.rulebookId ? await bookFacts(tx, body.rulebookId) : null;
      const result = compiledText(body.source, book?.retired);
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

    answer(authoring.drafts, (context, { query }) => draftViews.drafts(context, query)),
    answer(authoring.draft, (context, { params }) => draftViews.draft(context, params.draftId)),
    carryOut(authoring.startDraft, (context, { params, body }) => drafts.start(context, params.rulebookId, body)),
    carryOut(authoring.edit, (context, { params, body }) => drafts.edit(context, params.draftId, body)),
    carryOut(authoring.tryEdits, (context, { params, body }) => drafts.tryEdits(context, params.draftId, body)),
    carryOut(authoring.discard, (context, { params, body }) => drafts.discard(context, params.draftId, body)),
    answer(authoring.reviewers, async (context, { params }) => ({
      rows: await reviews.reviewers(context, await readDraft(context.tx, params.draftId)),
    })),
    carryOut(authoring.askReview, (context, { params, body }) => reviews.ask(context, params.draftId, body)),
    carryOut(authoring.review, (context, { params, body }) => reviews.review(context, params.draftId, body)),
    answer(authoring.merge, (context, { params }) => drafts.mergePreview(context, params.draftId)),
    carryOut(authoring.carryOutMerge, (context, { params, body }) =>
      drafts.carryOutMerge(context, params.draftId, body),
    ),
    carryOut(authoring.publishDraft, (context, { params, body }) =>
      reviews.publishDraft(context, params.draftId, body),
    ),
    carryOut(authoring.withdraw, (context, { params, body }) => withdraw(context, params, body.reason)),
    answer(authoring.diff, (context, { params, query }) => compare(context, params.rulebookId, query)),
    answer(authoring.parameterHistory, (context, { params }) =>
      parameterHistory(context, params.rulebookId, params.name),
    ),
    answer(authoring.shipped, (context) => shippedList(context)),
    carryOut(authoring.addShipped, (context, { params }) => addShipped(context, params.key)),

    answer(signOff.mine, (context) => signatureViews.mine(context)),
    carryOut(signOff.sign, (context, { params, body }) => signing.sign(context, params.rulebookId, body.number)),
    answer(signOff.signatures, (context, { params, query }) =>
      signatureViews.signatures(context, params.rulebookId, query),
    ),
    carryOut(signOff.remind, (context, { params, body }) => signing.remind(context, params.rulebookId, body.siteId)),
    answer(signOff.printed, (context, { params, query }) => signatureViews.printed(context, params.rulebookId, query)),
    ...fileEndpoints,
  ],
};
