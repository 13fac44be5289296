/** Delivering on time: what is promised, what the customer hears, what is put right after the handover, papers signed by hand. */
import { z } from 'zod';
import { DeliveryIn, DutyRow, dutyKinds, TellingChannel } from './deals-delivery-shapes.ts';
import { dealsRefusals } from './deals-refusals.ts';
import { DealHandled } from './deals-shapes.ts';
import { documentRefusals } from './deal-documents.ts';
import { command, query } from './kernel/route.ts';
import { InstantText, LocalDateText, line, paragraph, Uuid } from './kernel/shapes.ts';

export * from './deals-delivery-shapes.ts';

const refusals = { ...dealsRefusals, ...documentRefusals };
const ofDeal = z.object({ dealId: Uuid });

export const dealDelivery = {
  promise: command({
    method: 'PUT',
    path: '/deals/:dealId/delivery',
    may: 'deals.open',
    summary: { zh: '约定交付日期与实施方案', en: 'Agree the day of delivery and the plan' },
    params: ofDeal,
    body: { version: z.number().int().optional(), ...DeliveryIn.shape },
    response: DealHandled,
    refusals,
  }),
  tell: command({
    path: '/deals/:dealId/tellings',
    may: 'deals.open',
    summary: { zh: '登记已告知客户', en: 'The customer was told' },
    params: ofDeal,
    body: {
      tellingIds: z.array(Uuid).max(50).optional().describe('Left out: everything that is open'),
      channel: TellingChannel,
      at: InstantText.optional().describe('Absent: now'),
      note: paragraph.min(1),
    },
    response: DealHandled.extend({ told: z.number().int(), followUpId: Uuid }),
    refusals,
  }),
  mend: command({
    path: '/deals/:dealId/defects/:defectId/mending',
    may: 'deals.open',
    summary: { zh: '登记问题已解决', en: 'A defect is put right' },
    params: z.object({ dealId: Uuid, defectId: Uuid }),
    body: { note: line.min(1) },
    response: DealHandled,
    refusals,
  }),
  paperSigned: command({
    path: '/deals/:dealId/documents/:documentId/signature',
    may: 'deals.open',
    summary: { zh: '登记客户已签字', en: 'The customer has signed this paper' },
    params: z.object({ dealId: Uuid, documentId: Uuid }),
    body: { signedOn: LocalDateText },
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
  duties: query({
    path: '/delivery-duties',
    may: 'deals.read',
    summary: { zh: '交付与告知待办', en: 'What is to be done about deliveries' },
    query: z.object({
      siteId: Uuid.optional(),
      consultantId: Uuid.optional(),
      mine: z.enum(['true', 'false']).optional().describe('true: one’s own and those one stands in for'),
      overdue: z.enum(['true', 'false']).optional(),
      kind: z.enum(dutyKinds).optional(),
    }),
    response: z.object({ rows: z.array(DutyRow), overdue: z.number().int(), more: z.boolean() }),
  }),
};
