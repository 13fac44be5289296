/** What approvals are called, and the colours of their states. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { approvals } from '#contract/approvals.ts';
import { wordsOf } from '../shell/i18n.ts';
import type { StateTone } from '../shell/theme.ts';

export type Approval = ResponseOf<typeof approvals.get>;
export type ApprovalRow = ResponseOf<typeof approvals.inbox>['rows'][number];
export type State = Approval['state'];
type Translate = (key: string, values?: Record<string, unknown>) => string;

export const tones: Readonly<Record<State, StateTone>> = {
  pending: 'active',
  returned: 'waiting',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
  expired: 'bad',
};
export const matterWord = (t: Translate, matter: string): string => t(`approvals.matter.${matter}`);
export const roleWords = (t: Translate, roles: readonly string[]): string =>
  roles.map((role) => t(`approvals.role.${role}`)).join(t('approvals.or'));

export const saidOf = ({ value }: Approval['lines'][number]): string => wordsOf(value);
export const endedBecause = ({ endedReason }: Pick<Approval, 'endedReason'>): string => wordsOf(endedReason);

/** What of a request is measured. */
export const measures: Readonly<Partial<Record<string, readonly ('amount' | 'discount' | 'late')[]>>> = {
  terms: ['discount', 'late'],
  decoration_slip: ['amount'],
  material_slip: ['amount'],
  gift: ['amount'],
  allowance: ['amount'],
  return_slip: ['amount'],
};
