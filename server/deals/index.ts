/** Deals. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';

export const dealsCapability: Capability = { name: 'deals', endpoints: [] };
