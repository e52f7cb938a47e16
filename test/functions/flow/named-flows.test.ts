import { stateInUrl } from '../../../contracts/state-url.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import { createEvent } from '../../../functions/event/create-event.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { createWebsocketDisconnected } from '../../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { named } from '../../../functions/flow/named-flows.ts';
import { connectPerson, input, record, talk } from '../../../ncco/build.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { unseal } from '../../../functions/flow/seal.ts';
import { SECRET } from '../support/sign.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { CALL, inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from './a-menu.ts';

const SALES_NUMBER = '447700900300';
const sales: CallFlow = defineFlow({
  start: () => [talk('Sales, hello.'), input({ dtmf: { maxDigits: 1 }, next: 'menu' })],
  steps: {
    menu: (_happened, { settings }) => [
      talk('Sales, step.'),
      connectPerson(settings.person, { from: settings.callerNumber, next: 'nobody' }),
    ],
    nobody: () => [talk('Sales, nobody.')],
  },
  lost: () => [talk('Sales, lost.')],
  rungs: { person: () => [talk('Sales, person.')], voicemail: () => [record({})] },
});

/** One region, whose number of sales has a flow. */
function region({ flow = 'sales' as string | null, flows = named({ sales }) } = {}) {
  const { runtime, lines } = fakeRuntime();
  const { person } = SETTINGS;
  const numbers = [{ called: [SALES_NUMBER], person, personLines: null, ...(flow === null ? {} : { flow }) }];
  const given = { ...runtime, ports: { ...runtime.ports, settings: { ...SETTINGS, numbers } } };
  const handlers = {
    answer: createAnswer(given, menuFlow, undefined, flows),
    event: createEvent(given, menuFlow, undefined, flows),
    fallback: createFallback(given, menuFlow, undefined, flows),
    'websocket-disconnected': createWebsocketDisconnected(given, menuFlow.rungs, flows),
  };
  const ask = async (route: keyof typeof handlers, body: object, url = '') => {
    const state = stateInUrl(url);
    const query = URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};
    const sent = { route, body, query, ...(state === undefined ? {} : { state }) };
    return nccoOf(await handlers[route](gatewayEvent(sent), lambdaContext()));
  };
  const failed = (body: object, url: string, type = 'event') =>
    ask('fallback', { ...body, reason: 'Socket timeout.', original_request: { url, type } });
  return { ask, failed, lines };
}

const TO_SALES = { ...CALL, to: SALES_NUMBER };
const NOBODY = { ...CALL, to: '447700900001', direction: 'outbound', status: 'busy' };

describe('a number with a flow of its own', () => {
  it('begins with it, in answer and fallback, and no other number does', async () => {
    const { ask, failed } = region();
    expect(inWords(await ask('answer', TO_SALES))[0]).toBe('Sales, hello.');
    expect(inWords(await ask('answer', { ...CALL, to: `+${SALES_NUMBER}` }))[0]).toBe('Sales, hello.');
    expect(inWords(await failed(TO_SALES, 'https://a.example.com/live/answer', 'answer'))[0]).toBe(
      'Sales, hello.',
    );
    expect(inWords(await ask('answer', CALL))[0]).toBe('Welcome.');
    expect(inWords(await ask('answer', { ...CALL, to: 'sip:sales@example.com' }))[0]).toBe('Welcome.');
  });

  it('goes on with it from step to step, in both regions, by events that do not name the number', async () => {
    const first = urlIn(await region().ask('answer', TO_SALES));
    const second = await region().ask('event', pressed('1', { to: SALES_NUMBER }), first);
    expect(inWords(second)[0]).toBe('Sales, step.');
    expect(inWords(await region().ask('event', NOBODY, urlIn(second)))[0]).toBe('Sales, nobody.');
    expect(inWords(await region().failed(NOBODY, urlIn(second)))[0]).toBe('Sales, nobody.');
  });

  it('goes on with it where the settings say another one meanwhile, or the query was lost', async () => {
    const url = urlIn(await region().ask('answer', TO_SALES));
    const moved = region({ flow: null });
    expect(inWords(await moved.ask('event', pressed('1'), url))[0]).toBe('Sales, step.');
    expect(inWords(await region().ask('event', pressed('1'), url.replace(/\?.*/, '')))[0]).toBe(
      'Sales, step.',
    );
  });

  it('takes over no call that has begun with the common flow', async () => {
    const url = urlIn(await region({ flow: null }).ask('answer', TO_SALES));
    expect(inWords(await region().ask('event', pressed('1'), url))[0]).toBe('Sales.');
  });

  it('has its own rungs, after the bot and where a state cannot be read', async () => {
    const { ask, failed } = region();
    const dropped = {
      ...CALL,
      to: SETTINGS.websocket.uri,
      status: 'disconnected',
      headers: { attempt: 3, firstDropAt: 1 },
    };
    const url = `https://a.example.com/live/websocket-disconnected?number=${SALES_NUMBER}&rung=other-socket`;
    expect(inWords(await ask('websocket-disconnected', dropped, url))[0]).toBe('Sales, person.');
    expect(inWords(await failed(dropped, url))[0]).toBe('Sales, person.');
    const forged = `https://a.example.com/live/event/forged?number=${SALES_NUMBER}`;
    expect(inWords(await ask('event', pressed('1'), forged))[0]).toBe('Sales, lost.');
    expect(inWords(await failed(pressed('1', { to: SALES_NUMBER }), 'nonsense'))[0]).toBe('Sales, lost.');
  });

  it('is lost to a release that has no such flow, and the common flow is not', async () => {
    const url = urlIn(await region().ask('answer', TO_SALES));
    const without = region({ flows: {} });
    expect(inWords(await without.ask('event', pressed('1'), url))).not.toContain('Sales, step.');
    expect(without.lines.at(-1)).toMatchObject({ code: 'step-unknown' });
    expect(inWords(await without.ask('answer', TO_SALES))[0]).toBe('Welcome.');
  });

  it('leaves the states of the common flow as releases without named flows read them', async () => {
    const fields = JSON.parse(
      unseal(stateInUrl(urlIn(await region().ask('answer', CALL))) ?? '', SECRET) ?? '',
    );
    expect(fields).toHaveLength(8);
    const before = urlIn(nccoOf(await regionOf(menuFlow).answer()));
    expect(urlIn(await region().ask('answer', CALL))).toBe(before);
  });
});
