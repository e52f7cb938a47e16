import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { stateUrl } from '../../../contracts/state-url.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { type RunningApplication, startApplication } from '../../../emulator/outside/start-application.ts';
import {
  type OutsideHost,
  type OutsideRequest,
  startOutsideHost,
} from '../../../emulator/outside/start-outside-host.ts';
import { createAsk } from '../../../functions/forward/ask.ts';
import { forwardBy } from '../../../functions/forward/forward-to.ts';
import type { Forward } from '../../../functions/forward/forward.ts';
import { type ServedApi, apiModel, ask, returned, serveApi } from '../../emulator/gateway/serve-api.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { createRegion } from '../support/ask-region.ts';
import { SETTINGS } from '../support/runtime.ts';
import { API_KEY, APPLICATION_ID, SECRET, claimsFor, signToken } from '../support/sign.ts';
import { toLoopback } from './an-application.ts';

/** Callbacks that are tried: with another seed each time, which a failure prints. */
const CALLBACKS = 1000;
const AT_ONCE = 10;
const NAME = 'voice.example.com';
const EXAMPLE = fileURLToPath(new URL('../../../examples/guarded-application/app.mjs', import.meta.url));

let application: RunningApplication;
let host: OutsideHost;
let url: string;
const received: OutsideRequest[] = [];
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  host = await startOutsideHost([NAME], port);
  host.onRequest((request) => received.push(request));
  tls.setDefaultCACertificates([readFileSync(host.hosts.authorityFile ?? '', 'utf8')]);
  url = `https://${NAME}:${host.hosts.ports[NAME]}`;
  application = await startApplication(`"${process.execPath}" "${EXAMPLE}"`, {
    PORT: String(port),
    PUBLIC_URL: url,
    VONAGE_SIGNATURE_SECRET: SECRET,
    VONAGE_API_KEY: API_KEY,
    VONAGE_APPLICATION_ID: APPLICATION_ID,
  });
});
afterAll(async () => {
  await application.stop();
  await host.stop();
});
beforeEach(() => void received.splice(0));

const PATHS = ['/answer', '/event', '/event/{state}', '/fallback'];

/** The emulated API Gateway before the handlers, whose call flow passes callbacks on in this way. */
async function serveGuarded(
  change: (forward: Forward) => Forward = (forward) => forward,
): Promise<ServedApi> {
  const deadlinesMs = { answer: 5000, event: 5000, websocketDisconnected: 5000, fallback: 5000 };
  const forward = change(forwardBy(createAsk(toLoopback), url));
  const region = createRegion({
    flow: { ...callFlow, forward },
    ports: { settings: { ...SETTINGS, deadlinesMs } },
  });
  const model = apiModel();
  const methods = model.methods.slice(0, 1).flatMap((method) =>
    PATHS.map((path) => ({
      ...method,
      path,
      permittedSources: [`${model.arn}/prod/*${path.replace('{state}', '*')}`],
      integrationTimeoutMs: { value: 5000, isDefault: false },
    })),
  );
  const served: ServedApi = await serveApi({ methods }, async () => {
    const event = served.events.at(-1) as unknown as Parameters<typeof region.ask>[0];
    const { path } = event;
    return returned((await region.ask({ ...event, path: `/${path.split('/')[1] ?? ''}` })).response);
  });
  return served;
}

const word = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', 'é', '\u2028', '😀', '"\\', 'a+b&c=%20'),
);
const fields = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), word, { maxKeys: 3 });
const ID = fc.uuid();
const TIME = '2026-01-01T12:00:00.000Z';

/** A body of each kind of event that the simulator sends (fact sheet 2.2); values as they may come. */
const leg = fc.record({
  from: fc.constantFrom('447700900123', '', '+44 7700 900123'),
  to: fc.constant('447700900000'),
  uuid: ID,
  conversation_uuid: ID.map((id) => `CON-${id}`),
  timestamp: fc.constant(TIME),
});
const status = fc.constantFrom(
  ...[
    'started',
    'ringing',
    'answered',
    'busy',
    'cancelled',
    'unanswered',
    'rejected',
    'failed',
    'timeout',
    'completed',
  ],
);
const kinds: readonly fc.Arbitrary<object>[] = [
  fc.record({
    status,
    direction: fc.constant('inbound'),
    headers: fc.oneof(fc.constant({}), fields),
    detail: word,
  }),
  fc.record({
    status: fc.constant('completed'),
    duration: fc.constantFrom('2', 2),
    price: fc.double({ noNaN: true, noDefaultInfinity: true }),
    network: fc.constantFrom(null, '', 'GB-FIXED'),
  }),
  fc.record({
    status: fc.constantFrom('human', 'machine'),
    call_uuid: ID,
    sub_state: fc.constant('beep_start'),
  }),
  fc.record({
    recording_url: fc.webUrl(),
    recording_uuid: ID,
    size: fc.maxSafeInteger(),
    start_time: fc.constant(TIME),
  }),
  fc.record({
    type: fc.constant('record'),
    status: fc.constant('transcribed'),
    transcription_url: fc.webUrl(),
    recording_uuid: ID,
  }),
  fc.record({
    speech: fc.oneof(
      fc.record({
        results: fc.array(
          fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }).map(String), text: word }),
          { maxLength: 2 },
        ),
      }),
      fc.constant({ results: [] }),
    ),
    dtmf: fc.oneof(
      fc.record({ digits: fc.constantFrom('1', '2', '9', '', null), timed_out: fc.boolean() }),
      fc.constantFrom('', null),
    ),
  }),
  fc.record({ payload: fields }),
  fc.record({ conversation_uuid_from: ID, conversation_uuid_to: ID, type: fc.constant('transfer') }),
  fc.record({ reason: fc.constant('Syntax error in NCCO. Invalid value type or action.') }),
  fc.record({ status: fc.constant('success'), type: fc.constant('payment') }),
  fields,
];

/** JSON with spaces, escapes and numbers as another library writes them. */
const written = fc
  .tuple(
    fc.tuple(leg, fc.oneof(...kinds)).map(([common, more]) => ({ ...common, ...more })),
    fc.constantFrom(undefined, 1, 2, '\t'),
    fc.boolean(),
    fc.constantFrom(
      '',
      ',"big":12345678901234567890',
      ',"big": 1.0e+3',
      ',"big":-0.10',
      ',"twice":1,"twice":2',
    ),
    fc.constantFrom('', ' ', '\n', '\r\n  '),
  )
  .map(([body, indent, isAscii, big, end]) => {
    const text = JSON.stringify(body, undefined, indent).replace(/\s*\}$/, `${big}}${end}`);
    return isAscii
      ? text.replaceAll(
          /[\u0080-\uffff]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
      : text;
  });

/** Signed as Vonage signs it: over the bytes as they are sent. */
const send = (served: ServedApi, path: string, body: string) =>
  ask(served, 'POST', `/prod${path}`, {
    body,
    headers: ['Authorization', `Bearer ${signToken(claimsFor(body))}`, 'Content-Type', 'application/json'],
  });

/** The token that the application's first question was led here with. */
async function tokenOfQuestion(served: ServedApi): Promise<string> {
  const { body } = await send(
    served,
    '/answer',
    JSON.stringify({ conversation_uuid: 'CON-1', uuid: 'u', from: '1', to: '2' }),
  );
  const [, token] = /"eventUrl":\["[^"]*\/event\/([^"]+)"/.exec(body) ?? [];
  if (token === undefined) throw new Error(`Expected a question that leads here; found ${body}`);
  return token;
}

/** Sends these, a few at a time. */
async function sendAll(served: ServedApi, bodies: readonly (readonly [path: string, body: string])[]) {
  const waiting = bodies.values();
  const statuses: number[] = [];
  const sender = async (): Promise<void> => {
    for (const [path, body] of waiting) statuses.push((await send(served, path, body)).status);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return statuses;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

it(`the application's own check holds for ${CALLBACKS} callbacks that the guard passes on (SEED=${seed})`, async () => {
  const served = await serveGuarded();
  try {
    const token = await tokenOfQuestion(served);
    received.splice(0);
    const paths = ['/answer', '/event', new URL(stateUrl('https://x/event', token)).pathname];
    const bodies = fc
      .sample(fc.tuple(fc.constantFrom(...paths), written), { numRuns: CALLBACKS, seed })
      .map(([path, body]) => [path, body] as const);
    const statuses = await sendAll(served, bodies);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(received.filter(({ status: answered }) => answered === undefined || answered >= 400)).toEqual([]);
    expect(received.map(({ body }) => hashOf(body)).toSorted()).toEqual(
      bodies.map(([, body]) => hashOf(body)).toSorted(),
    );
    expect(application.output()).not.toContain('refused');
  } finally {
    await served.listener.close();
  }
});

it('and fails where the guard writes a body anew', async () => {
  const rewriting = (forward: Forward): Forward => ({
    ...forward,
    ask: (callback, target, ms) =>
      forward.ask(
        { ...callback, body: Buffer.from(JSON.stringify(JSON.parse(callback.body.toString()))) },
        target,
        ms,
      ),
  });
  const served = await serveGuarded(rewriting);
  try {
    const bodies = fc.sample(written, { numRuns: 30, seed }).map((body) => ['/event', body] as const);
    await sendAll(served, bodies);
    expect(received.filter(({ status: answered }) => answered === 401).length).toBeGreaterThan(10);
    expect(application.output()).toContain('refused: POST /webhooks/event');
  } finally {
    await served.listener.close();
  }
});
