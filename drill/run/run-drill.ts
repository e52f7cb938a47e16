import type { Progress } from '../report/progress.ts';
import type { DrillResult, ScenarioResult } from '../report/result.ts';
import { writeHistory } from '../report/write-files.ts';
import { deservesASecondLook } from './deserves-a-second-look.ts';
import type { HandlerTimes } from './measure-handlers.ts';
import { measureHealthy } from './measure-healthy.ts';
import type { Healthy, Scenario } from '../scenarios/scenario.ts';
import type { DrillOptions } from './options.ts';
import { rounded } from './rounded.ts';
import { runScenario } from './run-scenario.ts';
import type { Setup } from './setup.ts';
import { type Verdict, overallVerdict } from './verdict.ts';

export interface RunOptions {
  readonly options: DrillOptions;
  readonly setup: Setup;
  readonly profile: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The deployed ones by name, and what is otherwise. */
const timeoutsOf = ({ timeoutsName, conditions }: Setup, { timeouts }: DrillOptions): string =>
  [
    timeoutsName,
    ...(timeouts === undefined ? [] : [`told those of ${timeouts}`]),
    ...(conditions.latencyMs === 0 ? [] : [`${conditions.latencyMs} ms before each gateway`]),
  ].join(', ');

/** Runs the scenarios one after the other; when it is interrupted, the result holds those that were finished. */
export async function runDrill({
  options,
  setup,
  profile,
  progress,
  signal,
}: RunOptions): Promise<DrillResult> {
  const startedAt = new Date().toISOString();
  const startedMs = performance.now();
  progress.step('measuring the webhook handlers beside an empty function');
  const { routes: handlers, coldStartMayTakeMs } = await setup.measureHandlers(signal);
  const healthy: Record<string, Healthy> = {};
  const scenarios: ScenarioResult[] = [];

  const isLeftOut = ({ aboutSignatures }: Scenario) =>
    aboutSignatures === true && !setup.world.asksForSignature;
  const leftOut = options.scenarios.filter(isLeftOut).map(({ name }) => name);

  for (const chosen of options.scenarios) {
    if (isLeftOut(chosen)) continue;
    if (signal.aborted) break;
    const concurrency = Math.min(chosen.concurrency, options.calls);
    const scenario = { ...chosen, concurrency };
    const { name } = scenario;
    let parts = healthy[concurrency];
    if (parts === undefined) {
      progress.step(`measuring what is healthy at ${concurrency} at once`);
      parts = await measureHealthy(setup, concurrency, handlers, signal);
      if (signal.aborted) break;
      healthy[concurrency] = parts;
    }
    const measured = parts;
    const run = () => {
      progress.calls(name, 0, options.calls);
      return runScenario(setup, scenario, {
        calls: options.calls,
        healthy: measured,
        coldStartMayTakeMs,
        signal,
        onCallEnded: (ended, of) => {
          progress.calls(name, ended, of);
        },
      });
    };
    let { result, history } = await run();
    if (deservesASecondLook(result) && !signal.aborted) {
      progress.step(`${name} was too late, or the machine stood still: measuring it again`);
      ({ result, history } = await run());
    }
    await writeHistory(options.out, name, history);
    if (signal.aborted) break;
    scenarios.push(result);
    progress.done(result);
  }
  return {
    // What was not run is not proven, and a failure that was seen is in the scenarios.
    verdict: signal.aborted ? 'unknown' : verdictOfAll(scenarios, handlers),
    profile,
    seed: options.seed,
    timeouts: timeoutsOf(setup, options),
    startedAt,
    tookMs: Math.round(performance.now() - startedMs),
    interrupted: signal.aborted,
    handlers: handlers.map(roundedTimes),
    healthyMs: Object.fromEntries(Object.entries(healthy).map(([at, ms]) => [at, rounded(ms)])),
    scenarios,
    leftOut,
  };
}

/** The handlers alone prove nothing. */
const verdictOfAll = (scenarios: readonly ScenarioResult[], handlers: readonly HandlerTimes[]): Verdict =>
  overallVerdict(scenarios.length === 0 ? [] : [...scenarios, ...handlers].map(({ verdict }) => verdict));

const roundedTimes = ({ route, verdict, ...ms }: HandlerTimes): HandlerTimes => ({
  route,
  emptyMs: Math.round(ms.emptyMs),
  tookMs: Math.round(ms.tookMs),
  limitMs: Math.round(ms.limitMs),
  verdict,
});
