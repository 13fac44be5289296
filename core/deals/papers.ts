/** The papers and disclosures a stage of a deal asks for, by the goods sold and where the buyer lives. */
import type { Deal, Goods } from './types.ts';

export const disclosureKeys = [
  'presale_registration',
  'out_of_town',
  'mortgage',
  'title',
  'other_fees',
  'price',
  'quality',
  'after_sales',
] as const;
export type DisclosureKey = (typeof disclosureKeys)[number];
export const goodsWithDisclosures = ['room', 'vehicle', 'membership', 'stock'] as const satisfies readonly Goods[];

/** The clause behind each item that has to be made clear. */
export const disclosureClauses: Readonly<Record<DisclosureKey, string>> = {
  presale_registration: 'S1.18.s5.1',
  out_of_town: 'S1.18.s5.2',
  mortgage: 'S1.18.s5.3',
  title: 'S1.18.s5.4',
  other_fees: 'S1.18.s5.5',
  price: 'S1.13.a10',
  quality: 'S1.13.a10',
  after_sales: 'S1.13.a10',
};

export const paperStages = ['subscription', 'contract', 'handover', 'file'] as const;
export type PaperStage = (typeof paperStages)[number];
export const paperKeys = [
  'id_card',
  'household_register',
  'residence_permit',
  'contact_form',
  'presale_agreement',
  'sale_contract',
  'house_instructions',
  'quality_guarantee',
  'attachment',
  'manual',
  'conformity_certificate',
  'appraisal_report',
  'invoice',
  'insurance',
  'handover_slip',
] as const;
export type PaperKey = (typeof paperKeys)[number];

type Table = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface PaperRules {
  readonly papersRoom: Table;
  readonly papersVehicle: Table;
  readonly papersOther: Table;
  readonly disclosures: Table;
}
type Buyer = Pick<Deal, 'kind' | 'isLocal' | 'paymentMethod'>;

const tableFor = (rules: PaperRules, kind: Goods): Table =>
  kind === 'room' ? rules.papersRoom : kind === 'vehicle' ? rules.papersVehicle : rules.papersOther;

/** 1 asks everybody, 2 locals, 3 people from elsewhere. */
const applies = (cell: number | undefined, isLocal: boolean): boolean =>
  cell === 1 || (cell === 2 && isLocal) || (cell === 3 && !isLocal);

export const papersNeeded = (rules: PaperRules, deal: Buyer, stage: PaperStage): PaperKey[] =>
  paperKeys.filter((key) => applies(tableFor(rules, deal.kind)[key]?.[stage], deal.isLocal));

export const papersMissing = (
  rules: PaperRules,
  deal: Buyer,
  stage: PaperStage,
  received: readonly string[],
): PaperKey[] => papersNeeded(rules, deal, stage).filter((key) => !received.includes(key));

/** Where 2 stands an item is disclosed to those it concerns: buyers from elsewhere, and buyers who need a loan. */
export function disclosuresNeeded(rules: PaperRules, deal: Buyer): DisclosureKey[] {
  const concerned = (key: DisclosureKey): boolean =>
    key === 'out_of_town' ? !deal.isLocal : key === 'mortgage' ? deal.paymentMethod === 'mortgage' : true;
  return disclosureKeys.filter((key) => {
    const cell = rules.disclosures[key]?.[deal.kind] ?? 0;
    return cell === 1 || (cell === 2 && concerned(key));
  });
}
