import { MOST_MEASURED } from '../../../drill/run/typical-times.ts';
import { LOOK_UP_MS } from '../../../drill/call-flows/several-numbers.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { GUARDED_STORY, SCENARIOS, STORY } from '../../../drill/scenarios/scenarios.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';

const F = 37;
const E = 41;
const C = 7;
const COLD = 200;
const SOCKET = 3000;
const HALF_OPEN = 600;

const limitsOf = (name: string, timeoutsName: TimeoutsName): readonly number[] =>
  SCENARIOS.filter((scenario) => scenario.name === name).flatMap(({ phases }) =>
    phases.map(({ limitMs, recovery, menu }) =>
      (menu?.limitMs ?? recovery?.limitMs ?? limitMs)({
        profile: support2024,
        timeouts: TIMEOUTS[timeoutsName],
        fetchMs: F,
        eventMs: E,
        connectMs: C,
        coldStartMs: COLD,
        socketTimeoutMs: SOCKET,
        halfOpenMs: HALF_OPEN,
      }),
    ),
  );

const NOTHING = { fetchMs: 0, eventMs: 0, connectMs: 0, coldStartMs: 0, socketTimeoutMs: 0, halfOpenMs: 0 };

describe('the scenarios', () => {
  it('are named once each', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(71);
  });

  it('tell the story in few, in the order of all: every tier, and every kind of failure', () => {
    expect(STORY).toHaveLength(14);
    expect(STORY).toEqual(SCENARIOS.filter((scenario) => STORY.includes(scenario)));
    const tiers = STORY.flatMap(({ phases }) => phases.map(({ servedBy }) => servedBy));
    expect(new Set(tiers)).toEqual(new Set(['primary', 'secondary', 'static']));
    const lefts = STORY.flatMap(({ phases }) => phases.flatMap(({ recovery }) => recovery?.endsWith ?? []));
    expect(new Set(lefts)).toEqual(
      new Set(['primary-bot', 'secondary-bot', 'person', 'person-who-hangs-up', 'voicemail']),
    );
    expect(STORY.some(({ aboutSignatures }) => aboutSignatures)).toBe(true);
    // 75 s after synthesis, with room for a slower machine.
    expect(STORY.reduce((sum, { typicalSeconds }) => sum + typicalSeconds, 0)).toBeLessThan(60);
    expect(SCENARIOS.reduce((sum, { typicalSeconds }) => sum + typicalSeconds, 0)).toBeLessThan(275);
  });

  it('tell the story of a guarded application with what breaks it: it is down, it hangs, it dies in mid-call', () => {
    const more = GUARDED_STORY.filter((scenario) => !STORY.includes(scenario));
    expect(more.map(({ name }) => name)).toEqual([
      'guarded-app-healthy',
      'guarded-app-down',
      'guarded-app-hangs',
      'guarded-app-dies-in-mid-menu',
    ]);
    expect(GUARDED_STORY).toHaveLength(STORY.length + more.length);
    expect(more.every(({ guarded }) => guarded)).toBe(true);
    expect(more.reduce((sum, { typicalSeconds }) => sum + typicalSeconds, 0)).toBeLessThan(25);
  });

  it('place as many calls as callers call at once, and one in each phase, where they place fewer', () => {
    for (const { name, calls, concurrency, phases } of SCENARIOS) {
      if (calls === undefined) continue;
      // All callers who are dropped at once have called at once.
      const isEverybody = calls === concurrency && calls >= 20;
      expect([name, calls >= 2 * phases.length, calls < 20 || isEverybody]).toEqual([name, true, true]);
      // A concurrency of its own would be measured on its own.
      expect([name, [1, 2, 4, 8, 20].includes(Math.min(calls, concurrency, MOST_MEASURED))]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('say in few words what is broken', () => {
    for (const { breaks } of SCENARIOS) expect(breaks.length).toBeLessThanOrEqual(74);
  });

  // The table of "numbers to reach": as shipped / tight, F and cold starts added.
  it.each([
    ['primary-refuses-connections', [F], [F]],
    ['primary-black-hole', [1000 + F], [600 + F]],
    ['primary-swapped', [1000 + F, F], [600 + F, F]],
    ['fallback-direct', [F, F], [F, F]],
    ['function-hangs', [1200 + F], [700 + F]],
    ['primary-accepts-and-hangs', [4000 + F], [2600 + F]],
    ['call-flow-too-slow', [600 + F], [600 + F]],
    ['function-crashes', [F], [F]],
    ['function-throttled', [F], [F]],
    ['both-regions-black-hole', [2000 + F], [1600 + F]],
    ['both-regions-accept-and-hang', [6000 + F], [3600 + F]],
    ['healthy-cold', [900 + F], [700 + F]],
    ['failover-cold', [COLD + F], [COLD + F]],
    ['websocket-dropped', [E + C, E + C, HALF_OPEN + E + C], [E + C, E + C, HALF_OPEN + E + C]],
    ['websocket-dropped-twice', [E + C], [E + C]],
    ['websocket-flaps', [E + C, E + C, E + C], [E + C, E + C, E + C]],
    ['websocket-refused', [E + C], [E + C]],
    ['websocket-never-answers', [SOCKET + E + C], [SOCKET + E + C]],
    ['websocket-dropped-and-primary-gone', [F + C], [F + C]],
    ['websocket-dropped-and-primary-black-hole', [1000 + F + C], [600 + F + C]],
    ['websocket-dropped-and-primary-hangs', [5000 + F + C], [4000 + F + C]],
    ['websocket-dropped-and-both-regions-gone', [F], [F]],
    ['websocket-dropped-and-everything-gone', [F, 2000 + F], [F, 1200 + F]],
    ['person-busy', [60 + E + C], [60 + E + C]],
    ['bot-restarts-under-everybody', [2550 + 3 * E + C], [2550 + 3 * E + C]],
    ['person-is-flooded', [1700 + E + C], [1700 + E + C]],
    ['journal-bucket-unavailable', [E + C, 100 + E + C], [E + C, 100 + E + C]],
    ['both-journal-buckets-unavailable', [E + C], [E + C]],
    ['unauthenticated-flood', [F], [F]],
    ['menu', [E + C], [E + C]],
    ['menu-primary-refuses', [F + C], [F + C]],
    ['menu-primary-black-hole', [1000 + F + C], [600 + F + C]],
    ['menu-primary-hangs', [5000 + F + C], [4000 + F + C]],
    ['menu-both-regions-gone', [F], [F]],
    ['menu-everything-gone', [F, 2000 + F], [F, 1200 + F]],
    ['menu-forged-state', [E + C, E + C, E + C], [E + C, E + C, E + C]],
    ['menu-state-of-another-call', [E + C], [E + C]],
    ['menu-input-twice', [2 * E + C, 2 * E + F + C], [2 * E + C, 2 * E + F + C]],
    ['menu-query-lost', [F + C], [F + C]],
    ['record-then-menu', [E + C, F + C], [E + C, F + C]],
    ['menu-step-throws', [E + C], [E + C]],
    ['menu-step-too-slow', [900 + E + F + C], [900 + E + F + C]],
    ['deploy-mid-menu', [F + C], [F + C]],
    ['rollback-mid-menu', [F + C], [F + C]],
    ['menu-secret-rotated-between-steps', [E + F + C], [E + F + C]],
    ['guarded-app-healthy', [E + C], [E + C]],
    ['guarded-app-down', [E + C], [E + C]],
    ['guarded-app-dies-in-mid-menu', [E + C], [E + C]],
    ['guarded-app-and-primary-gone', [E + C + F, F + C], [E + C + F, F + C]],
    ['several-numbers', [E + C, E + F + C, F + C, F], [E + C, E + F + C, F + C, F]],
    ['own-secret-store-unavailable', [E + C, E + C], [E + C, E + C]],
  ])('%s: limit as shipped %j, with tight timeouts %j', (name, shipped, tight) => {
    expect(limitsOf(name, 'shipped')).toEqual(shipped);
    expect(limitsOf(name, 'tight')).toEqual(tight);
  });

  it('about a guarded application: from the beginning of a call its time is over at the handler’s deadline', () => {
    const fromTheBeginning = (name: string, timeouts: TimeoutsName): readonly number[] =>
      SCENARIOS.filter((scenario) => scenario.name === name).flatMap(({ phases }) =>
        phases.map(({ limitMs }) =>
          limitMs({ ...NOTHING, profile: support2024, timeouts: TIMEOUTS[timeouts] }),
        ),
      );
    expect(fromTheBeginning('guarded-app-hangs', 'guarded')).toEqual([1100, 1100]);
    expect(fromTheBeginning('guarded-app-hangs', 'shipped')).toEqual([600, 600]);
    expect(fromTheBeginning('guarded-app-down', 'guarded')).toEqual([0]);
    expect(fromTheBeginning('guarded-app-answers-html', 'guarded')).toEqual([0, 0, 0, 0]);
  });

  it('give the caller of a look-up whose secret is unknown what the look-up may take', () => {
    const { phases = [] } = SCENARIOS.find(({ name }) => name === 'own-secret-store-unavailable') ?? {};
    const given = { ...NOTHING, profile: support2024, timeouts: TIMEOUTS.shipped };
    expect(phases.map(({ limitMs }) => limitMs(given))).toEqual([0, LOOK_UP_MS]);
    expect(LOOK_UP_MS).toBeLessThan(TIMEOUTS.shipped.fallback.handlerMs);
  });

  it('are about signatures where they are forged, or a secret is wrong, rotated or unavailable', () => {
    const touched = SCENARIOS.filter(({ phases }) =>
      phases.some(({ faults, menu }) =>
        [...faults, ...(menu?.between?.flatMap((each) => each.faults) ?? [])].some(({ name }) =>
          /secret|forge|rotat/.test(name),
        ),
      ),
    );
    expect(touched.length).toBeGreaterThanOrEqual(6);
    const about = SCENARIOS.filter(({ aboutSignatures }) => aboutSignatures === true);
    // A call flow's own secret is needed in every mode.
    const ofSignatures = touched.filter(({ name }) => name !== 'own-secret-store-unavailable');
    expect(about.map(({ name }) => name)).toEqual(ofSignatures.map(({ name }) => name));
  });

  it('place many calls at once only where no cold start is part of a silence', () => {
    for (const { concurrency, phases, name } of SCENARIOS) {
      const isCold = phases.some(({ faults }) => faults.some((fault) => fault.name.includes('is cold')));
      if (isCold) expect([name, concurrency]).toEqual([name, expect.any(Number)]);
      if (isCold) expect(concurrency).toBeLessThanOrEqual(4);
    }
  });

  it('a slow cold start is the primary’s as shipped, and the secondary’s with tight timeouts', () => {
    const served = SCENARIOS.find(({ name }) => name === 'healthy-cold')?.phases[0].servedBy;
    const by = (name: TimeoutsName) =>
      typeof served === 'function' ? served({ profile: support2024, timeouts: TIMEOUTS[name] }) : served;
    expect([by('shipped'), by('tight')]).toEqual(['primary', 'secondary']);
  });
});
