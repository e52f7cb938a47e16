import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { expectedOf } from '../../../drill/run/expected-of.ts';
import { optionsOf } from './options-of.ts';
import { runDrill } from '../../../drill/run/run-drill.ts';
import { createProgress } from '../../../drill/report/progress.ts';
import type { Conditions, Setup } from '../../../drill/run/setup.ts';
import { withVonageTimeouts } from '../../../drill/run/timeouts.ts';
import type { Scenario } from '../../../drill/scenarios/scenario.ts';
import { aSetup, aEmulator } from './a-setup.ts';
import { scenarioNamed } from '../scenarios/scenario-named.ts';

const CONFIGURED = {
  answer_url: { connect_timeout: 301, socket_timeout: 1001 },
  event_url: { connect_timeout: 302, socket_timeout: 1002 },
  fallback_answer_url: { connect_timeout: 303, socket_timeout: 1003 },
};

describe('withVonageTimeouts', () => {
  it('replaces what Vonage is configured with, and no deadline of the deployment', () => {
    const { answer, event, websocketDisconnected, fallback } = TIMEOUTS.shipped;
    expect(withVonageTimeouts(TIMEOUTS.shipped, CONFIGURED)).toEqual({
      answer: { ...answer, connectMs: 301, socketMs: 1001 },
      event: { ...event, connectMs: 302, socketMs: 1002 },
      websocketDisconnected: { ...websocketDisconnected, connectMs: 302, socketMs: 1002 },
      fallback: { ...fallback, connectMs: 303, socketMs: 1003 },
    });
  });

  it('returns the deployed timeouts where no others are given', () => {
    expect(withVonageTimeouts(TIMEOUTS.tight, undefined)).toBe(TIMEOUTS.tight);
  });
});

describe('a result', () => {
  it.each([
    ['shipped', { latencyMs: 0, vonageTimeouts: undefined }, []],
    [
      'shipped, Vonage is configured with t.json, 1300 ms of latency in front of each API',
      { latencyMs: 1300, vonageTimeouts: CONFIGURED },
      ['--timeouts', 't.json'],
    ],
  ])('says under which conditions it holds: %s', async (timeouts, conditions, args) => {
    const options = optionsOf(args);
    const setup: Setup = { ...aSetup(aEmulator().emulator, () => []), conditions };
    const progress = createProgress({ write: () => undefined }, [], []);
    // Interrupted before its first scenario.
    const signal = AbortSignal.abort();
    expect(await runDrill({ options, setup, progress, signal })).toMatchObject({
      timeouts,
    });
  });
});

describe('the limits of a scenario', () => {
  const expected = (scenario: Scenario, conditions: Conditions) => {
    const setup: Setup = { ...aSetup(aEmulator().emulator, () => []), conditions };
    const given = {
      profile: setup.profile,
      timeouts: setup.timeouts,
      fetchMs: 10,
      eventMs: 20,
      connectMs: 30,
      coldStartMs: 0,
      socketTimeoutMs: 0,
      halfOpenMs: 0,
    };
    const call = {
      call: 'one',
      phase: 0,
      from: '447700900001',
      to: '447700900000',
      talksForMs: 1,
      digits: '',
      staggerMs: 0,
    };
    const { calls, ceilingMs } = expectedOf(setup, scenario, [call], given);
    return { ceilingMs, limitMs: calls[0]?.limitMs, recoveryMs: calls[0]?.recovery?.limitMs };
  };
  const asDeployed = { latencyMs: 0, vonageTimeouts: undefined };

  it('grow by what is before the gateways, in a recovery too', () => {
    expect(expected(scenarioNamed('function-hangs'), asDeployed).limitMs).toBe(1210);
    expect(expected(scenarioNamed('function-hangs'), { ...asDeployed, latencyMs: 1300 }).limitMs).toBe(2510);
    const near = expected(scenarioNamed('websocket-dropped'), asDeployed).recoveryMs ?? NaN;
    expect(expected(scenarioNamed('websocket-dropped'), { ...asDeployed, latencyMs: 1300 }).recoveryMs).toBe(
      near + 1300,
    );
  });

  it('have their ceilings only with the deployed timeouts on this machine', () => {
    expect(expected(scenarioNamed('function-hangs'), asDeployed).ceilingMs).toBe(1400);
    expect(
      expected(scenarioNamed('function-hangs'), { ...asDeployed, latencyMs: 1 }).ceilingMs,
    ).toBeUndefined();
    expect(
      expected(scenarioNamed('function-hangs'), { ...asDeployed, vonageTimeouts: CONFIGURED }).ceilingMs,
    ).toBeUndefined();
  });
});
