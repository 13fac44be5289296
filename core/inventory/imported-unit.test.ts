/** A list that comes in knows less than the books: it fills in, it may take off sale, and it never sells, frees, reprices or remeasures. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeByList, type ListedUnit, stateOfListed, type UnitNow } from './imported-unit.ts';
import { isSold, type UnitState, unitStates } from './types.ts';

const now: UnitNow = {
  project: '云栖府',
  layout: 'A1',
  predictedArea: 89.12,
  surveyedArea: null,
  innerArea: null,
  model: '',
  colour: '',
  location: '',
  stockState: null,
  arrivedOn: null,
  isMarked: false,
  listPriceFen: 200_000_000,
  floorPriceFen: 190_000_000,
  unitPriceFen: null,
  isFixedPrice: false,
  state: 'available',
};
const listed: ListedUnit = {
  sale: 'available',
  stateWritten: '',
  listPriceFen: 200_000_000,
  floorPriceFen: 190_000_000,
  unitPriceFen: null,
  isFixedPrice: false,
};

test('what the list leaves out stays; what is new is filled in; what differs is taken over, areas and marks apart', () => {
  expect(changeByList(now, listed)).toEqual({ card: {}, withhold: null, price: null, remarks: [] });
  const change = changeByList(now, {
    ...listed,
    layout: 'A2',
    project: '',
    innerArea: 70.4,
    predictedArea: 89.13,
    surveyedArea: null,
    isMarked: true,
  });
  expect(change.card).toEqual({ layout: 'A2', innerArea: 70.4, isMarked: true });
  expect(change.remarks).toEqual(['AREA_KEPT']);
  expect(changeByList({ ...now, isMarked: true }, { ...listed, isMarked: false }).card).toEqual({});
});

test('another price is a draft; no price, or none of the lower one, is nothing to say', () => {
  expect(changeByList(now, { ...listed, listPriceFen: 200_000_100 }).price).toMatchObject({
    listPriceFen: 200_000_100,
  });
  expect(changeByList(now, { ...listed, floorPriceFen: 180_000_000 }).remarks).toEqual(['PRICE_DRAFTED']);
  expect(changeByList(now, { ...listed, isFixedPrice: true }).remarks).toEqual(['PRICE_DRAFTED']);
  expect(changeByList(now, { ...listed, listPriceFen: null }).price).toBeNull();
  expect(changeByList(now, { ...listed, floorPriceFen: null }).price).toBeNull();
});

test('only a unit on sale is taken off sale; whatever else the list says of the state is kept as it is and said', () => {
  expect(changeByList(now, { ...listed, sale: 'contracted', stateWritten: '已售' })).toMatchObject({
    withhold: '已售',
    remarks: [],
  });
  expect(changeByList(now, { ...listed, sale: 'reserved', stateWritten: '小订' }).withhold).toBe('小订');
  expect(changeByList({ ...now, state: 'withheld' }, listed).remarks).toEqual(['STATE_KEPT']);
  expect(changeByList({ ...now, state: 'held' }, listed).remarks).toEqual([]);
  expect(changeByList({ ...now, state: 'held' }, { ...listed, sale: 'contracted' }).remarks).toEqual(['STATE_KEPT']);
  expect(changeByList({ ...now, state: 'subscribed' }, { ...listed, sale: 'contracted' }).remarks).toEqual([]);
  expect(stateOfListed('reserved')).toBe('withheld');
});

test('whatever a list says, a sold or held unit stays where it is and nothing comes on sale', () => {
  const sales = ['available', 'withheld', 'reserved', 'subscribed', 'contracted', 'handed_over'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...unitStates), fc.constantFrom(...sales), (state: UnitState, sale) => {
      const change = changeByList({ ...now, state }, { ...listed, sale, stateWritten: 'x' });
      if (change.withhold !== null) expect(state).toBe('available');
      if (isSold(state) || state === 'held') expect(change.withhold).toBeNull();
      expect('state' in change.card).toBe(false);
    }),
  );
});
