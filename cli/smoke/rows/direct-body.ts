import { mustBeServed } from '../ip-allow-list.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, isOfRegion, UNASSIGNED_NUMBER, signedPost } from '../signed.ts';
import { describeAnswer } from '../static-ncco.ts';
import { apiUrl } from '../target.ts';

/** JSON that no serializer would print like this: blanks, a needless escape, characters outside ASCII. */
const BODY = `{ "from" : "${UNASSIGNED_NUMBER}",\r\n\t"to":"${UNASSIGNED_NUMBER}", "uuid":"smoke", "conversation_uuid":"smoke",
  "text" : "gr\\u00fc\\u00df dich \\/ größer ☎ \u{1f600}" }\n`;

export const directBody: PlainRow = {
  name: 'direct-body',
  assumed: 'the gateway passes the body of a POST on, byte for byte',
  reliedOnIn: "functions/auth/match-payload.ts: the payload hash in Vonage's token covers the bytes",
  expected: 'the region answers a signed POST to /answer',
  change:
    'the log of the answer function names the code; payload-hash-mismatch means that the bytes were changed (infra/api.ts: binaryMediaTypes, functions/raw-request.ts)',
  check: async (target) => {
    await mustBeServed(target);
    const answer = await askUntilServed(target, () => signedPost(target, apiUrl(target, 'answer'), BODY));
    return isOfRegion(target, answer)
      ? ok(`answered by ${target.region.Region}`)
      : differs(describeAnswer(answer));
  },
};
