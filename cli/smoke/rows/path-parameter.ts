import { randomBytes } from 'node:crypto';
import { stateUrl } from '../../../contracts/state-url.ts';
import { mustBeServed } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, isOfRegion, UNASSIGNED_NUMBER, signedPost } from '../signed.ts';
import { describeAnswer } from '../static-ncco.ts';
import { apiUrl } from '../target.ts';

/** As long as a state may be; no function can read it. */
const STATE_BYTES = 1425;
const KEY_PRESSED = JSON.stringify({
  from: UNASSIGNED_NUMBER,
  to: UNASSIGNED_NUMBER,
  uuid: 'smoke',
  conversation_uuid: 'smoke',
  dtmf: { digits: '1', timed_out: false },
});

export const pathParameter: PlainRow = {
  name: 'path-parameter',
  assumed:
    'the gateway passes POST /event/{state} on to the event function, for any state of 1,900 characters',
  reliedOnIn: 'infra/add-method.ts: * for the parameter in the SourceArn; contracts/state-url.ts',
  expected: 'the region answers a signed POST to /event/<1,900 characters>',
  change:
    'after 500: infra/add-method.ts, the permission of POST /event/{state}; after 403: infra/ip-ranges/source-policy.ts, or the resource in infra/api.ts; after anything else: the log of the event function',
  check: async (target) => {
    await mustBeServed(target);
    const url = stateUrl(apiUrl(target, 'event'), randomBytes(STATE_BYTES).toString('base64url'));
    const answer = await askUntilServed(target, () => signedPost(target, url, KEY_PRESSED));
    return isOfRegion(target, answer)
      ? ok(`answered by ${target.region.Region}`)
      : differs(describeAnswer(answer));
  },
};
