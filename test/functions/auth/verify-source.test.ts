import { readRawRequest } from '../../../functions/raw-request.ts';
import { readToken } from '../../../functions/auth/read-token.ts';
import { verifySource } from '../../../functions/auth/authenticate.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS } from '../support/runtime.ts';
import { NOW_MS, claimsFor, signToken } from '../support/sign.ts';

const BODY = '{"from":"447700900123"}';

// All ways to be right and wrong are in drill/callbacks/vectors.json: see test/drill/callbacks.
describe('verifySource', () => {
  it.each(SETTINGS.applicationIds)('accepts each of our applications: %s', (application) => {
    const token = signToken({ ...claimsFor(BODY), application_id: application });
    const event = gatewayEvent({ route: 'answer', body: BODY, authorization: `Bearer ${token}` });
    const request = readRawRequest(event);
    const read = readToken(request);
    if (!read.ok) throw new Error(read.code);
    expect(verifySource(request, read, { ...SETTINGS, secrets: LIVE }, NOW_MS)).toEqual({
      ok: true,
      secret: 'current',
      payload: 'raw',
      isMarked: false,
    });
  });
});
