import { buildToken } from '../../../drill/callbacks/build-token.ts';
import type { CallbackVector } from '../../../drill/callbacks/vector.ts';

const context = { nowMs: 1_767_268_800_000, apiKey: 'a', applicationId: 'b', currentSecret: 'c' };
const partsOf = (vector: Partial<CallbackVector>): readonly string[] =>
  buildToken({ name: 'a vector', expect: 'accepted', ...vector }, '{}', context).split('.');
const bytes = (part: string | undefined): Buffer => Buffer.from(part ?? '', 'base64');

describe('a token', () => {
  it.each(['padded', 'loose-bits'] as const)(
    'is another text for the same bytes where it is %s',
    (encoding) => {
      const header = { text: '{"alg":"HS256"}' };
      const [plain] = partsOf({ header: { text: '{"alg":"HS256"} ' } });
      const [odd] = partsOf({ header, encode: { header: encoding } });
      expect(odd).not.toBe(plain);
      expect(bytes(odd)).toEqual(bytes(plain));
    },
  );

  it('is refused to be built where the wrong spelling would be the right one', () => {
    expect(() => partsOf({ header: { text: '{"alg":"HS256"}' }, encode: { header: 'base64' } })).toThrow(
      'differs in the encoding base64; found it equal',
    );
  });
});
