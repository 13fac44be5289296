/** Staff lists, and lists of those who have left. The company's own line of command and mentor rules decide as on the form. */
import { organisationRefusals } from '#contract/organisation.ts';
import type { Problem } from '#core/imports/index.ts';
import {
  addFormerStaff,
  createStaff,
  fillInStaff,
  removeImportedStaff,
  restoreStaff,
  type StaffDraft,
  type StaffParticulars,
  setOnLeave,
  siteNamed,
  teamNamed,
} from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { Refused } from '#server/platform/refused.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { KEPT } from './customers.ts';
import type { Outcome, TakenRow, Writer } from './writer.ts';

/** The post that a title names; the post's own role comes with it. A title we do not know stays a title. */
const posts: readonly (readonly [RegExp, string])[] = [
  [/总经理/, 'general_manager'],
  [/总监/, 'director'],
  [/经理/, 'manager'],
  [/主管/, 'supervisor'],
  [/组长/, 'team_leader'],
  [/助理|内勤(?!.*财务)/, 'sales_assistant'],
  [/财务|会计|出纳/, 'finance'],
  [/前台|接线/, 'front_desk'],
  [/客服/, 'customer_service'],
  [/档案/, 'archivist'],
  [/顾问|销售员|业务员/, 'consultant'],
];
export const postOf = (title: string | undefined): string | null => {
  if (title === undefined) return null;
  if (/财务/.test(title)) return 'finance';
  return posts.find(([pattern]) => pattern.test(title))?.[1] ?? null;
};

const remark = (
  job: Job,
  code: Problem['code'],
  field: string,
  severity: Problem['severity'],
  detail = '',
): Problem => ({
  code,
  severity,
  field,
  column: job.record.mapping[field] ?? null,
  detail,
});

interface Place {
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly remarks: readonly Problem[];
}

async function placeOf(system: Context, job: Job, row: TakenRow): Promise<Place> {
  const { site, team } = row.plan.values.text;
  if (site === undefined) return { siteId: job.record.siteId, teamId: null, remarks: [] };
  const place = await siteNamed(system, site);
  const teamId = team === undefined ? null : (await teamNamed(system, place.id, team)).id;
  return {
    siteId: place.id,
    teamId,
    remarks: place.isNew ? [remark(job, 'SITE_CREATED', 'site', 'warning', site)] : [],
  };
}

const isOnLeave = (row: TakenRow): boolean => /休产假|产假|病假|休假|停职/.test(row.plan.values.text.note ?? '');

async function mentorNamed(context: Context, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null;
  const found = await context.tx.rows<{ id: string }>({
    text: `select id from staff where company_id = $1 and (name = $2 or number = $2) and status <> 'left' limit 2`,
    values: [context.tx.companyId, name.replace(/\s/g, '')],
  });
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

async function enter(context: Context, system: Context, job: Job, row: TakenRow): Promise<Outcome> {
  const { values } = row.plan;
  const { text, dates } = values;
  const place = await placeOf(system, job, row);
  const mentorId = await mentorNamed(context, text.mentor);
  const remarks = [
    ...place.remarks,
    ...(text.mentor !== undefined && mentorId === null
      ? [remark(job, 'STAFF_UNKNOWN', 'mentor', 'warning', text.mentor)]
      : []),
  ];
  const draft: StaffDraft = {
    name: text.name ?? '',
    number: text.employeeNo ?? null,
    post: postOf(text.post),
    title: text.post ?? '',
    phone: values.phones[0]?.number ?? null,
    siteId: place.siteId,
    teamId: place.teamId,
    mentorId,
    hiredOn: dates.joinedOn ?? null,
    onProbation: values.flags.probation === true,
    note: text.note ?? '',
    ...(text.username === undefined ? {} : { username: text.username }),
  };
  let created = await attempt(context, () => createStaff(system, [draft]));
  if (created instanceof Refused && mentorId !== null && created.detail.field === 'mentorId') {
    // A mentor who may not teach now (on leave, on probation) is no reason to keep the colleague off the books.
    remarks.push({ ...refusalOf(job, created), severity: 'warning' });
    created = await attempt(context, () => createStaff(system, [{ ...draft, mentorId: null }]));
  }
  if (created instanceof Refused)
    return { kind: 'returned', problems: [...row.plan.problems, refusalOf(job, created)] };
  const id = created[0]?.id ?? '';
  if (isOnLeave(row)) await setOnLeave(system, id);
  return {
    kind: 'done',
    customerId: null,
    recordId: id,
    effects: [{ rowIndex: row.rowIndex, kind: 'staff.created', subjectId: id }],
    remarks,
  };
}

const refusalOf = (job: Job, refused: Refused): Problem => {
  const texts: Readonly<Record<string, { zh: string }>> = organisationRefusals;
  const sentence = (texts[refused.code]?.zh ?? refused.code).replace(/\{(\w+)\}/g, (_, name: string) =>
    String(refused.detail[name] ?? ''),
  );
  const field = refused.detail.field;
  return remark(
    job,
    'RULE_REFUSED',
    field === 'mentorId' ? 'mentor' : typeof field === 'string' ? field : 'name',
    'error',
    sentence,
  );
};

async function attempt<Value>(context: Context, work: () => Promise<Value>): Promise<Value | Refused> {
  try {
    return await context.tx.attempt(work);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

async function fillIn(system: Context, job: Job, row: TakenRow, staffId: string): Promise<Outcome> {
  const { text, dates } = row.plan.values;
  const place = await placeOf(system, job, row);
  const given: StaffParticulars = {
    ...(text.post === undefined ? {} : { title: text.post, post: postOf(text.post) }),
    ...(dates.joinedOn === undefined ? {} : { hiredOn: dates.joinedOn }),
    ...(text.note === undefined ? {} : { note: text.note }),
    ...(place.siteId === null ? {} : { siteId: place.siteId, teamId: place.teamId }),
  };
  const before = await fillInStaff(system, staffId, given);
  const effects: Effect[] =
    Object.keys(before).length > 0
      ? [{ rowIndex: row.rowIndex, kind: 'staff.updated', subjectId: staffId, before }]
      : [];
  return { kind: 'done', customerId: null, recordId: staffId, effects, remarks: place.remarks };
}

/** Colleagues whose mentor stands further down the list wait until everybody without one is in. */
const inOrder = (rows: readonly TakenRow[]): readonly TakenRow[] =>
  [...rows].sort(
    (a, b) => Number(a.plan.values.text.mentor !== undefined) - Number(b.plan.values.text.mentor !== undefined),
  );

export const staffWriter: Writer = {
  async carryOut(context, job, rows) {
    // The person who imports may not hold the roles of those they enter; the right to import staff is what was checked.
    const system = context.asSystemAt(context.now);
    const outcomes = new Map<number, Outcome>();
    for (const row of inOrder(rows)) {
      const known = row.staffId;
      const outcome = known === null ? await enter(context, system, job, row) : await fillIn(system, job, row, known);
      outcomes.set(row.rowIndex, outcome);
    }
    return outcomes;
  },
  undo: undoStaff,
};

const nameOf = (job: Job, staffId: string): string =>
  [...job.roster.byName.values()].flat().find((one) => one.id === staffId)?.name ?? '';

/** Those who have left: unknown ones are entered as having left; somebody still on the books leaves by the organisation's own command. */
export const leaversWriter: Writer = {
  async carryOut(context, job, rows) {
    const system = context.asSystemAt(context.now);
    const outcomes = new Map<number, Outcome>();
    for (const row of rows) {
      const { text, dates } = row.plan.values;
      const leftOn = dates.leftOn ?? '';
      const { staffId } = row;
      const receiver = row.plan.values.colleagues.handoverTo;
      const handover = receiver === undefined ? '' : `客户移交给${nameOf(job, receiver)}`;
      if (staffId !== null) {
        // Leaving ends access and hands customers over: that is the organisation's own command, with its questions.
        const hasLeft = job.staff.get(staffId)?.hasLeft === true;
        outcomes.set(
          row.rowIndex,
          hasLeft
            ? { kind: 'done', ending: 'merge', customerId: null, recordId: staffId, effects: [] }
            : {
                kind: 'returned',
                problems: [...row.plan.problems, remark(job, 'STAFF_STILL_HERE', 'name', 'error', text.name ?? '')],
              },
        );
        continue;
      }
      const id = await addFormerStaff(system, {
        name: text.name ?? '',
        leftOn,
        note: [handover, text.note].filter((part) => part).join('\n'),
      });
      outcomes.set(row.rowIndex, {
        kind: 'done',
        customerId: null,
        recordId: id,
        effects: [{ rowIndex: row.rowIndex, kind: 'staff.created', subjectId: id }],
      });
    }
    return outcomes;
  },
  undo: undoStaff,
};

async function undoStaff(
  context: Context,
  _importId: string,
  effects: readonly Required<Effect>[],
): Promise<readonly (string | null)[]> {
  const created = effects.filter((effect) => effect.kind === 'staff.created').map((effect) => effect.subjectId);
  const gone = await removeImportedStaff(context, created);
  for (const effect of effects)
    if (effect.kind === 'staff.updated')
      await restoreStaff(context, effect.subjectId, effect.before as StaffParticulars);
  return effects.map((effect) => (effect.kind !== 'staff.created' || gone.has(effect.subjectId) ? null : KEPT));
}
