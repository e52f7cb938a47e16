import { jest } from '@jest/globals';
import type { LiveSecrets } from '../../../contracts/signature-secret.ts';
import { ROUTES, askRegion, createRegion } from '../support/ask-region.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { API_KEY, SECRET, claimsFor, signToken } from '../support/sign.ts';

const CALL = { from: '447700900123', to: '442079460000', conversation_uuid: 'CON-1', uuid: 'u' };
const TEXT = JSON.stringify(CALL);
const { secrets: SECRETS } = fakeRuntime().runtime.ports;

const knowing = (live: () => Promise<LiveSecrets>) => ({ secrets: { live, refreshed: live } });
const refused = (code: string) => [
  { name: 'CallbackRefused', dimensions: { code } },
  { name: 'Refusal', dimensions: {} },
];
const GENUINE = { name: 'GenuineRefusal', dimensions: {} };
const UNSIGNED = { name: 'Unsigned', dimensions: {} };

describe('an accepted callback', () => {
  it.each(['current', 'next', 'previous'] as const)('is counted by the secret "%s"', async (name) => {
    const others = [{ name: 'current', value: 'another-secret' }] as const;
    const live = () => Promise.resolve([...others, { name, value: SECRET }]);
    const { counts, lines } = await askRegion({ route: 'answer', body: CALL }, { ports: knowing(live) });
    expect(counts).toContainEqual({ name: 'CallbackAccepted', dimensions: { secret: name } });
    expect(lines).toMatchObject([{ secret: name }]);
  });

  it('is counted by no secret where none is asked for, and the store is left alone', async () => {
    const live = jest.fn(() => Promise.resolve([]));
    const settings = { ...SETTINGS, source: { mode: 'ip', countOutside: [] } } as const;
    const { counts } = await askRegion(
      { route: 'answer', body: CALL, authorization: null },
      { ports: { settings, ...knowing(live) } },
    );
    expect(counts).toContainEqual({ name: 'CallbackAccepted', dimensions: { secret: 'none' } });
    expect(live).not.toHaveBeenCalled();
  });
});

describe('a refused callback', () => {
  it.each([
    ['token-malformed', 'warn', 'Bearer x', SECRETS.live],
    ['secrets-unavailable', 'error', undefined, () => Promise.reject(new Error('away'))],
    ['secret-not-configured', 'warn', undefined, () => Promise.resolve([])],
  ])(
    'is counted by its code, and with all others: %s, logged as %s',
    async (code, level, authorization, live) => {
      const sent = {
        route: 'answer',
        body: CALL,
        ...(authorization !== undefined && { authorization }),
      } as const;
      const { counts, lines } = await askRegion(sent, { ports: knowing(live) });
      expect(counts).toEqual(refused(code));
      expect(lines.at(-1)).toMatchObject({ level, code });
    },
  );

  it.each([
    ['answer', 503, [UNSIGNED]],
    ['event', 503, [UNSIGNED]],
    ['websocket-disconnected', 503, [UNSIGNED]],
    ['fallback', 403, []],
  ] as const)(
    'without a signature is counted separately where 503 asks for it again: /%s, %d',
    async (route, status, more) => {
      const { response, counts } = await askRegion({ route, body: CALL, authorization: null });
      expect(response.statusCode).toBe(status);
      expect(counts).toEqual([...refused('authorization-missing'), ...more]);
    },
  );

  it.each(ROUTES)('is counted as likely genuine where only its signature is wrong (/%s)', async (route) => {
    const authorization = `Bearer ${signToken(claimsFor(TEXT), 'the-secret-before-it-was-rotated')}`;
    const { counts } = await askRegion({ route, body: CALL, authorization });
    expect(counts).toEqual([...refused('signature-mismatch'), GENUINE]);
  });

  it.each([
    ['names another account', { api_key: `${API_KEY}x` }],
    ['names another application', { application_id: '99999999-9999-4999-8999-999999999999' }],
    ['is of another day', { iat: 0 }],
  ])('is an unauthenticated caller’s where it %s', async (_case, claims) => {
    const authorization = `Bearer ${signToken({ ...claimsFor(TEXT), ...claims }, 'a-stranger')}`;
    const { counts } = await askRegion({ route: 'answer', body: CALL, authorization });
    expect(counts).toEqual(refused('signature-mismatch'));
  });
});

it('counts nothing of a mistake of our own, which is logged as an error', async () => {
  const { secrets } = knowing(() => Promise.resolve(LIVE));
  const region = createRegion({ ports: { secrets } });
  // Once its environments have started.
  secrets.live = () => {
    throw new Error('a bug');
  };
  const { response, counts, lines } = await region.ask(gatewayEvent({ route: 'answer', body: CALL }));
  expect(response).toMatchObject({ statusCode: 502, body: '{"code":"internal"}' });
  expect(counts).toEqual([]);
  expect(lines).toMatchObject([{ level: 'error', code: 'internal' }]);
});
