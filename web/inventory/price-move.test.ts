/** Moving a whole list of prices leaves whole yuan, never a floor above the list and never a price of nothing. */
import { expect, test } from 'vitest';
import { movedPrice } from './price-move.ts';

const unit = {
  listPriceFen: 208_852_700,
  floorPriceFen: 202_587_100,
  unitPriceFen: 2_343_500,
  isFixedPrice: false,
  surveyedArea: null,
  predictedArea: 89.12,
};

test('by a share, a sum, and a sum for each square metre', () => {
  expect(movedPrice(unit, { by: 'percent', value: -2 })).toMatchObject({
    listPriceFen: 204_675_600,
    floorPriceFen: 198_535_400,
  });
  expect(movedPrice(unit, { by: 'yuan', value: 10_000 })).toMatchObject({
    listPriceFen: 209_852_700,
    floorPriceFen: 203_587_100,
  });
  expect(movedPrice(unit, { by: 'perMetre', value: 100 })).toMatchObject({
    listPriceFen: 209_743_900,
    floorPriceFen: 203_478_300,
  });
  expect(movedPrice(unit, { by: 'percent', value: 0 })).toEqual({
    listPriceFen: 208_852_700,
    floorPriceFen: 202_587_100,
    unitPriceFen: 2_343_500,
    isFixedPrice: false,
  });
});
test('nothing to move, nothing left, no area', () => {
  expect(movedPrice({ ...unit, listPriceFen: null }, { by: 'percent', value: 5 })).toBeNull();
  expect(movedPrice(unit, { by: 'yuan', value: -3_000_000 })).toBeNull();
  expect(movedPrice({ ...unit, predictedArea: null }, { by: 'perMetre', value: 100 })).toBeNull();
  expect(movedPrice({ ...unit, floorPriceFen: 500 }, { by: 'yuan', value: -1_000_000 })).toMatchObject({
    floorPriceFen: 100,
  });
});
