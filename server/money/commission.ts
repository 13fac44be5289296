/** Performance, commission and statements: what the server answers. */
import type { Endpoint, RawEndpoint } from '#server/platform/http.ts';

export const commissionEndpoints: readonly (Endpoint | RawEndpoint)[] = [];
