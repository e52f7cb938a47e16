import type { APIGatewayProxyEvent } from 'aws-lambda';
import { syntheticMark } from '../../../contracts/own-headers.ts';
import type { LiveSecrets } from '../../../contracts/signature-secret.ts';
import { ROUTES, createRegion } from '../support/ask-region.ts';
import type { RegionOptions, RouteName } from '../support/ask-region.ts';
import { DOMAIN, gatewayEvent } from '../support/gateway-event.ts';
import { fakeBucket } from '../support/journal.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS, SECRET, claimsFor, signToken } from '../support/sign.ts';

const BODY = {
  from: '447700900123',
  to: SETTINGS.websocket.uri,
  uuid: 'u',
  conversation_uuid: 'CON-1',
  status: 'disconnected',
  headers: { attempt: 1 },
  original_request: { type: 'event', url: 'https://x' },
};
const TEXT = JSON.stringify(BODY);
const TOKEN = signToken(claimsFor(TEXT));

type Headers = Readonly<Record<string, string>>;

/** A signed request with a mark, or with more or less than one. */
const marked = (route: RouteName, headers: Headers = { 'X-Synthetic-Check': syntheticMark(TOKEN, SECRET) }) =>
  gatewayEvent({ route, body: TEXT, authorization: `Bearer ${TOKEN}`, headers });

/** What a region makes of it, and what is in its journals afterwards. */
const ask = async (event: APIGatewayProxyEvent, ports: RegionOptions['ports'] = {}) => {
  const journal = { own: fakeBucket('eu-west-1'), other: fakeBucket('eu-central-1') };
  const asked = await createRegion({ ports: { journal, ...ports } }).ask(event);
  return { ...asked, journaled: [...journal.own.asked, ...journal.other.asked] };
};

/** What the region does with the same request when it is a call. */
const asCall = (route: RouteName) =>
  ask(gatewayEvent({ route, body: TEXT, authorization: `Bearer ${TOKEN}` }));

const expectNoCall = (
  { counts, journaled, lines, response }: Awaited<ReturnType<typeof ask>>,
  call: Awaited<ReturnType<typeof ask>>,
): void => {
  expect([counts, journaled]).toEqual([[], []]);
  expect(lines).toMatchObject([{ synthetic: true }]);
  expect(response).toEqual({
    ...call.response,
    headers: { ...call.response.headers, 'x-answered-by': SETTINGS.region },
  });
};

const expectCall = ({ counts, lines, response }: Awaited<ReturnType<typeof ask>>): void => {
  expect(counts.length).toBeGreaterThan(0);
  expect(lines[0]).not.toHaveProperty('synthetic');
  expect(response.headers).toEqual({ 'Content-Type': 'application/json' });
};

describe.each(ROUTES)('a check of /%s', (route) => {
  it('with the mark is answered as a call, says by whom, and is neither counted nor journaled', async () => {
    const call = await asCall(route);
    expectCall(call);
    expect(call.response.statusCode).toBe(200);
    expectNoCall(await ask(marked(route)), call);
  });

  it('with the mark of whichever secret has signed it', async () => {
    const live: LiveSecrets = [
      { name: 'current', value: 'another' },
      { name: 'next', value: SECRET },
    ];
    const secrets = { live: () => Promise.resolve(live), refreshed: () => Promise.resolve(live) };
    expectNoCall(await ask(marked(route), { secrets }), await asCall(route));
  });

  it('that is a near miss is not counted either', async () => {
    const { counts } = await ask(marked(route), { environmentStartMs: NOW_MS - 60_000 });
    expect(counts).toEqual([]);
  });

  it('is refused as anybody is, and counted, where its signature does not hold', async () => {
    const token = signToken(claimsFor(TEXT), 'a-stranger');
    const headers = { 'x-synthetic-check': syntheticMark(token, 'a-stranger') };
    const asked = await ask(gatewayEvent({ route, body: TEXT, authorization: `Bearer ${token}`, headers }));
    expect(asked.response.statusCode).toBe(route === 'fallback' ? 403 : 401);
    expectCall(asked);
  });

  const other = signToken({ ...claimsFor(TEXT), jti: 'another' });
  it.each<[string, Headers]>([
    ['made up', { 'x-synthetic-check': 'f'.repeat(64) }],
    ['no mark at all', { 'x-synthetic-check': '' }],
    ['of another token', { 'x-synthetic-check': syntheticMark(other, SECRET) }],
    ['under another secret', { 'x-synthetic-check': syntheticMark(TOKEN, 'a-stranger') }],
    ['in capital letters', { 'x-synthetic-check': syntheticMark(TOKEN, SECRET).toUpperCase() }],
    ['with more behind it', { 'x-synthetic-check': `${syntheticMark(TOKEN, SECRET)}0` }],
    [
      'one of two',
      { 'x-synthetic-check': syntheticMark(TOKEN, SECRET), 'X-Synthetic-Check': 'f'.repeat(64) },
    ],
  ])('is a call like any other where the mark is %s', async (_case, headers) => {
    const call = await asCall(route);
    const asked = await ask(marked(route, headers));
    expectCall(asked);
    expect(asked.counts).toEqual(call.counts);
    expect(asked.journaled).toEqual(call.journaled);
    expect(asked.response).toEqual(call.response);
  });

  it('is no mark where only an address is asked for', async () => {
    const settings = { ...SETTINGS, source: { mode: 'ip', countOutside: [] } } as const;
    expectCall(await ask(marked(route), { settings }));
  });
});

/** With what a check sends of an event, and no more. */
const direct = (route: RouteName, authorization: string | undefined): APIGatewayProxyEvent => {
  const headers: Headers = authorization === undefined ? {} : { Authorization: authorization };
  return {
    httpMethod: 'POST',
    resource: `/${route}`,
    path: `/${route}`,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: { stage: 'live', domainName: DOMAIN, path: `/live/${route}` },
    body: TEXT,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEvent;
};

describe.each(ROUTES)('a principal that may invoke the function of /%s', (route) => {
  it('makes no call either, signed as he must be', async () => {
    expectNoCall(await ask(direct(route, `Bearer ${TOKEN}`)), await asCall(route));
  });

  it('makes none where only an address is asked for, and needs no signature there', async () => {
    const settings = { ...SETTINGS, source: { mode: 'ip', countOutside: [] } } as const;
    expectNoCall(await ask(direct(route, undefined), { settings }), await asCall(route));
  });

  it('is refused without a signature, which counts for nothing', async () => {
    const { response, counts, lines } = await ask(direct(route, undefined));
    expect(response).toMatchObject({
      statusCode: route === 'fallback' ? 403 : 503,
      headers: { 'x-answered-by': SETTINGS.region },
    });
    expect([counts, lines]).toEqual([[], [expect.objectContaining({ synthetic: true })]]);
  });

  it('gets an answer to an event that says next to nothing', async () => {
    const { response } = await ask({ path: `/${route}` } as APIGatewayProxyEvent);
    expect(response.body).toBe('{"code":"authorization-missing"}');
  });
});
