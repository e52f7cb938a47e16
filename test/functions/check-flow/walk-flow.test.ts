import { jest } from '@jest/globals';
import { walkFlow } from '../../../functions/check-flow/walk-flow.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { input, talk } from '../../../ncco/build.ts';
import { SETTINGS } from '../support/runtime.ts';
import { menuFlow } from '../flow/a-menu.ts';

const URLS = { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' };
const { rungs } = menuFlow;
const flowOf = (steps: CallFlow['steps']): CallFlow => ({
  ...menuFlow,
  start: () => [input({ dtmf: {}, next: 's0' })],
  steps,
});
const problemsOf = async (flow: CallFlow): Promise<readonly string[]> =>
  (await walkFlow(flow, { settings: SETTINGS, urls: URLS })).map(
    ({ severity, where, expected, found }) => `${severity} ${where}: ${expected}; ${found}`,
  );

describe('a flow that is too large for a whole walk', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [
      `s${at}`,
      () => [input({ dtmf: {}, next: `s${(at + 1) % 300}` })],
    ]),
  );
  const long = flowOf(steps);
  afterEach(() => jest.restoreAllMocks());

  it('is not told that its steps are never reached', async () => {
    expect(await problemsOf(long)).toEqual([]);
  });

  it('is walked for a few seconds, where its steps compute for long', async () => {
    let ms = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => ms);
    let runs = 0;
    const computes = () => {
      runs += 1;
      ms += 100;
      return [input({ dtmf: {}, next: 's0', state: runs })];
    };
    expect(await problemsOf(flowOf({ s0: computes, s1: () => [] }))).toEqual([]);
    expect(runs).toBeLessThan(100);
  });
});

it('gives a step its state as it comes out of an event URL', async () => {
  const dated = defineFlow({
    state: { since: new Date(0) },
    start: () => [input({ next: 'menu' })],
    steps: { menu: (_happened, { state }) => [talk(state.since.toISOString())] },
    rungs,
  });
  expect(await problemsOf(dated)).toEqual([
    expect.stringMatching(
      /^warning step "menu" .* an NCCO; it throws TypeError: .*toISOString is not a function/,
    ),
  ]);
});

it('says which input leads to no step, unless its events go elsewhere or want no answer', async () => {
  const asked = { action: 'input', type: ['dtmf'] } as const;
  const flow = flowOf({
    s0: () => [
      talk('Your number?'),
      asked,
      { ...asked, mode: 'asynchronous' },
      { ...asked, eventUrl: ['https://x.example.com/own'] },
    ],
  });
  expect(await problemsOf(flow)).toEqual([
    'warning step "s0" after key 1, state {"tries":0}, at $[1].next: a step that gets what the caller enters: without one, what stands behind the input follows; none',
  ]);
});

describe('a flow that asks for the time', () => {
  const byHour = (hours: (hour: number) => boolean, steps: CallFlow['steps']): CallFlow => ({
    ...flowOf(steps),
    start: (_call, { atMs }) => [
      input({ dtmf: { maxDigits: 1 }, next: hours(new Date(atMs).getUTCHours()) ? 'open' : 'closed' }),
    ],
  });

  it('is walked at each hour of a week: both its branches are reached', async () => {
    const open = byHour((hour) => hour >= 9 && hour < 17, {
      open: () => [talk('Open.')],
      closed: () => [talk('Closed.')],
    });
    expect(await problemsOf(open)).toEqual([]);
  });

  it('is given the time at which a mistake is made', async () => {
    const flow = byHour(() => true, {
      open: (_happened, { atMs }) =>
        new Date(atMs).getUTCDay() === 6 ? [{ action: 'talk' }] : [talk('Open.')],
    });
    expect(await problemsOf(flow)).toEqual([
      'error step "open" after key 1, state {"tries":0}, at $[0].text, on Saturday at 00:00 UTC: text to speak: 1 to 1500 characters, SSML tags not counted; nothing',
    ]);
  });

  it('may ask in a rung alone', async () => {
    const flow: CallFlow = {
      ...menuFlow,
      rungs: { ...rungs, person: (_call, { atMs }) => (atMs > Date.UTC(2030, 0, 3) ? [] : [talk('Hello.')]) },
    };
    expect(await problemsOf(flow)).toEqual([
      expect.stringMatching(/^error rungs\["person"\].*, on Thursday at 01:00 UTC: /),
    ]);
  });

  it('costs one that does not ask nothing', async () => {
    let runs = 0;
    const flow = flowOf({
      s0: () => {
        runs += 1;
        return [];
      },
    });
    expect(await problemsOf(flow)).toEqual([]);
    const once = runs;
    const asks = flowOf({
      s0: (_happened, { atMs }) => {
        runs += 1;
        return atMs < 0 ? [] : [];
      },
    });
    await problemsOf(asks);
    expect(runs).toBe(once + 7 * 24 * once);
  });
});
