import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { bundleHandlers } from '../../../infra/bundle.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { startLambda } from '../support/lambda-process.ts';
import type { LambdaProcess } from '../support/lambda-process.ts';
import { SETTINGS } from '../support/runtime.ts';
import { startS3 } from '../support/start-s3.ts';
import type { S3Server } from '../support/start-s3.ts';
import { holding, startSecretStore } from '../support/secret-store.ts';
import type { SecretStore, StoreAnswer } from '../support/secret-store.ts';
import { TAIL } from '../support/tail.ts';
import { SECRET, claimsFor, signToken } from '../support/sign.ts';

type RouteName = 'answer' | 'event' | 'websocket-disconnected' | 'fallback' | 'health';

let folder: string;
let bundles: Readonly<Record<RouteName, string>>;
let store: SecretStore;
let s3: S3Server;
const started: LambdaProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  bundles = await bundleHandlers({ outDir: folder });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  store = await startSecretStore(holding({ current: SECRET, next: null, previous: null }));
  s3 = await startS3(SETTINGS.journal.own.bucket, SETTINGS.journal.other.bucket);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((environment) => environment.stop()));
  await store.close();
  await s3.close();
});

const start = async (
  route: RouteName,
  variables: Readonly<Record<string, string>> = {},
): Promise<LambdaProcess> => {
  const environment = await startLambda(bundles[route], {
    SETTINGS: JSON.stringify(SETTINGS),
    SIGNATURE_SECRET_ID: 'a-secret',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: store.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    ...variables,
  });
  started.push(environment);
  return environment;
};

/** Signed now: the bundle has a clock of its own. */
const signed = (route: RouteName, body: unknown) => {
  const text = JSON.stringify(body);
  const token = signToken({ ...claimsFor(text), iat: Math.floor(Date.now() / 1000) });
  return gatewayEvent({ route, body: text, authorization: `Bearer ${token}` });
};
const CALL = { from: '447700900123', to: '442079460000', conversation_uuid: 'CON-1', uuid: 'u' };

describe('the bundle that is deployed, in a process of its own', () => {
  it('answers signed calls with NCCOs, and reads the secret once', async () => {
    const environment = await start('answer');
    expect(environment.handlerLength).toBeLessThan(3);
    for (const attempt of [1, 2]) {
      const { statusCode, body } = await environment.invoke(signed('answer', { ...CALL, attempt }));
      expect(statusCode).toBe(200);
      expect(JSON.parse(body)).toHaveLength(2 + TAIL.length);
    }
    expect(store.requests).toHaveLength(1);
    await environment.stop();
    expect(environment.output.stderr).toBe('');
    const lines = environment.output.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const counted = { tier: 'primary', CallAnswered: 1, CallbackAccepted: 1, _aws: {} };
    expect(lines).toMatchObject([
      { route: 'answer', from: '…123', secret: 'current', ...counted },
      { route: 'answer', ...counted },
    ]);
    expect(lines[0]).toMatchObject({ coldStart: true, initMs: expect.any(Number) });
    expect(lines[1]).not.toHaveProperty('coldStart');
    expect(environment.output.stdout).not.toContain(SECRET);
    expect(environment.output.stdout).not.toContain(CALL.from);
  });

  it('names the functions of a call flow that throws: its stack is for who wrote them', async () => {
    const callFlow = join(folder, 'throws.ts');
    await writeFile(
      callFlow,
      `const greet = (name: string): never => { throw new Error(name); };
      const start = (): unknown => { greet('boom'); return []; };
      export const callFlow = { version: 1, state: null, start, steps: {}, rungs: {}, knownAs: {} };`,
    );
    const { answer } = await bundleHandlers({ outDir: join(folder, 'throws'), callFlow });
    bundles = { ...bundles, answer };
    const environment = await start('answer');
    await environment.invoke(signed('answer', CALL));
    await environment.stop();
    expect(environment.output.stdout).toMatch(/Error: boom\\n {4}at greet .*\\n {4}at (?:Object\.)?start /);
  });

  it.each<[RouteName, unknown, number]>([
    ['event', { status: 'completed' }, 0],
    ['websocket-disconnected', { status: 'disconnected' }, 5],
    ['fallback', { ...CALL, original_request: { type: 'answer', url: 'https://x' } }, 2 + TAIL.length],
  ])('serves /%s', async (route, body, actions) => {
    const response = await (await start(route)).invoke(signed(route, body));
    expect(response.statusCode).toBe(200);
    expect(response.body === '' ? [] : JSON.parse(response.body)).toHaveLength(actions);
  });

  it.each<RouteName>(['event', 'websocket-disconnected'])(
    'keeps an event of /%s once, in the other region’s journal while the own one fails',
    async (route) => {
      const environment = await start(route);
      s3.faults = [503];
      const event = { ...CALL, status: 'completed', timestamp: '2026-01-01T12:00:00.000Z' };
      const tell = () => environment.invoke(signed(route, event));
      expect(await tell()).toMatchObject({ statusCode: 200 });
      expect(await tell()).toMatchObject({ statusCode: 200 });
      const key = expect.stringMatching(/^calls\/2026-01-01\/CON-1\/2026-01-01T12-00-00.000Z-completed-/);
      // A copy in each: the key is the same, and readers merge them.
      expect(s3.keys(SETTINGS.journal.other.bucket)).toEqual([key]);
      expect(s3.keys(SETTINGS.journal.own.bucket)).toEqual(s3.keys(SETTINGS.journal.other.bucket));
    },
  );

  it.each<RouteName>(['answer', 'health'])('touches no journal in /%s', async (route) => {
    await (await start(route)).invoke(signed(route, CALL));
    expect(s3.requests).toEqual([]);
  });

  it('refuses an unsigned request', async () => {
    const environment = await start('fallback');
    const unsigned = gatewayEvent({ route: 'fallback', method: 'GET', authorization: null });
    expect(await environment.invoke(unsigned)).toMatchObject({ statusCode: 403 });
  });

  it.each<[string, StoreAnswer]>([
    ['hangs', 'hangs'],
    ['breaks every connection', 'resets'],
    ['refuses', { status: 400, body: '{"__type":"AccessDeniedException"}' }],
  ])(
    'is 502 within its deadline while the secret store %s, and answers once it is back',
    async (_case, away) => {
      store.answer = away;
      const environment = await start('fallback', {
        SETTINGS: JSON.stringify({ ...SETTINGS, deadlinesMs: { ...SETTINGS.deadlinesMs, fallback: 500 } }),
      });
      const atMs = performance.now();
      const response = await environment.invoke(signed('fallback', CALL));
      expect(response).toMatchObject({ statusCode: 502, body: '{"code":"secrets-unavailable"}' });
      expect(performance.now() - atMs).toBeLessThan(1_900);
      store.answer = holding({ current: SECRET });
      // A request that hangs is given up after 2 s.
      if (away === 'hangs') await new Promise((resolve) => setTimeout(resolve, 2_000));
      const healed = await environment.invoke(signed('fallback', CALL));
      expect(JSON.parse(healed.body)).toEqual(lastResort(SETTINGS));
      await environment.stop();
      expect(environment.output.stderr).toBe('');
    },
  );

  it.each<RouteName>(['answer', 'event', 'websocket-disconnected', 'fallback', 'health'])(
    'does not crash in /%s when a variable is missing: 502, and the log names it',
    async (route) => {
      const environment = await start(route, { SETTINGS: '' });
      expect(await environment.invoke(signed(route, CALL))).toMatchObject({
        statusCode: 502,
        body: '{"code":"configuration"}',
      });
      await environment.stop();
      expect(environment.output.stdout).toContain('SETTINGS: expected a value, found none.');
    },
  );

  it('reports its health by a real answer, without a secret and without a word', async () => {
    const environment = await start('health');
    const asked = gatewayEvent({ route: 'health', method: 'GET', authorization: null });
    expect(await environment.invoke(asked)).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    expect(store.requests).toHaveLength(0);
    await environment.stop();
    expect(environment.output).toEqual({ stdout: '', stderr: '' });
  });

  it('answers a check of its own region, and neither counts nor journals it', async () => {
    const environment = await start('fallback');
    const event = signed('fallback', {
      ...CALL,
      status: 'disconnected',
      original_request: { type: 'event' },
    });
    Reflect.deleteProperty(event.requestContext, 'apiId');
    const response = await environment.invoke(event);
    expect(response).toMatchObject({ statusCode: 200, headers: { 'x-answered-by': 'eu-west-1' } });
    expect(s3.requests).toEqual([]);
    await environment.stop();
    expect(environment.output.stdout).toContain('"synthetic":true');
    expect(environment.output.stdout).not.toContain('_aws');
  });

  describe('with a fault switch', () => {
    const DRILLABLE = { SETTINGS: JSON.stringify({ ...SETTINGS, drillable: true }) };
    const faultSwitch = (fault: string, untilMs = Date.now() + 60_000) => ({
      ...DRILLABLE,
      FAULT_SWITCH: JSON.stringify({ fault, untilMs }),
    });
    const ALL = ['answer', 'event', 'websocket-disconnected', 'fallback', 'health'] as const;

    it.each(ALL)('ends the process of %s when it is asked, not before, and has said so', async (route) => {
      const environment = await start(route, faultSwitch('crash'));
      await expect(environment.invoke(signed(route, CALL))).rejects.toThrow('The process ended');
      await environment.stop();
      expect(environment.output.stdout).toContain('"message":"a fault is injected","fault":"crash"');
    });

    it.each(ALL)(
      'leaves %s alone once it is over, and where the deployment is not for drills',
      async (route) => {
        const over = await start(route, faultSwitch('crash', Date.now()));
        expect(await over.invoke(signed(route, CALL))).toMatchObject({ statusCode: 200 });
        const environment = await start(route, {
          ...faultSwitch('crash'),
          SETTINGS: JSON.stringify(SETTINGS),
        });
        expect(await environment.invoke(signed(route, CALL))).toMatchObject({ statusCode: 200 });
      },
    );
  });
});
