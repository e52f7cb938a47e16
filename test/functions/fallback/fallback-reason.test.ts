import { fallbackReason } from '../../../functions/fallback/create-fallback.ts';

describe('the reason of a fallback', () => {
  it.each([
    ['Connection closed.', 'connection-closed'],
    ['Connection reset.', 'connection-reset'],
    ['Socket timeout.', 'socket-timeout'],
    ['Invalid NCCO.', 'invalid-ncco'],
    ['Invalid response code.', 'invalid-response-code'],
    ['socket  TIMEOUT', 'socket-timeout'],
  ])('is one of the platform’s: %s', (text, reason) => {
    expect(fallbackReason(text)).toBe(reason);
  });

  it.each([undefined, '', 'Connect timeout.', 'Socket timeout after 2000 ms.', 'Other.', '__proto__', '…'])(
    'is "other" for %j: the text is open, and a metric for each would be paid for',
    (text) => {
      expect(fallbackReason(text)).toBe('other');
    },
  );
});
