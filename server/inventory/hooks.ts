/** Where deals take part: an order that nobody marked loses its vehicle to whoever sells it. */
import type { Context } from '#server/platform/context.ts';

export interface Displaced {
  readonly unitId: string;
  /** The deal that had it, and the one that takes it. */
  readonly dealId: string;
  readonly byDealId: string;
  readonly journalId: string;
}
type DisplacedHook = (context: Context, displaced: Displaced) => Promise<void>;
let hook: DisplacedHook | null = null;
/** What becomes of the deal that lost its unit. Refusals are thrown. Without it an ordered unit stays with its deal. */
export const onDisplaced = (given: DisplacedHook): void => {
  hook = given;
};
export const displacedHook = (): DisplacedHook | null => hook;

/** A vehicle that was on its way stands here, and an order has it. */
type ArrivalHook = (context: Context, arrived: { readonly unitId: string; readonly dealId: string }) => Promise<void>;
let arrival: ArrivalHook | null = null;
export const onArrival = (given: ArrivalHook): void => {
  arrival = given;
};
export const arrivalHook = (): ArrivalHook | null => arrival;
