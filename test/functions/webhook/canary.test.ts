import { CANARY_OFF, type CanarySwitch } from '../../../contracts/canary-switch.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import type { CanaryPort } from '../../../functions/ports.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import { input, talk } from '../../../ncco/build.ts';
import { callFlow as shipped } from '../../fixtures/own/call-flow.ts';
import { CALL, inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from '../flow/a-menu.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime } from '../support/runtime.ts';

const rungs = shipped.rungs;
const flow = (version: number, name: string): CallFlow =>
  defineFlow({
    version,
    start: () => [talk(`Start of ${name}.`), input({ next: 'menu' })],
    steps: { menu: () => [talk(`Menu of ${name}.`)] },
    rungs,
  });
const OLD = flow(1, 'old');
const NEW = flow(2, 'new');
const ON = { share: 1, numbers: [] };

/** One region whose switch can be set. */
function aRegion(settled = OLD, candidate = NEW) {
  const port: CanaryPort & { value: CanarySwitch } = {
    value: ON,
    current: () => Promise.resolve(port.value),
  };
  const region = regionOf(settled, fakeRuntime(), { candidate, port });
  return {
    ...region,
    port,
    words: async (reply: ReturnType<typeof region.answer>) => inWords(nccoOf(await reply))[0],
  };
}

it('begins a call with the candidate, or with the call flow, and says which', async () => {
  const { answer, answerAtFallback, port, words, lines } = aRegion();
  expect(await words(answer())).toBe('Start of new.');
  expect(await words(answerAtFallback())).toBe('Start of new.');
  expect(lines.map(({ flow: said }) => said)).toEqual(['candidate', 'candidate']);
  port.value = CANARY_OFF;
  expect(await words(answer())).toBe('Start of old.');
  expect(await words(answerAtFallback())).toBe('Start of old.');
  expect(lines.at(-1)).toMatchObject({ flow: 'callFlow' });
});

it('goes on with the flow that the call has begun with, whatever the switch says by then', async () => {
  const { answer, event, fallback, port, words, lines } = aRegion();
  const url = urlIn(nccoOf(await answer()));
  port.value = CANARY_OFF;
  expect(await words(event(url, pressed('1')))).toBe('Menu of new.');
  expect(lines.at(-1)).toMatchObject({ flow: 'candidate', step: 'menu' });
  expect(await words(fallback(url, pressed('1')))).toBe('Menu of new.');
  const old = urlIn(nccoOf(await answer()));
  port.value = ON;
  expect(await words(event(old, pressed('1')))).toBe('Menu of old.');
});

it('goes on in the call flow where the candidate is taken back by a deployment', async () => {
  const url = urlIn(nccoOf(await aRegion().answer()));
  expect(inWords(nccoOf(await regionOf(OLD).event(url, pressed('1'))))).toEqual(['Menu of old.']);
});

it('seals the state of a candidate where the call flow has no steps', async () => {
  const { answer, event, words } = aRegion(shipped, { ...NEW, version: 7 });
  const url = urlIn(nccoOf(await answer()));
  expect(await words(event(url, pressed('1')))).toBe('Menu of new.');
});

it('leaves our own checks out: they count as no call', async () => {
  const { runtime } = fakeRuntime();
  const port: CanaryPort = { current: () => Promise.reject(new Error('was asked')) };
  const answer = createAnswer(runtime, OLD, { candidate: NEW, port });
  const requestContext = {
    ...gatewayEvent({ route: 'answer', body: CALL }).requestContext,
    apiId: undefined,
  };
  const event = { ...gatewayEvent({ route: 'answer', body: CALL }), requestContext } as unknown as Parameters<
    typeof answer
  >[0];
  expect(inWords(nccoOf(await answer(event, lambdaContext())))[0]).toBe('Start of old.');
});

it('says nothing of a flow where there is no candidate', async () => {
  const fake = fakeRuntime();
  await regionOf(menuFlow, fake).answer();
  expect(fake.lines[0]).not.toHaveProperty('flow');
});
