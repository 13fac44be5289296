/**
 * Visits, calls and follow-ups of the past. Each stands on the customer's timeline with its own author and date; visits and calls
 * also stand in the desk's registers of their day.
 */
import { cutText, type Problem, type RowValues, type Target } from '#core/imports/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { instantAt } from '#core/kernel/instant.ts';
import { dropContacts, type ImportedContact, importContacts } from '#server/claims/index.ts';
import { dropImportedCalls, dropImportedVisits, importCall, importVisit } from '#server/desk/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { adopt, type EnteredRows, enterCustomers, KEPT, notAfter, remark, siteOf, undoCustomers } from './customers.ts';
import type { Outcome, TakenRow, Writer } from './writer.ts';

interface Kind {
  readonly author: 'consultant' | 'answeredBy' | 'author';
  readonly channel: (values: RowValues) => Pick<ImportedContact, 'channel' | 'answered'>;
  readonly text: (values: RowValues) => string;
  /** Whoever received a new customer owns them, as at the desk. */
  readonly owns: boolean;
}

const joined = (...parts: (string | undefined | false)[]): string => parts.filter((part) => part).join(';');
const channels: Readonly<Record<string, Pick<ImportedContact, 'channel' | 'answered'>>> = {
  call: { channel: 'call', answered: true },
  call_unanswered: { channel: 'call', answered: false },
  message: { channel: 'sms', answered: false },
  chat: { channel: 'chat', answered: false },
  visit: { channel: 'visit', answered: true },
  note: { channel: 'note', answered: false },
};

const kinds: Readonly<Partial<Record<Target, Kind>>> = {
  visits: {
    author: 'consultant',
    owns: true,
    channel: () => ({ channel: 'reception', answered: true }),
    text: ({ text, numbers, flags }) =>
      joined(
        text.arrival,
        numbers.partySize !== undefined && `${numbers.partySize}人`,
        flags.firstVisit === true && '首访',
        text.interest,
        text.note,
      ),
  },
  calls: {
    author: 'answeredBy',
    owns: false,
    channel: () => ({ channel: 'call', answered: true }),
    text: ({ text, flags }) => joined(text.topic, flags.invited === true && '已邀约', text.note),
  },
  followUps: {
    author: 'author',
    owns: false,
    channel: ({ text }) => channels[text.channel ?? ''] ?? { channel: 'note', answered: false },
    text: ({ text }) => joined(text.content, text.note),
  },
};

interface Placed {
  readonly row: TakenRow;
  readonly customerId: string | null;
  readonly authorId: string;
  readonly siteId: string | null;
  readonly at: string;
  readonly text: string;
}

function place(context: Context, job: Job, row: TakenRow, kind: Kind, customerId: string | null): Placed {
  const { values } = row.plan;
  const authorId = values.colleagues[kind.author] ?? '';
  const at = instantAt(values.dates.date ?? '', values.times.time ?? '12:00', job.timeZone);
  return {
    row,
    customerId,
    authorId,
    siteId: siteOf(job, row) ?? job.staff.get(authorId)?.siteId ?? null,
    at: notAfter(at, context.now),
    text: cutText(kind.text(values), 4000),
  };
}

async function carryOut(context: Context, job: Job, rows: readonly TakenRow[]): Promise<ReadonlyMap<number, Outcome>> {
  const kind = job.target === null ? undefined : kinds[job.target];
  if (!kind) throw new Error(`not a kind of contact: ${job.target}`);
  // A row that is there already has nothing to add.
  const repeated = rows.filter((row) => row.plan.kind === 'merge');
  const fresh = rows.filter((row) => row.plan.kind !== 'merge');
  const outcomes = new Map<number, Outcome>(
    repeated.map((row) => [row.rowIndex, { kind: 'done', customerId: null, recordId: null, effects: [] }]),
  );
  const homeless =
    job.target === 'followUps' ? [] : fresh.filter((row) => place(context, job, row, kind, null).siteId === null);
  for (const row of homeless)
    outcomes.set(row.rowIndex, {
      kind: 'returned',
      problems: [...row.plan.problems, remark(job, 'SITE_UNKNOWN', kind.author, 'error')],
    });
  const housed = fresh.filter((row) => !homeless.includes(row));
  const entered = await enterCustomers(context, job, housed);
  if (kind.owns) await adopt(context, job, housed, entered, 'consultant');
  const journalId = housed.length > 0 ? recordBatch(context, job, housed.length) : '';
  const contacts: ImportedContact[] = [];
  for (const row of housed)
    outcomes.set(row.rowIndex, await take(context, job, row, kind, entered, journalId, contacts));
  await importContacts(context, job.record.id, contacts);
  return outcomes;
}

/** The registers point at a journal entry; for rows of the past it is the import's own. */
const recordBatch = (context: Context, job: Job, rows: number): string =>
  context.record({
    kind: 'imports.register',
    siteId: job.record.siteId,
    subject: { type: 'import', id: job.record.id },
    staffIds: [job.record.startedBy],
    input: { file: job.record.fileName, sheet: job.record.sheetName, target: job.target },
    facts: { rows },
    decision: accept({ rows }, []),
  });

async function take(
  context: Context,
  job: Job,
  row: TakenRow,
  kind: Kind,
  entered: EnteredRows,
  journalId: string,
  contacts: ImportedContact[],
): Promise<Outcome> {
  const one = entered.get(row.rowIndex);
  if (one && !('customerId' in one)) return one;
  const placed = place(context, job, row, kind, one?.customerId ?? null);
  const effects: Effect[] = [...(one?.effects ?? [])];
  const registered = job.target === 'followUps' ? null : await register(context, job, placed, journalId);
  if (registered) effects.push({ rowIndex: row.rowIndex, ...registered });
  let contactId: string | null = null;
  if (placed.customerId !== null) {
    contactId = context.newId();
    const { customerId, authorId, siteId, at, text } = placed;
    contacts.push({
      id: contactId,
      customerId,
      authorId,
      siteId,
      at,
      text,
      ...kind.channel(row.plan.values),
      nextOn: row.plan.values.dates.nextOn ?? null,
    });
    effects.push({ rowIndex: row.rowIndex, kind: 'contact.added', subjectId: contactId });
  }
  const remarks: readonly Problem[] = one?.remarks ?? [];
  return {
    kind: 'done',
    customerId: placed.customerId,
    recordId: registered?.subjectId ?? contactId,
    effects,
    remarks,
  };
}

async function register(
  context: Context,
  job: Job,
  placed: Placed,
  journalId: string,
): Promise<Pick<Effect, 'kind' | 'subjectId'> | null> {
  const { row, siteId, at, authorId, customerId } = placed;
  const { text, numbers, dates, names, phones } = row.plan.values;
  const day = dates.date;
  if (siteId === null || day === undefined) return null;
  const common = { siteId, day, at, importId: job.record.id, journalId, note: cutText(text.note ?? '', 2000) };
  if (job.target === 'visits') {
    if (customerId === null) return null;
    const subjectId = await importVisit(context, {
      ...common,
      customerId,
      serverId: authorId,
      partySize: numbers.partySize ?? 1,
      interest: text.interest ?? '',
    });
    return subjectId === null ? null : { kind: 'visit.added', subjectId };
  }
  const contact = phones.map(({ number }) => number).join('/');
  const subjectId = await importCall(context, {
    ...common,
    caller: names.join('/'),
    contact,
    need: text.topic ?? '',
    customerId,
    answeredBy: authorId === '' ? null : authorId,
  });
  return subjectId === null ? null : { kind: 'call.added', subjectId };
}

export const contactsWriter: Writer = {
  carryOut,
  async undo(context, importId, effects) {
    const drops = {
      'contact.added': dropContacts,
      'visit.added': dropImportedVisits,
      'call.added': dropImportedCalls,
    } as const;
    const gone = new Set<string>();
    for (const [kind, drop] of Object.entries(drops)) {
      const ids = effects.filter((effect) => effect.kind === kind).map((effect) => effect.subjectId);
      if (ids.length > 0) for (const id of await drop(context, importId, ids)) gone.add(id);
    }
    const others = await undoCustomers(context, importId, effects);
    return effects.map((effect) =>
      effect.kind in drops ? (gone.has(effect.subjectId) ? null : KEPT) : (others.get(effect) ?? null),
    );
  },
};
