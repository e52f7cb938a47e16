import { describeError } from '../../../functions/core/describe-error.ts';
import { maskNumber } from '../../../functions/core/mask-number.ts';

describe('masking', () => {
  it.each([
    ['447700900123', '…123'],
    ['alice', '…ice'],
    ['7', '…7'],
  ])('shows the last three characters of %s only', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  it('masks the numbers in an error and keeps its stack', () => {
    const described = describeError(new RangeError('no route to 447700900123 on port 8080'));
    expect(described).toContain('RangeError: no route to …123 on port 8080\n    at ');
  });

  it.each([
    ['a text', 'sorry', 'sorry'],
    ['nothing', undefined, 'undefined'],
  ])('describes %s that was thrown', (_case, thrown, text) => {
    expect(describeError(thrown)).toBe(text);
  });
});
