import type { RegionUrls, EmulatorDescription } from '../../emulator/emulator.ts';
import { stateUrl } from '../../contracts/state-url.ts';
import { expectedStatus } from './expected-status.ts';
import type { CallbackVector } from './vector.ts';

/** A URL that vectors are sent to. */
export interface VectorTarget {
  /** For people: `the primary’s answer`. */
  readonly name: string;
  readonly url: string;
  readonly methods: readonly string[];
  /** The expected answer, in the words of `describeAnswer`. */
  readonly expected: (vector: CallbackVector) => string;
}

export const NCCO = '200 and an NCCO';
export const STATIC_NCCO = '200 and the static NCCO';
export const NOTHING = '200 and nothing';

/** The primary's webhooks, and the secondary's fallback with and without its CloudFront distribution. */
export const targetsOf = ({ primary, secondary }: EmulatorDescription): readonly VectorTarget[] => [
  ...webhooksOf('the primary’s', primary),
  ...fallbacksOf('the secondary’s', secondary),
];

/** Of a region: its fallback with and without its CloudFront distribution. */
export const fallbacksOf = (whose: string, urls: RegionUrls): readonly VectorTarget[] => [
  {
    name: `${whose} fallback`,
    url: urls.fallback,
    methods: ['POST', 'GET'],
    expected: ({ expect }) => (isVerified(expect) ? NCCO : `403 ${expect}`),
  },
  {
    name: `${whose} CloudFront distribution`,
    url: urls.distribution,
    methods: ['POST', 'GET'],
    expected: ({ expect }) => (isVerified(expect) ? NCCO : STATIC_NCCO),
  },
];

/** Of a region: what Vonage asks first. */
export const webhooksOf = (whose: string, urls: RegionUrls): readonly VectorTarget[] => [
  webhook(`${whose} answer`, urls.answer, NCCO),
  webhook(`${whose} event`, urls.event, NOTHING),
  // A made-up state, in the path of an event that wants no NCCO.
  webhook(`${whose} event with a state`, stateUrl(urls.event, 'bWVudQ'), NOTHING),
  // The vectors are not events that end a leg, so the call goes on and needs no NCCO.
  webhook(`${whose} websocket-disconnected`, urls.websocketDisconnected, NOTHING),
];

const webhook = (name: string, url: string, accepted: string): VectorTarget => ({
  name,
  url,
  methods: ['POST'],
  expected: ({ expect }) =>
    expect === 'accepted' ? accepted : `${String(expectedStatus(expect))} ${expect}`,
});

/** `/fallback` answers every verified request with a valid NCCO, even a malformed one. */
const isVerified = (expect: string): boolean => expect === 'accepted' || expect === 'body-malformed';
