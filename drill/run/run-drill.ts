import { CONCURRENCY } from '../scenarios/load.ts';
import { silencesAreWithinLimits } from '../checkers/silences-are-within-limits.ts';
import { theGuardAddsLittle } from '../checkers/the-guard-adds-little.ts';
import type { Progress } from '../report/progress.ts';
import type { DrillResult, ReportedScenario, ScenarioResult } from '../report/result.ts';
import { writeHistory } from '../report/write-files.ts';
import type { HandlerTimes } from './measure-handlers.ts';
import { measureHealthy, rounded } from './measure-healthy.ts';
import { plainSetUp } from '../scenarios/plain-set-up.ts';
import type { Healthy, Scenario } from '../scenarios/scenario.ts';
import type { DrillOptions } from './options.ts';
import { runScenario } from './run-scenario.ts';
import { type StartOwn, ownSetUpOf, ownSetUps } from './own-set-ups.ts';
import type { Setup } from './setup.ts';
import { MOST_MEASURED, callsOf, timed } from './typical-times.ts';
import { connectsPerson, NO_PERSON_FIRST, whyLeftOut } from './why-left-out.ts';
import { type Verdict, overallVerdict } from './verdict.ts';

const NOT_MEASURED = { routes: [], coldStartMayTakeMs: 0 } as const;

export interface RunOptions {
  readonly options: DrillOptions;
  readonly setup: Setup;
  readonly startOwn?: StartOwn;
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
  startOwn = {},
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

  // Refuses an application whose menu fails with nothing broken; without it callers would hear the call flow's own steps, and pass.
  if (setup.application !== undefined && !signal.aborted) await setup.menu.enter();

  const { profile } = setup;
  const leftOut: { readonly scenario: string; readonly why: string }[] = [];
  for (const scenario of options.scenarios) {
    const why =
      whyLeftOut(scenario, setup, startOwn) ??
      (ownSetUpOf(scenario, setup) === undefined ? await setup.menu.whyNot(scenario) : undefined);
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
  const healthyElsewhere = new Map<Setup, ReturnType<typeof healthyIn>>();
  const healthyOf = (where: Setup) => {
    const known = healthyElsewhere.get(where) ?? healthyIn(where);
    healthyElsewhere.set(where, known);
    return known.at;
  };

  /** Undefined if interrupted. */
  const runOne = async (
    chosen: Scenario,
    where: Setup,
    healthyAt: (concurrency: number, isMenu: boolean) => Promise<Healthy>,
  ): Promise<ScenarioResult | undefined> => {
    const { calls, concurrency } = callsOf(chosen, options);
    const { name } = chosen;
    const runWith = async (atOnce: number, isRepeated: boolean) => {
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
          isRepeated,
          signal,
          onCallEnded: (ended, of) => {
            progress.during(`${ended} of ${of} calls ended`);
          },
        },
      );
    };
    let { result, history } = await runWith(concurrency, false);
    if (shouldRemeasure(result) && !signal.aborted) {
      // The drill itself may keep the cores busy. A failure is measured again as it was, so that fewer calls cannot hide it.
      // Callers who only wait take no cores, and all of them must meet the fault before it ends.
      const atOnce =
        result.verdict === 'unknown' && concurrency < CONCURRENCY.waiting
          ? Math.ceil(concurrency / 2)
          : concurrency;
      progress.during(
        `running it again with ${atOnce} calls at once, because a call was too late or this machine was busy`,
      );
      ({ result, history } = await runWith(atOnce, true));
    }
    await writeHistory(options.out, name, history);
    return signal.aborted ? undefined : result;
  };

  const own = ownSetUps(startOwn);
  /** On the set-up that it is about. Undefined if interrupted, or left out. */
  const runWhereItBelongs = async (chosen: Scenario): Promise<ScenarioResult | undefined> => {
    const name = ownSetUpOf(chosen, setup);
    if (name === undefined) return runOne(chosen, setup, healthy.at);
    progress.during(`starting a set-up of its own (${name.replaceAll('-', ' ')})`);
    const where = await own.enter(name);
    const why =
      where === undefined
        ? NEEDS_BOT
        : name !== 'without-bot' || connectsPerson(where)
          ? undefined
          : NO_PERSON_FIRST;
    if (where !== undefined && why === undefined) return runOne(chosen, where, healthyOf(where));
    leftOut.push({ scenario: chosen.name, why: why ?? NEEDS_BOT });
    return undefined;
  };

  try {
    for (const [index, chosen] of toRun.entries()) {
      if (signal.aborted) break;
      const result = await runWhereItBelongs(chosen).catch((error: unknown) => {
        // Ctrl-C may have ended a process that the scenario needs.
        if (signal.aborted) return undefined;
        throw error;
      });
      await own.keepOnly(toRun.slice(index + 1).map((later) => ownSetUpOf(later, setup)));
      if (result === undefined) {
        if (!leftOut.some(({ scenario }) => scenario === chosen.name)) break;
        progress.leftOut();
        continue;
      }
      scenarios.push({ ...result, plainSetUp: plainSetUp(chosen, profile) });
      progress.done(result);
    }
  } finally {
    await own.keepOnly([]);
    await setup.menu.leave().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  return {
    verdict: verdictOfAll(scenarios, handlers, signal.aborted),
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

const NEEDS_BOT = 'the call flow has no valid NCCO without a bot';

/** Unknown without any scenario, whatever the handlers' times are. An interruption leaves a failure what it is. */
function verdictOfAll(
  scenarios: readonly ScenarioResult[],
  handlers: readonly HandlerTimes[],
  isInterrupted: boolean,
): Verdict {
  const ran = scenarios.length === 0 ? [] : [...scenarios, ...handlers].map(({ verdict }) => verdict);
  return overallVerdict(isInterrupted ? [...ran, 'unknown'] : ran);
}

const roundedTimes = ({ route, verdict, ...ms }: HandlerTimes): HandlerTimes => ({
  route,
  emptyMs: Math.round(ms.emptyMs),
  tookMs: Math.round(ms.tookMs),
  byTheClockMs: Math.round(ms.byTheClockMs),
  ...(ms.applicationMs !== undefined && { applicationMs: Math.round(ms.applicationMs) }),
  limitMs: Math.round(ms.limitMs),
  verdict,
});

const TIMED: readonly string[] = [silencesAreWithinLimits.name, theGuardAddsLittle.name];

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
  const isOnlyTooLate = problems.every(({ checker }) => TIMED.includes(checker));
  return isOnlyTooLate || problems.some(({ excused }) => excused);
};
