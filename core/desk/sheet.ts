/**
 * The reducer of the sheet and the pen that writes ledger entries. A decision only ever changes the sheet by writing an entry, so
 * replaying the entries of a day gives the sheet again, and every change of place or count has an entry that explains it.
 */
import type { ClauseId } from '../kernel/decision.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { Change, DeskSheet, Entry, EntryKind, LineItem, StaffId, Unit, UnitId, VisitId } from './types.ts';

export const emptySheet = (siteId: string, day: LocalDate, timeZone: string): DeskSheet => ({
  siteId,
  day,
  timeZone,
  status: 'planned',
  openedAt: null,
  closesAt: '18:00',
  line: [],
  units: {},
  presence: {},
  unitCounts: {},
  staffCounts: {},
  visits: {},
  countedPairs: [],
  makeUps: {},
  messages: [],
  notices: [],
  event: null,
  duty: null,
  offDutyHelp: [],
  lastRotation: null,
  visitsNumbered: 0,
  lastSeq: 0,
});

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

function change(sheet: DeskSheet, step: Change): DeskSheet {
  switch (step.set) {
    case 'sheet':
      return { ...sheet, ...step.value };
    case 'unit':
      return { ...sheet, units: { ...sheet.units, [step.value.id]: step.value } };
    case 'presence':
      return { ...sheet, presence: { ...sheet.presence, [step.staffId]: step.value } };
    case 'visit':
      return {
        ...sheet,
        visits: { ...sheet.visits, [step.value.visitId]: step.value },
        visitsNumbered: Math.max(sheet.visitsNumbered, step.value.number),
      };
    case 'visit_gone':
      return { ...sheet, visits: without(sheet.visits, step.visitId) };
    case 'make_up':
      return { ...sheet, makeUps: { ...sheet.makeUps, [step.value.id]: step.value } };
    case 'make_up_gone':
      return { ...sheet, makeUps: without(sheet.makeUps, step.id) };
    case 'counted_pair': {
      const others = sheet.countedPairs.filter((pair) => pair !== step.pair);
      return { ...sheet, countedPairs: step.present ? [...others, step.pair] : others };
    }
  }
}

function moveInLine(line: readonly LineItem[], entry: Entry): readonly LineItem[] {
  if (entry.from === entry.to) return line;
  const next = [...line];
  let item: LineItem = { unitId: entry.unitId ?? '', makeUpId: entry.makeUpId };
  if (entry.from !== null) {
    const [taken] = next.splice(entry.from - 1, 1);
    if (taken === undefined || taken.unitId !== entry.unitId || taken.makeUpId !== entry.makeUpId) {
      throw new Error(`Ledger entry ${entry.seq} moves place ${entry.from}, which is not where that turn stands.`);
    }
    item = taken;
  }
  if (entry.to !== null) next.splice(entry.to - 1, 0, item);
  return next;
}

const tally = (
  counts: Readonly<Record<string, number>>,
  key: string | null,
  delta: number,
): Readonly<Record<string, number>> =>
  key === null || delta === 0 ? counts : { ...counts, [key]: (counts[key] ?? 0) + delta };

export function apply(sheet: DeskSheet, entry: Entry): DeskSheet {
  const moved: DeskSheet = {
    ...sheet,
    line: moveInLine(sheet.line, entry),
    unitCounts: tally(sheet.unitCounts, entry.unitId, entry.delta),
    staffCounts: tally(sheet.staffCounts, entry.staffId, entry.delta),
    lastSeq: entry.seq,
  };
  return entry.changes.reduce(change, moved);
}

export const replay = (start: DeskSheet, entries: readonly Entry[]): DeskSheet => entries.reduce(apply, start);

export interface EntryDraft {
  readonly kind: EntryKind;
  readonly clauses: readonly ClauseId[];
  readonly unitId?: UnitId | null;
  readonly staffId?: StaffId | null;
  readonly visitId?: VisitId | null;
  readonly makeUpId?: string | null;
  readonly delta?: number;
  readonly from?: number | null;
  readonly to?: number | null;
  readonly reason?: string | null;
  readonly changes?: readonly Change[];
}

/** Collects the entries of one decision and keeps the sheet they lead to. Local to a decision; nothing of it escapes but the result. */
export class Ledger {
  sheet: DeskSheet;
  readonly entries: Entry[] = [];
  readonly now: Instant;
  private readonly by: StaffId | null;

  constructor(sheet: DeskSheet, now: Instant, by: StaffId | null) {
    this.sheet = sheet;
    this.now = now;
    this.by = by;
  }

  write(draft: EntryDraft): void {
    const here = this.placeOf(draft.unitId ?? null, draft.makeUpId ?? null);
    const entry: Entry = {
      seq: this.sheet.lastSeq + 1,
      at: this.now,
      kind: draft.kind,
      unitId: draft.unitId ?? null,
      staffId: draft.staffId ?? null,
      visitId: draft.visitId ?? null,
      makeUpId: draft.makeUpId ?? null,
      delta: draft.delta ?? 0,
      from: draft.from === undefined ? here : draft.from,
      to: draft.to === undefined ? here : draft.to,
      clauses: draft.clauses,
      reason: draft.reason ?? null,
      by: this.by,
      changes: draft.changes ?? [],
    };
    this.sheet = apply(this.sheet, entry);
    this.entries.push(entry);
  }

  /** Place in the line counted from 1, or null when it is not in the line. */
  placeOf(unitId: UnitId | null, makeUpId: string | null = null): number | null {
    const index = this.sheet.line.findIndex((item) => item.unitId === unitId && item.makeUpId === makeUpId);
    return index < 0 ? null : index + 1;
  }

  /** The last place, for something that already stands in the line. */
  get end(): number {
    return this.sheet.line.length;
  }
}

export const unitOf = (sheet: DeskSheet, staffId: StaffId): Unit | null =>
  Object.values(sheet.units).find((unit) => unit.members.includes(staffId)) ?? null;

export const countedPair = (customerId: string, staffId: StaffId): string => `${customerId} ${staffId}`;
