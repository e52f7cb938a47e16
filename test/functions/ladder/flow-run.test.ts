import type { Rungs } from '../../../functions/define-flow.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { rungRun } from '../../../functions/ladder/flow-run.ts';
import type { Step } from '../../../functions/ladder/next-step.ts';
import { connectPerson, connectWebsocket, record, talk } from '../../../ncco/build.ts';
import { isApology } from '../../../ncco/apology.ts';
import type { Ncco, NccoAction } from '../../../ncco/ncco.ts';
import { type AnyStart, flowWith } from '../support/flow-with.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { OTHER, OWN, aLegEvent } from './a-leg-event.ts';

const ROUTE = 'https://api.example.com/live/websocket-disconnected';
const EVENT_ROUTE = 'https://api.example.com/live/event';
const context = { settings: SETTINGS, urls: { websocketDisconnected: ROUTE, event: EVENT_ROUTE }, atMs: 0 };
const { event } = aLegEvent({ headers: { attempt: 1, conversation: 'CON-1', language: 'en' } });
const SAME_SOCKET: Step = {
  rung: 'same-socket',
  uri: OTHER,
  state: { attempt: 2, firstDropAtMs: NOW_MS },
  leftSeconds: 55,
};

const socket = (headers?: Readonly<Record<string, unknown>>): NccoAction =>
  connectWebsocket({
    uri: OWN,
    contentType: 'audio/l16;rate=16000',
    from: '447700900000',
    ...(headers === undefined ? {} : { headers }),
  });
/** A connect that asks for recovery without end. */
const looping = (action: NccoAction): NccoAction => ({
  ...action,
  eventType: 'synchronous',
  eventUrl: [ROUTE],
  eventMethod: 'GET',
});
const person = connectPerson(SETTINGS.person, { from: '447700900000' });

/** What was reported of the person's rung behind a bot. */
let tailReplaced: unknown[];
beforeEach(() => {
  tailReplaced = [];
});
const onTailReplaced = (problem: unknown): void => void tailReplaced.push(problem);

async function first(start: AnyStart, rungs: Partial<Rungs> = {}): Promise<Ncco> {
  const running = {
    flow: flowWith({ start, rungs }),
    context,
    secrets: [],
    reach: REACHES_NOTHING,
    onTailReplaced,
  };
  const { flow, finish } = startRun(event, running, NOW_MS);
  return finish(await flow());
}
async function onRung(step: Exclude<Step, { rung: 'none' }>, rungs: Partial<Rungs> = {}): Promise<Ncco> {
  const { flow, finish } = rungRun(step, event, { ...callFlow.rungs, ...rungs }, context, onTailReplaced);
  return finish(await flow());
}
const asks = (action: NccoAction | undefined) => ({ type: action?.['eventType'], url: action?.['eventUrl'] });
const headersOf = (action: NccoAction | undefined): unknown =>
  (action?.['endpoint'] as [{ headers: unknown }])[0].headers;

const invalidAt = (path: string): unknown => ({
  code: 'call-flow-invalid-ncco',
  problems: [expect.objectContaining({ path })],
});

describe('an NCCO with a socket', () => {
  it('is asked about at our route, by POST, whatever the call flow said', async () => {
    const [action] = await first(() => [
      { ...socket(), eventUrl: ['https://x.example.com'], eventMethod: 'GET' },
    ]);
    expect(asks(action)).toEqual({ type: 'synchronous', url: [ROUTE] });
    expect(action).not.toHaveProperty('eventMethod');
    const [, again] = await onRung(SAME_SOCKET);
    expect(asks(again)).toEqual({ type: 'synchronous', url: [`${ROUTE}?rung=same-socket`] });
  });

  it('connects to the bot of its rung', async () => {
    const [, bot] = await first(callFlow.start);
    expect(bot).toMatchObject({ endpoint: [{ uri: OWN }] });
    const [, again] = await onRung(SAME_SOCKET);
    expect(again).toMatchObject({ endpoint: [{ uri: OTHER }] });
  });

  it('carries the state; the call flow adds to the headers and cannot change the state', async () => {
    const [action] = await first(() => [
      socket({ attempt: 7, firstDropAt: 1, language: 'en', caller: 'hidden' }),
    ]);
    expect(headersOf(action)).toMatchObject({ attempt: 1, language: 'en', caller: 'hidden' });
    expect(headersOf(action)).not.toHaveProperty('firstDropAt');
  });

  it('gives a later bot the headers of the first one, and those that the rung adds', async () => {
    const [action] = await onRung(SAME_SOCKET, {
      'same-socket': () => [socket({ attempt: 1, mood: 'sorry' })],
    });
    expect(headersOf(action)).toEqual({
      attempt: 2,
      firstDropAt: NOW_MS,
      conversation: 'CON-1',
      language: 'en',
      mood: 'sorry',
    });
  });

  it('offers one socket only: a second would not be counted', async () => {
    const ncco = await first(() => [socket(), talk('And another.'), socket()]);
    expect(ncco.slice(0, 2).map(({ action }) => action)).toEqual(['connect', 'talk']);
    const sockets = ncco.filter(
      ({ endpoint }) => (endpoint as [{ type: string }] | undefined)?.[0].type === 'websocket',
    );
    // The first, and the same one again.
    expect(sockets).toHaveLength(2);
    expect(new Set(sockets.map((action) => (action['endpoint'] as [{ uri: string }])[0].uri)).size).toBe(1);
  });

  it.each<[string, Rungs['person'], unknown]>([
    [
      'throws',
      () => {
        throw new Error('bug');
      },
      { code: 'call-flow-threw', error: expect.stringContaining('Error: bug') },
    ],
    ['is invalid', () => [{ action: 'dance' }], invalidAt('$[0].action')],
    ['is empty', () => [], invalidAt('$')],
    ['is no NCCO', () => undefined as never, invalidAt('$')],
  ])('ends in the last resort, and reports it, when the person’s rung %s', async (_case, wrong, reported) => {
    const ncco = await first(() => [socket()], { person: wrong });
    const tail = ncco.slice(ncco.findIndex(isApology));
    // Words and a wait stand before its person.
    expect([tail[0], ...tail.slice(3)]).toEqual(lastResort(SETTINGS));
    expect(tailReplaced).toEqual([reported]);
  });

  it('has no tail when it has no socket, and is otherwise the call flow’s own', async () => {
    const own: Ncco = [talk('Closed.'), looping(person)];
    expect(await first(() => own)).toEqual(own);
  });
});

describe('the person’s rung', () => {
  it('offers no socket, and asks about each connect where voicemail comes next', async () => {
    const ncco = await onRung(
      { rung: 'person' },
      { person: () => [looping(socket()), looping(person), person] },
    );
    const connects = ncco.filter(({ action }) => action === 'connect');
    expect(connects).toHaveLength(2);
    for (const action of connects) {
      expect(asks(action)).toEqual({ type: 'synchronous', url: [`${ROUTE}?rung=person`] });
      expect(action).not.toHaveProperty('eventMethod');
    }
  });
});

describe('the voicemail’s rung', () => {
  it('offers no socket, asks about nothing, and reports the recording to /event', async () => {
    const voicemail = (): Ncco => [
      looping(socket()),
      looping(person),
      record({ eventUrl: ROUTE }),
      talk('Bye.'),
    ];
    expect(await onRung({ rung: 'voicemail' }, { voicemail })).toEqual([
      person,
      record({ eventUrl: EVENT_ROUTE }),
      talk('Bye.'),
    ]);
  });
});

describe('where nothing says how the call stands', () => {
  it('the last resort, which asks about nothing', async () => {
    const ncco = await onRung({ rung: 'unknown' });
    expect(ncco).toEqual(lastResort(SETTINGS));
    expect(asks(ncco[1])).toEqual({ type: undefined, url: undefined });
  });
});

describe('whatever a call flow returns', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'hello'],
    ['an object', { action: 'talk' }],
    ['actions that are none', [null, 1, 'talk', [], {}]],
    ['a connect without an endpoint', [{ action: 'connect' }]],
    ['a connect with a wrong endpoint', [{ action: 'connect', endpoint: [null] }]],
  ])('is left for the check when it is %s', async (_case, value) => {
    const wrong = (): Ncco => value as Ncco;
    expect(await first(wrong)).toEqual(value);
    expect(await onRung(SAME_SOCKET, { 'same-socket': wrong })).toEqual(value);
    expect(await onRung({ rung: 'person' }, { person: wrong })).toEqual(value);
    expect(await onRung({ rung: 'voicemail' }, { voicemail: wrong })).toEqual(value);
  });
});
