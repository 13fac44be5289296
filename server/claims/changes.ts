/** What the house owes a customer whose contact changed: word of it, and a first contact by the new person; both by a day. */
import sql from 'sql-template-tag';
import type { CustomerNotice } from '#core/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Deadline } from '#server/platform/deadlines.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { tellLevel } from './notify.ts';

export async function owesNotice(
  context: Context,
  notice: CustomerNotice,
  claimId: string,
  siteId: string,
): Promise<void> {
  const { tx } = context;
  await tx.run(sql`update contact_changes set contacted_at = ${context.now} where company_id = ${tx.companyId}
    and customer_id = ${notice.customerId} and contacted_at is null`);
  const id = context.newId();
  await tx.run(sql`insert into contact_changes (company_id, id, customer_id, claim_id, former_id, replacement_id, tell_by, contact_by, at)
    values (${tx.companyId}, ${id}, ${notice.customerId}, ${claimId}, ${notice.formerId}, ${notice.replacementId},
      ${notice.tellBy}, ${notice.contactBy}, ${context.now})`);
  await setDeadline(tx, { kind: 'claims.tell_customer', subjectId: id, siteId, dueAt: notice.tellBy });
  await setDeadline(tx, { kind: 'claims.first_contact', subjectId: id, siteId, dueAt: notice.contactBy });
}

interface Change {
  readonly customerId: string;
  readonly customer: string;
  readonly replacementId: string;
  readonly replacement: string;
  readonly told: boolean;
  readonly contacted: boolean;
}
const changeOf = (context: Context, deadline: Deadline): Promise<Change | null> =>
  context.tx.row<Change>(sql`select contact_changes.customer_id as "customerId", customers.name as customer,
      contact_changes.replacement_id as "replacementId", staff.name as replacement,
      contact_changes.told_at is not null as told, contact_changes.contacted_at is not null as contacted
    from contact_changes
      join customers on customers.company_id = contact_changes.company_id and customers.id = contact_changes.customer_id
      join staff on staff.company_id = contact_changes.company_id and staff.id = contact_changes.replacement_id
    where contact_changes.company_id = ${context.tx.companyId} and contact_changes.id = ${deadline.subjectId}`);

/** What was owed and not done goes to the new contact and to their leader. */
async function remind(
  context: Context,
  deadline: Deadline,
  kind: string,
  isDone: (change: Change) => boolean,
): Promise<void> {
  const change = await changeOf(context, deadline);
  if (!change || isDone(change) || deadline.siteId === null) return;
  const { customerId, customer, replacement: owner } = change;
  const about = { ownerId: change.replacementId, siteId: deadline.siteId };
  const notice = { kind, payload: { link: `/customers/${customerId}`, customerId, customer, owner } };
  await tellLevel(context, about, 'owner', notice);
  await tellLevel(context, about, 'leader', notice);
}

onDeadline('claims.tell_customer', (context, deadline) =>
  // Whoever has spoken to the customer has told them.
  remind(context, deadline, 'claims.customerUntold', (change) => change.told || change.contacted),
);
onDeadline('claims.first_contact', (context, deadline) =>
  remind(context, deadline, 'claims.firstContactDue', (change) => change.contacted),
);
