/** Instructions down the line and messages up it. */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import type { BodyOf, QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { accept } from '#core/kernel/decision.ts';
import type { InstructionState } from '#core/organisation/index.ts';
import { decideInspection, decideInstruction, decideMoveInstruction, decideUpward } from '#core/organisation/index.ts';
import { notAllowed, personOf } from '#server/platform/actor.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Endpoint } from '#server/platform/http.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { accepted, invalid, notFound, stale } from '#server/platform/refused.ts';
import * as facts from './facts.ts';
import { refused } from './people.ts';

async function instruct(context: Context, body: BodyOf<typeof contract.instruct>) {
  const receiver = await facts.lineMember(context.tx, body.receiverId);
  if (!receiver || receiver.hasLeft) throw invalid('receiverId', '没有此人 / nobody at work has this id');
  const siteId = (await facts.lockPerson(context.tx, receiver.id)).siteId;
  const rules = await context.rules(siteId);
  const said = {
    form: body.form,
    who: body.who ?? null,
    what: body.what ?? null,
    finishTime: body.finishTime ?? body.dueAt ?? null,
    place: body.place ?? null,
    actionPlan: body.actionPlan ?? null,
    control: body.control ?? null,
  };
  const known = { issuerId: personOf(context.actor), receiverChain: receiver.chain, special: body.special ?? null };
  const decision = accepted(decideInstruction(rules.values.organisation, known, said), organisationRefusals);
  const id = context.newId();
  const journalId = context.record({
    kind: 'organisation.instruct',
    siteId,
    subject: { type: 'instruction', id },
    staffIds: [receiver.id, known.issuerId],
    rules,
    input: said,
    facts: known,
    decision,
    reason: known.special,
  });
  await context.tx.run({
    text: `insert into instructions (company_id, id, issuer_id, receiver_id, site_id, form, who, what, finish_time, place, action_plan, control,
        due_at, special, issued_at, journal_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    values: [
      context.tx.companyId,
      id,
      known.issuerId,
      receiver.id,
      siteId,
      said.form,
      said.who ?? '',
      said.what ?? '',
      said.finishTime ?? '',
      said.place ?? '',
      said.actionPlan ?? '',
      said.control ?? '',
      body.dueAt ?? null,
      known.special,
      context.now,
      journalId,
    ],
  });
  await notify(context, {
    staffId: receiver.id,
    kind: 'organisation.instructed',
    payload: { from: context.actor.name, what: said.what ?? '', link: '/organisation/line' },
    journalId,
  });
  context.publish({ topic: 'organisation', staffId: receiver.id });
  return { id, version: 1, journalId };
}

interface Instruction {
  readonly id: string;
  readonly issuerId: string;
  readonly receiverId: string;
  readonly siteId: string | null;
  readonly state: InstructionState;
  readonly what: string;
  readonly version: number;
}

type Move = 'done' | 'evaluated' | 'issued' | 'withdrawn';
interface MoveInput {
  readonly instructionId: string;
  readonly version: number;
  readonly to: Move;
  readonly by: 'issuer' | 'receiver';
  readonly text: string;
}

/** The receiver reports it done; the issuer checks, lets it stand again, or withdraws it. */
async function move(context: Context, input: MoveInput) {
  const row = await context.tx.row<Instruction>({
    text: `select instructions.id, instructions.issuer_id as "issuerId", instructions.receiver_id as "receiverId", instructions.site_id as "siteId",
        instructions.state, instructions.what, instructions.version
      from instructions where instructions.company_id = $1 and instructions.id = $2 for update`,
    values: [context.tx.companyId, input.instructionId],
  });
  const me = personOf(context.actor);
  if (!row || (row.issuerId !== me && row.receiverId !== me)) throw notFound('指令 / instruction');
  if ((input.by === 'issuer' ? row.issuerId : row.receiverId) !== me) throw notAllowed('organisation.instruct');
  if (row.version !== input.version) throw stale(row.version);
  const decision = accepted(decideMoveInstruction(row.state, input.to), organisationRefusals);
  const column = input.by === 'receiver' ? 'result' : 'evaluation';
  const isClosed = input.to === 'evaluated' || input.to === 'withdrawn';
  await context.tx.run({
    text: `update instructions set state = $3, ${column} = $4, done_at = case when $3 = 'done' then $5::timestamptz else done_at end,
        closed_at = case when $6 then $5::timestamptz end, version = version + 1 where company_id = $1 and id = $2`,
    values: [context.tx.companyId, row.id, input.to, input.text, context.now, isClosed],
  });
  const journalId = context.record({
    kind: 'organisation.moveInstruction',
    siteId: row.siteId,
    subject: { type: 'instruction', id: row.id },
    staffIds: [row.issuerId, row.receiverId],
    input: { to: input.to, text: input.text },
    facts: { state: row.state },
    decision,
  });
  const other = input.by === 'issuer' ? row.receiverId : row.issuerId;
  const payload = { from: context.actor.name, what: row.what, state: input.to, link: '/organisation/line' };
  await notify(context, { staffId: other, kind: 'organisation.instructionMoved', payload, journalId });
  context.publish({ topic: 'organisation', staffId: other });
  return { id: row.id, version: row.version + 1, journalId };
}

const REF = (alias: string): string => `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

interface Box {
  readonly column: 'receiver_id' | 'issuer_id';
  readonly staffId: string;
  readonly state?: InstructionState;
}
interface Paging {
  readonly cursor?: string;
  readonly limit: number;
}

async function instructionList(
  { tx }: Context,
  box: Box,
  paging: Paging,
): Promise<ResponseOf<typeof contract.instructions>> {
  const after = fromCursor(paging.cursor, 2);
  const rows = await tx.rows<ResponseOf<typeof contract.instructions>['rows'][number]>({
    text: `select instructions.id, ${REF('issuer')} as issuer, ${REF('receiver')} as receiver, instructions.form, instructions.who, instructions.what,
        instructions.finish_time as "finishTime", instructions.place, instructions.action_plan as "actionPlan", instructions.control,
        instructions.due_at as "dueAt", instructions.special, instructions.state, instructions.result, instructions.evaluation,
        instructions.issued_at as "issuedAt", instructions.version, instructions.journal_id as "journalId"
      from instructions join staff as issuer on issuer.company_id = instructions.company_id and issuer.id = instructions.issuer_id
        join staff as receiver on receiver.company_id = instructions.company_id and receiver.id = instructions.receiver_id
      where instructions.company_id = $1 and instructions.${box.column} = $2 and ($3::text is null or instructions.state = $3)
        and ($4::timestamptz is null or (instructions.issued_at, instructions.id) < ($4, $5::uuid))
      order by instructions.issued_at desc, instructions.id desc limit $6`,
    values: [tx.companyId, box.staffId, box.state ?? null, after?.[0] ?? null, after?.[1] ?? null, paging.limit + 1],
  });
  return pageFrom(rows, paging.limit, (row) => [row.issuedAt, row.id]);
}

/** A superior looks at what somebody below was told and what came of it. */
async function inspect(context: Context, staffId: string, paging: Paging) {
  const inspected = await facts.lineMember(context.tx, staffId);
  if (!inspected) throw notFound('人员 / person');
  const rules = await context.rules(context.actor.siteId);
  const known = { inspectorId: personOf(context.actor), inspectedChain: inspected.chain };
  accepted(decideInspection(rules.values.organisation, known), organisationRefusals);
  return instructionList(context, { column: 'receiver_id', staffId }, paging);
}

async function sendUpward(context: Context, body: BodyOf<typeof contract.sendUpward>) {
  const { actor, tx } = context;
  const senderId = personOf(actor);
  const rules = await context.rules(actor.siteId);
  const known = { senderChain: await facts.chainOf(tx, senderId), addresseeId: body.addresseeId, kind: body.kind };
  const decision = accepted(decideUpward(rules.values.organisation, known), organisationRefusals);
  const id = context.newId();
  const journalId = context.record({
    kind: 'organisation.sendUpward',
    siteId: actor.siteId,
    subject: { type: 'upward_message', id },
    staffIds: [senderId, body.addresseeId],
    rules,
    input: { kind: body.kind },
    facts: known,
    decision,
  });
  await tx.run({
    text: `insert into upward_messages (company_id, id, sender_id, addressee_id, kind, body, across_levels, sent_at, journal_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      tx.companyId,
      id,
      senderId,
      body.addresseeId,
      body.kind,
      body.body,
      decision.outcome.acrossLevels,
      context.now,
      journalId,
    ],
  });
  const payload = { from: actor.name, kind: body.kind, link: '/organisation/line' };
  await notify(context, { staffId: body.addresseeId, kind: 'organisation.upward', payload, journalId });
  context.publish({ topic: 'organisation', staffId: body.addresseeId });
  return { id, journalId };
}

async function answerUpward(context: Context, messageId: string, text: string) {
  const { actor, tx } = context;
  const row = await tx.row<{ senderId: string; answeredAt: string | null; kind: string }>({
    text: `select upward_messages.sender_id as "senderId", upward_messages.answered_at as "answeredAt", upward_messages.kind
      from upward_messages where upward_messages.company_id = $1 and upward_messages.id = $2 and upward_messages.addressee_id = $3 for update`,
    values: [tx.companyId, messageId, personOf(actor)],
  });
  if (!row) throw notFound('报告 / message');
  if (row.answeredAt) throw refused('ALREADY_ANSWERED');
  await tx.run({
    text: 'update upward_messages set answer = $3, answered_at = $4 where company_id = $1 and id = $2',
    values: [tx.companyId, messageId, text, context.now],
  });
  const journalId = context.record({
    kind: 'organisation.answerUpward',
    siteId: actor.siteId,
    subject: { type: 'upward_message', id: messageId },
    staffIds: [row.senderId, actor.staffId],
    input: {},
    facts: { kind: row.kind },
    decision: accept({ answered: true }, ['S1.06.d3']),
  });
  await notify(context, {
    staffId: row.senderId,
    kind: 'organisation.answered',
    payload: { from: actor.name, link: '/organisation/line' },
    journalId,
  });
  context.publish({ topic: 'organisation', staffId: row.senderId });
  return { id: messageId, journalId };
}

async function upwardList(
  { tx, actor }: Context,
  query: QueryOf<typeof contract.upward>,
): Promise<ResponseOf<typeof contract.upward>> {
  const mine = query.box === 'received' ? 'addressee_id' : 'sender_id';
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<ResponseOf<typeof contract.upward>['rows'][number]>({
    text: `select upward_messages.id, ${REF('sender')} as sender, ${REF('addressee')} as addressee, upward_messages.kind, upward_messages.body,
        upward_messages.across_levels as "acrossLevels", upward_messages.sent_at as "sentAt", upward_messages.answer,
        upward_messages.answered_at as "answeredAt", upward_messages.journal_id as "journalId"
      from upward_messages join staff as sender on sender.company_id = upward_messages.company_id and sender.id = upward_messages.sender_id
        join staff as addressee on addressee.company_id = upward_messages.company_id and addressee.id = upward_messages.addressee_id
      where upward_messages.company_id = $1 and upward_messages.${mine} = $2
        and ($3::timestamptz is null or (upward_messages.sent_at, upward_messages.id) < ($3, $4::uuid))
      order by upward_messages.sent_at desc, upward_messages.id desc limit $5`,
    values: [tx.companyId, personOf(actor), after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
  });
  return pageFrom(rows, query.limit, (row) => [row.sentAt, row.id]);
}

const BELOW_MAX = 500; // a picker lists no more

async function myLine({ tx, actor }: Context): Promise<ResponseOf<typeof contract.myLine>> {
  const me = personOf(actor);
  const chain = await facts.chainOf(tx, me);
  const named = await tx.rows<{ id: string; name: string }>({
    text: 'select staff.id, staff.name from staff where staff.company_id = $1 and staff.id = any($2)',
    values: [tx.companyId, chain],
  });
  const below = await tx.rows<{ id: string; name: string; level: number }>({
    text: `with recursive line (id, name, level) as (
        select staff.id, staff.name, 1 from staff where staff.company_id = $1 and staff.superior_id = $2 and staff.status <> 'left'
        union all
        select staff.id, staff.name, line.level + 1 from line
          join staff on staff.company_id = $1 and staff.superior_id = line.id and staff.status <> 'left' where line.level < 20)
      select line.id, line.name, line.level from line order by line.level, line.name limit ${BELOW_MAX}`,
    values: [tx.companyId, me],
  });
  return { above: chain.flatMap((id) => named.find((row) => row.id === id) ?? []), below };
}

export const lineEndpoints: readonly Endpoint[] = [
  carryOut(contract.instruct, (context, { body }) => instruct(context, body)),
  carryOut(contract.instructionDone, (context, { params, body }) =>
    move(context, { ...params, version: body.version, to: 'done', by: 'receiver', text: body.result }),
  ),
  carryOut(contract.instructionEvaluate, (context, { params, body }) =>
    move(context, {
      ...params,
      version: body.version,
      to: body.good ? 'evaluated' : 'issued',
      by: 'issuer',
      text: body.evaluation,
    }),
  ),
  carryOut(contract.instructionWithdraw, (context, { params, body }) =>
    move(context, { ...params, version: body.version, to: 'withdrawn', by: 'issuer', text: '' }),
  ),
  answer(contract.instructions, (context, { query }) => {
    const column = query.box === 'received' ? 'receiver_id' : 'issuer_id';
    return instructionList(context, { column, staffId: personOf(context.actor), state: query.state }, query);
  }),
  answer(contract.inspectInstructions, (context, { params, query }) => inspect(context, params.staffId, query)),
  carryOut(contract.sendUpward, (context, { body }) => sendUpward(context, body)),
  carryOut(contract.answerUpward, (context, { params, body }) => answerUpward(context, params.messageId, body.answer)),
  answer(contract.upward, (context, { query }) => upwardList(context, query)),
  answer(contract.myLine, (context) => myLine(context)),
];
