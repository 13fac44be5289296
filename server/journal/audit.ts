/** An audit: the chain followed to its end, the entries without a seal, the heads seen earlier, and every decision made again. */
import type { Database } from '#server/platform/database.ts';
import { headText } from './chain.ts';
import { type Finding, redecideAll } from './redecide.ts';
import { countIn, type Span } from './seal-store.ts';
import { type ExpectedHead, followChain, type Found, holdAgainst, openEntries } from './verify.ts';

export interface AuditAsk extends Span {
  readonly companyId: string;
  /** Heads that must be part of the chain: printed, kept by this server, found by earlier audits. */
  readonly expected: readonly ExpectedHead[];
}

export interface AuditTally {
  readonly sealed: number;
  readonly unsealed: number;
  readonly decided: number;
  readonly acts: number;
  /** Recorded by an earlier release with too few facts to be decided again; their seal is verified like every other. */
  readonly earlier: number;
  readonly head: string;
}

export interface AuditStep {
  readonly done: number;
  readonly total: number;
  readonly found: readonly Found[];
  readonly tally: AuditTally;
  /** The first entries that are not sealed yet. */
  readonly listed?: readonly { readonly id: string; readonly kind: string; readonly at: string }[];
}

/** Step by step, each in short transactions of its own; breaking out of the loop ends it. Nothing is written. */
export async function* audit(database: Database, ask: AuditAsk): AsyncGenerator<AuditStep> {
  const { companyId, from, to } = ask;
  const { head, found } = await holdAgainst(database, companyId, ask.expected);
  const entries = await database.inCompany(companyId, (tx) => countIn(tx, { from, to }));
  const total = head.sequence + entries;
  let tally: AuditTally = { sealed: 0, unsealed: 0, decided: 0, acts: 0, earlier: 0, head: headText(head) };
  let done = 0;
  yield { done, total, found, tally };
  for await (const { links, found } of followChain(database, companyId, { from, to })) {
    done += links;
    tally = { ...tally, sealed: tally.sealed + links };
    yield { done, total, found, tally };
  }
  const open = await openEntries(database, companyId, { from, to });
  tally = { ...tally, unsealed: open.waiting };
  yield { done, total, found: open.found, tally, listed: open.listed };
  for await (const batch of redecideAll(database, { companyId, from, to })) {
    const { decided, acts, earlier } = batch;
    done += decided + acts + earlier;
    tally = {
      ...tally,
      decided: tally.decided + decided,
      acts: tally.acts + acts,
      earlier: tally.earlier + earlier,
    };
    yield { done, total, found: batch.findings.map(foundOf), tally };
  }
}

const foundOf = ({ entry, redecided }: Finding): Found => {
  const about = { sequence: null, entryId: entry.id };
  const { kind, at } = entry;
  if (redecided.is === 'fault')
    return { ...about, code: 'NOT_DECIDABLE', detail: { kind, at, fault: redecided.fault } };
  const { stored, now, differences } = redecided;
  return { ...about, code: 'ANSWER_DIFFERS', detail: { kind, at, stored, now, differences } };
};
