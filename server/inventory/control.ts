/** Units come onto the books, are described, withheld from sale and released, marked as ordered. */
import { inventory as routes } from '#contract/inventory.ts';
import { decideControl, decideEdit, decideMark, isSold } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound, stale } from '#server/platform/refused.ts';
import { checkFields } from './fields.ts';
import { decided, refuseWith } from './said.ts';
import * as store from './store.ts';
import { insertUnit, type NewUnit, saveDescription, saveMark, takenBy } from './store-units.ts';
import { controlsAt, openUnit } from './taking.ts';
import { watchVehicles } from './vehicles.ts';
import { requireExisting } from './views-names.ts';
import { unitOut } from './views.ts';

const codeOf = (
  body: { kind: string; code?: string | undefined; vin?: string | undefined } & Partial<
    Record<'building' | 'entrance' | 'room', string | undefined>
  >,
): string | null => {
  if (body.code) return body.code;
  if (body.kind === 'vehicle') return body.vin ?? null;
  const parts = [body.building, body.entrance, body.room].filter(Boolean);
  return body.kind === 'room' && body.room ? parts.join('-') : null;
};

const add = carryOut(routes.addUnit, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  requireSite(actor, 'inventory.edit', params.siteId);
  await requireExisting(tx, params.siteId);
  const code = codeOf(body);
  if (code === null) throw invalid('code', '请填写编号 / a code is needed');
  if ((body.floorPriceFen ?? 0) > (body.listPriceFen ?? Number.POSITIVE_INFINITY))
    throw refuseWith('PRICE_FLOOR_ABOVE_LIST', { unit: code, field: 'floorPriceFen' });
  const taken = await takenBy(tx, params.siteId, code, body.vin ?? null);
  if (taken === 'code') throw refuseWith('UNIT_CODE_TAKEN', { code, field: 'code' });
  if (taken === 'vin') throw refuseWith('VIN_TAKEN', { vin: body.vin, field: 'vin' });
  const { commandId: _command, withheld, fields, ...described } = body;
  const unit: NewUnit = {
    ...described,
    ...{ id: context.newId(), siteId: params.siteId, code, vin: body.vin ?? null, at: now },
    fields: await checkFields(tx, body.kind, fields),
    state: withheld ? 'withheld' : 'available',
    quantity: body.kind === 'stock' ? (body.quantity ?? 0) : null,
    stockState: body.kind === 'vehicle' ? (body.stockState ?? 'in_stock') : null,
  };
  const journalId = context.record({
    kind: 'inventory.addUnit',
    siteId: params.siteId,
    subject: { type: 'unit', id: unit.id },
    input: body,
    facts: {},
    decision: accept({ code }, []),
  });
  await insertUnit(context, unit, journalId);
  if (unit.kind === 'vehicle') await watchVehicles(context, params.siteId);
  const added = await store.unitById(tx, unit.id);
  store.announce(context, added);
  return { unit: unitOut(actor, added), journalId };
});

const edit = carryOut(routes.editUnit, async (context, { params, body }) => {
  const { tx, actor } = context;
  const { siteId } = await store.unitById(tx, params.unitId);
  requireSite(actor, 'inventory.edit', siteId);
  const { unit } = await openUnit(context, params.unitId);
  if (unit.version !== body.version) throw stale(unit.version);
  const { commandId: _command, version: _version, listPriceFen, fields, ...described } = body;
  const facts = { unit: store.factsOf(unit), isSurveyed: unit.surveyedArea !== null };
  const input = {
    changesPrice: listPriceFen !== undefined && listPriceFen !== unit.listPriceFen,
    changesArea: body.predictedArea !== undefined && body.predictedArea !== unit.predictedArea,
  };
  const rules = await context.rules(siteId);
  const decision = await decided(context, siteId, decideEdit(rules.values.inventory, facts, input));
  const custom = await checkFields(tx, unit.kind, fields);
  const journalId = context.record({
    kind: 'inventory.edit',
    siteId,
    subject: { type: 'unit', id: unit.id },
    rules,
    input: { ...input, ...described, fields: custom },
    facts,
    decision,
  });
  await saveDescription(context, unit, { ...described, fields: { ...unit.fields, ...custom } });
  const saved = await store.unitById(tx, unit.id);
  store.announce(context, saved, saved.consultantId);
  return { unit: unitOut(actor, saved), journalId };
});

const control = carryOut(routes.control, async (context, { params, body }) => {
  const { tx, actor } = context;
  requireSite(actor, 'inventory.control', params.siteId);
  const asked = [...new Set(body.unitIds)];
  await settleDue(context, asked);
  const units = await store.lockUnits(tx, asked);
  if (units.length < asked.length || units.some(({ siteId }) => siteId !== params.siteId))
    throw notFound('单位 / unit');
  const holds = new Map((await store.liveHoldsOf(tx, asked)).map((hold) => [hold.unitId, hold]));
  const facts = {
    units: units.map((unit) => ({
      unit: store.factsOf(unit),
      hold: store.holdFactsOrNone(holds.get(unit.id) ?? null),
    })),
  };
  const input = { to: body.to, reason: body.reason };
  const decision = await decided(context, params.siteId, decideControl(facts, input));
  const journalId = context.record({
    kind: 'inventory.control',
    siteId: params.siteId,
    subject: { type: 'unit', id: units[0]?.id ?? params.siteId },
    rules: await context.rules(params.siteId),
    input,
    facts,
    decision,
    reason: body.reason,
  });
  const saved: store.Unit[] = [];
  for (const unit of units)
    saved.push(
      await store.saveStanding(context, unit, {
        state: body.to,
        isMarked: false,
        withheldReason: body.to === 'withheld' ? body.reason : '',
      }),
    );
  return { units: saved.map((unit) => unitOut(actor, unit)), journalId };
});

const mark = carryOut(routes.mark, async (context, { params, body }) => {
  const { actor } = context;
  const { siteId } = await store.unitById(context.tx, params.unitId);
  requireSite(actor, 'inventory.hold', siteId);
  const { unit, hold } = await openUnit(context, params.unitId);
  const facts = {
    unit: store.factsOf(unit),
    orderedBy: hold?.consultantId ?? (isSold(unit.state) ? unit.consultantId : null),
    byId: personOf(actor),
    controls: controlsAt(context, siteId),
  };
  const input = { place: body.place };
  const decision = await decided(context, siteId, decideMark(facts, input));
  const journalId = context.record({
    kind: 'inventory.mark',
    siteId,
    subject: { type: 'unit', id: unit.id },
    staffIds: [facts.orderedBy],
    rules: await context.rules(siteId),
    input,
    facts,
    decision,
  });
  await saveMark(context, unit, body.place);
  const saved = await store.unitById(context.tx, unit.id);
  store.announce(context, saved, saved.consultantId);
  return { unit: unitOut(actor, saved), journalId };
});

export const unitCommands: readonly Endpoint[] = [add, edit, control, mark];
