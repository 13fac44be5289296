/** The states of a deal in words: the one table that refusals, registers and sheets speak from. */
import type { DealState } from '#core/deals/index.ts';
import type { Localised } from './kernel/refusal.ts';

export const dealStateWords: Readonly<Record<DealState, Localised>> = {
  draft: { zh: '意向', en: 'a draft' },
  subscribing: { zh: '认购审批中', en: 'being approved' },
  subscribed: { zh: '已认购', en: 'subscribed' },
  contracting: { zh: '签约办理中', en: 'being contracted' },
  contracted: { zh: '已签约', en: 'contracted' },
  handed_over: { zh: '已交付', en: 'handed over' },
  cancelled: { zh: '已退订', en: 'cancelled' },
  breached: { zh: '违约', en: 'in breach' },
};
export const dealStateIn = (state: unknown): Localised =>
  (dealStateWords as Readonly<Record<string, Localised>>)[String(state)] ?? { zh: String(state), en: String(state) };
