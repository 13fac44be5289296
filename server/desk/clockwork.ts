/** What falls due at the desk: a visitor whom nobody has taken after the house's minutes. */
import sql from 'sql-template-tag';
import { waitingAlert } from '#core/desk/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline } from '#server/platform/deadlines.ts';
import { supervisorsOf } from './facts.ts';
import { visitById } from './visit-store.ts';

async function alertSupervisors(context: Context, visitId: string): Promise<void> {
  const visit = await visitById(context.tx, visitId);
  const rules = await context.rules(visit.siteId);
  const decision = waitingAlert(rules.values.desk, visit.onFloor, context.now);
  if (!['waiting', 'called'].includes(visit.state) || !decision.accepted) return;
  const { siteId, serverId } = visit;
  const { number, minutes } = decision.outcome;
  const journalId = context.record({
    kind: 'desk.waitingAlert',
    siteId,
    subject: { type: 'visit', id: visitId },
    customerId: visit.customerId,
    staffIds: [serverId],
    rules,
    input: {},
    facts: { visit: visit.onFloor },
    decision,
  });
  await context.tx.run(
    sql`update visits set alerted_at = ${context.now} where company_id = ${context.tx.companyId} and id = ${visitId}`,
  );
  for (const staffId of await supervisorsOf(context.tx, siteId)) {
    const payload = { link: `/desk/visits/${visitId}`, visitId, number, minutes, serverId };
    await notify(context, { staffId, kind: 'desk.visitor_waits', payload, journalId });
  }
  context.publish({ topic: 'desk', siteId, id: visitId });
}

onDeadline('desk.waiting', (context, deadline) => alertSupervisors(context, deadline.subjectId));
