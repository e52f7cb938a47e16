import { signCallback } from '../../contracts/sign-callback.ts';
import { API_KEY, APPLICATION_ID, claimsFor, NOW_MS, SECRET, signToken } from '../functions/support/sign.ts';

describe('signCallback', () => {
  it('makes the token that the platform makes', () => {
    const payload = '{"from":"447700900002"}';
    const claims = claimsFor(payload);
    const token = signCallback(
      {
        apiKey: API_KEY,
        applicationId: APPLICATION_ID,
        id: String(claims['jti']),
        issuedAtMs: NOW_MS + 999,
        payload,
      },
      SECRET,
    );
    expect(token).toBe(signToken(claims));
  });
});
