import type { RegionRole, RegionUrls } from '../../../emulator/emulator.ts';
import { ROLES, startGatedEmulator } from './gated-emulator.ts';
import type { GatedEmulator, Who } from './gated-emulator.ts';

const STRANGERS: readonly Who[] = ['stranger', 'strangerByIpv6'];
const OPERATORS: readonly Who[] = ['operator', 'operatorByIpv6'];
/** What a stranger may claim about where he comes from. */
const CLAIMS = {
  'x-forwarded-for': '216.147.0.1',
  forwarded: 'for=216.147.0.1',
  'x-real-ip': '216.147.0.1',
  'true-client-ip': '216.147.0.1',
  'cloudfront-viewer-address': '216.147.0.1:443',
  'x-source-verdict': 'inside',
};

describe.each(['ip', 'both'] as const)('an emulator in mode %s', (mode) => {
  let gated: GatedEmulator;
  beforeAll(async () => {
    gated = await startGatedEmulator({ mode, countOnly: false });
  }, 120_000);
  afterAll(() => gated.stop());

  const urls = (role: RegionRole): RegionUrls => gated.emulator.description[role];
  /** `/fallback` of the API itself. */
  const behindDistribution = (role: RegionRole): string => urls(role).answer.replace(/answer$/, 'fallback');
  const webhooks = (role: RegionRole): readonly string[] => {
    const { answer, event, websocketDisconnected, fallback } = urls(role);
    return [answer, event, websocketDisconnected, fallback];
  };

  it.each(STRANGERS)('refuses a signed request of a %s at each webhook: no function runs', async (who) => {
    const ran = await gated.whatRan(async () => {
      for (const role of ROLES)
        for (const url of webhooks(role))
          for (const headers of [{}, CLAIMS]) {
            const { status, text } = await gated.ask(who, url, { headers });
            expect({ url, status, text }).toEqual({ url, status: 403, text: '{"code":"access-denied"}' });
          }
    });
    expect(ran).toEqual([]);
  });

  it('refuses a stranger whatever he asks for', async () => {
    const origin = urls('primary').answer.replace(/answer$/, '');
    const ran = await gated.whatRan(async () => {
      for (const path of ['', 'nothing', 'answer/', '%61nswer', 'Answer', 'answer?a=1', '../prod/answer'])
        for (const method of ['GET', 'POST', 'PUT'] as const)
          expect(await gated.ask('stranger', origin + path, { method })).toMatchObject({ status: 403 });
    });
    expect(ran).toEqual([]);
  });

  it.each(STRANGERS)('gives a %s at the distribution the static NCCO: no function runs', async (who) => {
    const ran = await gated.whatRan(async () => {
      for (const role of ROLES)
        for (const method of ['GET', 'POST'] as const)
          for (const headers of [{}, CLAIMS, { 'x-api-key': gated.distributionKey(role) }])
            expect(await gated.ask(who, urls(role).distribution, { method, headers })).toEqual({
              status: 200,
              text: gated.staticNcco,
            });
    });
    expect(ran).toEqual([]);
  });

  it.each<Who>(['vonage', 'operator', 'stranger', 'cloudFront'])(
    'refuses a signed request of %s straight to the API behind the distribution: no function runs',
    async (who) => {
      const ran = await gated.whatRan(async () => {
        for (const role of ROLES) {
          const another = gated.distributionKey(role === 'primary' ? 'secondary' : 'primary');
          const wrong = ['', 'a-key-of-more-than-20-characters', another, `${gated.distributionKey(role)}x`];
          const tries = [{}, CLAIMS, ...wrong.map((key) => ({ ...CLAIMS, 'x-api-key': key }))];
          for (const method of ['GET', 'POST'] as const)
            for (const headers of tries)
              expect(await gated.ask(who, behindDistribution(role), { method, headers })).toEqual({
                status: 403,
                text: '{"code":"invalid-api-key"}',
              });
        }
      });
      expect(ran).toEqual([]);
    },
  );

  /** By a function, and not by the static tier. */
  const expectServed = async (...asked: Parameters<GatedEmulator['ask']>): Promise<void> => {
    const { status, text } = await gated.askUntilServed(...asked);
    expect({ asked, status, isStatic: text === gated.staticNcco }).toEqual({
      asked,
      status: 200,
      isStatic: false,
    });
  };

  it('serves Vonage at each webhook, and through the distribution', async () => {
    const ran = await gated.whatRan(async () => {
      for (const role of ROLES) {
        for (const url of webhooks(role)) await expectServed('vonage', url);
        for (const method of ['GET', 'POST'] as const)
          await expectServed('vonage', urls(role).distribution, { method });
      }
    });
    const served = ['answer', 'event', 'websocket-disconnected', 'fallback'];
    expect(ran).toEqual(ROLES.flatMap((role) => served.map((route) => `${role} ${route}`)));
  });

  it('makes nothing of the key that a viewer sends to the distribution', async () => {
    for (const key of ['', 'a-key-of-more-than-20-characters', gated.distributionKey('primary')]) {
      const headers = { 'x-api-key': key, 'X-Api-Key': key };
      await expectServed('vonage', urls('secondary').distribution, { method: 'GET', headers });
    }
  });

  it.each(OPERATORS)('lets the %s in', async (who) => {
    for (const url of webhooks('primary')) await expectServed(who, url);
    await expectServed(who, urls('secondary').distribution, { method: 'GET' });
  });

  it(mode === 'ip' ? 'asks for no signature' : 'asks for a signature as well', async () => {
    expect(gated.emulator.asksForSignature).toBe(mode !== 'ip');
    const { answer } = urls('primary');
    const { distribution } = urls('secondary');
    if (mode === 'ip') {
      await expectServed('vonage', answer, { unsigned: true });
      await expectServed('vonage', distribution, { method: 'GET', unsigned: true });
    } else {
      expect((await gated.ask('vonage', answer, { unsigned: true })).status).not.toBe(200);
      const { text } = await gated.ask('vonage', distribution, { method: 'GET', unsigned: true });
      expect(text).toBe(gated.staticNcco);
    }
  });

  it.each<Who>([...STRANGERS, ...OPERATORS, 'vonage', 'cloudFront'])('tells %s its health', async (who) => {
    for (const role of ROLES) await expectServed(who, urls(role).health, { method: 'GET', unsigned: true });
  });
});

describe('an emulator that counts first', () => {
  let gated: GatedEmulator;
  beforeAll(async () => {
    gated = await startGatedEmulator({ mode: 'both', countOnly: true });
  }, 120_000);
  afterAll(() => gated.stop());

  it('refuses nobody for his address, and logs who would be: at the API, behind the distribution, around it', async () => {
    const { primary, secondary } = gated.emulator.description;
    // Until nothing is cold: each stranger is to be counted once at each of them.
    const everywhere = async (who: Who, ask = gated.ask) => [
      await ask(who, primary.answer),
      await ask(who, secondary.distribution, { method: 'GET' }),
      await ask(who, secondary.fallback),
    ];
    await gated.emulator.warm('primary', 'answer', 1);
    await everywhere('vonage', gated.askUntilServed);
    for (const who of ['vonage', 'operator', 'stranger', 'strangerByIpv6'] as const)
      expect((await everywhere(who)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const lines = await gated.written(6, 'outsideRanges');
    const addresses = lines.map((line) => /"outsideRanges":"([^"]*)"/.exec(line)?.[1]);
    expect(addresses.toSorted()).toEqual([
      ...['2001:db8::9', '2001:db8::9', '2001:db8::9'],
      ...['203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ]);
  });
});
