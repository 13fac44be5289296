/** Now and then two colleagues want the same customer: it is raised, told by both, and ruled on the next day; the newest is still open. */
import { verdicts } from '#contract/verdicts.ts';
import type { LocalDate } from '#core/kernel/instant.ts';
import { addDays, addMinutes, instantAt } from '#core/kernel/instant.ts';
import type { Floor } from './day.ts';

const EVERY_DAYS = 5;
/** Of so many rulings one is not what the rulebook proposes: the customer was promised at the fair, and half of it goes there. */
const OVERRULED_EVERY = 2;

export function planDispute(floor: Floor, day: LocalDate, lived: number, isToday: boolean): void {
  if (!isToday && lived % EVERY_DAYS !== 1) return;
  const opens = instantAt(day, floor.hours.opensAt, floor.timeZone);
  floor.agenda.plan(addMinutes(opens, 6), () => dispute(floor, day, isToday, lived));
}

async function dispute(floor: Floor, day: LocalDate, isToday: boolean, lived: number): Promise<void> {
  const { driver, site, known, disputed, agenda } = floor;
  const wanted = known.findLast(({ id }) => !disputed.has(id));
  const owner = site.consultants.find((one) => one.staffId === wanted?.ownerId);
  const other = site.consultants.find((one) => one.staffId !== wanted?.ownerId);
  if (!wanted || !owner?.staffId || !other?.staffId) return;
  const opened = await driver.try(site.supervisor, verdicts.open, {
    params: { customerId: wanted.id },
    body: { otherId: owner.staffId, onBehalfOf: other.staffId, reason: '上周展会已由我接待并留了电话，当时未及登记' },
  });
  if (!opened) return;
  disputed.add(wanted.id);
  const params = { disputeId: opened.dispute.id };
  await driver.must(other, verdicts.state, { params, body: { body: '展会当天的合影与名片已交主管，请核对日期。' } });
  await driver.must(owner, verdicts.state, {
    params,
    body: { body: '客户到店由我接待、登记并持续跟进，系统均有记录。' },
  });
  if (isToday) return;
  const nextMorning = instantAt(addDays(day, 1), floor.hours.opensAt, floor.timeZone);
  agenda.plan(addMinutes(nextMorning, 8), async () => {
    const overruled = Math.floor(lived / EVERY_DAYS) % OVERRULED_EVERY === 1;
    const half = [owner.staffId, other.staffId].flatMap((party) => (party ? [{ party, percent: 50 }] : []));
    const body = overruled
      ? {
          reason: '展会合影与名片属实，双方各半',
          ruling: { performance: half, commission: half },
          ownerId: owner.staffId,
        }
      : { reason: '以登记时间为准，展会接待未登记' };
    await driver.try(site.supervisor, verdicts.settle, {
      params,
      body: { verdict: 'ruled', answers: { sellerId: owner.staffId }, ...body },
    });
  });
}
