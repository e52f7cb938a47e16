import { mustBeServed } from '../ip-allow-list.ts';
import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';
import { askUntilServed, FAILED_ANSWER, isOfRegion, UNASSIGNED_NUMBER, signedGet } from '../signed.ts';
import type { Query } from '../signed.ts';
import type { Target } from '../target.ts';

/** Decoded twice, the value would become further parameters. */
const SPECIAL: Query = [['to', 'sip:a+b c&status=busy#%26status=busy;ü="☎"@example.com']];
const URL_INSIDE = 'https://example.com/prod/event?a=1&rung=person&b=%2526';
const nested = (name: (key: string) => string): Query => [
  [name('url'), URL_INSIDE],
  [name('type'), 'event'],
];

/** An event of a completed call: one that is read needs no NCCO; one that cannot be read gets the last resort. */
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

/** Each query, and the answer to expect if all of it was read. */
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
  assumed: 'CloudFront and the gateway pass the whole query on, encoded once, in every form of nesting',
  reliedOnIn:
    'functions/webhook/parse-fields.ts, functions/raw-request.ts: without the query, /fallback can answer only with its last resort',
  expected: `the region reads ${String(FORMS.length)} forms of a query as they were sent`,
  change:
    'functions/webhook/parse-fields.ts, functions/raw-request.ts: parse the query that arrives; or the setting fallbackMethod: POST',
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
    throw new NotCheckedError('the region answers no signed GET: see authorization-get');
  return answer.body;
}
