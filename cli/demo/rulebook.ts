/**
 * The house works on its own rules: half-way through, the sales office publishes a second version, which most of its people have signed
 * by now; today a draft waits for review, and what it would have changed is being simulated.
 */
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { authoring, type RulebookEdit } from '#contract/rulebook-authoring.ts';
import { signOff } from '#contract/rulebook-sign-off.ts';
import { simulation } from '#contract/simulation.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import { addDays, addMinutes, instantAt } from '#core/kernel/instant.ts';
import type { Actor } from '#server/platform/actor.ts';
import type { z } from 'zod';
import { shippedBooks } from '#rulebooks/shipped.ts';
import type { Floor } from './day.ts';
import type { Market } from './market.ts';
import type { DemoSite } from './people.ts';

type Edits = readonly z.output<typeof RulebookEdit>[];

const published: Edits = [{ do: 'setValue', name: 'desk.callRingsMax', value: 4 }];
/** The clause has an example of a call that was answered too late: it moves by one ring with the rule. */
const oneRingMore = (text: string): string =>
  text.replace('第四声', '第五声').replace('fourth ring', 'fifth ring').replace('rings: 4', 'rings: 5');
const proposed: Edits = [
  { do: 'setValue', name: 'claims.contactWindowMonths', value: 2 },
  { do: 'setValue', name: 'desk.peerVisit', value: 'last_not_counted' },
];

/** Of every so many people one has not signed yet. */
const UNSIGNED_EVERY = 4;

/** Before anything is sold: what the office asks of its contracts, a clause of its own. In force from the next day. */
export async function ruleContracts(
  office: Pick<Market, 'driver' | 'site' | 'company' | 'timeZone' | 'today'>,
): Promise<void> {
  const { driver, site, company, timeZone } = office;
  const started = await draft(office, '合同室规则', '销售部与财务会签', [
    {
      do: 'addClause',
      chapter: 0,
      after: 'A02',
      gloss: 'What the house asks of its contracts.',
      cites: [],
      text: contractClause(),
    },
  ]);
  const { draftId, version } = started;
  const params = { draftId };
  await driver.must(site.manager, authoring.askReview, { params, body: { version } });
  const body = { version, verdict: 'approved' as const, comment: '同意施行。' };
  await driver.must(company.director, authoring.review, { params, body });
  const tomorrow = addDays(driver.now.slice(0, 10), 1);
  const effectiveFrom = instantAt(tomorrow, '00:00', timeZone);
  await driver.must(company.director, authoring.publishDraft, { params, body: { version, effectiveFrom } });
}

/** The days of each step stand in a table as the shipped rules of subscription and signing have it, service after the sale left open. */
function contractClause(): string {
  const source = shippedBooks().find(({ key }) => key === 'subscription-signing')?.source ?? '';
  const table = /\{% table name="deals\.stepDays" %\}.*?\{% \/table %\}/s.exec(source)?.[0] ?? '';
  return [
    '签约后 {% param name="deals.recheckDays" value=2 /%} 内由第二人复核录入；擅自带出合同章，罚款 {% param name="deals.sealFineYuan" value=50 /%}；',
    '书写不合格的合同退回重写，每份罚款 {% param name="deals.writingFineYuan" value=20 /%}。销售各步骤须在下列天数内完成：\n\n',
    table.replace(/(`after_sales` \| )\d+/, '$10'),
  ].join('');
}

/** On this day: everybody reads what is in force; the sales office publishes its second version, in force and to be signed from tomorrow. */
export function planRules(floors: readonly Floor[], director: Actor, day: LocalDate): void {
  for (const floor of floors) planSignatures(floor, day);
  const [office] = floors;
  if (!office) return;
  const { agenda, driver, site } = office;
  const tomorrow = addDays(day, 1);
  agenda.plan(opening(office, day, 50), async () => {
    const started = await draft(office, '来电四声内接起', '周例会议定', published);
    const { draftId } = started;
    const edits: Edits = started.clauses
      .filter(({ text }) => text.includes('desk.callRingsMax'))
      .map(({ id, text }) => ({ do: 'setClause', clause: id, text: oneRingMore(text) }));
    const { version } = await driver.must(site.manager, authoring.edit, {
      params: { draftId },
      body: { version: started.version, edits: [...edits] },
    });
    await driver.must(site.manager, authoring.askReview, { params: { draftId }, body: { version } });
    const body = { version, verdict: 'approved' as const, comment: '同意，自明日起施行。' };
    await driver.must(director, authoring.review, { params: { draftId }, body });
    const effectiveFrom = instantAt(tomorrow, '00:00', office.timeZone);
    await driver.must(director, authoring.publishDraft, { params: { draftId }, body: { version, effectiveFrom } });
    planSignatures(office, tomorrow);
  });
}

/** At the end: the draft that waits for the director, and the simulations of it, which the server carries out when it starts. */
export async function proposeChange(floor: Floor, director: Actor, from: Instant): Promise<void> {
  const { driver, site } = floor;
  const { draftId, version } = await draft(floor, '保护期延长为两个月', '同行来访一并改由末位接待', proposed);
  const reviewerId = director.staffId ?? undefined;
  const message = '近三周已模拟：请看哪些客户会保护更久、谁的轮次会变。';
  await driver.must(site.manager, authoring.askReview, { params: { draftId }, body: { version, reviewerId, message } });
  const body = { under: `draft:${draftId}`, siteIds: [site.id], from, to: driver.now };
  const params = { rulebookId: await bookOf(floor) };
  // Each sees what they asked for themselves.
  for (const by of [site.manager, director]) await driver.must(by, simulation.start, { params, body });
}

const opening = ({ hours, timeZone }: Floor, day: LocalDate, minutes: number): Instant =>
  addMinutes(instantAt(day, hours.opensAt, timeZone), minutes);

async function bookOf({ driver, site }: Pick<Floor, 'driver' | 'site'>): Promise<string> {
  const { rows } = await driver.must(site.manager, rulebook.list);
  const book = rows.find((row) => row.sites.some(({ id }) => id === site.id));
  if (!book) throw new Error(`${site.name} goes by no rulebook`);
  return book.id;
}

async function draft(
  floor: Pick<Floor, 'driver' | 'site'>,
  title: string,
  note: string,
  edits: Edits,
): Promise<ResponseOf<typeof authoring.edit>> {
  const { driver, site } = floor;
  const params = { rulebookId: await bookOf(floor) };
  const { draftId, version } = await driver.must(site.manager, authoring.startDraft, { params, body: { title, note } });
  const body = { version, edits: [...edits] };
  return driver.must(site.manager, authoring.edit, { params: { draftId }, body });
}

function planSignatures(floor: Floor, day: LocalDate): void {
  for (const [index, person] of peopleOf(floor.site).entries())
    if (index % UNSIGNED_EVERY !== UNSIGNED_EVERY - 1)
      floor.agenda.plan(opening(floor, day, 12 + index * 2), () => sign(floor, person));
}

const peopleOf = (site: DemoSite): readonly Actor[] => [site.manager, site.supervisor, site.desk, ...site.consultants];

async function sign({ driver }: Floor, person: Actor): Promise<void> {
  const { rows } = await driver.must(person, signOff.mine);
  for (const { rulebookId, number, signedAt } of rows)
    if (!signedAt) await driver.must(person, signOff.sign, { params: { rulebookId }, body: { number } });
}
