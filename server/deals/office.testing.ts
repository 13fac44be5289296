/** What tests of deals need: an office with its people, units to sell, customers, and deals brought to a stage. */
import { approvals } from '#contract/approvals.ts';
import { dealCourse } from '#contract/deals-course.ts';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { deals } from '#contract/deals.ts';
import { contractRoom } from '#contract/deals-room.ts';
import { inventory } from '#contract/inventory.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { type House, openHouse } from '#server/scenarios/story.testing.ts';

export interface Office {
  readonly house: House;
  readonly siteId: string;
  readonly seller: Person;
  readonly other: Person;
  readonly leader: Person;
  readonly supervisor: Person;
  readonly manager: Person;
  readonly director: Person;
  readonly head: Person;
  readonly finance: Person;
  readonly assistant: Person;
  room(more?: Record<string, unknown>): Promise<string>;
  car(more?: Record<string, unknown>): Promise<string>;
  /** A customer with a claim of the seller's. */
  customer(by?: '甲' | '乙'): Promise<string>;
  /** A draft of the seller's, on a room of its own unless something else is said. */
  draft(more?: Record<string, unknown>): Promise<string>;
  /** Put up for approval. */
  submit(dealId: string, by?: Person): Promise<string>;
  /** Everybody who is asked signs; answers with the refusal that stopped it, if one did. */
  signAll(approvalId: string): Promise<string | null>;
  /** In effect: subscribed, or ordered and registered. */
  inEffect(more?: Record<string, unknown>): Promise<string>;
  /** Signed: papers in, approved, copies back. */
  contracted(more?: Record<string, unknown>): Promise<string>;
  /** What the house asks to be agreed about delivering, where it asks for it. */
  agree(dealId: string, promisedOn?: string): Promise<void>;
  /** Where the book asks for it: filled in, the signing planned, checked by somebody who did not draw it up. */
  lawful(dealId: string): Promise<void>;
  page(dealId: string): ReturnType<typeof pageOf>;
  papers(dealId: string, ...papers: string[]): Promise<void>;
}

const pageOf = (by: Person, dealId: string) => by.must(deals.get, { params: { dealId } });
let units = 0;
export const everything = [
  'presale_registration',
  'out_of_town',
  'mortgage',
  'title',
  'other_fees',
  'price',
  'quality',
  'after_sales',
];
export const MILLION = 100_000_000; // a million yuan in fen

export async function openOffice(world: World, rulebook = 'real-estate-customers'): Promise<Office> {
  const house = await openHouse(world, rulebook, '甲乙');
  const { siteId, manager, supervisor } = house;
  const leader = await house.hire('组长', 'team_leader');
  const finance = await house.hire('财务', 'finance');
  const assistant = await house.hire('内勤', 'sales_assistant');
  const director = await house.hire('总监', 'director');
  const head = await house.hire('总经理', 'general_manager');
  const seller = house.person('甲');
  const signers = [leader, supervisor, finance, manager, director, head];

  const add = async (body: Record<string, unknown>): Promise<string> =>
    (await manager.must(inventory.addUnit, { params: { siteId }, body: body as never })).unit.id;
  const office: Office = {
    ...{
      house,
      siteId,
      seller,
      other: house.person('乙'),
      leader,
      supervisor,
      manager,
      director,
      head,
      finance,
      assistant,
    },
    async room(more = {}) {
      units += 1;
      const place = { project: '云栖', building: '1#', entrance: '1', floor: 9, room: `${900 + units}` };
      const price = { predictedArea: 100, listPriceFen: MILLION, floorPriceFen: 98_000_000 };
      return add({ kind: 'room', code: `1#-1-${900 + units}`, ...place, ...price, ...more });
    },
    async car(more = {}) {
      units += 1;
      const vin = `LSGAR55L0FH${String(100_000 + units)}`;
      return add({
        kind: 'vehicle',
        vin,
        model: '凯越',
        colour: '黑',
        stockState: 'in_stock',
        listPriceFen: 12_000_000,
        ...more,
      });
    },
    async customer(by = '甲') {
      return (await house.claim(by, `客户${newLetters()}`)).customerId;
    },
    async draft(more = {}) {
      const unitId = 'unitId' in more ? more.unitId : await office.room();
      const customerId = (more.customerId as string | undefined) ?? (await office.customer());
      const body = { customerId, siteId, depositFen: 2_000_000, ...more, unitId };
      return (await seller.must(deals.open, { body: body as never })).deal.id;
    },
    async submit(dealId, by = seller) {
      const body = { disclosures: everything as never };
      const { whyNot } = await by.must(deals.get, { params: { dealId } });
      if (whyNot.submit?.code === 'REPORT_FIRST')
        await by.must(dealCourse.recordStep, {
          params: { dealId, step: 'report_supervisor' },
          body: { note: '已当面报告主管' },
        });
      return (await by.must(deals.submit, { params: { dealId }, body })).approval.id;
    },
    async signAll(approvalId) {
      let refused: string | null = null;
      for (const person of signers) {
        const { state, round } = await head.must(approvals.get, { params: { approvalId } });
        if (state !== 'pending') return null;
        const { code } = await person.call(approvals.sign, { params: { approvalId }, body: { round } });
        refused = code ?? refused;
      }
      const { state } = await head.must(approvals.get, { params: { approvalId } });
      return state === 'approved' ? null : refused;
    },
    async inEffect(more = {}) {
      const dealId = await office.draft(more);
      const stopped = await office.signAll(await office.submit(dealId));
      if (stopped) throw new Error(`the approval stopped at ${stopped}`);
      if ((await office.page(dealId)).state === 'subscribing')
        await assistant.must(deals.register, { params: { dealId }, body: {} });
      return dealId;
    },
    async contracted(more = {}) {
      const dealId = await office.inEffect(more);
      await office.papers(dealId, 'id_card', 'household_register');
      await office.agree(dealId);
      await office.lawful(dealId);
      const { approval } = await seller.must(deals.submitContract, { params: { dealId }, body: {} });
      const stopped = await office.signAll(approval.id);
      if (stopped) throw new Error(`the approval stopped at ${stopped}`);
      const body = { consultantPresent: true, subscriptionTakenBack: true };
      await seller.must(deals.sign, { params: { dealId }, body });
      return dealId;
    },
    async agree(dealId, promisedOn = '2029-12-31') {
      const { delivery, paymentMethod } = await office.page(dealId);
      if (delivery.missing.length === 0) return;
      const body = { promisedOn, plan: '分批验收后交付', paymentMethod };
      await seller.must(dealDelivery.promise, { params: { dealId }, body });
    },
    async lawful(dealId) {
      const params = { dealId };
      if (!(await manager.must(contractRoom.get, { params })).legal.isAsked) return;
      if (!(await office.page(dealId)).contract.filled) await seller.must(deals.fillContract, { params, body: {} });
      const plan = { on: '2029-12-31', place: '签约室', text: '夫妻到场，带身份证原件' };
      await seller.must(contractRoom.planSigning, { params, body: plan });
      const answers = { rights_and_duties: true, lawful: true, feasible: true, signing_plan: true };
      await supervisor.must(contractRoom.checkLegal, { params, body: { answers } });
    },
    page: (dealId) => pageOf(manager, dealId),
    async papers(dealId, ...papers) {
      for (const paper of papers)
        await seller.must(deals.receivePaper, { params: { dealId }, body: { paper: paper as never } });
    },
  };
  return office;
}

const letters = '春夏秋冬东南西北山水云风花鸟鱼虫';
let serial = 0;
/** Names that nobody else has. */
const newLetters = (): string => {
  serial += 1;
  return [...serial.toString(16).padStart(3, '0')].map((digit) => letters[Number.parseInt(digit, 16)]).join('');
};
