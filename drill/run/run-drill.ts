import { silencesAreWithinLimits } from '../checkers/silences-are-within-limits.ts';
import type { Progress } from '../report/progress.ts';
import type { DrillResult, ReportedScenario, ScenarioResult } from '../report/result.ts';
import { writeHistory } from '../report/write-files.ts';
import type { HandlerTimes } from './measure-handlers.ts';
import { measureHealthy, rounded } from './measure-healthy.ts';
import { plainSetUp } from '../scenarios/plain-set-up.ts';
import type { Healthy, Scenario } from '../scenarios/scenario.ts';
import type { DrillOptions } from './options.ts';
import { runScenario } from './run-scenario.ts';
import { ReplacedFlowError } from './refuse-replaced-flow.ts';
import type { Setup } from './setup.ts';
import type { StartedSetup } from './start-setup.ts';
import { MOST_MEASURED, callsOf, timed } from './typical-times.ts';
import { type Verdict, overallVerdict } from './verdict.ts';

const NOT_MEASURED = { routes: [], coldStartMayTakeMs: 0 } as const;

export interface RunOptions {
  readonly options: DrillOptions;
  readonly setup: Setup;
  /** Starts another set-up, whose settings name no bot; undefined: the run is of an assembly that exists. */
  readonly startWithoutBot?: (() => Promise<StartedSetup>) | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The deployed timeouts by name, and what differs from them. */
const timeoutsOf = ({ timeoutsName, conditions }: Setup, { timeouts }: DrillOptions): string =>
  [
    timeoutsName,
    ...(timeouts === undefined ? [] : [`Vonage is configured with ${timeouts}`]),
    ...(conditions.latencyMs === 0 ? [] : [`${conditions.latencyMs} ms of latency in front of each API`]),
  ].join(', ');

/** Runs the scenarios one after the other; after an interruption the result holds the finished ones. */
export async function runDrill({
  options,
  setup,
  startWithoutBot,
  progress,
  signal,
}: RunOptions): Promise<DrillResult> {
  const startedAt = new Date().toISOString();
  const startedMs = performance.now();
  progress.step();
  const { routes: handlers, coldStartMayTakeMs } = await setup
    .measureHandlers(signal)
    .catch((error: unknown) => {
      // Ctrl-C may end a process of the local system first; that is not a failure.
      if (signal.aborted) return NOT_MEASURED;
      throw error;
    });
  const scenarios: ReportedScenario[] = [];

  const { profile } = setup;
  const { asksForSignature, description, websocketUris } = setup.emulator;
  const hasBot = websocketUris !== null;
  const fallbackMethod = description.voice.webhooks.fallback_answer_url.http_method;
  const notApplicable = (scenario: Scenario): string | undefined => {
    const { aboutSignatures, needsPostFallback, needsKeptConnections, withoutBot } = scenario;
    if (!hasBot && isAboutBots(scenario)) return 'they are about a bot and websocketUri is null';
    if (withoutBot === true && hasBot && startWithoutBot === undefined)
      return 'it needs an assembly whose settings name no bot, and --assembly gives one with a bot';
    if (withoutBot === true && !hasBot && !connectsPerson(setup)) return NO_PERSON_FIRST;
    if (aboutSignatures === true && !asksForSignature)
      return 'they test signatures and source.mode "ip" requires none';
    if (needsKeptConnections === true && !profile.keepsConnections)
      return `by the rules of ${profile.name} Vonage keeps no connections: --profile pooled runs it`;
    return needsPostFallback === true && fallbackMethod === 'GET'
      ? 'fallbackMethod is "GET", and CloudFront refuses a query of more than 8 kB: such calls get no NCCO while the primary is down'
      : undefined;
  };
  const leftOut: { readonly scenario: string; readonly why: string }[] = [];
  for (const scenario of options.scenarios) {
    const why = notApplicable(scenario) ?? (await setup.menu.whyNot(scenario));
    if (why !== undefined) leftOut.push({ scenario: scenario.name, why });
  }
  const toRun = options.scenarios.filter(({ name }) => leftOut.every(({ scenario }) => scenario !== name));
  progress.begin(timed(toRun, options));

  const healthyIn = (where: Setup) => {
    const known: Record<string, Healthy> = {};
    /** Of the deployed call flow, or of the menu: their callers meet other functions. */
    const at = async (concurrency: number, isMenu: boolean): Promise<Healthy> => {
      const name = isMenu ? `${concurrency}, in a menu` : String(concurrency);
      const before = known[name];
      if (before !== undefined) return before;
      progress.during(`measuring a healthy failover with ${concurrency} calls at once`);
      const measured = await measureHealthy(where, concurrency, handlers, signal);
      if (!signal.aborted) known[name] = measured;
      return measured;
    };
    return { known, at };
  };
  const healthy = healthyIn(setup);

  /** Undefined if interrupted. */
  const runOne = async (
    chosen: Scenario,
    where: Setup,
    healthyAt: (concurrency: number, isMenu: boolean) => Promise<Healthy>,
  ): Promise<ScenarioResult | undefined> => {
    const { calls, concurrency } = callsOf(chosen, options);
    const { name } = chosen;
    const runWith = async (atOnce: number) => {
      const isMenu = chosen.menu !== undefined;
      const menu = isMenu ? await where.menu.enter() : await where.menu.leave();
      const measured = await healthyAt(Math.min(atOnce, MOST_MEASURED), isMenu);
      progress.during('warming up');
      return runScenario(
        where,
        { ...chosen, concurrency: atOnce },
        {
          calls,
          healthy: measured,
          menu: menu ?? undefined,
          coldStartMayTakeMs,
          signal,
          onCallEnded: (ended, of) => {
            progress.during(`${ended} of ${of} calls ended`);
          },
        },
      );
    };
    let { result, history } = await runWith(concurrency);
    if (shouldRemeasure(result) && !signal.aborted) {
      // The drill itself may keep the cores busy. A failure is measured again as it was, so that fewer calls cannot hide it.
      const atOnce = result.verdict === 'unknown' ? Math.ceil(concurrency / 2) : concurrency;
      progress.during(
        `running it again with ${atOnce} calls at once, because a call was too late or this machine was busy`,
      );
      ({ result, history } = await runWith(atOnce));
    }
    await writeHistory(options.out, name, history);
    return signal.aborted ? undefined : result;
  };

  /** On a set-up of its own. Undefined if interrupted, or left out. */
  const runWithoutBot = async (chosen: Scenario, start: () => Promise<StartedSetup>) => {
    progress.during('starting a set-up without a bot');
    const started = await start().catch((error: unknown) => {
      if (error instanceof ReplacedFlowError) return undefined;
      throw error;
    });
    const why =
      started === undefined ? NEEDS_BOT : connectsPerson(started.setup) ? undefined : NO_PERSON_FIRST;
    try {
      if (started !== undefined && why === undefined)
        return await runOne(chosen, started.setup, healthyIn(started.setup).at);
      if (why !== undefined) leftOut.push({ scenario: chosen.name, why });
      return undefined;
    } finally {
      await started?.stop();
    }
  };

  try {
    for (const chosen of toRun) {
      if (signal.aborted) break;
      const running =
        chosen.withoutBot === true && hasBot && startWithoutBot !== undefined
          ? runWithoutBot(chosen, startWithoutBot)
          : runOne(chosen, setup, healthy.at);
      const result = await running.catch((error: unknown) => {
        // Ctrl-C may have ended a process that the scenario needs.
        if (signal.aborted) return undefined;
        throw error;
      });
      if (result === undefined) {
        if (!leftOut.some(({ scenario }) => scenario === chosen.name)) break;
        progress.leftOut();
        continue;
      }
      scenarios.push({ ...result, plainSetUp: plainSetUp(chosen, profile) });
      progress.done(result);
    }
  } finally {
    await setup.menu.leave().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  return {
    // An interrupted run is incomplete; failures so far are listed in the scenarios.
    verdict: signal.aborted ? 'unknown' : verdictOfAll(scenarios, handlers),
    profile: profile.name,
    seed: options.seed,
    timeouts: timeoutsOf(setup, options),
    startedAt,
    tookMs: Math.round(performance.now() - startedMs),
    interrupted: signal.aborted,
    handlers: handlers.map(roundedTimes),
    unanswered: setup.unanswered,
    healthyMs: Object.fromEntries(Object.entries(healthy.known).map(([at, ms]) => [at, rounded(ms)])),
    scenarios,
    leftOut,
    notRun: toRun
      .map(({ name }) => name)
      .filter((name) => !scenarios.some((ran) => ran.name === name))
      .filter((name) => !leftOut.some(({ scenario }) => scenario === name)),
  };
}

const isAboutBots = ({ phases }: Scenario): boolean =>
  phases.some(({ faults, midCall = [] }) => [...faults, ...midCall].some(({ ofBot }) => ofBot === true));

/** Whether a call begins with the person. */
const connectsPerson = ({ tierSays }: Setup): boolean =>
  tierSays.primary.some(({ what }) => what === 'person');

const NO_PERSON_FIRST = 'without a bot the call flow connects no person at first';
const NEEDS_BOT = 'the call flow has no valid NCCO without a bot';

/** Unknown without any scenario, whatever the handlers' times are. */
const verdictOfAll = (scenarios: readonly ScenarioResult[], handlers: readonly HandlerTimes[]): Verdict =>
  overallVerdict(scenarios.length === 0 ? [] : [...scenarios, ...handlers].map(({ verdict }) => verdict));

const roundedTimes = ({ route, verdict, ...ms }: HandlerTimes): HandlerTimes => ({
  route,
  emptyMs: Math.round(ms.emptyMs),
  tookMs: Math.round(ms.tookMs),
  byTheClockMs: Math.round(ms.byTheClockMs),
  limitMs: Math.round(ms.limitMs),
  verdict,
});

/**
 * Whether a scenario runs once more, since a busy machine seldom spoils it twice: if every problem is a wait that was too
 * long, or if the machine's waits excuse a problem, because they have then affected other calls as well.
 */
export const shouldRemeasure = ({
  verdict,
  problems,
  unknown,
}: Pick<ScenarioResult, 'verdict' | 'problems' | 'unknown'>): boolean => {
  if (verdict === 'pass' || problems.length === 0 || unknown.length > 0) return false;
  const isOnlyTooLate = problems.every(({ checker }) => checker === silencesAreWithinLimits.name);
  return isOnlyTooLate || problems.some(({ excused }) => excused);
};
