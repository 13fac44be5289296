import { journal } from '#contract/journal.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import { journalReports } from '#contract/journal-reports.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import * as audits from './audit-commands.ts';
import { keepAuditing } from './audit-worker.ts';
import * as reports from './reports.ts';
import { keepSealing } from './sealing.ts';
import { everyKind } from './explain.ts';
import { exportEndpoint } from './export.ts';
import * as views from './views.ts';

export { type AuditTally, audit } from './audit.ts';
export { headsOfAudits } from './audit-store.ts';
export { headText, parseHead } from './chain.ts';
export { keptHeads } from './head-file.ts';
export { headOf } from './seal-store.ts';
export { Sealer } from './sealing.ts';
export type { Found } from './verify.ts';
export { type Names, namesIn, rejectedOf, type StoredDecision, summaryOf, titleOf } from './explain.ts';
export { pastCase, zoneOf } from './views.ts';

export const journalCapability: Capability = {
  name: 'journal',
  endpoints: [
    answer(journal.entry, (context, { params }) => views.entry(context, params.journalId)),
    answer(journal.list, (context, { query }) => views.list(context, query)),
    answer(journal.kinds, async () => ({ rows: everyKind() })),
    answer(journal.byClause, (context, { params }) => views.byClause(context, params.rulebookId)),
    exportEndpoint,
    answer(journalReports.decisions, (context, { query }) => reports.decisions(context, query)),
    reports.reportFileEndpoint,
    answer(journalAudit.head, (context) => audits.head(context)),
    answer(journalAudit.list, (context, { query }) => audits.list(context, query)),
    answer(journalAudit.one, (context, { params }) => audits.one(context, params.auditId)),
    answer(journalAudit.findings, (context, { params, query }) => audits.findings(context, params.auditId, query)),
    carryOut(journalAudit.start, (context, { body }) => audits.start(context, body)),
    carryOut(journalAudit.cancel, (context, { params }) => audits.cancel(context, params.auditId)),
  ],
  start: async (runtime) => {
    const stops = [keepSealing(runtime), keepAuditing(runtime)];
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};
