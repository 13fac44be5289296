/** Filters live in the address, so that a list can be linked, reloaded and gone back to. */
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

type Value = string | number | boolean | readonly string[];
type State = Readonly<Record<string, Value>>;

function parse(text: unknown, like: Value): Value {
  const first = Array.isArray(text) ? text[0] : text;
  if (Array.isArray(like)) return text === undefined ? like : Array.isArray(text) ? text.map(String) : [String(text)];
  if (first === undefined) return like;
  if (typeof like === 'number') return Number.isFinite(Number(first)) ? Number(first) : like;
  if (typeof like === 'boolean') return first === 'true' || first === '1';
  return String(first);
}

const isDefault = (value: Value, like: Value): boolean =>
  Array.isArray(value) ? JSON.stringify(value) === JSON.stringify(like) : value === like;

/** `defaults` gives names, types and values when the address says nothing; it must be a constant of the module. */
export function useUrlState<S extends State>(defaults: S): [S, (change: Partial<S>) => void] {
  const search = useRouterState({ select: (state) => state.location.search as Record<string, unknown> });
  const navigate = useNavigate();
  const state = useMemo(
    () => Object.fromEntries(Object.entries(defaults).map(([key, like]) => [key, parse(search[key], like)])) as S,
    [search, defaults],
  );
  const change = useCallback(
    (changed: Partial<S>) => {
      void navigate({
        to: '.',
        replace: true,
        search: (before: Record<string, unknown>) => {
          const next: Record<string, unknown> = { ...before };
          for (const [key, value] of Object.entries(changed) as [string, Value | undefined][]) {
            if (value === undefined || isDefault(value, defaults[key] ?? '')) delete next[key];
            else next[key] = value;
          }
          return next;
        },
      } as never);
    },
    [navigate, defaults],
  );
  return [state, change];
}

/** The address keeps plain text ("007" stays "007"). */
export const parseSearch = (text: string): Record<string, unknown> => {
  const found: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key];
    found[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return found;
};
export const stringifySearch = (search: Record<string, unknown>): string => {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null) continue; // an empty text stays: "all" where the list shows less by itself
    for (const one of Array.isArray(value) ? value : [value]) out.append(key, String(one));
  }
  const text = out.toString();
  return text ? `?${text}` : '';
};
