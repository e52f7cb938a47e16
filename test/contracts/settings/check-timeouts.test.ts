import { checkTimeouts } from '../../../contracts/settings/check-timeouts.ts';
import { SettingsError } from '../../../contracts/settings/settings-error.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { Timeouts } from '../../../contracts/settings/timeouts.ts';

type Changes = { readonly [W in keyof Timeouts]?: Partial<Timeouts[W]> };

const changed = (changes: Changes): Timeouts => {
  const { answer, event, websocketDisconnected, fallback } = TIMEOUTS.shipped;
  return {
    answer: { ...answer, ...changes.answer },
    event: { ...event, ...changes.event },
    websocketDisconnected: { ...websocketDisconnected, ...changes.websocketDisconnected },
    fallback: { ...fallback, ...changes.fallback },
  };
};

const problemsOf = (timeouts: Timeouts): SettingsError['problems'] => {
  try {
    checkTimeouts(timeouts, 'shipped');
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('checkTimeouts', () => {
  it.each(['shipped', 'tight'] as const)('takes the %s timeouts', (name) => {
    expect(() => {
      checkTimeouts(TIMEOUTS[name], name);
    }).not.toThrow();
  });

  it.each<[string, Changes, string, string]>([
    ['a connect timeout under 300', { answer: { connectMs: 299 } }, 'answer.connectMs', 'from 300 to 1000'],
    [
      'a connect timeout over 1000',
      { fallback: { connectMs: 1001 } },
      'fallback.connectMs',
      'from 300 to 1000',
    ],
    ['half a millisecond', { answer: { socketMs: 2000.5 } }, 'answer.socketMs', 'a whole number of ms'],
    ['an answer over 5 s', { answer: { socketMs: 5001 } }, 'answer.socketMs', 'from 1000 to 5000'],
    ['a fallback over 5 s', { fallback: { socketMs: 5001 } }, 'fallback.socketMs', 'from 1000 to 5000'],
    [
      'an event over 10 s',
      { event: { socketMs: 10_001 }, websocketDisconnected: { socketMs: 10_001 } },
      'event.socketMs',
      'from 1000 to 10000',
    ],
    [
      'an integration under 50 ms',
      { answer: { handlerMs: 20, integrationMs: 49 } },
      'answer.integrationMs',
      'from 50 to 29000',
    ],
    ['no deadline at all', { answer: { handlerMs: 0 } }, 'answer.handlerMs', 'from 1 to 29000'],
    [
      'a distribution that never connects',
      { fallback: { distributionConnectMs: 999 } },
      'fallback.distributionConnectMs',
      'from 1000',
    ],
    [
      'a distribution connect timeout of half seconds',
      { fallback: { distributionConnectMs: 1500, distributionReadMs: 1500 } },
      'fallback.distributionConnectMs',
      'whole seconds',
    ],
    [
      'a distribution read timeout of half seconds',
      { fallback: { distributionReadMs: 1500 } },
      'fallback.distributionReadMs',
      'whole',
    ],
  ])('refuses %s', (_case, changes, path, expected) => {
    expect(problemsOf(changed(changes))).toContainEqual({
      path: `shipped.${path}`,
      expected: expect.stringContaining(expected),
      found: expect.any(String),
    });
  });

  it.each(['answer', 'event', 'websocketDisconnected', 'fallback'] as const)(
    "refuses a handler of %s that outlasts its gateway's timeout",
    (webhook) => {
      const { integrationMs } = TIMEOUTS.shipped[webhook];
      expect(problemsOf(changed({ [webhook]: { handlerMs: integrationMs } }))).toEqual([
        {
          path: `shipped.${webhook}.handlerMs`,
          expected: `less than ${integrationMs} (${webhook}.integrationMs)`,
          found: String(integrationMs),
        },
      ]);
    },
  );

  it.each(['answer', 'event', 'websocketDisconnected'] as const)(
    "refuses a gateway of %s that outlasts Vonage's timeouts, handshakes included",
    (webhook) => {
      const limitMs = TIMEOUTS.shipped[webhook].socketMs - 400;
      expect(problemsOf(changed({ [webhook]: { integrationMs: limitMs - 1 } }))).toEqual([]);
      expect(problemsOf(changed({ [webhook]: { integrationMs: limitMs } }))).toEqual([
        {
          path: `shipped.${webhook}.integrationMs`,
          expected: `less than ${limitMs} (${webhook}.socketMs - 400 ms of handshakes)`,
          found: String(limitMs),
        },
      ]);
    },
  );

  it("refuses a gateway that outlasts the distribution's timeouts", () => {
    expect(problemsOf(changed({ fallback: { integrationMs: 2000 } }))).toEqual([
      {
        path: 'shipped.fallback.integrationMs',
        expected: 'less than 2000 (fallback.distributionReadMs)',
        found: '2000',
      },
    ]);
  });

  it("refuses a distribution that outlasts Vonage's timeouts, the static NCCO included", () => {
    // 1000 to connect + 2000 to read; Vonage waits 3700 = 3000 + 400 of handshakes + 300 for the static NCCO.
    expect(problemsOf(changed({ fallback: { socketMs: 3701 } }))).toEqual([]);
    expect(problemsOf(changed({ fallback: { socketMs: 3700 } }))).toEqual([
      {
        path: 'shipped.fallback.distributionConnectMs + distributionReadMs',
        expected: expect.stringContaining(
          'less than 3000 (fallback.socketMs - 400 ms of handshakes - 300 ms',
        ),
        found: '3000',
      },
    ]);
  });

  it.each(['connectMs', 'socketMs'] as const)(
    'refuses another %s for websocketDisconnected than for event: Vonage has one setting for both',
    (key) => {
      const value = TIMEOUTS.shipped.event[key] + 1;
      expect(problemsOf(changed({ websocketDisconnected: { [key]: value } }))).toEqual([
        expect.objectContaining({ path: `shipped.websocketDisconnected.${key}`, found: String(value) }),
      ]);
    },
  );
});
