/** Price tables of rooms and stock lists of vehicles. New units bring their first price; another price of a known unit waits for approval. */
import { maskName } from '#core/customers/index.ts';
import type { Problem, RowValues } from '#core/imports/index.ts';
import { unitCode } from '#core/imports/index.ts';
import type { ListedUnit } from '#core/inventory/index.ts';
import { type ImportedUnit, importUnits, removeImported, restoreImported } from '#server/inventory/index.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { KEPT, remark } from './customers.ts';
import type { Outcome, TakenRow, Writer } from './writer.ts';

const priceOf = ({ numbers, flags }: RowValues) => ({
  listPriceFen: numbers.listPrice ?? null,
  floorPriceFen: numbers.floorPrice ?? null,
  unitPriceFen: numbers.unitPrice ?? null,
  isFixedPrice: flags.isFixedPrice === true,
});

/** The reason a unit is not for sale, as the sheet words it. Everybody who sees the unit sees it, so the buyer's name is masked. */
const stateWritten = ({ text }: RowValues): string =>
  [text.stateWritten, text.customer === undefined ? undefined : maskName(text.customer)]
    .filter((part) => part !== undefined)
    .join(' · ');

function fieldsOf({ text, numbers }: RowValues): Record<string, string | number> {
  return {
    ...(numbers.filedPrice === undefined ? {} : { filedPriceFen: numbers.filedPrice }),
    ...(text.customer === undefined ? {} : { orderedBy: text.customer }),
    ...(text.note === undefined ? {} : { note: text.note }),
  };
}

function roomOf(row: TakenRow): ImportedUnit {
  const { values } = row.plan;
  const { text, numbers } = values;
  const building = text.building ?? '';
  const entrance = text.entrance ?? '';
  const where = [building, entrance === '' ? '' : `${entrance}单元`, text.room].filter((part) => part);
  return {
    unitId: row.unitId,
    kind: 'room',
    code: unitCode(text),
    name: [text.project, where.join(' ')].filter((part) => part).join(' '),
    project: text.project ?? '',
    building,
    entrance,
    floor: numbers.floor ?? null,
    room: text.room ?? '',
    layout: text.layout ?? '',
    predictedArea: numbers.predictedArea ?? null,
    surveyedArea: numbers.surveyedArea ?? null,
    innerArea: numbers.innerArea ?? null,
    vin: null,
    ...priceOf(values),
    sale: (text.saleState ?? 'available') as ListedUnit['sale'],
    stateWritten: stateWritten(values),
    fields: fieldsOf(values),
  };
}

function vehicleOf(row: TakenRow): ImportedUnit {
  const { values } = row.plan;
  const { text, dates, flags } = values;
  return {
    unitId: row.unitId,
    kind: 'vehicle',
    code: unitCode(text),
    name: [text.model, text.colour].filter((part) => part).join(' '),
    building: '',
    entrance: '',
    floor: null,
    room: '',
    vin: text.vin ?? null,
    model: text.model ?? '',
    colour: text.colour ?? '',
    location: text.location ?? '',
    stockState: (text.stockState ?? 'in_stock') as ListedUnit['stockState'] & string,
    arrivedOn: dates.arrivedOn ?? null,
    isMarked: flags.isMarked === true,
    ...priceOf(values),
    sale: (text.saleState ?? 'available') as ListedUnit['sale'],
    stateWritten: stateWritten(values),
    fields: fieldsOf(values),
  };
}

const nothingDone = (recordId: string | null): Outcome => ({ kind: 'done', customerId: null, recordId, effects: [] });

export const stockWriter: Writer = {
  async carryOut(context, job, rows) {
    const outcomes = new Map<number, Outcome>();
    const { siteId } = job.record;
    const taken = rows.filter((row) => row.plan.kind !== 'merge');
    for (const row of rows) if (row.plan.kind === 'merge') outcomes.set(row.rowIndex, nothingDone(row.unitId));
    if (siteId === null) {
      for (const row of taken)
        outcomes.set(row.rowIndex, {
          kind: 'returned',
          problems: [...row.plan.problems, remark(job, 'SITE_UNKNOWN', 'site', 'error')],
        });
      return outcomes;
    }
    const name = [job.record.fileName.replace(/\.\w+$/, ''), job.record.sheetName]
      .filter((part) => part !== '')
      .join(' ');
    const units = taken.map((row) => (job.target === 'vehicles' ? vehicleOf(row) : roomOf(row)));
    const results = await importUnits(context, { importId: job.record.id, siteId, name }, units);
    for (const [place, row] of taken.entries()) {
      const result = results[place];
      if (!result || result.kind === 'raced') outcomes.set(row.rowIndex, { kind: 'open' });
      else if (result.kind === 'created')
        outcomes.set(row.rowIndex, {
          ...nothingDone(result.unitId),
          effects: [{ rowIndex: row.rowIndex, kind: 'unit.created', subjectId: result.unitId }],
        } as Outcome);
      else {
        const effect: Effect = {
          rowIndex: row.rowIndex,
          kind: 'unit.updated',
          subjectId: result.unitId,
          before: { before: result.before, version: result.version },
        };
        const changed = result.before !== null || result.remarks.includes('PRICE_DRAFTED');
        outcomes.set(row.rowIndex, {
          kind: 'done',
          customerId: null,
          recordId: result.unitId,
          effects: changed ? [effect] : [],
          remarks: result.remarks.map((code) => remarkOf(job, row, code)),
        });
      }
    }
    return outcomes;
  },
  async undo(context, importId, effects) {
    const created = effects.filter(({ kind }) => kind === 'unit.created').map(({ subjectId }) => subjectId);
    const kept = new Set<Effect>();
    for (const effect of effects) {
      if (effect.kind !== 'unit.updated') continue;
      const { before, version } = effect.before as { before: Parameters<typeof restoreImported>[3]; version: number };
      if (!(await restoreImported(context, importId, effect.subjectId, before, version))) kept.add(effect);
    }
    const gone = await removeImported(context, importId, created);
    return effects.map((effect) =>
      (effect.kind === 'unit.created' ? gone.has(effect.subjectId) : !kept.has(effect)) ? null : KEPT,
    );
  },
};

const blamed = { STATE_KEPT: 'saleState', PRICE_DRAFTED: 'listPrice', AREA_KEPT: 'predictedArea' } as const;
const remarkOf = (job: Job, row: TakenRow, code: keyof typeof blamed): Problem => {
  const field = code === 'STATE_KEPT' && job.target === 'vehicles' ? 'vehicleState' : blamed[code];
  const detail = code === 'PRICE_DRAFTED' ? String((row.plan.values.numbers.listPrice ?? 0) / 100) : '';
  return remark(job, code, field, 'warning', detail);
};
