import { callFlow } from '../../fixtures/own/call-flow.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { createRegion } from '../support/ask-region.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { CALL, inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from '../flow/a-menu.ts';
import type { Ncco } from '../../../ncco/ncco.ts';

const SALES = '447700900300';
const COMMON = '447700900001';
const OF_SALES = '447700900009';
const settings = {
  ...SETTINGS,
  numbers: [{ called: ['447700900299', SALES], person: { type: 'phone', number: OF_SALES }, personLines: 2 }],
} as const;

const ports = { ...fakeRuntime().runtime.ports, settings };

const ask = async (
  route: 'answer' | 'event' | 'websocket-disconnected' | 'fallback',
  body: object,
  query: Readonly<Record<string, string>> = {},
): Promise<Ncco> => {
  const { response } = await createRegion({ flow: callFlow, ports }).ask(
    gatewayEvent({ route, body, query }),
  );
  return nccoOf(response);
};

const urlsIn = (ncco: Ncco): readonly string[] =>
  ncco.flatMap((action) => (action['eventUrl'] ?? []) as string[]);

const PERSON_GONE = {
  ...CALL,
  to: OF_SALES,
  direction: 'outbound',
  status: 'unanswered',
  timestamp: '2026-01-01T12:00:00.000Z',
};
const BOT_GONE = { ...CALL, to: settings.websocket.uri, status: 'disconnected', headers: { attempt: 1 } };

describe('the person of the called number', () => {
  it.each([
    ['the number', SALES, OF_SALES],
    ['the number with "+"', `+${SALES}`, OF_SALES],
    ['another number', '442079460000', COMMON],
    ['a SIP address', `sip:${SALES}@example.com`, COMMON],
    ['the end of a longer number', `1${SALES}`, COMMON],
  ])('is behind the bot for a call to %s', async (_case, to, person) => {
    expect(inWords(await ask('answer', { ...CALL, to }))).toContain(person);
    const failed = { ...CALL, to, reason: 'Socket timeout.', original_request: { type: 'answer' } };
    expect(inWords(await ask('fallback', failed))).toContain(person);
  });

  it('is named by the URL of every leg, and by none of another number', async () => {
    const urls = urlsIn(await ask('answer', { ...CALL, to: SALES }));
    expect(urls.length).toBeGreaterThan(1);
    for (const url of urls) expect(new URL(url).searchParams.get('number')).toBe(SALES);
    for (const url of urlsIn(await ask('answer', CALL))) expect(url).not.toContain('number=');
  });

  it('is offered after the bot, where the URL names the number', async () => {
    const known = { number: SALES, rung: 'other-socket' };
    const dropped = { ...BOT_GONE, headers: { attempt: 3, firstDropAt: 1 } };
    expect(inWords(await ask('websocket-disconnected', dropped, known))).toContain(OF_SALES);
    expect(inWords(await ask('websocket-disconnected', dropped, { rung: 'other-socket' }))).toContain(COMMON);
    const url = `https://a.example.com/live/websocket-disconnected?number=${SALES}&rung=other-socket`;
    const failed = { ...dropped, reason: 'Socket timeout.', original_request: { type: 'event', url } };
    expect(inWords(await ask('fallback', failed))).toContain(OF_SALES);
  });

  it('is not that of the number that was called out', async () => {
    // The last resort, whatever the request was.
    const failed = { ...CALL, to: SALES, reason: 'Socket timeout.', original_request: {} };
    expect(inWords(await ask('fallback', failed))).toContain(OF_SALES);
    expect(inWords(await ask('fallback', { ...failed, direction: 'inbound' }))).toContain(OF_SALES);
    expect(inWords(await ask('fallback', { ...failed, direction: 'outbound' }))).toContain(COMMON);
  });

  it('is that of a number which a query makes up only where the table has it', async () => {
    expect(inWords(await ask('answer', CALL, { number: '447700900298' }))).toContain(COMMON);
  });

  it('stays through steps, whose events name no number', async () => {
    const runtime = fakeRuntime();
    const region = regionOf(menuFlow, { ...runtime, runtime: { ...runtime.runtime, ports } });
    let url = urlIn(nccoOf(await region.answer({ ...CALL, to: SALES })));
    expect(new URL(url).searchParams.get('number')).toBe(SALES);
    const connecting = nccoOf(await region.event(url, pressed('1', { to: SALES })));
    url = urlIn(connecting);
    expect(new URL(url).searchParams.get('number')).toBe(SALES);
    expect(inWords(nccoOf(await region.fallback(url, { ...PERSON_GONE, uuid: 'other' })))[0]).toBe(
      'Nobody: unanswered.',
    );
    const [last] = (connecting.at(-2)?.['eventUrl'] ?? []) as readonly string[];
    expect(last ?? '').toContain(`/event?number=${SALES}`);
  });

  it('is that of the last resort', async () => {
    const broken = { ...callFlow, start: () => [] };
    const { response } = await createRegion({ flow: broken, ports }).ask(
      gatewayEvent({ route: 'answer', body: { ...CALL, to: SALES } }),
    );
    expect(inWords(nccoOf(response))).toContain(OF_SALES);
  });
});
