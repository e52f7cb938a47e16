import type { LegBehavior } from '../../simulator/simulator.ts';
import { APP, startApplication, type Application } from './support/application.ts';
import { json, status, type Reply } from './support/webhook-server.ts';

const AFTER = { action: 'talk', text: 'Goodbye' };
const REPLACED = json([{ action: 'talk', text: 'Replaced' }]);
const connect = (endpoint: object, more: object = {}) => ({
  action: 'connect',
  eventUrl: [`${APP}/leg`],
  endpoint: [endpoint],
  ...more,
});
const PHONE = connect({ type: 'phone', number: '447700900001' });
const SYNCHRONOUS = { ...PHONE, eventType: 'synchronous' };

let app: Application;
afterEach(() => app.stop());
const play = async (action: object, person: LegBehavior, script: Record<string, readonly Reply[]> = {}) => {
  app = await startApplication({ '/answer': [json([action, AFTER])], ...script }, { person });
  await app.place();
};
const states = () => app.of('leg').map(({ state }) => state);

describe('connect to a person', () => {
  it.each([
    ['phone', { type: 'phone', number: '447700900001' }, '447700900001'],
    ['sip', { type: 'sip', uri: 'sip:agents@pbx.example.com' }, 'sip:agents@pbx.example.com'],
    ['sip', { type: 'sip', user: 'agents', domain: 'pbx.example.com' }, 'sip:agents@pbx.example.com'],
  ])('rings, is answered, and is heard: %s %o', async (endpoint, options, to) => {
    await play(connect(options), 'answers');
    expect(app.heard()).toEqual([`ringing: ${to}`, `person: ${to}`]);
    expect(app.of('leg')[0]).toMatchObject({ endpoint, to });
    expect(states()).toEqual(['started', 'ringing', 'answered', 'completed']);
    expect(app.ended()).toEqual(['caller']);
  });

  it('sends the leg’s events to the action’s eventUrl, outbound, and the call’s to the application', async () => {
    await play(PHONE, 'answers');
    expect(app.events('/leg')).toEqual(['started', 'ringing', 'answered', 'completed']);
    expect(app.server.to('/leg')[0]?.json).toMatchObject({ direction: 'outbound', to: '447700900001' });
    expect(app.events()).toEqual(['started', 'ringing', 'answered', 'completed']);
  });

  it('ends talksForMs after the person answered', async () => {
    await play(PHONE, 'answers');
    const person = app.of('heard').find(({ what }) => what === 'person');
    const talkedMs = (app.of('call-ended')[0]?.atMs ?? 0) - (person?.atMs ?? 0);
    expect(talkedMs).toBeGreaterThanOrEqual(55);
    expect(talkedMs).toBeLessThan(1000);
  });

  it('goes on with the next action when the person hangs up', async () => {
    app = await startApplication({ '/answer': [json([PHONE, AFTER])] }, { person: 'answers-and-hangs-up' });
    await app.place({ talksForMs: 5000 });
    expect(app.heard().slice(-2)).toEqual(['person: 447700900001', 'talk: Goodbye']);
  });
});

describe('a person who does not answer', () => {
  const cases: [LegBehavior, string[], boolean][] = [
    ['busy', ['busy'], true],
    ['rejects', ['rejected'], false],
    ['fails', ['failed'], true],
    ['never-answers', ['timeout', 'unanswered'], true],
  ];

  it.each(cases)(
    '%s: is reported, and a synchronous connect is replaced by the NCCO in the response',
    async (person, expected, completes) => {
      await play(SYNCHRONOUS, person, { '/leg': [REPLACED] });
      expect(expected).toContain(
        states().find((state) => !['started', 'ringing', 'completed'].includes(state)),
      );
      expect(states().includes('completed')).toBe(completes);
      expect(app.heard().at(-1)).toBe('talk: Replaced');
      expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer', 'connect-ended']);
    },
  );

  it.each(cases)('%s: an NCCO in the response to an asynchronous connect is ignored', async (person) => {
    await play(PHONE, person, { '/leg': [REPLACED] });
    expect(app.heard().at(-1)).toBe('talk: Goodbye');
    expect(app.of('wants-ncco')).toHaveLength(1);
  });

  it('goes on with the next action after an empty response', async () => {
    await play(SYNCHRONOUS, 'busy');
    expect(app.heard()).toEqual(['talk: Goodbye']);
  });

  it('is completed after the last attempt of a synchronous connect has ended, with its own times', async () => {
    const again = json([{ ...SYNCHRONOUS, eventUrl: [`${APP}/second`] }]);
    await play(SYNCHRONOUS, 'busy', {
      '/leg': [
        (response, received, socket) => {
          (received.json['status'] === 'busy' ? again : status(200))(response, received, socket);
        },
      ],
    });
    const [first, second] = ['/leg', '/second'].map((path) => app.server.to(path).at(-1));
    expect([first?.json['status'], second?.json['status']]).toEqual(['completed', 'completed']);
    const secondBusy = app.server.to('/second').find(({ json: body }) => body['status'] === 'busy');
    expect(first?.atMs).toBeGreaterThan(secondBusy?.atMs ?? Infinity);
    const [firstEnd, secondEnd] = [first, second].map((event) => Date.parse(String(event?.json['end_time'])));
    expect(firstEnd).toBeLessThan(secondEnd ?? 0);
    // The history says when each leg ended.
    expect(states()).toEqual(['started', 'busy', 'completed', 'started', 'busy', 'completed']);
  });

  it('asks the fallback when the action’s event URL fails', async () => {
    await play(SYNCHRONOUS, 'busy', { '/leg': [status(500)], '/fallback': [REPLACED] });
    expect(app.server.to('/fallback')[0]?.json).toMatchObject({
      status: 'busy',
      original_request: { url: `${APP}/leg`, type: 'event' },
    });
    expect(app.heard()).toEqual(['talk: Replaced']);
  });

  it('plays the NCCO’s own tail when everything else fails', async () => {
    await play(SYNCHRONOUS, 'busy', { '/leg': [status(500)], '/fallback': [status(500)] });
    expect(app.heard()).toEqual(['talk: Goodbye']);
  });
});
