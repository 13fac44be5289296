/** Capabilities whose pages are used together: their sentences come in one file, and with the first page of the family. */
export const families = {
  daily: ['desk', 'customers', 'claims', 'organisation', 'remedies'],
  sales: ['inventory', 'offers', 'deals', 'money', 'approvals', 'reports', 'liaison'],
  rules: ['rulebook', 'journal', 'verdicts', 'trials', 'simulation', 'imports'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Family = keyof typeof families;

export const familyNames = Object.keys(families) as readonly Family[];
/** null: no family, its sentences come with the sign-in. */
export const familyOf = (capability: string): Family | null =>
  familyNames.find((name) => (families[name] as readonly string[]).includes(capability)) ?? null;
