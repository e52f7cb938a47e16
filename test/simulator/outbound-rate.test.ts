import { setTimeout as sleep } from 'node:timers/promises';
import { OutboundRate } from '../../simulator/legs/outbound-rate.ts';
import type { Pace } from '../../simulator/simulator.ts';
import { startApplication, type Application } from './support/application.ts';
import { json } from './support/webhook-server.ts';

const PHONE = { action: 'connect', endpoint: [{ type: 'phone', number: '447700900001' }] };
const WEBSOCKET = {
  action: 'connect',
  eventType: 'synchronous',
  endpoint: [{ type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=16000' }],
};
const AFTER = { action: 'talk', text: 'Goodbye' };
/** Nothing is left of the account's rate. */
const USED_UP: Pace = { secondMs: 1, callsPerSecond: 0, countsWebsocketLegs: true };

describe('new outbound legs', () => {
  it('are so many in any second, and a refused one does not count', () => {
    const rate = new OutboundRate();
    const admitted = (...atMs: readonly number[]) => atMs.map((ms) => rate.admits(ms, 3, 100));
    expect(admitted(0, 40, 80, 90, 99)).toEqual([true, true, true, false, false]);
    // The first one is a second ago.
    expect(admitted(100, 101, 140, 141)).toEqual([true, false, true, false]);
  });

  it('are any number by agreement', () => {
    const rate = new OutboundRate();
    expect(Array.from({ length: 50 }, () => rate.admits(0, null, 100))).not.toContain(false);
  });
});

describe('a leg above the account’s rate', () => {
  let app: Application;
  const FORMS = ['error', 'failed', 'rejected'] as const;

  const refusedAs = async (seed: number, action: object) => {
    app = await startApplication({ '/answer': [json([action, AFTER])] }, { seed, pace: () => USED_UP });
    await app.place();
    await app.stop();
    const events = app.events();
    return FORMS.find((form) => (form === 'error' ? events.includes('reason') : events.includes(form)));
  };
  it.each([
    ['a person', PHONE],
    ['a WebSocket', WEBSOCKET],
  ])('is refused in each of three forms, by seed: %s', async (_whom, action) => {
    const found = new Set<string | undefined>();
    for (let seed = 1; seed <= 12; seed += 1) found.add(await refusedAs(seed, action));
    expect(found).toEqual(new Set(FORMS));
  });

  it('has no event of its own where an error event says so: nobody is asked, and the NCCO goes on', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      if ((await refusedAs(seed, WEBSOCKET)) !== 'error') continue;
      expect(app.of('leg')).toEqual([]);
      expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer']);
      expect(app.heard()).toEqual(['talk: Goodbye']);
      return;
    }
    throw new Error('no seed with an error event');
  });

  it('asks for an NCCO where it has a status', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      if ((await refusedAs(seed, WEBSOCKET)) === 'error') continue;
      expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer', 'connect-ended']);
      return;
    }
    throw new Error('no seed with a status');
  });

  it('is none of a WebSocket’s where those do not count: by the profile, if nothing else is said', async () => {
    const byProfile: Pace = { secondMs: 1, callsPerSecond: 0 };
    for (const pace of [{ ...USED_UP, countsWebsocketLegs: false }, byProfile]) {
      app = await startApplication({ '/answer': [json([WEBSOCKET, AFTER])] }, { pace: () => pace });
      await app.place();
      // There is no such bot: it was tried.
      expect(app.of('leg').at(-2)).toMatchObject({ endpoint: 'websocket' });
      await app.stop();
    }
  });
});

describe('a second of media', () => {
  it('is as long as the pace says, at each use', async () => {
    let secondMs = 1;
    const app = await startApplication(
      { '/answer': [json([{ action: 'wait', timeout: 10 }, AFTER])] },
      { pace: () => ({ secondMs, callsPerSecond: null }) },
    );
    const took = async (call: string): Promise<number> => {
      const beganMs = performance.now();
      await app.place({ call });
      return performance.now() - beganMs;
    };
    expect(await took('compressed')).toBeLessThan(150);
    secondMs = 20;
    expect(await took('slower')).toBeGreaterThanOrEqual(200);
  });
});

describe('a person with so many lines', () => {
  it('is busy for further callers, and free once one has hung up', async () => {
    const app = await startApplication({ '/answer': [json([PHONE, AFTER])] }, { personLines: () => 1 });
    const first = app.place({ call: 'first', talksForMs: 300 });
    while (!app.heard().some((heard) => heard.startsWith('person'))) await sleep(5);
    await app.place({ call: 'second' });
    expect(
      app
        .of('leg')
        .filter(({ call }) => call === 'second')
        .map(({ state }) => state),
    ).toContain('busy');
    await first;
    await app.place({ call: 'third' });
    expect(
      app
        .of('leg')
        .filter(({ call }) => call === 'third')
        .map(({ state }) => state),
    ).toContain('answered');
  });
});
