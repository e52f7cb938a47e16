import { once } from 'node:events';
import { WebSocket } from 'ws';
import { startBot as start, type Bot } from '../../../simulator/bot/start-bot.ts';
import { toneFrames } from '../../../simulator/bot/conversation.ts';

const started: Bot[] = [];
afterEach(() => Promise.all(started.splice(0).map((bot) => bot.stop())));
const startBot: typeof start = async (options) => {
  const bot = await start(options);
  started.push(bot);
  return bot;
};

const connected = (rate: number) =>
  JSON.stringify({ event: 'websocket:connected', 'content-type': `audio/l16;rate=${String(rate)}` });

describe('the tone', () => {
  it.each([
    [8000, 320],
    [16_000, 640],
    [24_000, 960],
  ])('at %i Hz has frames of %i bytes, and can be heard', (rate, bytes) => {
    const frames = toneFrames(rate);
    expect(frames).toHaveLength(50);
    for (const frame of frames) {
      expect(frame).toHaveLength(bytes);
      expect(frame.some((byte) => byte !== 0)).toBe(true);
    }
  });
});

describe('the bot', () => {
  it.each([
    [8000, 320],
    [24_000, 960],
  ])('answers websocket:connected at %i Hz with frames of %i bytes, in real time', async (rate, bytes) => {
    const bot = await startBot({ name: 'bot' });
    const socket = new WebSocket(bot.uri);
    const sizes: number[] = [];
    socket.on('message', (data: Buffer) => sizes.push(data.length));
    await once(socket, 'open');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(sizes).toEqual([]);
    const askedAtMs = performance.now();
    socket.send(connected(rate));
    while (sizes.length < 15) await once(socket, 'message');
    expect(new Set(sizes)).toEqual(new Set([bytes]));
    // 20 ms each: a busy machine is slower, and nothing is much faster.
    expect(performance.now() - askedAtMs).toBeGreaterThan(200);
    await bot.stop();
  });

  it('keeps what it received about each call', async () => {
    const bot = await startBot({ name: 'bot' });
    const socket = new WebSocket(bot.uri, { headers: { authorization: 'Basic abc' } });
    await once(socket, 'open');
    socket.send(connected(8000));
    await once(socket, 'message');
    socket.send(JSON.stringify({ event: 'websocket:dtmf', digit: '5', duration: 260 }));
    socket.close(1000, 'bye');
    await once(socket, 'close');
    expect(bot.conversations).toMatchObject([
      {
        handshakeHeaders: { authorization: 'Basic abc' },
        digits: ['5'],
        closed: { code: 1000, reason: 'bye' },
      },
    ]);
    await bot.stop();
  });

  it('refuses a handshake with 503 when it is set to, and talks again afterwards', async () => {
    const bot = await startBot({ name: 'bot', behavior: { kind: 'refuses' } });
    const [error] = (await once(
      new WebSocket(bot.uri).on('open', () => undefined),
      'error',
    ).catch((e: unknown) => [e])) as [Error];
    expect(error.message).toContain('503');
    bot.behave({ kind: 'talks' });
    await once(new WebSocket(bot.uri), 'open');
    await bot.stop();
  });

  it('drops the first connections of each call, and talks on the others', async () => {
    const drops = { kind: 'drops', how: 'cleanly', afterMs: 10, connections: 2 } as const;
    const bot = await startBot({ name: 'bot', behavior: drops });
    const isDropped = async (conversation: string): Promise<boolean> => {
      const socket = new WebSocket(bot.uri);
      await once(socket, 'open');
      socket.send(JSON.stringify({ event: 'websocket:connected', conversation }));
      const dropped = await Promise.race([
        once(socket, 'close').then(() => true),
        new Promise<boolean>((resolve) => setTimeout(resolve, 150, false)),
      ]);
      socket.terminate();
      return dropped;
    };
    expect(await isDropped('CON-a')).toBe(true);
    expect(await isDropped('CON-b')).toBe(true);
    expect(await isDropped('CON-a')).toBe(true);
    expect(await isDropped('CON-a')).toBe(false);
    expect(await isDropped('CON-b')).toBe(true);
    // Set again, it counts from the beginning.
    bot.behave(drops);
    expect(await isDropped('CON-a')).toBe(true);
    await bot.stop();
  });

  it.each(['cleanly', 'reset'] as const)(
    'is heard before it drops %s, however late its timer fires',
    async (how) => {
      const bot = await startBot({ name: 'bot', behavior: { kind: 'drops', how, afterMs: 5 } });
      const socket = new WebSocket(bot.uri).on('error', () => undefined);
      let frames = 0;
      socket.on('message', () => (frames += 1));
      await once(socket, 'open');
      const closed = once(socket, 'close');
      socket.send(connected(8000));
      while (bot.conversations.length === 0) await new Promise((resolve) => setImmediate(resolve));
      // The caller speaks too; on a connection that was reset, that ends it before anything unread is read.
      setTimeout(() => socket.send(Buffer.alloc(320)), 10);
      const untilMs = performance.now() + 50;
      while (performance.now() < untilMs);
      await closed;
      expect(frames).toBeGreaterThan(0);
      await bot.stop();
    },
  );

  it('leaves everybody it talks to, at once', async () => {
    const bot = await startBot({ name: 'bot' });
    const connect = async () => {
      const socket = new WebSocket(bot.uri);
      await once(socket, 'open');
      socket.send(connected(8000));
      await once(socket, 'message');
      return socket;
    };
    const closed = [await connect(), await connect()].map((socket) => once(socket, 'close'));
    bot.leave('cleanly');
    expect((await Promise.all(closed)).map(([code]) => code as unknown)).toEqual([1001, 1001]);
    expect(bot.behave({ kind: 'refuses' })).toEqual({ kind: 'talks' });
    await bot.stop();
  });

  it('says why it could not hang up when its headers name no leg', async () => {
    const bot = await startBot({ name: 'bot', behavior: { kind: 'hangs-up', afterMs: 10 } });
    const socket = new WebSocket(bot.uri);
    await once(socket, 'open');
    socket.send(connected(8000));
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect(code).toBe(1011);
    expect(reason.toString()).toContain('expected region_url and uuid');
    await bot.stop();
  });

  it('answers plain HTTP with 426 and can be stopped twice', async () => {
    const bot = await startBot({ name: 'bot' });
    expect((await fetch(bot.uri.replace('ws:', 'http:'))).status).toBe(426);
    await bot.stop();
    await bot.stop();
  });
});
