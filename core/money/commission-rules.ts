/** What a house may decide for itself about performance, commission and statements. */
import { parameters } from '../kernel/parameters.ts';

export const CommissionRules = parameters({});
