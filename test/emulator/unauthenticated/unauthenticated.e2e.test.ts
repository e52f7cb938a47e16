import { stateUrl } from '../../../contracts/state-url.ts';
import type { RegionRole, RegionUrls } from '../../../emulator/emulator.ts';
import { ROLES, startAllowListEmulator } from './allow-list-emulator.ts';
import type { AllowListEmulator, Who } from './allow-list-emulator.ts';

const OUTSIDERS: readonly Who[] = ['outsider', 'outsiderByIpv6'];
const OPERATORS: readonly Who[] = ['operator', 'operatorByIpv6'];
/** Headers by which an outsider may claim an address inside the allow list. */
const CLAIMS = {
  'x-forwarded-for': '216.147.0.1',
  forwarded: 'for=216.147.0.1',
  'x-real-ip': '216.147.0.1',
  'true-client-ip': '216.147.0.1',
  'cloudfront-viewer-address': '216.147.0.1:443',
  'x-source-verdict': 'inside',
};

describe.each(['ip', 'both'] as const)('an emulator in mode %s', (mode) => {
  let started: AllowListEmulator;
  beforeAll(async () => {
    started = await startAllowListEmulator({ mode, countOnly: false });
  }, 120_000);
  afterAll(() => started.stop());

  const urls = (role: RegionRole): RegionUrls => started.emulator.description[role];
  /** `/fallback` of the API, without the distribution. */
  const behindDistribution = (role: RegionRole): string => urls(role).answer.replace(/answer$/, 'fallback');
  const webhooks = (role: RegionRole): readonly string[] => {
    const { answer, event, websocketDisconnected, fallback } = urls(role);
    return [answer, event, stateUrl(event, 'a-B_9'), websocketDisconnected, fallback];
  };

  it.each(OUTSIDERS)('refuses a signed request of a %s at each webhook: no function runs', async (who) => {
    const ran = await started.whatRan(async () => {
      for (const role of ROLES)
        for (const url of webhooks(role))
          for (const headers of [{}, CLAIMS]) {
            const { status, text } = await started.ask(who, url, { headers });
            expect({ url, status, text }).toEqual({ url, status: 403, text: '{"code":"access-denied"}' });
          }
    });
    expect(ran).toEqual([]);
  });

  it('refuses every path and method to an outsider', async () => {
    const origin = urls('primary').answer.replace(/answer$/, '');
    const ran = await started.whatRan(async () => {
      for (const path of ['', 'nothing', 'answer/', '%61nswer', 'Answer', 'answer?a=1', '../prod/answer'])
        for (const method of ['GET', 'POST', 'PUT'] as const)
          expect(await started.ask('outsider', origin + path, { method })).toMatchObject({ status: 403 });
    });
    expect(ran).toEqual([]);
  });

  it.each(OUTSIDERS)('gives a %s at the distribution the static NCCO: no function runs', async (who) => {
    const ran = await started.whatRan(async () => {
      for (const role of ROLES)
        for (const method of ['GET', 'POST'] as const)
          for (const headers of [{}, CLAIMS, { 'x-api-key': started.distributionKey(role) }])
            expect(await started.ask(who, urls(role).distribution, { method, headers })).toEqual({
              status: 200,
              text: started.staticNcco,
            });
    });
    expect(ran).toEqual([]);
  });

  it.each<Who>(['vonage', 'operator', 'outsider', 'cloudFront'])(
    'refuses a signed request of %s straight to the API behind the distribution: no function runs',
    async (who) => {
      const ran = await started.whatRan(async () => {
        for (const role of ROLES) {
          const another = started.distributionKey(role === 'primary' ? 'secondary' : 'primary');
          const wrong = [
            '',
            'a-key-of-more-than-20-characters',
            another,
            `${started.distributionKey(role)}x`,
          ];
          const tries = [{}, CLAIMS, ...wrong.map((key) => ({ ...CLAIMS, 'x-api-key': key }))];
          for (const method of ['GET', 'POST'] as const)
            for (const headers of tries)
              expect(await started.ask(who, behindDistribution(role), { method, headers })).toEqual({
                status: 403,
                text: '{"code":"invalid-api-key"}',
              });
        }
      });
      expect(ran).toEqual([]);
    },
  );

  /** A function answered, not the static tier. */
  const expectServed = async (...asked: Parameters<AllowListEmulator['ask']>): Promise<void> => {
    const { status, text } = await started.askUntilServed(...asked);
    expect({ asked, status, isStatic: text === started.staticNcco }).toEqual({
      asked,
      status: 200,
      isStatic: false,
    });
  };

  it('serves Vonage at each webhook, and through the distribution', async () => {
    const ran = await started.whatRan(async () => {
      for (const role of ROLES) {
        for (const url of webhooks(role)) await expectServed('vonage', url);
        for (const method of ['GET', 'POST'] as const)
          await expectServed('vonage', urls(role).distribution, { method });
      }
    });
    const served = ['answer', 'event', 'websocket-disconnected', 'fallback'];
    expect(ran).toEqual(ROLES.flatMap((role) => served.map((route) => `${role} ${route}`)));
  });

  it('ignores an API key that a viewer sends to the distribution', async () => {
    for (const key of ['', 'a-key-of-more-than-20-characters', started.distributionKey('primary')]) {
      const headers = { 'x-api-key': key, 'X-Api-Key': key };
      await expectServed('vonage', urls('secondary').distribution, { method: 'GET', headers });
    }
  });

  it.each(OPERATORS)('lets the %s in', async (who) => {
    for (const url of webhooks('primary')) await expectServed(who, url);
    await expectServed(who, urls('secondary').distribution, { method: 'GET' });
  });

  it(mode === 'ip' ? 'asks for no signature' : 'asks for a signature as well', async () => {
    expect(started.emulator.asksForSignature).toBe(mode !== 'ip');
    const { answer } = urls('primary');
    const { distribution } = urls('secondary');
    if (mode === 'ip') {
      await expectServed('vonage', answer, { unsigned: true });
      await expectServed('vonage', distribution, { method: 'GET', unsigned: true });
    } else {
      expect((await started.ask('vonage', answer, { unsigned: true })).status).not.toBe(200);
      const { text } = await started.ask('vonage', distribution, { method: 'GET', unsigned: true });
      expect(text).toBe(started.staticNcco);
    }
  });

  it.each<Who>([...OUTSIDERS, ...OPERATORS, 'vonage', 'cloudFront'])('tells %s its health', async (who) => {
    for (const role of ROLES) await expectServed(who, urls(role).health, { method: 'GET', unsigned: true });
  });
});

describe('an emulator that counts first', () => {
  let started: AllowListEmulator;
  beforeAll(async () => {
    started = await startAllowListEmulator({ mode: 'both', countOnly: true });
  }, 120_000);
  afterAll(() => started.stop());

  it('refuses no address, and logs those that it would refuse: at the API, behind the distribution, around it', async () => {
    const { primary, secondary } = started.emulator.description;
    // Warm first: each outsider must be counted once at each URL.
    const everywhere = async (who: Who, ask = started.ask) => [
      await ask(who, primary.answer),
      await ask(who, secondary.distribution, { method: 'GET' }),
      await ask(who, secondary.fallback),
    ];
    await started.emulator.warm('primary', 'answer', 1);
    await everywhere('vonage', started.askUntilServed);
    for (const who of ['vonage', 'operator', 'outsider', 'outsiderByIpv6'] as const)
      expect((await everywhere(who)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const lines = await started.written(6, 'outsideRanges');
    const addresses = lines.map((line) => /"outsideRanges":"([^"]*)"/.exec(line)?.[1]);
    expect(addresses.toSorted()).toEqual([
      ...['2001:db8::9', '2001:db8::9', '2001:db8::9'],
      ...['203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ]);
  });
});
