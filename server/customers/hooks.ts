/**
 * Places where capabilities further up the list take part: what happens to claims and visits when two customers become one, and how
 * a customer is given to a colleague. They register at module load, so that customers need not know them.
 */
import type { Context } from '#server/platform/context.ts';

export interface MergePair {
  readonly mergeId: string;
  readonly keptId: string;
  readonly absorbedId: string;
}
export interface MergeHook {
  readonly name: string;
  /** Moves what hangs on the absorbed customer; returns what it needs to undo that. */
  readonly merge: (context: Context, pair: MergePair) => Promise<unknown>;
  readonly undo: (context: Context, pair: MergePair, moved: unknown) => Promise<void>;
}
const mergeHooks = new Map<string, MergeHook>();
export const onMerge = (hook: MergeHook): void => void mergeHooks.set(hook.name, hook);

export async function runMergeHooks(context: Context, pair: MergePair): Promise<Record<string, unknown>> {
  const moved: Record<string, unknown> = {};
  for (const hook of mergeHooks.values()) moved[hook.name] = (await hook.merge(context, pair)) ?? null;
  return moved;
}

export async function undoMergeHooks(
  context: Context,
  pair: MergePair,
  moved: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const hook of [...mergeHooks.values()].reverse()) await hook.undo(context, pair, moved[hook.name] ?? null);
}

export interface Assignment {
  readonly customerId: string;
  readonly staffId: string;
  readonly reason: string;
}
type AssignHook = (context: Context, assignment: Assignment) => Promise<unknown>;
let assignHook: AssignHook | null = null;
/** Claims says how a customer passes to a colleague: transfer of a live claim, or a new one. Refusals are thrown. */
export const onAssign = (hook: AssignHook): void => {
  assignHook = hook;
};
export const assign = (context: Context, assignment: Assignment): Promise<unknown> => {
  if (!assignHook) throw new Error('no capability has said how customers are assigned');
  return assignHook(context, assignment);
};

/** Business that a later capability knows of: deals of these customers, whatever became of them afterwards. */
export interface BusinessDone {
  readonly customerId: string;
  readonly on: string;
  readonly until: string;
  readonly number: string;
}
type BusinessSource = (context: Context, customerIds: readonly string[]) => Promise<readonly BusinessDone[]>;
let businessSource: BusinessSource = async () => [];
export const onBusinessDone = (source: BusinessSource): void => {
  businessSource = source;
};
export const businessDone: BusinessSource = (context, customerIds) => businessSource(context, customerIds);

/** The form that claims a new customer, handed in and in order: somebody further up puts it to whoever confirms it. */
export interface NewCustomerForm {
  readonly claimId: string;
  readonly customerId: string;
  readonly siteId: string | null;
  readonly formName: string;
  readonly invoiceName: string;
  readonly firstOn: string;
  /** The last business before the period, if there ever was any. */
  readonly lastBefore: string | null;
  readonly years: number;
}
type FormHandler = (context: Context, form: NewCustomerForm) => Promise<void>;
let formHandler: FormHandler | null = null;
export const onNewCustomerForm = (handler: FormHandler): void => {
  formHandler = handler;
};
export const handInForm = async (context: Context, form: NewCustomerForm): Promise<void> => {
  if (!formHandler) throw new Error('no capability has said who confirms new customers');
  await formHandler(context, form);
};
