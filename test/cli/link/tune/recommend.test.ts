import fc from 'fast-check';
import { checkTimeouts } from '../../../../contracts/settings/check-timeouts.ts';
import { TIMEOUTS } from '../../../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../../../contracts/settings/timeouts.ts';
import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import type { Deadlines } from '../../../../cli/link/tune/deadlines.ts';
import { advices, outlastMs, recommend, timeoutsIn } from '../../../../cli/link/tune/recommend.ts';
import type { Advice, Measured } from '../../../../cli/link/tune/recommend.ts';
import { measured, ROUTES } from './the-routes.ts';

const LEAST = { connect: 300, socket: 1000 };
const MOST: Readonly<Record<string, number>> = {
  'answer_url.socket_timeout': 5000,
  'event_url.socket_timeout': 10_000,
  'fallback_answer_url.socket_timeout': 5000,
};

const deadlines = (name: TimeoutsName = 'shipped', fallbackBy: Deadlines['fallbackBy'] = 'distribution') =>
  deadlinesOf({ Region: 'one', TimeoutsName: name }, { Region: 'two', TimeoutsName: name }, fallbackBy);

const timeouts = (routes: readonly Measured[], by = deadlines()) => timeoutsIn(recommend(routes, by));
const adviceOf = (routes: readonly Measured[], name: string, by = deadlines()): Advice => {
  const found = advices(recommend(routes, by)).find(([each]) => each === name);
  if (found === undefined) throw new Error(`no advice on ${name}`);
  return found[1];
};

const aTime = fc.oneof(
  fc.double({ min: 0, max: 400, noNaN: true }),
  fc.double({ min: 0, max: 12_000, noNaN: true }),
  fc.integer({ min: 0, max: 240 }).map((step) => step * 50),
  fc.constant(Infinity),
);
const aRun = fc.tuple(
  ...ROUTES.map(([name, webhook]) =>
    fc.record({
      name: fc.constant(name),
      webhook: fc.constant(webhook),
      connectsMs: fc.array(aTime, { maxLength: 20 }),
      responsesMs: fc.array(aTime, { maxLength: 20 }),
    }),
  ),
);
const someDeadlines = fc
  .tuple(
    fc.constantFrom('shipped' as const, 'tight' as const),
    fc.constantFrom('distribution' as const, 'direct' as const),
  )
  .map(([name, by]) => deadlines(name, by));

/** Each advice with the times that it is about. */
const withTimes = (routes: readonly Measured[], by: Deadlines) =>
  advices(recommend(routes, by)).map(([name, advice]) => {
    const [webhook, key] = name.split('.');
    const own = routes.filter((route) => route.webhook === webhook);
    const isConnect = key === 'connect_timeout';
    return {
      advice,
      own,
      isConnect,
      timesMs: own.flatMap((route) => (isConnect ? route.connectsMs : route.responsesMs)),
      leastMs: isConnect ? LEAST.connect : LEAST.socket,
      mostMs: isConnect ? 1000 : (MOST[name] ?? NaN),
    };
  });

describe('recommend, whatever was measured', () => {
  it('never recommends a timeout that a measured request would trip, nor one that Vonage refuses', () => {
    fc.assert(
      fc.property(aRun, someDeadlines, (routes, by) => {
        for (const { advice, timesMs, leastMs, mostMs } of withTimes(routes, by)) {
          const { timeoutMs } = advice;
          if (timeoutMs === undefined) continue;
          expect(timesMs.length).toBeGreaterThan(0);
          for (const timeMs of timesMs) expect(timeMs).toBeLessThan(timeoutMs);
          expect(timeoutMs % 50).toBe(0);
          expect(timeoutMs).toBeGreaterThanOrEqual(leastMs);
          expect(timeoutMs).toBeLessThanOrEqual(mostMs);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('recommends none exactly where a request took as long as Vonage waits at most, or nothing was measured', () => {
    fc.assert(
      fc.property(aRun, someDeadlines, (routes, by) => {
        for (const { advice, timesMs, mostMs } of withTimes(routes, by)) {
          const beyond = timesMs.filter((timeMs) => timeMs >= mostMs).length;
          expect(advice).toMatchObject({ beyond, of: timesMs.length, mostMs });
          expect(advice.timeoutMs === undefined).toBe(beyond > 0 || timesMs.length === 0);
        }
      }),
    );
  });

  it('has a margin, and outlasts what is deployed, or says that there is no room for it', () => {
    fc.assert(
      fc.property(aRun, someDeadlines, (routes, by) => {
        for (const { advice, own, isConnect, mostMs } of withTimes(routes, by)) {
          const { timeoutMs, largestMs, without } = advice;
          if (timeoutMs === undefined) continue;
          if (without !== undefined) expect(timeoutMs).toBe(mostMs);
          if (without === undefined) expect(timeoutMs).toBeGreaterThan(1.25 * largestMs);
          if (without === 'deadline' || isConnect) continue;
          for (const route of own) expect(outlastMs(route, by)).toBeLessThan(timeoutMs);
        }
      }),
    );
  });

  it('keeps the order of deadlines that is asserted at synth', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('shipped' as const, 'tight' as const),
        fc.array(fc.double({ min: 0, max: 700, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0, max: 250, noNaN: true }),
        (name, responsesMs, connectMs) => {
          const found = timeouts(measured(connectMs, responsesMs), deadlines(name));
          if (found === undefined) throw new Error('expected timeouts');
          const { answer_url: answer, event_url: event, fallback_answer_url: fallback } = found;
          const timeoutsOf = ({ connect_timeout, socket_timeout }: typeof answer) => ({
            connectMs: connect_timeout,
            socketMs: socket_timeout,
          });
          const preset = TIMEOUTS[name];
          checkTimeouts(
            {
              answer: { ...preset.answer, ...timeoutsOf(answer) },
              event: { ...preset.event, ...timeoutsOf(event) },
              websocketDisconnected: { ...preset.websocketDisconnected, ...timeoutsOf(event) },
              fallback: { ...preset.fallback, ...timeoutsOf(fallback) },
            },
            name,
          );
        },
      ),
    );
  });
});

describe('recommend', () => {
  const timeoutsFrom = (...ms: readonly [number, number, number, number, number, number]) => ({
    answer_url: { connect_timeout: ms[0], socket_timeout: ms[1] },
    event_url: { connect_timeout: ms[2], socket_timeout: ms[3] },
    fallback_answer_url: { connect_timeout: ms[4], socket_timeout: ms[5] },
  });

  it('is what the deployed deadlines need where everything is near and fast', () => {
    expect(timeouts(measured(1, [5]))).toEqual(timeoutsFrom(300, 1650, 300, 2250, 300, 3750));
    expect(timeouts(measured(1, [5]), deadlines('tight'))).toEqual(
      timeoutsFrom(300, 1150, 300, 1950, 300, 2750),
    );
  });

  it('has no distribution to outlast where the fallback is asked directly', () => {
    expect(timeouts(measured(1, [5]), deadlines('shipped', 'direct'))).toMatchObject({
      fallback_answer_url: { socket_timeout: 1650 },
    });
  });

  it('counts what stands before the gateway with the deadlines behind it, and not with the distribution before it', () => {
    expect(timeouts(measured(1, [1305, 1541]))).toEqual(timeoutsFrom(300, 2950, 300, 3550, 300, 3750));
  });

  it('follows the slowest request with a quarter more, and Vonage’s longer way', () => {
    // 1.25 × 3000 + 3 × (100 − 20): the next step above 3990.
    expect(adviceOf(measured(20, [50], { answer: [50, 3000] }), 'answer_url.socket_timeout')).toMatchObject({
      timeoutMs: 4000,
      largestMs: 3000,
    });
    // A machine that is farther than Vonage is assumed to be adds nothing.
    expect(adviceOf(measured(150, [50], { answer: [50, 3000] }), 'answer_url.socket_timeout').timeoutMs).toBe(
      3800,
    );
    expect(adviceOf(measured(400, [50]), 'answer_url.connect_timeout').timeoutMs).toBe(550);
    expect(adviceOf(measured(90, [50]), 'answer_url.connect_timeout').timeoutMs).toBe(300);
  });

  it('adds one of Vonage’s round trips to a connect', () => {
    const uneven = measured(20, [50]).map((route) => ({ ...route, connectsMs: [20, 400] }));
    // 1.25 × 400 + (100 − 20), and above.
    expect(adviceOf(uneven, 'answer_url.connect_timeout').timeoutMs).toBe(600);
  });

  it('counts the way to the distribution with the distribution’s timeouts', () => {
    // 1000 + 2000 + 300 + 3 × 200 + 100, and above.
    expect(adviceOf(measured(200, [700]), 'fallback_answer_url.socket_timeout').timeoutMs).toBe(4050);
  });

  it('takes the slower of the two routes that the event URL’s timeouts serve', () => {
    const slowLadder = measured(1, [5], { 'websocket-disconnected': [4000] });
    expect(adviceOf(slowLadder, 'event_url.socket_timeout')).toMatchObject({ largestMs: 4000, of: 2 });
    expect(adviceOf(slowLadder, 'event_url.socket_timeout').timeoutMs).toBeGreaterThan(5000);
  });

  it('outlasts the ladder’s route too, where the way to it is longer', () => {
    // 1200 + 1000 + 3 × 99 + 100, and above; the event’s is 1800 + 5 + 397.
    const farLadder = measured(1, [5], { 'websocket-disconnected': [1000] });
    expect(adviceOf(farLadder, 'event_url.socket_timeout').timeoutMs).toBe(2600);
  });

  it('takes the fallback’s deadline from the region that it is in', () => {
    const mixed = deadlinesOf(
      { Region: 'one', TimeoutsName: 'tight' },
      { Region: 'two', TimeoutsName: 'shipped' },
      'direct',
    );
    expect(timeouts(measured(1, [5]), mixed)).toMatchObject({
      answer_url: { socket_timeout: 1150 },
      fallback_answer_url: { socket_timeout: 1650 },
    });
  });

  it('says where Vonage’s range leaves no margin, or no room for a deadline', () => {
    expect(adviceOf(measured(1, [5], { answer: [5, 4500] }), 'answer_url.socket_timeout')).toMatchObject({
      timeoutMs: 5000,
      without: 'margin',
    });
    expect(adviceOf(measured(1, [5], { answer: [4000] }), 'answer_url.socket_timeout')).toMatchObject({
      timeoutMs: 5000,
      without: 'deadline',
    });
    // 1200 + 3700 + 100: as late as Vonage itself.
    expect(adviceOf(measured(100, [3700]), 'answer_url.socket_timeout').without).toBe('deadline');
    expect(adviceOf(measured(100, [3699]), 'answer_url.socket_timeout').without).toBeUndefined();
  });

  it('has no timeouts at all where one of them is missing', () => {
    expect(timeouts(measured(1, [5], { answer: [5000] }))).toBeUndefined();
    expect(timeouts(measured(1000, [5]))).toBeUndefined();
    expect(timeouts(measured(1, [5], { answer: [4999] }))).toBeDefined();
  });
});
