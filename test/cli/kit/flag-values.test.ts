import { callerKey, parseCaller } from '../../../cli/kit/flag-values.ts';

describe('parseCaller', () => {
  it.each([
    '447700900123',
    '+447700900123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '(+44) 7700-900-123',
    '0044 7700 900123',
    '+44.7700.900.123',
    '+44\u00a07700\u2011900\u2013123',
    ' 44/7700/900123 ',
    'tel:+447700900123',
    '\u202a+447700900123\u202c',
  ])('takes "%s" for 447700900123', (text) => {
    expect(parseCaller(text)).toBe('447700900123');
  });

  it.each([
    ['Alice', 'alice'],
    ['sip:1001@pbx.example.com', 'sip:1001@pbx.example.com'],
    ['anonymous', 'anonymous'],
    ['1001', '1001'],
  ])('takes %s, a caller without a number in E.164, as it is', (text, key) => {
    expect(parseCaller(text)).toBe(key);
  });

  it.each([
    ['07700 900123', 'found "07700 900123", which begins with a trunk zero and has no country code'],
    ['', 'found nothing'],
    ['  ', 'found nothing'],
    ['12', 'which has 2 digits'],
    ['4477009001234567', 'which has 16 digits'],
    ['+44 7700 ****', 'found "+44 7700 ****"'],
  ])('refuses "%s"', (text, found) => {
    expect(() => parseCaller(text)).toThrow(
      /^expected a phone number with its country code, like 447700900123 or/,
    );
    expect(() => parseCaller(text)).toThrow(found);
  });
});

it('a caller of an event is compared in the same form', () => {
  expect(callerKey('+447700900123')).toBe(parseCaller('0044 (0)7700 900123'));
});
