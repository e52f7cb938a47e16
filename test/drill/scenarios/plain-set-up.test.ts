import { regionFails } from '../../../drill/faults/regions.ts';
import { botDrops } from '../../../drill/faults/bot-and-person.ts';
import type { Fault } from '../../../drill/faults/fault.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { plainSetUp } from '../../../drill/scenarios/plain-set-up.ts';
import type { Phase } from '../../../drill/scenarios/scenario.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';

const computed = Object.fromEntries(
  SCENARIOS.map((scenario) => [scenario.name, plainSetUp(scenario, support2024)]),
);
const aPhase = (faults: readonly Fault[], others: Partial<Phase> = {}): Phase => ({
  faults,
  servedBy: 'primary',
  limitMs: () => 0,
  ...others,
});

describe('a plain set-up', () => {
  it.each<[string, number, 'heard' | 'dropped']>([
    ['healthy', 0, 'heard'],
    // API Gateway waits for a cold start, and so does Vonage.
    ['healthy-cold', 900, 'heard'],
    ['failover-cold', 0, 'dropped'],
    ['primary-refuses-connections', 0, 'dropped'],
    ['primary-black-hole', 2000, 'dropped'],
    // There is no other region to swap it with.
    ['primary-swapped', 2000, 'dropped'],
    ['primary-accepts-and-hangs', 10_000, 'dropped'],
    ['function-hangs', 3000, 'dropped'],
    ['function-crashes', 0, 'dropped'],
    ['function-throttled', 0, 'dropped'],
    ['call-flow-throws', 0, 'dropped'],
    ['call-flow-returns-invalid-ncco', 0, 'dropped'],
    ['call-flow-too-slow', 3000, 'dropped'],
    ['secret-is-wrong-in-the-primary', 0, 'dropped'],
    ['secret-is-wrong-everywhere', 0, 'dropped'],
    ['secret-store-unavailable', 3000, 'dropped'],
    ['secret-rotated-during-a-flood', 0, 'dropped'],
    ['fallback-throttled', 0, 'dropped'],
    ['fallback-direct', 0, 'dropped'],
    ['both-regions-refuse', 0, 'dropped'],
    ['both-regions-black-hole', 2000, 'dropped'],
    ['both-regions-accept-and-hang', 10_000, 'dropped'],
    // Half-open: noticed after three pings.
    ['websocket-dropped', 600, 'dropped'],
    ['websocket-dropped-twice', 0, 'dropped'],
    ['websocket-flaps', 0, 'dropped'],
    ['websocket-refused', 0, 'dropped'],
    // A connect that names no timeout waits for a minute.
    ['websocket-never-answers', 60_000, 'dropped'],
    ['websocket-dropped-and-primary-gone', 0, 'dropped'],
    ['websocket-dropped-and-primary-black-hole', 2000, 'dropped'],
    ['websocket-dropped-and-primary-hangs', 20_000, 'dropped'],
    ['websocket-dropped-and-both-regions-gone', 0, 'dropped'],
    ['websocket-dropped-and-everything-gone', 2000, 'dropped'],
    ['primary-dies-mid-call', 0, 'dropped'],
    ['person-busy', 0, 'dropped'],
    ['person-never-answers', 0, 'dropped'],
    ['bot-restarts-under-everybody', 0, 'dropped'],
    ['person-is-flooded', 0, 'dropped'],
    ['bot-hangs-up', 0, 'heard'],
    ['events-twice-and-out-of-order', 0, 'dropped'],
    ['journal-bucket-unavailable', 0, 'dropped'],
    ['both-journal-buckets-unavailable', 0, 'dropped'],
    ['menu', 0, 'heard'],
    ['menu-primary-refuses', 0, 'dropped'],
    ['menu-primary-black-hole', 2000, 'dropped'],
    ['menu-primary-hangs', 20_000, 'dropped'],
    ['menu-both-regions-gone', 0, 'dropped'],
    ['menu-everything-gone', 2000, 'dropped'],
    // It keeps no state in its event URL.
    ['menu-forged-state', 0, 'heard'],
    ['menu-state-of-another-call', 0, 'heard'],
    ['menu-input-twice', 0, 'heard'],
    ['menu-query-lost', 0, 'dropped'],
    ['record-then-menu', 0, 'dropped'],
    ['menu-step-throws', 0, 'dropped'],
    ['menu-step-too-slow', 3000, 'dropped'],
    // Its one region has failed.
    ['deploy-mid-menu', 0, 'dropped'],
    ['rollback-mid-menu', 0, 'dropped'],
    ['menu-secret-rotated-between-steps', 0, 'dropped'],
    ['forged-callbacks', 0, 'heard'],
    ['unauthenticated-flood', 0, 'heard'],
  ])('%s: %i ms of silence, then %s', (name, silenceMs, ends) => {
    expect(computed[name]).toEqual({ silenceMs, ends });
  });

  it('has one region: what breaks elsewhere does not reach it', () => {
    const phases = [
      aPhase([regionFails('secondary', 'black-hole'), botDrops('secondary', 'reset')]),
    ] as const;
    expect(plainSetUp({ phases }, support2024)).toEqual({ silenceMs: 0, ends: 'heard' });
  });

  it('loses no caller who talks when only its webhooks fail', () => {
    const phases = [aPhase([], { midCall: [regionFails('primary', 'black-hole')] })] as const;
    expect(plainSetUp({ phases }, support2024)).toEqual({ silenceMs: 0, ends: 'heard' });
  });

  it('meets the faults of the phases before too, unless they are replaced', () => {
    const first = aPhase([botDrops('primary', 'cleanly')]);
    const second = aPhase([regionFails('secondary', 'accepts-and-hangs')], {
      midCall: [regionFails('primary', 'black-hole')],
    });
    const silenceMs = (phases: readonly [Phase, ...Phase[]]) => plainSetUp({ phases }, support2024).silenceMs;
    expect(silenceMs([first, second])).toBe(2000);
    expect(silenceMs([first, { ...second, replaces: true }])).toBe(0);
  });

  it('follows the profile', () => {
    const scenario = SCENARIOS.find(({ name }) => name === 'primary-black-hole');
    if (scenario === undefined) throw new Error('no scenario');
    const once = { ...support2024, attempts: 1 };
    expect(plainSetUp(scenario, once)).toEqual({ silenceMs: 1000, ends: 'dropped' });
  });
});
