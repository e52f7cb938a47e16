import { join } from 'node:path';
import { CALL_FLOW } from '#own/files.ts';
import type { VoiceTimeouts } from '../contracts/outputs.ts';
import type { TimeoutsName } from '../contracts/settings/timeouts.ts';
import { CommandError } from '../cli/kit/command-error.ts';
import { type Forwards, forwardsOf } from '../cli/kit/forwards.ts';
import { readFlowFile } from '../cli/kit/read-flow-file.ts';
import { define } from '../cli/kit/command.ts';
import { INTERRUPTED, interruption } from '../cli/kit/interruption.ts';
import type { Typed, Values } from '../cli/kit/flags.ts';
import type { Io } from '../cli/kit/io.ts';
import { table as textTable } from '../cli/kit/table.ts';
import { readTimeouts } from '../cli/link/timeouts-file.ts';
import { cloudAssembly } from '../infra/cloud-assembly.ts';
import { createFlowBuilds } from './call-flows/flow-builds.ts';
import { ownSettings } from '../contracts/settings/own-settings.ts';
import { diagnosis } from './report/diagnosis.ts';
import { createProgress } from './report/progress.ts';
import { details } from './report/details.ts';
import { footer } from './report/footer.ts';
import { askedInVainInWords, handlersInWords, unansweredInWords } from './report/notes.ts';
import { LEGEND, header, table } from './report/table.ts';
import { writeDetails, writeFunctionOutput, writeResult } from './report/write-files.ts';
import { commandFor, DRILL_FLAGS, drillOptions } from './run/options.ts';
import type { DrillOptions } from './run/options.ts';
import { NotLinkedError } from './run/linked-application.ts';
import { createGuardedSetUp } from './run/guarded-set-up.ts';
import { type UsersFlow, flowsOf } from './run/drilled-menu.ts';
import { ReplacedFlowError } from './run/refuse-replaced-flow.ts';
import { runDrill } from './run/run-drill.ts';
import { startSeveralNumbers } from './run/several-numbers-set-up.ts';
import { type StartedSetup, startSetup } from './run/start-setup.ts';
import { stepsOf, timed } from './run/typical-times.ts';
import { EXIT_CODES } from './run/verdict.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';

export const drill = define({
  name: 'drill',
  about: `Starts both regions and the static tier from the cloud assembly, on loopback, lets a simulated Vonage
platform place calls, breaks things, and reports what the callers heard.`,
  flags: DRILL_FLAGS,
  notes: `Scenarios, and what each breaks (* runs without --all; + too, where the call flow passes callbacks on):
${textTable(SCENARIOS.map(({ name, breaks, inStory }) => [`${inStory === true ? '*' : inStory === undefined ? ' ' : '+'} ${name}`, breaks])).join('\n')}`,
  exits: { 0: 'pass', 1: 'fail, or it could not run', 2: 'unknown (not measured: the machine was too busy)' },
  async run(flags, io, typed) {
    const signal = interruption(INTERRUPTED, () => io.stderr('\ninterrupted: stopping everything'));
    try {
      return await runTheDrill(flags, typed, io, signal);
    } catch (error) {
      throw error instanceof NotLinkedError || error instanceof ReplacedFlowError
        ? new CommandError(error.message)
        : error;
    }
  },
});

async function runTheDrill(
  flags: Values<typeof DRILL_FLAGS>,
  typed: Typed,
  { stdout, terminal }: Io,
  signal: AbortSignal,
): Promise<number> {
  const { timeouts, app } = flags;
  const vonageTimeouts = timeouts === undefined ? undefined : await readTimeouts(timeouts);
  const given = usersFlow(flags);
  const file = given?.file ?? CALL_FLOW;
  const forwards = forwardsOf(
    await readFlowFile(file, `--flow: expected a file with a call flow, found none at ${file}`),
  );
  if (forwards === undefined && app !== undefined)
    throw new CommandError(
      '--app: expected a call flow that passes callbacks on (forward: forwardTo(…)), found one that does not. ' +
        'To fix this: leave --app out, or give the call flow with --flow.',
    );
  // The menu of a guarded application is the user's too.
  const users = given ?? (forwards && { file: undefined, scripts: [] });
  if (forwards !== undefined)
    stdout(
      `The call flow passes callbacks on to ${[...new Set([forwards.answerUrl, forwards.eventUrl].map((url) => new URL(url).origin))].join(' and ')}. There stands ${app ?? "the drill's own application, examples/guarded-application (--app starts yours)"}.`,
    );
  const options = drillOptions(flags, typed, forwards !== undefined);
  const builds = createFlowBuilds(users && (users.file ?? CALL_FLOW));
  try {
    builds.begin(flowsOf(options.scenarios, users));
    return await drillWith(
      options,
      { builds, users, forwards, vonageTimeouts },
      { stdout, terminal },
      signal,
    );
  } finally {
    await builds.remove();
  }
}

/** The user's menu is drilled where its file or what callers press is given. */
const usersFlow = ({ flow, press }: Pick<DrillOptions, 'flow' | 'press'>): UsersFlow | undefined =>
  flow === undefined && press.length === 0 ? undefined : { file: flow, scripts: press };

async function drillWith(
  options: DrillOptions,
  {
    builds,
    users,
    forwards,
    vonageTimeouts,
  }: Pick<Parameters<typeof startSetup>[0], 'builds' | 'users'> & {
    readonly forwards: Forwards | undefined;
    readonly vonageTimeouts: VoiceTimeouts | undefined;
  },
  { stdout, terminal }: Pick<Io, 'stdout' | 'terminal'>,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress(terminal, stepsOf(options), timed(options.scenarios, options));
  progress.step();
  const assembly = await cloudAssembly({
    ...(options.assembly !== undefined && { assembly: options.assembly }),
    tight: options.tight,
    outDir: join(options.out, 'cdk.out'),
  });
  progress.step();
  const common = {
    seed: options.seed,
    profile: options.profile,
    conditions: { latencyMs: options.latencyMs, vonageTimeouts },
  };
  const start = (of: string): Promise<StartedSetup> =>
    startSetup({
      ...common,
      assembly: of,
      builds,
      users,
      ...(forwards && { forwards: { to: forwards, command: options.app } }),
    });
  const startWithoutBot = async (): Promise<StartedSetup> => {
    const outDir = join(options.out, 'cdk.out-without-bot');
    // That a domain is left out was said already.
    const settings = { ...ownSettings(), websocketUri: null, domain: null };
    return start(await cloudAssembly({ tight: options.tight, outDir, settings }));
  };
  const guarded = createGuardedSetUp({ ...common, outDir: options.out });
  const { setup, stop } = await start(assembly);
  try {
    refuseOtherTimeouts(options, setup.timeoutsName);
    const result = await runDrill({
      options,
      setup,
      startOwn:
        options.assembly === undefined
          ? {
              'without-bot': startWithoutBot,
              guarded: guarded.start,
              'several-numbers': () =>
                startSeveralNumbers({ ...common, builds, outDir: options.out, tight: options.tight }),
            }
          : {},
      progress,
      signal,
    });
    await writeResult(options.out, result);
    await writeDetails(options.out, details(result));
    await writeFunctionOutput(options.out, setup.emulator.functionOutput());
    const doubtful = result.scenarios.filter(({ verdict }) => verdict !== 'pass');
    const paragraphs = [
      header(result),
      ...(result.scenarios.length === 0 ? [] : [table(result.scenarios), LEGEND]),
      handlersInWords(result.handlers),
      unansweredInWords(result.unanswered),
      askedInVainInWords(result.scenarios),
      setup.application?.trouble(),
      ...doubtful.map(diagnosis),
      footer(result, options.out, (names) => commandFor(options, names), options.calls),
    ];
    stdout(`\n${paragraphs.filter(Boolean).join('\n\n')}`);
    return signal.aborted ? INTERRUPTED : EXIT_CODES[result.verdict];
  } finally {
    await stop();
    await guarded.remove();
  }
}

/** An assembly brings its own timeouts; `--tight` says which ones are meant. */
function refuseOtherTimeouts({ tight, assembly }: DrillOptions, found: TimeoutsName): void {
  if (!tight || found === 'tight') return;
  throw new CommandError(
    `--tight: expected an assembly with the tight timeouts, found ${found} ones in ${String(assembly)}. ` +
      'Leave --tight out, or synthesize with timeouts: "tight" in the settings.',
  );
}
