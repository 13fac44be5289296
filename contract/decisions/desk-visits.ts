/** What is said and known at the door, and what is asked about a visit, as schemas. */
import { z } from 'zod';
import type { CustomerFacts, OwnerConsequence, ReferrerFacts, VisitInput, VisitPurpose } from '#core/desk/index.ts';
import { customerId, sheet, staff, standing, visitId, visitOnFloor } from './desk-sheet.ts';
import { instant, named, oneOf } from './kit.ts';

export const reason = z.string().meta(named('理由', 'Reason'));
export const visit = visitId.meta(named('来访', 'Visit'));
export const person = staff.meta(named('人员', 'Person'));

export const visitInput: z.ZodType<VisitInput> = z.object({
  visitId: visit,
  purpose: oneOf<VisitPurpose>({
    buying: named('购买', 'Buying'),
    not_stated: named('未说明', 'Not stated'),
    peer: named('同行', 'Competitor'),
    unrelated: named('与购买无关', 'Unrelated'),
    looking_for_person: named('找人', 'Looking for somebody'),
    solicitor: named('推销', 'Selling something'),
    company_guest: named('公司来宾', 'Guest of the company'),
    direct_booking: named('直接再次定房', 'Comes to book again'),
  }).meta(named('来意', 'Purpose')),
  partySize: z.int().positive().meta(named('人数', 'Party size')),
  parties: z.int().positive().meta(named('同来的组数', 'Parties together')),
  visitedBefore: z.boolean().nullable().meta(named('是否来过', 'Visited before')),
  receivedBy: z.array(staff).nullable().meta(named('曾由谁接待', 'Received by')),
  forgotten: z.boolean().meta(named('记不得接待人', 'Cannot recall')),
  names: z.array(staff).meta(named('点名', 'Asks for')),
  refuses: staff.nullable().meta(named('不要谁接待', 'Refuses')),
  complainsAbout: staff.nullable().meta(named('投诉谁', 'Complains about')),
  wantsDiscountOnly: z.boolean().meta(named('仅为争取折扣', 'Only for a better price')),
  recognisedBy: staff.nullable().meta(named('进门被谁认出', 'Recognised by')),
  proof: z
    .object({
      kind: oneOf<'trial_voucher' | 'name_card' | 'gift_voucher'>({
        trial_voucher: named('体验券', 'Trial voucher'),
        name_card: named('名片', 'Name card'),
        gift_voucher: named('公司赠券', 'Company voucher'),
      }).meta(named('凭证', 'Proof')),
      staffId: staff.nullable().meta(named('写明的人', 'Person on it')),
    })
    .nullable()
    .meta(named('凭证', 'Proof')),
  appointment: z
    .object({
      staffId: staff.meta(named('预约的人', 'With')),
      leaderInformed: z.boolean().meta(named('已告知负责人', 'Leader informed')),
    })
    .nullable()
    .meta(named('预约', 'Appointment')),
  entrustedTo: staff.nullable().meta(named('托付给', 'Entrusted to')),
  servedBy: staff.nullable().meta(named('指定接待人', 'Served by')),
});

const customer: z.ZodType<CustomerFacts> = z.object({
  customerId: customerId.meta(named('客户', 'Customer')),
  standing: standing.meta(named('交易情况', 'Deal standing')),
  receivedBefore: z.boolean().meta(named('接待过', 'Received before')),
  owner: z
    .object({
      staffId: staff.meta(named('归属人', 'Owner')),
      live: z.boolean().meta(named('在保护期内', 'Protected')),
      protectedUntil: instant.nullable().meta(named('保护至', 'Protected until')),
    })
    .nullable()
    .meta(named('归属', 'Owner')),
  registrations: z
    .array(
      z.object({
        staffId: staff.meta(named('登记人', 'Registered by')),
        live: z.boolean().meta(named('有效', 'Live')),
      }),
    )
    .meta(named('登记（由早到晚）', 'Registrations, oldest first')),
  familyFirstReceivedBy: staff.nullable().meta(named('家庭首位成员的接待人', 'Who received the family first')),
});

const referrer: z.ZodType<ReferrerFacts> = z.object({
  customerId: customerId.meta(named('介绍人', 'Referrer')),
  standing: standing.meta(named('介绍人的交易情况', 'Deal standing of the referrer')),
  originalConsultantId: staff.nullable().meta(named('介绍人的原接待人', 'Consultant of the referrer')),
});

export const sheetFacts = z.object({ sheet: sheet.meta(named('轮值表', 'Rotation sheet')) });
export const doorFacts = sheetFacts.extend({
  customer: customer.nullable().meta(named('客户档案', 'Customer on record')),
  referrer: referrer.nullable().meta(named('介绍人', 'Referrer')),
  workload: z
    .record(
      staff,
      z.object({
        overdueFollowUps: z.int().nonnegative().meta(named('逾期跟进', 'Overdue follow-ups')),
        unfinishedRegistrations: z.int().nonnegative().meta(named('未完成登记', 'Unfinished registrations')),
      }),
    )
    .meta(named('未办事项', 'Workload')),
});
export const endedFacts = sheetFacts.extend({
  ended: visitOnFloor.nullable().meta(named('已离场的来访', 'A visit that has left the sheet')),
});
export const waitingFacts = z.object({ visit: visitOnFloor.meta(named('来访', 'Visit')) });

export const ownerFacts = z.object({
  owner: z
    .object({
      kind: oneOf<OwnerConsequence['kind']>({
        none: named('无', 'None'),
        keep: named('不变', 'Stays'),
        new: named('新建', 'New'),
        transfer: named('转移', 'Transfer'),
        share: named('共享', 'Shared'),
      }).meta(named('归属变化', 'What becomes of it')),
      ownerId: staff.nullable().meta(named('归属人', 'Owner')),
      previousOwnerId: staff.nullable().meta(named('原归属人', 'Previous owner')),
      closesPrevious: z.boolean().meta(named('原卡终止', 'Closes the earlier claim')),
      needs: z.literal('supervisor').nullable().meta(named('须由谁确认', 'Needs')),
    })
    .meta(named('来访的归属结果', 'Owner as the visit has it')),
  settledAt: instant.nullable().meta(named('已办时间', 'Settled at')),
});

export const passReason = oneOf<
  'own_work' | 'with_leader' | 'errand_company' | 'errand_personal' | 'meal' | 'leave' | 'rest' | 'declined'
>({
  own_work: named('处理工作事务', 'Paperwork'),
  with_leader: named('办理领导交办事项', 'On work given by a leader'),
  errand_company: named('因公外出', 'Out on company business'),
  errand_personal: named('因私离场', 'Away for personal reasons'),
  meal: named('用餐', 'At a meal'),
  leave: named('请假', 'On leave'),
  rest: named('休息', 'Rest day'),
  declined: named('放弃', 'Declines'),
});
