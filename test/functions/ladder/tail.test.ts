import type { CallEvent } from '../../../contracts/call.ts';
import type { FunctionSettings } from '../../../contracts/function-settings.ts';
import type { Rungs } from '../../../functions/define-flow.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { rungRun } from '../../../functions/ladder/flow-run.ts';
import type { Step } from '../../../functions/ladder/next-step.ts';
import { connectPerson, connectWebsocket, record, talk } from '../../../ncco/build.ts';
import type { Ncco } from '../../../ncco/ncco.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { type AnyStart, flowWith } from '../support/flow-with.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { OTHER, OWN, aLegEvent } from './a-leg-event.ts';

const ROUTE = 'https://api.example.com/live/websocket-disconnected';
const EVENT_ROUTE = 'https://api.example.com/live/event';
const context = { settings: SETTINGS, urls: { websocketDisconnected: ROUTE, event: EVENT_ROUTE }, atMs: 0 };
const { event } = aLegEvent();
const SAME_SOCKET: Step = {
  rung: 'same-socket',
  uri: OTHER,
  state: { attempt: 2, firstDropAtMs: NOW_MS },
  leftSeconds: 55,
};
const socket = () =>
  connectWebsocket({ uri: OWN, contentType: 'audio/l16;rate=16000', from: '447700900000' });
const person = connectPerson(SETTINGS.person, { from: '447700900000' });
/** As a call flow of before `waiting` and `after-person`. */
const NO_WORDS = { waiting: undefined, 'after-person': undefined } as unknown as Partial<Rungs>;
const onTailReplaced = (problem: unknown): void => {
  throw new Error(`expected no replacement, found ${JSON.stringify(problem)}`);
};

async function first(
  start: AnyStart,
  {
    call = event,
    settings = SETTINGS,
  }: { readonly call?: CallEvent; readonly settings?: FunctionSettings } = {},
): Promise<Ncco> {
  const running = {
    flow: flowWith({ start }),
    context: { ...context, settings },
    secrets: [],
    reach: REACHES_NOTHING,
    onTailReplaced,
  };
  const { flow, finish } = startRun(call, running, NOW_MS);
  return finish(await flow());
}
async function onRung(step: Exclude<Step, { rung: 'none' }>, rungs: Partial<Rungs> = {}): Promise<Ncco> {
  const { flow, finish } = rungRun(step, event, { ...callFlow.rungs, ...rungs }, context, onTailReplaced);
  return finish(await flow());
}

describe('an NCCO with a socket', () => {
  it('ends in the tail: the same socket after a wait, then the person’s rung after another', async () => {
    const person = await onRung({ rung: 'person' });
    for (const [ncco, words] of [
      [await first(() => [socket()]), 0],
      [await onRung(SAME_SOCKET), 1],
    ] as const) {
      const tail = ncco.slice(words + 1);
      const again = tail.findIndex(({ action }) => action === 'connect');
      expect(tail[again]).toMatchObject({ endpoint: [{ headers: { waits: 1 } }] });
      expect(tail.slice(0, again).map(({ action }) => action)).toEqual(['talk', 'wait']);
      const behind = tail.slice(again + 1);
      expect(behind.map(({ action }) => action)).toEqual([
        ...['talk', 'talk', 'wait', 'connect'],
        ...['talk', 'record', 'talk'],
      ]);
      // Without the wait it is the person's rung.
      expect([behind[0], ...behind.slice(3)]).toEqual(person);
    }
    expect(person.map(({ action }) => action)).toEqual(['talk', 'connect', 'talk', 'record', 'talk']);
  });

  it('has no waits and offers the socket once where the account has no limit', async () => {
    const settings = { ...SETTINGS, outbound: { ...SETTINGS.outbound, callsPerSecond: null } };
    const ncco = await first(callFlow.start, { settings });
    expect(ncco.map(({ action }) => action)).toEqual([
      ...['talk', 'connect'],
      ...['talk', 'connect', 'talk', 'record', 'talk'],
    ]);
  });

  it('waits no longer than the window has room for, however large the declared peak is', async () => {
    const settings = { ...SETTINGS, outbound: { ...SETTINGS.outbound, peakCalls: 100_000 } };
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const call = { ...event, conversationUuid: id };
      const ncco = await first(callFlow.start, { call, settings });
      const connects = ncco.flatMap(({ action }, at) => (action === 'connect' ? [at] : []));
      const waited = (from = 0, to = 0) =>
        ncco
          .slice(from, to)
          .reduce((sum, { timeout, action }) => sum + (action === 'wait' ? Number(timeout) : 0), 0);
      expect(waited(connects[0], connects[1])).toBeLessThanOrEqual(55);
      expect(waited(connects[1], connects[2])).toBeLessThanOrEqual(30);
    }
  });

  it('sends callers of one second to the tail’s legs in different ones, and each alike in both regions', async () => {
    const waitsOf = async (conversationUuid: string): Promise<readonly unknown[]> => {
      const ncco = await first(callFlow.start, { call: { ...event, conversationUuid } });
      return ncco.flatMap(({ timeout, action }) => (action === 'wait' ? [timeout] : []));
    };
    const all = await Promise.all(Array.from({ length: 50 }, (_, index) => waitsOf(`CON-${index}`)));
    for (const at of [0, 1]) expect(new Set(all.map((waits) => waits[at])).size).toBeGreaterThan(25);
    expect(await waitsOf('con-7')).toEqual(await waitsOf('7'));
  });

  it('waits before the socket with words at most 10 s apart', async () => {
    for (const waitSeconds of [1, 9.9, 10, 10.1, 37, 55]) {
      const ncco = await onRung({ ...SAME_SOCKET, waitSeconds } as typeof SAME_SOCKET);
      const before = ncco.slice(
        1,
        ncco.findIndex(({ action }) => action === 'connect'),
      );
      expect(before.map(({ action }) => action)).toEqual(
        before.map((_, at) => (at % 2 === 0 ? 'talk' : 'wait')),
      );
      const silent = before.flatMap(({ timeout }) => (timeout === undefined ? [] : [Number(timeout)]));
      for (const seconds of silent) expect(seconds).toBeLessThanOrEqual(10);
      // Later words take about two seconds each.
      const inAll = silent.reduce((sum, each) => sum + each, 0) + (silent.length - 1) * 2;
      expect(Math.abs(inAll - waitSeconds)).toBeLessThan(0.5);
    }
  });

  it.each<[string, Partial<Rungs>]>([
    ['are absent', { ...NO_WORDS }],
    [
      'throw',
      {
        waiting: () => {
          throw new Error('bug');
        },
        'after-person': () => {
          throw new Error('bug');
        },
      },
    ],
    ['are invalid', { waiting: () => [{ action: 'dance' }], 'after-person': () => [{ action: 'dance' }] }],
    ['connect somebody', { waiting: () => [person], 'after-person': () => [] }],
  ])('has words of ours where the call flow’s %s', async (_case, words) => {
    const ncco = await onRung({ ...SAME_SOCKET, waitSeconds: 5 } as typeof SAME_SOCKET, words);
    expect(ncco[1]).toMatchObject({ action: 'talk', text: 'Please stay on the line.' });
    expect(ncco.slice(-3)).toMatchObject([
      { action: 'talk', text: expect.stringContaining('leave a message') },
      { action: 'record', eventUrl: [EVENT_ROUTE] },
      { action: 'talk' },
    ]);
  });

  it('has the call flow’s own words where it has some', async () => {
    const ncco = await onRung({ ...SAME_SOCKET, waitSeconds: 5 } as typeof SAME_SOCKET, {
      waiting: () => [talk('Bitte warten.')],
      'after-person': () => [talk('Nach dem Ton.'), record({ eventUrl: ROUTE })],
    });
    expect(ncco[1]).toEqual(talk('Bitte warten.'));
    expect(ncco.slice(-2)).toEqual([talk('Nach dem Ton.'), record({ eventUrl: EVENT_ROUTE })]);
  });
});

describe('the person’s rung', () => {
  it('has a voicemail behind the person, unless the call flow has one there, or connects nobody', async () => {
    const own = [person, talk('After the tone.'), record()];
    expect(await onRung({ rung: 'person' }, { person: () => own })).toHaveLength(own.length);
    // Whoever records nobody does not begin here.
    const mute = await onRung(
      { rung: 'person' },
      { ...NO_WORDS, person: () => [person], voicemail: () => [talk('Call again.')] },
    );
    expect(mute.map(({ action }) => action)).toEqual(['connect']);
    const closed = [talk('We are closed.')];
    expect(await onRung({ rung: 'person' }, { person: () => closed })).toEqual(closed);
    const bare = await onRung({ rung: 'person' }, { person: () => [person] });
    expect(bare.map(({ action }) => action)).toEqual(['connect', 'talk', 'record', 'talk']);
    expect(bare[2]).toMatchObject({ eventUrl: [EVENT_ROUTE] });
  });
});
