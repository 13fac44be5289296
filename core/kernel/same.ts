/** Whether two values say the same once JSON has kept them: key order is nothing, what is undefined is not there. */

/** One place where two values differ. An absent value is undefined. */
export interface Difference {
  /** Where: "outcome.entries.0.to"; empty for the whole. */
  readonly path: string;
  readonly stored: unknown;
  readonly now: unknown;
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Whatever JSON has no words for is not kept; NaN and the infinities become null.
const scalar = (value: unknown): unknown => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
};

function* compared(stored: unknown, now: unknown, path: string): Generator<Difference> {
  if (stored === now) return;
  const at = (key: string | number) => (path === '' ? `${key}` : `${path}.${key}`);
  if (Array.isArray(stored) && Array.isArray(now)) {
    const length = Math.max(stored.length, now.length);
    for (let index = 0; index < length; index++) {
      // A hole or an undefined element of an array is kept as null.
      const element = (list: readonly unknown[]) => (index < list.length ? (list[index] ?? null) : undefined);
      yield* compared(element(stored), element(now), at(index));
    }
  } else if (isObject(stored) && isObject(now)) {
    for (const key of new Set([...Object.keys(stored), ...Object.keys(now)]))
      yield* compared(stored[key], now[key], at(key));
  } else if (scalar(stored) !== scalar(now)) {
    yield { path, stored, now };
  }
}

export const differences = (stored: unknown, now: unknown, max = 20): readonly Difference[] =>
  compared(stored, now, '').take(max).toArray();

export const sameJson = (one: unknown, other: unknown): boolean => compared(one, other, '').next().done === true;
