export { approvalActs, approvalKinds } from './kinds.ts';
export { ApprovalRules, type ApprovalRuleValues } from './rules.ts';
