/** The codes of delivering on time, which the wire and the screens name too. */

/** On whose wish a date moves. */
export const wishes = ['customer', 'house'] as const;
export type Wish = (typeof wishes)[number];

export const deliveryTerms = ['payment_method', 'delivery_deadline', 'implementation_plan'] as const;
export type DeliveryTerm = (typeof deliveryTerms)[number];

/** What the customer is told of. */
export const progressKinds = [
  'effective',
  'allocated',
  'unit_lost',
  'arrived',
  'signed',
  'loan_reported',
  'changed',
  'date_moved',
] as const;
export type ProgressKind = (typeof progressKinds)[number];

/** What is looked at when goods are handed over; whether they are in time the dates say. */
export const checkPoints = ['quality', 'quantity'] as const;
export type CheckPoint = (typeof checkPoints)[number];
