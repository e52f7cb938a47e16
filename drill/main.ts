/** `npm run drill`: see `--help`. */
import { join } from 'node:path';
import { FrozenIdsError } from '../infra/frozen-ids/frozen-ids.ts';
import { SettingsError } from '../contracts/settings/settings-error.ts';
import { StaticNccoError } from '../infra/static-tier/static-ncco-error.ts';
import type { TimeoutsName } from '../contracts/settings/timeouts.ts';
import { interruption } from '../cli/kit/interruption.ts';
import type { VoiceTimeouts } from '../contracts/outputs.ts';
import { readTimeouts } from '../cli/link/timeouts-file.ts';
import { cloudAssembly } from '../infra/cloud-assembly.ts';
import { support2024 } from '../simulator/rules/support-2024.ts';
import { diagnosis } from './report/diagnosis.ts';
import { createProgress } from './report/progress.ts';
import { details } from './report/details.ts';
import { footer } from './report/footer.ts';
import { handlersInWords, unansweredInWords } from './report/notes.ts';
import { LEGEND, header, table } from './report/table.ts';
import { writeDetails, writeFunctionOutput, writeResult } from './report/write-files.ts';
import { type DrillOptions, HELP, commandFor, parseOptions } from './run/options.ts';
import { NotLinkedError } from './run/linked-application.ts';
import { runDrill } from './run/run-drill.ts';
import { startSetup } from './run/start-setup.ts';
import { UsageError } from './run/usage-error.ts';
import { EXIT_CODES } from './run/verdict.ts';
import { AssemblyError, NotEmulatedError } from '../emulator/assembly/assembly-error.ts';

const PROFILE = support2024;

async function drill(options: DrillOptions, signal: AbortSignal): Promise<number> {
  const told = await toldTimeouts(options);
  const progress = createProgress(process.stdout);
  progress.step(options.assembly === undefined ? 'synthesizing' : `reading ${options.assembly}`);
  const assembly = await cloudAssembly({
    ...(options.assembly !== undefined && { assembly: options.assembly }),
    tight: options.tight,
    outDir: join(options.out, 'cdk.out'),
  });
  progress.step('starting both regions and the static tier');
  const { setup, stop } = await startSetup({
    assembly,
    seed: options.seed,
    profile: PROFILE,
    conditions: { latencyMs: options.latencyMs, vonageTimeouts: told },
  });
  try {
    refuseOtherTimeouts(options, setup.timeoutsName);
    const result = await runDrill({ options, setup, profile: PROFILE, progress, signal });
    await writeResult(options.out, result);
    await writeDetails(options.out, details(result));
    await writeFunctionOutput(options.out, setup.world.functionOutput());
    const doubtful = result.scenarios.filter(({ verdict }) => verdict !== 'pass');
    const paragraphs = [
      header(result),
      ...(result.scenarios.length === 0 ? [] : [table(result.scenarios), LEGEND]),
      handlersInWords(result.handlers),
      unansweredInWords(result.unanswered),
      ...doubtful.map(diagnosis),
      footer(result, options.out, (names) => commandFor(options, names)),
    ];
    console.log(`\n${paragraphs.filter(Boolean).join('\n\n')}`);
    return EXIT_CODES[result.verdict];
  } finally {
    await stop();
  }
}

/** @throws UsageError where the file does not hold them */
async function toldTimeouts({ timeouts }: DrillOptions): Promise<VoiceTimeouts | undefined> {
  if (timeouts === undefined) return undefined;
  try {
    return await readTimeouts(timeouts);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** An assembly brings its own timeouts; `--tight` says which ones are meant. */
function refuseOtherTimeouts({ tight, assembly }: DrillOptions, found: TimeoutsName): void {
  if (!tight || found === 'tight') return;
  throw new UsageError(
    `--tight: expected an assembly with the tight timeouts, found ${found} ones in ${String(assembly)}. ` +
      'Leave --tight out, or synthesize with timeouts: "tight" in the settings.',
  );
}

/** Ends calls, stops everything and writes what was finished. */
const interruptible = (): AbortSignal =>
  interruption(EXIT_CODES.unknown, () => console.error('\ninterrupted: stopping everything'));

const KNOWN = [
  AssemblyError,
  FrozenIdsError,
  NotEmulatedError,
  NotLinkedError,
  SettingsError,
  StaticNccoError,
] as const;

/** A mistake of the user is told in its own words; anything else is ours, with its stack. */
function inWords(error: unknown): unknown {
  if (error instanceof UsageError) return `${error.message}\nSee --help.`;
  return KNOWN.some((kind) => error instanceof kind) ? String(error) : error;
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(HELP);
  } else {
    process.exitCode = await drill(options, interruptible());
  }
} catch (error) {
  // Nothing is proven by a drill that did not run: never the exit code of a pass, nor of a failure.
  process.exitCode = EXIT_CODES.unknown;
  console.error(inWords(error));
}
