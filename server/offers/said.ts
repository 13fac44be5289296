/** How a refusal about an offer is put into a sentence: states and parts in words of both languages, units by their code. */
import type { Localised } from '#contract/kernel/refusal.ts';
import { inYuan } from '#contract/kernel/yuan.ts';
import { offersRefusals } from '#contract/offers-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import type { Context } from '#server/platform/context.ts';
import { reasonOf, Refused, refusedBy } from '#server/platform/refused.ts';
import { unitCodeOf } from './views-names.ts';

type Code = keyof typeof offersRefusals;
type Detail = Readonly<Record<string, unknown>>;
const say = (zh: string, en: string): Localised => ({ zh, en });

const words: Readonly<Record<string, Localised>> = {
  draft: say('草拟', 'a draft'),
  presented: say('已介绍', 'presented'),
  negotiating: say('洽谈中', 'in negotiation'),
  intent: say('达成意向', 'an intent'),
  dropped: say('已放弃', 'dropped'),
  expired: say('已到期', 'run out'),
  pending: say('审批中', 'waiting for approval'),
  returned: say('已退回', 'returned'),
  issued: say('有效', 'issued'),
  refused: say('未获批准', 'refused'),
  replaced: say('已被取代', 'replaced'),
  accepted: say('已被接受', 'accepted'),
  standing: say('可以告知', 'standing'),
  told: say('已告知', 'told'),
  kept: say('已兑现', 'kept'),
  broken: say('未兑现', 'broken'),
  approved: say('已批准', 'approved'),
  ended: say('已终止', 'ended'),
  needs: say('对应的需求', 'the needs it answers'),
  units: say('推荐的房源（车辆）', 'what is proposed'),
  fit: say('适合的理由', 'why it fits'),
  presentation: say('产品展示（特点、长处、效果）', 'the presentation (features, advantages, effect)'),
  plan: say('洽谈方案', 'the plan of the talks'),
  quotation: say('有效报价书', 'a quotation that stands'),
  signing_plan: say('与客户商定的签约方案', 'the signing plan agreed with the customer'),
  price: say('价格', 'price'),
  settlement: say('结算方式', 'settlement'),
  service: say('服务', 'service'),
  other: say('其他待遇', 'other treatment'),
};
const wordOf = (code: string): Localised => words[code] ?? say(code, code);
export const wordsOf = (codes: readonly string[]): Localised =>
  say(codes.map((code) => wordOf(code).zh).join('、'), codes.map((code) => wordOf(code).en).join(', '));
export const yuan = (fen: number): Localised => say(`${inYuan(fen)} 元`, `¥${inYuan(fen)}`);

async function spelled(context: Context, detail: Detail): Promise<Detail> {
  const more: Record<string, unknown> = {};
  for (const key of ['missing', 'state', 'stage'])
    if (typeof detail[key] === 'string') more[`${key}Text`] = wordsOf(String(detail[key]).split(','));
  if (typeof detail.unitId === 'string') more.unit = await unitCodeOf(context.tx, detail.unitId);
  if (typeof detail.listFen === 'number') more.listYuan = inYuan(detail.listFen);
  return { ...detail, ...more };
}

/** The accepted decision; a refused one is thrown in words, and nothing is written. */
export async function decided<Outcome, C extends Code>(
  context: Context,
  decision: Decision<Outcome, C>,
): Promise<Extract<Decision<Outcome, C>, { accepted: true }>> {
  if (decision.accepted) return decision;
  throw refusedBy(decision, offersRefusals, await spelled(context, decision.detail));
}
export const refuseWith = async (context: Context, code: Code, detail: Detail = {}): Promise<Refused> =>
  new Refused(code, offersRefusals[code], await spelled(context, detail));

/** What the button shows: the refusal the command would give now, or null. */
export async function whyNot<C extends Code>(context: Context, decision: Decision<unknown, C>) {
  return decision.accepted ? null : reasonOf(decision, offersRefusals, await spelled(context, decision.detail));
}
export { lacks } from '#server/platform/actor.ts';
