/** Decisions about deals, in words. */
import { documentKinds } from './deal-documents.ts';
import type { Kinds, Reasons } from './kit.ts';

export const dealsKinds: Kinds = { ...documentKinds };

export const dealsReasons: Reasons = {};
