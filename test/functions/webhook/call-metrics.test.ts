import { jest } from '@jest/globals';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { METRICS } from '../../../contracts/metric-names.ts';
import type { Count } from '../../../functions/ports.ts';
import { askRegion } from '../support/ask-region.ts';
import type { Asked, RegionOptions } from '../support/ask-region.ts';
import { flowWith } from '../support/flow-with.ts';
import { fakeBucket } from '../support/journal.ts';
import { SETTINGS, never } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

const ACCEPTED: Count = { name: 'CallbackAccepted', dimensions: { secret: 'current' } };
const KEPT: Count = { name: 'JournalWrite', dimensions: { outcome: 'own' } };
const CALL = { from: '447700900123', to: '442079460000', conversation_uuid: 'CON-1', uuid: 'u' };
const DROPPED = { ...CALL, to: SETTINGS.websocket.uri, status: 'disconnected', headers: { attempt: 1 } };
const failed = (type: string) => ({
  reason: 'Socket timeout.',
  original_request: { type, url: 'https://x' },
});
const used = (reason: string) => ({ name: 'FallbackUsed', dimensions: { reason } });
const throwing = (): never => {
  throw new Error('a bug');
};
const dancing = () => [{ action: 'dance' }];

/** With the deadline's timer standing for the time that a call flow takes. */
const ask = async (...asked: Parameters<typeof askRegion>): Promise<Asked> => {
  jest.useFakeTimers();
  const result = askRegion(...asked);
  await jest.advanceTimersByTimeAsync(1400);
  jest.useRealTimers();
  return result;
};

describe('a call', () => {
  it.each<[string, RegionOptions, readonly Count[]]>([
    ['is answered', {}, [{ name: 'CallAnswered', dimensions: { tier: 'primary' } }]],
    [
      'is answered in place of a flow that throws',
      { flow: flowWith({ start: throwing }) },
      [
        { name: 'NccoReplaced', dimensions: { why: 'threw' } },
        { name: 'CallAnswered', dimensions: { tier: 'primary' } },
      ],
    ],
    [
      'is answered in place of an invalid NCCO',
      { flow: flowWith({ start: dancing }) },
      [
        { name: 'NccoReplaced', dimensions: { why: 'invalid' } },
        { name: 'CallAnswered', dimensions: { tier: 'primary' } },
      ],
    ],
    [
      'is not answered in time',
      { flow: flowWith({ start: never }) },
      [{ name: 'DeadlineCut', dimensions: { route: 'answer' } }],
    ],
  ])('%s by the primary', async (_case, options, counts) => {
    expect((await ask({ route: 'answer', body: CALL }, options)).counts).toEqual([ACCEPTED, ...counts]);
  });

  it.each<[string, RegionOptions, readonly Count[]]>([
    ['is answered', {}, []],
    [
      'is answered in place of a flow that is too slow',
      { flow: flowWith({ start: never }) },
      [{ name: 'DeadlineCut', dimensions: { route: 'fallback' } }],
    ],
    [
      'is answered in place of a flow that throws',
      { flow: flowWith({ start: throwing }) },
      [{ name: 'NccoReplaced', dimensions: { why: 'threw' } }],
    ],
  ])('%s by the secondary', async (_case, options, counts) => {
    const { counts: found } = await ask(
      { route: 'fallback', body: { ...CALL, ...failed('answer') } },
      options,
    );
    const answered = { name: 'CallAnswered', dimensions: { tier: 'secondary' } };
    expect(found).toEqual([ACCEPTED, used('socket-timeout'), ...counts, answered]);
  });

  it.each([
    ['looks like an event', CALL, 'other'],
    ['is in no body that can be read', 'x', 'other'],
  ])('counts as no answered one where it %s, but the fallback was used', async (_case, body, reason) => {
    expect((await ask({ route: 'fallback', body })).counts).toEqual([ACCEPTED, used(reason)]);
  });

  it('has used the fallback once, also where a mistake of ours gets in the way', async () => {
    const settings = { ...SETTINGS, websocket: undefined as never };
    const body = { ...DROPPED, ...failed('event') };
    const { response, counts, lines } = await ask({ route: 'fallback', body }, { ports: { settings } });
    expect(response.statusCode).toBe(200);
    expect(lines).toMatchObject([{ code: 'internal' }]);
    expect(counts).toEqual([ACCEPTED, used('socket-timeout')]);
  });
});

describe('a rung of the ladder', () => {
  const offered = (rung: string) => ({ name: 'RungOffered', dimensions: { rung } });
  const busy = { ...CALL, to: '447700900001', status: 'busy' };

  it.each([
    ['same-socket', DROPPED, {}],
    ['other-socket', { ...DROPPED, headers: { attempt: 2, firstDropAt: NOW_MS } }, { rung: 'same-socket' }],
    ['person', { ...DROPPED, headers: undefined }, {}],
    ['voicemail', busy, { rung: 'person' }],
    ['unknown', { ...DROPPED, to: 'nobody' }, {}],
  ])('is counted where it is offered: %s', async (rung, body, query) => {
    const { counts } = await ask({ route: 'websocket-disconnected', body, query });
    expect(counts).toEqual([ACCEPTED, offered(rung), KEPT]);
  });

  it('is none where the call goes on', async () => {
    const body = { ...DROPPED, status: 'answered' };
    const { counts } = await ask({ route: 'websocket-disconnected', body });
    expect(counts).toEqual([ACCEPTED, KEPT]);
  });

  it('is not offered where it takes too long', async () => {
    const flow = flowWith({ rungs: { 'same-socket': never as () => never } });
    const { counts } = await ask({ route: 'websocket-disconnected', body: DROPPED }, { flow });
    const cut = { name: 'DeadlineCut', dimensions: { route: 'websocket-disconnected' } };
    expect(counts).toEqual([ACCEPTED, cut, { name: 'JournalWrite', dimensions: { outcome: 'lost' } }]);
  });

  it('is counted by the fallback too, which says why it was asked', async () => {
    const body = { ...DROPPED, ...failed('event') };
    const { counts, lines } = await ask({ route: 'fallback', body });
    expect(counts).toEqual([ACCEPTED, used('socket-timeout'), offered('same-socket'), KEPT]);
    expect(lines).toMatchObject([{ platformSays: 'Socket timeout.', call: 'u', conversation: 'CON-1' }]);
  });
});

describe('an event', () => {
  it('is counted each time that it was tried to keep it', async () => {
    const body = { ...CALL, status: 'completed' };
    const away = { own: fakeBucket('eu-west-1', 'fails'), other: fakeBucket('eu-central-1', 'fails') };
    const { counts } = await ask({ route: 'event', body }, { ports: { journal: away } });
    expect(counts).toEqual([ACCEPTED, { name: 'JournalWrite', dimensions: { outcome: 'lost' } }]);
    expect((await ask({ route: 'event', body })).counts).toEqual([ACCEPTED, KEPT]);
  });
});

describe('the contract with alarms and dashboards', () => {
  const said = (flow = callFlow) => ask({ route: 'answer', body: CALL }, { flow });

  it('has each dimension of each metric that is counted here, in its order, and none beside', async () => {
    const asked = [
      await said(),
      await said(flowWith({ start: never })),
      await said(flowWith({ start: throwing })),
    ];
    asked.push(await ask({ route: 'fallback', body: { ...DROPPED, ...failed('event') } }));
    asked.push(await ask({ route: 'answer', body: CALL, authorization: null }));
    const found = asked.flatMap(({ counts }) => counts);
    expect(new Set(found.map(({ name }) => name)).size).toBe(10);
    for (const { name, dimensions } of found) expect(Object.keys(dimensions)).toEqual(METRICS[name]);
  });
});
