/** What a customer bought, as their file shows it, and what of it is still missing. */
import { z } from 'zod';
import { saleFileFields } from '#core/deals/sale-file.ts';
import { DealStateOut, GoodsKind, PaymentMethodOut } from './deals-shapes.ts';
import { query } from './kernel/route.ts';
import { PersonRef, Uuid } from './kernel/shapes.ts';

export const SaleFile = z.object({
  rows: z.array(
    z.object({
      dealId: Uuid,
      number: z.string().nullable(),
      state: DealStateOut,
      kind: GoodsKind,
      category: z.string().describe('What was sold: the unit, or what was ordered'),
      consultant: PersonRef,
      priceFen: z.number().int(),
      paymentMethod: PaymentMethodOut,
      depositFen: z.number().int(),
      depositPaidOn: z.string().nullable(),
      loanDates: z.array(
        z.object({ what: z.enum(['down_payment', 'payout', 'instalment']), name: z.string(), on: z.string() }),
      ),
      effectiveOn: z.string().nullable(),
      missing: z.array(z.enum(saleFileFields)).describe('Asked for once the sale is made'),
    }),
  ),
  purchases: z.number().int().describe('Sales in effect, whoever made them'),
  repeatOn: z.string().nullable().describe('The day of the second purchase: the customer came back'),
});
export type SaleFileOut = z.output<typeof SaleFile>;

export const saleFile = {
  ofCustomer: query({
    path: '/customers/:customerId/sale-file',
    may: 'deals.read',
    summary: { zh: '客户档案中的成交资料', en: 'What a customer bought, as their file shows it' },
    params: z.object({ customerId: Uuid }),
    response: SaleFile,
  }),
};
