/** What a house may decide for itself about taking money, closing the day and collecting what is due. */
import { parameters } from '../kernel/parameters.ts';

export const LedgerRules = parameters({});
