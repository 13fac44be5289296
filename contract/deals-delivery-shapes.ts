/** Delivering on time, on the wire: the promise and its history, what the customer is told, the check at the handover, its defects. */
import { z } from 'zod';
// From their own files: the browser carries whatever the core's index names.
import { checkPoints, deliveryTerms, progressKinds, wishes } from '#core/deals/delivery-words.ts';
import { paymentMethods } from '#core/deals/types.ts';
import { contactChannels } from './claims-shapes.ts';
import { InstantOut, LocalDateText, line, PersonRef, paragraph, Uuid, WhyNot } from './kernel/shapes.ts';

const Payment = z.enum(paymentMethods);
export const Progress = z.enum(progressKinds);
export const CheckPointOut = z.enum(checkPoints);
/** Spoken to, written to, met: a note is no telling. */
export const TellingChannel = z.enum(contactChannels).exclude(['note']);

/** What is agreed with the customer about delivering; what is left out stays as it is. */
export const DeliveryIn = z.object({
  promisedOn: LocalDateText.nullable().default(null).describe('The day promised to the customer'),
  plan: paragraph.nullable().default(null).describe('How the house goes about it'),
  paymentMethod: Payment.nullable().default(null).describe('The way of paying the customer has confirmed'),
  wish: z.enum(wishes).nullable().default(null).describe('Once in effect: on whose wish the day moves'),
  reason: paragraph.default('').describe('Once in effect: why the day moves'),
});

const Point = z.object({ ok: z.boolean(), note: paragraph.default('') });
export const HandoverCheckIn = z.object({
  quality: Point,
  quantity: Point.describe('Quantity and fittings complete'),
  remark: paragraph.default('').describe('The customer takes it as it is'),
  defects: z
    .array(z.object({ of: CheckPointOut, what: line.min(1), dueOn: LocalDateText }))
    .max(50)
    .default([]),
});

export const TellingOut = z.object({
  id: Uuid,
  what: Progress,
  dueOn: z.string(),
  aroseAt: InstantOut,
  endedAt: InstantOut.nullable(),
  endedHow: z.enum(['told', 'handover', 'dropped']).nullable(),
  by: PersonRef.nullable(),
  channel: z.string().nullable(),
  note: z.string(),
  isOverdue: z.boolean(),
  journalId: Uuid,
});
export const DefectOut = z.object({
  id: Uuid,
  point: CheckPointOut,
  what: z.string(),
  dueOn: z.string(),
  notedAt: InstantOut,
  mendedAt: InstantOut.nullable(),
  mendedBy: PersonRef.nullable(),
  mendedNote: z.string(),
  isOverdue: z.boolean(),
});

export const DeliveryOut = z.object({
  promisedOn: z.string().nullable(),
  dueOn: z.string().nullable().describe('The day punctuality is measured by'),
  plan: z.string(),
  paymentAgreed: Payment.nullable(),
  missing: z.array(z.enum(deliveryTerms)).describe('Still asked for by the house before the next step'),
  daysLeft: z.number().int().nullable().describe('Negative: late; null once handed over or without a promise'),
  daysLate: z.number().int().nullable().describe('At the handover, else today'),
  isCheckAsked: z.boolean().describe('The house checks a handover against the contract'),
  history: z.array(
    z.object({
      id: Uuid,
      oldOn: z.string().nullable(),
      newOn: z.string(),
      wish: z.enum(wishes).nullable(),
      reason: z.string(),
      afterEffect: z.boolean(),
      at: InstantOut,
      by: PersonRef.nullable(),
      toldAt: InstantOut.nullable(),
      isToBeTold: z.boolean(),
      journalId: Uuid,
    }),
  ),
  tellings: z.array(TellingOut),
  check: z
    .object({
      promisedOn: z.string().nullable(),
      inTime: z.boolean().nullable(),
      daysLate: z.number().int().nullable(),
      lateCause: z.string(),
      isChecked: z.boolean(),
      qualityOk: z.boolean().nullable(),
      qualityNote: z.string(),
      quantityOk: z.boolean().nullable(),
      quantityNote: z.string(),
      remark: z.string(),
      at: InstantOut,
      by: PersonRef.nullable(),
    })
    .nullable(),
  defects: z.array(DefectOut),
  whyNot: z.object({ promise: WhyNot, tell: WhyNot, mend: WhyNot }),
});

export const dutyKinds = ['delivery_late', 'delivery_soon', 'tell', 'defect'] as const;
/** Something to do for a customer about a delivery, with its last day. */
export const DutyRow = z.object({
  id: Uuid,
  kind: z.enum(dutyKinds),
  dealId: Uuid,
  number: z.string().nullable(),
  customer: z.object({ id: Uuid, name: z.string() }),
  consultant: PersonRef,
  unit: z.string(),
  what: z.string().describe('tell: the progress; defect: what is wrong; else empty'),
  dueOn: z.string(),
  daysLate: z.number().int(),
});
