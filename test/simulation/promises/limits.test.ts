import type { Deployment, RegionModel } from '../../../emulator/deployment.ts';
import { SETTINGS } from '../../functions/support/runtime.ts';
import type { Attempt } from '../../../simulation/promises/judged.ts';
import { limitOf } from '../../../simulation/promises/limits.ts';
import type { World } from '../../../simulation/world/world.ts';
import { profileNamed } from '../../../simulator/profiles.ts';

const PRIMARY = 'https://primary.example';
const URLS = {
  answer: `${PRIMARY}/prod/answer`,
  event: `${PRIMARY}/prod/websocket-disconnected`,
  fallback: 'https://distribution.example/fallback',
};

const method = (path: string) => ({ path, functionId: 'one', integrationTimeoutMs: { value: 1200 } });
const region = {
  stack: 'a stack',
  api: { methods: [method('/answer'), method('/websocket-disconnected'), method('/fallback')] },
  functions: { one: { environment: { SETTINGS: JSON.stringify(SETTINGS) } } },
  distribution: { origins: [{ kind: 'custom', readTimeoutMs: { value: 2000 } }] },
} as unknown as RegionModel;

const timeouts = { connect_timeout: 500, socket_timeout: 2000 };
const webhooks = { answer_url: timeouts, event_url: timeouts, fallback_answer_url: timeouts };

const world = (profile: string) =>
  ({
    deployment: { primary: region, secondary: region } as unknown as Deployment,
    voice: { webhooks },
    profile: profileNamed(profile),
  }) as unknown as World;

/** An attempt at a webhook, with faults: `functions-hang@primary`. */
const attempt = (kind: keyof typeof URLS, ...faults: readonly string[]): Attempt =>
  ({
    request: { kind, url: URLS[kind] },
    meanwhile: faults.map((fault) => {
      const [name, place] = fault.split('@');
      return { fault: { kind: name, place } };
    }),
  }) as unknown as Attempt;

const limit = (now: Attempt, before: readonly Attempt[] = [], profile = 'support-2024'): number =>
  limitOf(now, before, world(profile), [PRIMARY]);

describe('the limit of an attempt', () => {
  it.each([
    ['nothing', [], 700],
    ['a fault elsewhere', ['functions-hang@secondary'], 700],
    ['functions that hang', ['functions-hang@primary'], 1300],
    ['a host that hangs', ['accepts-and-hangs@primary', 'functions-hang@primary'], 2100],
    ['a secret store', ['secret-store-hangs@primary'], 700 + SETTINGS.deadlinesMs.answer],
    ['a journal', ['journal-hangs@primary'], 1100],
    ['environments that are new twice', ['cold-start-of-everything@primary'], 1400],
  ])('with %s wrong', (_, faults, ms) => {
    expect(limit(attempt('answer', ...faults))).toBe(ms);
  });

  it('behind CloudFront is that of the region, and of the static bucket where that is broken too', () => {
    expect(limit(attempt('fallback', 'accepts-and-hangs@secondary'))).toBe(2100);
    expect(limit(attempt('fallback', 'accepts-and-hangs@secondary', 'static-bucket-drips@static'))).toBe(
      3100,
    );
    expect(limit(attempt('fallback', 'static-bucket-drips@static'))).toBe(700);
  });

  it('is nothing for a second one that Vonage makes in vain: a region that fails by itself is asked once', () => {
    const hangs = attempt('event', 'functions-hang@primary');
    expect(limit(hangs, [hangs])).toBe(0);
    const refuses = attempt('event', 'refuses@primary');
    expect(limit(refuses, [refuses])).toBe(700);
    expect(limit(refuses, [refuses], 'blog-2020')).toBe(1700);
    const secondary = attempt('fallback', 'refuses@secondary');
    expect(limit(secondary, [secondary])).toBe(0);
    const gone = attempt('fallback', 'distribution-refuses@secondary');
    expect(limit(gone, [gone])).toBe(700);
  });
});
