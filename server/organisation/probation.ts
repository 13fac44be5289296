/** The day after the last day of a probation nobody has confirmed: what the house's rule makes of it. */
import { decideProbationEnd } from '#core/organisation/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { Refused } from '#server/platform/refused.ts';
import * as facts from './facts.ts';
import { separate, settleConfirmation } from './staff-changes.ts';

onDeadline('organisation.probationEnds', async (context, deadline) => {
  const person = await facts.lockPerson(context.tx, deadline.subjectId);
  if (person.status === 'left' || !person.probationUntil) return;
  const rules = await context.rules(person.siteId);
  const known = { name: person.name, unitsSold: await facts.unitsSoldBy(context.tx, person.id, context.now) };
  const decision = decideProbationEnd(rules.values.organisation, known);
  const journalId = context.record({
    kind: 'organisation.endProbation',
    siteId: person.siteId,
    subject: { type: 'staff', id: person.id },
    staffIds: [person.id, person.superiorId],
    rules,
    input: {},
    facts: known,
    decision,
  });
  const leaves = decision.accepted && decision.outcome.next === 'leaves' && (await goes(context, person));
  if (!person.superiorId) return;
  const payload = { name: person.name, until: person.probationUntil, link: `/organisation/staff?id=${person.id}` };
  const kind = leaves ? 'organisation.probationFailed' : 'organisation.probationEnded';
  await notify(context, { staffId: person.superiorId, kind, payload, journalId });
});

/** The one administrator a company has left stays, rule or not: then somebody has to decide. */
async function goes(context: Context, person: facts.Person): Promise<boolean> {
  try {
    await separate(context, person, { because: 'probation' }, '试用期满未达标');
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** What stands on the form of a confirmation. */
export interface Probation {
  readonly staffId: string;
  readonly name: string;
  readonly siteId: string | null;
  readonly hiredOn: string | null;
  readonly probationUntil: string | null;
  readonly mentorId: string | null;
  readonly superiorId: string | null;
  readonly hasLeft: boolean;
  readonly unitsSold: number;
}

/** The person, locked: whoever decides on the confirmation and whoever changes the person wait for one another. */
export const lockProbation = async (context: Context, staffId: string): Promise<Probation> =>
  formOf(context, await facts.lockPerson(context.tx, staffId));
export const probationOf = async (context: Context, staffId: string): Promise<Probation> =>
  formOf(context, await facts.readPerson(context.tx, staffId));

async function formOf(context: Context, person: facts.Person): Promise<Probation> {
  const { id, name, siteId, hiredOn, probationUntil, mentorId, superiorId, status } = person;
  const unitsSold = await facts.unitsSoldBy(context.tx, id, context.now);
  return {
    staffId: id,
    name,
    siteId,
    hiredOn,
    probationUntil,
    mentorId,
    superiorId,
    hasLeft: status === 'left',
    unitsSold,
  };
}

/** The application was signed: it takes effect, or is refused by the rule as it stands today. */
export async function confirmByApplication(context: Context, staffId: string, confirmationId: string): Promise<string> {
  const person = await facts.lockPerson(context.tx, staffId);
  const unitsSold = await facts.unitsSoldBy(context.tx, person.id, context.now);
  return (await settleConfirmation(context, person, { unitsSold, confirmationId })).journalId;
}
