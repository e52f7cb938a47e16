import { join } from 'node:path';
import { CALL_FLOW, DEPLOYED_FLOWS } from '#own/files.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { formatMessages } from 'esbuild';
import type { BuildFailure } from 'esbuild';
import { checkCallFlow } from '../../infra/call-flow/check-call-flow.ts';
import type { CloudAssemblyOptions } from '../../infra/cloud-assembly.ts';
import { CallFlowError } from '../../infra/call-flow-error.ts';
import type { RegionRole, Route, Emulator } from '../../emulator/emulator.ts';
import type { BrokenParts } from './broken-parts.ts';
import type { Bundles } from './bundles.ts';
import type { RunningEmulator } from './running-emulator.ts';
import { synthesizeApart } from './synthesize-apart.ts';
import { filesInWords } from './watch-sources.ts';
import type { SourceChange } from './watch-sources.ts';

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
const ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback', 'health'];

export interface ReloadOptions {
  readonly running: RunningEmulator;
  readonly parts: BrokenParts;
  readonly bundles: Bundles;
  /** For new bundles and assemblies. */
  readonly folder: string;
  readonly synthesis: Omit<CloudAssemblyOptions, 'outDir'>;
  readonly say: (text: string) => void;
  /** Another assembly runs. */
  readonly onReplaced: (emulator: Emulator) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Brings saved changes into the running local system. What is saved while a reload runs is one more reload, however many
 * changes it is. What is wrong is said, and the old stays.
 */
export function createReload(options: ReloadOptions): (change: SourceChange) => Promise<void> {
  let generation = 0;
  let last: Promise<void> = Promise.resolve();
  let waiting: readonly SourceChange[] = [];
  const reload = async ({ files, calls }: SourceChange): Promise<void> => {
    if (options.signal.aborted) return;
    const startedMs = performance.now();
    const what = filesInWords(files);
    const folder = join(options.folder, `reload-${String(++generation)}`);
    try {
      const done = await (calls === 'bundles' ? reloadBundles : reloadAssembly)(options, folder);
      const tookMs = Math.round(performance.now() - startedMs);
      options.say(`${what} changed: ${done} (${String(tookMs)} ms)`);
      // A synthesis has said it.
      if (calls === 'bundles') await sayProblems(options);
    } catch (error) {
      if (options.signal.aborted) return;
      options.say(
        `${what} changed, but could not be loaded; the former version keeps running:\n${await problemOf(error)}`,
      );
    }
  };
  return (change) => {
    const isFirst = waiting.length === 0;
    waiting = [...waiting, change];
    if (isFirst)
      last = last.then(() => {
        const saved = waiting;
        waiting = [];
        return reload(asOne(saved));
      });
    return last;
  };
}

const asOne = (changes: readonly SourceChange[]): SourceChange => ({
  files: [...new Set(changes.flatMap(({ files }) => files))].sort(),
  calls: changes.every(({ calls }) => calls === 'bundles') ? 'bundles' : 'assembly',
});

async function reloadBundles({ bundles, running }: ReloadOptions, folder: string): Promise<string> {
  if (!(await bundles.build(folder))) return 'no bundle changed, nothing to reload';
  await Promise.all(
    ROLES.flatMap((role) =>
      ROUTES.map((route) => running.emulator.replaceBundle(role, route, join(folder, route))),
    ),
  );
  return 'reloaded';
}

/** The call flow runs all the same: here is where a half-done one is tried. */
async function sayProblems({ say }: ReloadOptions): Promise<void> {
  try {
    const { warnings } = await checkCallFlow({ callFlow: CALL_FLOW }, ownSettings(), DEPLOYED_FLOWS);
    for (const warning of warnings) say(`warning: functions/call-flow.ts: ${warning}`);
  } catch (error) {
    if (!(error instanceof CallFlowError)) throw error;
    say(`It runs, but could not be deployed: ${error.message}`);
  }
}

async function reloadAssembly(options: ReloadOptions, folder: string): Promise<string> {
  const { bundles, running, parts, synthesis, onReplaced, signal } = options;
  const outDir = join(folder, 'assembly');
  await Promise.all([
    synthesizeApart({ ...synthesis, outDir }, signal),
    bundles.build(join(folder, 'bundles')),
  ]);
  if (signal.aborted) throw new Error('interrupted');
  await parts.keepThrough(() => running.replace(outDir));
  await onReplaced(running.emulator);
  return 'synthesized and restarted, on the same ports; the journals are empty';
}

async function problemOf(error: unknown): Promise<string> {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) return error instanceof Error ? error.message : String(error);
  return (await formatMessages(errors, { kind: 'error' })).join('\n').trim();
}
