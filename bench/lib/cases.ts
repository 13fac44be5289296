/**
 * Cases that run through approvals while the house is killed: wrong customer information is reported, a plan put up, returned, put up
 * again, taken back, signed by two, worked off, reported on, signed again and filed; and then once more.
 */
import { customers } from '#contract/customers.ts';
import type { World } from '#server/platform/testing/world.ts';
import type { Reply } from './client.ts';
import { bodyOf } from './client.ts';

/** Sends a command until it has an answer that stands; null when the load is over. */
export type Insist = (token: string, path: string, body: object) => Promise<{ reply: Reply; commandId: string } | null>;

export interface Case {
  readonly customerId: string;
  readonly service: string;
  readonly reviewer: string;
  readonly head: string;
  /** Who does the work: the drafter's id. */
  readonly serviceId: string;
}

export async function casesAt(world: World, siteId: string, count: number): Promise<Case[]> {
  const manager = await world.addPerson({ name: '登记', siteId, role: 'manager' });
  const reviewer = await world.addPerson({ name: '客服经理', siteId, role: 'customer_service' });
  const head = await world.addPerson({ name: '总经理', siteId, role: 'general_manager' });
  const cases: Case[] = [];
  for (let n = 0; n < count; n++) {
    const service = await world.addPerson({ name: `客服${n}`, siteId, role: 'customer_service' });
    const body = {
      name: '来客',
      source: 'walk_in',
      type: 'end_customer',
      enquiry: '了解',
      differentFromStrangers: true,
    };
    const phones = `151${String(10_000_000 + n)}`;
    const { customerId } = await manager.must(customers.register, { body: { ...body, phones } } as never);
    const [tokens, serviceId] = [{ service: service.token, reviewer: reviewer.token, head: head.token }, service.id];
    cases.push({ customerId, serviceId, ...tokens });
  }
  return cases;
}

interface Page {
  readonly remedy: {
    readonly planApprovalId: string | null;
    readonly reportApprovalId: string | null;
    readonly tasks: readonly { readonly id: string }[];
  };
}
export interface Signed {
  readonly commandId: string;
  /** The journal entry that the answer promised. */
  readonly journalId: string;
}

/** One case from the error to the file; tells of every answer about an approval. false: the load is over. */
export async function workOff(
  { customerId, service, reviewer, head, serviceId }: Case,
  insist: Insist,
  told: (signed: Signed) => void,
): Promise<boolean> {
  const send = async <Body>(token: string, path: string, body: object): Promise<Body | null> => {
    const sent = await insist(token, path, body);
    if (sent === null) return null;
    if (sent.reply.status >= 300) throw new Error(`${path} was refused: ${sent.reply.body.slice(0, 300)}`);
    const answer = bodyOf<Body & { journalId: string }>(sent.reply);
    told({ commandId: sent.commandId, journalId: answer.journalId });
    return answer;
  };
  const opened = await send<{ remedyId: string }>(service, `/api/customers/${customerId}/remedies`, {
    what: '电话有误',
  });
  if (opened === null) return false;
  const path = `/api/remedies/${opened.remedyId}`;
  const putUp = (text: 'plan' | 'report') => send<Page>(service, `${path}/${text}`, { [text]: '核对后更正' });
  const first = await putUp('plan');
  const planId = first?.remedy.planApprovalId;
  const back = { round: 1, how: 'returned', comment: '写明核对人' };
  if (!planId || (await send(reviewer, `/api/approvals/${planId}/refusals`, back)) === null) return false;
  if ((await putUp('plan')) === null) return false; // the second round of the same approval
  if ((await send(service, `/api/approvals/${planId}/withdrawal`, { reason: '再核对一次' })) === null) return false;
  const again = (await putUp('plan'))?.remedy.planApprovalId;
  if (!again) return false;
  for (const signer of [reviewer, head])
    if ((await send(signer, `/api/approvals/${again}/signatures`, { round: 1 })) === null) return false;
  const tasks = [{ department: '客服', what: '更正电话', assigneeId: serviceId, dueOn: '2030-01-01' }];
  const task = (await send<Page>(service, `${path}/tasks`, { tasks }))?.remedy.tasks[0];
  if (!task) return false;
  if ((await send(service, `${path}/tasks/${task.id}/feedback`, { feedback: '已更正' })) === null) return false;
  const reportId = (await putUp('report'))?.remedy.reportApprovalId;
  if (!reportId) return false;
  for (const signer of [reviewer, head])
    if ((await send(signer, `/api/approvals/${reportId}/signatures`, { round: 1 })) === null) return false;
  return true;
}

/** What the handlers of signatures, returns and withdrawals must have done, exactly once each. */
export const caseQuestions: Readonly<Record<string, string>> = {
  'approvals whose subject is not where they left it': `select r.id from remedies r where r.state in ('plan_review', 'report_review')
    <> exists (select 1 from approvals a where a.company_id = r.company_id and a.subject_id = r.id and a.state = 'pending')`,
  'granted approvals that moved their subject never, or twice': `select r.id from remedies r
    where (select count(*) from approvals a where a.company_id = r.company_id and a.subject_id = r.id and a.state = 'approved')
      <> (select count(*) from journal j where j.company_id = r.company_id and j.subject_id = r.id and j.kind = 'remedies.settle'
        and j.input ->> 'approved' = 'true')`,
  'returns and withdrawals told to their subject never, or twice': `select r.id from remedies r
    where (select count(*) from journal j join approvals a on a.company_id = j.company_id and a.id = j.subject_id
        where a.company_id = r.company_id and a.subject_id = r.id and j.kind in ('approvals.return', 'approvals.withdraw'))
      <> (select count(*) from journal j where j.company_id = r.company_id and j.subject_id = r.id and j.kind = 'remedies.settle'
        and j.input ->> 'approved' = 'false')`,
  'signatures without their entry, or entries without their signature': `select a.id from approvals a
    where (select count(*) from approval_signatures s where s.company_id = a.company_id and s.approval_id = a.id)
      <> (select count(*) from journal j where j.company_id = a.company_id and j.subject_id = a.id and j.kind in ('approvals.sign', 'approvals.return'))`,
  'two pending approvals of one matter and subject': `select subject_id from approvals where state = 'pending'
    group by company_id, matter, subject_id having count(*) > 1`,
  'cases filed without ten steps done': `select r.id from remedies r where r.state = 'filed'
    and (select count(*) from remedy_steps s where s.company_id = r.company_id and s.remedy_id = r.id) <> 10`,
};
