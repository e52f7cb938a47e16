import { jest } from '@jest/globals';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { Rungs } from '../../../functions/define-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import { createWebsocketDisconnected } from '../../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { DOMAIN, gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeBucket } from '../support/journal.ts';
import { SETTINGS, fakeRuntime, never } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const { rungs } = callFlow;
const ROUTE = `https://${DOMAIN}/live/websocket-disconnected`;
const OWN = SETTINGS.websocket.uri;
const DROPPED = { status: 'disconnected', to: OWN, conversation_uuid: 'CON-1', headers: { attempt: 1 } };
const BUSY = { status: 'busy', to: '447700900001', conversation_uuid: 'CON-1' };

interface Callback {
  readonly rung?: string;
  readonly waits?: string;
  readonly ladder?: Rungs;
  readonly runtime?: ReturnType<typeof fakeRuntime>;
  readonly authorization?: string | null;
}

const responseTo = async (
  body: unknown,
  { rung, waits, ladder = rungs, runtime = fakeRuntime(), authorization }: Callback = {},
): Promise<APIGatewayProxyResult> => {
  const event = gatewayEvent({
    route: 'websocket-disconnected',
    body,
    query: { ...(rung !== undefined && { rung }), ...(waits !== undefined && { waits }) },
    ...(authorization === undefined ? {} : { authorization }),
  });
  const response = createWebsocketDisconnected(runtime.runtime, ladder)(event, lambdaContext());
  await jest.advanceTimersByTimeAsync(600);
  return response;
};
const nccoOf = ({ statusCode, body }: APIGatewayProxyResult): unknown => {
  const ncco: unknown = JSON.parse(body);
  expect(statusCode).toBe(200);
  expect(isServable(ncco)).toBe(true);
  return ncco;
};
const PERSON = [
  { action: 'talk' },
  { action: 'connect', eventType: 'synchronous', eventUrl: [`${ROUTE}?rung=person`] },
  { action: 'talk' },
  { action: 'record', eventUrl: [`https://${DOMAIN}/live/event`] },
  { action: 'talk' },
];
/** Behind a socket: the same one again, then the person, each after a wait. */
const tail = (rung: string) => [
  { action: 'talk' },
  { action: 'wait' },
  { action: 'connect', eventUrl: [`${ROUTE}?rung=${rung}&waits=1`] },
  { action: 'talk' },
  { action: 'talk' },
  { action: 'wait' },
  ...PERSON.slice(1),
];

describe('/websocket-disconnected climbs', () => {
  it('back to the socket that was lost, with the state in its headers and a person behind it', async () => {
    expect(nccoOf(await responseTo(DROPPED))).toMatchObject([
      { action: 'talk' },
      {
        action: 'connect',
        eventType: 'synchronous',
        eventUrl: [`${ROUTE}?rung=same-socket`],
        endpoint: [{ uri: OWN, headers: { attempt: 2, firstDropAt: NOW_MS, conversation: 'CON-1' } }],
      },
      ...tail('same-socket'),
    ]);
  });

  it('to the other region’s socket', async () => {
    const headers = { attempt: 2, firstDropAt: NOW_MS - 1000 };
    expect(nccoOf(await responseTo({ ...DROPPED, headers }, { rung: 'same-socket' }))).toMatchObject([
      { action: 'talk' },
      {
        action: 'connect',
        eventUrl: [`${ROUTE}?rung=other-socket`],
        endpoint: [{ uri: SETTINGS.websocket.otherUri, headers: { attempt: 3, firstDropAt: NOW_MS - 1000 } }],
      },
      ...tail('other-socket'),
    ]);
  });

  it('to the person, with an apology', async () => {
    const headers = { attempt: 3, firstDropAt: NOW_MS - 1000 };
    expect(nccoOf(await responseTo({ ...DROPPED, headers }, { rung: 'other-socket' }))).toMatchObject(PERSON);
  });

  it.each(['busy', 'timeout', 'unanswered', 'rejected', 'failed'])(
    'to voicemail when the person’s leg is %s; the recording is reported to /event',
    async (status) => {
      for (const rung of ['person', undefined]) {
        expect(
          nccoOf(await responseTo({ ...BUSY, status }, rung === undefined ? {} : { rung })),
        ).toMatchObject([
          { action: 'talk' },
          { action: 'record', beepStart: true, eventUrl: [`https://${DOMAIN}/live/event`] },
          { action: 'talk' },
        ]);
      }
    },
  );

  it('to the same socket after a wait when its leg is refused for the account’s rate, whatever the headers say', async () => {
    const refused = { ...DROPPED, status: 'rejected' };
    const [first, again] = [{ attempt: 1 }, { attempt: 1, firstDropAt: NOW_MS - 1000, waits: 1 }];
    expect(nccoOf(await responseTo({ ...refused, headers: first }))).toMatchObject([
      { action: 'talk' },
      { action: 'talk' },
      { action: 'wait' },
      {
        action: 'connect',
        eventUrl: [`${ROUTE}?waits=1`],
        endpoint: [{ uri: OWN, headers: { attempt: 1, firstDropAt: NOW_MS, waits: 1 } }],
      },
      { action: 'talk' },
      { action: 'wait' },
      { action: 'connect', eventUrl: [`${ROUTE}?waits=2`] },
      ...tail('').slice(3),
    ]);
    const third = nccoOf(await responseTo({ ...refused, headers: again }, { waits: '2' })) as object[];
    expect(third).toContainEqual(expect.objectContaining({ eventUrl: [`${ROUTE}?waits=3`] }));
    expect(nccoOf(await responseTo({ ...refused, headers: again }, { waits: '3' }))).toMatchObject(PERSON);
    expect(nccoOf(await responseTo({ ...refused, headers: again }, { waits: 'x' }))).toMatchObject(PERSON);
  });

  it('no further than voicemail, and only by its own closed set of rungs', async () => {
    expect(nccoOf(await responseTo(DROPPED, { rung: 'voicemail' }))).toMatchObject(PERSON);
    expect(nccoOf(await responseTo(DROPPED, { rung: '' }))).toMatchObject(PERSON);
  });

  it('the same way for the same event, sent twice', async () => {
    const runtime = fakeRuntime();
    const once = await responseTo(DROPPED, { runtime });
    expect(await responseTo(DROPPED, { runtime })).toEqual(once);
  });
});

describe('/websocket-disconnected lets the call go on (200, empty body)', () => {
  it.each(['started', 'ringing', 'answered', 'cancelled', 'completed', 'unheard-of', undefined])(
    'when the bot’s leg is %p',
    async (status) => {
      expect(await responseTo({ ...DROPPED, status })).toMatchObject({ statusCode: 200, body: '' });
    },
  );

  it('after a conversation with the person: no voicemail', async () => {
    const ended = { ...BUSY, status: 'completed' };
    expect(await responseTo(ended, { rung: 'person' })).toMatchObject({ statusCode: 200, body: '' });
  });
});

describe('/websocket-disconnected in trouble', () => {
  it('passes on [] of a rung as it is: no NCCO, so that the running one goes on', async () => {
    const ladder: Rungs = { ...rungs, 'same-socket': () => [] };
    expect(await responseTo(DROPPED, { ladder })).toMatchObject({ statusCode: 200, body: '[]' });
  });

  it.each<[string, () => never[]]>([
    [
      'throws',
      () => {
        throw new Error('bug');
      },
    ],
    ['is invalid', () => [{ action: 'dance' }] as never[]],
    ['is no NCCO', () => 'dance' as never],
  ])('replaces a rung that %s in place', async (_case, rung) => {
    const response = await responseTo(DROPPED, { ladder: { ...rungs, 'same-socket': rung } });
    expect(nccoOf(response)).toEqual(lastResort(SETTINGS));
  });

  it('sends the platform on with 502 when a rung is slower than the deadline', async () => {
    const slow = { ...rungs, 'same-socket': never as () => never };
    expect(await responseTo(DROPPED, { ladder: slow })).toMatchObject({
      statusCode: 502,
      body: '{"code":"call-flow-too-slow"}',
    });
  });

  it('is 502 when no secret is known: the other region may know one', async () => {
    const unavailable = fakeRuntime({ live: () => Promise.reject(new Error('away')) });
    expect(await responseTo(DROPPED, { runtime: unavailable })).toMatchObject({ statusCode: 502 });
  });

  it('refuses an invalid signature with 401, and asks Vonage to send an unsigned event again (503)', async () => {
    expect(await responseTo(DROPPED, { authorization: 'Bearer x.y.z' })).toMatchObject({ statusCode: 401 });
    expect(await responseTo(DROPPED, { authorization: null })).toMatchObject({ statusCode: 503 });
  });
});

describe('/websocket-disconnected journals', () => {
  it('every event of its legs, whatever the answer', async () => {
    const own = fakeBucket('eu-west-1');
    const runtime = fakeRuntime({}, { own, other: fakeBucket('eu-central-1') });
    await responseTo(DROPPED, { runtime });
    await responseTo({ ...DROPPED, status: 'answered' }, { runtime });
    expect(own.objects.size).toBe(2);
  });

  it('without changing the answer, and for 400 ms at most', async () => {
    const hanging = { own: fakeBucket('eu-west-1', 'hangs'), other: fakeBucket('eu-central-1', 'hangs') };
    const runtime = fakeRuntime({}, hanging);
    const handler = createWebsocketDisconnected(runtime.runtime, rungs);
    const seen = jest.fn<(response: APIGatewayProxyResult) => void>();
    void handler(gatewayEvent({ route: 'websocket-disconnected', body: DROPPED }), lambdaContext()).then(
      seen,
    );
    await jest.advanceTimersByTimeAsync(400);
    expect(seen.mock.calls[0]?.[0]).toEqual(await responseTo(DROPPED));
    expect(runtime.lines).toContainEqual(expect.objectContaining({ code: 'journal-lost' }));
  });

  it.each(['fails', 'throws'] as const)(
    'or not, when each bucket %s: the answer stands',
    async (behavior) => {
      const broken = { own: fakeBucket('eu-west-1', behavior), other: fakeBucket('eu-central-1', behavior) };
      expect(await responseTo(DROPPED, { runtime: fakeRuntime({}, broken) })).toEqual(
        await responseTo(DROPPED),
      );
    },
  );
});
