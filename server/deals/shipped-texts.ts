/** The sample texts that ship with the product, for a house that has not brought its own yet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentKind, Goods } from '#core/deals/index.ts';

const folder = join(import.meta.dirname, 'texts');
const read = (name: string): string => readFileSync(join(folder, `${name}.md`), 'utf8');

/** Where a kind has a text for one sort of goods, that one is meant. */
export const shippedTexts: readonly {
  readonly kind: DocumentKind;
  readonly goods: Goods | null;
  readonly text: string;
}[] = [
  { kind: 'subscription', goods: null, text: read('subscription') },
  { kind: 'order', goods: null, text: read('order') },
  { kind: 'contract', goods: 'room', text: read('contract-room') },
  { kind: 'contract', goods: null, text: read('contract') },
  { kind: 'supplement', goods: null, text: read('supplement') },
  { kind: 'unit_change', goods: null, text: read('unit_change') },
  { kind: 'name_change', goods: null, text: read('name_change') },
  { kind: 'withdrawal', goods: null, text: read('withdrawal') },
  { kind: 'handover', goods: null, text: read('handover') },
  { kind: 'demand_notice', goods: null, text: read('demand_notice') },
];

export const shippedText = (kind: DocumentKind, goods: Goods | null): string =>
  (
    shippedTexts.find((one) => one.kind === kind && one.goods === goods) ??
    shippedTexts.find((one) => one.kind === kind && one.goods === null)
  )?.text ?? '';
