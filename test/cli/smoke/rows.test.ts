import { BROKEN_ASSUMPTIONS } from '../../../emulator/broken-assumptions.ts';
import { ROWS } from '../../../cli/smoke/rows.ts';

it('the local system can break the assumption of each row, and no other', () => {
  expect(Object.keys(BROKEN_ASSUMPTIONS).toSorted()).toEqual(ROWS.map(({ name }) => name).toSorted());
});
