/** Approvals on the wire: what is put to whom, the inbox, signing, returning, passing on. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const approvalsPermissions = permissions({
  'approvals.read': { zh: '查看审批', en: 'See approvals', scopes: ['self', 'team', 'site', 'company'] },
  'approvals.decide': { zh: '签署审批', en: 'Decide approvals put to one’s post', scopes: ['self'] },
  'approvals.oversee': {
    zh: '加签、改派审批与代签安排',
    en: 'Add signers, pass on others’ approvals',
    scopes: ['site', 'company'],
  },
});

export const approvalsRefusals = refusals({});

export const approvals = {} as const;
