import type { RegionUrls, WorldDescription } from '../../emulator/world.ts';
import { expectedStatus } from './expected-status.ts';
import type { CallbackVector } from './vector.ts';

/** A URL that vectors are sent to. */
export interface VectorTarget {
  /** For people: `the primary’s answer`. */
  readonly name: string;
  readonly url: string;
  readonly methods: readonly string[];
  /** What comes back, as `describeAnswer` says it. */
  readonly expected: (vector: CallbackVector) => string;
}

export const NCCO = '200 and an NCCO';
export const STATIC_NCCO = '200 and the static NCCO';
export const NOTHING = '200 and nothing';

/** Every way in: the primary's webhooks, the secondary's fallback behind its front and without it. */
export const targetsOf = ({ primary, secondary }: WorldDescription): readonly VectorTarget[] => [
  ...webhooksOf('the primary’s', primary),
  {
    name: 'the secondary’s fallback',
    url: secondary.fallback,
    methods: ['POST', 'GET'],
    expected: ({ expect }) => (isVerified(expect) ? NCCO : `403 ${expect}`),
  },
  {
    name: 'the secondary’s front',
    url: secondary.front,
    methods: ['POST', 'GET'],
    expected: ({ expect }) => (isVerified(expect) ? NCCO : STATIC_NCCO),
  },
];

const webhooksOf = (whose: string, urls: RegionUrls): readonly VectorTarget[] => [
  webhook(`${whose} answer`, urls.answer, NCCO),
  webhook(`${whose} event`, urls.event, NOTHING),
  // What is sent is no event that ends a leg: the call goes on.
  webhook(`${whose} websocket-disconnected`, urls.websocketDisconnected, NOTHING),
];

const webhook = (name: string, url: string, accepted: string): VectorTarget => ({
  name,
  url,
  methods: ['POST'],
  expected: ({ expect }) =>
    expect === 'accepted' ? accepted : `${String(expectedStatus(expect))} ${expect}`,
});

/** In `/fallback` a verified request gets a valid NCCO, whatever it says. */
const isVerified = (expect: string): boolean => expect === 'accepted' || expect === 'body-malformed';
