import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '../../../drill/report/progress.ts';
import { optionsOf } from './options-of.ts';
import { runDrill } from '../../../drill/run/run-drill.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import { CallHistory, PRIMARY_BOT } from '../checkers/a-history.ts';
import { aRunningSystem } from './a-running-system.ts';
import { aSetup, aEmulator } from './a-setup.ts';

const STEPS = [{ text: 'measuring the handlers', typicalSeconds: 1 }];

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
    calls = '--calls 3',
    lines: string[] = [],
  ) => {
    const args = `${chosen} ${calls} --seed 7`.replace('  ', ' ');
    const options = optionsOf([...args.split(' '), '--out', out]);
    const progress = createProgress({ write: (text) => lines.push(text) }, STEPS, options.scenarios);
    return runDrill({ options, setup, progress, signal });
  };

  it('runs the scenarios, measures F, and writes a history for each', async () => {
    const result = await run(aRunningSystem());
    expect(result).toMatchObject({
      verdict: 'pass',
      profile: 'support-2024',
      seed: 7,
      timeouts: 'shipped',
      interrupted: false,
      healthyMs: { 3: { eventMs: 0, connectMs: 0 } },
      scenarios: [
        { name: 'healthy', verdict: 'pass', calls: 3, concurrency: 3 },
        { name: 'primary-refuses-connections', verdict: 'pass', servedBy: { secondary: 3 } },
      ],
    });
    // 10 ms, without what this process waited for a core.
    expect(result.healthyMs['3']?.fetchMs).toBeGreaterThan(0);
    expect(result.healthyMs['3']?.fetchMs).toBeLessThanOrEqual(10);
    const lines = (await readFile(join(out, 'healthy', 'history.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'call-started' });
  });

  it('places 20 calls, fewer where a scenario says so, and as many as the command line says', async () => {
    const both = '--scenario healthy --scenario healthy-cold';
    const callsOf = async (calls: string) =>
      (await run(aRunningSystem(), undefined, both, calls)).scenarios.map((each) => each.calls);
    expect(await callsOf('')).toEqual([20, 8]);
    expect(await callsOf('--calls 9')).toEqual([9, 9]);
  });

  it('shows each scenario’s place, and reports what a plain set-up would have had', async () => {
    const lines: string[] = [];
    const { scenarios } = await run(aRunningSystem(), undefined, undefined, undefined, lines);
    expect(lines).toEqual([
      expect.stringMatching(/^measuring the handlers \(about \d+ s left\)\n$/),
      expect.stringMatching(/^2 scenarios, about \d+ s left\n$/),
      expect.stringMatching(/^ {2}1\/2 {2}pass {5}nothing: 3\/3 heard, .*; about \d+ s left\n$/),
      expect.stringMatching(/^ {2}2\/2 {2}pass {5}the primary refuses connections: 3\/3 heard/),
    ]);
    expect(scenarios.map(({ plainSetUp }) => plainSetUp)).toEqual([
      { silenceMs: 0, ends: 'heard' },
      { silenceMs: 0, ends: 'dropped' },
    ]);
  });

  it.each([
    ['once', 1, 'pass', 6 + 3 + 3],
    ['twice', 2, 'fail', 6 + 3 + 3],
  ] as const)('measures a scenario that was too late once more: %s', async (_how, slow, verdict, plays) => {
    const { emulator } = aEmulator();
    let played = 0;
    // 6 calls measure F; the last call of the first measurements is the slow one.
    const setup = aSetup(emulator, ({ call }) => {
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

  it('measures what a busy machine spoiled once more, with half as many calls at once', async () => {
    const { emulator } = aEmulator();
    type Listener = Parameters<Setup['emulator']['onCpuWait']>[0];
    const listeners = new Set<Listener>();
    const onCpuWait = (listener: Listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    let played = 0;
    const setup = aSetup({ ...emulator, onCpuWait }, ({ call }) => {
      played += 1;
      // 6 calls measure F with 3 at once.
      const isSlow = played === 9;
      if (isSlow)
        for (const listener of listeners) listener({ process: 'drill', fromMs: 0, toMs: 1e6, waitedMs: 1e6 });
      const history = new CallHistory(call)
        .wantsNcco()
        .asks('r1', 'answer')
        .after(isSlow ? 9000 : 10);
      return history.gets('r1', 'answer').ncco('r1').hears('talk', 'Hello.').hears('bot', PRIMARY_BOT).ends()
        .records;
    });
    const result = await run(setup, undefined, '--scenario healthy');
    expect(result.scenarios).toMatchObject([{ verdict: 'pass', calls: 3, concurrency: 2 }]);
    expect(Object.keys(result.healthyMs)).toEqual(['2', '3']);
  });

  it.each([
    ['pass', 'pass'],
    ['unknown', 'unknown'],
    ['fail', 'fail'],
  ] as const)('where a webhook handler is slow, that counts: %s', async (found, verdict) => {
    const routes = [
      { route: 'event', emptyMs: 4, tookMs: 9, byTheClockMs: 9, limitMs: 104, verdict: found },
    ] as const;
    const measureHandlers = () => Promise.resolve({ routes, coldStartMayTakeMs: 100 });
    const result = await run({ ...aRunningSystem(), measureHandlers });
    expect(result).toMatchObject({ verdict, handlers: routes });
  });

  it('makes no limit of what a handler takes beyond what it may', async () => {
    // F is 10 ms here.
    const routes = [
      { route: 'fallback', emptyMs: 4, tookMs: 9, byTheClockMs: 9, limitMs: 6, verdict: 'pass' },
    ] as const;
    const measureHandlers = () => Promise.resolve({ routes, coldStartMayTakeMs: 100 });
    const { healthyMs } = await run({ ...aRunningSystem(), measureHandlers });
    expect(healthyMs).toMatchObject({ 3: { fetchMs: 6 } });
  });

  it('leaves out what a fallback by GET cannot hold, and says so', async () => {
    const { signal } = new AbortController();
    const running = aRunningSystem();
    const { description } = running.emulator;
    const { webhooks } = description.voice;
    const byGet = { ...webhooks.fallback_answer_url, http_method: 'GET' as const };
    const voice = { ...description.voice, webhooks: { ...webhooks, fallback_answer_url: byGet } };
    const setup = { ...running, emulator: { ...running.emulator, description: { ...description, voice } } };
    const both = '--scenario healthy --scenario long-query';
    expect(await run(setup, signal, both)).toMatchObject({ leftOut: [{ scenario: 'long-query' }] });
    expect(await run(running, signal, both)).toMatchObject({ leftOut: [] });
  });

  it('leaves out what is about signatures where none is asked for, and says so', async () => {
    const { signal } = new AbortController();
    const running = aRunningSystem();
    const setup = { ...running, emulator: { ...running.emulator, asksForSignature: false } };
    const both = '--scenario healthy --scenario secret-is-wrong-everywhere';
    const result = await run(setup, signal, both);
    expect(result).toMatchObject({ verdict: 'pass', leftOut: [{ scenario: 'secret-is-wrong-everywhere' }] });
    expect(result.scenarios.map(({ name }) => name)).toEqual(['healthy']);
    const nothing = await run(setup, signal, '--scenario secret-is-wrong-everywhere');
    expect(nothing).toMatchObject({ verdict: 'unknown', scenarios: [] });
  });

  it('holds what was finished when an interruption ends a process of the local system too', async () => {
    const controller = new AbortController();
    const running = aRunningSystem();
    const gone = (interrupted: boolean): Setup['emulator']['breakRegion'] => {
      let times = 0;
      return (role, fault) => {
        times += 1;
        // Once to measure what is healthy; then the second scenario breaks the region.
        if (times === 1) return running.emulator.breakRegion(role, fault);
        if (interrupted) controller.abort();
        return Promise.reject(new Error('the primary region ended'));
      };
    };
    const broken = (interrupted: boolean): Setup => ({
      ...running,
      emulator: { ...running.emulator, breakRegion: gone(interrupted) },
    });
    await expect(run(broken(false))).rejects.toThrow('the primary region ended');
    const result = await run(broken(true), controller.signal);
    expect(result).toMatchObject({ verdict: 'unknown', interrupted: true, scenarios: [{ name: 'healthy' }] });
  });

  it('is unknown when it is interrupted while the handlers are measured', async () => {
    const controller = new AbortController();
    const measureHandlers = () => {
      controller.abort();
      return Promise.reject(new Error('the secondary region ended'));
    };
    const setup = { ...aRunningSystem(), measureHandlers };
    expect(await run(setup, controller.signal)).toMatchObject({
      verdict: 'unknown',
      interrupted: true,
      scenarios: [],
    });
  });

  it('throws where the handlers cannot be measured', async () => {
    const measureHandlers = () => Promise.reject(new Error('the secondary region ended'));
    await expect(run({ ...aRunningSystem(), measureHandlers })).rejects.toThrow('the secondary region ended');
  });

  it('is a failure when it is interrupted after one', async () => {
    const controller = new AbortController();
    let calls = 0;
    const running = aRunningSystem(() => {
      calls += 1;
      if (calls === 10) controller.abort();
    });
    const says = [{ what: 'talk', content: 'Other words.' }] as const;
    const setup = { ...running, tierSays: { ...running.tierSays, primary: says } };
    expect(await run(setup, controller.signal)).toMatchObject({
      verdict: 'fail',
      interrupted: true,
      scenarios: [{ name: 'healthy', verdict: 'fail' }],
      notRun: ['primary-refuses-connections'],
    });
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
    expect(result).toMatchObject({
      verdict: 'unknown',
      interrupted: true,
      notRun: ['primary-refuses-connections'],
    });
    expect(result.scenarios.map(({ name }) => name)).toEqual(['healthy']);
  });
});
