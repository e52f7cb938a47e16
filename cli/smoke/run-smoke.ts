import type { OutputsFile } from '../../contracts/outputs.ts';
import { readOutputsFile } from '../kit/read-outputs.ts';
import { checkRows } from './check-rows.ts';
import { openTarget } from './open-target.ts';
import { SMOKE_HELP, parseSmokeOptions } from './options.ts';
import type { SmokeOptions } from './options.ts';
import { exitCodeOf, printResults, progressLine, resultsJson } from './print-results.ts';
import { OUTSIDE_ADDRESS, withWorld } from './with-world.ts';

/** `npm run smoke`: returns the exit code. @throws CommandError, InterruptedError */
export async function runSmoke(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = parseSmokeOptions(args);
  if (options === undefined) {
    process.stdout.write(SMOKE_HELP);
    return 0;
  }
  if (options.world === undefined)
    return checkOutputs(options, await readOutputsFile(options.outputs), options.outside, signal);
  console.error('starting a world');
  return withWorld(options.world, signal, (outputs) =>
    checkOutputs(options, outputs, OUTSIDE_ADDRESS, signal),
  );
}

async function checkOutputs(
  { rows, region: regionName, json }: SmokeOptions,
  outputs: OutputsFile,
  outsideAddress: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const tell = (line: string): void => console.error(line);
  const target = openTarget({ outputs, regionName, outsideAddress, signal, tell });
  const results = await checkRows(rows, target, (checked) => tell(progressLine(checked)));
  const region = target.region.Region;
  console.log(json ? resultsJson(region, results) : `\n${printResults(region, results)}`);
  return exitCodeOf(results);
}
