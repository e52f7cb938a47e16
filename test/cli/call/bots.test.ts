import { once } from 'node:events';
import { WebSocket } from 'ws';
import { readBot, refuseMissingBot, startRelay } from '../../../cli/call/bots.ts';
import type { CallersBot } from '../../../cli/call/bots.ts';
import { startBot } from '../../../simulator/bot/start-bot.ts';
import type { Bot } from '../../../simulator/bot/start-bot.ts';

let own: Bot;
let relay: CallersBot;
beforeEach(async () => {
  own = await startBot({ name: 'the user’s own' });
  relay = await startRelay(new URL(own.uri));
});
afterEach(async () => {
  await relay.stop();
  await own.stop();
});

async function connects(): Promise<WebSocket> {
  const socket = new WebSocket(`${relay.uri}?call=1`);
  await once(socket, 'open');
  return socket;
}

describe('the user’s own bot', () => {
  it('is reached by callers at its own path, and heard by them', async () => {
    const socket = await connects();
    expect(relay.uri).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/socket$/);
    expect(relay.uri).not.toBe(own.uri);
    const heard = once(socket, 'message');
    socket.send(JSON.stringify({ event: 'websocket:connected', 'content-type': 'audio/l16;rate=8000' }));
    const [frame] = (await heard) as [Buffer];
    expect(frame.length).toBe(320);
    expect(own.conversations).toHaveLength(1);
  });

  it('drops its callers and refuses new ones until it is restored', async () => {
    const socket = await connects();
    const closed = once(socket, 'close');
    relay.refuse();
    relay.drop();
    await closed;
    const refused = new WebSocket(relay.uri);
    const [error] = (await once(refused, 'error')) as [Error];
    expect(error.message).toMatch(/socket hang up|ECONNRESET/);
    relay.accept();
    (await connects()).close();
  });

  it('that is gone ends its callers too', async () => {
    const socket = await connects();
    const closed = once(socket, 'close');
    await own.stop();
    await closed;
  });

  it('is refused at the beginning where nothing listens', async () => {
    const uri = new URL(own.uri);
    await refuseMissingBot(uri);
    await own.stop();
    await expect(refuseMissingBot(uri)).rejects.toThrow(
      `--bot: expected a WebSocket server at ${uri.href}, found connect ECONNREFUSED`,
    );
  });

  it.each(['ws://127.0.0.1:8080/socket', 'ws://localhost/', 'ws://[::1]:9/a?b=c'])('may be %s', (text) => {
    expect(readBot(text).href).toBe(text);
  });

  it.each(['wss://127.0.0.1:8080', 'ws://bot.example.com/', 'http://127.0.0.1:8080', '8080'])(
    'may not be %s',
    (text) => {
      expect(() => readBot(text)).toThrow(`expected a WebSocket server on this machine`);
    },
  );
});
