import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import type { Deadlines } from '../../../../cli/link/tune/deadlines.ts';
import { faultCosts } from '../../../../cli/link/tune/fault-costs.ts';
import { DEFAULT_TIMEOUTS } from '../../../../cli/kit/silences.ts';
import type { Profile } from '../../../../simulator/profile.ts';
import { profileNamed } from '../../../../simulator/profiles.ts';
import { support2024 } from '../../../../simulator/rules/support-2024.ts';

const HEALTHY = { roundTripMs: 20, fetchMs: 40, staticMs: 7, onItsWayMs: 100 };
const SHIPPED = {
  answer_url: { connect_timeout: 500, socket_timeout: 2000 },
  event_url: { connect_timeout: 501, socket_timeout: 2500 },
  fallback_answer_url: { connect_timeout: 502, socket_timeout: 4000 },
};

const region = { Region: 'one', TimeoutsName: 'shipped' } as const;
const costs = (
  by: Deadlines['fallbackBy'],
  timeouts = SHIPPED,
  profile: Profile = support2024,
  hasBot = true,
) =>
  Object.fromEntries(
    faultCosts(deadlinesOf(region, region, by), HEALTHY, profile, hasBot).map(({ fault, silence, then }) => [
      fault,
      [silence(timeouts), then],
    ]),
  );

const BOT = 'the other region’s bot, once it is connected';

describe('faultCosts', () => {
  it('counts what the platform waits for, twice where it tries twice, and then the fetch of what answers', () => {
    expect(costs('distribution')).toEqual({
      'the primary refuses connections': [40 + 40, undefined],
      'the primary is a black hole': [1000 + 40, undefined],
      'the answer function hangs': [1200 + 100 + 40, undefined],
      'the primary accepts and never answers': [4000 + 40, undefined],
      'both regions are black holes': [1000 + 1000 + 7, 'the static NCCO'],
      'both regions accept and never answer': [4000 + 2000 + 7, 'the static NCCO'],
      'the primary accepts and never answers, the fallback’s distribution too': [
        4000 + 8000,
        'the call ends',
      ],
      'the bot is lost, the primary refuses connections': [40 + 40, BOT],
      'the bot is lost, its function hangs': [1200 + 100 + 40, BOT],
      'the bot is lost, the primary is a black hole': [1002 + 40, BOT],
      'the bot is lost, the primary accepts and never answers': [5000 + 40, BOT],
      'the bot is lost, every webhook is a black hole': [1002 + 1004, 'the tail of the NCCO that is running'],
    });
  });

  it('has no static NCCO where the fallback is asked without its distribution', () => {
    const direct = costs('direct');
    expect(direct['both regions are black holes']).toEqual([1000 + 1004, 'the call ends']);
    expect(direct['both regions accept and never answer']).toEqual([4000 + 8000, 'the call ends']);
    expect(Object.keys(direct).filter((fault) => fault.includes('distribution'))).toEqual([]);
  });

  it('counts two socket timeouts where the platform gives up before the gateway', () => {
    const hasty = {
      ...SHIPPED,
      answer_url: { connect_timeout: 500, socket_timeout: 1300 },
      event_url: { connect_timeout: 500, socket_timeout: 1301 },
    };
    const found = costs('distribution', hasty);
    expect(found['the answer function hangs']).toEqual([2600 + 40, undefined]);
    expect(found['the bot is lost, its function hangs']).toEqual([1300 + 40, BOT]);
  });

  it('follows another profile', () => {
    const of = (profile: Profile) => costs('distribution', SHIPPED, profile);
    const measured = { ...profileNamed('troubleshooting'), retryPauseMs: 100 };
    expect(of(measured)['the primary refuses connections']).toEqual([3 * 20 + 2 * 100 + 40, undefined]);
    expect(of(measured)['the primary is a black hole']).toEqual([3 * 500 + 2 * 100 + 40, undefined]);
    // A kept connection meets the socket timeout.
    expect(of(profileNamed('pooled'))['the primary is a black hole']).toEqual([2 * 2000 + 40, undefined]);
    const never = of({ ...support2024, retriedErrors: [] });
    expect(never['the primary refuses connections']).toEqual([20 + 40, undefined]);
    expect(never['the primary accepts and never answers']).toEqual([2000 + 40, undefined]);
  });

  it('counts the person’s leg where there is no bot', () => {
    const [bot, person] = [true, false].map((has) => costs('distribution', SHIPPED, support2024, has));
    expect(JSON.stringify(person)).not.toMatch(/\bbot\b/);
    expect(person?.['the person does not answer, its function hangs']).toEqual([
      1200 + 100 + 40,
      'the voicemail',
    ]);
    expect(Object.values(person ?? {}).map(([ms]) => ms)).toEqual(Object.values(bot ?? {}).map(([ms]) => ms));
  });

  it('knows what Vonage’s own timeouts cost', () => {
    const found = costs('distribution', DEFAULT_TIMEOUTS);
    expect(found['the primary is a black hole']?.[0]).toBe(2040);
    expect(found['the primary accepts and never answers']?.[0]).toBe(10_040);
    expect(found['the bot is lost, the primary accepts and never answers']?.[0]).toBe(20_040);
  });
});
