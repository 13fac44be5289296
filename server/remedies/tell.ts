/** Who hears of a remedy: service at the site, whoever reported the error, whoever has work to do. */
import { notifyAll } from '#server/notices/index.ts';
import { holdersOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Remedy } from './store.ts';

interface Word {
  readonly kind: string;
  readonly journalId: string | null;
  readonly more?: Readonly<Record<string, unknown>>;
}
export const linkOf = (remedyId: string): string => `/remedies/${remedyId}`;

export async function tell(
  context: Context,
  { id }: Pick<Remedy, 'id'>,
  staffIds: readonly (string | null)[],
  { kind, journalId, more = {} }: Word,
): Promise<void> {
  const others = [...new Set(staffIds)].filter((one) => one !== null && one !== context.actor.staffId) as string[];
  const payload = { link: linkOf(id), ...more };
  await notifyAll(
    context,
    others.map((staffId) => ({ staffId, kind: `remedies.${kind}`, payload, journalId })),
  );
}

export const serviceOf = (context: Context, siteId: string): Promise<string[]> =>
  holdersOf(context.tx, 'remedies.handle', siteId, context.actor.staffId);

export const announce = (context: Context, { id, siteId }: Pick<Remedy, 'id' | 'siteId'>): void =>
  context.publish({ topic: 'remedies', siteId, id });
