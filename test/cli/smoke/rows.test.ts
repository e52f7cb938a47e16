import { DEVIATIONS } from '../../../emulator/deviations.ts';
import { ROWS } from '../../../cli/smoke/rows.ts';

it('the local system can break the assumption of each row, and no other', () => {
  expect(Object.keys(DEVIATIONS).toSorted()).toEqual(ROWS.map(({ name }) => name).toSorted());
});
