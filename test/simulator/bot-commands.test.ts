import type { BotBehavior } from '../../simulator/bot/behavior.ts';
import { startBot, type Bot } from '../../simulator/bot/start-bot.ts';
import { APP, startApplication, type Application } from './support/application.ts';
import { json } from './support/webhook-server.ts';

const URI = 'wss://bot.example.com/socket';
const TAIL = { action: 'talk', text: 'Goodbye' };

let app: Application;
let bot: Bot;
afterEach(async () => {
  await app.stop();
  await bot.stop();
});
/** A bot that has what REST control needs in its headers. */
const start = async (behavior: BotBehavior) => {
  bot = await startBot({ name: 'bot', behavior });
  app = await startApplication(
    {
      '/answer': [
        (response, received, socket) => {
          const { uuid, region_url } = received.json;
          const endpoint = { type: 'websocket', uri: URI, 'content-type': 'audio/l16;rate=16000' };
          const connect = {
            action: 'connect',
            eventType: 'synchronous',
            eventUrl: [`${APP}/leg`],
            endpoint: [{ ...endpoint, headers: { uuid, region_url } }],
          };
          json([connect, TAIL])(response, received, socket);
        },
      ],
    },
    { websocket: () => bot.uri },
  );
};
const states = () => app.of('leg').map(({ state }) => state);

describe('a bot on an open socket', () => {
  it('answers the bot’s commands: notify once its audio has played, and clear', async () => {
    await start({ kind: 'sends-commands', afterMs: 40 });
    await app.place({ talksForMs: 1000 });
    expect(bot.conversations[0]?.answers).toEqual([{ said: 'greeting' }, 'cleared']);
  });
});

describe('a bot that controls the caller’s leg', () => {
  it('ends the call through REST: no disconnected, no recovery', async () => {
    await start({ kind: 'hangs-up', afterMs: 60 });
    await app.place({ talksForMs: 5000 });
    expect(app.ended()).toEqual(['bot']);
    expect(states()).toEqual(['started', 'answered', 'completed']);
    expect(app.of('wants-ncco')).toHaveLength(1);
    expect(app.heard()).toEqual([`bot: ${URI}`]);
  });

  it('may hand the caller over: another NCCO in another conversation, and no disconnected', async () => {
    const ncco = [{ action: 'talk', text: 'A person is on the way' }];
    await start({ kind: 'hands-over', afterMs: 60, ncco });
    await app.place({ talksForMs: 5000 });
    expect(app.heard()).toEqual([`bot: ${URI}`, 'talk: A person is on the way']);
    expect(states()).toEqual(['started', 'answered', 'completed']);
    expect(app.of('wants-ncco')).toHaveLength(1);
    const first = app.server.to('/answer')[0]?.json;
    const transfer = app.server.to('/event').find(({ json: body }) => body['type'] === 'transfer')?.json;
    expect(transfer).toMatchObject({
      uuid: first?.['uuid'],
      conversation_uuid_from: first?.['conversation_uuid'],
    });
    const completed = app.server.to('/event').find(({ json: body }) => body['status'] === 'completed')?.json;
    expect(completed?.['conversation_uuid']).toBe(transfer?.['conversation_uuid_to']);
    expect(completed?.['conversation_uuid']).not.toBe(first?.['conversation_uuid']);
    const botLeg = app.server.to('/leg').find(({ json: body }) => body['status'] === 'completed')?.json;
    expect(botLeg?.['conversation_uuid']).toBe(first?.['conversation_uuid']);
  });

  it('may hang up its own leg: no disconnected, and the next action follows', async () => {
    await start({ kind: 'talks' });
    const call = app.place({ talksForMs: 5000 });
    while (app.heard().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const leg = app.of('leg')[0]?.leg ?? '';
    const region = String(app.server.to('/answer')[0]?.json['region_url']);
    await fetch(`${region}/v1/calls/${leg}`, { method: 'PUT', body: '{"action":"hangup"}' });
    await call;
    expect(states()).toEqual(['started', 'answered', 'completed']);
    expect(app.of('wants-ncco')).toHaveLength(1);
    expect(app.heard()).toEqual([`bot: ${URI}`, 'talk: Goodbye']);
  });
});
