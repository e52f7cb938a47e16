import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '../../../drill/report/progress.ts';
import { parseOptions } from '../../../drill/run/options.ts';
import { runDrill } from '../../../drill/run/run-drill.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import { CallHistory, PRIMARY_BOT, SECONDARY_BOT, aHealthyCall } from '../checkers/a-history.ts';
import { type Play, aSetup, aWorld } from './a-setup.ts';

/** The primary answers unless it is broken; the fallback takes 20 ms. */
const aRunningSystem = (onCall: () => void = () => undefined): Setup => {
  const { world, log } = aWorld();
  const play: Play = ({ call }) => {
    onCall();
    const isBroken = log.filter((line) => line.endsWith('primary refuses')).length % 2 === 1;
    if (!isBroken) return aHealthyCall(call).records;
    return new CallHistory(call)
      .wantsNcco()
      .fallsBack('secondary')
      .hears('talk', 'Hello.')
      .hears('bot', SECONDARY_BOT)
      .ends().records;
  };
  return aSetup(world, play);
};

describe('runDrill', () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'drill-'));
  });
  afterEach(() => rm(out, { recursive: true, force: true }));

  const run = (
    setup: Setup,
    signal = new AbortController().signal,
    chosen = '--scenario healthy --scenario primary-refuses-connections',
  ) => {
    const args = `${chosen} --calls 3 --seed 7`;
    const options = parseOptions([...args.split(' '), '--out', out]);
    if (options === undefined) throw new Error('no options');
    const progress = createProgress({ write: () => undefined });
    return runDrill({ options, setup, profile: 'support-2024', progress, signal });
  };

  it('runs the scenarios, measures F, and writes a history for each', async () => {
    const result = await run(aRunningSystem());
    expect(result).toMatchObject({
      verdict: 'pass',
      profile: 'support-2024',
      seed: 7,
      timeouts: 'shipped',
      interrupted: false,
      healthyMs: { 3: { fetchMs: 10, eventMs: 0, connectMs: 0 } },
      scenarios: [
        { name: 'healthy', verdict: 'pass', calls: 3, concurrency: 3 },
        { name: 'primary-refuses-connections', verdict: 'pass', servedBy: { secondary: 3 } },
      ],
    });
    const lines = (await readFile(join(out, 'healthy', 'history.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'call-started' });
  });

  it.each([
    ['once', 1, 'pass', 6 + 3 + 3],
    ['twice', 2, 'fail', 6 + 3 + 3],
  ] as const)('measures a scenario that was too late once more: %s', async (_how, slow, verdict, plays) => {
    const { world } = aWorld();
    let played = 0;
    // 6 calls measure F; the last call of the first measurements is the slow one.
    const setup = aSetup(world, ({ call }) => {
      played += 1;
      const isSlow = Array.from({ length: slow }, (_, run) => 9 + 3 * run).includes(played);
      const history = new CallHistory(call)
        .wantsNcco()
        .asks('r1', 'answer')
        .after(isSlow ? 9000 : 10);
      return history.gets('r1', 'answer').ncco('r1').hears('talk', 'Hello.').hears('bot', PRIMARY_BOT).ends()
        .records;
    });
    const result = await run(setup, undefined, '--scenario healthy');
    expect(result.scenarios).toMatchObject([{ name: 'healthy', verdict }]);
    expect(played).toBe(plays);
  });

  it('leaves out what is about signatures where none is asked for, and says so', async () => {
    const { signal } = new AbortController();
    const running = aRunningSystem();
    const setup = { ...running, world: { ...running.world, asksForSignature: false } };
    const both = '--scenario healthy --scenario secret-is-wrong-everywhere';
    const result = await run(setup, signal, both);
    expect(result).toMatchObject({ verdict: 'pass', leftOut: ['secret-is-wrong-everywhere'] });
    expect(result.scenarios.map(({ name }) => name)).toEqual(['healthy']);
    const nothing = await run(setup, signal, '--scenario secret-is-wrong-everywhere');
    expect(nothing).toMatchObject({ verdict: 'unknown', scenarios: [] });
  });

  it('is unknown when it is interrupted, and holds what was finished', async () => {
    const controller = new AbortController();
    let calls = 0;
    // 6 calls measure F, 3 are healthy: the next one is in the second scenario.
    const setup = aRunningSystem(() => {
      calls += 1;
      if (calls === 10) controller.abort();
    });
    const result = await run(setup, controller.signal);
    expect(result).toMatchObject({ verdict: 'unknown', interrupted: true });
    expect(result.scenarios.map(({ name }) => name)).toEqual(['healthy']);
  });
});
