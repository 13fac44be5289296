/** Reports on sales. They read what the other capabilities keep and write nothing. The public face of the capability on the server. */
import { reports } from '#contract/reports.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import { deliveries } from './deliveries.ts';
import { funnel, ledger, sales } from './figures.ts';
import { salesFileEndpoint } from './files.ts';
import './month.ts';

export const reportsCapability: Capability = {
  name: 'reports',
  endpoints: [
    answer(reports.sales, (context, { query }) => sales(context, query)),
    answer(reports.ledger, (context, { query }) => ledger(context, query)),
    answer(reports.funnel, (context, { query }) => funnel(context, query)),
    answer(reports.deliveries, (context, { query }) => deliveries(context, query)),
    salesFileEndpoint,
  ],
};
