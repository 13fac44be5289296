/** Why a penalty is not answered, not appealed or not ruled on. */
import { refusals } from './kernel/refusal.ts';

export const penaltyRefusals = refusals({
  AMOUNT_NOT_POSITIVE: {
    status: 422,
    mayPassLater: false,
    zh: '金额须大于零',
    en: 'The amount must be more than zero',
  },
  PENALTY_NOT_YOURS: {
    status: 403,
    mayPassLater: false,
    zh: '只有本人可以确认或申诉',
    en: 'Only the person themselves acknowledges a penalty or appeals',
    remedy: { zh: '请由本人办理。', en: 'Leave it to them.' },
  },
  PENALTY_ANSWERED: {
    status: 409,
    mayPassLater: false,
    zh: '已经答复过了',
    en: 'This was answered already',
    remedy: { zh: '申诉的，等待裁定。', en: 'An appeal waits for its ruling.' },
  },
  APPEAL_TOO_LATE: {
    status: 409,
    mayPassLater: false,
    zh: '申诉期限已过',
    en: 'The time to appeal is over',
    remedy: { zh: '有新情况的，请向上级说明，由其处理。', en: 'Tell a superior what is new.' },
  },
  APPEAL_REASON_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '申诉须写明理由',
    en: 'An appeal says why',
    remedy: { zh: '写明与事实不符之处。', en: 'Say what is not so.' },
  },
  OWN_MONEY: {
    status: 403,
    mayPassLater: false,
    zh: '不得办理与本人收入有关的事项',
    en: 'Nobody decides about their own pay',
    remedy: { zh: '请由其他有权限的同事办理。', en: 'Leave it to somebody else with the right.' },
  },
  PENALTY_NOT_APPEALED: {
    status: 409,
    mayPassLater: true,
    zh: '没有待裁定的申诉',
    en: 'There is no appeal to rule on',
    remedy: { zh: '本人申诉后再裁定。', en: 'It is ruled on once they appeal.' },
  },
  APPEAL_JUDGE: {
    status: 403,
    mayPassLater: false,
    zh: '登记处理的人不得裁定对它的申诉',
    en: 'Whoever entered a penalty does not rule on the appeal',
    remedy: { zh: '请由另一位有核算权限的同事裁定。', en: 'Somebody else who settles statements rules.' },
  },
  REDUCTION_IMPOSSIBLE: {
    status: 422,
    mayPassLater: false,
    zh: '减轻后的金额须大于零、小于 {aboveText} 元',
    en: 'Reduced, it is more than zero and less than {aboveText} yuan',
    remedy: { zh: '不减的选“维持”，全免的选“撤销”。', en: 'Choose upheld or dropped otherwise.' },
  },
});
