import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { syntheticMark } from '../../../contracts/own-headers.ts';
import { createHealth } from '../../../functions/health/create-health.ts';
import { CALL, inWords, nccoOf, pressed, regionOf, urlIn } from '../flow/a-menu.ts';
import { createRegion } from '../support/ask-region.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime, never } from '../support/runtime.ts';
import { SECRET, claimsFor, signToken } from '../support/sign.ts';
import { type Find, customerFlow } from './a-customer-flow.ts';

const DEFAULT = 'Example Ltd.: caller.';

const firstWords = async (find: Find, budgetMs?: number) => {
  const region = regionOf(customerFlow(find, budgetMs));
  const beganMs = performance.now();
  const response = await region.answer();
  return { region, words: inWords(nccoOf(response))[0], tookMs: performance.now() - beganMs };
};

const LATE = { name: 'LookUpDefault', dimensions: { cause: 'late' } };
const FAILED = { name: 'LookUpDefault', dimensions: { cause: 'failed' } };

describe('a look-up', () => {
  it('gives what it finds in time, and is noted, not counted', async () => {
    const { region, words } = await firstWords(() => Promise.resolve('Ann'));
    expect(words).toBe('Example Ltd.: Ann.');
    expect(region.lines).toMatchObject([{ lookUps: [{ name: 'customer', outcome: 'found' }] }]);
    expect(region.counts.filter(({ name }) => name === 'LookUpDefault')).toEqual([]);
  });

  it.each<[string, Find]>([
    ['never ends', () => never()],
    ['ends later', () => sleep(5000, 'Ann', { ref: false })],
    [
      'fails later',
      () => sleep(400, undefined, { ref: false }).then(() => Promise.reject(new Error('late'))),
    ],
  ])('that %s gives its default after its budget', async (_how, find) => {
    const { region, words, tookMs } = await firstWords(find, 100);
    expect(words).toBe(DEFAULT);
    expect(tookMs).toBeGreaterThanOrEqual(90);
    expect(region.lines).toMatchObject([{ lookUps: [{ outcome: 'late' }] }]);
    expect(region.counts).toContainEqual(LATE);
  });

  it.each<[string, Find]>([
    ['rejects', () => Promise.reject(new Error('no database'))],
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
  ])('that %s gives its default at once', async (_how, find) => {
    const { region, words } = await firstWords(find, 5000);
    expect(words).toBe(DEFAULT);
    expect(region.lines).toMatchObject([
      { lookUps: [{ outcome: 'failed', error: expect.stringMatching(/no database/) }] },
    ]);
    expect(region.counts).toContainEqual(FAILED);
    expect(region.counts).not.toContainEqual(expect.objectContaining({ name: 'NccoReplaced' }));
  });

  it('ends before the deadline, whatever its budget is, so that the NCCO still goes out', async () => {
    // 600 ms, less the reserve.
    const { region, words } = await firstWords(() => never(), 60_000);
    expect(words).toBe(DEFAULT);
    expect(region.counts).not.toContainEqual(expect.objectContaining({ name: 'DeadlineCut' }));
  });

  it('ends before the shorter deadline of /fallback', async () => {
    const region = regionOf(customerFlow(() => never(), 60_000));
    expect(inWords(nccoOf(await region.answerAtFallback()))[0]).toBe(DEFAULT);
    expect(region.counts).not.toContainEqual(expect.objectContaining({ name: 'DeadlineCut' }));
  });

  it.each([Number.NaN, 0, -1])('with a budget of %s ms asks nobody', async (budgetMs) => {
    const find = jest.fn<Find>();
    expect((await firstWords(find, budgetMs)).words).toBe(DEFAULT);
    expect(find).not.toHaveBeenCalled();
  });

  it('aborts what it has asked where it gives up, and not where it has found something', async () => {
    const signals: AbortSignal[] = [];
    const keep = (answer: unknown) => (signal: AbortSignal) => (signals.push(signal), answer);
    await firstWords(keep(never()), 50);
    await firstWords(keep('Ann'), 50);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('works in a step as well', async () => {
    const region = regionOf(customerFlow(() => never(), 50));
    const url = urlIn(nccoOf(await region.answer()));
    expect(inWords(nccoOf(await region.event(url, pressed('1'))))[0]).toBe('Step, caller.');
  });
});

describe('our own checks, which are no calls,', () => {
  it('send no request: a marked request gets the default', async () => {
    const asked: unknown[] = [];
    const body = JSON.stringify(CALL);
    const token = signToken(claimsFor(body));
    const { response, lines } = await createRegion({ flow: customerFlow(() => asked.push('')) }).ask(
      gatewayEvent({
        route: 'answer',
        body,
        authorization: `Bearer ${token}`,
        headers: { 'X-Synthetic-Check': syntheticMark(token, SECRET) },
      }),
    );
    expect(lines).toMatchObject([{ synthetic: true }]);
    expect(inWords(nccoOf(response))[0]).toBe(DEFAULT);
    expect(asked).toEqual([]);
  });

  it('send no request in /health either, which has no permission to read a secret', async () => {
    const asked: unknown[] = [];
    const flow = customerFlow(() => asked.push(''));
    const { runtime } = fakeRuntime();
    const start: typeof flow.start = async (call, context) => {
      await (context.own.secret as (name: string) => Promise<string>)('crmToken');
      return flow.start(call, context);
    };
    const health = createHealth(runtime, runtime.ports.clock, { ...flow, start });
    const response = await health(gatewayEvent({ route: 'health', body: '' }), lambdaContext());
    expect(response.body).toBe('{"status":"ok"}');
    expect(asked).toEqual([]);
  });
});
