import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { verifySignature } from '@vonage/jwt';
import { WebSocketServer } from 'ws';
import { startBot, type Bot } from '../../simulator/bot/start-bot.ts';
import type { BotBehavior } from '../../simulator/bot/behavior.ts';
import { APP, SIGNATURE_SECRET, startApplication, type Application } from './support/application.ts';
import { json, status, type Reply } from './support/webhook-server.ts';

const URI = 'wss://bot.example.com/socket';
const TAIL = { action: 'talk', text: 'Goodbye' };
const REPLACED = json([{ action: 'talk', text: 'Replaced' }]);
const connect = (endpoint: object = {}, more: object = {}) => ({
  action: 'connect',
  eventType: 'synchronous',
  eventUrl: [`${APP}/leg`],
  endpoint: [
    {
      type: 'websocket',
      uri: URI,
      'content-type': 'audio/l16;rate=16000',
      headers: { attempt: 1, caller: '447700900000' },
      ...endpoint,
    },
  ],
  ...more,
});

let app: Application;
let bot: Bot;
afterEach(async () => {
  await app.stop();
  await bot.stop();
});
const start = async (
  behavior: BotBehavior,
  action: object = connect(),
  script: Record<string, readonly Reply[]> = {},
  seed = 1,
) => {
  bot = await startBot({ name: 'bot', behavior });
  app = await startApplication(
    { '/answer': [json([action, TAIL])], ...script },
    { websocket: () => bot.uri, seed },
  );
};
const play = async (...all: Parameters<typeof start>) => {
  await start(...all);
  await app.place({ talksForMs: 200 });
};
const states = () => app.of('leg').map(({ state }) => state);
const disconnected = () =>
  app.server.to('/leg').find(({ json: body }) => body['status'] === 'disconnected')?.json;

describe('connect to a WebSocket', () => {
  it('says websocket:connected first, with the headers at its top level', async () => {
    await play({ kind: 'talks' });
    expect(bot.conversations[0]?.connected).toEqual({
      event: 'websocket:connected',
      'content-type': 'audio/l16;rate=16000',
      attempt: 1,
      caller: '447700900000',
    });
    expect(bot.conversations[0]?.handshakeHeaders).toMatchObject({ host: 'bot.example.com' });
    expect(bot.conversations[0]?.handshakeHeaders).not.toHaveProperty('authorization');
  });

  it('sends a frame each 20 ms', async () => {
    await start({ kind: 'talks' });
    await app.place({ talksForMs: 1000 });
    expect(bot.conversations[0]?.audioFrames).toBeGreaterThan(40);
    expect(bot.conversations[0]?.audioFrames).toBeLessThan(58);
  });

  it('is heard with the bot’s first frame, by the URI of the NCCO', async () => {
    await play({ kind: 'talks' });
    expect(app.heard()).toEqual([`bot: ${URI}`]);
  });

  it('ends with completed for every leg and without disconnected when the caller hangs up', async () => {
    await play({ kind: 'talks' });
    expect(app.ended()).toEqual(['caller']);
    expect(states()).toEqual(['started', 'answered', 'completed']);
    expect(app.events('/leg')).toEqual(['started', 'answered', 'completed']);
    expect(app.events().at(-1)).toBe('completed');
    const talkedMs = (app.of('call-ended')[0]?.atMs ?? 0) - (app.of('heard')[0]?.atMs ?? 0);
    expect(talkedMs).toBeGreaterThanOrEqual(195);
    expect(talkedMs).toBeLessThan(1000);
  });

  it('passes the caller’s keys on', async () => {
    await start({ kind: 'talks' });
    await app.place({ talksForMs: 200, digits: '1*#' });
    expect(bot.conversations[0]?.digits).toEqual(['1', '*', '#']);
  });

  it.each([
    ['vonage', { type: 'vonage' }, (header: string) => verifySignature(header.slice(7), SIGNATURE_SECRET)],
    ['custom', { type: 'custom', value: 'Basic abc' }, (header: string) => header === 'Basic abc'],
  ])('authorizes the handshake as the endpoint says: %s', async (_case, authorization, holds) => {
    await play({ kind: 'talks' }, connect({ authorization }));
    expect(holds(String(bot.conversations[0]?.handshakeHeaders['authorization']))).toBe(true);
  });
});

describe('a dropped WebSocket', () => {
  const drops = (how: 'cleanly' | 'reset' | 'half-open') => ({ kind: 'drops', how, afterMs: 60 }) as const;

  it.each(['cleanly', 'reset'] as const)(
    '%s: disconnected brings the headers back, and its NCCO is run',
    async (how) => {
      await play(drops(how), connect(), { '/leg': [REPLACED] });
      expect(disconnected()).toEqual({
        from: '447700900000',
        to: URI,
        uuid: expect.any(String) as unknown,
        conversation_uuid: expect.any(String) as unknown,
        status: 'disconnected',
        timestamp: expect.any(String) as unknown,
        headers: { attempt: 1, caller: '447700900000' },
      });
      expect(app.heard()).toEqual([`bot: ${URI}`, 'talk: Replaced']);
      expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer', 'websocket-dropped']);
      expect(states()).toEqual(['started', 'answered', 'disconnected', 'completed']);
    },
  );

  it('half-open: is noticed when pings stay unanswered', async () => {
    await start(drops('half-open'), connect(), { '/leg': [REPLACED] });
    await app.place({ talksForMs: 10_000 });
    expect(app.heard()).toEqual([`bot: ${URI}`, 'talk: Replaced']);
    const [, dropped] = app.of('wants-ncco');
    const fellSilentMs = dropped?.silentSinceMs ?? 0;
    expect(fellSilentMs - (app.of('heard')[0]?.atMs ?? 0)).toBeLessThan(1000);
    const noticedMs = (dropped?.atMs ?? 0) - fellSilentMs;
    expect(noticedMs).toBeGreaterThan(300);
    expect(noticedMs).toBeLessThan(2000);
  });

  it('that never said a word tells no moment at which it fell silent', async () => {
    bot = await startBot({ name: 'bot' });
    const silent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    silent.on('connection', (socket) => setTimeout(() => socket.close(), 50));
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    app = await startApplication(
      { '/answer': [json([connect(), TAIL])] },
      { websocket: () => `ws://127.0.0.1:${String(port)}` },
    );
    await app.place();
    silent.close();
    expect(app.of('wants-ncco')[1]).not.toHaveProperty('silentSinceMs');
  });

  it('also without eventType the NCCO counts', async () => {
    await play(drops('cleanly'), connect({}, { eventType: undefined }), { '/leg': [REPLACED] });
    expect(app.heard().at(-1)).toBe('talk: Replaced');
  });

  it('can be reconnected: the caller is back with the bot, and talks the rest of the time', async () => {
    await start(drops('cleanly'), connect(), {
      '/leg': [
        ...['started', 'answered'].map(() => status(200)),
        (response, received, socket) => {
          bot.behave({ kind: 'talks' });
          const again = received.json['status'] === 'disconnected' ? [connect()] : [];
          (again.length ? json(again) : status(200))(response, received, socket);
        },
      ],
    });
    await app.place({ talksForMs: 300 });
    expect(app.heard()).toEqual([`bot: ${URI}`, `bot: ${URI}`]);
    expect(app.ended()).toEqual(['caller']);
  });

  it('goes to the fallback when the event URL fails, and on to the tail when that fails too', async () => {
    await play(drops('cleanly'), connect(), { '/leg': [status(500)], '/fallback': [status(500)] });
    expect(app.server.to('/fallback')[0]?.json).toMatchObject({
      status: 'disconnected',
      headers: { attempt: 1 },
      original_request: { url: `${APP}/leg`, type: 'event' },
    });
    expect(app.heard()).toEqual([`bot: ${URI}`, 'talk: Goodbye']);
  });
});

describe('a WebSocket that cannot be established', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6];
  const UNREACHED = new Set(['failed', 'unanswered']);

  it('is failed or unanswered when the bot refuses, by seed, and the NCCO in the response is run', async () => {
    const found = new Set<string | undefined>();
    for (const seed of SEEDS) {
      await play({ kind: 'refuses' }, connect(), { '/leg': [REPLACED] }, seed);
      const [, state = ''] = states();
      found.add(state);
      expect(states()).toEqual(['started', state, 'completed']);
      expect(app.server.to('/leg').find(({ json: body }) => body['status'] === state)?.json).toMatchObject({
        to: URI,
        headers: { attempt: 1 },
      });
      expect(app.heard()).toEqual(['talk: Replaced']);
      expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer', 'connect-ended']);
      await bot.stop();
    }
    expect(found).toEqual(UNREACHED);
  });

  it('is likewise when no server has its name', async () => {
    bot = await startBot({ name: 'unused' });
    const found = new Set<string | undefined>();
    for (const seed of SEEDS) {
      app = await startApplication({ '/answer': [json([connect(), TAIL])] }, { seed });
      await app.place();
      found.add(states()[1]);
      expect(app.heard()).toEqual(['talk: Goodbye']);
    }
    expect(found).toEqual(UNREACHED);
  });

  it('is likewise after the connect’s real timeout when the bot never answers', async () => {
    await play({ kind: 'never-answers' }, connect({}, { timeout: 3 }), { '/leg': [REPLACED] });
    expect(['unanswered', 'failed']).toContain(states()[1]);
    const [started, ended] = app.of('leg');
    const waitedMs = (ended?.atMs ?? 0) - (started?.atMs ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(2990);
    expect(waitedMs).toBeLessThan(4500);
    expect(app.heard()).toEqual(['talk: Replaced']);
  });
});
