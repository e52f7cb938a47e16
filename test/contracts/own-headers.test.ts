import { syntheticMark } from '../../contracts/own-headers.ts';
import { createHmac } from 'node:crypto';

const TOKEN = 'aaaa.bbbb.cccc';
const SECRET = 'a-signature-secret-of-32-letters';

describe('syntheticMark', () => {
  it('is 64 hex digits, the same for the same token and secret', () => {
    expect(syntheticMark(TOKEN, SECRET)).toMatch(/^[0-9a-f]{64}$/);
    expect(syntheticMark(TOKEN, SECRET)).toBe(syntheticMark(TOKEN, SECRET));
  });

  it('is another one for another token, or another secret', () => {
    expect(syntheticMark(`${TOKEN}x`, SECRET)).not.toBe(syntheticMark(TOKEN, SECRET));
    expect(syntheticMark(TOKEN, `${SECRET}x`)).not.toBe(syntheticMark(TOKEN, SECRET));
  });

  it("is not what the signature's own key makes of the token", () => {
    expect(syntheticMark(TOKEN, SECRET)).not.toBe(createHmac('sha256', SECRET).update(TOKEN).digest('hex'));
  });
});
