/** Looking into stored facts and answers whose shape only their kind knows. */
import type { Claim } from '../claims/index.ts';
import type { DeskSheet } from '../desk/index.ts';

export type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isClaim = (value: unknown): value is Claim =>
  isPlain(value) &&
  typeof value.id === 'string' &&
  typeof value.ownerId === 'string' &&
  typeof value.customerId === 'string' &&
  typeof value.registeredAt === 'string' &&
  'protectedUntil' in value &&
  'effectiveAt' in value;

export const isSheet = (value: unknown): value is DeskSheet =>
  isPlain(value) && Array.isArray(value.line) && isPlain(value.visits) && typeof value.day === 'string';

/** An answer that says who is credited with a deal and who is paid. */
export const isSplit = (outcome: unknown): outcome is Plain & { readonly performance: readonly unknown[] } =>
  isPlain(outcome) && Array.isArray(outcome.performance);

/** Every claim that stands anywhere in a value. */
export function claimsIn(value: unknown): readonly Claim[] {
  if (isClaim(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(claimsIn);
  return isPlain(value) ? Object.values(value).flatMap(claimsIn) : [];
}

/** The value with every claim as `replace` gives it; a claim it gives null for leaves its list, or becomes null. */
export function withClaims(value: unknown, replace: (claim: Claim) => Claim | null): unknown {
  if (isClaim(value)) return replace(value);
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => {
      const next = withClaims(item, replace);
      return next === null && isClaim(item) ? [] : [next];
    });
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withClaims(inner, replace)]));
}

/** The value with one person in another's place wherever their id stands. */
export function withPerson(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((item: unknown) => withPerson(item, from, to));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key === from ? to : key, withPerson(inner, from, to)]),
  );
}
