import { noCallIsALoop } from '../../drill/checkers/call-ends.ts';
import { MOST_NCCOS_A_CALL } from '../../simulator/call/ask-for-ncco.ts';
import { anExpectation } from '../drill/checkers/a-history.ts';
import { APP, startApplication, type Application } from './support/application.ts';
import { json, status, type Reply } from './support/webhook-server.ts';

/** Sixty questions take a second; a busy machine takes its time. Without the guard a call goes on for two minutes. */
const LONGEST_MS = 100_000;
/** Whatever sixty questions are about, and the memory that they take. */
const MOST_RECORDS = 2000;

const menu = [
  { action: 'talk', text: 'For sales, press 1.', bargeIn: true },
  { action: 'input', type: ['dtmf'], eventUrl: [`${APP}/menu`] },
];
const notice = [{ action: 'notify', payload: { step: 1 }, eventUrl: [`${APP}/menu`] }];
/** No person is reached, and the next NCCO tries again. */
const person = [
  {
    action: 'connect',
    eventType: 'synchronous',
    eventUrl: [`${APP}/menu`],
    endpoint: [{ type: 'phone', number: '442079460001' }],
  },
];
const bot = [
  {
    action: 'connect',
    eventUrl: [`${APP}/menu`],
    endpoint: [{ type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=16000' }],
    eventType: 'synchronous',
  },
];
/** Each URL answers with an NCCO that names the other one, and a query of its own. */
const redirecting = (other: string): Reply => {
  let step = 0;
  return (response, received, socket) => {
    step += 1;
    const url = `${APP}/${other}?step=${String(step)}`;
    json([{ action: 'input', type: ['dtmf'], eventUrl: [url] }])(response, received, socket);
  };
};

let app: Application;
afterEach(() => app.stop());

describe('a call that asks for NCCOs for ever', () => {
  it.each<[string, Record<string, readonly Reply[]>, string, string]>([
    ['by input', { '/answer': [json(menu)], '/menu': [json(menu)] }, 'input', '/menu'],
    ['by notify', { '/answer': [json(notice)], '/menu': [json(notice)] }, 'notify', '/menu'],
    [
      'by a person who is busy',
      { '/answer': [json(person)], '/menu': [json(person)] },
      'connect-ended',
      '/menu',
    ],
    [
      'by a bot that is unreachable',
      { '/answer': [json(bot)], '/menu': [json(bot)] },
      'connect-ended',
      '/menu',
    ],
    [
      'from one URL to the other',
      { '/answer': [redirecting('one')], '/one': [redirecting('two')], '/two': [redirecting('one')] },
      'input',
      '/two',
    ],
    [
      'through the fallback',
      { '/answer': [json(menu)], '/menu': [status(500)], '/fallback': [json(menu)] },
      'input',
      '/menu',
    ],
  ])(
    'is ended by the simulator, and is a failure: %s',
    async (_how, script, why, path) => {
      app = await startApplication(script, { person: 'busy' });
      await app.place();
      expect(app.history.length).toBeLessThan(MOST_RECORDS);
      expect(app.of('wants-ncco')).toHaveLength(MOST_NCCOS_A_CALL);
      const detail = `asked for more than 60 NCCOs: a loop; the last question is "${why}" at ${APP}${path}`;
      expect(app.of('call-ended')).toMatchObject([{ by: 'platform', detail, loop: true }]);
      expect(noCallIsALoop.check(app.history, anExpectation())).toEqual({
        problems: [{ call: 'call-1', text: detail }],
      });
      // The caller's leg is reported to its end.
      expect(app.events().at(-1)).toBe('completed');
    },
    LONGEST_MS,
  );

  it('is no loop when it asks sixty times', async () => {
    const last = json([{ action: 'talk', text: 'Goodbye.' }]);
    const replies = Array.from({ length: MOST_NCCOS_A_CALL - 2 }, () => json(notice));
    app = await startApplication({ '/answer': [json(notice)], '/menu': [...replies, last] });
    await app.place();
    expect(app.of('wants-ncco')).toHaveLength(MOST_NCCOS_A_CALL);
    expect(app.heard()).toEqual(['talk: Goodbye.']);
    expect(app.ended()).toEqual(['ncco-ended']);
    expect(noCallIsALoop.check(app.history, anExpectation())).toEqual({ problems: [] });
  });
});
