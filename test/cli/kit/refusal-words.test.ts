import type { RefusalCode } from '../../../functions/auth/refusal.ts';
import { REFUSAL_CODES, refusalInWords } from '../../../cli/kit/refusal-words.ts';

/** A code that is new does not compile here until it is named. */
const CODES: Readonly<Record<RefusalCode, true>> = {
  'authorization-missing': true,
  'authorization-malformed': true,
  'token-malformed': true,
  'algorithm-not-allowed': true,
  'extension-unknown': true,
  'signature-mismatch': true,
  'issuer-unknown': true,
  'api-key-unknown': true,
  'application-unknown': true,
  'issued-at-missing': true,
  'token-expired': true,
  'token-from-the-future': true,
  'payload-hash-missing': true,
  'payload-hash-mismatch': true,
  'secret-not-configured': true,
};

describe('refusals in words', () => {
  it('says why and what to do for every code with which the functions refuse', () => {
    expect(REFUSAL_CODES).toEqual(expect.arrayContaining(Object.keys(CODES)));
    for (const code of REFUSAL_CODES) expect(refusalInWords(code)).toMatch(/.+\. To fix this: .+\.$/);
  });

  it.each([undefined, 7, 'call-flow-threw', 'toString'])('has none for %j', (code) => {
    expect(refusalInWords(code)).toBeUndefined();
  });
});
