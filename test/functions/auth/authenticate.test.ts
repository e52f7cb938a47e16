import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import type { LiveSecrets } from '../../../contracts/signature-secret.ts';
import { authenticate } from '../../../functions/auth/authenticate.ts';
import { startDeadline } from '../../../functions/deadline.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS, fakeRuntime, never } from '../support/runtime.ts';
import { claimsFor, signToken } from '../support/sign.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const OLD: LiveSecrets = [{ name: 'current', value: 'an-old-secret' }];

function authenticating(
  secrets: { live?: () => Promise<LiveSecrets>; refreshed?: () => Promise<LiveSecrets> },
  sent: { authorization?: string | null } = {},
) {
  const live = jest.fn(secrets.live ?? (() => Promise.resolve(LIVE)));
  const refreshed = jest.fn(secrets.refreshed ?? (() => Promise.resolve(LIVE)));
  const { runtime, lines } = fakeRuntime({ live, refreshed });
  const request = readRawRequest(gatewayEvent({ route: 'answer', body: '{}', ...sent }));
  return {
    live,
    refreshed,
    lines,
    verdict: authenticate(request, runtime.ports, startDeadline(600, systemClock)),
  };
}

describe('authenticate', () => {
  it('asks for no fresh secrets while the known ones fit', async () => {
    const { verdict, refreshed } = authenticating({});
    expect(await verdict).toMatchObject({ ok: true });
    expect(refreshed).not.toHaveBeenCalled();
  });

  it('accepts a signature that only the fresh secrets fit', async () => {
    const { verdict } = authenticating({ live: () => Promise.resolve(OLD) });
    expect(await verdict).toMatchObject({ ok: true, secret: 'current' });
  });

  it('accepts the first callback after a new stack was given the secret', async () => {
    const { verdict } = authenticating({ live: () => Promise.resolve([]) });
    expect(await verdict).toMatchObject({ ok: true });
  });

  it.each<[string, LiveSecrets, string]>([
    ['signature-mismatch', OLD, 'signature-mismatch'],
    ['secret-not-configured', [], 'secret-not-configured'],
  ])('refuses with %s when the fresh secrets do not help', async (_case, known, code) => {
    const same = () => Promise.resolve(known);
    expect(await authenticating({ live: same, refreshed: same }).verdict).toMatchObject({ ok: false, code });
  });

  it('refuses in time when the fresh secrets do not come', async () => {
    const { verdict } = authenticating({ live: () => Promise.resolve(OLD), refreshed: never });
    await jest.advanceTimersByTimeAsync(600);
    expect(await verdict).toMatchObject({ ok: false, code: 'signature-mismatch' });
  });

  it('says that a refusal is likely to be genuine where nothing is wrong but the signature', async () => {
    const same = () => Promise.resolve(OLD);
    const { verdict } = authenticating({ live: same, refreshed: same });
    expect(await verdict).toEqual({ ok: false, code: 'signature-mismatch', isGenuine: true });
  });

  it('does not say so of a body that the fresh secrets show to be another', async () => {
    const authorization = `Bearer ${signToken(claimsFor('{"another":1}'))}`;
    const { verdict } = authenticating({ live: () => Promise.resolve(OLD) }, { authorization });
    expect(await verdict).toEqual({ ok: false, code: 'payload-hash-mismatch' });
  });

  it('troubles the store for nothing that no secret could save', async () => {
    const { verdict, live, refreshed } = authenticating({}, { authorization: null });
    expect(await verdict).toEqual({ ok: false, code: 'authorization-missing' });
    expect(live).not.toHaveBeenCalled();
    expect(refreshed).not.toHaveBeenCalled();
  });

  it.each([
    ['another account', { api_key: 'ffff9999' }],
    ['another application', { application_id: '99999999-9999-4999-8999-999999999999' }],
    ['another time', { iat: 0 }],
  ])(
    'lets no unauthenticated caller who names %s spend the fresh secrets that others may need',
    async (_case, claims) => {
      const authorization = `Bearer ${signToken({ ...claimsFor('{}'), ...claims }, 'a-stranger')}`;
      const { verdict, refreshed } = authenticating({}, { authorization });
      expect(await verdict).toEqual({ ok: false, code: 'signature-mismatch' });
      expect(refreshed).not.toHaveBeenCalled();
    },
  );

  it('asks for neither signature nor secret where the gateway looks at the address instead', async () => {
    const { runtime } = fakeRuntime({ live: never });
    const ports = {
      ...runtime.ports,
      settings: { ...SETTINGS, source: { mode: 'ip', countOutside: [] } },
    } as const;
    const request = readRawRequest(gatewayEvent({ route: 'answer', body: '{}', authorization: null }));
    const verdict = await authenticate(request, ports, startDeadline(600, systemClock));
    expect(verdict).toEqual({ ok: true, secret: 'none', payload: 'unverifiable', isMarked: false });
  });

  it('is "secrets-unavailable" when the store is unavailable and nothing is known', async () => {
    const { verdict, lines } = authenticating({ live: () => Promise.reject(new Error('store away')) });
    expect(await verdict).toEqual({ ok: false, code: 'secrets-unavailable' });
    expect(lines).toMatchObject([{ level: 'error', error: 'Error: store away' }]);
  });

  it('is "secrets-unavailable" when the store is slower than the deadline', async () => {
    const { verdict } = authenticating({ live: never });
    await jest.advanceTimersByTimeAsync(600);
    expect(await verdict).toEqual({ ok: false, code: 'secrets-unavailable' });
  });
});
