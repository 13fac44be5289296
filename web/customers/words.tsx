/** What the customer pages have in common: types of the contract, filters of the list, the words of its codes. */
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CustomerDetail, CustomerRow } from '#contract/customers.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

export type Row = z.output<typeof CustomerRow>;
export type File = z.output<typeof CustomerDetail>;
export type Person = File['people'][number];

/** Names, types and defaults of the filters in the address. */
export const filterDefaults = {
  q: '',
  grade: '',
  stage: '',
  source: '',
  tag: '',
  type: '',
  unowned: '',
  registeredFrom: '',
  registeredTo: '',
};
export type Filters = typeof filterDefaults;

/** What the server is asked: empty ones are left out. The address is free text, so the server judges it. */
export const asked = (filters: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(filterDefaults).flatMap((name) => {
      const value = String(filters[name] ?? '');
      return value === '' ? [] : [[name, value]];
    }),
  );

/** Where customers come from, as one may say at the door. */
export const sourceCodes = [
  'walk_in',
  'phone',
  'website',
  'exhibition',
  'meeting',
  'referral',
  'agent',
  'advertisement',
  'outreach',
  'other',
];

export const gradeTones = { A: 'good', B: 'active', C: 'waiting', D: 'neutral' } as const;

export function GradeTag({ grade }: { grade: string | null }) {
  const tone = gradeTones[grade as keyof typeof gradeTones];
  return grade === null ? <span className="muted">—</span> : <StateTag tone={tone ?? 'neutral'}>{grade}</StateTag>;
}

/** A code in the reader's language. */
export function useWord(): (kind: string, code: string | null | undefined) => string {
  const { t, i18n } = useTranslation();
  return (kind, code) => {
    if (!code) return '';
    const key = `customers.${kind}.${code}`;
    return i18n.exists(key) ? t(key) : code;
  };
}
