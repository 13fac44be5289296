/** Customers: the file of everybody the house knows. Claims, desk and imports use it through the functions exported here. */
import { customers as contract } from '#contract/customers.ts';
import type { Capability } from '#server/capabilities.ts';
import { changeView, removeView, saveView, views } from '#server/list-views/index.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { bulkAssign, bulkPreview, bulkTag, tagsInUse } from './bulk.ts';
import { dayRegister, handInDay } from './day-register.ts';
import { detail } from './views-detail.ts';
import { duplicates, settleDifferent, sweep } from './duplicates.ts';
import { exportEndpoint } from './export.ts';
import { defineField, fieldsOf, retireField } from './fields.ts';
import { fileEndpoints, removeFile } from './files.ts';
import { idPage, list, neighbours } from './list.ts';
import { merge, undoMerge } from './merging.ts';
import { addTransaction, claimNewCustomer } from './new-customers.ts';
import { revealEndpoint } from './privacy.ts';
import { newCustomerRegister } from './views-new-customers.ts';
import * as profile from './profile.ts';
import { recogniseTyped } from './recognition.ts';
import { registerCustomer } from './registration.ts';
import { requireVisible } from './scope.ts';
import { checkSource } from './source-checks.ts';
import { timeline } from './timeline.ts';
import { unlock } from './vault.ts';

export { keepBytes, readBytes, readUpload, sendFile } from './files.ts';
export type { BusinessDone, MergeHook, MergePair, NewCustomerForm } from './hooks.ts';
export { onAssign, onBusinessDone, onMerge, onNewCustomerForm } from './hooks.ts';
export { confirmNewCustomer, refuseNewCustomer } from './new-customers.ts';
export type { Before, ImportedPerson, Patch, Updated } from './importing.ts';
export {
  addImportedPerson,
  removeImported,
  removeImportedPerson,
  restoreImported,
  updateImported,
} from './importing.ts';
export { customerBrief, identityOnPaper, resolve } from './lookup.ts';
export { normalisePhones } from './normalise.ts';
export type { ManyRow, RowResult } from './many.ts';
export { registerMany } from './many.ts';
export type { Registered } from './registration.ts';
export { registerCustomer } from './registration.ts';
export { rowsOf } from './rows.ts';
export { canSee, mayBeVisitorAt, inScope, requireVisible } from './scope.ts';
export type { OwnerChange, Serving } from './store.ts';
export { setOwner, startServing, stopServing, touch } from './store.ts';
export { unlock as unlockPrivateData, vaultOf } from './vault.ts';

const changes = [
  carryOut(contract.register, (context, { body }) => registerCustomer(context, body)),
  carryOut(contract.update, (context, { params, body }) => profile.update(context, params.customerId, body)),
  carryOut(contract.addPerson, (context, { params, body }) => profile.addPerson(context, params.customerId, body)),
  carryOut(contract.removePerson, (context, { params, body }) =>
    profile.removePerson(context, params.customerId, params.personId, body.reason),
  ),
  carryOut(contract.joinHousehold, (context, { params, body }) =>
    profile.joinHousehold(context, params.customerId, body, async (headId, relation) => {
      const choice = { keep: headId, fieldsFromAbsorbed: [], reason: relation, relation };
      await merge(context, headId, { otherId: params.customerId, ...choice }, 'customers.edit');
    }),
  ),
  carryOut(contract.setGrade, (context, { params, body }) => profile.setGrade(context, params.customerId, body)),
  carryOut(contract.checkSource, (context, { params, body }) => checkSource(context, params.customerId, body)),
  carryOut(contract.setStage, (context, { params, body }) => profile.setStage(context, params.customerId, body)),
  carryOut(contract.recordNeeds, (context, { params, body }) => profile.recordNeeds(context, params.customerId, body)),
  carryOut(contract.addInterest, (context, { params, body }) => profile.addInterest(context, params.customerId, body)),
  carryOut(contract.setContacts, (context, { params, body }) =>
    profile.setContacts(context, params.customerId, body.staffIds),
  ),
  carryOut(contract.merge, (context, { params, body }) => merge(context, params.customerId, body)),
  carryOut(contract.undoMerge, (context, { params, body }) => undoMerge(context, params.mergeId, body.reason)),
  carryOut(contract.sweepDuplicates, (context, { body }) => sweep(context, body.siteId)),
  carryOut(contract.settleDuplicate, (context, { params, body }) =>
    settleDifferent(context, params.duplicateId, body.reason),
  ),
  carryOut(contract.bulkPreview, (context, { body }) => bulkPreview(context, body)),
  carryOut(contract.bulkTag, (context, { body }) => bulkTag(context, body)),
  carryOut(contract.bulkAssign, (context, { body }) => bulkAssign(context, body)),
  carryOut(contract.saveView, (context, { body }) => saveView(context, 'customers', body)),
  carryOut(contract.changeView, (context, { params, body }) => changeView(context, 'customers', params.viewId, body)),
  carryOut(contract.removeView, (context, { params }) => removeView(context, 'customers', params.viewId)),
  carryOut(contract.defineField, (context, { body }) => defineField(context, body)),
  carryOut(contract.retireField, (context, { params }) => retireField(context, params.fieldId)),
  carryOut(contract.removeFile, (context, { params }) => removeFile(context, params.customerId, params.fileId)),
  carryOut(contract.addTransaction, (context, { params, body }) => addTransaction(context, params.customerId, body)),
  carryOut(contract.claimNewCustomer, (context, { params, body }) =>
    claimNewCustomer(context, params.customerId, body),
  ),
  carryOut(contract.handInDay, (context, { body }) => handInDay(context, body)),
];

const reads = [
  answer(contract.list, (context, { query }) => list(context, query)),
  answer(contract.ids, (context, { query }) => idPage(context, query)),
  answer(contract.recognise, (context, { query }) => recogniseTyped(context, query.q, query.limit)),
  answer(contract.get, (context, { params }) => detail(context, params.customerId)),
  answer(contract.timeline, (context, { params, query }) => timeline(context, params.customerId, query)),
  answer(contract.neighbours, async (context, { params, query }) => {
    await requireVisible(context, params.customerId);
    return neighbours(context, params.customerId, query);
  }),
  answer(contract.duplicates, (context, { query }) => duplicates(context, query)),
  answer(contract.tags, (context) => tagsInUse(context)),
  answer(contract.views, (context) => views(context, 'customers')),
  answer(contract.fields, async (context) => ({ fields: await fieldsOf(context.tx) })),
  answer(contract.newCustomerRegister, (context, { query }) => newCustomerRegister(context, query)),
  answer(contract.dayRegister, (context, { query }) => dayRegister(context, query)),
];

export const customersCapability: Capability = {
  name: 'customers',
  endpoints: [...reads, ...changes, ...fileEndpoints, exportEndpoint, revealEndpoint],
  start: async (runtime) => {
    unlock(runtime.dataDir, process.env.GUIKE_PRIVATE_KEY);
    return async () => {};
  },
};
