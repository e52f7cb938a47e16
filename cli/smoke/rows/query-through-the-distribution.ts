import { mustBeServed } from '../ip-allow-list.ts';
import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, FAILED_ANSWER, isOfRegion, UNASSIGNED_NUMBER, signedGet } from '../signed.ts';
import type { Query } from '../signed.ts';
import type { Target } from '../target.ts';

/** Whose value would be another parameter if it were decoded twice. */
const SPECIAL: Query = [['to', 'sip:a+b c&status=busy#%26status=busy;ü="☎"@example.com']];
const URL_INSIDE = 'https://example.com/prod/event?a=1&rung=person&b=%2526';
const nested = (name: (key: string) => string): Query => [
  [name('url'), URL_INSIDE],
  [name('type'), 'event'],
];

/** News of a call that is over: an event that is read needs no NCCO; one that cannot be read gets the last resort. */
const COMPLETED: Query = [
  ['from', UNASSIGNED_NUMBER],
  ...SPECIAL,
  ['uuid', 'smoke'],
  ['conversation_uuid', 'smoke'],
  ['status', 'completed'],
];
const JSON_TEXT: Query = [['original_request', JSON.stringify({ url: URL_INSIDE, type: 'event' })]];

const EMPTY = { is: 'an empty body', holds: (body: string) => body === '' } as const;
const AN_NCCO = { is: 'an NCCO', holds: (body: string) => body.startsWith('[{') } as const;

/** What is sent, and what is answered where all of it was read. */
const FORMS: readonly (readonly [name: string, query: Query, expected: typeof EMPTY | typeof AN_NCCO])[] = [
  ['an event, nested as JSON', [...COMPLETED, ...JSON_TEXT], EMPTY],
  ['nested in brackets', [...COMPLETED, ...nested((key) => `original_request[${key}]`)], EMPTY],
  ['nested by dots', [...COMPLETED, ...nested((key) => `original_request.${key}`)], EMPTY],
  ['in another order', [...JSON_TEXT, ...COMPLETED.toReversed()], EMPTY],
  ['with a name twice, of which the last counts', [['status', 'busy'], ...COMPLETED, ...JSON_TEXT], EMPTY],
  ['an answer', [...FAILED_ANSWER, ...SPECIAL], AN_NCCO],
];

export const queryThroughTheDistribution: PlainRow = {
  name: 'query-through-the-distribution',
  assumed: 'CloudFront and the gateway hand a query on whole, encoded once, nested in any form',
  reliedOnIn:
    'functions/webhook/parse-fields.ts, functions/raw-request.ts: without it /fallback has only its last resort',
  expected: `${String(FORMS.length)} forms of a query are read as they were sent`,
  change:
    'functions/webhook/parse-fields.ts, functions/raw-request.ts: read what arrives; or the setting fallbackMethod: POST',
  check: async (target) => {
    await mustBeServed(target);
    for (const [name, query, { is, holds }] of FORMS) {
      const body = await servedBody(target, query);
      if (!holds(body))
        return differs(`${name}: expected ${is}, found ${body === '' ? 'an empty one' : body}`);
    }
    return ok('all were read');
  },
};

async function servedBody(target: Target, query: Query): Promise<string> {
  const answer = await askUntilServed(target, () => signedGet(target, target.region.FallbackUrl, query));
  if (!isOfRegion(target, answer))
    throw new NotCheckedError('no signed GET is served: see authorization-get');
  return answer.body;
}
