import { describeError } from '../../functions/describe-error.ts';
import { maskNumber, maskNumbersIn } from '../../contracts/mask-number.ts';

describe('masking', () => {
  it.each([
    ['447700900123', '…123'],
    ['alice', '…ice'],
    ['7', '…7'],
  ])('shows the last three characters of %s only', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  it.each([
    ['+447700900123', '+…123'],
    ['sip:447700900123@pbx', 'sip:…123@pbx'],
    ['1234567', '…567'],
    ['a447700900123b', 'a…123b'],
    ['447700900123447700900124', '…124'],
    ['call +44 7700 900 123 failed', 'call +…123 failed'],
    ['+44 (0)7700-900123', '+…123'],
    ['tel:+1.415.555.2671', 'tel:+…671'],
  ])('hides the number in %s', (text, masked) => {
    expect(maskNumbersIn(text)).toBe(masked);
  });

  it.each([
    'aaaaaaaa-bbbb-4ccc-8ddd-012345678912',
    'CON-00000000-0000-4000-8000-000000000000',
    'AAAAAAAABBBB4CCC8DDD012345678912',
    '2026-01-01T12-00-00.000Z-started-01234567890123456789012345678901.json',
    '0123456789012345678901234567890101234567890123456789012345678901',
    '123456',
    '2026-01-01T12:00:00.000+01:00',
    '216.147.0.1 and 203.0.113.9',
    '+44 770',
  ])('leaves %s as it is', (text) => {
    expect(maskNumbersIn(text)).toBe(text);
  });

  it('hides a number beside an id, and hex of another length', () => {
    const id = 'aaaaaaaa-bbbb-4ccc-8ddd-012345678912';
    expect(maskNumbersIn(`${id} 447700900123`)).toBe(`${id} …123`);
    expect(maskNumbersIn('a0123456789012345678901234567890123')).toBe('a…123');
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
