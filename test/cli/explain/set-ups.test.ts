import { explain } from '../../../cli/explain/explanation.ts';
import { readSetUp } from '../../../cli/explain/set-up.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';
import { anApplication, TUNED, url } from './applications.ts';

const EU = 'execute-api.eu-west-1.amazonaws.com';

interface Case {
  readonly setUp: string;
  readonly application: JsonObject;
  readonly numbers?: number;
  readonly cause: string | undefined;
  readonly sentence: string;
  /** Part of what helps most. */
  readonly change?: string;
}

const OWN: readonly Case[] = [
  {
    setUp: 'one server, no fallback, default timeouts',
    application: anApplication({
      answer: url('https://voice.example.com/answer'),
      event: url('https://voice.example.com/event'),
    }),
    cause: 'no-fallback',
    sentence:
      'If voice.example.com fails, every new call is cut off, after up to 10 s of silence: the application has no fallback URL.',
    change: 'Set a fallback URL on other servers',
  },
  {
    setUp: 'a fallback on the same host',
    application: anApplication({ ...TUNED, fallback: url('https://voice.example.com/fallback', 500, 2000) }),
    cause: 'fallback-shares-host',
    sentence:
      'The fallback URL is on the host of the answer URL (voice.example.com): what takes one down takes the other, and calls are cut off after up to 8 s of silence.',
    change: 'another host and region',
  },
  {
    setUp: 'two APIs in one region',
    application: anApplication({
      answer: url(`https://aaaaaaaaaa.${EU}/prod/answer`, 500, 2000),
      fallback: url(`https://bbbbbbbbbb.${EU}/prod/fallback`, 500, 4000),
      event: url(`https://aaaaaaaaaa.${EU}/prod/event`, 500, 2500),
    }),
    cause: 'fallback-shares-region',
    sentence:
      'The fallback URL is in the region of the answer URL (eu-west-1): when that region fails, calls are cut off after up to 4 s of silence.',
    change: 'another region',
  },
  {
    setUp: 'an S3 object behind a fallback URL by POST',
    application: anApplication({
      ...TUNED,
      fallback: url('https://sorry.s3.eu-west-1.amazonaws.com/fallback.json', 500, 4000),
    }),
    cause: 'fallback-cannot-answer',
    sentence:
      'The fallback URL is an S3 object, and S3 answers 405 to the POST of a web client: it fails exactly when it is needed, and calls are cut off.',
    change: 'Put a CDN in front of the file',
  },
  {
    setUp: 'an S3 object by GET, with signed callbacks',
    application: anApplication(
      { ...TUNED, fallback: url('https://sorry.s3.amazonaws.com/fallback.json', 500, 4000, 'GET') },
      { signed_callbacks: true },
    ),
    cause: 'fallback-cannot-answer',
    sentence:
      'The fallback URL is an S3 object, and S3 answers 400 (Unsupported Authorization Type) to the Authorization header of a signed callback: it fails exactly when it is needed, and calls are cut off.',
  },
  {
    setUp: 'default timeouts on events',
    application: anApplication({ ...TUNED, event: url('https://voice.example.com/event') }),
    cause: 'long-event-timeout',
    sentence:
      "A caller who presses a key, or loses the bot, waits up to 20 s in silence when voice.example.com hangs: event_url has Vonage's default timeout of 10 s.",
    change: 'Shorten the timeouts of event_url',
  },
  {
    setUp: 'numbers that are linked elsewhere',
    application: anApplication(TUNED),
    numbers: 0,
    cause: 'no-numbers',
    sentence:
      'No number is linked to the application, so nobody can call it. Link one in the Vonage dashboard, under Numbers.',
  },
  {
    setUp: 'unsigned callbacks, and nothing else to say',
    application: anApplication(TUNED, { signed_callbacks: false }),
    cause: 'unsigned',
    sentence: 'Callbacks are not signed: whoever knows the URLs can send calls and events to them.',
    change: 'Set signed_callbacks',
  },
  {
    setUp: 'two regions, short timeouts, signed',
    application: anApplication(TUNED, { signed_callbacks: true }),
    numbers: 2,
    cause: undefined,
    sentence:
      "No change of this application would help callers much: the longest silence is 5.0 s (13.0 s by another reading of Vonage's rules).",
  },
];

/** Facts of public guides, with their source. */
const GUIDES: readonly Case[] = [
  {
    // Vonage's tutorial "Connect to a WebSocket": https://developer.vonage.com/en/tutorials/connect-to-a-websocket
    setUp: 'the tutorial that connects a caller to a WebSocket, behind a tunnel',
    application: anApplication({
      answer: url('https://abc123.ngrok.io/webhooks/answer', undefined, undefined, 'GET'),
      event: url('https://abc123.ngrok.io/webhooks/events'),
    }),
    cause: 'no-fallback',
    sentence:
      'If abc123.ngrok.io fails, every new call is cut off, after up to 10 s of silence: the application has no fallback URL.',
  },
  {
    // The example of the Application API's description 2.4.1 (https://github.com/api-evangelist/vonage, openapi/_original)
    setUp: 'the example of the Application API',
    application: anApplication({
      answer: url('https://example.com/webhooks/answer', 500, 3000),
      fallback: url('https://fallback.example.com/webhooks/answer', 500, 3000),
      event: url('https://example.com/webhooks/event', 500, 3000),
    }),
    cause: 'long-answer-timeout',
    sentence:
      'A new caller waits up to 6 s in silence before the fallback answers: answer_url has a socket timeout of 3 s.',
  },
  {
    // "Build High Availability Voice API Applications", 2020-12-09: a fallback URL may be a static JSON file
    setUp: 'a static file in S3, as the high-availability blog proposes one',
    application: anApplication({
      answer: url('https://example.com/webhooks/answer', undefined, undefined, 'GET'),
      fallback: url('https://my-company.s3.amazonaws.com/fallback.json', undefined, undefined, 'GET'),
      event: url('https://example.com/webhooks/event'),
    }),
    cause: 'fallback-cannot-answer',
    sentence:
      'The fallback URL is an S3 object, and S3 answers 400 (Unsupported Authorization Type) to the Authorization header of a signed callback: it fails exactly when it is needed, and calls are cut off.',
  },
  {
    // The developer documentation of 2021 and 2024 (application/overview.md) prints connection_timeout
    setUp: 'the spelling of the older documentation',
    application: anApplication({
      answer: { ...url('https://example.com/webhooks/answer', undefined, 3000), connection_timeout: 500 },
      fallback: {
        ...url('https://fallback.example.com/webhooks/answer', undefined, 3000),
        connection_timeout: 500,
      },
      event: { ...url('https://example.com/webhooks/event', undefined, 3000), connection_timeout: 500 },
    }),
    cause: 'connection-timeout',
    sentence:
      'connection_timeout is no key of the Applications API, which answers 400 to it: the name is connect_timeout (vonage-dotnet-sdk #625).',
  },
];

describe('what an expert would say first', () => {
  it.each([...OWN, ...GUIDES])('of $setUp', ({ application, numbers, cause, sentence, change }) => {
    const { findings, best, ...explained } = explain(readSetUp(application, numbers));
    expect([explained.sentence, findings[0]?.id]).toEqual([sentence, cause]);
    if (change !== undefined) expect(best?.change.says).toContain(change);
  });
});
