/** The rulebooks the product ships with. A company gets its own copy of each, which it may change. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ShippedBook {
  readonly key: string;
  /** Path inside the project, for messages. */
  readonly file: string;
  readonly source: string;
}

const KEYS = [
  'sales-office-reception',
  'real-estate-customers',
  'car-showroom',
  'club-membership',
  'four-position-desk',
  'customer-information',
  'subscription-signing',
  'housing-sales',
  'car-delivery',
] as const;

export const shippedBooks = (): readonly ShippedBook[] =>
  KEYS.map((key) => ({
    key,
    file: `rulebooks/${key}.md`,
    source: readFileSync(fileURLToPath(new URL(`${key}.md`, import.meta.url)), 'utf8'),
  }));

/** The book a new site of this kind starts with; null leaves it on the declared defaults. */
export const firstBookOf = (siteKind: string): string | null =>
  ({
    real_estate: 'sales-office-reception',
    car_showroom: 'car-showroom',
    gym: 'club-membership',
    general: 'customer-information',
  })[siteKind] ?? null;
