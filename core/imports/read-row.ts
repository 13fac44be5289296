import type { LocalDate, TimeOfDay } from '../kernel/instant.ts';
import { findColleague, type Hints, type Roster } from './colleagues.ts';
import { readTime, readWrittenDate, settleDate } from './dates.ts';
import { type Field, fieldsOf } from './fields.ts';
import { readGender, readGrade, readHousehold, readNames, readPartySize, readYesNo } from './people.ts';
import { readPhones } from './phones.ts';
import type { ProblemCode } from './problems.ts';
import { cutText, isDitto, plainText, readList, readText } from './text.ts';
import type {
  Cell,
  Cells,
  HouseholdMember,
  Mapping,
  PhoneReading,
  Problem,
  Range,
  Reading,
  RowValues,
  SheetContext,
  Target,
} from './types.ts';
import { readDiscounted, readFloor, readMoney, readSquareMetres, readVin } from './stock-cells.ts';
import { type Remark, settleRoom, settleVehicle } from './stock-rows.ts';
import { readSaleState, readVehicleState } from './stock-states.ts';
import { readChannel, readDuration, readNumber, readRange } from './values.ts';

/** A name longer than this is a sentence in the wrong column. */
export const NAME_LENGTH_MAX = 60;

interface Draft {
  text: Record<string, string>;
  dates: Record<string, LocalDate>;
  times: Record<string, TimeOfDay>;
  numbers: Record<string, number>;
  flags: Record<string, boolean>;
  colleagues: Record<string, string>;
  phones: readonly PhoneReading[];
  names: readonly string[];
  household: readonly HouseholdMember[];
  tags: readonly string[];
  area: Range | null;
}

/** A wrong value in these cells would put the row on the wrong person or day, so the row goes back even if the cell is optional. */
const identifying = new Set<ProblemCode>(['PHONE_UNREADABLE', 'TEXT_TOO_LONG', 'TEXT_GARBLED']);

export interface ReadRow {
  readonly values: RowValues;
  readonly problems: readonly Problem[];
  /** The row as the next row's "as above" sees it: dates settled, unusable cells empty. */
  readonly carry: Cells;
}

/** Reads one data row cell by cell. It never throws and never guesses silently: what it could not use is in `problems`. */
export function readRow(
  target: Target,
  mapping: Mapping,
  cells: Cells,
  context: SheetContext,
  roster: Roster,
  above: Cells | null,
): ReadRow {
  const draft: Draft = {
    text: {},
    dates: {},
    times: {},
    numbers: {},
    flags: {},
    colleagues: {},
    phones: [],
    names: [],
    household: [],
    tags: [],
    area: null,
  };
  const problems: Problem[] = [];
  const carry: Cell[] = [...cells];
  const later: Field[] = [];
  const note = (field: Field, code: ProblemCode, detail: string): void => {
    // A customer of somebody who has left goes in without an owner.
    const decisive = field.decisive && code !== 'STAFF_LEFT_UNNAMED';
    const severity = field.required || decisive || identifying.has(code) ? 'error' : 'warning';
    problems.push({ code, severity, field: field.name, column: mapping[field.name] ?? null, detail });
  };
  const cellOf = (field: Field): Cell => {
    const column = mapping[field.name];
    if (column === undefined) return null;
    const cell = cells[column] ?? null;
    if (!isDitto(cell)) return cell;
    const carried = above?.[column] ?? null;
    if (plainText(carried) === '') return cell;
    carry[column] = carried;
    return carried;
  };
  const slipped = context.width === null ? [] : cells.slice(context.width).filter((cell) => plainText(cell) !== '');
  if (slipped.length > 0)
    problems.push({
      code: 'ROW_TOO_WIDE',
      severity: 'error',
      field: '',
      column: context.width,
      detail: cutText(plainText(slipped[0] ?? ''), 80),
    });
  for (const field of fieldsOf[target]) {
    if (field.reads === 'colleague') {
      later.push(field);
      continue;
    }
    const cell = cellOf(field);
    const reading =
      field.reads === 'date' ? readDateField(field, cell, draft, mapping, context) : readField(field, cell, draft);
    const column = mapping[field.name];
    if (field.reads === 'date' && column !== undefined) carry[column] = draft.dates[field.name] ?? null;
    if (reading.problem) note(field, reading.problem, cutText(plainText(cell), 80));
    else if (reading.value === null && field.required) note(field, 'REQUIRED_MISSING', '');
  }
  // Colleagues come last: the row's date, site and team tell people of one name apart.
  for (const field of later) {
    const hints: Hints = {
      siteName: draft.text.site ?? context.siteName,
      teamName: draft.text.team ?? null,
      on: draft.dates.date ?? null,
    };
    const found = findColleague(cellOf(field), roster, hints);
    if (found.kind === 'found') draft.colleagues[field.name] = found.id;
    else if (found.kind === 'problem') note(field, found.code, found.detail);
    else if (field.required) note(field, 'REQUIRED_MISSING', '');
  }
  settleStock(target, draft, mapping, cells, carry, above, context, problems);
  return { values: draft, problems, carry };
}

/** Stock rows are settled as a whole: what one cell leaves out, another or the sheet says. */
function settleStock(
  target: Target,
  draft: Draft,
  mapping: Mapping,
  cells: Cells,
  carry: Cell[],
  above: Cells | null,
  context: SheetContext,
  problems: Problem[],
): void {
  const remark: Remark = (code, field, severity, detail) =>
    problems.push({ code, severity, field, column: mapping[field] ?? null, detail });
  if (target === 'units') {
    const column = mapping.floor;
    const floorAbove = column === undefined ? null : readFloor(above?.[column] ?? null).value;
    // A floor that is written but cannot be read is not replaced by a guess.
    if (problems.some(({ code }) => code === 'FLOOR_UNREADABLE')) return;
    settleRoom(draft, context.place, floorAbove, remark);
    if (column !== undefined) carry[column] = draft.numbers.floor ?? null;
  } else if (target === 'vehicles') {
    const column = mapping.vehicleState;
    const written = column === undefined ? '' : plainText(cells[column] ?? null);
    settleVehicle(draft, context.today, written, remark);
  }
}

function readDateField(
  field: Field,
  cell: Cell,
  draft: Draft,
  mapping: Mapping,
  context: SheetContext,
): Reading<LocalDate> {
  const written = readWrittenDate(cell);
  const column = mapping[field.name];
  const reading = settleDate(written, {
    year: context.year,
    span: (column === undefined ? undefined : context.spans[column]) ?? null,
    today: context.today,
    past: field.past === true,
    notBefore: field.notBefore === undefined ? null : (draft.dates[field.notBefore] ?? null),
    above: null,
  });
  if (reading.value !== null) draft.dates[field.name] = reading.value;
  if (written.kind === 'date' && written.time !== null && field.name === 'date') draft.times.time = written.time;
  return reading;
}

function keep<Value>(reading: Reading<Value>, put: (value: Value) => void): Reading<unknown> {
  if (reading.value !== null) put(reading.value);
  return reading;
}

function readField(field: Field, cell: Cell, draft: Draft): Reading<unknown> {
  switch (field.reads) {
    case 'names':
      return keep(limitNames(readNames(cell)), (names) => {
        draft.names = names;
        draft.text[field.name] = names[0] ?? '';
      });
    case 'phones':
      return keep(readPhones(cell), (phones) => {
        draft.phones = phones;
      });
    case 'time':
      return keep(readTime(cell), (time) => {
        draft.times[field.name] = time;
      });
    case 'number':
      return keep(readNumber(cell), (value) => {
        draft.numbers[field.name] = value;
      });
    case 'party':
      return keep(readPartySize(cell), (value) => {
        draft.numbers[field.name] = value;
      });
    case 'duration':
      return keep(readDuration(cell), (value) => {
        draft.numbers[field.name] = value;
      });
    case 'range':
      return keep(readRange(cell), (area) => {
        draft.area = area;
      });
    case 'money':
    case 'squareMetres':
    case 'floor': {
      const read = field.reads === 'money' ? readMoney : field.reads === 'floor' ? readFloor : readSquareMetres;
      return keep(read(cell), (value) => {
        draft.numbers[field.name] = value;
      });
    }
    case 'discounted':
      return keep(readDiscounted(cell), ({ fen, isFixed }) => {
        draft.numbers[field.name] = fen;
        draft.flags.isFixedPrice = isFixed;
      });
    case 'vin':
      return keep(readVin(cell), (vin) => {
        draft.text[field.name] = vin;
      });
    case 'saleState':
      return keep(readSaleState(cell), (state) => {
        draft.text.saleState = state;
        if (plainText(cell) !== '') draft.text.stateWritten = plainText(cell);
      });
    case 'vehicleState':
      return keep(readVehicleState(cell), (state) => {
        draft.text.saleState = state.sale;
        if (state.place !== null) draft.text.statePlace = state.place;
        if (plainText(cell) !== '') draft.text.stateWritten = plainText(cell);
      });
    case 'yesNo':
      return keep(readYesNo(cell), (flag) => {
        draft.flags[field.name] = flag;
      });
    case 'gender':
    case 'grade':
    case 'channel': {
      const read = field.reads === 'gender' ? readGender : field.reads === 'grade' ? readGrade : readChannel;
      return keep<string>(read(cell), (value) => {
        draft.text[field.name] = value;
      });
    }
    case 'household':
      return keep(readHousehold(cell), (members) => {
        draft.household = members;
      });
    case 'list':
      return keep(readList(cell), (values) => {
        if (field.name === 'tags') draft.tags = values;
        else draft.text[field.name] = values.join('、');
      });
    default:
      return keep(readText(cell), (text) => {
        draft.text[field.name] =
          field.name === 'name' ? text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '') : text;
      });
  }
}

const limitNames = (reading: Reading<readonly string[]>): Reading<readonly string[]> =>
  reading.value?.some((name) => name.length > NAME_LENGTH_MAX) ? { value: null, problem: 'TEXT_TOO_LONG' } : reading;
