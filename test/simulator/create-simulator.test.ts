import { startBot, type Bot } from '../../simulator/bot/start-bot.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { checkApplication } from '../../simulator/check-application.ts';
import { startApplication } from './support/application.ts';
import { hang, json, status, type Reply } from './support/webhook-server.ts';

let bot: Bot | undefined;
afterEach(async () => {
  await bot?.stop();
});

const BOT = [
  {
    action: 'connect',
    endpoint: [{ type: 'websocket', uri: 'wss://b.example.com/', 'content-type': 'audio/l16;rate=8000' }],
  },
];
const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const open = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|Timeout)/.test(name)).length;

describe('stopping the simulator', () => {
  it('ends running calls, wherever they are, and leaves no socket and no timer', async () => {
    const before = open();
    bot = await startBot({ name: 'bot' });
    const app = await startApplication(
      { '/answer': [json(BOT), json([{ action: 'talk', text: 'Hello', loop: 0 }]), hang] },
      { websocket: () => bot?.uri },
    );
    const calls = ['bot', 'talk', 'waits'].map((call) => app.place({ call, talksForMs: 60_000 }));
    const hear = (): boolean =>
      ['bot', 'talk'].every((call) => app.heard().some((heard) => heard.startsWith(`${call}:`)));
    // A busy machine takes its time; the test ends where it never comes.
    while (!hear()) await later(20);
    const startedMs = performance.now();
    await app.simulator.stop();
    await Promise.all(calls);
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect(app.ended()).toEqual(['platform', 'platform', 'platform']);
    await later(50);
    expect(app.server.sockets.size).toBe(0);
    await Promise.all([app.stop(), bot.stop()]);
    await later(50);
    expect(open()).toBeLessThanOrEqual(before);
  });

  it('can be done twice, and without a call', async () => {
    const app = await startApplication({});
    await app.simulator.stop();
    await app.simulator.stop();
    await expect(app.place()).rejects.toThrow('Call call-1: the simulator is stopped.');
    await app.stop();
  });
});

describe('the same seed', () => {
  const run = async (seed: number) => {
    const app = await startApplication({ '/answer': [status(500)] }, { seed, methods: { fallback: 'GET' } });
    for (const call of ['a', 'b', 'c']) await app.place({ call });
    const seen = app.server.to('/fallback').map(({ query }) => [...query.entries()]);
    await app.stop();
    return seen.map((pairs) => pairs.filter(([name]) => name !== 'region_url'));
  };

  it('makes the same ids and the same choices, call by call', async () => {
    const [one, two, other] = [await run(5), await run(5), await run(6)];
    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
  });
});

describe('the same seed under another timing', () => {
  const run = async (slow: boolean) => {
    const event: Reply = (response) => void setTimeout(() => response.end(), slow ? 30 : 0);
    const ncco = ['one', 'two', 'three'].map(() => ({
      action: 'connect',
      endpoint: [{ type: 'phone', number: '447700900001' }],
    }));
    const app = await startApplication(
      { '/answer': [json(ncco)], '/event': [event] },
      { person: 'never-answers' },
    );
    await app.place();
    const legs = app.of('leg').map(({ leg, state }) => `${leg} ${state}`);
    await app.stop();
    return legs;
  };

  it('makes the same legs', async () => {
    expect(await run(true)).toEqual(await run(false));
  });
});

describe('REST control', () => {
  const put = (url: string, body: string, method = 'PUT') =>
    fetch(url, { method, body }).then(({ status: code }) => code);

  it('hangs up a running leg with 204, refuses everything else, and knows no ended leg', async () => {
    const app = await startApplication({ '/answer': [json([{ action: 'talk', text: 'Hello', loop: 0 }])] });
    const call = app.place({ talksForMs: 60_000 });
    await later(100);
    const { uuid, region_url: region } = app.server.to('/answer')[0]?.json ?? {};
    const leg = `${String(region)}/v1/calls/${String(uuid)}`;
    expect(await put(leg, '{"action":"mute"}')).toBe(400);
    expect(await put(leg, 'not json')).toBe(400);
    const transfer = { action: 'transfer', destination: { type: 'ncco', ncco: [{ action: 'sing' }] } };
    expect(await put(leg, JSON.stringify(transfer))).toBe(400);
    expect(await put(leg, '{"action":"transfer","destination":{"type":"url","url":["https://x"]}}')).toBe(
      400,
    );
    expect(await put(leg, '{"action":"hangup"}', 'POST')).toBe(404);
    expect(await put(`${String(region)}/v1/calls/unknown`, '{"action":"hangup"}')).toBe(404);
    expect(app.ended()).toEqual([]);
    expect(await put(leg, '{"action":"hangup"}')).toBe(204);
    await call;
    expect(app.ended()).toEqual(['bot']);
    expect(await put(leg, '{"action":"hangup"}')).toBe(404);
    await app.stop();
  });
});

describe('the application', () => {
  const webhook = { address: 'https://app.example.com/', http_method: 'POST' as const };
  const voice = (answer: object) => ({
    webhooks: { answer_url: { ...webhook, ...answer }, event_url: webhook, fallback_answer_url: webhook },
  });

  it.each([
    [{}, undefined],
    [{ connect_timeout: 300, socket_timeout: 5000 }, undefined],
    [{ connect_timeout: 299 }, 'answer_url.connect_timeout: expected 300 to 1000 ms, found 299'],
    [{ socket_timeout: 5001 }, 'answer_url.socket_timeout: expected 1000 to 5000 ms, found 5001'],
    [{ connection_timeout: 500 }, 'answer_url.connection_timeout: expected one of address, http_method'],
  ])('with %o is taken as the Applications API takes it', (answer, refusal) => {
    const check = () => checkApplication(voice(answer));
    if (refusal === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(refusal);
  });

  it('is looked up for each call: the next one goes where it is linked by then', async () => {
    const hello = [json([{ action: 'talk', text: 'Hello' }])];
    const app = await startApplication({ '/answer': hello, '/other/answer': hello, '/fallback': hello });
    await app.place();
    const moved = (url: string) => ({ address: url.replace('example.com/', 'example.com/other/') });
    app.relink((held) => ({
      webhooks: {
        ...held.webhooks,
        answer_url: { ...held.webhooks.answer_url, ...moved(held.webhooks.answer_url.address) },
      },
      signed_callbacks: false,
    }));
    await app.place({ call: 'call-2' });
    const authorized = (path: string) => app.server.to(path).map(({ headers }) => 'authorization' in headers);
    expect([authorized('/answer'), authorized('/other/answer')]).toEqual([[true], [false]]);
    await app.stop();
  });

  it('is checked before the first call', () => {
    const application = { id: 'a', capabilities: { voice: voice({ connection_timeout: 1 }) } };
    const options = { application: () => application };
    expect(() => createSimulator(options as unknown as Parameters<typeof createSimulator>[0])).toThrow(
      'connection_timeout',
    );
  });
});
