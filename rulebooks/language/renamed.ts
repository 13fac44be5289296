/**
 * Parameters that go by another name than they used to. A document written before still compiles: the old name is read as the new
 * one, and where a document states both, the new one counts.
 */
import type { Registry } from './types.ts';
import { findParameter, type Scalar } from './values.ts';

interface Renaming {
  readonly to: string;
  /** Options that go by another name too. */
  readonly options?: Readonly<Record<string, string>>;
}

const renamings: Readonly<Record<string, Renaming>> = {
  'desk.referral': { to: 'claims.referralOwner', options: { original: 'original_receiver' } },
  'desk.familyOwner': {
    to: 'claims.familyOwner',
    options: { first_receptionist: 'first_receiver', ordinary: 'separate' },
  },
  'organisation.longLeaveDays': { to: 'claims.longLeaveDays' },
};

/** Today's name and value of a parameter as an old document writes it; null when it is not an old name. */
export function renamed(registry: Registry, name: string, value: Scalar): { name: string; value: Scalar } | null {
  const renaming = Object.hasOwn(renamings, name) ? renamings[name] : undefined;
  if (!renaming || findParameter(registry, name) || !findParameter(registry, renaming.to)) return null;
  return { name: renaming.to, value: renaming.options?.[String(value)] ?? value };
}

export const formerNames = (name: string): readonly string[] =>
  Object.entries(renamings).flatMap(([former, { to }]) => (to === name ? [former] : []));
