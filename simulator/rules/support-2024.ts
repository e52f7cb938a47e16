import { MOST_NCCOS_A_CALL } from '../call/ask-for-ncco.ts';
import type { Profile, Rule } from '../profile.ts';
import type { RuleName } from './rule-names.ts';

/*
 * Sources, as comments in the whole project name them:
 * - SUP n: https://api.support.vonage.com/hc/en-us/articles/n
 *     115016024247    What happens if the NCCO download request fails?
 *     17498678806044  How to configure the custom webhook timeout …, and what are the allowed timeout ranges?
 *     19033783342876  How do I verify that the Voice API Webhook request and its payload has not been tampered …?
 *     360057200092    Which order should Voice API callbacks be received?
 * - DOC21: the developer documentation of 2021-07-21, https://github.com/Nexmo/nexmo-developer; "PR n" is a pull request there
 * - DOC24: the same as of 2024-06-26, https://github.com/mheap/nexmo-developer (a fork)
 * - APP-OAS 2.4.1: the Application API's OpenAPI description, of 2026-10-08,
 *     https://github.com/api-evangelist/vonage, openapi/_original
 * - blog of 2023-05-09: "Best Practices for Contact Center …", https://developer.vonage.com/en/blog
 */
const NCCO_FAILS = 'SUP 115016024247';
const REASONS = 'Nexmo/nexmo-developer PR #2491';
const FALLBACK = 'Nexmo/nexmo-developer PR #2415; DOC24 voice-api/webhook-reference';
const WEBHOOKS = 'DOC24 getting-started/concepts/webhooks';
const CAPTURES = 'captures in vonage-php-sdk-core, test/Voice/requests';
const WEBSOCKETS = 'DOC21 voice-api/guides/websockets';
const LIMITS = 'developer.vonage.com voice-api/guides/troubleshooting';
const UNDOCUMENTED = 'not stated by the vendor';

export type RuleText = readonly [certainty: Rule['certainty'], source: string, says: string];

const RULE_TEXTS: Readonly<Record<RuleName, RuleText>> = {
  'connect-timeout-is-retried': ['certain', NCCO_FAILS, 'A connect timeout is tried once more.'],
  'socket-timeout-is-retried': ['certain', NCCO_FAILS, 'A socket timeout is tried once more.'],
  'closed-connection-is-retried': ['certain', NCCO_FAILS, 'A closed connection is tried once more.'],
  'reset-connection-is-retried': ['certain', NCCO_FAILS, 'A reset connection is tried once more.'],
  'refused-connection-is-retried': [
    'assumption',
    UNDOCUMENTED,
    'A refused connection counts as a closed one.',
  ],
  '429-is-retried': ['certain', NCCO_FAILS, 'HTTP 429 is tried once more.'],
  '503-is-retried': ['certain', NCCO_FAILS, 'HTTP 503 is tried once more.'],
  '504-is-retried': ['certain', NCCO_FAILS, 'HTTP 504 is tried once more.'],
  'retry-pause': ['assumption', UNDOCUMENTED, 'No pause before the second attempt.'],

  'last-attempt-goes-to-the-fallback': ['certain', NCCO_FAILS, 'After two attempts the fallback is asked.'],
  'error-status-goes-to-the-fallback': ['certain', NCCO_FAILS, 'Any other error status is not tried again.'],
  'redirect-is-an-invalid-response-code': [
    'assumption',
    UNDOCUMENTED,
    'A 3xx is not followed; it is an error status.',
  ],
  'tls-fault-goes-to-the-fallback': ['certain', NCCO_FAILS, 'A TLS fault is not tried again.'],
  'invalid-url-goes-to-the-fallback': ['certain', NCCO_FAILS, 'An invalid URL is not tried again.'],
  'malformed-http-goes-to-the-fallback': [
    'assumption',
    UNDOCUMENTED,
    'A response that is not HTTP is not tried again.',
  ],
  'wrong-content-type-goes-to-the-fallback': [
    'certain',
    `${NCCO_FAILS} names text/html and application/xml; that nothing but application/json passes is assumed`,
    'An NCCO that is not application/json is not tried again.',
  ],
  'invalid-ncco-goes-to-the-fallback': [
    'certain',
    `${NCCO_FAILS}; ${FALLBACK}`,
    'An invalid NCCO is not tried again.',
  ],
  'disconnected-event-uses-the-fallback': [
    'certain',
    `HA blog of 2020; ${WEBSOCKETS} recommends both together`,
    'A failing event URL for `disconnected` leads to the fallback.',
  ],

  'call-ends-when-the-fallback-fails': [
    'certain',
    'DOC24 voice-api/webhook-reference',
    'No first NCCO: the call ends.',
  ],
  'call-flow-goes-on-when-the-fallback-fails': [
    'certain',
    FALLBACK,
    'In a running call the next action follows.',
  ],
  'valid-ncco-runs': ['certain', 'DOC24 voice-api/ncco-reference', 'A valid NCCO replaces what was running.'],
  'empty-response-goes-on': [
    'certain',
    'DOC24 and DOC21 voice-api; blog of 2023-05-09',
    'After an empty body the running NCCO continues.',
  ],
  'empty-array-is-no-ncco': [
    'assumption',
    "the vendor's sample connect-synchronous.js answers `[]` where the call shall go on; ncco-schema.json wants one action",
    '`[]` is no NCCO: in answer to an event the running NCCO continues; a first NCCO it cannot be.',
  ],
  'status-event-is-delivered': ['certain', 'DOC24 voice-api/webhook-reference', 'A 2xx ends the delivery.'],
  'status-event-is-never-sent-to-the-fallback': ['certain', FALLBACK, 'A status event that fails is lost.'],

  'status-events-of-a-call-are-queued': [
    'assumption',
    UNDOCUMENTED,
    'Status events leave in order, the next one after 250 ms at most.',
  ],
  'status-events-may-come-twice-and-out-of-order': [
    'assumption',
    'SUP 360057200092 for the order; a retry whose first copy was processed makes two',
    'Where the drill asks for it, each status event is sent twice, each copy after a random delay, by seed.',
  ],
  'connection-reuse': ['assumption', UNDOCUMENTED, 'No connection is used twice.'],
  'connect-timeout-covers-tcp': [
    'assumption',
    UNDOCUMENTED,
    'From the first SYN until the TCP connection is established.',
  ],
  'socket-timeout-scope': ['assumption', UNDOCUMENTED, 'From the connection to the last byte.'],
  'statuses-200-to-205-are-accepted': [
    'assumption',
    `${WEBHOOKS}; ${NCCO_FAILS} speaks of 200 only`,
    '200–205 carry an NCCO.',
  ],
  'callbacks-are-signed': ['certain', WEBHOOKS, 'HS256 with the signature secret, no exp.'],
  'fallback-is-signed': ['assumption', UNDOCUMENTED, 'The fallback request is signed like the others.'],
  'get-hash-covers-the-query': [
    'assumption',
    'SUP 19033783342876',
    'payload_hash of a GET is over the query as JSON.',
  ],
  'get-nested-values-are-json-text': [
    'certain',
    `${CAPTURES}: dtmf-get.txt, event-get-notify.txt`,
    'Nested values in a query are JSON text; ":", "," and "/" are not escaped.',
  ],
  'original-url-may-keep-its-query': [
    'assumption',
    UNDOCUMENTED,
    'original_request.url has its query or not, by seed.',
  ],
  'retry-may-carry-a-new-token': [
    'assumption',
    UNDOCUMENTED,
    'The second attempt is signed anew or not, by seed.',
  ],
  'reason-of-a-connect-timeout': [
    'assumption',
    `${REASONS} lists five reasons; one of them is a timeout`,
    '`reason` is "Socket timeout.".',
  ],

  'media-is-compressed': [
    'assumption',
    'the drill',
    'A second of speech, ringing or waiting lasts a millisecond, or as long as a scenario says.',
  ],
  'a-loop-of-nccos-is-ended': [
    'assumption',
    'the drill; Vonage does not end such a call',
    `A call that asks for more than ${MOST_NCCOS_A_CALL} NCCOs is ended.`,
  ],
  'websocket-connect-is-silent': [
    'assumption',
    UNDOCUMENTED,
    'No ringing is heard while a WebSocket is opened.',
  ],
  'outbound-legs-are-limited': [
    'certain',
    LIMITS,
    'An account makes three new outbound legs a second, by REST and by `connect`, unless it has agreed on more. A second is as long as a second of media: where that is 1 ms, callers a few milliseconds apart stand for callers seconds apart, and the drill applies no limit.',
  ],
  'websocket-legs-may-count-as-outbound': [
    'assumption',
    `${LIMITS} does not say`,
    'A connect to a WebSocket counts as an outbound leg where the profile or the scenario says so.',
  ],
  'refusal-for-rate-is-an-error-or-a-status': [
    'assumption',
    `${LIMITS} names 429 and an error event; that the leg may be \`failed\` or \`rejected\` instead is assumed`,
    'A leg above the limit raises an error event, and the next action follows; or it is `failed` or `rejected`. By seed, one form a call.',
  ],
  'websocket-is-pinged': [
    'assumption',
    UNDOCUMENTED,
    'A socket is pinged every 200 ms, and is dropped when it leaves two pings unanswered: 600 ms at most.',
  ],
  'unreachable-websocket-is-failed-or-unanswered': [
    'certain',
    `${WEBSOCKETS}; which of the two is for what is not said`,
    'It is `failed` or `unanswered`, by seed.',
  ],
  'stream-needs-audio': [
    'assumption',
    UNDOCUMENTED,
    'A stream that is not mp3 or wav, or not fetched, is skipped.',
  ],
  'record-and-input-events-may-drop-the-prefix': [
    'assumption',
    'DOC24 voice-api/ncco-reference (samples)',
    'Their conversation_uuid has CON- or not, by seed.',
  ],
  'caller-events-may-have-headers': [
    'certain',
    `${CAPTURES}: event-post-ringing.txt; a sample of the .NET SDK of 2024`,
    "Status events of the caller's leg have `headers: {}` or none, by seed.",
  ],
  'completed-waits-for-the-last-attempt': [
    'certain',
    'SUP 360057200092',
    'With a synchronous connect, `completed` of each leg comes after the last attempt has ended.',
  ],
  'named-conversation-moves-the-caller': [
    'assumption',
    'DOC24 voice-api/ncco-reference: names of conversations belong to the application; Nexmo/nexmo-developer PR #3521',
    'The caller leaves the own conversation for the one of that name, as by a transfer.',
  ],
  'input-may-report-nothing-in-several-forms': [
    'assumption',
    'payloads in node-sdk #132, nexmo-developer #535, #1607, #2944',
    'Where nothing was pressed, dtmf is an object with digits "" or null, or itself null or "", by seed.',
  ],
  'transfer-moves-the-caller': [
    'certain',
    'Nexmo/nexmo-developer PR #3521; DOC24 voice-api/webhook-reference',
    'A `transfer` event names both conversations; later events of the leg come under the new one.',
  ],
  'transfer-hangs-up-the-bot': [
    'assumption',
    UNDOCUMENTED,
    'A caller who is transferred through REST leaves the bot, whose leg ends with `completed` and no `disconnected`.',
  ],
  'text-frames-of-a-websocket': [
    'certain',
    'developer.vonage.com voice-api/concepts/websockets; pipecat PR #3265',
    '`websocket:dtmf` for a key, `websocket:cleared` after `clear`, `websocket:notify` once the audio before it has played.',
  ],
};

/** Rules as a profile holds them. */
export const rulesOf = <Texts extends Readonly<Partial<Record<RuleName, RuleText>>>>(texts: Texts) =>
  Object.fromEntries(
    Object.entries<RuleText>(texts).map(([name, [certainty, source, says]]) => [
      name,
      { name, says, source, certainty },
    ]),
  ) as Readonly<Record<keyof Texts, Rule>>;

/**
 * The newest consistent reading of Vonage's pages: one immediate retry of failures that may be transient; all others go to
 * the fallback.
 */
export const support2024: Profile = {
  name: 'support-2024',
  attempts: 2,
  retryPauseMs: 0,
  keepsConnections: false,
  socketTimeoutCovers: 'whole-response',
  retriedErrors: [
    'connection-refused',
    'connect-timeout',
    'socket-timeout',
    'connection-reset',
    'connection-closed',
  ],
  retriedStatuses: [429, 503, 504],
  // SUP 17498678806044; APP-OAS 2.4.1
  defaultTimeouts: {
    answer: { connectMs: 1000, socketMs: 5000 },
    event: { connectMs: 1000, socketMs: 10_000 },
    fallback: { connectMs: 1000, socketMs: 5000 },
  },
  eventQueueTimeoutMs: 250,
  websocketPingMs: 200,
  countsWebsocketLegs: false,
  rules: rulesOf(RULE_TEXTS),
};
