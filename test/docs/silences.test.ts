import { SCENARIOS } from '../../drill/scenarios/scenarios.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import { DEFAULT_TIMEOUTS } from '../../cli/kit/silences.ts';
import { readText, rowsIn } from './markdown.ts';
import { WAIT_PAIRS } from './waits.ts';

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
    ['websocket-disconnected', shipped.websocketDisconnected, tight.websocketDisconnected],
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
