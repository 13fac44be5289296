/** Receipts, the day's close, receivables, bank and refunds: what the server answers. */
import { money as routes } from '#contract/money.ts';
import { amountInCapitals } from '#core/deals/index.ts';
import { answer, type Endpoint, type RawEndpoint } from '#server/platform/http.ts';
import { allowanceEndpoints } from './allowances.ts';
import { bankEndpoints } from './bank.ts';
import { dayEndpoints } from './days.ts';
import './deal-events.ts';
import './views-payment-due.ts';
import { demandFileEndpoint } from './demand-file.ts';
import { dunningEndpoints } from './dunning.ts';
import { ledgerExportEndpoint } from './exports.ts';
import { receiptEndpoints } from './receipts.ts';
import { refundEndpoints } from './refunds.ts';
import { readAccount } from './views-account.ts';
import { cashier, readReceipt, receipts, remittances } from './views-ledger.ts';

export const ledgerEndpoints: readonly (Endpoint | RawEndpoint)[] = [
  answer(routes.cashier, (context, { query }) => cashier(context, query)),
  answer(routes.account, (context, { params }) => readAccount(context, params.dealId)),
  answer(routes.receipts, (context, { query }) => receipts(context, query)),
  answer(routes.receipt, async (context, { params }) => {
    const { receipt, ...house } = await readReceipt(context, params.receiptId);
    return { receipt, ...house, capitals: amountInCapitals(Math.abs(receipt.amountFen)) };
  }),
  answer(routes.remittances, (context, { query }) => remittances(context, query)),
  ...receiptEndpoints,
  ...dayEndpoints,
  ...dunningEndpoints,
  demandFileEndpoint,
  ...refundEndpoints,
  ...allowanceEndpoints,
  ...bankEndpoints,
  ledgerExportEndpoint,
];
