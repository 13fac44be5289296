/** Who keeps a seal: the person named for it, or whoever holds the post the book names; a manager where they are away. */
import { holdersOf } from '#server/organisation/index.ts';
import { notify } from '#server/notices/index.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { holdersOfPost, isAtWork, type Seal } from './store-seals.ts';
import { namesOfStaff } from './views-page.ts';

export const postOf = async (context: Context, siteId: string): Promise<string> =>
  (await context.rules(siteId)).values.deals.sealCustodian;

export async function keepersOf(context: Context, seal: Pick<Seal, 'siteId' | 'custodianId'>): Promise<string[]> {
  const { tx } = context;
  if (seal.custodianId !== null && (await isAtWork(tx, seal.custodianId))) return [seal.custodianId];
  return holdersOfPost(tx, await postOf(context, seal.siteId), seal.siteId);
}

export const overSite = (context: Context, permission: string, siteId: string): boolean => {
  const scope = scopeOf(context.actor, permission);
  return scope === 'company' || (scope === 'site' && context.actor.siteIds.includes(siteId));
};

/** The custodian, or the manager who does it in their place. */
export async function keeps(context: Context, seal: Pick<Seal, 'siteId' | 'custodianId'>): Promise<boolean> {
  if (overSite(context, 'deals.override', seal.siteId)) return true;
  const me = context.actor.staffId;
  return me !== null && (await keepersOf(context, seal)).includes(me);
}

const posts: Readonly<Record<string, { zh: string; en: string }>> = {
  sales_assistant: { zh: '销售助理', en: 'the sales assistant' },
  supervisor: { zh: '主管', en: 'the supervisor' },
  finance: { zh: '财务', en: 'finance' },
};
export async function keeperNamed(context: Context, seal: Pick<Seal, 'siteId' | 'custodianId'>) {
  if (seal.custodianId !== null) {
    const name = (await namesOfStaff(context.tx, [seal.custodianId])).get(seal.custodianId) ?? '';
    return { zh: name, en: name };
  }
  return posts[await postOf(context, seal.siteId)] ?? { zh: '', en: '' };
}

/** The custodian and the managers, and whoever else; never whoever acts. */
export async function tellKeepers(
  context: Context,
  seal: Seal,
  notice: {
    kind: string;
    journalId: string | null;
    also?: readonly (string | null)[];
    more?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { tx, actor } = context;
  const ids = new Set([
    ...(await keepersOf(context, seal)),
    ...(await holdersOf(tx, 'deals.override', seal.siteId, actor.staffId)),
    ...(notice.also ?? []).filter((id) => id !== null),
  ]);
  if (actor.staffId !== null) ids.delete(actor.staffId);
  const payload = { link: '/deals/seals', seal: seal.name, by: actor.name, ...notice.more };
  for (const staffId of ids)
    await notify(context, { staffId, kind: notice.kind, payload, journalId: notice.journalId });
}
