/** Written notices between departments: who they go to, what they may be about, what still has to come of them. */
import type { Instant } from '../kernel/instant.ts';

/** Departments a rulebook can name; a site may have others, by name. */
export const departmentKeys = [
  'finance',
  'technical',
  'production',
  'warehouse',
  'after_sales',
  'customer_service',
  'planning',
  'property',
  'administration',
] as const;
export type DepartmentKey = (typeof departmentKeys)[number];

export const noteKinds = ['feedback', 'technical_requirement', 'technical_change', 'order', 'task', 'cause'] as const;
export type NoteKind = (typeof noteKinds)[number];
/** What people write; orders are forwarded by themselves, causes come from the position of a site. */
export const writtenKinds = ['feedback', 'technical_requirement', 'technical_change', 'task'] as const;

/** What a customer said or wants has to say whose words they are. */
export const isAboutCustomer = (kind: NoteKind): boolean =>
  kind === 'feedback' || kind === 'technical_requirement' || kind === 'technical_change';
/** An order is done once the department has signed for it; anything else wants an answer. */
export const wantsAnswer = (kind: NoteKind): boolean => kind !== 'order';

export const noteClauses: Readonly<Record<NoteKind, readonly string[]>> = {
  feedback: ['S0.04.d5b', 'S1.06.k1'],
  technical_requirement: ['S0.04.d5b', 'S1.06.k1'],
  technical_change: ['S0.04.d5b', 'S1.06.k1'],
  order: ['S1.09.o2'],
  task: ['S0.04.d5', 'S1.06.k1', 'S0.07.mgr.3'],
  cause: ['S0.07.sup.2'],
};

/** How one department stands to a notice. */
export interface Addressee {
  readonly departmentId: string;
  readonly receivedAt: Instant | null;
  readonly answeredAt: Instant | null;
}
export const isDone = (kind: NoteKind, { receivedAt, answeredAt }: Addressee): boolean =>
  wantsAnswer(kind) ? answeredAt !== null : receivedAt !== null;
