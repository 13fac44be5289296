/** What was keyed of a contract, field by field: what the checker compares with the paper. */
import { createHash } from 'node:crypto';
import { inYuan } from '#contract/kernel/yuan.ts';
import { type Deal, type EntryField, entryFields } from '#core/deals/index.ts';
import { identityOnPaper } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { keptOf } from './store-room.ts';

export interface Entry {
  readonly fields: readonly EntryField[];
  readonly values: Readonly<Record<EntryField, string>>;
  readonly blank: readonly EntryField[];
  /** Whether a field has changed since, without keeping what it was. */
  readonly digests: Readonly<Record<EntryField, string>>;
}

export async function entryOf(context: Context, deal: Deal): Promise<Entry> {
  const kept = await keptOf(context.tx, deal.id);
  const open = await identityOnPaper(context, deal.customerId, false);
  const masked = await identityOnPaper(context, deal.customerId, true);
  const name = kept?.buyers || kept?.name || '';
  const shared = { name, sex: kept?.gender ?? '', price: inYuan(deal.priceFen) };
  const full = { ...shared, contact: open.phone };
  const fields = entryFields.filter((field) => field !== 'sex' || kept?.kind !== 'company');
  const digest = (field: EntryField): string =>
    createHash('sha256').update(`${deal.id} ${field} ${full[field]}`).digest('base64url').slice(0, 16);
  return {
    fields,
    values: { ...shared, contact: masked.phone },
    blank: fields.filter((field) => full[field] === ''),
    digests: Object.fromEntries(entryFields.map((field) => [field, digest(field)])) as Record<EntryField, string>,
  };
}
