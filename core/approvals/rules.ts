/** What a house may decide for itself about approvals. */
import { parameters, type ValuesOf } from '../kernel/parameters.ts';

export const ApprovalRules = parameters({});

export type ApprovalRuleValues = ValuesOf<typeof ApprovalRules>;
