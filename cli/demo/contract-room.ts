/** The contract room of the office: its seal out and back, copies refused for their writing and what came of it, a major deal. */
import { deals } from '#contract/deals.ts';
import { contractRoom, seals } from '#contract/deals-room.ts';
import { penalties } from '#contract/penalties.ts';
import { addMinutes } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { Story } from './agenda.ts';
import { dayBefore, later, type Market, on, signed } from './market.ts';

const WORKDAY_MINUTES = 6 * 60;

export function planContractRoom(market: Market): void {
  const { agenda, driver, site } = market;
  const [first, second, third] = site.consultants;
  if (!first || !second || !third) return;
  agenda.plan(on(market, 40, '09:30'), async () => {
    const opened = await driver.try(site.manager, seals.open, {
      params: { siteId: site.id },
      body: { name: '合同专用章' },
    });
    const sealId = opened?.seal.id;
    if (!sealId) return;
    agenda.tell(on(market, 15, '10:05'), takeOut(market, sealId, first, 'returned'));
    agenda.tell(on(market, 9, '10:05'), takeOut(market, sealId, second, 'returned'));
    agenda.plan(on(market, 2, '17:20'), () => takenUnasked(market, sealId, third));
    agenda.tell(on(market, 0, '09:35'), takeOut(market, sealId, first, 'out'));
  });
  agenda.tell(on(market, 12, '10:00'), refusedCopy(market, 'acknowledged'));
  agenda.tell(on(market, 8, '10:00'), refusedCopy(market, 'let_off'));
  agenda.tell(on(market, 3, '10:00'), refusedCopy(market, 'appealed'));
  agenda.plan(on(market, 1, '11:30'), () => majorDeal(market));
}

async function* takeOut(market: Market, sealId: string, by: Actor, until: 'returned' | 'out'): Story {
  const { driver, site } = market;
  const backBy = addMinutes(driver.now, WORKDAY_MINUTES);
  const body = { purpose: '到客户单位签订团购合同', place: '客户单位会议室', backBy };
  const asked = await driver.try(by, seals.ask, { params: { sealId }, body });
  if (!asked?.movement.approvalId) return;
  yield* signed(market, asked.movement.approvalId, by);
  yield later(market, 5);
  const params = { movementId: asked.movement.id };
  if (!(await driver.try(site.assistant, seals.handOut, { params })) || until === 'out') return;
  yield later(market, 3 * 60);
  await driver.try(site.assistant, seals.giveBack, { params, body: { note: '完好' } });
}

/** Taken along without asking: the fine waits for whoever did it. */
async function takenUnasked({ driver, site }: Market, sealId: string, who: Actor): Promise<void> {
  const body = { takenById: who.staffId ?? '', note: '下班后未经同意带出，次日发现', isStillOut: false };
  await driver.try(site.assistant, seals.incident, { params: { sealId }, body });
}

/** A copy written untidily goes back; its writer acknowledges the fine, or appeals, which is ruled on or still open. */
async function* refusedCopy(market: Market, outcome: 'acknowledged' | 'let_off' | 'appealed'): Story {
  const { driver, site } = market;
  const { rows } = await driver.must(site.manager, deals.list, { query: { siteId: site.id, limit: 100 } });
  for (const { id: dealId, state, consultant } of rows) {
    if (state !== 'contracted' && state !== 'contracting') continue;
    const { copies } = await driver.must(site.manager, deals.get, { params: { dealId } });
    const copy = copies.find(
      (one) => one.document === 'contract' && one.state !== 'rewrite' && one.state !== 'returned',
    );
    const writer = site.consultants.find(({ staffId }) => staffId === consultant.id);
    if (!copy || !writer) continue;
    const params = { dealId, copyId: copy.id };
    const body = { fault: 'untidy' as const, note: '付款方式一栏涂改' };
    if (!(await driver.try(site.assistant, contractRoom.refuseCopy, { params, body }))) return;
    yield later(market, 45);
    await driver.try(writer, contractRoom.rewritten, { params });
    yield later(market, 60);
    return yield* answer(market, writer, outcome);
  }
}

async function* answer(market: Market, writer: Actor, outcome: 'acknowledged' | 'let_off' | 'appealed'): Story {
  const { driver, site } = market;
  const { rows } = await driver.must(writer, penalties.list, { query: { mine: 'true', state: 'proposed' } });
  const params = { penaltyId: rows.find(({ cause }) => cause === 'handwriting')?.id ?? '' };
  if (params.penaltyId === '') return;
  if (outcome === 'acknowledged') {
    await driver.try(writer, penalties.acknowledge, { params });
    return;
  }
  const reason = '该处由客户本人补写，有客户签字为证';
  const appealed = await driver.try(writer, penalties.appeal, { params, body: { reason } });
  if (!appealed || outcome === 'appealed') return;
  yield later(market, 22 * 60);
  const body = { verdict: 'dropped' as const, reason: '属实，非本人书写，不予处理' };
  await driver.try(site.manager, penalties.rule, { params, body });
}

/** The contract that is being agreed to is marked as major, and the manager sits in. */
async function majorDeal(market: Market): Promise<void> {
  const { driver, site } = market;
  const { rows } = await driver.must(site.manager, deals.list, { query: { siteId: site.id, limit: 100 } });
  const params = { dealId: rows.find(({ state }) => state === 'contracting')?.id ?? '' };
  if (params.dealId === '') return;
  const body = { isMajor: true, reason: '同单位另有十余户意向，首单' };
  await driver.try(site.manager, contractRoom.flagMajor, { params, body });
  const part = { kind: 'negotiation' as const, on: dayBefore(market, 1), note: '与客户单位工会面谈' };
  await driver.try(site.manager, contractRoom.takePart, { params, body: part });
}
