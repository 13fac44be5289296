/** Visits, calls and follow-ups of the past: contacts on the customer's timeline, each with its own author and date. */
import type { Problem, RowValues, Target } from '#core/imports/index.ts';
import { instantAt } from '#core/kernel/instant.ts';
import { dropContacts, type ImportedContact, importContacts } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { adopt, type EnteredRows, enterCustomers, KEPT, notAfter, siteOf, undoCustomers } from './customers.ts';
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

function contactOf(context: Context, job: Job, row: TakenRow, kind: Kind, customerId: string): ImportedContact {
  const { values } = row.plan;
  const authorId = values.colleagues[kind.author] ?? '';
  const at = instantAt(values.dates.date ?? '', values.times.time ?? '12:00', job.timeZone);
  return {
    id: context.newId(),
    customerId,
    authorId,
    siteId: siteOf(job, row) ?? job.staff.get(authorId)?.siteId ?? null,
    at: notAfter(at, context.now),
    ...kind.channel(values),
    text: kind.text(values).slice(0, 4000),
    nextOn: values.dates.nextOn ?? null,
  };
}

async function carryOut(context: Context, job: Job, rows: readonly TakenRow[]): Promise<ReadonlyMap<number, Outcome>> {
  const kind = job.target === null ? undefined : kinds[job.target];
  if (!kind) throw new Error(`not a kind of contact: ${job.target}`);
  // A row that is there already has nothing to add.
  const repeated = rows.filter((row) => row.plan.kind === 'merge');
  const fresh = rows.filter((row) => row.plan.kind !== 'merge');
  const entered = await enterCustomers(context, job, fresh);
  if (kind.owns) await adopt(context, job, fresh, entered, 'consultant');
  const outcomes = new Map<number, Outcome>(
    repeated.map((row) => [row.rowIndex, { kind: 'done', customerId: null, recordId: null, effects: [] }]),
  );
  const contacts: ImportedContact[] = [];
  for (const row of fresh) outcomes.set(row.rowIndex, outcomeOf(context, job, row, kind, entered, contacts));
  await importContacts(context, job.record.id, contacts);
  return outcomes;
}

function outcomeOf(
  context: Context,
  job: Job,
  row: TakenRow,
  kind: Kind,
  entered: EnteredRows,
  contacts: ImportedContact[],
): Outcome {
  const one = entered.get(row.rowIndex);
  if (!one || !('customerId' in one)) return one ?? { kind: 'open' };
  const contact = contactOf(context, job, row, kind, one.customerId);
  contacts.push(contact);
  const effects: Effect[] = [...one.effects, { rowIndex: row.rowIndex, kind: 'contact.added', subjectId: contact.id }];
  const remarks: readonly Problem[] = one.remarks;
  return { kind: 'done', customerId: one.customerId, recordId: contact.id, effects, remarks };
}

export const contactsWriter: Writer = {
  carryOut,
  async undo(context, importId, effects) {
    const contacts = effects.filter((effect) => effect.kind === 'contact.added');
    const gone =
      contacts.length > 0
        ? await dropContacts(
            context,
            importId,
            contacts.map((effect) => effect.subjectId),
          )
        : new Set<string>();
    const others = await undoCustomers(context, importId, effects);
    return effects.map((effect) =>
      effect.kind === 'contact.added' ? (gone.has(effect.subjectId) ? null : KEPT) : (others.get(effect) ?? null),
    );
  },
};
