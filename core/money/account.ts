/**
 * Where a deal stands with the cashier: what is in hand, what counts towards the price, what is still on its way, and how it covers
 * what is due. All of it is worked out from the lines of the ledger, so that a reversal restores what was before.
 */
import type { Instant } from '../kernel/instant.ts';
import type { Due, DueStanding, ReceiptLine } from './ledger-types.ts';

export interface Standing {
  /** Money in hand towards the price, whatever papers are missing. */
  readonly heldFen: number;
  /** Of it, what counts: a deposit counts once its slip is back, where the house asks for it (S0.08.g.13). */
  readonly countedFen: number;
  /** Remittances, cheques and loans that have not arrived. */
  readonly pendingFen: number;
  readonly feesFen: number;
  /** Deposits in hand, and those still to arrive. */
  readonly depositFen: number;
  readonly depositPendingFen: number;
  /** Deposits whose slip is still out. */
  readonly slipsOutFen: number;
  /** Down payments and instalments in hand; of a loan that is the down payment. */
  readonly ownFundsFen: number;
  readonly loanFen: number;
  readonly lastReceivedAt: Instant | null;
}

const nothing: Standing = {
  heldFen: 0,
  countedFen: 0,
  pendingFen: 0,
  feesFen: 0,
  depositFen: 0,
  depositPendingFen: 0,
  slipsOutFen: 0,
  ownFundsFen: 0,
  loanFen: 0,
  lastReceivedAt: null,
};

export function standingOf(lines: readonly ReceiptLine[], slipNeeded: boolean): Standing {
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lines.reduce((sum, line) => add(sum, line, origin(line, byId), slipNeeded), nothing);
}

/** A reversal stands where the line stands that it takes back. */
const origin = (line: ReceiptLine, byId: ReadonlyMap<string, ReceiptLine>): ReceiptLine =>
  line.reverses === null ? line : (byId.get(line.reverses) ?? line);

function add(sum: Standing, { amountFen }: ReceiptLine, of: ReceiptLine, slipNeeded: boolean): Standing {
  const isDeposit = of.kind === 'deposit';
  if (of.clearedAt === null)
    return {
      ...sum,
      pendingFen: sum.pendingFen + (of.kind === 'fee' ? 0 : amountFen),
      depositPendingFen: sum.depositPendingFen + (isDeposit ? amountFen : 0),
    };
  if (of.kind === 'fee') return { ...sum, feesFen: sum.feesFen + amountFen };
  const slipIsOut = isDeposit && slipNeeded && of.slipReturnedAt === null;
  const isLoan = of.kind === 'loan';
  return {
    ...sum,
    heldFen: sum.heldFen + amountFen,
    countedFen: sum.countedFen + (slipIsOut ? 0 : amountFen),
    depositFen: sum.depositFen + (isDeposit ? amountFen : 0),
    slipsOutFen: sum.slipsOutFen + (slipIsOut ? amountFen : 0),
    ownFundsFen: sum.ownFundsFen + (isLoan || slipIsOut ? 0 : amountFen),
    loanFen: sum.loanFen + (isLoan ? amountFen : 0),
    lastReceivedAt: amountFen > 0 && (sum.lastReceivedAt ?? '') < of.clearedAt ? of.clearedAt : sum.lastReceivedAt,
  };
}

/** The day nearest first; what falls due on no day of its own comes last. */
const inOrder = (a: Due, b: Due): number =>
  (a.dueOn ?? '9999') === (b.dueOn ?? '9999') ? a.seq - b.seq : (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1;

/** Money covers the oldest debt first, an allowance takes off the last one; what covers nothing is credit. */
export function allocate(
  dues: readonly Due[],
  { countedFen, reducedFen }: { readonly countedFen: number; readonly reducedFen: number },
): { readonly rows: readonly DueStanding[]; readonly creditFen: number } {
  const ordered = [...dues].sort(inOrder);
  const reduced = new Map<number, number>();
  let toReduce = Math.max(0, reducedFen);
  for (const due of [...ordered].reverse()) {
    const part = Math.min(toReduce, due.amountFen);
    reduced.set(due.seq, part);
    toReduce -= part;
  }
  let left = Math.max(0, countedFen);
  const rows = ordered.map((due) => {
    const off = reduced.get(due.seq) ?? 0;
    const paidFen = Math.min(left, due.amountFen - off);
    left -= paidFen;
    return { ...due, reducedFen: off, paidFen, openFen: due.amountFen - off - paidFen };
  });
  return { rows, creditFen: left };
}
