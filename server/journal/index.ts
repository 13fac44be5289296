import { journal } from '#contract/journal.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import * as views from './views.ts';

export { namesIn, type StoredDecision, summaryOf } from './explain.ts';

export const journalCapability: Capability = {
  name: 'journal',
  endpoints: [
    answer(journal.entry, (context, { params }) => views.entry(context, params.journalId)),
    answer(journal.list, (context, { query }) => views.list(context, query)),
    answer(journal.byClause, (context, { params }) => views.byClause(context, params.rulebookId)),
  ],
};
