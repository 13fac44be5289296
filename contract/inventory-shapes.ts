/** The shapes of units, holds and price lists on the wire. */
import { z } from 'zod';
import { holdStates, stockStates, unitKinds, unitStates } from '#core/inventory/index.ts';
import { InstantOut, PersonRef, Uuid, WhyNot, line } from './kernel/shapes.ts';

/** What a route is about. */
export const ofSite = z.object({ siteId: Uuid });
export const ofUnit = z.object({ unitId: Uuid });
export const ofLaunch = z.object({ launchId: Uuid });
/** A unit as others name it. */
export const UnitRef = z.object({ id: Uuid, code: z.string(), name: z.string() });

export const Fen = z.number().int().min(1).max(1_000_000_000_000).describe('Whole fen'); // ten thousand million yuan: nothing costs more
export const FenOut = z
  .number()
  .int()
  .nullable()
  .describe('Whole fen; null when there is none, or when the reader may not see it');
export const UnitKindText = z.enum(unitKinds);
export const UnitStateText = z.enum(unitStates);
export const StockStateText = z.enum(stockStates);
export const area = z.number().positive().max(1_000_000).multipleOf(0.01);
export const FieldValues = z.record(z.string().max(60), z.union([z.string().max(500), z.number(), z.null()]));

/** What the reader may do next; null: allowed, otherwise the refusal the command would give now. */
export const UnitWhyNot = z.object({
  hold: WhyNot,
  extend: WhyNot,
  passOn: WhyNot,
  release: WhyNot,
  withhold: WhyNot,
  open: WhyNot,
  mark: WhyNot,
  edit: WhyNot,
});

export const HoldOut = z.object({
  id: Uuid,
  unit: UnitRef,
  siteId: Uuid,
  customer: PersonRef.nullable().describe(
    'Null when it is held for nobody in particular; masked when it is a colleague’s customer',
  ),
  consultant: PersonRef,
  reason: z.string(),
  placedAt: InstantOut,
  expiresAt: InstantOut,
  extended: z.number().int(),
  extensionAsked: z.boolean().describe('A further extension waits for approval'),
  state: z.enum(holdStates),
  endedAt: InstantOut.nullable(),
  endedReason: z.string(),
  launchId: Uuid.nullable(),
  mine: z.boolean(),
  journalId: Uuid,
  whyNot: z
    .object({ extend: WhyNot, passOn: WhyNot, release: WhyNot })
    .nullable()
    .describe('Null for a hold that has ended'),
});
export type HoldRow = z.output<typeof HoldOut>;

/** One square of the board. Short, because a board has a thousand of them. */
export const Cell = z.object({
  id: Uuid,
  code: z.string(),
  building: z.string(),
  entrance: z.string(),
  floor: z.number().int().nullable(),
  room: z.string(),
  layout: z.string(),
  area: z.number().nullable().describe('Surveyed, or as long as there is no survey predicted, in square metres'),
  state: UnitStateText,
  marked: z.boolean(),
  price: FenOut.describe('List price in fen; of a sold unit only for those who may see it'),
  floorPrice: FenOut,
  fixed: z.boolean(),
  hold: z
    .object({ by: z.string(), byId: Uuid, until: InstantOut, mine: z.boolean() })
    .nullable()
    .describe('Who holds it and until when'),
  launchId: Uuid.nullable().describe('The launch it is sold in, if any'),
  version: z.number().int(),
});
export type BoardCell = z.output<typeof Cell>;

export const Board = z.object({
  siteId: Uuid,
  tag: z.string().describe('Changes with everything on the board; the ETag of the answer'),
  at: InstantOut,
  projects: z.array(z.string()),
  buildings: z.array(
    z.object({
      project: z.string(),
      building: z.string(),
      floors: z.array(z.number().int()).describe('From the top down'),
      counts: z.record(UnitStateText, z.number().int()),
    }),
  ),
  cells: z.array(Cell).describe('By building, from the top floor down, by room'),
});

export const VehicleRow = z.object({
  id: Uuid,
  code: z.string(),
  vin: z.string().nullable(),
  model: z.string(),
  colour: z.string(),
  location: z.string(),
  stockState: StockStateText.nullable(),
  arrivedOn: z.string().nullable(),
  daysInStock: z.number().int().nullable(),
  daysAtBranch: z.number().int().nullable(),
  recallDue: z.boolean().describe('Has been at a second-tier store for longer than the house allows'),
  state: UnitStateText,
  marked: z.boolean(),
  price: FenOut,
  hold: Cell.shape.hold,
  version: z.number().int(),
});
export type VehicleOut = z.output<typeof VehicleRow>;

export const UnitRow = z.object({
  id: Uuid,
  siteId: Uuid,
  kind: UnitKindText,
  code: z.string(),
  name: z.string(),
  project: z.string(),
  building: z.string(),
  entrance: z.string(),
  floor: z.number().int().nullable(),
  room: z.string(),
  layout: z.string(),
  predictedArea: z.number().nullable(),
  surveyedArea: z.number().nullable(),
  innerArea: z.number().nullable(),
  vin: z.string().nullable(),
  model: z.string(),
  colour: z.string(),
  location: z.string(),
  stockState: StockStateText.nullable(),
  arrivedOn: z.string().nullable(),
  validityDays: z.number().int().nullable(),
  quantity: z.number().int().nullable(),
  state: UnitStateText,
  withheldReason: z.string(),
  isMarked: z.boolean(),
  listPriceFen: FenOut,
  floorPriceFen: FenOut,
  unitPriceFen: FenOut,
  isFixedPrice: z.boolean(),
  soldPriceFen: FenOut,
  fields: FieldValues,
  dealId: Uuid.nullable(),
  launchId: Uuid.nullable(),
  addedAt: InstantOut,
  version: z.number().int(),
});
export type UnitOut = z.output<typeof UnitRow>;

export const UnitDetail = UnitRow.extend({
  hold: HoldOut.nullable(),
  holds: z.array(HoldOut).describe('Earlier ones, newest first, at most 20'),
  prices: z
    .array(
      z.object({
        number: z.number().int(),
        name: z.string(),
        listPriceFen: FenOut,
        floorPriceFen: FenOut,
        effectiveAt: InstantOut,
      }),
    )
    .describe('As the approved price lists had it, newest first'),
  liabilities: z.array(z.object({ id: Uuid, staff: PersonRef, reason: z.string(), at: InstantOut, journalId: Uuid })),
  moves: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      movedBy: z.enum(['company', 'local_dealer']),
      inspected: z.boolean(),
      note: z.string(),
      at: InstantOut,
      by: PersonRef.nullable(),
    }),
  ),
  journalId: Uuid.nullable().describe('The last decision about it'),
  whyNot: UnitWhyNot,
});

export const Changed = z.object({ unit: UnitRow, journalId: Uuid });
export const Held = z.object({ hold: HoldOut, journalId: Uuid });

export const PriceListOut = z.object({
  id: Uuid,
  siteId: Uuid,
  number: z.number().int(),
  name: z.string(),
  reason: z.string(),
  state: z.enum(['draft', 'pending', 'approved', 'dropped']),
  effectiveAt: InstantOut,
  appliedAt: InstantOut.nullable(),
  items: z.number().int(),
  createdAt: InstantOut,
  createdBy: PersonRef.nullable(),
  decidedAt: InstantOut.nullable(),
  approvalId: Uuid.nullable(),
  journalId: Uuid.nullable(),
  whyNot: z.object({ edit: WhyNot, submit: WhyNot, drop: WhyNot }),
});
export const PriceItem = z.object({
  unitId: Uuid,
  code: z.string(),
  name: z.string(),
  listPriceFen: z.number().int(),
  floorPriceFen: z.number().int().nullable(),
  unitPriceFen: z.number().int().nullable(),
  isFixedPrice: z.boolean(),
  beforeFen: z.number().int().nullable().describe('What it costs until then'),
});

export const FieldOut = z.object({
  id: Uuid,
  kind: UnitKindText,
  key: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'date', 'choice']),
  options: z.array(z.string()),
  retired: z.boolean(),
});

/** What a person may say about a unit. Prices and areas are not among it: they change by their own papers. */
export const UnitText = {
  name: line.optional(),
  project: line.optional(),
  building: line.optional(),
  entrance: line.optional(),
  floor: z.number().int().min(-20).max(300).nullable().optional(),
  room: z.string().trim().max(40).optional(),
  layout: z.string().trim().max(60).optional(),
  model: line.optional(),
  colour: z.string().trim().max(60).optional(),
  location: line.optional(),
  validityDays: z.number().int().min(1).max(36_500).nullable().optional(),
  fields: FieldValues.optional(),
};
