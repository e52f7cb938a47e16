import { PROFILES } from '../../simulator/profiles.ts';
import { scenarioNamed } from '../drill/scenarios/scenario-named.ts';
import { SCENARIOS } from '../../drill/scenarios/scenarios.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import { DEFAULT_TIMEOUTS } from '../../cli/kit/silences.ts';
import { readText, rowsIn } from './markdown.ts';
import { WAIT_PAIRS } from './waits.ts';

const NOTHING_MEASURED = {
  fetchMs: 0,
  eventMs: 0,
  connectMs: 0,
  coldStartMs: 0,
  socketTimeoutMs: 0,
  halfOpenMs: 0,
};

describe('docs/silences.md', () => {
  const text = readText('docs/silences.md');

  it('has a row for each scenario of the drill, and no other', () => {
    const named = rowsIn(text).flatMap(([, name = '']) => /^`([\w-]+)`$/.exec(name)?.[1] ?? []);
    expect(named.toSorted()).toEqual(SCENARIOS.map(({ name }) => name).toSorted());
  });

  it('names times that the timeouts make', () => {
    const pairs = [...text.matchAll(/(\d+) \/ (\d+) ms/g)].map(([, a, b]) => `${a} / ${b}`);
    expect(pairs.length).toBeGreaterThan(5);
    for (const pair of pairs) expect(WAIT_PAIRS).toContain(pair);
  });
});

describe("docs/silences.md, other readings of Vonage's rules", () => {
  const rows = rowsIn(readText('docs/silences.md'));

  it.each([
    ['the primary refuses connections, or both regions do', 'primary-refuses-connections'],
    ['the primary is a black hole', 'primary-black-hole'],
    ['the primary accepts and never answers', 'primary-accepts-and-hangs'],
    ['the primary answers at one byte a second, for 7 s', 'region-drips'],
    ['both regions are black holes', 'both-regions-black-hole'],
    ['both regions accept and never answer', 'both-regions-accept-and-hang'],
    [
      'mid-call, the bot drops, and the primary or both regions refuse',
      'websocket-dropped-and-both-regions-gone',
    ],
    ['mid-call, the bot drops, and the primary is a black hole', 'websocket-dropped-and-primary-black-hole'],
    ['mid-call, the bot drops, and the primary hangs', 'websocket-dropped-and-primary-hangs'],
    [
      'mid-call, the bot drops, and no webhook answers (black holes)',
      'websocket-dropped-and-everything-gone',
    ],
    ['in a menu, the primary or both regions refuse', 'menu-primary-refuses'],
    ['in a menu, the primary is a black hole', 'menu-primary-black-hole'],
    ['in a menu, the primary hangs', 'menu-primary-hangs'],
    ['in a menu, no webhook answers (black holes)', 'menu-everything-gone'],
  ])('has the limits of each profile: %s', (what, name) => {
    const row = rows.filter(([first, ...cells]) => first === what && cells.length === 4).at(-1);
    const phase = scenarioNamed(name).phases.at(-1);
    const limitMs = phase?.menu?.limitMs ?? phase?.recovery?.limitMs ?? phase?.limitMs;
    const limits = PROFILES.map((profile) => {
      const [shippedMs, tightMs] = (['shipped', 'tight'] as const).map((timeouts) =>
        limitMs?.({ ...NOTHING_MEASURED, profile, timeouts: TIMEOUTS[timeouts] }),
      );
      return shippedMs === tightMs ? String(shippedMs) : `${shippedMs} / ${tightMs}`;
    });
    expect(row?.slice(1).map((cell) => cell.replace(/:.*/, ''))).toEqual(limits);
  });
});

describe('docs/changing-timeouts.md', () => {
  const rows = rowsIn(readText('docs/changing-timeouts.md'));
  const rowOf = (name: string): readonly string[] => rows.find(([first]) => first === name) ?? [];
  const { shipped, tight } = TIMEOUTS;

  it.each([
    ['answer', shipped.answer, tight.answer, 'answer_url'],
    ['event', shipped.event, tight.event, 'event_url'],
    ['fallback', shipped.fallback, tight.fallback, 'fallback_answer_url'],
  ] as const)('has what Vonage gets for %s, and its own default', (name, ours, tighter, url) => {
    const defaults = DEFAULT_TIMEOUTS[url];
    expect(rowOf(`${name}: connect`).slice(1, 4)).toEqual(
      [ours.connectMs, tighter.connectMs, defaults.connect_timeout].map(String),
    );
    expect(rowOf(`${name}: socket`).slice(1, 4)).toEqual(
      [ours.socketMs, tighter.socketMs, defaults.socket_timeout].map(String),
    );
  });

  it.each([
    ['answer', shipped.answer, tight.answer],
    ['websocket-disconnected, event/{state}', shipped.websocketDisconnected, tight.websocketDisconnected],
    ['fallback', shipped.fallback, tight.fallback],
  ])('has the deadlines of %s', (name, ours, tighter) => {
    expect(rowOf(`${name}: integration`).slice(1, 3)).toEqual(
      [ours.integrationMs, tighter.integrationMs].map(String),
    );
    expect(rowOf(`${name}: handler`).slice(1, 3)).toEqual([ours.handlerMs, tighter.handlerMs].map(String));
  });

  it("has CloudFront's timeouts", () => {
    expect(rowOf("fallback: CloudFront's connect").slice(1, 3)).toEqual(
      [shipped.fallback.distributionConnectMs, tight.fallback.distributionConnectMs].map(String),
    );
    expect(rowOf("fallback: CloudFront's read").slice(1, 3)).toEqual(
      [shipped.fallback.distributionReadMs, tight.fallback.distributionReadMs].map(String),
    );
  });
});
