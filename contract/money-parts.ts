/** What the routes about money share. */
import { z } from 'zod';
import { paragraph, Uuid } from './kernel/shapes.ts';
import { AccountOut, ReceiptOut } from './money-shapes.ts';

export const ofDeal = z.object({ dealId: Uuid });
export const ofSite = z.object({ siteId: Uuid });
export const ofReceipt = z.object({ receiptId: Uuid });
export const reason = paragraph.min(1);
export const yesNo = z.enum(['true', 'false']);
export const Received = z.object({ receipt: ReceiptOut, account: AccountOut, journalId: Uuid });
export const Accounted = z.object({ account: AccountOut, journalId: Uuid });
