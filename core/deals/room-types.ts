/** Words of the contract room that screens share: kinds of seals, fields of an entry, faults of writing, causes of a major deal. */
export const sealKinds = ['contract', 'correction', 'company', 'other'] as const;
export type SealKind = (typeof sealKinds)[number];
export const sealStates = ['asked', 'consented', 'out', 'back', 'refused', 'withdrawn'] as const;
export type SealState = (typeof sealStates)[number];
export const entryFields = ['name', 'sex', 'contact', 'price'] as const;
export type EntryField = (typeof entryFields)[number];
export const recheckStates = ['waiting', 'wrong', 'confirmed'] as const;
export type RecheckState = (typeof recheckStates)[number];
export const writingFaults = ['untidy', 'blurred', 'wrong_pen'] as const;
export type WritingFault = (typeof writingFaults)[number];
export const majorCauses = ['amount', 'key_customer', 'flagged'] as const;
export type MajorCause = (typeof majorCauses)[number];
export const partKinds = ['negotiation', 'signing'] as const;
export type PartKind = (typeof partKinds)[number];
