/** Receipts, the day's close, receivables, bank and refunds: what the server answers. */
import type { Endpoint, RawEndpoint } from '#server/platform/http.ts';

export const ledgerEndpoints: readonly (Endpoint | RawEndpoint)[] = [];
