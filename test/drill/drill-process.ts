import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VVF = fileURLToPath(new URL('../../vvf.mjs', import.meta.url));

export interface DrillRun {
  readonly exitCode: number;
  readonly output: string;
  /** `result.json`, or null where none was written. */
  readonly result: unknown;
}

/**
 * `npm run drill` with an assembly that is there, two calls of each scenario. One that says unknown, for a stalled
 * machine, is run once more: as .ci/run does it.
 */
export async function drillOn(assembly: string, scenarios: readonly string[]): Promise<DrillRun> {
  const run = await runOnce(assembly, scenarios);
  return run.exitCode === 2 ? runOnce(assembly, scenarios) : run;
}

async function runOnce(assembly: string, scenarios: readonly string[]): Promise<DrillRun> {
  const out = join(assembly, 'drill-out');
  const chosen = scenarios.flatMap((name) => ['--scenario', name]);
  const args = [VVF, 'drill', '--assembly', assembly, ...chosen, '--calls', '2', '--out', out];
  const ended = await new Promise<Pick<DrillRun, 'exitCode' | 'output'>>((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
  const result: unknown = JSON.parse(await readFile(join(out, 'result.json'), 'utf8').catch(() => 'null'));
  return { ...ended, result };
}
