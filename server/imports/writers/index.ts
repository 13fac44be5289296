/** Which writer takes which kind of sheet. */
import type { Target } from '#core/imports/index.ts';
import { contactsWriter } from './contacts.ts';
import { customersWriter } from './customers.ts';
import { dutyListsWriter } from './duty-lists.ts';
import { leaversWriter, staffWriter } from './staff.ts';
import { stockWriter } from './stock.ts';
import type { Writer } from './writer.ts';

export const writers: Readonly<Record<Target, Writer>> = {
  customers: customersWriter,
  visits: contactsWriter,
  calls: contactsWriter,
  followUps: contactsWriter,
  staff: staffWriter,
  leavers: leaversWriter,
  dutyLists: dutyListsWriter,
  units: stockWriter,
  vehicles: stockWriter,
};
